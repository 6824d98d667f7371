//! From a predicate and its candidates to an event, or to the reason why there is none.

use super::argument::{Argument, Filler, arguments, passive};
use super::discourse::{Discourse, Partners, represented};
use super::filler::{self, Meant};
use super::scene::Scene;
use super::{speech, subject};
use crate::entity::EntityRef;
use crate::event::fact::{About, Event, EventDate, EventType, Modality};
use crate::event::frame::{Form, Link, Place, Predicate, Role, Slot};
use crate::event::modality;
use crate::text::Upos;

/// Why a trigger gave no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Miss {
    /// Another reading of the words: particle, support or a required word is not there.
    NotThisSense,
    NoActor,
    NoRecipient,
    /// Neither a recipient nor anything that it is about.
    NoTheme,
}

impl Miss {
    pub fn reason(self) -> &'static str {
        match self {
            Miss::NotThisSense => "the words around it do not fit the frame",
            Miss::NoActor => "no actor is linked",
            Miss::NoRecipient => "no recipient is linked",
            Miss::NoTheme => "neither a recipient nor a theme is there",
        }
    }
}

/// What filled a role: the heads of the arguments and the entities they mean.
#[derive(Debug, Default)]
struct Filled {
    tokens: Vec<usize>,
    entities: Vec<Meant>,
    certainty: f32,
}

/// How sure it is that cooperation without names is that of the partners told of last.
const UNNAMED: f32 = 0.55;

