//! Who takes part in an event: what fills the roles of a predicate, and what the sentence leaves to the article.

use super::argument::{Argument, Filler};
use super::build::{Miss, fits, is_governed};
use super::discourse::{Discourse, Partners, represented};
use super::filler::{self, Meant};
use super::scene::Scene;
use crate::document::record::Source;
use crate::entity::EntityRef;
use crate::event::fact::{EventType, Modality};
use crate::event::frame::{Link, Predicate, Role};
use crate::text::Upos;

/// The entities that fill a role, and how sure it is that their words do.
#[derive(Debug, Default)]
pub struct Filled {
    entities: Vec<Meant>,
    certainty: f32,
    /// Where each entity comes from.
    origins: Vec<Origin>,
}

/// What led to a filler.
#[derive(Debug, Clone, Copy)]
pub enum Origin {
    /// A candidate in a slot of the predicate, by their numbers.
    Slot { slot: usize, candidate: usize },
    /// The article told it.
    CarriedOver(Source),
}

impl Filled {
    pub fn refs(&self) -> Vec<EntityRef> {
        self.entities.iter().map(|(entity, _)| *entity).collect()
    }

    fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Entities that the sentence leaves to the article.
    fn carried_over(entities: impl IntoIterator<Item = EntityRef>, certainty: f32, source: Source) -> Self {
        let entities: Vec<Meant> = entities.into_iter().map(|entity| (entity, 1.0)).collect();
        let origins = vec![Origin::CarriedOver(source); entities.len()];
        Self { entities, certainty, origins }
    }

    /// The entities with how sure it is that their words mean them, and where they come from.
    pub fn told(&self) -> impl Iterator<Item = (Meant, Origin)> + '_ {
        self.entities.iter().copied().zip(self.origins.iter().copied())
    }

    pub fn certainty(&self) -> f32 {
        self.certainty
    }

    /// Takes what comes behind the first ones.
    fn split_off(&mut self, first: usize) -> Self {
        let (entities, origins) = (self.entities.split_off(first), self.origins.split_off(first));
        Self { entities, origins, certainty: self.certainty }
    }
}

/// How sure it is that cooperation without names is that of the partners told of last.
const UNNAMED: f32 = 0.55;
/// How sure it is that whoever last made an offer is meant by *ponudba* without an owner.
const AUTHOR: f32 = 0.5;
/// How sure it is that of two coordinated acts of one actor the second is done to the same as the first.
const SHARED: f32 = 0.55;

/// How sure it is that an agreement is made, or talked about, by its parties.
const PARTIES: f32 = 0.6;

/// The parties of the agreement that a token names, when they are two or more.
fn parties(scene: &Scene, token: usize) -> Option<Vec<EntityRef>> {
    let named = filler::mentions_at(scene, token).into_iter().flat_map(|mention| mention.entities.iter());
    let agreements = named.filter_map(|entity| scene.doc.agreements.iter().find(|known| known.agreement == *entity));
    agreements.map(|agreement| agreement.parties.clone()).find(|parties| parties.len() > 1)
}

/// A trigger read by one predicate.
pub struct Reading<'r, 'd> {
    pub scene: &'r Scene<'d>,
    pub trigger: usize,
    pub candidates: &'r [Argument],
    pub predicate: &'r Predicate,
    pub modality: Modality,
    pub discourse: &'r Discourse,
}

/// The two sides of an event.
pub struct Participants {
    pub kind: EventType,
    pub actors: Filled,
    pub recipients: Filled,
}

impl Participants {
    pub fn find(reading: &Reading) -> Self {
        let &Reading { scene, candidates, predicate, .. } = reading;
        let kind = scene.frames.frames[predicate.frame].kind;
        let mut actors = fill(scene, candidates, predicate, Role::Actor, &[]);
        let side = fill(scene, candidates, predicate, Role::Side, &[]);
        let mut recipients = fill(scene, candidates, predicate, Role::Recipient, &actors.refs());
        if actors.is_empty() && side.entities.len() > 1 || predicate.symmetric {
            join_sides(&mut actors, &mut recipients, side);
        }
        let mut found = Self { kind, actors, recipients };
        found.carry_over(reading);
        found
    }

