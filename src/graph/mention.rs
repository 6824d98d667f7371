//! The mention layer: which words stand for which entity.

use super::builder::Builder;
use super::literal;
use super::vocab::{itsrdf, nif};
use crate::entity::Mention;
use crate::span::Span;
use oxigraph::model::Literal;
use std::collections::BTreeMap;

/// Mentions that were resolved. Those at one place (a verb whose subject is left out, and the like) share one IRI, so
/// they are said as one, with the lemma and confidence of the surest.
pub fn mentions(graph: &mut Builder) {
    let mut places: BTreeMap<Span, Vec<&Mention>> = BTreeMap::new();
    for mention in graph.doc.mentions.iter().filter(|m| !m.entities.is_empty()) {
        places.entry(mention.span).or_default().push(mention);
    }
    for (span, mentions) in places {
        add_place(graph, span, &mentions);
    }
}

fn add_place(graph: &mut Builder, span: Span, mentions: &[&Mention]) {
    let Some(surest) = mentions.iter().copied().reduce(|a, b| if b.confidence > a.confidence { b } else { a }) else {
        return;
    };
    let node = graph.add_span(span, nif::PHRASE);
    graph.add(&node, nif::LEMMA, Literal::new_simple_literal(&surest.lemma));
    graph.add(&node, itsrdf::TA_CONFIDENCE, literal::decimal(surest.confidence));
    for mention in mentions {
        for entity in graph.entities(&mention.entities) {
            graph.add(&node, itsrdf::TA_IDENT_REF, entity);
        }
    }
}
