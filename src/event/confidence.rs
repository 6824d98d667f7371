//! How sure facts are, in the end: their raw confidence is turned into the share of such facts that are right, and
//! those below a threshold are dropped.

use super::fact::{Event, EventType};
use super::missed::{FactLayer, Missed, Why};
use crate::document::Document;
use crate::document::record::{Recorder, Sureness};
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;

/// In a pack; without it confidences stay as they are and nothing is dropped.
const TABLE: &str = "confidence/calibration.toml";

/// The key of the weight of events that nobody receives.
const ALONE: &str = "alone";
/// The largest weight.
const MOST: f32 = 2.0;

/// What is asked of confidences.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Facts below are dropped, from 0 to 1; `None` takes the default of the language pack.
    pub least: Option<f32>,
    /// Whether raw confidences are calibrated.
    pub calibrated: bool,
}

impl Default for Demand {
    fn default() -> Self {
        Self { least: None, calibrated: true }
    }
}

/// The stage that calibrates the confidences of posts, agreements, events and statements and drops what is unsure.
pub struct Confidences {
    least: f32,
    weights: BTreeMap<String, f32>,
    curves: BTreeMap<String, Curve>,
}

/// Points of raw and calibrated confidence, both rising; straight lines between them.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Curve(Vec<(f32, f32)>);

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    /// The default threshold.
    least: f32,
    /// What the raw confidence of events is multiplied with, by the code of their type and for those without a recipient
    /// ([`ALONE`]).
    #[serde(default)]
    weight: BTreeMap<String, f32>,
    /// By the name of a layer.
    #[serde(default)]
    curve: BTreeMap<String, Curve>,
}

impl Confidences {
    /// # Errors
    /// When the table of the pack is not TOML of its shape, names an unknown layer, or does not rise.
    pub fn new(pack: &Pack, demand: Demand) -> Result<Self> {
        let table = table(pack)?;
        let curves = if demand.calibrated { table.curve } else { BTreeMap::new() };
        Ok(Self { least: demand.least.unwrap_or(table.least), weights: table.weight, curves })
    }

    fn calibrated(&self, layer: FactLayer, raw: f32) -> f32 {
        self.curves.get(layer.name()).map_or(raw, |curve| curve.at(raw))
    }

    /// The raw confidence of an event with its weights.
    fn weighted(&self, event: &Event) -> f32 {
        let weight = |key: &str| self.weights.get(key).copied().unwrap_or(1.0);
        let alone = if event.recipients.is_empty() { weight(ALONE) } else { 1.0 };
        (event.confidence * weight(event.kind.code()) * alone).min(1.0)
    }

    /// Sets the confidence, which weighs so much; gives what was missed when it is too low.
    fn judge(&self, record: &Recorder, fact: &Fact, weighted: f32, confidence: &mut f32) -> Option<Why> {
        let raw = *confidence;
        *confidence = self.calibrated(fact.layer, weighted);
        let (confidence, least) = (*confidence, self.least);
        record.note(|record| {
            let &Fact { layer, trigger, rule } = fact;
            let rule = rule.to_owned();
            record.sureness.push(Sureness { layer, trigger, rule, raw, weighted, calibrated: confidence, least });
        });
        (confidence < least).then_some(Why::BelowThreshold { confidence, least })
    }
}

/// The threshold of a pack where nobody asks for another.
///
/// # Errors
/// As [`Confidences::new`].
pub fn default_least(pack: &Pack) -> Result<f32> {
    Ok(table(pack)?.least)
}

fn table(pack: &Pack) -> Result<Table> {
    if pack.list("confidence").is_empty() {
        return Ok(Table::default());
    }
    parse(&pack.text(TABLE)?).map_err(|message| pack.error(TABLE, None, message))
}

/// A fact that is judged: where it was read, and by which rule.
struct Fact<'d> {
    layer: FactLayer,
    trigger: Span,
    rule: &'d str,
}

