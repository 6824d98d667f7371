//! What the ontology says of one term, row by row.

use super::super::about::short;
use super::glossary::{Glossary, subject};
use crate::serve::vocabulary::ontology_iri;
use maud::{Markup, html};
use oxigraph::model::{Literal, NamedNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The rows that come first, in their order.
const FIRST: [&str; 14] = [
    "skos:notation",
    "skos:example",
    "dcterms:source",
    "rdfs:domain",
    "rdfs:range",
    "rdfs:subClassOf",
    "^rdfs:subClassOf",
    "rdfs:subPropertyOf",
    "^rdfs:subPropertyOf",
    "^rdfs:domain",
    "skos:broader",
    "^skos:broader",
    "tro:quadClass",
    "tro:intensity",
];

/// What the heading, the definition and the section say already.
const TOLD: [&str; 14] = [
    "rdf:type",
    "rdfs:label",
    "skos:prefLabel",
    "skos:definition",
    "skos:scopeNote",
    "rdfs:isDefinedBy",
    "^rdfs:isDefinedBy",
    "^dcterms:isPartOf",
    "^dcterms:hasPart",
    "^skos:inScheme",
    "^skos:topConceptOf",
    "^skos:hasTopConcept",
    "^rdf:type",
    "skos:topConceptOf",
];

/// What only the page of the one term says, because the whole page shows it by its order.
const LONG: [&str; 5] =
    ["dcterms:isPartOf", "skos:inScheme", "skos:hasTopConcept", "dcterms:rights", "owl:versionInfo"];

/// What holds both ways, so that one row says it.
const BOTH_WAYS: [&str; 4] = ["owl:disjointWith", "skos:closeMatch", "skos:exactMatch", "skos:relatedMatch"];

struct Row<'q> {
    property: &'q NamedNode,
    nodes: BTreeSet<&'q NamedNode>,
    literals: Vec<&'q Literal>,
    parts: usize,
}

impl<'q> Row<'q> {
    fn new(property: &'q NamedNode) -> Self {
        Self { property, nodes: BTreeSet::new(), literals: Vec::new(), parts: 0 }
    }
}

/// The rows for a list of properties.
pub(in crate::serve::page) fn rows(glossary: &Glossary, term: &str) -> Markup {
    let rows = collect(glossary, term);
    let first = FIRST.iter().filter_map(|&key| rows.get_key_value(key));
    let others = rows.iter().filter(|(key, _)| !FIRST.contains(&key.as_str()));
    html! {
        @for (key, row) in first.chain(others) {
            dt { (name(glossary, key, row)) }
            dd { (values(glossary, key, row)) }
        }
    }
}

fn collect<'q>(glossary: &Glossary<'q>, term: &str) -> BTreeMap<String, Row<'q>> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for quad in glossary.said(term) {
        let row = rows.entry(short(quad.predicate.as_str())).or_insert_with(|| Row::new(&quad.predicate));
        match &quad.object {
            Term::NamedNode(node) => _ = row.nodes.insert(node),
            Term::Literal(literal) => row.literals.push(literal),
            _ => row.parts += 1,
        }
    }
    for quad in glossary.pointing(term) {
        let key = short(quad.predicate.as_str());
        let key = if BOTH_WAYS.contains(&key.as_str()) { key } else { format!("^{key}") };
        let row = rows.entry(key).or_insert_with(|| Row::new(&quad.predicate));
        row.nodes.extend(subject(quad));
    }
    let told = |key: &str| TOLD.contains(&key) || (glossary.whole && LONG.contains(&key));
    rows.retain(|key, _| !told(key));
    rows
}

/// The word for a row, else the label of its property.
fn name(glossary: &Glossary, key: &str, row: &Row) -> String {
    let arrow = if key.starts_with('^') { "← " } else { "" };
    let known = glossary.words.rows.get(key).cloned();
    known.unwrap_or_else(|| format!("{arrow}{}", glossary.label(row.property.as_str())))
}

fn values(glossary: &Glossary, key: &str, row: &Row) -> Markup {
    let own = row.literals.iter().any(|literal| literal.language() == Some(glossary.lang));
    let shown = row.literals.iter().filter(|l| !own || l.language().is_none_or(|tag| tag == glossary.lang));
    html! {
        @for literal in shown { (text(glossary, key, literal)) " " }
        @for node in &row.nodes { (link(glossary, key, node)) " " }
        // Parts of shapes; the data beside the page have them whole.
        @if row.parts > 0 { span.count { (row.parts) } }
    }
}

fn text(glossary: &Glossary, key: &str, literal: &Literal) -> Markup {
    let foreign = literal.language().filter(|tag| *tag != glossary.lang);
    html! {
        @if literal.language().is_some() && key == "skos:example" {
            q lang=[literal.language()] { (literal.value()) }
        } @else if literal.language().is_some() {
            span.value lang=[literal.language()] { (literal.value()) }
        } @else {
            code { (literal.value()) }
        }
        @if let Some(tag) = foreign { sup { (tag) } }
    }
}

fn link(glossary: &Glossary, key: &str, node: &NamedNode) -> Markup {
    let iri = node.as_str();
    if key == "dcterms:source" && iri == ontology_iri() {
        return html! { (glossary.words.own) };
    }
    html! { a href=(glossary.href(iri)) title=[title(glossary, iri)] { (shown(glossary, iri)) } }
}

/// Terms by their short form, parts of the ontology by name.
fn shown(glossary: &Glossary, iri: &str) -> String {
    let part = iri.strip_prefix(ontology_iri()).is_some_and(|rest| rest.starts_with('/'));
    if part && !glossary.said(iri).is_empty() { glossary.label(iri) } else { short(iri) }
}

fn title(glossary: &Glossary, iri: &str) -> Option<String> {
    (!glossary.said(iri).is_empty()).then(|| glossary.label(iri))
}
