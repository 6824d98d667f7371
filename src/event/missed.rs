//! What was looked at and gave no fact, with the reason.

use super::fact::EventType;
use crate::span::Span;
use serde::Serialize;

/// A place where a fact might have been read and was not.
#[derive(Debug, Clone, PartialEq)]
pub struct Missed {
    /// The layer that the fact would stand in.
    pub layer: FactLayer,
    /// Of events.
    pub kind: Option<EventType>,
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// The words that might have named it; the whole sentence where no single words do.
    pub trigger: Span,
    /// Id of the frame or rule.
    pub rule: String,
    pub why: Why,
}

/// The layers of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FactLayer {
    Posts,
    Agreements,
    Events,
    Statements,
}

impl FactLayer {
    pub const ALL: [Self; 4] = [Self::Posts, Self::Agreements, Self::Events, Self::Statements];

    /// The name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Agreements => "agreements",
            Self::Events => "events",
            Self::Statements => "statements",
        }
    }
}

/// Why there is no fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Why {
    /// Another reading of the words: a particle, a support or a required word is not there.
    OtherSense,
    /// The frame asks for a denial that is not there.
    Polarity,
    NoActor,
    NoRecipient,
    /// Neither a recipient nor anything that it is about.
    NoTheme,
    /// The same event is told in another place; the sentence that stands for it.
    Merged {
        into: usize,
    },
    /// Less sure than what is asked for; both from 0 to 1.
    BelowThreshold {
        confidence: f32,
        least: f32,
    },
}

impl Why {
    /// A stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherSense => "other-sense",
            Self::Polarity => "polarity",
            Self::NoActor => "no-actor",
            Self::NoRecipient => "no-recipient",
            Self::NoTheme => "no-theme",
            Self::Merged { .. } => "merged",
            Self::BelowThreshold { .. } => "below-threshold",
        }
    }

    /// The reason in words.
    pub fn in_words(self) -> String {
        match self {
            Self::OtherSense => "the words around it do not fit the frame".into(),
            Self::Polarity => "it counts only when it is negated".into(),
            Self::NoActor => "no actor is linked".into(),
            Self::NoRecipient => "no recipient is linked".into(),
            Self::NoTheme => "neither a recipient nor a theme is there".into(),
            Self::Merged { into } => format!("the same event as in sentence {}", into + 1),
            Self::BelowThreshold { confidence, least } => {
                format!("its confidence {confidence:.2} is below the threshold {least:.2}")
            }
        }
    }
}
