//! Descriptions in RDF: of the service and of single resources.

use super::Service;
use crate::dataset::Dataset;
use crate::graph::vocab::{rdf, rdfs, skos, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

/// SPARQL 1.1 Service Description, <https://www.w3.org/TR/sparql11-service-description/>.
pub(super) fn service(service: &Service) -> Vec<Quad> {
    const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
    const FORMATS: &str = "http://www.w3.org/ns/formats/";
    let term = |name: &str| NamedNode::new_unchecked(format!("{SD}{name}"));
    let local = |path: &str| NamedNode::new_unchecked(format!("{}{path}", service.base()));
    let (node, data, graph) = (local("sparql"), local("sparql#dataset"), local("sparql#default-graph"));
    let mut quads = Vec::new();
    let mut add = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        quads.push(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph));
    };
    let class = rdf::TYPE.into_owned();
    add(&node, class.clone(), term("Service").into());
    add(&node, term("endpoint"), node.clone().into());
    add(&node, term("supportedLanguage"), term("SPARQL11Query").into());
    for format in ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"] {
        add(&node, term("resultFormat"), NamedNode::new_unchecked(format!("{FORMATS}{format}")).into());
    }
    for format in ["Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG"] {
        add(&node, term("resultFormat"), NamedNode::new_unchecked(format!("{FORMATS}{format}")).into());
    }
    if service.options.union_default_graph {
        add(&node, term("feature"), term("UnionDefaultGraph").into());
    }
    add(&node, term("defaultDataset"), data.clone().into());
    add(&data, class.clone(), term("Dataset").into());
    add(&data, term("defaultGraph"), graph.clone().into());
    add(&graph, class, term("Graph").into());
    let count = service.dataset.len();
    let triples = NamedNode::new_unchecked("http://rdfs.org/ns/void#triples");
    add(&graph, triples, Literal::new_typed_literal(count.to_string(), xsd::INTEGER).into());
    quads
}

/// What is said of a resource and with it, and the labels of what stands beside it. Empty when nothing is said.
pub(super) fn resource(dataset: &Dataset, iri: NamedNodeRef<'_>) -> Vec<Quad> {
    let own = dataset.quads_for_pattern(Some(iri.into()), None, None, None);
    let others = dataset.quads_for_pattern(None, None, Some(iri.into()), None);
    let mut quads: Vec<Quad> = own.chain(others).collect();
    let mut beside = BTreeSet::new();
    for quad in &quads {
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            beside.insert(node.as_str().to_owned());
        }
        if let Term::NamedNode(node) = &quad.object {
            beside.insert(node.as_str().to_owned());
        }
    }
    beside.remove(iri.as_str());
    for node in beside {
        let node = NamedNode::new_unchecked(node);
        for label in [skos::PREF_LABEL, rdfs::LABEL] {
            let labels = dataset.quads_for_pattern(Some(node.as_ref().into()), Some(label), None, None);
            quads.extend(labels);
        }
    }
    quads
}

/// All of a named graph. Empty when there is none.
pub(super) fn graph(dataset: &Dataset, name: NamedNodeRef<'_>) -> Vec<Quad> {
    dataset.quads_for_pattern(None, None, None, Some(name.into())).collect()
}
