//! One event for each real-world event: what is told twice is kept once.

use super::fact::{About, Event, EventType, Modality};
use crate::entity::EntityRef;
use std::collections::BTreeSet;

/// Joins events that tell the same thing, in the order in which they were first told.
pub fn merged(events: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::with_capacity(events.len());
    for event in events {
        match kept.iter_mut().find(|known| same(known, &event)) {
            Some(known) => join(known, event),
            None => kept.push(event),
        }
    }
    kept
}

/// Whether two events tell the same thing: type and participants are equal, and neither modality nor theme speaks
/// against it.
fn same(first: &Event, second: &Event) -> bool {
    first.kind == second.kind
        && participants(first) == participants(second)
        && compatible(first.modality, second.modality, first.sentence == second.sentence)
        && themes_agree(first, second)
}

type Sides = (BTreeSet<EntityRef>, BTreeSet<EntityRef>);

/// The participants by side; of mutual types, all on one side.
fn participants(event: &Event) -> Sides {
    let actors: BTreeSet<EntityRef> = event.actors.iter().copied().collect();
    let recipients = event.recipients.iter().copied().collect();
    if event.kind.is_mutual() {
        (actors.union(&recipients).copied().collect(), BTreeSet::new())
    } else {
        (actors, recipients)
    }
}

/// A wish and a fact told in different sentences are two things, as are a past and a coming meeting.
fn compatible(first: Modality, second: Modality, same_sentence: bool) -> bool {
    first == second || same_sentence && (first != Modality::Negated && second != Modality::Negated)
}

fn themes_agree(first: &Event, second: &Event) -> bool {
    if !first.recipients.is_empty() || first.kind == EventType::Retreat {
        return true;
    }
    match (&first.about, &second.about) {
        (Some(About::Entity(first)), Some(About::Entity(second))) => first == second,
        (Some(About::Text(first)), Some(About::Text(second))) => first == second,
        (Some(_), Some(_)) => false,
        _ => true,
    }
}

/// Adds what the second telling knows to the first; the stronger modality and the better evidence win.
fn join(known: &mut Event, again: Event) {
    if again.modality < known.modality {
        known.modality = again.modality;
    }
    known.place = known.place.or(again.place);
    known.headcount = known.headcount.or(again.headcount);
    known.mode = known.mode.take().or(again.mode);
    known.date = known.date.take().or(again.date);
    known.about = known.about.take().or(again.about);
    for via in again.via {
        if !known.via.contains(&via) {
            known.via.push(via);
        }
    }
    for context in again.contexts {
        if !known.contexts.contains(&context) {
            known.contexts.push(context);
        }
    }
    for speaker in again.attributed_to {
        if !known.attributed_to.contains(&speaker) {
            known.attributed_to.push(speaker);
        }
    }
    if again.confidence > known.confidence {
        known.confidence = again.confidence;
        known.sentence = again.sentence;
        known.trigger = again.trigger;
        known.frame = again.frame;
    }
}
