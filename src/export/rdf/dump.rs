//! What is exported, one quad after the other in the order of [`normal_form`](crate::export::normal_form).
//!
//! Subjects are walked in order and only one's quads are in memory. What stands out of the order is collected before and
//! merged in: quads with blank nodes, whose names follow from all of them, and what RDF 1.1 cannot say.

use super::blank::{is_blank, rename_blank_nodes};
use super::hash::canonical_hash;
use super::order::{compare, subjects};
use crate::dataset::{Snapshot, Walk};
use crate::export::layers::Layers;
use crate::export::rdf11::{Lowering, is_rdf12};
use crate::export::select::Selection;
use crate::graph::Base;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term, TermRef};
use std::cmp::Ordering;
use std::iter::Peekable;
use std::sync::Arc;

/// The version of RDF that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rdf {
    #[default]
    V11,
    V12,
}

impl Rdf {
    pub const NAMES: [&'static str; 2] = ["1.1", "1.2"];

    pub fn name(self) -> &'static str {
        match self {
            Rdf::V11 => Self::NAMES[0],
            Rdf::V12 => Self::NAMES[1],
        }
    }
}

/// How quads are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Graph by graph.
    Graphs,
    /// All in the default graph, subject by subject.
    Union,
    /// In their graphs, subject by subject.
    Subjects,
}

impl Shape {
    fn compare(self, one: &Quad, other: &Quad) -> Ordering {
        let by_subject =
            || if self == Shape::Subjects { subjects(&one.subject, &other.subject) } else { Ordering::Equal };
        by_subject().then_with(|| compare(one, other))
    }

    fn put(self, quads: &mut [Quad]) {
        if self == Shape::Union {
            quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
        }
    }

    fn sort(self, quads: &mut Vec<Quad>) {
        quads.sort_by(|one, other| self.compare(one, other));
        quads.dedup();
    }
}

/// Part of a data set that is to be written.
pub struct Dump<'d> {
    pub snapshot: &'d Arc<Snapshot>,
    pub base: &'d Base,
    pub selection: &'d Selection,
    pub layers: &'d Layers,
}

impl Dump<'_> {
    /// The quads in order, each once.
    pub fn quads(&self, shape: Shape, rdf: Rdf) -> Quads<'_> {
        let mut places = self.snapshot.places(shape == Shape::Graphs);
        self.selection.add_to(&mut places);
        Quads {
            selection: self.selection,
            layers: self.layers,
            shape,
            rdf,
            walk: places.walk(),
            current: Vec::new().into_iter().peekable(),
            apart: self.apart(shape, rdf).into_iter().peekable(),
        }
    }

    /// The digest of the data set in RDF 1.1, with its graphs or as their union ([`canonical_hash`]).
    pub fn hash(&self, with_graphs: bool) -> String {
        canonical_hash(self.quads(if with_graphs { Shape::Subjects } else { Shape::Union }, Rdf::V11))
    }

    /// What is not walked: quads with blank nodes, and those that are said otherwise in RDF 1.1.
    fn apart(&self, shape: Shape, rdf: Rdf) -> Vec<Quad> {
        let mut found = self.snapshot.quads_with(|term| is_blank(term) || rdf == Rdf::V11 && is_not_rdf11(term));
        found.retain(|quad| self.selection.keeps(quad));
        self.layers.filter(&mut found);
        if rdf == Rdf::V11 {
            let mut lowering = Lowering::new(self.base);
            found = found.into_iter().flat_map(|quad| lowering.lower(quad)).collect();
        }
        shape.put(&mut found);
        rename_blank_nodes(&mut found);
        shape.sort(&mut found);
        found
    }
}

fn is_not_rdf11(term: TermRef<'_>) -> bool {
    match term {
        TermRef::Triple(_) => true,
        TermRef::Literal(literal) => literal.direction().is_some(),
        TermRef::NamedNode(_) | TermRef::BlankNode(_) => false,
    }
}

/// See [`Dump::quads`].
pub struct Quads<'d> {
    selection: &'d Selection,
    layers: &'d Layers,
    shape: Shape,
    rdf: Rdf,
    walk: Walk,
    current: Peekable<std::vec::IntoIter<Quad>>,
    apart: Peekable<std::vec::IntoIter<Quad>>,
}

impl Quads<'_> {
    /// Goes on to the next subject that has quads to write; false at the end.
    fn walk_on(&mut self) -> bool {
        for mut quads in self.walk.by_ref() {
            quads.retain(|quad| !is_apart(quad, self.rdf) && self.selection.keeps(quad));
            self.layers.filter(&mut quads);
            if !quads.is_empty() {
                self.shape.put(&mut quads);
                self.shape.sort(&mut quads);
                self.current = quads.into_iter().peekable();
                return true;
            }
        }
        false
    }
}

impl Iterator for Quads<'_> {
    type Item = Quad;

    fn next(&mut self) -> Option<Quad> {
        if self.current.peek().is_none() && !self.walk_on() {
            return self.apart.next();
        }
        let (Some(one), Some(other)) = (self.current.peek(), self.apart.peek()) else { return self.current.next() };
        match self.shape.compare(one, other) {
            Ordering::Less => self.current.next(),
            Ordering::Greater => self.apart.next(),
            Ordering::Equal => {
                self.apart.next();
                self.current.next()
            }
        }
    }
}

fn is_apart(quad: &Quad, rdf: Rdf) -> bool {
    matches!(quad.graph_name, GraphName::BlankNode(_))
        || matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || match &quad.object {
            Term::NamedNode(_) => false,
            object => is_blank(object.as_ref()) || rdf == Rdf::V11 && is_rdf12(quad),
        }
}