fn parse(text: &str) -> Result<Table, String> {
    let table: Table = toml::from_str(text).map_err(|e| e.to_string().trim_end().to_owned())?;
    if !(0.0..=1.0).contains(&table.least) {
        return Err(format!("least: {} is not between 0 and 1", table.least));
    }
    for (key, weight) in &table.weight {
        if key != ALONE && EventType::ALL.iter().all(|known| known.code() != key) {
            return Err(format!("weight.{key}: no such type of events"));
        }
        if !(0.0..=MOST).contains(weight) {
            return Err(format!("weight.{key}: {weight} is not between 0 and {MOST}"));
        }
    }
    for (layer, curve) in &table.curve {
        if FactLayer::ALL.iter().all(|known| known.name() != layer) {
            return Err(format!("curve.{layer}: no such layer of facts"));
        }
        curve.check().map_err(|message| format!("curve.{layer}: {message}"))?;
    }
    Ok(table)
}

impl Curve {
    fn check(&self) -> Result<(), String> {
        if self.0.is_empty() {
            return Err("no points".into());
        }
        let inside = |value: f32| (0.0..=1.0).contains(&value);
        match self.0.iter().find(|(raw, right)| !inside(*raw) || !inside(*right)) {
            Some(point) => Err(format!("{point:?} is not between 0 and 1")),
            None if self.0.is_sorted_by(|a, b| a.0 < b.0 && a.1 <= b.1) => Ok(()),
            None => Err("the points do not rise".into()),
        }
    }

