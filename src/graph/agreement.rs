//! Agreements and their states.

use super::builder::Builder;
use super::entity::add_topic;
use super::vocab::{dcterms, prov, tro};
use crate::event::Agreement;
use oxigraph::model::NamedNode;

pub fn agreements(graph: &mut Builder) {
    for agreement in &graph.doc.agreements {
        add_agreement(graph, agreement);
    }
}

/// The IRI of the state that an agreement is told in.
pub fn iri(graph: &Builder, agreement: &Agreement) -> Option<NamedNode> {
    Some(named(graph, agreement, &graph.entity(agreement.agreement)?))
}

fn named(graph: &Builder, agreement: &Agreement, node: &NamedNode) -> NamedNode {
    graph.fact("state", &[graph.relative(node), format!("{:?}", agreement.status)])
}

fn add_agreement(graph: &mut Builder, agreement: &Agreement) -> Option<()> {
    let node = graph.entity(agreement.agreement)?;
    let sentence = graph.sentence(agreement.sentence)?;
    graph.add_type(&node, tro::class::AGREEMENT);
    for party in graph.entities(&agreement.parties) {
        graph.add(&node, tro::property::PARTY, party);
    }
    for subject in &agreement.subjects {
        let topic = add_topic(graph, subject);
        graph.add(&node, dcterms::SUBJECT, topic);
    }
    let state = named(graph, agreement, &node);
    let known = graph.has(&state, tro::property::STATUS);
    graph.add(&node, tro::property::HAS_STATE, state.clone());
    graph.add_type(&state, tro::class::AGREEMENT_STATE);
    graph.add(&state, tro::property::STATUS, tro::code::status(agreement.status).into_owned());
    graph.add_as_of(&state);
    if known {
        graph.add(&state, prov::WAS_DERIVED_FROM, sentence);
    } else {
        graph.add_evidence(&state, &sentence, &agreement.rule, agreement.confidence);
    }
    Some(())
}