impl Partners {
    fn sides(self) -> (Filled, Filled) {
        let side = |entity| Filled { tokens: Vec::new(), entities: vec![(entity, 1.0)], certainty: UNNAMED };
        (side(self.0), side(self.1))
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
    let mut candidates = candidates(scene, trigger, form, predicate)?;
    let reading = modality::read(scene, trigger, form, predicate.modality);
    if predicate.slots.iter().any(|(_, slot)| slot.place == Place::Speaker) {
        candidates.extend(speech::spoken(scene, trigger, &reading.speech));
    }
    require(scene, &candidates, predicate)?;
    let kind = scene.frames.frames[predicate.frame].kind;
    let mut actors = fill(scene, &candidates, predicate, Role::Actor, &[]);
    let dropped =
        |argument: &Argument| argument.link == Link::Subject && matches!(argument.filler, Filler::Entities(_));
    if (actors.entities.is_empty() || candidates.iter().any(dropped))
        && predicate.slots.iter().any(|(_, slot)| slot.place == Place::Subject)
    {
        let unnamed = unnamed_actor(scene, trigger, form, kind, &reading.speech);
        if !unnamed.entities.is_empty() {
            actors = unnamed;
        }
    }
    let side = fill(scene, &candidates, predicate, Role::Side, &[]);
    let taken: Vec<EntityRef> = actors.entities.iter().map(|(entity, _)| *entity).collect();
    let mut recipients = fill(scene, &candidates, predicate, Role::Recipient, &taken);
    if actors.entities.is_empty() && side.entities.len() > 1 || predicate.symmetric {
        join_sides(&mut actors, &mut recipients, side);
    }
    let unnamed = actors.entities.is_empty() && recipients.entities.is_empty();
    if kind == EventType::Cooperate
        && predicate.symmetric
        && unnamed
        && reading.modality != Modality::Planned
        && let Some(partners) = discourse.partners.filter(|_| is_governed(scene, trigger))
    {
        (actors, recipients) = partners.sides();
    }
    if recipients.entities.is_empty() && !predicate.symmetric {
        recipients = author(scene, &candidates, predicate, discourse, &actors);
    }
    let about = about(scene, &candidates, predicate, trigger);
    complete(kind, &actors, &recipients, about.is_some())?;
    let modality = match (predicate.negative, reading.negated) {
        (true, false) => return Err(Miss::NotThisSense),
        (false, true) => Modality::Negated,
        (_, _) => reading.modality,
    };
    let place = fill(scene, &candidates, predicate, Role::Place, &[]);
    let via = fill(scene, &candidates, predicate, Role::Via, &taken);
    let refs = |filled: &Filled| filled.entities.iter().map(|(entity, _)| *entity).collect::<Vec<_>>();
    Ok(Event {
        kind,
        mode: predicate.mode.clone(),
        actors: refs(&actors),
        recipients: refs(&recipients),
        via: refs(&via),
        place: refs(&place).first().copied(),
        date: date(scene, trigger, modality),
        modality,
        about: about.map(|(about, _)| about),
        contexts: predicate.contexts.clone(),
        headcount: headcount(scene, &candidates),
        attributed_to: speech::speakers(scene, trigger, &reading.speech),
        sentence: scene.sentence,
        trigger: scene.token(trigger).span,
        frame: scene.frames.frames[predicate.frame].id.clone(),
        confidence: confidence(predicate, &actors, &recipients),
    })
}

/// How sure it is that whoever last made an offer is meant by *ponudba* without an owner.
const AUTHOR: f32 = 0.5;
/// How sure it is that *v Berlinu so obsodili* tells what the government there did.
const SEATED: f32 = 0.6;
/// How sure it is that *bomo odgovorili* is said for the speaker's country or body.
const FIRST_PERSON: f32 = 0.6;

/// Whoever acts though no word of the clause is the subject: the speaker in the first person, or those in a place whose
/// government is meant.
fn unnamed_actor(scene: &Scene, trigger: usize, form: Form, kind: EventType, speech: &[usize]) -> Filled {
    let filled = |entities: Vec<EntityRef>, certainty| Filled {
        tokens: Vec::new(),
        entities: entities.into_iter().map(|entity| (entity, 1.0)).collect(),
        certainty,
    };
    if form == Form::Noun {
        return Filled::default();
    }
    if let Some(plural) = subject::first_person(scene, trigger) {
        let speakers = speech::speakers(scene, trigger, speech).into_iter();
        let body = |speaker| if plural { represented(scene.doc, speaker).unwrap_or(speaker) } else { speaker };
        return filled(speakers.map(body).collect(), FIRST_PERSON);
    }
    if kind.is_stance() { filled(subject::seated(scene, trigger), SEATED) } else { Filled::default() }
}

/// The maker of an offer, a reproach, a demand that has no owner in the sentence.
fn author(
    scene: &Scene,
    candidates: &[Argument],
    predicate: &Predicate,
    discourse: &Discourse,
    actors: &Filled,
) -> Filled {
    let others: Vec<EntityRef> = actors.entities.iter().map(|(entity, _)| *entity).collect();
    let themes = predicate.slots.iter().filter(|(role, _)| matches!(role, Role::About | Role::Recipient));
    for (_, slot) in themes {
        for candidate in candidates.iter().filter(|candidate| slot.matches(&candidate.link)) {
            let Filler::Token(token) = candidate.filler else { continue };
            let Some(types) = scene.frames.grammar.authored(&scene.token(token).lemma) else { continue };
            if filler::is_owned(scene, token) {
                continue;
            }
            if let Some(author) = discourse.author(types, scene.sentence, &others) {
                return Filled { tokens: Vec::new(), entities: vec![(author, 1.0)], certainty: AUTHOR };
            }
        }
    }
    Filled::default()
}

/// The arguments of the trigger, when the predicate's particle and support are there.
fn candidates(scene: &Scene, trigger: usize, form: Form, predicate: &Predicate) -> Result<Vec<Argument>, Miss> {
    let mut found = arguments(scene, trigger, form);
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
fn fits(scene: &Scene, candidate: &Argument, role: Role, slot: &Slot) -> bool {
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

/// The entities in the slots of a role. Slots are tried in their order; the surest candidates of the first that gives
/// an entity are taken.
fn fill(scene: &Scene, candidates: &[Argument], predicate: &Predicate, role: Role, taken: &[EntityRef]) -> Filled {
    let mut filled = Filled::default();
    for slot in predicate.slots.iter().filter(|(own, _)| *own == role).map(|(_, slot)| slot) {
        let mut matching: Vec<&Argument> =
            candidates.iter().filter(|candidate| fits(scene, candidate, role, slot)).collect();
        matching.sort_by(|a, b| b.certainty.total_cmp(&a.certainty));
        for candidate in matching {
            let meant = filler::entities(scene, &candidate.filler, role, &slot.filter);
            let fresh: Vec<Meant> = meant.into_iter().filter(|(entity, _)| !taken.contains(entity)).collect();
            if fresh.is_empty() {
                continue;
            }
            filled.certainty = candidate.certainty;
            filled.entities = fresh;
            if let Filler::Token(token) = candidate.filler {
                filled.tokens.push(token);
            }
            return filled;
        }
    }
    filled
}

/// In a mutual event all sides are alike: the first is the actor, the others are recipients.
fn join_sides(actors: &mut Filled, recipients: &mut Filled, side: Filled) {
    let known = |entity: EntityRef, filled: &Filled| filled.entities.iter().any(|(known, _)| *known == entity);
    let fresh: Vec<Meant> = side
        .entities
        .into_iter()
        .filter(|(entity, _)| !known(*entity, actors) && !known(*entity, recipients))
        .collect();
    if !fresh.is_empty() {
        let target = if actors.entities.is_empty() { &mut *actors } else { &mut *recipients };
        target.certainty = target.certainty.max(side.certainty);
        target.entities.extend(fresh);
    }
    if recipients.entities.is_empty() && actors.entities.len() > 1 {
        recipients.entities = actors.entities.split_off(1);
        recipients.certainty = actors.certainty;
    } else if actors.entities.is_empty() && recipients.entities.len() > 1 {
        let rest = recipients.entities.split_off(1);
        actors.entities = std::mem::replace(&mut recipients.entities, rest);
        actors.certainty = recipients.certainty;
    }
}

/// Checks that the event has the participants that its type needs.
fn complete(kind: EventType, actors: &Filled, recipients: &Filled, themed: bool) -> Result<(), Miss> {
    match (actors.entities.is_empty(), recipients.entities.is_empty()) {
        (true, _) => Err(Miss::NoActor),
        (false, false) => Ok(()),
        (false, true) if !kind.may_lack_recipient() => Err(Miss::NoRecipient),
        (false, true) if !themed => Err(Miss::NoTheme),
        (false, true) => Ok(()),
    }
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

/// The date that the trigger's dependents give, or those of the verb that an event noun hangs on.
fn date(scene: &Scene, trigger: usize, modality: Modality) -> Option<EventDate> {
    let base = scene.first_conjunct(trigger);
    let mut heads = vec![trigger, base];
    heads.extend(scene.tree.parent(base).filter(|&parent| {
        scene.token(parent).upos == Upos::Verb
            && matches!(scene.token(base).relation(), "obj" | "nsubj" | "xcomp" | "obl")
    }));
    scene.time.date(&scene.tree, &heads, scene.doc.article.date, modality)
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

/// How sure the event is: the frame's reliability, and the weakest of its participants.
fn confidence(predicate: &Predicate, actors: &Filled, recipients: &Filled) -> f32 {
    let weakest =
        |filled: &Filled| filled.entities.iter().map(|(_, sure)| sure * filled.certainty).fold(f32::INFINITY, f32::min);
    let certainty = weakest(actors).min(weakest(recipients)).clamp(0.0, 1.0);
    predicate.reliability * certainty.sqrt()
}
