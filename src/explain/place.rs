//! What was found at a place of an article, and what was missed there.

use super::ground::Ground;
use super::mention::{self, Mention};
use super::reader::Source;
use super::words::Words;
use crate::document::record::Thing;
use crate::entity::Mention as Found;
use crate::event::{Missed as Miss, Why};
use crate::span::Span;
use oxigraph::model::NamedNode;
use serde::Serialize;

/// Words that might have given a fact and gave none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Missed {
    /// `posts`, `agreements`, `events` or `statements`.
    pub layer: &'static str,
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    pub trigger: Words,
    pub rule: String,
    /// A stable code, as `analyze --missed` has it.
    pub reason: &'static str,
    pub explanation: String,
}

/// What was missed in a part of the text, but for words in another sense than that of a frame.
pub fn missed(ground: &Ground, source: &Source, place: Span) -> Vec<Missed> {
    let Ok(reread) = &source.reread else { return Vec::new() };
    let doc = &reread.doc;
    let told = |missed: &Miss, why: Why| Missed {
        layer: missed.layer.name(),
        kind: missed.kind.map(|kind| kind.code()),
        trigger: Words::of(doc, missed.trigger),
        rule: missed.rule.clone(),
        reason: why.code(),
        explanation: why.in_words(),
    };
    let here = doc.missed.iter().filter(|missed| missed.trigger.overlaps(place) && missed.why != Why::OtherSense);
    let mut found: Vec<Missed> = here.map(|missed| told(missed, missed.why)).collect();
    let least = source.least(ground).unwrap_or(0.0);
    let unsure =
        reread.record.sureness.iter().filter(|known| known.calibrated < least && known.trigger.overlaps(place));
    for known in unsure {
        let why = Why::BelowThreshold { confidence: known.calibrated, least };
        let event = doc.events.iter().find(|event| event.trigger == known.trigger && event.frame == known.rule);
        found.push(Missed {
            layer: known.layer.name(),
            kind: event.map(|event| event.kind.code()),
            trigger: Words::of(doc, known.trigger),
            rule: known.rule.clone(),
            reason: why.code(),
            explanation: why.in_words(),
        });
    }
    found.sort_by_key(|missed| missed.trigger.start);
    found
}

/// The mentions that lie in a part of the text.
pub fn mentions(ground: &Ground, source: &Source, place: Span) -> Vec<Mention> {
    let Ok(reread) = &source.reread else { return Vec::new() };
    let here = reread.doc.mentions.iter().filter(|mention| place.contains(mention.span));
    here.map(|found| mention::mention(ground, &source.iri, reread, found)).collect()
}

/// The mentions of a thing, each wording once.
pub fn mentions_of(ground: &Ground, source: &Source, thing: &NamedNode) -> Vec<Mention> {
    let Ok(reread) = &source.reread else { return Vec::new() };
    let mut found: Vec<&Found> = Vec::new();
    for mention in &reread.doc.mentions {
        let things = Thing::all(&reread.doc, &mention.entities);
        let own = things.iter().any(|other| reread.iri(ground, other) == *thing);
        if own && found.iter().all(|known| known.lemma != mention.lemma || known.form != mention.form) {
            found.push(mention);
        }
    }
    found.into_iter().map(|found| mention::mention(ground, &source.iri, reread, found)).collect()
}

/// The mentions at exactly a place.
pub fn mentions_at(ground: &Ground, source: &Source, place: Span) -> Vec<Mention> {
    let mut found = mentions(ground, source, place);
    found.retain(|mention| mention.words.start == place.start && mention.words.end == place.end);
    found
}
