//! A data set in the order in which it is written, so that the same graph gives the same bytes.

use super::Format;
use super::rdf::{compare, rename_blank_nodes};
use oxigraph::model::{GraphName, Quad};

/// The quads sorted by graph, subject, predicate and object, each once; blank nodes, if there are any, named by RDFC-1.0;
/// all in the default graph when the format has no named ones. For small sets: [`Dump`](super::Dump) gives the same one
/// after the other.
pub fn normal_form(quads: impl IntoIterator<Item = Quad>, format: Format) -> Vec<Quad> {
    let mut quads: Vec<Quad> = quads.into_iter().collect();
    if !format.has_graphs() {
        quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
    }
    rename_blank_nodes(&mut quads);
    quads.sort_by(compare);
    quads.dedup();
    quads
}