    /// Takes from the article what the sentence does not say.
    fn carry_over(&mut self, reading: &Reading) {
        let &Reading { scene, trigger, candidates, predicate, modality, discourse } = reading;
        if self.kind.is_mutual() && (self.actors.is_empty() || self.recipients.is_empty()) {
            self.be_parties(scene, trigger, candidates);
        }
        if predicate.symmetric {
            let cooperation = self.kind == EventType::Cooperate && modality != Modality::Planned;
            let unnamed = self.actors.is_empty() && self.recipients.is_empty();
            if cooperation && unnamed && is_governed(scene, trigger) {
                self.be_partners(discourse.partners);
            }
            return;
        }
        if self.recipients.is_empty() {
            self.recipients = author(scene, candidates, predicate, discourse, &self.actors.refs());
        }
        if self.recipients.is_empty() && self.kind.is_stance() {
            self.recipients = shared(scene, trigger, discourse, &self.actors.refs());
        }
    }

    /// Fills the sides with the parties of the agreement that the act is about.
    fn be_parties(&mut self, scene: &Scene, trigger: usize, candidates: &[Argument]) {
        let themes = candidates.iter().filter_map(|candidate| match candidate.filler {
            Filler::Token(token) if candidate.link != Link::Subject => Some(token),
            _ => None,
        });
        let Some(parties) = [trigger].into_iter().chain(themes).find_map(|token| parties(scene, token)) else { return };
        if self.actors.is_empty() {
            let mut others = parties.into_iter();
            self.actors = Filled::carried_over(others.next(), PARTIES, Source::Parties);
            self.recipients = Filled::carried_over(others, PARTIES, Source::Parties);
            return;
        }
        let sides = self.actors.refs();
        let own = |party: &EntityRef| {
            sides.iter().any(|&side| side == *party || represented(scene.doc, side) == Some(*party))
        };
        if parties.iter().any(own) {
            let others = parties.into_iter().filter(|party| !own(party));
            self.recipients = Filled::carried_over(others, PARTIES, Source::Parties);
        }
    }

    fn be_partners(&mut self, partners: Option<Partners>) {
        let Some(Partners(one, other)) = partners else { return };
        self.actors = Filled::carried_over([one], UNNAMED, Source::Partners);
        self.recipients = Filled::carried_over([other], UNNAMED, Source::Partners);
    }

    /// Checks that the event has the participants that its type needs.
    ///
    /// # Errors
    /// The [`Miss`] that says which one is not there.
    pub fn complete(&self, themed: bool) -> Result<(), Miss> {
        match (self.actors.is_empty(), self.recipients.is_empty()) {
            (true, _) => Err(Miss::NoActor),
            (false, false) => Ok(()),
            (false, true) if !self.kind.may_lack_recipient() => Err(Miss::NoRecipient),
            (false, true) if !themed => Err(Miss::NoTheme),
            (false, true) => Ok(()),
        }
    }

    /// How sure the event is: the frame's reliability, and the weakest of its participants.
    pub fn confidence(&self, predicate: &Predicate) -> f32 {
        predicate.reliability * self.certainty().sqrt()
    }

    /// How sure the weakest participant is.
    pub fn certainty(&self) -> f32 {
        let weakest = |filled: &Filled| {
            filled.entities.iter().map(|(_, sure)| sure * filled.certainty).fold(f32::INFINITY, f32::min)
        };
        weakest(&self.actors).min(weakest(&self.recipients)).clamp(0.0, 1.0)
    }
}

