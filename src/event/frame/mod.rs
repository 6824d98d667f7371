//! Frames: what a predicate and its arguments say happened.
//!
//! A frame file in `frame/<type>/` of a language pack is rule, explanation and test at once; see `docs/add-a-frame.md`.
//! Shared governments stand in `frame/pattern.toml`, lists of words in `frame/class.toml`, the words of grammar that
//! matching needs in `frame/grammar.toml`.

mod check;
pub mod example;
pub(crate) mod load;
mod raw;
mod slot;

pub use example::Expected;
pub(crate) use load::Source;
pub use slot::{Classes, Filter, Link, Place, Slot};

use super::fact::{EventType, Modality};
use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

/// What an argument is to the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Actor,
    Recipient,
    /// One of those who do it together: *med Slovenijo in Hrvaško*.
    Side,
    About,
    Place,
    Via,
    /// Must be there and is not reported: the noun of a light verb.
    With,
    /// Must not be there.
    Without,
}

/// A word as it triggers: the same lemma means different things as a verb and as a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Verb,
    /// A passive participle, which the tagger lemmatises as an adjective.
    Participle,
    Noun,
    Adjective,
}

/// One government of a frame, shared by its trigger words.
#[derive(Debug, Clone)]
pub struct Predicate {
    /// Index into [`Frames::frames`].
    pub frame: usize,
    pub slots: Vec<(Role, Slot)>,
    /// The reflexive that must stand with a verb.
    pub particle: Option<SmolStr>,
    pub symmetric: bool,
    pub mode: Option<String>,
    pub contexts: Vec<String>,
    /// The weakest claim that the predicate makes by itself.
    pub modality: Modality,
    /// How often a match is right, 0 to 1.
    pub reliability: f32,
    /// Matches only below a verb that takes it as a complement.
    pub supported: bool,
    /// Coded beside whatever else the trigger means: promised help beside the promise.
    pub besides: bool,
    /// Matches only where it is negated, and then means the opposite of its words: *ne podpira*.
    pub negative: bool,
    /// Says nothing where it is negated: *ne izključuje dogovora*.
    pub positive: bool,
    /// Whether a passive subject is the object.
    pub passive: bool,
}

/// One frame file.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Path below `frame/` without the ending: `agree/dogovoriti-se`.
    pub id: String,
    pub kind: EventType,
    pub explanation: String,
    pub examples: Vec<Example>,
    pub counters: Vec<Counter>,
}

/// A sentence and all the events of this frame's type that it tells.
#[derive(Debug, Clone)]
pub struct Example {
    pub line: usize,
    pub text: String,
    pub events: Vec<Expected>,
}

/// A sentence in which the frame must not match, and why.
#[derive(Debug, Clone)]
pub struct Counter {
    pub line: usize,
    pub text: String,
    pub because: String,
}

/// The words of grammar that matching needs.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    pub relative_marks: Vec<SmolStr>,
    pub relative_pronouns: Vec<SmolStr>,
    /// Prepositions that mean different things with different cases; any other tells its case by itself.
    pub two_case: Vec<SmolStr>,
    /// Prepositions that tie people to the country or body that they act for.
    pub from: Vec<SmolStr>,
    pub agent: Vec<Slot>,
    pub relay: Vec<Relay>,
    /// Lemmas whose bearers act for the country or body that an attribute names.
    pub standing_for: Vec<SmolStr>,
    /// Lemmas of what belongs to the one that an attribute names, and is meant when it is opposed or praised.
    pub passing_on: Vec<SmolStr>,
    /// Lemmas of what is meant by itself, whoever it belongs to.
    pub keeping: Vec<SmolStr>,
    pub personnel: Vec<SmolStr>,
    /// Words of passages in which nothing is an act of public affairs.
    pub leisure: FxHashSet<SmolStr>,
    /// Words of public affairs.
    pub public: FxHashSet<SmolStr>,
    /// Nouns for what somebody has said or done, with the types of the events that they come back to.
    pub authored: Vec<(Vec<SmolStr>, Vec<EventType>)>,
    /// Lemmas of phrases behind which some members of a group are named.
    pub including: Vec<Vec<SmolStr>>,
    /// Lemmas of those who govern where they sit.
    pub rulers: Vec<SmolStr>,
    /// Slots of the place whose government is meant by a verb without a subject.
    pub seats: Vec<Slot>,
    /// Places with the name of the body that they stand for when they act.
    pub metonyms: Vec<(SmolStr, String)>,
    /// Endings of verbs with those of their passive participles, longest first.
    participles: Vec<(String, Vec<String>)>,
}

impl Grammar {
    /// The types of the events that a noun for what somebody has said or done comes back to.
    pub fn authored(&self, noun: &SmolStr) -> Option<&[EventType]> {
        self.authored.iter().find(|(nouns, _)| nouns.contains(noun)).map(|(_, types)| types.as_slice())
    }

    /// The lemmas under which a tagger may know the passive participle of a verb. More than exist; a form that does
    /// not exist never meets a token.
    pub fn participles(&self, verb: &str) -> Vec<String> {
        let rule = self.participles.iter().find(|(ending, _)| verb.ends_with(ending.as_str()));
        rule.map_or(Vec::new(), |(ending, forms)| {
            let stem = &verb[..verb.len() - ending.len()];
            forms.iter().map(|form| format!("{stem}{form}")).collect()
        })
    }
}

/// A noun that with its preposition only passes its genitive on: *s strani vlade*, *s posredovanjem Interpola*.
#[derive(Debug, Clone)]
pub struct Relay {
    pub preposition: SmolStr,
    pub noun: SmolStr,
    pub role: Role,
}

/// All frames of a language.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    pub frames: Vec<Frame>,
    pub predicates: Vec<Predicate>,
    pub grammar: Grammar,
    /// Word classes by name.
    pub classes: Classes,
    index: FxHashMap<(SmolStr, Form), Vec<usize>>,
}

impl Frames {
    /// The predicates (indices) that a lemma triggers in a form.
    pub fn triggered_by(&self, lemma: &SmolStr, form: Form) -> &[usize] {
        self.index.get(&(lemma.clone(), form)).map_or(&[], Vec::as_slice)
    }

    /// The words that trigger something, with their form, sorted.
    pub fn triggers(&self) -> Vec<(&str, Form)> {
        let mut words: Vec<_> = self.index.keys().map(|(lemma, form)| (lemma.as_str(), *form)).collect();
        words.sort_by_key(|(lemma, form)| (*lemma, *form as u8));
        words
    }
}
