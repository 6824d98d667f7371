//! One event for each real-world event: what is told twice is kept once.

use super::fact::{About, Event, EventType, Modality};
use super::missed::{FactLayer, Missed, Why};
use crate::entity::EntityRef;
use crate::text::time::Time;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An event with how it was told.
#[derive(Debug, Clone)]
pub struct Told {
    pub event: Event,
    /// By a noun that no verb places in time (*pred obiskom*): it refers to the event more than it reports it, and its
    /// modality says little.
    pub in_passing: bool,
}

/// With so many different events of one type by the same actors, a further one is not compared with all of them.
const ALIKE: usize = 200;

/// Joins events that tell the same thing, in the order in which they were first told; also the tellings that another
/// one stands for.
pub fn merged(told: Vec<Told>) -> (Vec<Event>, Vec<Missed>) {
    let mut kept: Vec<Told> = Vec::with_capacity(told.len());
    let mut merged: Vec<Missed> = Vec::new();
    let mut by_actors: FxHashMap<(EventType, BTreeSet<EntityRef>), Vec<usize>> = FxHashMap::default();
    for again in told {
        let alike = by_actors.entry((again.event.kind, participants(&again.event).0)).or_default();
        match alike.iter().copied().take(ALIKE).find(|&known| same(&kept[known], &again)) {
            Some(known) => {
                let (before, later) = (tell(&kept[known].event), tell(&again.event));
                join(&mut kept[known], again);
                let into = kept[known].event.sentence;
                let weaker = if kept[known].event.trigger == before.trigger { later } else { before };
                merged.push(Missed { why: Why::Merged { into }, ..weaker });
            }
            None => {
                alike.push(kept.len());
                kept.push(again);
            }
        }
    }
    (kept.into_iter().map(|told| told.event).collect(), merged)
}

/// Where and by which frame an event is told.
fn tell(event: &Event) -> Missed {
    Missed {
        layer: FactLayer::Events,
        kind: Some(event.kind),
        sentence: event.sentence,
        trigger: event.trigger,
        rule: event.frame.clone(),
        why: Why::Merged { into: event.sentence },
    }
}

/// Whether two events tell the same thing: type and participants are equal, and neither modality nor theme speaks
/// against it.
fn same(known: &Told, again: &Told) -> bool {
    let (first, second) = (&known.event, &again.event);
    let vague = known.in_passing || again.in_passing;
    first.kind == second.kind
        && same_participants(first, second)
        && (vague || compatible(first.modality, second.modality, first.sentence == second.sentence))
        && themes_agree(first, second)
        && dates_agree(first, second)
}

/// Whether some day fits both dates, as far as they are told.
fn dates_agree(first: &Event, second: &Event) -> bool {
    let (Some(first), Some(second)) = (&first.date, &second.date) else { return true };
    let before = |one: &Time, other: &Time| one.not_after.zip(other.not_before).is_some_and(|(end, start)| end < start);
    !before(first, second) && !before(second, first)
}

/// The date that says more.
fn finer(known: Option<Time>, again: Option<Time>) -> Option<Time> {
    let days = |time: &Time| {
        let ends = time.not_before.zip(time.not_after);
        ends.and_then(|(first, last)| first.until(last).ok()).map_or(i32::MAX, |span| span.get_days())
    };
    match (known, again) {
        (Some(known), Some(again)) => Some(if days(&again) < days(&known) { again } else { known }),
        (known, again) => known.or(again),
    }
}

/// Equal, or the same actors where one telling leaves out who receives it.
fn same_participants(first: &Event, second: &Event) -> bool {
    let (own, other) = (participants(first), participants(second));
    let shortened = first.kind.may_lack_recipient() && first.recipients.is_empty() != second.recipients.is_empty();
    own == other || shortened && own.0 == other.0
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

/// A wish and a fact told in different sentences are two things, as are a past and a coming meeting; what is planned,
/// wished for and possible is one thing to come.
fn compatible(first: Modality, second: Modality, same_sentence: bool) -> bool {
    let to_come = |modality| matches!(modality, Modality::Planned | Modality::Desired | Modality::Possible);
    let affirmed = first != Modality::Negated && second != Modality::Negated;
    first == second || affirmed && same_sentence || to_come(first) && to_come(second)
}

fn themes_agree(first: &Event, second: &Event) -> bool {
    let by_theme = matches!(first.kind, EventType::Cooperate | EventType::Accuse | EventType::Request);
    let received = !first.recipients.is_empty() && !second.recipients.is_empty();
    if received && !by_theme || first.kind == EventType::Retreat {
        return true;
    }
    match (&first.about, &second.about) {
        (Some(About::Entity(first)), Some(About::Entity(second))) => first == second,
        (Some(About::Text(first)), Some(About::Text(second))) => {
            first == second || !received && share_a_word(first, second)
        }
        (Some(_), Some(_)) => false,
        _ => true,
    }
}

/// Letters that two inflected forms of one word have in common at least, in a language with endings.
const STEM_LETTERS: usize = 5;

/// Whether two phrases have a longer word in common, whatever its ending.
fn share_a_word(first: &str, second: &str) -> bool {
    let stems = |phrase: &str| -> BTreeSet<String> {
        let words = phrase.split_whitespace().map(str::to_lowercase);
        words
            .filter(|word| word.chars().count() >= STEM_LETTERS)
            .map(|word| word.chars().take(STEM_LETTERS).collect())
            .collect()
    };
    !stems(first).is_disjoint(&stems(second))
}

/// Adds what the second telling knows to the first; the stronger modality and the better evidence win.
fn join(told: &mut Told, again: Told) {
    let better = match (told.in_passing, again.in_passing) {
        (true, false) => true,
        (false, true) => false,
        _ => again.event.modality < told.event.modality,
    };
    told.in_passing &= again.in_passing;
    let (known, again) = (&mut told.event, again.event);
    if better {
        known.modality = again.modality;
    }
    if known.recipients.is_empty() {
        known.recipients = again.recipients;
    }
    known.place = known.place.or(again.place);
    known.headcount = known.headcount.or(again.headcount);
    known.mode = known.mode.take().or(again.mode);
    known.date = finer(known.date.take(), again.date);
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
