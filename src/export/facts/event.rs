//! Events.

use super::article::Evidence;
use super::reader::Facts;
use super::thing::Thing;
use crate::event::EventType;
use crate::graph::vocab::tro::{code, property, value};
use crate::graph::vocab::{rdf, sem};
use oxigraph::model::NamedNode;
use std::rc::Rc;

/// Who did something, and to or with whom.
pub type Pair<'e> = (Option<&'e Rc<Thing>>, Option<&'e Rc<Thing>>);

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub iri: NamedNode,
    /// The concept of its type.
    pub class: Option<NamedNode>,
    /// As the PLOVER manual codes it: announced cooperation is `AGREE`.
    pub plover_code: Option<String>,
    pub mode: Option<NamedNode>,
    pub contexts: Vec<NamedNode>,
    pub modality: Option<NamedNode>,
    pub actors: Vec<Rc<Thing>>,
    pub recipients: Vec<Rc<Thing>>,
    pub via: Vec<Rc<Thing>>,
    pub places: Vec<Rc<Thing>>,
    pub about: Vec<Rc<Thing>>,
    pub attributed_to: Vec<Rc<Thing>>,
    /// As exact as the text.
    pub date: Option<String>,
    /// XSD type of the date, or string.
    pub date_type: Option<NamedNode>,
    pub date_precision: Option<String>,
    pub not_before: Option<String>,
    pub not_after: Option<String>,
    pub headcount: Option<u64>,
    /// Where the words stand that name it.
    pub trigger: (Option<u64>, Option<u64>),
    pub evidence: Evidence,
}

pub(super) fn read(facts: &Facts, node: &NamedNode) -> Event {
    let said = facts.said(node);
    let is_type = |class: &NamedNode| EventType::ALL.into_iter().any(|kind| code::event_class(kind) == class.as_ref());
    Event {
        class: said.nodes(rdf::TYPE).into_iter().find(is_type),
        plover_code: said.text(property::PLOVER_CODE),
        mode: said.node(property::MODE),
        contexts: said.nodes(property::CONTEXT),
        modality: said.node(property::MODALITY),
        actors: facts.things(&said, property::ACTOR),
        recipients: facts.things(&said, property::RECIPIENT),
        via: facts.things(&said, property::VIA),
        places: facts.things(&said, sem::HAS_PLACE),
        about: facts.things(&said, property::ABOUT),
        attributed_to: facts.things(&said, property::ATTRIBUTED_TO),
        date: said.text(property::DATE),
        date_type: said.datatype(property::DATE),
        date_precision: said.text(property::DATE_PRECISION),
        not_before: said.text(property::NOT_BEFORE),
        not_after: said.text(property::NOT_AFTER),
        headcount: said.text(property::HEADCOUNT).and_then(|text| text.parse().ok()),
        trigger: said.node(property::TRIGGER).map(|span| facts.span(&span)).unwrap_or_default(),
        evidence: facts.evidence(node, &said),
        iri: node.clone(),
    }
}

impl Event {
    /// Who did something to or with whom: each actor with each recipient; actors alone when there is no recipient, those
    /// of a meeting with each other, each pair once.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        let mutual = self.is_mutual() && self.recipients.is_empty() && self.actors.len() > 1;
        if mutual {
            let pair = |at: usize| self.actors[at + 1..].iter().map(move |other| (Some(&self.actors[at]), Some(other)));
            return (0..self.actors.len()).flat_map(pair).collect();
        }
        let options = |things: &'_ [Rc<Thing>]| if things.is_empty() { 0..1 } else { 0..things.len() };
        options(&self.actors)
            .flat_map(|actor| options(&self.recipients).map(move |recipient| (actor, recipient)))
            .map(|(actor, recipient)| (self.actors.get(actor), self.recipients.get(recipient)))
            .collect()
    }

    /// Whether its actors do it with each other, so that its direct triples hold in both directions.
    pub fn is_mutual(&self) -> bool {
        let class = self.class.as_ref().map(NamedNode::as_ref);
        let mutual = [EventType::Agree, EventType::Consult, EventType::Cooperate];
        mutual.into_iter().any(|kind| Some(code::event_class(kind)) == class)
    }

    /// Whether it took place.
    pub fn is_actual(&self) -> bool {
        self.modality.as_ref().is_some_and(|modality| modality.as_ref() == value::ACTUAL)
    }

    pub fn is_planned(&self) -> bool {
        self.modality.as_ref().is_some_and(|modality| modality.as_ref() == value::PLANNED)
    }
}
