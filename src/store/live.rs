//! Changes while the data set is served: any graph by any steps, and what other processes do to the folder.

use super::folder::News;
use super::graph_file::Graph;
use super::{Change, DEFAULT_GRAPH, Known, Store};
use crate::dataset::{Edit, Snapshot, name_of};
use crate::error::{Error, Result};
use oxigraph::model::{GraphName, NamedNode, Quad};
use std::sync::Arc;

/// Why a change was not made; nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError<E> {
    /// What the one who changes says.
    #[error("{0}")]
    Work(E),
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// Changes graphs step by step; all steps take effect together, in the folder as well. Gives what the work gives and
    /// the graphs that changed.
    ///
    /// In the folder whole graphs are written: a change costs as much as the graphs that it touches are large.
    ///
    /// # Errors
    /// What the work says, or that the folder cannot be written, or that another process is writing to it.
    pub fn change<T, E>(
        &mut self,
        work: impl FnOnce(&mut Edit<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<(T, Vec<GraphName>), ChangeError<E>> {
        self.as_writer(|store| {
            let dataset = store.dataset.clone();
            let mut edit = dataset.edit();
            let value = work(&mut edit).map_err(ChangeError::Work)?;
            let touched = edit.touched();
            let changes: Vec<Change> = touched.iter().map(|graph| store.changed(edit.snapshot(), graph)).collect();
            if let Some(folder) = &mut store.folder {
                folder.write(&changes)?;
            }
            edit.commit();
            changes.into_iter().for_each(|change| drop(store.know(change)));
            Ok((value, touched))
        })
    }

    /// As [`refresh`](Self::refresh), in the folder as well.
    ///
    /// # Errors
    /// As there; also when another process is writing to the folder.
    pub fn refresh_and_keep(&mut self) -> Result<()> {
        self.as_writer(Self::refresh)
    }

    /// Takes over what other processes did to the folder, and gives the graphs that changed. While one of them is writing
    /// nothing is taken over yet.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn follow(&mut self) -> Result<Vec<NamedNode>> {
        let Some(folder) = &mut self.folder else { return Ok(Vec::new()) };
        if !folder.is_touched() || folder.lock_now().is_err() {
            return Ok(Vec::new());
        }
        let taken = self.take_over();
        self.release();
        let changed = taken?;
        if !changed.is_empty() {
            self.refresh()?;
        }
        Ok(changed)
    }

    /// Does something as the one process that writes to the folder, on its newest state.
    fn as_writer<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let guard = Writer { store: self };
        if let Some(folder) = &mut guard.store.folder {
            folder.lock()?;
            guard.store.take_over()?;
        }
        work(guard.store)
    }

    fn take_over(&mut self) -> Result<Vec<NamedNode>> {
        let Some(folder) = &mut self.folder else { return Ok(Vec::new()) };
        let Some(news) = folder.news()? else { return Ok(Vec::new()) };
        folder.adopt(&news);
        let News { read, gone, .. } = news;
        let gone: Vec<Change> = self.graphs_in(&gone).into_iter().map(Change::removal).collect();
        let changes: Vec<Change> = read.into_iter().map(Change::from).chain(gone).collect();
        let changed = changes.iter().map(|change| change.graph.clone()).collect();
        self.replace(changes);
        Ok(changed)
    }

    /// The graphs of files that were once read.
    fn graphs_in(&self, files: &[std::path::PathBuf]) -> Vec<NamedNode> {
        let Some(folder) = self.folder.as_ref().filter(|_| !files.is_empty()) else { return Vec::new() };
        let names = self.graphs.keys().map(|name| NamedNode::new_unchecked(name.as_str()));
        names.filter(|name| files.contains(&folder.file(name.as_ref()))).collect()
    }

    /// A graph as a snapshot has it, with what is known of it beside its quads.
    fn changed(&self, snapshot: &Arc<Snapshot>, graph: &GraphName) -> Change {
        let name = match graph {
            GraphName::NamedNode(node) => node.clone(),
            _ => NamedNode::new_unchecked(DEFAULT_GRAPH),
        };
        let mut quads: Vec<Quad> = snapshot.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect();
        super::graph_file::sort(&mut quads);
        let exists = name_of(graph).is_some_and(|name| snapshot.contains_named_graph(name.as_ref()));
        let known = self.graphs.get(name.as_str());
        let mut header = known.map(|known| known.header.clone()).unwrap_or_default();
        header.empty = quads.is_empty() && exists;
        if self.base.article_id(name.as_str()).is_none() {
            // What the program made of this graph is no longer what it holds.
            header.digest = None;
        }
        let told = known.map(|Known { told, .. }| told.clone()).unwrap_or_default();
        Change { told, header, quads, graph: name }
    }
}

/// Gives the folder free when the work is over, however it ends.
struct Writer<'s> {
    store: &'s mut Store,
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.store.release();
    }
}

impl From<Graph> for Change {
    fn from(graph: Graph) -> Self {
        let Graph { name, header, quads, told, .. } = graph;
        Self { graph: NamedNode::new_unchecked(name), quads, header, told }
    }
}
