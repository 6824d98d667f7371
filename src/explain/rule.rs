//! The rules that derive triples, and what supports a derived triple.

use super::ground::Ground;
use crate::export::rdf11::statement_iri;
use crate::graph::ontology;
use crate::graph::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use serde::Serialize;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};
use spargebra::{Query, SparqlParser};

/// A rule of `ontology/rules/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Path below `ontology/`.
    pub file: String,
    /// What its first comment says.
    pub comment: String,
    pub query: String,
}

/// The rules that can derive a triple.
pub fn rules(triple: &Triple) -> Vec<Rule> {
    let derives = |file: &ontology::File| {
        let Ok(Query::Construct { template, .. }) = SparqlParser::new().parse_query(&file.text) else { return false };
        template.iter().any(|pattern| gives(pattern, triple))
    };
    ontology::rules().into_iter().filter(derives).map(Rule::from).collect()
}

fn gives(pattern: &TriplePattern, triple: &Triple) -> bool {
    let predicate = matches!(&pattern.predicate, NamedNodePattern::NamedNode(node) if *node == triple.predicate);
    // Supports are said by every rule.
    predicate
        && triple.predicate != rdf::REIFIES
        && match (&pattern.object, &triple.object) {
            (TermPattern::NamedNode(own), Term::NamedNode(node)) => own == node,
            (TermPattern::Variable(_), _) => true,
            _ => false,
        }
}

impl From<ontology::File> for Rule {
    fn from(file: ontology::File) -> Self {
        let comments = file.text.lines().take_while(|line| line.starts_with('#'));
        let comment = comments.map(|line| line.trim_start_matches('#').trim()).collect::<Vec<_>>().join(" ");
        Self { file: format!("ontology/{}", file.path), comment, query: file.text }
    }
}

/// The derived triple that a statement of an export in RDF 1.1 stands for.
pub fn stated(ground: &Ground, statement: &NamedNode) -> Option<Triple> {
    let graph = ground.base.derived_graph();
    let inside = statement.as_str().strip_prefix(graph.as_str()).is_some_and(|rest| rest.starts_with('#'));
    let reified = || ground.quads(None, Some(rdf::REIFIES), None, Some(graph.as_ref()));
    let triples = inside.then(reified).into_iter().flatten().filter_map(|quad| match quad.object {
        Term::Triple(triple) => Some(*triple),
        _ => None,
    });
    triples.into_iter().find(|triple| statement_iri(ground.base, triple) == *statement)
}

/// What supports a triple: its reifiers, in the order of their names.
pub fn supports(ground: &Ground, triple: &Triple) -> Vec<NamedNode> {
    let term = Term::Triple(Box::new(triple.clone()));
    let quads = ground.quads(None, Some(rdf::REIFIES), Some(term.as_ref()), None);
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
