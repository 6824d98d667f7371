//! What shapes and results are called in reports.

use super::super::result::ValidationResult;
use super::super::shapes::{Shape, Shapes};
use crate::graph::{Base, fact_iri};
use oxigraph::model::{NamedNode, Term};

/// `B report`, below which reports name what has no name of its own.
pub fn report(base: &Base) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}report"))
}

/// A shape's own IRI, or one that stands for a blank node and follows from where the shape stands.
pub fn shape(report: &NamedNode, shape: &Shape, shapes: &Shapes) -> NamedNode {
    match &shapes.terms[shape.node] {
        Term::NamedNode(node) => node.clone(),
        _ => fact_iri(report, "shape", std::slice::from_ref(&shape.key)),
    }
}

/// Of a result: follows from all that it says but its messages.
pub fn result(report: &NamedNode, result: &ValidationResult<'_>) -> NamedNode {
    let mut content = vec![result.target.key.clone(), result.start.to_string()];
    content.extend(result.key());
    content.push(result.repeats.to_string());
    // Terms as N-Triples writes them hold no line feeds.
    fact_iri(report, "result", &content)
}
