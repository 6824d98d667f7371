//! A change of the data set: several steps that take effect together.

use super::index::Row;
use super::pattern::{Graphs, Matches};
use super::snapshot::Snapshot;
use super::terms::{DEFAULT_GRAPH, Id};
use super::{Dataset, budget};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use rustc_hash::FxHashSet;
use std::sync::{Arc, MutexGuard};

/// A change that is being made. Dropped without [`commit`](Self::commit) it changes nothing.
pub struct Edit<'d> {
    dataset: &'d Dataset,
    turn: MutexGuard<'d, ()>,
    snapshot: Arc<Snapshot>,
    touched: FxHashSet<GraphName>,
}

impl<'d> Edit<'d> {
    pub(super) fn new(dataset: &'d Dataset, turn: MutexGuard<'d, ()>, snapshot: Arc<Snapshot>) -> Self {
        Self { dataset, turn, snapshot, touched: FxHashSet::default() }
    }

    /// The data set with the steps so far.
    pub fn snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The graphs that the steps so far added to, took from, made or dropped, sorted.
    pub fn touched(&self) -> Vec<GraphName> {
        let mut touched: Vec<_> = self.touched.iter().cloned().collect();
        touched.sort_unstable_by_key(ToString::to_string);
        touched
    }

    /// Adds quads; those that are there already change nothing. A named graph that gets one exists from then on.
    pub fn insert(&mut self, quads: impl IntoIterator<Item = Quad>) {
        let rows = new_rows(Arc::make_mut(&mut self.snapshot), quads);
        self.change(&[], rows);
    }

    /// Takes quads out; those that are not there change nothing.
    pub fn remove(&mut self, quads: impl IntoIterator<Item = Quad>) {
        let row = |quad| self.snapshot.row(&quad).filter(|row| self.snapshot.contains_row(row));
        let rows: FxHashSet<Row> = quads.into_iter().filter_map(row).collect();
        self.change(&rows.into_iter().collect::<Vec<_>>(), Vec::new());
    }

    /// Takes all quads out of a graph, which stays.
    pub fn clear(&mut self, graph: &GraphName) {
        let Some(id) = self.snapshot.graph_id(graph) else { return };
        let rows: Vec<Row> =
            Matches::new(Arc::clone(&self.snapshot), [None, None, None, Some(id)], Graphs::All).collect();
        self.change(&rows, Vec::new());
    }

    /// Makes a named graph exist.
    pub fn create(&mut self, graph: &NamedOrBlankNode) {
        let snapshot = Arc::make_mut(&mut self.snapshot);
        let id = snapshot.terms.intern(Term::from(graph.clone()));
        if !snapshot.has_graph(id) {
            snapshot.set_graph(id, true);
            self.touched.insert(graph.clone().into());
        }
    }

    /// Takes a named graph away with all its quads.
    pub fn drop_graph(&mut self, graph: &NamedOrBlankNode) {
        let name = GraphName::from(graph.clone());
        self.clear(&name);
        // Looked up only now: what was cleared may have given the terms new numbers.
        if let Some(id) = self.snapshot.graph_id(&name).filter(|&id| self.snapshot.has_graph(id)) {
            Arc::make_mut(&mut self.snapshot).set_graph(id, false);
            self.touched.insert(name);
        }
    }

    /// Publishes what was done.
    pub fn commit(self) {
        self.dataset.publish(&self.turn, self.snapshot);
    }

    fn change(&mut self, taken: &[Row], added: Vec<Row>) {
        let ids: FxHashSet<Id> = taken.iter().chain(&added).map(|row| row[3]).collect();
        self.touched.extend(ids.into_iter().map(|id| self.snapshot.graph_name(id)));
        Arc::make_mut(&mut self.snapshot).change(taken, added);
    }
}

impl Snapshot {
    /// This state with further quads; this one stays.
    pub fn with(&self, quads: impl IntoIterator<Item = Quad>) -> Self {
        let mut snapshot = self.clone();
        let rows = new_rows(&mut snapshot, quads);
        snapshot.change(&[], rows);
        snapshot
    }
}

/// The rows of quads that are not there, each once.
fn new_rows(snapshot: &mut Snapshot, quads: impl IntoIterator<Item = Quad>) -> Vec<Row> {
    let mut rows = FxHashSet::default();
    for quad in quads {
        budget::step();
        let row = intern(snapshot, quad);
        if !snapshot.contains_row(&row) {
            rows.insert(row);
        }
    }
    rows.into_iter().collect()
}

fn intern(snapshot: &mut Snapshot, quad: Quad) -> Row {
    let graph = match quad.graph_name {
        GraphName::DefaultGraph => DEFAULT_GRAPH,
        GraphName::NamedNode(node) => snapshot.terms.intern(node.into()),
        GraphName::BlankNode(node) => snapshot.terms.intern(node.into()),
    };
    [
        snapshot.terms.intern(quad.subject.into()),
        snapshot.terms.intern(quad.predicate.into()),
        snapshot.terms.intern(quad.object),
        graph,
    ]
}
