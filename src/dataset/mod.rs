//! The data set in memory: RDF terms numbered in a dictionary, quads as numbers in six sorted orders.
//!
//! SPARQL is Oxigraph's: its parser, optimizer and evaluator run over this data set through a [`View`]. The indexes are
//! our own because the evaluator can be stopped, and its memory bounded, only from the data set that it reads: every
//! quad that it draws and every term that it copies passes a check of its [`budget`]. They also keep the lexical
//! form of literals (`"01"^^xsd:integer` is not `"1"^^xsd:integer`), and give each triple of a union of graphs once.
//!
//! A [`Dataset`] is a handle to the newest [`Snapshot`]. Readers hold a snapshot, which never changes; a writer makes the
//! next one by an [`Edit`] and publishes it. A snapshot shares all that did not change with the one before.

pub mod budget;

mod edit;
mod index;
mod pattern;
mod snapshot;
mod terms;
mod union;
mod value;
mod view;
mod walk;

pub use edit::Edit;
pub use pattern::Quads;
pub use snapshot::Snapshot;
pub use terms::Id as TermId;
pub use union::Union;
pub use view::{UNION_GRAPH, View};
pub use walk::{Places, Walk, compare_iris};

use oxigraph::model::{GraphName, GraphNameRef, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, TermRef};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// A handle to a data set; clones are handles to the same one.
#[derive(Clone, Default)]
pub struct Dataset {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    newest: RwLock<Arc<Snapshot>>,
    writer: Mutex<()>,
}

impl Dataset {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The data set as it is now, for as long as one likes.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.shared.newest.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Begins a change. Others that want to change the data set wait; readers do not.
    pub fn edit(&self) -> Edit<'_> {
        let turn = self.shared.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Edit::new(self, turn, self.snapshot())
    }

    /// As [`Snapshot::quads_for_pattern`] of the newest snapshot.
    pub fn quads_for_pattern(
        &self,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Quads {
        self.snapshot().quads_for_pattern(subject, predicate, object, graph)
    }

    /// All quads, in no order that means anything.
    pub fn iter(&self) -> Quads {
        self.quads_for_pattern(None, None, None, None)
    }

    /// How many quads there are.
    pub fn len(&self) -> usize {
        self.snapshot().len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds quads.
    pub fn extend(&self, quads: impl IntoIterator<Item = Quad>) {
        let mut edit = self.edit();
        edit.insert(quads);
        edit.commit();
    }

    fn publish(&self, _turn: &MutexGuard<'_, ()>, snapshot: Arc<Snapshot>) {
        *self.shared.newest.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
    }
}

/// The name of a graph that is not the default one.
pub fn name_of(graph: &GraphName) -> Option<NamedOrBlankNode> {
    match graph {
        GraphName::DefaultGraph => None,
        GraphName::NamedNode(name) => Some(name.clone().into()),
        GraphName::BlankNode(name) => Some(name.clone().into()),
    }
}

impl FromIterator<Quad> for Dataset {
    fn from_iter<I: IntoIterator<Item = Quad>>(quads: I) -> Self {
        let dataset = Self::new();
        dataset.extend(quads);
        dataset
    }
}

#[cfg(test)]
mod tests;
