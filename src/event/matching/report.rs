//! What was tried and read, for those who ask why. Nothing here decides anything, or runs unless somebody asks.

use super::argument::{Argument, Filler};
use super::build::Miss;
use super::participants::{Filled, Origin, Participants};
use super::scene::Scene;
use crate::document::Document;
use crate::document::record::{self, Attempt, Government, Marker, Reading, Source, Thing, Word};
use crate::entity::EntityRef;
use crate::event::fact::{About, Event};
use crate::event::frame::{Form, Predicate, Role, Slot};
use crate::event::modality::{self, Vote};
use crate::span::Span;

/// What a predicate that fits has read.
pub struct Read<'r, 'd> {
    pub scene: &'r Scene<'d>,
    pub candidates: &'r [Argument],
    pub predicate: &'r Predicate,
    pub found: &'r Participants,
    pub modality: &'r modality::Reading,
    pub place: &'r Filled,
    pub via: &'r Filled,
    /// With the head of the words.
    pub about: Option<&'r (About, usize)>,
}

/// Takes down how the roles were filled.
pub fn read(read: &Read) {
    read.scene.doc.record.note(|record| record.reading = Some(read.reading()));
}

/// Takes down that a predicate was tried, with what became of it.
pub fn tried(scene: &Scene, trigger: usize, form: Form, number: usize, read: &Result<Event, Miss>) {
    scene.doc.record.note(|record| {
        let predicate = &scene.frames.predicates[number];
        let reading = record.reading.take();
        let read = match (read, reading) {
            (Err(miss), _) => Err((*miss).into()),
            (Ok(event), Some(reading)) => {
                Ok(Reading { modality: event.modality, confidence: event.confidence, ..reading })
            }
            (Ok(_), None) => return,
        };
        record.attempts.push(Attempt {
            sentence: scene.doc.sentences[scene.sentence].span,
            trigger: scene.token(trigger).span,
            form,
            frame: scene.frames.frames[predicate.frame].id.clone(),
            predicate: number,
            slots: predicate.slots.iter().map(|(role, slot)| (*role, slot.text.to_string())).collect(),
            particle: predicate.particle.as_ref().map(ToString::to_string),
            reliability: predicate.reliability,
            chosen: predicate.besides && read.is_ok(),
            read,
        });
    });
}

/// Takes down which of the predicates tried on a trigger was the best.
pub fn chosen(scene: &Scene, trigger: usize, best: Option<(usize, Form)>) {
    scene.doc.record.note(|record| {
        let trigger = scene.token(trigger).span;
        let here = record.attempts.iter_mut().rev().take_while(|attempt| attempt.trigger == trigger);
        here.filter(|attempt| best == Some((attempt.predicate, attempt.form)))
            .for_each(|attempt| attempt.chosen = true);
    });
}

/// Takes down that a country acts where its capital is named.
pub fn government(doc: &Document, trigger: Span, capital: EntityRef, country: EntityRef) {
    doc.record.note(|record| {
        let (capital, country) = (Thing::of(doc, capital), Thing::of(doc, country));
        record.governments.push(Government { trigger, capital, country });
    });
}

impl Read<'_, '_> {
    fn reading(&self) -> Reading {
        let sides = [(Role::Actor, &self.found.actors), (Role::Recipient, &self.found.recipients)];
        let roles = sides.into_iter().chain([(Role::Via, self.via), (Role::Place, self.place)]);
        let mut fillers: Vec<record::Filler> = roles.flat_map(|(role, filled)| self.fillers(role, filled)).collect();
        fillers.extend(self.theme());
        Reading {
            kind: self.found.kind,
            fillers,
            modality: self.modality.modality,
            marker: self.modality.marker.map(|vote| self.marker(vote)),
            negation: self.modality.negation.map(|vote| self.marker(vote)),
            certainty: self.found.certainty(),
            confidence: 0.0,
        }
    }

    fn fillers(&self, role: Role, filled: &Filled) -> Vec<record::Filler> {
        let one = |((entity, meant), origin)| {
            let base = record::Filler {
                role,
                thing: Some(Thing::of(self.scene.doc, entity)),
                head: None,
                governor: None,
                slot: None,
                reach: filled.certainty(),
                meant,
                source: Source::Words,
            };
            match origin {
                Origin::CarriedOver(source) => record::Filler { source, ..base },
                Origin::Slot { slot, candidate } => self.in_slot(base, &self.predicate.slots[slot].1, candidate),
            }
        };
        filled.told().map(one).collect()
    }

    fn in_slot(&self, filler: record::Filler, slot: &Slot, candidate: usize) -> record::Filler {
        let slot = Some(slot.text.to_string());
        let Argument { filler: words, certainty: reach, .. } = &self.candidates[candidate];
        let filler = record::Filler { slot, reach: *reach, ..filler };
        match *words {
            Filler::Entities(_) => record::Filler { source: Source::Unexpressed, ..filler },
            Filler::Token(token) => self.told_by(filler, token),
        }
    }

    fn told_by(&self, filler: record::Filler, token: usize) -> record::Filler {
        let governor = self.scene.tree.parent(token).map(|parent| self.scene.token(parent).span);
        record::Filler { head: Some(self.word(token)), governor, ..filler }
    }

    fn theme(&self) -> Option<record::Filler> {
        let (about, token) = self.about?;
        let thing = match about {
            About::Entity(entity) => Some(Thing::of(self.scene.doc, *entity)),
            About::Text(_) => None,
        };
        let filler = record::Filler {
            role: Role::About,
            thing,
            head: None,
            governor: None,
            slot: None,
            reach: 1.0,
            meant: 1.0,
            source: Source::Words,
        };
        Some(self.told_by(filler, *token))
    }

    fn word(&self, token: usize) -> Word {
        let word = self.scene.token(token);
        Word {
            span: word.span,
            lemma: word.lemma.to_string(),
            relation: word.deprel.to_string(),
            case: word.feats.get("Case").map(ToOwned::to_owned),
            preposition: self.scene.preposition(token).map(|word| word.to_string()),
        }
    }

    fn marker(&self, vote: Vote) -> Marker {
        Marker { span: vote.word.map(|word| self.scene.token(word).span), by: vote.by }
    }
}
