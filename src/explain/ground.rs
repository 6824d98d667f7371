//! What an explanation rests on: the data set, what its store remembers of each article, and a reader of articles.

use super::reader::Reader;
use crate::dataset::Dataset;
use crate::graph::Base;
use crate::graph::vocab::{rdf, rdfs, schema, skos};
use crate::store::Header;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term, TermRef,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// Where explanations come from.
pub struct Ground<'g> {
    pub dataset: &'g Dataset,
    pub base: &'g Base,
    pub reader: &'g Reader,
    /// What the store remembers of an article beside its triples.
    pub headers: &'g (dyn Fn(&NamedNode) -> Option<Header> + 'g),
    /// Preferred language of labels.
    pub lang: &'g str,
    /// How many facts are explained in full.
    pub most: usize,
}

/// Something with what people call it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Named {
    pub iri: String,
    pub label: String,
}

impl Ground<'_> {
    /// Quads in any graph, in no order that means anything.
    pub fn quads<'a>(
        &self,
        subject: Option<NamedNodeRef<'a>>,
        predicate: Option<NamedNodeRef<'a>>,
        object: Option<TermRef<'a>>,
        graph: Option<NamedNodeRef<'a>>,
    ) -> impl Iterator<Item = Quad> {
        let (subject, graph) = (subject.map(NamedOrBlankNodeRef::from), graph.map(GraphNameRef::from));
        self.dataset.quads_for_pattern(subject, predicate, object, graph)
    }

    /// Each object once, sorted.
    pub fn objects(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let mut objects: Vec<Term> =
            self.quads(Some(subject), Some(predicate), None, None).map(|quad| quad.object).collect();
        objects.sort_by_cached_key(ToString::to_string);
        objects.dedup();
        objects
    }

    pub fn nodes(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<NamedNode> {
        self.objects(subject, predicate).into_iter().filter_map(as_node).collect()
    }

    /// Each subject once, sorted.
    pub fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: NamedNodeRef<'_>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> Vec<NamedNode> {
        let quads = self.quads(None, Some(predicate), Some(object.into()), graph);
        let subjects: BTreeSet<String> = quads
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
                NamedOrBlankNode::BlankNode(_) => None,
            })
            .collect();
        subjects.into_iter().map(NamedNode::new_unchecked).collect()
    }

    pub fn is_a(&self, subject: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> bool {
        self.quads(Some(subject), Some(rdf::TYPE), Some(class.into()), None).next().is_some()
    }

    /// The text of the first literal, one in the preferred language before others.
    pub fn literal(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.first(self.quads(Some(subject), Some(predicate), None, None))
    }

    fn first(&self, quads: impl Iterator<Item = Quad>) -> Option<String> {
        let literals = quads.filter_map(|quad| match quad.object {
            Term::Literal(literal) => Some(literal),
            _ => None,
        });
        let rank = |language: Option<&str>| match language {
            Some(tag) if tag == self.lang => 0,
            None => 1,
            Some("en") => 2,
            Some(_) => 3,
        };
        literals
            .min_by_key(|literal| (rank(literal.language()), literal.to_string()))
            .map(|literal| literal.value().to_owned())
    }

    pub fn number(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<usize> {
        self.literal(subject, predicate)?.parse().ok()
    }

    /// What people call it: its label, the gazetteer's before those of articles; else the end of its IRI.
    pub fn label(&self, node: NamedNodeRef<'_>) -> String {
        let gazetteer = self.base.gazetteer_graph();
        self.first(self.quads(Some(node), Some(skos::PREF_LABEL), None, Some(gazetteer.as_ref())))
            .or_else(|| self.literal(node, skos::PREF_LABEL))
            .or_else(|| self.literal(node, rdfs::LABEL))
            .or_else(|| self.literal(node, schema::HEADLINE))
            .unwrap_or_else(|| {
                let end = node.as_str().rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(node.as_str());
                percent_encoding::percent_decode_str(end).decode_utf8_lossy().into_owned()
            })
    }

    pub fn named(&self, node: &NamedNode) -> Named {
        Named { iri: node.as_str().to_owned(), label: self.label(node.as_ref()) }
    }

    pub fn all_named(&self, nodes: &[NamedNode]) -> Vec<Named> {
        nodes.iter().map(|node| self.named(node)).collect()
    }

    /// The article that an IRI of an article, or of something inside it, belongs to.
    pub fn article_of(&self, iri: &NamedNode) -> Option<NamedNode> {
        self.base.article_id(iri.as_str()).map(|id| self.base.article(&id))
    }

    /// Names of the graphs that hold some of these quads, sorted; the default graph is the empty name.
    pub fn graphs(&self, quads: impl Iterator<Item = Quad>) -> Vec<String> {
        let names: BTreeSet<String> = quads
            .map(|quad| match quad.graph_name {
                GraphName::NamedNode(name) => name.into_string(),
                GraphName::BlankNode(name) => name.to_string(),
                GraphName::DefaultGraph => String::new(),
            })
            .collect();
        names.into_iter().collect()
    }
}

pub fn as_node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}
