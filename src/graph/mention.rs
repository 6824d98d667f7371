//! The mention layer: which words stand for which entity.

use super::builder::Builder;
use super::literal;
use super::vocab::{itsrdf, nif};
use crate::entity::{Basis, Reference, references};
use crate::span::Span;
use oxigraph::model::Literal;
use std::collections::BTreeMap;

/// Links that only a chain gives are said from this confidence on: on the development documents for coreference four of
/// five of them were right, and nineteen of twenty of those whose words had been annotated at all.
const SURE: f32 = 0.8;

/// Mentions that were resolved. Those at one place (a verb whose subject is left out, and the like) share one IRI, so
/// they are said as one, with the lemma and confidence of the surest.
pub fn mentions(graph: &mut Builder) {
    let mut places: BTreeMap<Span, Vec<Reference>> = BTreeMap::new();
    for found in references(graph.doc).into_iter().filter(is_said) {
        places.entry(found.span).or_default().push(found);
    }
    for (span, mentions) in places {
        add_place(graph, span, &mentions);
    }
}

fn is_said(found: &Reference) -> bool {
    let sure = match found.basis {
        Basis::Links => true,
        Basis::Chain => found.confidence >= SURE,
        Basis::ChainAroundName => false,
    };
    sure && !found.entities.is_empty()
}

fn add_place(graph: &mut Builder, span: Span, mentions: &[Reference]) {
    let Some(surest) = mentions.iter().reduce(|a, b| if b.confidence > a.confidence { b } else { a }) else {
        return;
    };
    let node = graph.add_span(span, nif::PHRASE);
    graph.add(&node, nif::LEMMA, Literal::new_simple_literal(surest.lemma));
    graph.add(&node, itsrdf::TA_CONFIDENCE, literal::decimal(surest.confidence));
    for mention in mentions {
        for entity in graph.entities(mention.entities) {
            graph.add(&node, itsrdf::TA_IDENT_REF, entity);
        }
    }
}
