//! The order of quads.

use crate::dataset::compare_iris;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;

/// By graph, subject, predicate and object as N-Quads writes them, the default graph first. Type triples come first of a
/// subject's, as people expect them in Turtle.
pub fn compare(one: &Quad, other: &Quad) -> Ordering {
    graphs(&one.graph_name, &other.graph_name)
        .then_with(|| subjects(&one.subject, &other.subject))
        .then_with(|| predicates(&one.predicate, &other.predicate))
        .then_with(|| objects(&one.object, &other.object))
}

fn graphs(one: &GraphName, other: &GraphName) -> Ordering {
    match (one, other) {
        (GraphName::DefaultGraph, GraphName::DefaultGraph) => Ordering::Equal,
        (GraphName::DefaultGraph, _) => Ordering::Less,
        (_, GraphName::DefaultGraph) => Ordering::Greater,
        (GraphName::NamedNode(one), GraphName::NamedNode(other)) => compare_iris(one.as_str(), other.as_str()),
        _ => one.to_string().cmp(&other.to_string()),
    }
}

pub fn subjects(one: &NamedOrBlankNode, other: &NamedOrBlankNode) -> Ordering {
    match (one, other) {
        (NamedOrBlankNode::NamedNode(one), NamedOrBlankNode::NamedNode(other)) => {
            compare_iris(one.as_str(), other.as_str())
        }
        _ => one.to_string().cmp(&other.to_string()),
    }
}

fn predicates(one: &NamedNode, other: &NamedNode) -> Ordering {
    let place = |predicate: &NamedNode| *predicate != rdf::TYPE;
    place(one).cmp(&place(other)).then_with(|| one.as_str().cmp(other.as_str()))
}

fn objects(one: &Term, other: &Term) -> Ordering {
    match (one, other) {
        (Term::NamedNode(one), Term::NamedNode(other)) => compare_iris(one.as_str(), other.as_str()),
        _ => one.to_string().cmp(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{BlankNode, Literal};

    /// What is compared, as text.
    fn key(quad: &Quad) -> [String; 4] {
        let predicate = if quad.predicate == rdf::TYPE { "" } else { quad.predicate.as_str() };
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            named => named.to_string(),
        };
        [graph, quad.subject.to_string(), predicate.to_owned(), quad.object.to_string()]
    }

    #[test]
    fn compares_as_text_does() {
        let node = |name: &str| NamedNode::new_unchecked(format!("http://example.org/{name}"));
        let blank = BlankNode::new_unchecked("c14n1");
        let subjects: [NamedOrBlankNode; 4] =
            [node("a").into(), node("a#1").into(), node("ab").into(), blank.clone().into()];
        let objects: [Term; 6] = [
            node("a").into(),
            node("a#1").into(),
            blank.clone().into(),
            Literal::from("\n").into(),
            Literal::from("z").into(),
            Literal::new_language_tagged_literal_unchecked("z", "sl").into(),
        ];
        let graphs = [GraphName::DefaultGraph, node("g").into(), node("g1").into(), blank.into()];
        let mut quads = Vec::new();
        for subject in &subjects {
            for object in &objects {
                for graph in &graphs {
                    for predicate in [rdf::TYPE.into_owned(), node("p"), node("p1")] {
                        quads.push(Quad::new(subject.clone(), predicate, object.clone(), graph.clone()));
                    }
                }
            }
        }
        for one in &quads {
            for other in &quads {
                assert_eq!(compare(one, other), key(one).cmp(&key(other)), "{one} and {other}");
            }
        }
    }
}
