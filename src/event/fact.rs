//! Facts: the layers that the event stages write. Every fact names its sentence and the rule or frame that gave it.

use crate::entity::EntityRef;
use crate::span::Span;
use crate::text::time::Time;
use serde::Serialize;

/// The 16 event types of PLOVER (manual of 2023).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

impl EventType {
    pub const ALL: [EventType; 16] = [
        EventType::Agree,
        EventType::Consult,
        EventType::Support,
        EventType::Concede,
        EventType::Cooperate,
        EventType::Aid,
        EventType::Retreat,
        EventType::Request,
        EventType::Accuse,
        EventType::Reject,
        EventType::Threaten,
        EventType::Protest,
        EventType::Sanction,
        EventType::Mobilize,
        EventType::Coerce,
        EventType::Assault,
    ];

    /// The PLOVER code, e.g. `AGREE`.
    pub fn code(self) -> &'static str {
        match self {
            EventType::Agree => "AGREE",
            EventType::Consult => "CONSULT",
            EventType::Support => "SUPPORT",
            EventType::Concede => "CONCEDE",
            EventType::Cooperate => "COOPERATE",
            EventType::Aid => "AID",
            EventType::Retreat => "RETREAT",
            EventType::Request => "REQUEST",
            EventType::Accuse => "ACCUSE",
            EventType::Reject => "REJECT",
            EventType::Threaten => "THREATEN",
            EventType::Protest => "PROTEST",
            EventType::Sanction => "SANCTION",
            EventType::Mobilize => "MOBILIZE",
            EventType::Coerce => "COERCE",
            EventType::Assault => "ASSAULT",
        }
    }

    /// Whether both sides do the same, so that the order of actor and recipient says nothing.
    pub fn is_mutual(self) -> bool {
        matches!(self, EventType::Agree | EventType::Consult | EventType::Cooperate)
    }

    /// Whether it is done by saying what one thinks or wants, so that a government can do it from where it sits.
    pub fn is_stance(self) -> bool {
        use EventType::{Accuse, Agree, Concede, Reject, Request, Support, Threaten};
        matches!(self, Accuse | Agree | Concede | Reject | Request | Support | Threaten)
    }

    /// Whether those who govern a place do it there, so that the place stands for them: *v Pakistanu so izpustili*.
    pub fn is_of_authorities(self) -> bool {
        use EventType::{Coerce, Mobilize, Retreat, Sanction};
        self.is_stance() || matches!(self, Coerce | Mobilize | Retreat | Sanction)
    }

    /// Whether nobody need receive it, as long as it is about something.
    pub fn may_lack_recipient(self) -> bool {
        use EventType::{Accuse, Aid, Protest, Reject, Request, Retreat, Support};
        matches!(self, Request | Accuse | Reject | Support | Protest | Retreat | Aid)
    }

    /// The code under which PLOVER counts the event: announced cooperation is AGREE (manual, AGREE section).
    pub fn plover_code(self, modality: Modality) -> &'static str {
        use EventType::{Aid, Consult, Cooperate, Support};
        match (self, modality) {
            (Consult | Support | Cooperate | Aid, Modality::Planned) => EventType::Agree.code(),
            _ => self.code(),
        }
    }
}

/// How an event stands to reality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    Actual,
    Planned,
    Desired,
    Possible,
    Negated,
}

/// What an event is about: an entity or a short noun phrase in the nominative.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    Entity(EntityRef),
    Text(String),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub kind: EventType,
    /// PLOVER mode, e.g. `visit`.
    pub mode: Option<String>,
    pub actors: Vec<EntityRef>,
    pub recipients: Vec<EntityRef>,
    /// Organisations through which it runs.
    pub via: Vec<EntityRef>,
    pub place: Option<EntityRef>,
    pub date: Option<Time>,
    pub modality: Modality,
    pub about: Option<About>,
    /// PLOVER contexts, e.g. `crime`.
    pub contexts: Vec<String>,
    pub headcount: Option<u32>,
    /// Speakers in whose words the event is told.
    pub attributed_to: Vec<EntityRef>,
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// The words that named the event.
    pub trigger: Span,
    /// Id of the frame that matched.
    pub frame: String,
    /// 0 to 1.
    pub confidence: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    Current,
    Former,
}

/// A person holds or held an office.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    pub person: EntityRef,
    /// Nominative, lower case, without the country: *notranji minister*.
    pub post: String,
    /// The country or organisation whose office it is.
    pub of: Option<EntityRef>,
    pub tense: Tense,
    pub sentence: usize,
    pub rule: String,
    pub confidence: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementStatus {
    Existing,
    BeingExtended,
    Renewed,
    Proposed,
    Signed,
    Rejected,
    Terminated,
}

/// The state of one agreement as this article tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    pub agreement: EntityRef,
    pub parties: Vec<EntityRef>,
    pub status: AgreementStatus,
    /// Noun phrases in the nominative: *organizirani kriminal*.
    pub subjects: Vec<String>,
    pub sentence: usize,
    pub rule: String,
    pub confidence: f32,
}

/// Somebody says the content of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub speaker: EntityRef,
    pub sentence: usize,
    /// The words quoted, for direct speech.
    pub quote: Option<Span>,
    /// The verb or phrase of saying.
    pub cue: Span,
    pub rule: String,
    pub confidence: f32,
}
