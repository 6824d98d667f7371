//! SHACL lists: <https://www.w3.org/TR/shacl/#dfn-shacl-list>.

use super::ShapesGraph;
use crate::error::Result;
use crate::graph::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Term};
use std::collections::HashSet;

/// The members of a list that is a value of a property of a node.
///
/// # Errors
/// When it is none.
pub fn members<'g>(
    graph: &'g ShapesGraph,
    node: &Term,
    property: NamedNodeRef<'_>,
    list: &'g Term,
) -> Result<Vec<&'g Term>> {
    let broken = || graph.wrong(node, property, "must be a list with one rdf:first and one rdf:rest for each member");
    let nil = Term::from(rdf::NIL.into_owned());
    let mut members = Vec::new();
    let mut seen = HashSet::new();
    let mut rest = list;
    while *rest != nil {
        let (first, next) = (graph.values(rest, rdf::FIRST), graph.values(rest, rdf::REST));
        let ([first], [next]) = (&first[..], &next[..]) else { return Err(broken()) };
        if !seen.insert(rest) {
            return Err(broken());
        }
        members.push(*first);
        rest = next;
    }
    if graph.has(&nil, rdf::FIRST) || graph.has(&nil, rdf::REST) {
        return Err(broken());
    }
    Ok(members)
}