/// The maker of an offer, a reproach, a demand that has no owner in the sentence.
fn author(
    scene: &Scene,
    candidates: &[Argument],
    predicate: &Predicate,
    discourse: &Discourse,
    others: &[EntityRef],
) -> Filled {
    let themes = predicate.slots.iter().filter(|(role, _)| matches!(role, Role::About | Role::Recipient));
    for (_, slot) in themes {
        for candidate in candidates.iter().filter(|candidate| slot.matches(&candidate.link)) {
            let Filler::Token(token) = candidate.filler else { continue };
            let Some(types) = scene.frames.grammar.authored(&scene.token(token).lemma) else { continue };
            if filler::is_owned(scene, token) {
                continue;
            }
            if let Some(author) = discourse.author(types, scene.sentence, others) {
                return Filled::carried_over([author], AUTHOR, Source::Author);
            }
        }
    }
    Filled::default()
}

/// Those to whom the verb before did something, when a coordinated verb of the same actor names nobody:
/// *se ji je zahvalil in prosil še za tolmače*.
fn shared(scene: &Scene, trigger: usize, discourse: &Discourse, actors: &[EntityRef]) -> Filled {
    let coordinated = matches!(scene.token(trigger).relation(), "conj" | "parataxis");
    let before = scene.tree.parent(trigger).filter(|&before| coordinated && before < trigger);
    let Some(before) = before.filter(|&before| scene.token(before).upos == Upos::Verb) else {
        return Filled::default();
    };
    Filled::carried_over(discourse.received(scene.sentence, scene.token(before).span, actors), SHARED, Source::Shared)
}

/// The entities in the slots of a role. Slots are tried in their order; the surest candidates of the first that gives
/// an entity are taken.
pub fn fill(scene: &Scene, candidates: &[Argument], predicate: &Predicate, role: Role, taken: &[EntityRef]) -> Filled {
    let mut filled = Filled::default();
    let slots = predicate.slots.iter().enumerate().filter(|(_, (own, _))| *own == role);
    for (number, slot) in slots.map(|(number, (_, slot))| (number, slot)) {
        let mut matching: Vec<(usize, &Argument)> =
            candidates.iter().enumerate().filter(|(_, candidate)| fits(scene, candidate, role, slot)).collect();
        matching.sort_by(|(_, a), (_, b)| b.certainty.total_cmp(&a.certainty));
        for (place, candidate) in matching {
            let meant = filler::entities(scene, &candidate.filler, role, &slot.filter);
            let fresh: Vec<Meant> = meant.into_iter().filter(|(entity, _)| !taken.contains(entity)).collect();
            if fresh.is_empty() {
                continue;
            }
            filled.certainty = candidate.certainty;
            filled.origins = vec![Origin::Slot { slot: number, candidate: place }; fresh.len()];
            filled.entities = fresh;
            return filled;
        }
    }
    filled
}

/// In a mutual event all sides are alike: the first is the actor, the others are recipients.
fn join_sides(actors: &mut Filled, recipients: &mut Filled, side: Filled) {
    let known = |entity: EntityRef, filled: &Filled| filled.entities.iter().any(|(known, _)| *known == entity);
    let fresh: Vec<(Meant, Origin)> =
        side.told().filter(|((entity, _), _)| !known(*entity, actors) && !known(*entity, recipients)).collect();
    if !fresh.is_empty() {
        let target = if actors.entities.is_empty() { &mut *actors } else { &mut *recipients };
        target.certainty = target.certainty.max(side.certainty);
        target.entities.extend(fresh.iter().map(|(meant, _)| *meant));
        target.origins.extend(fresh.iter().map(|(_, origin)| *origin));
    }
    if recipients.entities.is_empty() && actors.entities.len() > 1 {
        *recipients = actors.split_off(1);
    } else if actors.entities.is_empty() && recipients.entities.len() > 1 {
        let rest = recipients.split_off(1);
        *actors = std::mem::replace(recipients, rest);
    }
}
