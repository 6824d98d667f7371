//! Which fact of a document an IRI of its graph names.

use super::builder::Builder;
use super::iri::Base;
use super::{agreement, event, post, statement};
use crate::document::Document;
use oxigraph::model::NamedNode;

/// A fact by its number in its layer of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactRef {
    Event(usize),
    Post(usize),
    Agreement(usize),
    Statement(usize),
}

/// All facts of a document with the IRIs that [`emit`](super::emit) gives them; several facts may share one.
pub fn named(doc: &Document, base: &Base) -> Vec<(NamedNode, FactRef)> {
    let mut graph = Builder::new(doc, base);
    let mut found = Vec::new();
    for (number, post) in doc.posts.iter().enumerate() {
        found.extend(post::iri(&graph, post).map(|iri| (iri, FactRef::Post(number))));
    }
    for (number, agreement) in doc.agreements.iter().enumerate() {
        found.extend(agreement::iri(&graph, agreement).map(|iri| (iri, FactRef::Agreement(number))));
    }
    for (number, event) in doc.events.iter().enumerate() {
        found.push((event::iri(&mut graph, event), FactRef::Event(number)));
    }
    for (number, statement) in doc.statements.iter().enumerate() {
        found.extend(statement::iri(&graph, statement).map(|iri| (iri, FactRef::Statement(number))));
    }
    found
}
