//! From a predicate and its candidates to an event, or to the reason why there is none.

use super::argument::{Argument, Filler, arguments, passive};
use super::date;
use super::discourse::Discourse;
use super::filler;
use super::participants::{self, Participants, fill};
use super::report;
use super::scene::Scene;
use super::{speech, subject};
use crate::event::fact::{About, Event, EventType, Modality};
use crate::event::frame::{Form, Place, Predicate, Role, Slot};
use crate::event::missed::Why;
use crate::event::modality::{self, Reading};
use crate::text::Upos;

/// Why a trigger gave no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Miss {
    /// Another reading of the words: particle, support or a required word is not there.
    NotThisSense,
    /// The frame asks for a denial that is not there.
    Polarity,
    NoActor,
    NoRecipient,
    /// Neither a recipient nor anything that it is about.
    NoTheme,
}

impl From<Miss> for Why {
    fn from(miss: Miss) -> Self {
        match miss {
            Miss::NotThisSense => Why::OtherSense,
            Miss::Polarity => Why::Polarity,
            Miss::NoActor => Why::NoActor,
            Miss::NoRecipient => Why::NoRecipient,
            Miss::NoTheme => Why::NoTheme,
        }
    }
}

/// Whether a word above the trigger takes it as its complement.
pub fn is_governed(scene: &Scene, trigger: usize) -> bool {
    let base = scene.first_conjunct(trigger);
    let parent = scene.tree.parent(base);
    parent.and_then(|parent| scene.governor(base, parent)).is_some_and(|governor| governor.shares)
}

/// Reads one trigger by one predicate.
pub fn event(
    scene: &Scene,
    trigger: usize,
    form: Form,
    predicate: &Predicate,
    discourse: &Discourse,
) -> Result<Event, Miss> {
    let reading = modality::read(scene, trigger, form, predicate.modality);
    let mut candidates = candidates(scene, trigger, form, predicate, &reading.speech)?;
    let by_speaker = predicate.slots.iter().any(|(_, slot)| slot.place == Place::Speaker);
    if by_speaker {
        // Who speaks of himself neither demands nor reproaches.
        if subject::first_person(scene, trigger).is_some() {
            return Err(Miss::NotThisSense);
        }
        candidates.extend(speech::spoken(scene, trigger, &reading.speech));
    }
    require(scene, &candidates, predicate)?;
    let found = Participants::find(&participants::Reading {
        scene,
        trigger,
        candidates: &candidates,
        predicate,
        modality: reading.modality,
        discourse,
    });
    let about = about(scene, &candidates, predicate, trigger);
    found.complete(about.is_some())?;
    if by_speaker && found.recipients.refs().is_empty() {
        return Err(Miss::NoRecipient);
    }
    let modality =
        if by_speaker { of_saying(scene, found.kind, predicate, &reading)? } else { of_act(predicate, &reading)? };
    let actors = found.actors.refs();
    let place = fill(scene, &candidates, predicate, Role::Place, &[]);
    let via = fill(scene, &candidates, predicate, Role::Via, &actors);
    report::read(&report::Read {
        scene,
        candidates: &candidates,
        predicate,
        found: &found,
        modality: &reading,
        place: &place,
        via: &via,
        about: about.as_ref(),
    });
    Ok(Event {
        kind: found.kind,
        mode: predicate.mode.clone(),
        actors,
        recipients: found.recipients.refs(),
        via: via.refs(),
        place: place.refs().first().copied(),
        date: date::date(scene, trigger, form, modality),
        modality,
        about: about.map(|(about, _)| about),
        contexts: predicate.contexts.clone(),
        headcount: headcount(scene, &candidates),
        attributed_to: speech::speakers(scene, trigger, &reading.speech),
        sentence: scene.sentence,
        trigger: scene.token(trigger).span,
        frame: scene.frames.frames[predicate.frame].id.clone(),
        confidence: found.confidence(predicate),
    })
}

/// How an act stands to reality.
fn of_act(predicate: &Predicate, reading: &Reading) -> Result<Modality, Miss> {
    match (predicate.negative, reading.negated) {
        (true, false) => Err(Miss::Polarity),
        // Whoever says that he will not has refused already.
        (true, true) if reading.modality == Modality::Planned => Ok(Modality::Actual),
        (false, true) if predicate.positive => Err(Miss::Polarity),
        (false, true) => Ok(Modality::Negated),
        (_, _) => Ok(reading.modality),
    }
}

/// How a reproach, demand or praise stands to reality: it happens with its saying, unless its words are denied or mere
/// condition.
fn of_saying(scene: &Scene, kind: EventType, predicate: &Predicate, reading: &Reading) -> Result<Modality, Miss> {
    let judges = matches!(kind, EventType::Accuse | EventType::Support);
    if predicate.negative != reading.negated || judges && reading.modality == Modality::Possible {
        return Err(Miss::Polarity);
    }
    Ok(speech::said(scene, &reading.speech))
}

