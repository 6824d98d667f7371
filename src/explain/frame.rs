//! The frame by which an event was read, and those that gave way.

use super::mention::rounded;
use super::reader::{Reader, Reread};
use super::role;
use super::words::Words;
use crate::document::record::{Attempt, Marker, Reading, Sign};
use crate::event::frame::Form;
use crate::event::{Event, Missed, Modality, Why};
use crate::span::Span;
use serde::Serialize;

/// A frame with the pattern of it that was tried.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    pub id: String,
    /// What its file says that it means.
    pub explanation: Option<String>,
    /// `verb`, `participle`, `noun` or `adjective`: as what the trigger was read.
    pub form: &'static str,
    /// The reflexive that must stand with the verb.
    pub particle: Option<String>,
    /// Roles with the slots that may fill them, as the file writes them.
    pub pattern: Vec<(&'static str, String)>,
    /// How often a match is right, by the file.
    pub reliability: f32,
}

/// A frame that was tried on the same word and gave way.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rejected {
    pub frame: Frame,
    pub why: Rejection,
    /// What it would have said, where it fitted.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    pub modality: Option<Modality>,
    pub confidence: Option<f32>,
}

/// Why a frame gave way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rejection {
    OtherSense,
    Polarity,
    NoActor,
    NoRecipient,
    NoTheme,
    /// It fitted, but what a negated word means by itself goes before its denial.
    Denial,
    /// It fitted, but the other one filled more roles.
    FewerRoles,
    /// It fitted, but the other one was surer, or came first.
    LessSure,
}

impl Rejection {
    pub const ALL: [Self; 8] = [
        Self::OtherSense,
        Self::Polarity,
        Self::NoActor,
        Self::NoRecipient,
        Self::NoTheme,
        Self::Denial,
        Self::FewerRoles,
        Self::LessSure,
    ];
}

/// How an event stands to reality, and what says so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reality {
    pub value: Modality,
    /// Whether the frame asks for a negation: *ne podpira* is a refusal that happened.
    pub asks_for_negation: bool,
    /// Missing where nothing speaks against its being actual.
    pub marker: Option<Told>,
    pub negation: Option<Told>,
}

/// A word that says it; none where the frame itself does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    pub words: Option<Words>,
    pub by: Sign,
}

/// The attempt that gave an event.
pub fn winner<'r>(reread: &'r Reread, event: &Event) -> Option<(&'r Attempt, &'r Reading)> {
    let own = |attempt: &&Attempt| attempt.trigger == event.trigger && attempt.frame == event.frame && attempt.chosen;
    let attempt = reread.record.attempts.iter().find(own)?;
    attempt.read.as_ref().ok().map(|reading| (attempt, reading))
}

/// The other frames that were tried on a trigger, each once for each reason.
pub fn rejected(
    reader: &Reader,
    reread: &Reread,
    trigger: Span,
    winner: Option<(&Attempt, &Reading)>,
) -> Vec<Rejected> {
    let mut found: Vec<Rejected> = Vec::new();
    let tried = reread.record.attempts.iter().filter(|attempt| attempt.trigger == trigger && !attempt.chosen);
    for attempt in tried {
        let why = why(attempt, winner.map(|(_, reading)| reading));
        if found.iter().any(|known| known.frame.id == attempt.frame && known.why == why) {
            continue;
        }
        let reading = attempt.read.as_ref().ok();
        found.push(Rejected {
            frame: frame(reader, attempt),
            why,
            kind: reading.map(|reading| reading.kind.code()),
            modality: reading.map(|reading| reading.modality),
            confidence: reading.map(|reading| rounded(reading.confidence)),
        });
    }
    found
}

fn why(attempt: &Attempt, winner: Option<&Reading>) -> Rejection {
    let (reading, winner) = match (&attempt.read, winner) {
        (Err(why), _) => return of_miss(*why),
        (Ok(reading), Some(winner)) => (reading, winner),
        (Ok(_), None) => return Rejection::LessSure,
    };
    let roles = |reading: &Reading| {
        let has = |role| reading.fillers.iter().any(|filler| filler.role == role);
        use crate::event::frame::Role;
        usize::from(has(Role::Recipient)) + usize::from(has(Role::About))
    };
    match (reading.modality, winner.modality) {
        (Modality::Negated, winner) if winner != Modality::Negated => Rejection::Denial,
        _ if roles(reading) < roles(winner) => Rejection::FewerRoles,
        _ => Rejection::LessSure,
    }
}

fn of_miss(why: Why) -> Rejection {
    match why {
        Why::Polarity => Rejection::Polarity,
        Why::NoActor => Rejection::NoActor,
        Why::NoRecipient => Rejection::NoRecipient,
        Why::NoTheme => Rejection::NoTheme,
        Why::OtherSense | Why::Merged { .. } | Why::BelowThreshold { .. } => Rejection::OtherSense,
    }
}

pub fn frame(reader: &Reader, attempt: &Attempt) -> Frame {
    let file = reader.frame(&attempt.frame);
    Frame {
        id: attempt.frame.clone(),
        explanation: file.map(|file| file.explanation.clone()),
        form: match attempt.form {
            Form::Verb => "verb",
            Form::Participle => "participle",
            Form::Noun => "noun",
            Form::Adjective => "adjective",
        },
        particle: attempt.particle.clone(),
        pattern: role::slots(&attempt.slots),
        reliability: rounded(attempt.reliability),
    }
}

pub fn reality(reread: &Reread, event: &Event, reading: &Reading) -> Reality {
    let told = |marker: &Marker| Told { words: marker.span.map(|span| Words::of(&reread.doc, span)), by: marker.by };
    Reality {
        value: event.modality,
        asks_for_negation: reading.negation.is_some() && event.modality != Modality::Negated,
        marker: reading.marker.as_ref().map(told),
        negation: reading.negation.as_ref().map(told),
    }
}

/// Another place that tells the same event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldAgain {
    pub frame: String,
    pub trigger: Words,
    pub sentence: Words,
}

/// The tellings that were taken for the same event as this one.
pub fn told_again(reread: &Reread, event: &Event) -> Vec<ToldAgain> {
    let doc = &reread.doc;
    let same = |missed: &&Missed| {
        missed.kind == Some(event.kind) && matches!(missed.why, Why::Merged { into } if into == event.sentence)
    };
    let told = |missed: &Missed| ToldAgain {
        frame: missed.rule.clone(),
        trigger: Words::of(doc, missed.trigger),
        sentence: Words::of(doc, doc.sentences[missed.sentence].span),
    };
    doc.missed.iter().filter(same).map(told).collect()
}
