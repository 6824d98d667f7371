//! Tenures: who is said to hold which post.

use super::article::Evidence;
use super::reader::Facts;
use super::thing::Thing;
use crate::graph::vocab::{org, tro};
use oxigraph::model::NamedNode;
use std::rc::Rc;
use tro::property;

#[derive(Debug, Clone, PartialEq)]
pub struct Tenure {
    pub iri: NamedNode,
    pub person: Option<Rc<Thing>>,
    pub post: Option<Rc<Thing>>,
    /// Country or organisation of the post.
    pub jurisdiction: Vec<Rc<Thing>>,
    pub tense: Option<NamedNode>,
    /// The day of the article; not the start of a term.
    pub as_of: Option<String>,
    pub evidence: Evidence,
}

pub(super) fn read(facts: &Facts, node: &NamedNode) -> Tenure {
    let said = facts.said(node);
    let post = said.node(org::POST_OF_TENURE);
    let jurisdiction = post.as_ref().map(|post| facts.things(&facts.said(post), property::JURISDICTION));
    Tenure {
        person: said.node(org::MEMBER).map(|person| facts.thing(&person)),
        post: post.map(|post| facts.thing(&post)),
        jurisdiction: jurisdiction.unwrap_or_default(),
        tense: said.node(property::TENSE),
        as_of: said.text(property::AS_OF),
        evidence: facts.evidence(node, &said),
        iri: node.clone(),
    }
}
