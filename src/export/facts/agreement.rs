//! States in which articles see agreements.

use super::article::Evidence;
use super::reader::Facts;
use super::thing::Thing;
use crate::graph::vocab::{dcterms, tro};
use oxigraph::model::NamedNode;
use std::rc::Rc;
use tro::property;

#[derive(Debug, Clone, PartialEq)]
pub struct AgreementState {
    pub iri: NamedNode,
    pub agreement: Option<Rc<Thing>>,
    pub parties: Vec<Rc<Thing>>,
    pub subjects: Vec<Rc<Thing>>,
    pub status: Option<NamedNode>,
    /// The day of the article.
    pub as_of: Option<String>,
    /// Whether no later article says otherwise.
    pub is_current: bool,
    pub evidence: Evidence,
}

pub(super) fn read(facts: &Facts, node: &NamedNode) -> AgreementState {
    let said = facts.said(node);
    let agreement = facts.pointing(property::HAS_STATE, node).into_iter().next();
    let of_agreement = agreement.as_ref().map(|agreement| facts.said(agreement));
    let things = |property| of_agreement.as_ref().map(|said| facts.things(said, property)).unwrap_or_default();
    let status = said.node(property::STATUS);
    let current = of_agreement.as_ref().map(|said| said.nodes(tro::derived::CURRENT_STATUS)).unwrap_or_default();
    AgreementState {
        parties: things(property::PARTY),
        subjects: things(dcterms::SUBJECT),
        is_current: status.as_ref().is_some_and(|status| current.contains(status)),
        agreement: agreement.map(|agreement| facts.thing(&agreement)),
        status,
        as_of: said.text(property::AS_OF),
        evidence: facts.evidence(node, &said),
        iri: node.clone(),
    }
}
