//! Descriptions of resources as quads.

use crate::dataset::Dataset;
use crate::graph::Base;
use crate::graph::vocab::{rdf, rdfs, skos};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeSet, HashSet};

/// Quads on one page of a description, labels not counted.
const ON_A_PAGE: usize = 1000;
/// Quads in which a label of something beside is sought at most; in the gazetteer and the ontology without limit.
const SOUGHT: usize = 64;

/// One page of a description.
pub(super) struct Page {
    pub quads: Vec<Quad>,
    pub more: bool,
}

/// What is said of a resource and with it, page by page, with the types of what points to it and the labels of all that
/// stands beside it. Empty when nothing is said.
pub(super) fn resource(dataset: &Dataset, base: &Base, iri: NamedNodeRef<'_>, page: usize) -> Page {
    let own = dataset.quads_for_pattern(Some(iri.into()), None, None, None);
    // What points to itself has come already.
    let others = dataset
        .quads_for_pattern(None, None, Some(iri.into()), None)
        .filter(|quad| quad.subject.as_ref() != iri.into());
    let mut found = cut(own.chain(others), page, ON_A_PAGE);
    let mut beside = BTreeSet::new();
    for quad in &found.quads {
        beside.insert(quad.predicate.clone());
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            beside.insert(node.clone());
        }
        if let Term::NamedNode(node) = &quad.object {
            beside.insert(node.clone());
        }
    }
    beside.remove(&iri.into_owned());
    let subjects: HashSet<NamedOrBlankNode> = found.quads.iter().map(|quad| quad.subject.clone()).collect();
    for subject in subjects.iter().filter(|subject| subject.as_ref() != iri.into()) {
        found.quads.extend(dataset.quads_for_pattern(Some(subject.as_ref()), Some(rdf::TYPE), None, None).take(SOUGHT));
    }
    for node in beside {
        found.quads.extend(labels(dataset, base, node.as_ref()));
    }
    found
}

/// All of a named graph, page by page. Empty when there is none.
pub(super) fn graph(dataset: &Dataset, name: NamedNodeRef<'_>, page: usize) -> Page {
    cut(dataset.quads_for_pattern(None, None, None, Some(name.into())), page, ON_A_PAGE)
}

/// All of a named graph.
pub(super) fn whole_graph(dataset: &Dataset, name: NamedNodeRef<'_>) -> Vec<Quad> {
    dataset.quads_for_pattern(None, None, None, Some(name.into())).collect()
}

/// What one graph says of a resource and with it, with the labels of what stands beside it.
pub(super) fn within(all: &[Quad], iri: NamedNodeRef<'_>) -> Vec<Quad> {
    let about = |quad: &&Quad| quad.subject.as_ref() == iri.into() || quad.object.as_ref() == iri.into();
    let mut found: Vec<Quad> = all.iter().filter(about).cloned().collect();
    let mut beside: HashSet<Term> = found.iter().map(|quad| quad.object.clone()).collect();
    beside.extend(found.iter().map(|quad| Term::from(quad.subject.clone())));
    beside.extend(found.iter().map(|quad| Term::from(quad.predicate.clone())));
    beside.remove(&iri.into_owned().into());
    // Parts without a name of their own belong to what they are part of.
    let mut open: Vec<Term> = beside.iter().filter(|term| matches!(term, Term::BlankNode(_))).cloned().collect();
    while let Some(part) = open.pop() {
        for quad in all.iter().filter(|quad| Term::from(quad.subject.clone()) == part) {
            if matches!(quad.object, Term::BlankNode(_)) && beside.insert(quad.object.clone()) {
                open.push(quad.object.clone());
            }
            found.push(quad.clone());
        }
    }
    let is_label = |quad: &&Quad| [skos::PREF_LABEL, rdfs::LABEL].contains(&quad.predicate.as_ref());
    found.extend(all.iter().filter(is_label).filter(|quad| beside.contains(&quad.subject.clone().into())).cloned());
    found
}

/// What a resource is called, each label once: as the gazetteer or the ontology has it, else as some articles do.
fn labels(dataset: &Dataset, base: &Base, node: NamedNodeRef<'_>) -> Vec<Quad> {
    for name in [base.gazetteer_graph(), base.ontology_graph()] {
        let graph = Some(GraphNameRef::from(name.as_ref()));
        let both = [skos::PREF_LABEL, rdfs::LABEL];
        let found: Vec<Quad> = both
            .iter()
            .flat_map(|&label| dataset.quads_for_pattern(Some(node.into()), Some(label), None, graph))
            .collect();
        if !found.is_empty() {
            return found;
        }
    }
    let mut seen = HashSet::new();
    [skos::PREF_LABEL, rdfs::LABEL]
        .into_iter()
        .flat_map(|label| dataset.quads_for_pattern(Some(node.into()), Some(label), None, None).take(SOUGHT))
        .filter(|quad| seen.insert((quad.predicate.clone(), quad.object.clone())))
        .collect()
}

fn cut(mut quads: impl Iterator<Item = Quad>, page: usize, size: usize) -> Page {
    let skipped = (page - 1).saturating_mul(size);
    let found = quads.by_ref().skip(skipped).take(size).collect();
    Page { quads: found, more: quads.next().is_some() }
}

/// The IRI of an article without the fragment of one of its parts, and any other IRI as it is.
pub(super) fn document(iri: NamedNodeRef<'_>) -> NamedNode {
    NamedNode::new_unchecked(iri.as_str().split('#').next().unwrap_or_default())
}
