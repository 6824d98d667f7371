//! What an article has told so far, for what a sentence leaves to it: cooperation without names is that of the two
//! sides told of last; *ponudba*, *očitek* or *zahteva* without an owner is that of whoever made it.

use crate::document::Document;
use crate::entity::{EntityKind, EntityRef};
use crate::event::fact::{Event, EventType, Modality};
use crate::span::Span;

/// How many sentences an offer or a reproach stays in mind.
const MEMORY: usize = 3;

/// The two sides that an article last told of, as countries or bodies: what it says of cooperation without naming
/// anybody is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partners(pub EntityRef, pub EntityRef);

/// Somebody who did something that a noun can come back to.
#[derive(Debug, Clone, PartialEq)]
struct Act {
    kind: EventType,
    by: Vec<EntityRef>,
    to: Vec<EntityRef>,
    sentence: usize,
    /// The words that told it.
    trigger: Span,
}

/// The memory of the matcher while it reads an article.
#[derive(Debug, Clone, Default)]
pub struct Discourse {
    pub partners: Option<Partners>,
    acts: Vec<Act>,
}

impl Discourse {
    /// Takes note of the sides that the events of a sentence tell of.
    pub fn meet(&mut self, doc: &Document, events: &[Event]) {
        self.partners = events.iter().rev().find_map(|event| partners(doc, event)).or(self.partners);
    }

    /// Takes note of who did what.
    pub fn act(&mut self, events: &[Event]) {
        let acts = events.iter().filter(|event| event.modality != Modality::Negated).map(|event| Act {
            kind: event.kind,
            by: event.actors.clone(),
            to: event.recipients.clone(),
            sentence: event.sentence,
            trigger: event.trigger,
        });
        self.acts.extend(acts);
        let last = self.acts.last().map_or(0, |act| act.sentence);
        self.acts.retain(|act| act.sentence + MEMORY >= last);
    }

    /// Whoever last did something of these types, not long before a sentence and not one of `others`.
    pub fn author(&self, types: &[EventType], sentence: usize, others: &[EntityRef]) -> Option<EntityRef> {
        let recent = self.acts.iter().rev().filter(|act| act.sentence + MEMORY >= sentence);
        let mut authors = recent.filter(|act| types.contains(&act.kind)).filter_map(|act| act.by.first().copied());
        authors.find(|author| !others.contains(author))
    }

    /// Those to whom the event that some words of a sentence told was done, when `actors` did it.
    pub fn received(&self, sentence: usize, trigger: Span, actors: &[EntityRef]) -> Vec<EntityRef> {
        let told = |act: &&Act| act.sentence == sentence && act.trigger == trigger && act.by == actors;
        self.acts.iter().rev().find(told).map_or_else(Vec::new, |act| act.to.clone())
    }
}

/// The two sides of an event between two, persons by the country or body of their office.
fn partners(doc: &Document, event: &Event) -> Option<Partners> {
    let ([actor], [recipient]) = (event.actors.as_slice(), event.recipients.as_slice()) else { return None };
    if !event.kind.is_mutual() || event.modality == Modality::Negated {
        return None;
    }
    let (actor, recipient) = (represented(doc, *actor)?, represented(doc, *recipient)?);
    (actor != recipient).then_some(Partners(actor, recipient))
}

/// The country or body for which somebody acts: that of a person's office, or the entity itself.
pub fn represented(doc: &Document, entity: EntityRef) -> Option<EntityRef> {
    match doc.entities[entity].kind {
        EntityKind::Person => doc.posts.iter().find(|post| post.person == entity).and_then(|post| post.of),
        EntityKind::Country | EntityKind::Organisation => Some(entity),
        _ => None,
    }
}
