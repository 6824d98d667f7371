//! A data set in the order in which it is written, so that the same graph gives the same bytes.

use super::Format;
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{Dataset, GraphName, NamedOrBlankNode, Quad, Term};

/// The quads sorted by graph, subject, predicate and object, each once; blank nodes, if there are any, named by RDFC-1.0;
/// all in the default graph when the format has no named ones.
pub fn normal_form(quads: impl IntoIterator<Item = Quad>, format: Format) -> Vec<Quad> {
    let mut quads: Vec<Quad> = quads.into_iter().collect();
    if !format.has_graphs() {
        quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
    }
    if quads.iter().any(has_blank_node) {
        quads = canonical(&quads);
    }
    quads.sort_by_cached_key(key);
    quads.dedup();
    quads
}

/// Type triples come first of a subject's, as people expect them in Turtle.
fn key(quad: &Quad) -> [String; 4] {
    let predicate = quad.predicate.as_str();
    let type_first = if quad.predicate == oxigraph::model::vocab::rdf::TYPE { "" } else { predicate };
    let graph = match &quad.graph_name {
        GraphName::DefaultGraph => String::new(),
        named => named.to_string(),
    };
    [graph, quad.subject.to_string(), type_first.to_owned(), quad.object.to_string()]
}

fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, GraphName::BlankNode(_))
}

/// RDF Dataset Canonicalization, <https://www.w3.org/TR/rdf-canon/>.
fn canonical(quads: &[Quad]) -> Vec<Quad> {
    let mut dataset: Dataset = quads.iter().collect();
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
    dataset.iter().map(|quad| quad.into_owned()).collect()
}
