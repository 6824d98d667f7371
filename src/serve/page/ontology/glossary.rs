//! The ontology as its pages read it: what is said of a term, and what points to it.

use super::super::about::short;
use super::words::Words;
use crate::graph::vocab::{rdf, rdfs, skos, tro};
use crate::serve::vocabulary::{Vocabulary, ontology_iri, place};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeSet, HashMap};

/// The ontology in one language.
pub(in crate::serve) struct Glossary<'q> {
    pub lang: &'q str,
    pub words: &'q Words,
    /// Whether all terms stand on one page, so that links stay on it.
    pub whole: bool,
    /// What follows the address of a page in this language.
    query: String,
    said: HashMap<&'q str, Vec<&'q Quad>>,
    pointing: HashMap<&'q str, Vec<&'q Quad>>,
}

impl<'q> Glossary<'q> {
    /// `plain` is the language of addresses that name none.
    pub fn new(vocabulary: &'q Vocabulary, lang: &'q str, words: &'q Words, plain: &str, whole: bool) -> Self {
        let query = if lang == plain { String::new() } else { format!("?lang={lang}") };
        let (said, pointing) = (HashMap::new(), HashMap::new());
        let mut glossary = Self { lang, words, whole, query, said, pointing };
        for quad in vocabulary.quads() {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            glossary.said.entry(subject.as_str()).or_default().push(quad);
            if let Term::NamedNode(object) = &quad.object {
                glossary.pointing.entry(object.as_str()).or_default().push(quad);
            }
        }
        glossary
    }

    /// What is said of a term.
    pub fn said(&self, term: &str) -> &[&'q Quad] {
        self.said.get(term).map_or(&[], Vec::as_slice)
    }

    /// What leads to it from other named terms.
    pub fn pointing(&self, term: &str) -> &[&'q Quad] {
        self.pointing.get(term).map_or(&[], Vec::as_slice)
    }

    pub fn objects(&self, term: &str, predicate: NamedNodeRef<'_>) -> Vec<&'q Term> {
        self.said(term).iter().filter(|quad| quad.predicate == predicate).map(|quad| &quad.object).collect()
    }

    pub fn nodes(&self, term: &str, predicate: NamedNodeRef<'_>) -> Vec<&'q NamedNode> {
        let node = |object: &'q Term| if let Term::NamedNode(node) = object { Some(node) } else { None };
        self.objects(term, predicate).into_iter().filter_map(node).collect()
    }

    /// Terms from which a property leads to another, sorted.
    pub fn subjects(&self, predicate: NamedNodeRef<'_>, object: &str) -> Vec<&'q NamedNode> {
        let leading = self.pointing(object).iter().filter(|quad| quad.predicate == predicate);
        let found: BTreeSet<&NamedNode> = leading.filter_map(|quad| subject(quad)).collect();
        found.into_iter().collect()
    }

    /// All terms of which something is said, sorted.
    pub fn all(&self) -> BTreeSet<&'q NamedNode> {
        self.said.values().flatten().filter_map(|quad| subject(quad)).collect()
    }

    /// A text in the language of the page, else any.
    pub fn text(&self, term: &str, predicate: NamedNodeRef<'_>) -> Option<&'q Literal> {
        let objects = self.objects(term, predicate);
        let literals = objects.into_iter().filter_map(|object| match object {
            Term::Literal(literal) => Some(literal),
            _ => None,
        });
        literals.min_by_key(|literal| literal.language() != Some(self.lang))
    }

    pub fn label(&self, term: &str) -> String {
        self.text(term, rdfs::LABEL).map_or_else(|| short(term), |label| label.value().to_owned())
    }

    /// Definition of an own term, or what a term of another vocabulary is used for.
    pub fn definition(&self, term: &str) -> Option<&'q Literal> {
        self.text(term, skos::DEFINITION).or_else(|| self.text(term, skos::SCOPE_NOTE))
    }

    /// Classes of a term, those with a name of their own; how many values a property has comes after what it leads to.
    pub fn kinds(&self, term: &str) -> Vec<&'q str> {
        let types = self.nodes(term, rdf::TYPE).into_iter();
        let mut classes: Vec<String> = types.map(|class| short(class.as_str())).collect();
        classes.sort_by_key(|class| ["owl:FunctionalProperty", "owl:SymmetricProperty"].contains(&class.as_str()));
        classes.iter().filter_map(|class| self.words.kinds.get(class).map(String::as_str)).collect()
    }

    /// Where a link to a term leads: down the page when all stand on it, to its page here, or to where it is defined.
    pub fn href(&self, node: &str) -> String {
        match (node.strip_prefix(tro::NAMESPACE), place(node)) {
            (Some(name), _) if self.whole && self.said.contains_key(node) => format!("#{name}"),
            (None, Some(_)) if self.whole && node.starts_with(ontology_iri()) && self.said.contains_key(node) => {
                format!("#{}", anchor(node))
            }
            (_, Some(place)) => format!("{place}{}", self.query),
            _ => node.to_owned(),
        }
    }

    /// The address of the page of one term.
    pub fn page_of(&self, name: &str) -> String {
        format!("/ontology/{name}{}", self.query)
    }
}

/// The id of the part of the page that tells of a module: `core-event`.
pub(in crate::serve) fn anchor(module: &str) -> String {
    module.strip_prefix(ontology_iri()).unwrap_or(module).trim_start_matches('/').replace('/', "-")
}

pub(super) fn subject(quad: &Quad) -> Option<&NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
