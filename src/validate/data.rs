//! The data graph as shapes see it: all graphs together, with the terms of the shapes among its own.

use super::shapes::{Shapes, TermAt};
use crate::dataset::{Snapshot, TermId, Union};
use crate::graph::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, Term};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Numbers from here on are places in the table of the shapes: of terms that the data do not have.
const OF_SHAPES: TermId = 1 << 31;

/// A data graph together with the shapes that it is compared with.
pub struct Data<'s> {
    union: Union,
    shapes: &'s Shapes,
    /// The numbers of the terms of the shapes.
    ids: Vec<TermId>,
    rdf_type: TermId,
    sub_class_of: TermId,
}

impl<'s> Data<'s> {
    pub fn new(snapshot: Arc<Snapshot>, shapes: &'s Shapes) -> Self {
        let union = Union::new(snapshot);
        let number = |(at, term)| union.id(term).unwrap_or(OF_SHAPES | TermId::try_from(at).expect("few terms"));
        let ids: Vec<TermId> = shapes.terms.iter().enumerate().map(number).collect();
        let of = |term: NamedNode| ids[shapes.term_at(term)];
        let (rdf_type, sub_class_of) = (of(rdf::TYPE.into_owned()), of(rdfs::SUB_CLASS_OF.into_owned()));
        Self { union, shapes, ids, rdf_type, sub_class_of }
    }

    /// The number of a term of the shapes.
    pub fn id(&self, at: TermAt) -> TermId {
        self.ids[at]
    }

    pub fn term(&self, id: TermId) -> &Term {
        if id & OF_SHAPES == 0 { self.union.term(id) } else { &self.shapes.terms[(id & !OF_SHAPES) as usize] }
    }

    /// The objects of a subject and a predicate, each once.
    pub fn objects(&self, subject: TermId, predicate: TermId) -> Vec<TermId> {
        distinct(self.union.triples([Some(subject), Some(predicate), None]).map(|[_, _, object]| object))
    }

    /// The subjects of a predicate and an object, each once.
    pub fn subjects(&self, predicate: TermId, object: TermId) -> Vec<TermId> {
        distinct(self.union.triples([None, Some(predicate), Some(object)]).map(|[subject, _, _]| subject))
    }

    /// All subjects and objects of a predicate.
    pub fn pairs(&self, predicate: TermId) -> impl Iterator<Item = (TermId, TermId)> + '_ {
        self.union.triples([None, Some(predicate), None]).map(|[subject, _, object]| (subject, object))
    }

    /// The predicates and objects of a subject, each pair once.
    pub fn about(&self, subject: TermId) -> Vec<(TermId, TermId)> {
        distinct(self.union.triples([Some(subject), None, None]).map(|[_, predicate, object]| (predicate, object)))
    }

    /// Whether a node is said to be of one of several classes.
    pub fn has_type_of(&self, subject: TermId, classes: &FxHashSet<TermId>) -> bool {
        self.union.triples([Some(subject), Some(self.rdf_type), None]).any(|[_, _, class]| classes.contains(&class))
    }

    /// The instances of a class alone.
    pub fn instances(&self, class: TermId) -> Vec<TermId> {
        self.subjects(self.rdf_type, class)
    }

    /// A class and those below it: <https://www.w3.org/TR/shacl/#dfn-shacl-subclass>.
    pub fn classes_of(&self, class: TermId) -> FxHashSet<TermId> {
        let mut found = FxHashSet::from_iter([class]);
        let mut open = vec![class];
        while let Some(class) = open.pop() {
            for below in self.subjects(self.sub_class_of, class) {
                if found.insert(below) {
                    open.push(below);
                }
            }
        }
        found
    }

    /// The graphs that say something of a node.
    pub fn graphs_about(&self, node: TermId) -> BTreeSet<String> {
        let names = self.union.graphs_about(node).filter_map(|graph| match graph {
            GraphName::NamedNode(name) => Some(name.into_string()),
            _ => None,
        });
        if node & OF_SHAPES == 0 { names.collect() } else { BTreeSet::new() }
    }

    /// The subjects and objects of some graphs.
    pub fn nodes_in(&self, graphs: &[GraphName]) -> FxHashSet<TermId> {
        graphs.iter().flat_map(|graph| self.union.nodes_in(graph)).collect()
    }
}

/// Sorted by number, without repetition.
pub fn distinct<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}
