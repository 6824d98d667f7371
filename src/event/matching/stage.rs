//! The stage that turns trees and mentions into events.

use super::build::{self, Miss};
use super::discourse::Discourse;
use super::domain;
use super::report;
use super::scene::{Lore, Scene};
use crate::document::Document;
use crate::entity::Entity;
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::event::fact::{Event, Modality};
use crate::event::frame::{Form, Frames};
use crate::event::merge::{self, Told};
use crate::event::missed::{FactLayer, Missed};
use crate::event::modality::Tables;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::text::Upos;
use rustc_hash::FxHashMap;

/// Recognises events by the frames of a language pack.
pub struct EventRecogniser {
    frames: Frames,
    tables: Tables,
    /// By the gazetteer key of a capital, the country whose government it stands for when it acts.
    capitals: FxHashMap<String, Entity>,
}

const NAME: &str = "events";

impl EventRecogniser {
    /// # Errors
    /// When a modality table of the pack is wrong.
    pub fn new(pack: &Pack, frames: Frames, gazetteer: &Gazetteer) -> Result<Self> {
        let tables = Tables::load(pack, &frames)?;
        Ok(Self { frames, tables, capitals: capitals(gazetteer) })
    }

    /// # Errors
    /// As [`new`](Self::new), also when the frames or the gazetteer cannot be read.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Self::new(pack, Frames::load(pack)?, &Gazetteer::load(pack)?)
    }

    pub fn frames(&self) -> &Frames {
        &self.frames
    }

    fn lore(&self) -> Lore<'_> {
        Lore { frames: &self.frames, tables: &self.tables, capitals: &self.capitals }
    }

    /// The events of one sentence, and the triggers that gave none with the reason.
    fn sentence(&self, doc: &Document, sentence: usize, discourse: &mut Discourse) -> (Vec<Event>, Vec<Missed>) {
        let scene = Scene::new(doc, sentence, &self.lore());
        let mut events = Vec::new();
        let mut misses = Vec::new();
        for trigger in 0..scene.tree.len() {
            match self.trigger(&scene, trigger, discourse) {
                Some(Ok(found)) => {
                    discourse.act(&found);
                    events.extend(found);
                }
                Some(Err(miss)) => misses.push(self.missed(&scene, trigger, miss)),
                None => {}
            }
        }
        (events, misses)
    }

    fn missed(&self, scene: &Scene, trigger: usize, (miss, frame): (Miss, usize)) -> Missed {
        let frame = &self.frames.frames[frame];
        Missed {
            layer: FactLayer::Events,
            kind: Some(frame.kind),
            sentence: scene.sentence,
            trigger: scene.token(trigger).span,
            rule: frame.id.clone(),
            why: miss.into(),
        }
    }

    /// Puts the country in the place of its capital among those who act.
    fn governments(&self, doc: &mut Document, mut event: Event) -> Event {
        for participant in event.actors.iter_mut().chain(&mut event.recipients) {
            let key = doc.entities[*participant].gazetteer.as_deref();
            if let Some(country) = key.and_then(|key| self.capitals.get(key)) {
                let capital = *participant;
                *participant = doc.intern_entity(country.clone());
                report::government(doc, event.trigger, capital, *participant);
            }
        }
        event.actors.dedup();
        event.recipients.dedup();
        event
    }

    /// Whether a noun that no verb governs told the event.
    fn is_in_passing(&self, doc: &Document, event: &Event) -> bool {
        let scene = Scene::new(doc, event.sentence, &self.lore());
        let tokens = &doc.sentences[event.sentence].tokens;
        let trigger = tokens.iter().position(|token| token.span == event.trigger);
        trigger.is_some_and(|at| tokens[at].upos == Upos::Noun && !build::is_governed(&scene, at))
    }

    /// The best event of one token, and what is coded beside it; else how near a frame (an index) came to one; `None`
    /// when it triggers nothing.
    fn trigger(&self, scene: &Scene, token: usize, discourse: &Discourse) -> Option<Result<Vec<Event>, (Miss, usize)>> {
        let mut best: Option<Event> = None;
        let mut beside = Vec::new();
        let mut miss: Option<(Miss, usize)> = None;
        let mut chosen = None;
        for form in forms(scene, token) {
            for &number in self.frames.triggered_by(&scene.token(token).lemma, form) {
                let predicate = &self.frames.predicates[number];
                let read = build::event(scene, token, form, predicate, discourse);
                report::tried(scene, token, form, number, &read);
                match read {
                    Ok(event) if predicate.besides => beside.push(event),
                    Ok(event) if best.as_ref().is_none_or(|best| weight(&event) > weight(best)) => {
                        best = Some(event);
                        chosen = Some((number, form));
                    }
                    Ok(_) => {}
                    Err(why) if miss.is_none_or(|(known, _)| why > known) => miss = Some((why, predicate.frame)),
                    Err(_) => {}
                }
            }
        }
        report::chosen(scene, token, chosen);
        let found: Vec<Event> = best.into_iter().chain(beside).collect();
        if found.is_empty() { miss.map(Err) } else { Some(Ok(found)) }
    }
}

/// The countries of the gazetteer by the keys of their capitals.
fn capitals(gazetteer: &Gazetteer) -> FxHashMap<String, Entity> {
    let country = |key: &str| gazetteer.entry(key).map(|entry| Entity::from(entry.into_owned()));
    let capitals =
        gazetteer.entries().iter().filter_map(|city| city.capital_of.as_ref().map(|key| (city.key.clone(), key)));
    capitals.filter_map(|(city, key)| country(key).map(|country| (city, country))).collect()
}

/// What a negated word means by itself goes before its denial; then a reading with more of its roles filled before a
/// surer one with fewer.
fn weight(event: &Event) -> (bool, usize, f32) {
    let roles = [!event.recipients.is_empty(), event.about.is_some()];
    (event.modality != Modality::Negated, roles.into_iter().filter(|&filled| filled).count(), event.confidence)
}

/// The forms in which a token can trigger.
fn forms(scene: &Scene, token: usize) -> Vec<Form> {
    match scene.token(token).upos {
        Upos::Verb | Upos::Aux => vec![Form::Verb],
        Upos::Noun => vec![Form::Noun],
        Upos::Adj if scene.is_participle(token) => vec![Form::Participle, Form::Adjective],
        Upos::Adj | Upos::Adv => vec![Form::Adjective],
        _ => Vec::new(),
    }
}

impl Stage for EventRecogniser {
    fn name(&self) -> &'static str {
        NAME
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Trees, Layer::Mentions, Layer::Entities, Layer::Agreements, Layer::Statements]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Events]
    }

    fn run(&self, doc: &mut Document) {
        let mut found = Vec::new();
        let mut discourse = Discourse::default();
        let leisure = domain::leisure(doc, &self.frames.grammar);
        for sentence in (0..doc.sentences.len()).filter(|&sentence| !leisure[sentence]) {
            let (events, misses) = self.sentence(doc, sentence, &mut discourse);
            let events: Vec<Event> = events.into_iter().map(|event| self.governments(doc, event)).collect();
            discourse.meet(doc, &events);
            found.extend(events.into_iter().map(|event| {
                let in_passing = self.is_in_passing(doc, &event);
                Told { event, in_passing }
            }));
            doc.missed.extend(misses);
        }
        let (events, merged) = merge::merged(found);
        doc.events = events;
        doc.missed.extend(merged);
        doc.missed.sort_by_key(|missed| (missed.sentence, missed.trigger.start));
    }
}
