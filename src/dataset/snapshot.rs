//! One state of the data set.

use super::index::{Index, Row};
use super::pattern::{Graphs, Matches, Quads};
use super::terms::{DEFAULT_GRAPH, Dictionary, Id};
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Changes beside the main index that are always kept there, and the part of the main index that they may reach, before
/// they are merged into it.
const FEW_CHANGES: usize = 1 << 12;
const PART_OF_MAIN: usize = 32;

/// One state of the data set; it never changes.
#[derive(Clone, Default)]
pub struct Snapshot {
    pub(super) terms: Dictionary,
    pub(super) main: Arc<Index>,
    /// Rows that `main` does not have.
    pub(super) added: Arc<Index>,
    /// Rows of `main` that went.
    pub(super) removed: Arc<FxHashSet<Row>>,
    /// The named graphs with the number of their quads; a graph may be empty.
    graphs: Arc<FxHashMap<Id, usize>>,
    len: usize,
    version: u64,
}

impl Snapshot {
    /// How many quads there are.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Rises with every change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Quads with this subject, predicate, object and graph, `None` being any.
    pub fn quads_for_pattern(
        self: &Arc<Self>,
        subject: Option<NamedOrBlankNodeRef<'_>>,
        predicate: Option<NamedNodeRef<'_>>,
        object: Option<TermRef<'_>>,
        graph: Option<GraphNameRef<'_>>,
    ) -> Quads {
        let rows = || {
            let mut pattern = [None; 4];
            for (place, term) in [subject.map(TermRef::from), predicate.map(TermRef::from), object].iter().enumerate() {
                if let Some(term) = term {
                    pattern[place] = Some(self.terms.find(&term.into_owned())?);
                }
            }
            if let Some(graph) = graph {
                pattern[3] = Some(self.graph_id(&graph.into_owned())?);
            }
            Some(Matches::new(Arc::clone(self), pattern, Graphs::All))
        };
        Quads::new(rows().unwrap_or_else(|| Matches::none(Arc::clone(self))))
    }

    pub fn contains(&self, quad: &Quad) -> bool {
        self.row(quad).is_some_and(|row| self.contains_row(&row))
    }

