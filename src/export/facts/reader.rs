//! Reading facts from a snapshot, one after the other in the order of their IRIs.

use super::agreement::{self, AgreementState};
use super::article::{Article, Evidence};
use super::codes::Codes;
use super::event::{self, Event};
use super::office::{self, Tenure};
use super::thing::{self, Thing};
use crate::dataset::{Snapshot, compare_iris};
use crate::error::Result;
use crate::export::select::Selection;
use crate::graph::Base;
use crate::graph::vocab::{nif, org, prov, rdf, tro};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// The facts of a selection.
pub struct Facts<'s> {
    pub(super) snapshot: &'s Arc<Snapshot>,
    pub(super) base: &'s Base,
    selection: &'s Selection,
    /// The language of labels where there is a choice.
    pub(super) lang: &'s str,
    pub codes: Codes,
    things: RefCell<HashMap<NamedNode, Rc<Thing>>>,
    /// The article that was read last: facts of one come one after the other.
    last: RefCell<Article>,
}

impl<'s> Facts<'s> {
    /// # Errors
    /// When the ontology or a table cannot be read.
    pub fn new(snapshot: &'s Arc<Snapshot>, base: &'s Base, selection: &'s Selection, lang: &'s str) -> Result<Self> {
        let codes = Codes::load(base)?;
        Ok(Self { snapshot, base, selection, lang, codes, things: RefCell::default(), last: RefCell::default() })
    }

    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        self.all(tro::class::EVENT).into_iter().map(|node| event::read(self, &node))
    }

    pub fn tenures(&self) -> impl Iterator<Item = Tenure> + '_ {
        self.all(org::MEMBERSHIP).into_iter().map(|node| office::read(self, &node))
    }

    /// One for each state in which an article sees an agreement.
    pub fn agreement_states(&self) -> impl Iterator<Item = AgreementState> + '_ {
        self.all(tro::class::AGREEMENT_STATE).into_iter().map(|node| agreement::read(self, &node))
    }

    /// The selected things of a class, sorted.
    fn all(&self, class: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let class = Term::from(class.into_owned());
        let typed = self.snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref()), None);
        let mut found: Vec<NamedNode> = typed
            .filter(|quad| self.selection.keeps(quad))
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        found.sort_unstable_by(|one, other| compare_iris(one.as_str(), other.as_str()));
        found.dedup();
        found
    }

    /// What is said of a node, in all graphs.
    pub(super) fn said(&self, node: &NamedNode) -> Said {
        Said(self.snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, None).collect())
    }

    /// What points to a node with a property, sorted.
    pub(super) fn pointing(&self, property: NamedNodeRef<'_>, node: &NamedNode) -> Vec<NamedNode> {
        let term = Term::from(node.clone());
        let quads = self.snapshot.quads_for_pattern(None, Some(property), Some(term.as_ref()), None);
        let mut found: Vec<NamedNode> = quads
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Something that facts name; read once.
    pub fn thing(&self, node: &NamedNode) -> Rc<Thing> {
        if let Some(known) = self.things.borrow().get(node) {
            return Rc::clone(known);
        }
        let thing = Rc::new(thing::read(self, node));
        self.things.borrow_mut().insert(node.clone(), Rc::clone(&thing));
        thing
    }

    pub(super) fn things(&self, said: &Said, property: NamedNodeRef<'_>) -> Vec<Rc<Thing>> {
        said.nodes(property).iter().map(|node| self.thing(node)).collect()
    }

    /// Where a fact comes from.
    pub(super) fn evidence(&self, node: &NamedNode, said: &Said) -> Evidence {
        let spans = said.nodes(prov::WAS_DERIVED_FROM).iter().map(|sentence| self.span(sentence)).collect();
        Evidence {
            article: self.article(node),
            sentences: spans,
            frame: said.text(tro::property::FRAME),
            confidence: said.number(tro::property::CONFIDENCE),
        }
    }

    /// First and last offset of a place in the text.
    pub(super) fn span(&self, node: &NamedNode) -> (Option<u64>, Option<u64>) {
        let said = self.said(node);
        let offset = |property| said.text(property).and_then(|text| text.parse().ok());
        (offset(nif::BEGIN_INDEX), offset(nif::END_INDEX))
    }

    fn article(&self, part: &NamedNode) -> Article {
        let id = self.base.article_id(part.as_str()).unwrap_or_default();
        let node = self.base.article(&id);
        if self.last.borrow().iri != node.as_str() {
            self.last.replace(Article::new(id, &node, &self.said(&node)));
        }
        self.last.borrow().clone()
    }
}

/// The quads of one subject.
pub(super) struct Said(pub Vec<Quad>);

impl Said {
    pub fn terms(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> + '_ {
        let property = property.into_owned();
        self.0.iter().filter(move |quad| quad.predicate == property).map(|quad| &quad.object)
    }

    /// Each once, sorted.
    pub fn nodes(&self, property: NamedNodeRef<'_>) -> Vec<NamedNode> {
        let mut found: Vec<NamedNode> = self
            .terms(property)
            .filter_map(|term| match term {
                Term::NamedNode(node) => Some(node.clone()),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub fn node(&self, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.nodes(property).into_iter().next()
    }

    /// The first value by its text, literal or IRI.
    pub fn text(&self, property: NamedNodeRef<'_>) -> Option<String> {
        let text = |term: &Term| match term {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            _ => None,
        };
        self.terms(property).filter_map(text).min()
    }

    pub fn datatype(&self, property: NamedNodeRef<'_>) -> Option<NamedNode> {
        self.terms(property).find_map(|term| match term {
            Term::Literal(literal) => Some(literal.datatype().into_owned()),
            _ => None,
        })
    }

    pub fn number(&self, property: NamedNodeRef<'_>) -> Option<f64> {
        self.text(property)?.parse().ok()
    }
}
