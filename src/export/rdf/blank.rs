//! Names for blank nodes that follow from what is said of them: RDF Dataset Canonicalization,
//! <https://www.w3.org/TR/rdf-canon/>.
//!
//! The names depend only on the quads in which blank nodes stand, so that no others need to be in memory.

use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{BlankNode, Dataset, GraphName, NamedOrBlankNode, Quad, Term, TermRef, Triple};
use std::collections::HashMap;

/// Names the blank nodes by RDFC-1.0.
pub fn rename_blank_nodes(quads: &mut [Quad]) {
    let dataset: Dataset = quads.iter().filter(|quad| has_blank_node(quad)).collect();
    if dataset.is_empty() {
        return;
    }
    let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
    let names: HashMap<BlankNode, BlankNode> = dataset
        .canonicalize_blank_nodes(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm })
        .into_iter()
        .map(|(from, to)| (from.into_owned(), to))
        .collect();
    quads.iter_mut().for_each(|quad| rename(quad, &names));
}

pub fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.graph_name, GraphName::BlankNode(_))
        || matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || is_blank(quad.object.as_ref())
}

/// Whether a term is a blank node, or a triple with one.
pub fn is_blank(term: TermRef<'_>) -> bool {
    match term {
        TermRef::BlankNode(_) => true,
        TermRef::Triple(triple) => {
            matches!(triple.subject, NamedOrBlankNode::BlankNode(_)) || is_blank(triple.object.as_ref())
        }
        TermRef::NamedNode(_) | TermRef::Literal(_) => false,
    }
}

type Names = HashMap<BlankNode, BlankNode>;

fn rename(quad: &mut Quad, names: &Names) {
    rename_subject(&mut quad.subject, names);
    rename_term(&mut quad.object, names);
    if let GraphName::BlankNode(node) = &mut quad.graph_name {
        rename_node(node, names);
    }
}

fn rename_node(node: &mut BlankNode, names: &Names) {
    if let Some(name) = names.get(node) {
        *node = name.clone();
    }
}

fn rename_subject(subject: &mut NamedOrBlankNode, names: &Names) {
    if let NamedOrBlankNode::BlankNode(node) = subject {
        rename_node(node, names);
    }
}

fn rename_term(term: &mut Term, names: &Names) {
    match term {
        Term::BlankNode(node) => rename_node(node, names),
        Term::Triple(triple) => {
            let Triple { subject, object, .. } = &mut **triple;
            rename_subject(subject, names);
            rename_term(object, names);
        }
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}