    /// The named graphs and how many quads each has.
    pub fn named_graphs(&self) -> impl Iterator<Item = (NamedOrBlankNode, usize)> + '_ {
        self.graphs.iter().map(|(&id, &count)| (node(self.terms.get(id).clone()), count))
    }

    pub fn contains_named_graph(&self, name: NamedOrBlankNodeRef<'_>) -> bool {
        self.terms.find(&TermRef::from(name).into_owned()).is_some_and(|id| self.graphs.contains_key(&id))
    }

    /// How many quads a graph has; 0 also when there is no such graph.
    pub fn graph_len(&self, name: GraphNameRef<'_>) -> usize {
        match self.graph_id(&name.into_owned()) {
            Some(DEFAULT_GRAPH) => self.len - self.graphs.values().sum::<usize>(),
            Some(id) => self.graphs.get(&id).copied().unwrap_or(0),
            None => 0,
        }
    }

    pub(super) fn graph_ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.graphs.keys().copied()
    }

    pub(super) fn has_graph(&self, id: Id) -> bool {
        self.graphs.contains_key(&id)
    }

    /// The number of a graph's name, whether there is such a graph or not.
    pub(super) fn graph_id(&self, name: &GraphName) -> Option<Id> {
        match name {
            GraphName::DefaultGraph => Some(DEFAULT_GRAPH),
            GraphName::NamedNode(node) => self.terms.find(&Term::from(node.clone())),
            GraphName::BlankNode(node) => self.terms.find(&Term::from(node.clone())),
        }
    }

    pub(super) fn graph_name(&self, id: Id) -> GraphName {
        if id == DEFAULT_GRAPH { GraphName::DefaultGraph } else { node(self.terms.get(id).clone()).into() }
    }

    /// The row of a quad; `None` when one of its terms is in no quad.
    pub(super) fn row(&self, quad: &Quad) -> Option<Row> {
        Some([
            self.terms.find(&quad.subject.clone().into())?,
            self.terms.find(&quad.predicate.clone().into())?,
            self.terms.find(&quad.object)?,
            self.graph_id(&quad.graph_name)?,
        ])
    }

    pub(super) fn contains_row(&self, row: &Row) -> bool {
        self.added.contains(row) || (self.main.contains(row) && !self.removed.contains(row))
    }

    pub(super) fn quad(&self, [subject, predicate, object, graph]: Row) -> Quad {
        let Term::NamedNode(predicate) = self.terms.get(predicate).clone() else { unreachable!("predicates are IRIs") };
        let subject = node(self.terms.get(subject).clone());
        Quad::new(subject, predicate, self.terms.get(object).clone(), self.graph_name(graph))
    }

    /// Makes a graph exist, or not; what it holds stays.
    pub(super) fn set_graph(&mut self, id: Id, exists: bool) {
        self.version += 1;
        let graphs = Arc::make_mut(&mut self.graphs);
        if exists {
            graphs.entry(id).or_default();
        } else {
            graphs.remove(&id);
        }
    }

    /// Takes out rows that are there and adds rows that are not, each once.
    pub(super) fn change(&mut self, taken: &[Row], added: Vec<Row>) {
        if taken.is_empty() && added.is_empty() {
            return;
        }
        self.version += 1;
        self.count(taken, &added);
        let mut removed = (*self.removed).clone();
        let mut gone = FxHashSet::default();
        for row in taken {
            if self.added.contains(row) {
                gone.insert(*row)
            } else {
                removed.insert(*row)
            };
        }
        let fresh: Vec<Row> = added.into_iter().filter(|row| !removed.remove(row)).collect();
        self.added = Arc::new(self.added.merged(&gone, &Index::new(&fresh)));
        self.removed = Arc::new(removed);
        let changes = self.added.len() + self.removed.len();
        if changes > FEW_CHANGES && changes > self.main.len() / PART_OF_MAIN {
            self.settle();
        }
    }

    fn count(&mut self, taken: &[Row], added: &[Row]) {
        let graphs = Arc::make_mut(&mut self.graphs);
        for row in taken.iter().filter(|row| row[3] != DEFAULT_GRAPH) {
            graphs.entry(row[3]).and_modify(|count| *count -= 1);
        }
        for row in added.iter().filter(|row| row[3] != DEFAULT_GRAPH) {
            *graphs.entry(row[3]).or_default() += 1;
        }
        self.len = self.len + added.len() - taken.len();
    }

    /// Merges the changes into the main index, and leaves terms out of the dictionary that no quad has any more when they
    /// are the most.
    fn settle(&mut self) {
        let main = if self.main.len() == 0 {
            Arc::clone(&self.added)
        } else {
            Arc::new(self.main.merged(&self.removed, &self.added))
        };
        self.main = main;
        self.added = Arc::default();
        self.removed = Arc::default();
        self.terms.settle();
        let mut used = vec![false; self.terms.len() + 1];
        self.main.rows().iter().flatten().chain(self.graphs.keys()).for_each(|&id| used[id as usize] = true);
        if used.iter().filter(|used| **used).count() < self.terms.len() / 2 {
            let (terms, numbers) = self.terms.reduced(&used);
            self.terms = terms;
            self.main = Arc::new(self.main.renumbered(&numbers));
            self.graphs = Arc::new(self.graphs.iter().map(|(id, count)| (numbers[*id as usize], *count)).collect());
        }
    }
}

/// A term that stands where only IRIs and blank nodes may.
fn node(term: Term) -> NamedOrBlankNode {
    match term {
        Term::NamedNode(node) => node.into(),
        Term::BlankNode(node) => node.into(),
        _ => unreachable!("subjects and graph names are IRIs or blank nodes"),
    }
}
