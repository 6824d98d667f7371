//! The keys of frame files as serde reads them; unknown keys are errors.

use crate::event::fact::{EventType, Modality};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// One frame file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    pub explanation: String,
    #[serde(rename = "type")]
    pub kind: Spanned<EventType>,
    #[serde(default)]
    pub mode: Option<Spanned<String>>,
    #[serde(default)]
    pub contexts: Vec<Spanned<String>>,
    pub reliability: Option<f32>,
    #[serde(default)]
    pub symmetric: bool,
    pub predicate: Vec<Spanned<Predicate>>,
    #[serde(default)]
    pub example: Vec<Spanned<Example>>,
    #[serde(default)]
    pub counter: Vec<Spanned<Counter>>,
}

/// A slot or a list of slots; read further by [`slots`].
pub type Slots = Spanned<toml::Value>;

/// The slots written as one string or as a list of strings.
///
/// # Errors
/// When the value is anything else.
pub fn slots(value: &Slots) -> Result<Vec<&str>, String> {
    match value.get_ref() {
        toml::Value::String(one) => Ok(vec![one]),
        toml::Value::Array(many) => many.iter().map(|slot| slot.as_str().ok_or_else(wrong)).collect(),
        _ => Err(wrong()),
    }
}

fn wrong() -> String {
    "a slot is a string, or several of them a list of strings".into()
}

/// Words that share one government.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    #[serde(default)]
    pub verbs: Vec<Spanned<String>>,
    #[serde(default)]
    pub nouns: Vec<Spanned<String>>,
    #[serde(default)]
    pub adjectives: Vec<Spanned<String>>,
    /// Reflexive that must stand with the verb.
    pub particle: Option<Spanned<String>>,
    pub pattern: Option<Spanned<String>>,
    pub actor: Option<Slots>,
    pub recipient: Option<Slots>,
    pub side: Option<Slots>,
    pub about: Option<Slots>,
    pub place: Option<Slots>,
    pub via: Option<Slots>,
    #[serde(default, rename = "with")]
    pub with: Option<Slots>,
    pub without: Option<Slots>,
    pub symmetric: Option<bool>,
    pub mode: Option<Spanned<String>>,
    pub contexts: Option<Vec<Spanned<String>>>,
    pub modality: Option<Modality>,
    pub reliability: Option<f32>,
    /// Nouns only: matches only below a verb of `governor.toml` that takes it as a complement.
    #[serde(default)]
    pub supported: bool,
    /// Coded beside whatever else the trigger means.
    #[serde(default)]
    pub besides: bool,
    /// `negative`: matches only where it is negated, and means the opposite of its words; `positive`: only where not.
    pub polarity: Option<Polarity>,
    /// Verbs only: what stands as the subject of its passive is the object.
    pub passive: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    Positive,
    Negative,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub events: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    pub text: String,
    /// Why it must not match.
    pub because: String,
}

/// `frame/pattern.toml`.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Patterns {
    #[serde(default)]
    pub pattern: BTreeMap<String, Pattern>,
}

/// A government that many predicates share.
#[derive(Debug, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    #[allow(dead_code)]
    pub explanation: String,
    pub actor: Option<Slots>,
    pub recipient: Option<Slots>,
    pub side: Option<Slots>,
    pub about: Option<Slots>,
    pub place: Option<Slots>,
    pub via: Option<Slots>,
}

/// `frame/class.toml`.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct ClassFile {
    #[serde(default)]
    pub class: BTreeMap<String, Class>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Class {
    #[allow(dead_code)]
    pub explanation: String,
    pub lemmas: Vec<String>,
}

/// `frame/grammar.toml`: the few words of grammar that the matcher must know.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    /// Subordinators of relative clauses that stand for no argument themselves.
    #[serde(default)]
    pub relative_marks: Vec<String>,
    /// Relative pronouns, which stand in an argument's place.
    #[serde(default)]
    pub relative_pronouns: Vec<String>,
    /// Prepositions that mean different things with different cases.
    #[serde(default)]
    pub two_case: Vec<String>,
    /// Prepositions that tie people to the country or body that they act for.
    #[serde(default)]
    pub from: Vec<String>,
    /// Slots of the agent of a passive.
    #[serde(default)]
    pub agent: Vec<Spanned<String>>,
    /// A noun with its preposition that makes its genitive an agent or a means: `[preposition, noun, role]`.
    #[serde(default)]
    pub relay: Vec<Relay>,
    /// Slots of place and means that every predicate has unless it names its own.
    #[serde(default)]
    pub place: Vec<Spanned<String>>,
    #[serde(default)]
    pub via: Vec<Spanned<String>>,
    /// Classes whose nouns act for the country or body that their attribute names.
    #[serde(default)]
    pub standing_for: Vec<Spanned<String>>,
    /// Classes whose nouns belong to the one that their attribute names, so that what is done to them is done to it.
    #[serde(default)]
    pub passing_on: Vec<Spanned<String>>,
    /// Classes whose nouns are meant by themselves, whoever they belong to.
    #[serde(default)]
    pub keeping: Vec<Spanned<String>>,
    /// Classes whose nouns, counted, give a headcount.
    #[serde(default)]
    pub personnel: Vec<Spanned<String>>,
    /// Classes of words whose number decides whether a passage is about sport, arts and the like.
    #[serde(default)]
    pub leisure: Vec<Spanned<String>>,
    /// Classes of words that speak against it.
    #[serde(default)]
    pub public: Vec<Spanned<String>>,
    /// Classes of nouns for what somebody has said or done.
    #[serde(default)]
    pub authored: Vec<Authored>,
    /// Phrases behind which some members of a group are named, as lemmas with spaces between.
    #[serde(default)]
    pub including: Vec<String>,
    /// Classes of those who govern where they sit.
    #[serde(default)]
    pub rulers: Vec<Spanned<String>>,
    /// Slots of the place whose government is meant by a verb without a subject.
    #[serde(default)]
    pub seats: Vec<Spanned<String>>,
    /// Places with the name of the body that they stand for when they act.
    #[serde(default)]
    pub metonyms: BTreeMap<String, String>,
    /// Endings of verbs and of their passive participles.
    #[serde(default)]
    pub participle: Vec<Participle>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authored {
    pub class: Spanned<String>,
    /// The types of the events that its nouns come back to.
    pub types: Vec<EventType>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relay {
    pub preposition: String,
    pub noun: String,
    pub role: Spanned<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participle {
    pub verb: String,
    pub participle: Vec<String>,
}
