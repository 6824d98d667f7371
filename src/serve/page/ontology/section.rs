//! The terms of the ontology in the order of the page: module by module, list by list, then the shapes.

use super::glossary::{Glossary, anchor};
use crate::graph::vocab::{dcterms, owl, rdf, skos, tro};
use crate::serve::vocabulary::ontology_iri;
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::{BTreeMap, BTreeSet};

/// Terms under one heading.
pub(super) struct Section<'q> {
    pub id: String,
    pub title: String,
    /// The module that the section is about.
    pub module: Option<&'q NamedNode>,
    pub terms: Vec<&'q NamedNode>,
}

/// One for each module of the core.
pub(super) fn modules<'q>(glossary: &Glossary<'q>) -> Vec<Section<'q>> {
    let section = |module: &'q NamedNode| Section {
        id: anchor(module.as_str()),
        title: glossary.label(module.as_str()),
        module: Some(module),
        terms: glossary.subjects(dcterms::IS_PART_OF, module.as_str()),
    };
    parts(glossary, owl::ONTOLOGY).into_iter().map(section).collect()
}

/// One for each code list: the list itself, then its concepts.
pub(super) fn lists<'q>(glossary: &Glossary<'q>) -> Vec<Section<'q>> {
    let section = |list: &'q NamedNode| Section {
        id: format!("list-{}", local(list)),
        title: glossary.label(list.as_str()),
        module: None,
        terms: std::iter::once(list).chain(glossary.subjects(skos::IN_SCHEME, list.as_str())).collect(),
    };
    parts(glossary, skos::CONCEPT_SCHEME).into_iter().map(section).collect()
}

/// What stands in no other section: the shapes.
pub(super) fn rest<'q>(glossary: &Glossary<'q>, sections: &[Section<'q>]) -> Vec<&'q NamedNode> {
    let told: BTreeSet<&NamedNode> = sections.iter().flat_map(|section| section.terms.iter().copied()).collect();
    let own = glossary.all().into_iter().filter(|term| term.as_str().starts_with(tro::NAMESPACE));
    own.filter(|term| !told.contains(term)).collect()
}

/// Terms of other vocabularies that the graph uses, by prefix.
pub(super) fn outside<'q>(glossary: &Glossary<'q>) -> BTreeMap<String, Vec<&'q NamedNode>> {
    let mut found: BTreeMap<String, Vec<&NamedNode>> = BTreeMap::new();
    for term in glossary.all() {
        let name = super::super::about::short(term.as_str());
        if let Some((prefix, _)) =
            name.split_once(':').filter(|_| glossary.text(term.as_str(), skos::SCOPE_NOTE).is_some())
        {
            found.entry(prefix.to_owned()).or_default().push(term);
        }
    }
    found
}

fn parts<'q>(glossary: &Glossary<'q>, class: NamedNodeRef<'_>) -> Vec<&'q NamedNode> {
    let of_class = |part: &&NamedNode| glossary.nodes(part.as_str(), rdf::TYPE).iter().any(|found| **found == class);
    glossary.nodes(ontology_iri(), dcterms::HAS_PART).into_iter().filter(of_class).collect()
}

pub(super) fn local(term: &NamedNode) -> &str {
    term.as_str().strip_prefix(tro::NAMESPACE).unwrap_or(term.as_str())
}
