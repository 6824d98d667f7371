//! Collects the quads of one article.

use super::iri::{self, Base};
use super::literal;
use super::vocab::{nif, prov, rdf, tro, xsd};
use crate::document::Document;
use crate::entity::{EntityRef, slug};
use crate::span::Span;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::HashSet;

pub struct Builder<'d> {
    pub doc: &'d Document,
    pub base: &'d Base,
    /// The article, also the name of its graph.
    pub article: NamedNode,
    /// IRIs of `doc.entities`.
    entities: Vec<NamedNode>,
    quads: Vec<Quad>,
}

impl<'d> Builder<'d> {
    pub fn new(doc: &'d Document, base: &'d Base) -> Self {
        let article = base.article(&doc.article.id);
        let entities = doc.entities.iter().map(|e| base.entity(e.kind, &slug(&e.slug))).collect();
        Self { doc, base, article, entities, quads: Vec::new() }
    }

    pub fn finish(mut self) -> Vec<Quad> {
        self.quads.sort_by_cached_key(ToString::to_string);
        self.quads.dedup();
        self.quads
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.article.clone()));
    }

    pub fn add_type(&mut self, subject: &NamedNode, class: NamedNodeRef<'_>) {
        self.add(subject, rdf::TYPE, class.into_owned());
    }

    /// A literal in the language of the article.
    pub fn text(&self, value: &str) -> Literal {
        literal::text(value, &self.doc.article.lang)
    }

    pub fn entity(&self, entity: EntityRef) -> Option<NamedNode> {
        self.entities.get(entity).cloned()
    }

    pub fn entities(&self, entities: &[EntityRef]) -> Vec<NamedNode> {
        entities.iter().filter_map(|&e| self.entity(e)).collect()
    }

    pub fn span(&self, span: Span) -> NamedNode {
        iri::span_iri(&self.article, span)
    }

    pub fn sentence(&self, sentence: usize) -> Option<NamedNode> {
        self.doc.sentences.get(sentence).map(|s| self.span(s.span))
    }

    /// An IRI without the base, so that what is made from it is the same under every base.
    pub fn relative(&self, node: &NamedNode) -> String {
        node.as_str().strip_prefix(self.base.as_str()).unwrap_or(node.as_str()).to_owned()
    }

    /// Whether something was said with this predicate already.
    pub fn has(&self, subject: &NamedNode, predicate: NamedNodeRef<'_>) -> bool {
        self.quads.iter().any(|q| q.predicate == predicate && q.subject.as_ref() == subject.as_ref().into())
    }

    /// What something was said of with this predicate.
    pub fn subjects_with(&self, predicate: NamedNodeRef<'_>) -> HashSet<NamedNode> {
        let said = self.quads.iter().filter(|quad| quad.predicate == predicate);
        said.filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.clone()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
    }

    pub fn fact(&self, what: &str, content: &[String]) -> NamedNode {
        iri::fact_iri(&self.article, what, content)
    }

    /// Describes a place in the text: offsets in code points, its words, and the article they stand in.
    pub fn add_span(&mut self, span: Span, class: NamedNodeRef<'_>) -> NamedNode {
        let node = self.span(span);
        self.add_type(&node, class);
        self.add(&node, nif::BEGIN_INDEX, literal::integer(span.start));
        self.add(&node, nif::END_INDEX, literal::integer(span.end));
        self.add(&node, nif::ANCHOR_OF, self.text(self.doc.slice(span)));
        self.add(&node, nif::REFERENCE_CONTEXT, self.article.clone());
        node
    }

    /// What every fact says about where it comes from.
    pub fn add_evidence(&mut self, fact: &NamedNode, sentence: &NamedNode, rule: &str, confidence: f32) {
        self.add(fact, prov::WAS_DERIVED_FROM, sentence.clone());
        self.add(fact, tro::property::FRAME, Literal::new_simple_literal(rule));
        self.add(fact, tro::property::CONFIDENCE, literal::decimal(confidence));
    }

    /// The date of the article, as far as it is known.
    pub fn add_as_of(&mut self, fact: &NamedNode) {
        if let Some(date) = self.doc.article.date {
            self.add(fact, tro::property::AS_OF, Literal::new_typed_literal(date.to_string(), xsd::DATE));
        }
    }
}