/// The arguments of the trigger, when the predicate's particle and support are there.
fn candidates(
    scene: &Scene,
    trigger: usize,
    form: Form,
    predicate: &Predicate,
    speech: &[usize],
) -> Result<Vec<Argument>, Miss> {
    let mut found = arguments(scene, trigger, form);
    let acts = |(role, slot): &(Role, Slot)| *role == Role::Actor && slot.place == Place::Subject;
    if form != Form::Noun && predicate.slots.iter().any(acts) {
        let authorities = scene.frames.frames[predicate.frame].kind.is_of_authorities();
        subject::unnamed(scene, trigger, authorities, speech, &mut found);
    }
    if form == Form::Verb {
        let reflexives = scene.reflexives(trigger);
        match &predicate.particle {
            Some(particle) if !reflexives.iter().any(|found| *found == particle.as_str()) => {
                return Err(Miss::NotThisSense);
            }
            None if predicate.passive && has_accusative_reflexive(scene, trigger) => passive(scene, &mut found),
            _ => {}
        }
    }
    if form == Form::Noun && predicate.supported && !is_governed(scene, trigger) {
        return Err(Miss::NotThisSense);
    }
    Ok(found)
}

/// A reflexive that makes a passive, not the dative one.
fn has_accusative_reflexive(scene: &Scene, verb: usize) -> bool {
    let mut reflexives = scene.tree.children_by(verb, "expl");
    reflexives.any(|child| !scene.token(child).feats.has("Case", "Dat"))
}

/// Checks what must be there and what must not. Of the slots of a role that is needed, one is enough.
fn require(scene: &Scene, candidates: &[Argument], predicate: &Predicate) -> Result<(), Miss> {
    let filled = |role: Role| {
        let mut slots = predicate.slots.iter().filter(|(own, _)| *own == role);
        slots.any(|(_, slot)| candidates.iter().any(|candidate| fits(scene, candidate, role, slot)))
    };
    let mut seen = Vec::new();
    for (role, slot) in &predicate.slots {
        let needed = slot.required || matches!(role, Role::With | Role::Without);
        if !needed || seen.contains(role) {
            continue;
        }
        seen.push(*role);
        match (role, filled(*role)) {
            (Role::Without, true) => return Err(Miss::NotThisSense),
            (Role::Without, false) | (_, true) => {}
            (Role::Actor, false) => return Err(Miss::NoActor),
            (_, false) => return Err(Miss::NotThisSense),
        }
    }
    Ok(())
}

/// Whether a candidate stands in a slot and passes its filter.
pub fn fits(scene: &Scene, candidate: &Argument, role: Role, slot: &Slot) -> bool {
    if !slot.matches(&candidate.link) {
        return false;
    }
    if slot.filter.is_empty() {
        return true;
    }
    let word = match &candidate.filler {
        Filler::Token(token) => {
            let words = scene.coordinated(*token);
            words.into_iter().any(|word| slot.filter.has_lemma(&scene.token(word).lemma))
        }
        Filler::Entities(_) => false,
    };
    word || !slot.filter.kinds.is_empty() && !filler::entities(scene, &candidate.filler, role, &slot.filter).is_empty()
}

/// What the event is about, with the head of the words that say so.
fn about(scene: &Scene, candidates: &[Argument], predicate: &Predicate, trigger: usize) -> Option<(About, usize)> {
    for slot in predicate.slots.iter().filter(|(role, _)| *role == Role::About).map(|(_, slot)| slot) {
        if slot.place == Place::Trigger {
            return Some((About::Text(scene.token(trigger).lemma.to_string()), trigger));
        }
        let matching = candidates.iter().filter(|candidate| fits(scene, candidate, Role::About, slot));
        for candidate in matching {
            let Filler::Token(token) = candidate.filler else { continue };
            let entity = filler::entities(scene, &candidate.filler, Role::About, &slot.filter);
            let about = match entity.first() {
                Some((entity, _)) => About::Entity(*entity),
                None => About::Text(phrase(scene, token)),
            };
            return Some((about, token));
        }
    }
    None
}

/// Longest phrase that is given as a theme, in words.
const PHRASE_WORDS: usize = 8;

/// A short phrase that begins with the head in its basic form and goes on as the text does.
fn phrase(scene: &Scene, head: usize) -> String {
    let token = scene.token(head);
    if token.upos == Upos::Verb {
        return token.lemma.to_string();
    }
    let nominative = token.feats.has("Case", "Nom");
    let own = |child: &usize| {
        let part = scene.token(*child);
        let before = *child < head;
        match part.relation() {
            "amod" | "nummod" => nominative && before,
            "nmod" | "flat" => !before,
            _ => false,
        }
    };
    let children: Vec<usize> = scene.tree.children(head).iter().copied().filter(own).collect();
    let mut words: Vec<usize> = children.into_iter().flat_map(|child| scene.tree.subtree(child)).collect();
    words.push(head);
    words.sort_unstable();
    let text = |word: usize| match scene.token(word) {
        token if word == head && !nominative => token.lemma.to_string(),
        token => token.form.to_string(),
    };
    words.truncate(PHRASE_WORDS);
    while words.last().is_some_and(|&word| word != head && !scene.token(word).upos.is_nominal()) {
        words.pop();
    }
    words.into_iter().map(text).collect::<Vec<_>>().join(" ")
}

/// The number before a noun for people, when one of the arguments has one.
fn headcount(scene: &Scene, candidates: &[Argument]) -> Option<u32> {
    candidates.iter().find_map(|candidate| {
        let Filler::Token(token) = candidate.filler else { return None };
        if !scene.frames.grammar.personnel.contains(&scene.token(token).lemma) {
            return None;
        }
        let number = scene.tree.child(token, "nummod")?;
        scene.token(number).form.replace('.', "").parse().ok()
    })
}
