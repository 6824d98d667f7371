//! The index of a data set that is served: made in the background, then kept up to date graph by graph.

use super::{Entry, Index, SearchError};
use oxigraph::model::GraphName;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// An index with the thread that works on it. The thread ends when this is dropped.
pub struct Live {
    shared: Arc<Shared>,
    changes: Mutex<Sender<Vec<GraphName>>>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    stage: Stage,
    /// Changes that were told and are not yet in the index.
    due: usize,
}

#[derive(Default, Clone)]
enum Stage {
    #[default]
    Filling,
    Ready(Arc<Index>),
    Failed(String),
}

impl Live {
    /// Begins to fill an index with some graphs. `make` gives an empty index, `read` the entries of a graph as it is when
    /// it is called; both run on a thread of their own.
    pub fn start(
        graphs: Vec<GraphName>,
        make: impl FnOnce() -> Result<Index, String> + Send + 'static,
        read: impl Fn(&GraphName) -> Vec<Entry> + Send + 'static,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        let (sender, receiver) = channel();
        let worker = Arc::clone(&shared);
        let work = move || {
            let done = catch_unwind(AssertUnwindSafe(|| work(&worker, graphs, make, &read, &receiver)));
            if let Err(fault) = done.unwrap_or_else(|_| Err("it met a fault in the program".into())) {
                worker.set(|state| state.stage = Stage::Failed(fault));
            }
        };
        if let Err(error) = std::thread::Builder::new().name("search".into()).spawn(work) {
            shared.set(|state| state.stage = Stage::Failed(format!("there is no thread for it: {error}")));
        }
        Self { shared, changes: Mutex::new(sender) }
    }

    /// Graphs that have changed, or are new, or gone. The index follows soon ([`settle`](Self::settle) waits for it).
    pub fn changed(&self, graphs: impl IntoIterator<Item = GraphName>) {
        self.shared.set(|state| state.due += 1);
        let sender = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        // Fails only when the thread has ended, which the stage tells.
        let _ = sender.send(graphs.into_iter().collect());
    }

    /// The index, when it has been filled.
    pub fn ready(&self) -> Option<Arc<Index>> {
        match &self.shared.lock().stage {
            Stage::Ready(index) => Some(Arc::clone(index)),
            Stage::Filling | Stage::Failed(_) => None,
        }
    }

    /// The index, as soon as it has been filled.
    ///
    /// # Errors
    /// When it takes longer than this, or has failed.
    pub fn wait(&self, longest: Duration) -> Result<Arc<Index>, SearchError> {
        let filling = |state: &mut State| matches!(state.stage, Stage::Filling);
        match self.shared.wait(longest, filling).stage.clone() {
            Stage::Ready(index) => Ok(index),
            Stage::Filling => Err(SearchError::NotReady("the search index is still being made; try again soon".into())),
            Stage::Failed(reason) => Err(SearchError::NotReady(format!("there is no search index: {reason}"))),
        }
    }

    /// Waits until all changes that were told are in the index; says whether they are.
    pub fn settle(&self, longest: Duration) -> bool {
        let behind = |state: &mut State| match state.stage {
            Stage::Filling => true,
            Stage::Ready(_) => state.due > 0,
            Stage::Failed(_) => false,
        };
        let state = self.shared.wait(longest, behind);
        matches!(state.stage, Stage::Ready(_)) && state.due == 0
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.moved.notify_all();
    }

    fn wait(&self, longest: Duration, condition: impl FnMut(&mut State) -> bool) -> MutexGuard<'_, State> {
        let waited = self.moved.wait_timeout_while(self.lock(), longest, condition);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

fn work(
    shared: &Shared,
    graphs: Vec<GraphName>,
    make: impl FnOnce() -> Result<Index, String>,
    read: &impl Fn(&GraphName) -> Vec<Entry>,
    changes: &Receiver<Vec<GraphName>>,
) -> Result<(), String> {
    let told = |error: SearchError| error.to_string();
    let index = Arc::new(make()?);
    let entries = |graph: GraphName| {
        let found = read(&graph);
        (graph, found)
    };
    index.fill(graphs.into_iter().map(entries)).map_err(told)?;
    shared.set(|state| state.stage = Stage::Ready(Arc::clone(&index)));
    while let Ok(first) = changes.recv() {
        let mut told_of = 1;
        let mut changed: BTreeMap<String, GraphName> =
            first.into_iter().map(|graph| (graph.to_string(), graph)).collect();
        for more in changes.try_iter() {
            told_of += 1;
            changed.extend(more.into_iter().map(|graph| (graph.to_string(), graph)));
        }
        index.replace_all(changed.into_values().map(entries)).map_err(told)?;
        shared.set(|state| state.due -= told_of);
    }
    Ok(())
}
