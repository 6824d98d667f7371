//! Small questions to the data set that pages ask often.

use crate::dataset::Dataset;
use crate::graph::vocab::{rdf, rdfs, schema, skos};
use crate::serve::vocabulary::place;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;

#[derive(Clone, Copy)]
pub(super) struct Lookup<'d> {
    pub dataset: &'d Dataset,
    pub base: &'d str,
    /// Preferred language of labels.
    pub lang: &'d str,
}

impl Lookup<'_> {
    /// Each object once, in the order of their names.
    pub fn objects(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let quads = self.dataset.quads_for_pattern(Some(subject.into()), Some(predicate), None, None);
        let mut objects: Vec<Term> = quads.map(|quad| quad.object).collect();
        objects.sort_by_cached_key(ToString::to_string);
        objects.dedup();
        objects
    }

    pub fn nodes(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Vec<NamedNode> {
        self.objects(subject, predicate).into_iter().filter_map(as_node).collect()
    }

    /// Each subject once, in any graph or in one.
    pub fn subjects(
        &self,
        predicate: NamedNodeRef<'_>,
        object: NamedNodeRef<'_>,
        graph: Option<NamedNodeRef<'_>>,
    ) -> Vec<NamedNode> {
        let graph = graph.map(GraphNameRef::from);
        let quads = self.dataset.quads_for_pattern(None, Some(predicate), Some(object.into()), graph);
        let subjects: BTreeSet<String> = quads
            .filter_map(|quad| match quad.subject {
                NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
                _ => None,
            })
            .collect();
        subjects.into_iter().map(NamedNode::new_unchecked).collect()
    }

    pub fn is_a(&self, subject: NamedNodeRef<'_>, class: NamedNodeRef<'_>) -> bool {
        self.nodes(subject, rdf::TYPE).iter().any(|found| found.as_ref() == class)
    }

    /// The text of the first literal, one in the page's language before others.
    pub fn literal(&self, subject: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> Option<String> {
        self.first(self.objects(subject, predicate))
    }

    /// The text of the first literal among terms, one in the page's language before others.
    fn first(&self, terms: Vec<Term>) -> Option<String> {
        let literals = terms.into_iter().filter_map(|term| match term {
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

    /// What people call it: its label, else the end of its IRI. The gazetteer is asked first: what many articles name has
    /// a label in each of them.
    pub fn label(&self, node: NamedNodeRef<'_>) -> String {
        let gazetteer = NamedNode::new_unchecked(format!("{}graph/gazetteer", self.base));
        let gazetteer = Some(GraphNameRef::from(gazetteer.as_ref()));
        let known = self.dataset.quads_for_pattern(Some(node.into()), Some(skos::PREF_LABEL), None, gazetteer);
        self.first(known.map(|quad| quad.object).collect())
            .or_else(|| self.literal(node, skos::PREF_LABEL))
            .or_else(|| self.literal(node, rdfs::LABEL))
            .or_else(|| self.literal(node, schema::HEADLINE))
            .unwrap_or_else(|| percent_decode_str(self.local(node.as_str())).decode_utf8_lossy().into_owned())
    }

    /// The part of an IRI after its last `/` or `#`.
    pub fn local<'i>(&self, iri: &'i str) -> &'i str {
        iri.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(iri)
    }

    /// Where a page links to: IRIs of this data set on this server, whatever its address is.
    pub fn href(&self, node: NamedNodeRef<'_>) -> String {
        match node.as_str().strip_prefix(self.base) {
            Some(path) => format!("/{path}"),
            None => place(node.as_str()).unwrap_or_else(|| node.as_str().to_owned()),
        }
    }

    /// Whether there is a page for it on this server.
    pub fn is_here(&self, node: NamedNodeRef<'_>) -> bool {
        node.as_str().starts_with(self.base) || place(node.as_str()).is_some()
    }

    /// `person`, `country`, … for an entity.
    pub fn kind<'i>(&self, node: NamedNodeRef<'i>) -> Option<&'i str> {
        node.as_str().strip_prefix(self.base)?.strip_prefix("id/")?.split('/').next()
    }
}

pub(super) fn as_node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}