    fn at(&self, raw: f32) -> f32 {
        let points = &self.0;
        let next = points.partition_point(|(x, _)| *x <= raw);
        match (next.checked_sub(1).map(|before| points[before]), points.get(next)) {
            (None, Some((_, first))) => *first,
            (Some((_, last)), None) => last,
            (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * (raw - x0) / (x1 - x0),
            (None, None) => raw,
        }
    }
}

impl Stage for Confidences {
    fn name(&self) -> &'static str {
        "confidence"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Posts, Layer::Agreements, Layer::Events, Layer::Statements]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Confidence]
    }

    fn run(&self, doc: &mut Document) {
        let record = doc.record.clone();
        let mut dropped = Vec::new();
        let spans: Vec<Span> = doc.sentences.iter().map(|sentence| sentence.span).collect();
        let mut judge = |fact: Fact, kind, sentence, weighted, confidence: &mut f32| {
            let why = self.judge(&record, &fact, weighted, confidence);
            let Fact { layer, trigger, rule } = fact;
            dropped.extend(why.map(|why| Missed { layer, kind, sentence, trigger, rule: rule.to_owned(), why }));
            why.is_none()
        };
        doc.posts.retain_mut(|post| {
            let fact = Fact { layer: FactLayer::Posts, trigger: spans[post.sentence], rule: &post.rule };
            judge(fact, None, post.sentence, post.confidence, &mut post.confidence)
        });
        doc.agreements.retain_mut(|told| {
            let fact = Fact { layer: FactLayer::Agreements, trigger: spans[told.sentence], rule: &told.rule };
            judge(fact, None, told.sentence, told.confidence, &mut told.confidence)
        });
        doc.events.retain_mut(|event| {
            let weighted = self.weighted(event);
            let fact = Fact { layer: FactLayer::Events, trigger: event.trigger, rule: &event.frame };
            judge(fact, Some(event.kind), event.sentence, weighted, &mut event.confidence)
        });
        doc.statements.retain_mut(|said| {
            let fact = Fact { layer: FactLayer::Statements, trigger: said.cue, rule: &said.rule };
            judge(fact, None, said.sentence, said.confidence, &mut said.confidence)
        });
        doc.missed.extend(dropped);
        doc.missed.sort_by_key(|missed| (missed.sentence, missed.trigger.start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::{EntityKind, MentionForm};
    use crate::event::testing::{Builder, event};
    use crate::event::{Statement, Tense};

    fn stage(table: &str, least: Option<f32>) -> Confidences {
        let table = parse(table).expect("a good table");
        Confidences { least: least.unwrap_or(table.least), weights: table.weight, curves: table.curve }
    }

    fn document(confidence: f32) -> Document {
        let mut b = Builder::default();
        let kos = b.entity(EntityKind::Person, "Jan Kos");
        b.sentence("Dežuje deževati VERB VerbForm=Fin 0 root");
        b.mention(0..1, MentionForm::Name, &[kos]);
        let mut doc = b.build();
        let rule = String::from("speech");
        doc.statements.push(Statement {
            speaker: kos,
            sentence: 0,
            quote: None,
            cue: Span::new(0, 6),
            rule,
            confidence,
        });
        doc.posts.push(crate::event::Post {
            person: kos,
            post: "minister".into(),
            of: None,
            tense: Tense::Current,
            sentence: 0,
            rule: "role".into(),
            confidence,
        });
        doc
    }

    #[test]
    fn curves_are_straight_between_their_points() {
        let curve = Curve(vec![(0.2, 0.1), (0.6, 0.5), (0.8, 0.5)]);
        for (raw, calibrated) in [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.7, 0.5), (1.0, 0.5)] {
            assert!((curve.at(raw) - calibrated).abs() < 1e-6, "{raw}: {}", curve.at(raw));
        }
    }

    #[test]
    fn what_is_unsure_is_dropped_and_told() {
        let stage = stage("least = 0.3\n[curve]\nstatements = [[0.0, 0.0], [1.0, 0.5]]", None);
        let mut doc = document(0.5);
        stage.run(&mut doc);
        assert_eq!(doc.posts.len(), 1, "posts are not calibrated");
        assert!(doc.statements.is_empty());
        let [missed] = &doc.missed[..] else { panic!("{:?}", doc.missed) };
        assert_eq!((missed.layer, missed.why.code()), (FactLayer::Statements, "below-threshold"));
        assert_eq!(missed.why.in_words(), "its confidence 0.25 is below the threshold 0.30");
    }

    #[test]
    fn the_threshold_that_is_asked_for_wins() {
        for (least, kept) in [(0.0, 1), (0.5, 1), (0.51, 0)] {
            let mut doc = document(0.5);
            stage("least = 0.9", Some(least)).run(&mut doc);
            assert_eq!((doc.posts.len(), doc.statements.len()), (kept, kept), "{least}");
        }
    }

    #[test]
    fn events_are_weighted_by_type_and_by_being_alone() {
        let stage = stage("least = 0\n[weight]\nalone = 0.5\nREJECT = 0.8", None);
        let mut doc = document(0.5);
        let sides =
            [(EventType::Reject, vec![0], 0.4), (EventType::Reject, vec![], 0.2), (EventType::Aid, vec![0], 0.5)];
        for (kind, recipients, _) in &sides {
            doc.events.push(Event { recipients: recipients.clone(), confidence: 0.5, ..event(*kind) });
        }
        stage.run(&mut doc);
        for (event, (kind, _, expected)) in doc.events.iter().zip(&sides) {
            assert!((event.confidence - expected).abs() < 1e-6, "{kind:?}: {}", event.confidence);
        }
    }

    #[test]
    fn faulty_tables_are_refused() {
        for (table, complaint) in [
            ("least = 2", "between 0 and 1"),
            ("least = 0\n[weight]\nSING = 1.0", "no such type"),
            ("least = 0\n[weight]\nalone = 3.0", "between 0 and 2"),
            ("least = 0\n[curve]\nfacts = [[0, 1]]", "no such layer"),
            ("least = 0\n[curve]\nevents = [[0, 1], [1, 0.5]]", "do not rise"),
            ("least = 0\n[curve]\nevents = []", "no points"),
        ] {
            let error = parse(table).expect_err(table);
            assert!(error.contains(complaint), "{error}");
        }
    }
}
