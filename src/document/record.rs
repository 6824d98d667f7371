//! What stages looked at before they decided, for those who ask why.
//!
//! A document keeps nothing of it unless it was made to; then the code that decides tells what it saw. Places are spans
//! and things are told by name, because numbers of mentions and entities change from stage to stage.

use crate::document::Document;
use crate::entity::gazetteer::FormRole;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm, MentionType};
use crate::event::frame::{Form, Role};
use crate::event::{AgreementStatus, EventType, FactLayer, Modality, Why};
use crate::span::Span;
use serde::Serialize;
use std::sync::{Arc, Mutex, PoisonError};

/// Takes down what stages tell, or nothing. Copies of one recorder share what they took down.
#[derive(Debug, Clone, Default)]
pub struct Recorder(Option<Arc<Mutex<Record>>>);

impl Recorder {
    /// One that takes down what it is told.
    pub fn on() -> Self {
        Self(Some(Arc::default()))
    }

    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Lets something be taken down; it is not even made when nobody asks for it.
    pub fn note(&self, tell: impl FnOnce(&mut Record)) {
        if let Some(record) = &self.0 {
            tell(&mut record.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// What was taken down so far.
    pub fn take(&self) -> Record {
        let mut taken = Record::default();
        self.note(|record| taken = std::mem::take(record));
        taken
    }
}

/// All that was taken down about one document, in the order in which it was told.
#[derive(Debug, Default)]
pub struct Record {
    pub candidates: Vec<Candidates>,
    pub links: Vec<Link>,
    pub antecedents: Vec<Antecedents>,
    pub attempts: Vec<Attempt>,
    /// What the frame that is being tried has read.
    pub reading: Option<Reading>,
    pub governments: Vec<Government>,
    pub sureness: Vec<Sureness>,
    pub agreements: Vec<Wordings>,
}

/// An entity of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    pub kind: EntityKind,
    pub slug: String,
    pub name: String,
}

impl Thing {
    pub fn of(doc: &Document, entity: EntityRef) -> Self {
        let entity = &doc.entities[entity];
        Self { kind: entity.kind, slug: entity.slug.clone(), name: entity.name.clone() }
    }

    pub fn all(doc: &Document, entities: &[EntityRef]) -> Vec<Self> {
        entities.iter().map(|&entity| Self::of(doc, entity)).collect()
    }
}

/// What the gazetteer says of the words of a mention, the best first.
#[derive(Debug, Clone)]
pub struct Candidates {
    pub span: Span,
    pub form: MentionForm,
    /// What the article takes the words for.
    pub class: MentionType,
    pub rows: Vec<Candidate>,
    /// Key of the row that won.
    pub chosen: Option<String>,
    /// It won although another one came first, because the article speaks more of its country.
    pub namesake: bool,
}

/// A row of the gazetteer that has the words for a name.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub key: String,
    /// None for a body whose country is not named with it.
    pub thing: Option<Thing>,
    pub role: FormRole,
    /// Whether its form is that of the mention (a name, an adjective, an inhabitant).
    pub fits_form: bool,
    /// Whether it is of the class that the article takes the words for.
    pub fits_class: bool,
    /// Whether case, number and gender can be those of the words.
    pub fits_grammar: bool,
    /// Whether the words mean other things too.
    pub ambiguous: bool,
}

/// A mention was pointed at something.
#[derive(Debug, Clone)]
pub struct Link {
    pub span: Span,
    pub form: MentionForm,
    pub to: Vec<Thing>,
    pub confidence: f32,
    pub how: How,
}

/// Takes down that a mention is pointed at entities.
pub fn link(doc: &Document, mention: usize, entities: &[EntityRef], confidence: f32, how: How) {
    doc.record.note(|record| {
        let Mention { span, form, .. } = doc.mentions[mention];
        record.links.push(Link { span, form, to: Thing::all(doc, entities), confidence, how });
    });
}

/// How a mention came to what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A row of the gazetteer has the words.
    Gazetteer,
    /// A capital stands for the government of its country.
    Government,
    /// The names of the article were put together, and no row has them.
    Name,
    /// A word for an office stands beside a name.
    BesideName,
    /// A word for an office takes up whoever holds such an office.
    Office,
    /// A word for an inhabitant takes up a person of that country.
    Compatriot,
    /// A body is named together with its country.
    BodyOfCountry,
    /// A noun takes up a body told before.
    Body,
    /// The noun names the body that an office belongs to.
    BodyOfOffice,
    /// A noun in the plural takes up those told together.
    Members,
    /// A noun in the plural means a group without a name.
    Group,
    /// The first person in direct speech is whoever speaks.
    FirstPerson,
    /// A pronoun.
    Pronoun,
    /// A verb whose subject is left out.
    DroppedSubject,
    /// The coreference model was surer than the rules.
    Model,
    /// The words name an agreement.
    Agreement,
}

impl How {
    pub const ALL: [Self; 16] = [
        Self::Gazetteer,
        Self::Government,
        Self::Name,
        Self::BesideName,
        Self::Office,
        Self::Compatriot,
        Self::BodyOfCountry,
        Self::Body,
        Self::BodyOfOffice,
        Self::Members,
        Self::Group,
        Self::FirstPerson,
        Self::Pronoun,
        Self::DroppedSubject,
        Self::Model,
        Self::Agreement,
    ];
}

/// What was told before and might be meant by a mention.
#[derive(Debug, Clone)]
pub struct Antecedents {
    pub span: Span,
    pub form: MentionForm,
    pub by: Weighing,
    /// The best first.
    pub choices: Vec<Choice>,
    /// Whether the first was clear enough to be taken.
    pub decided: bool,
}

/// What weighed antecedents against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weighing {
    /// How much before the reader's mind a thing is; the first must have 1.25 times the weight of the second.
    Salience,
    /// The coreference model; scores are the shares of the decisions, which add up to 1.
    Model,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Empty for something that has no entity, or that was not told before.
    pub things: Vec<Thing>,
    /// The words that told it last, as they stand; empty for something new.
    pub words: String,
    pub score: f32,
}

/// One frame tried on one trigger.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub sentence: Span,
    pub trigger: Span,
    pub form: Form,
    /// Id of the frame.
    pub frame: String,
    /// Number of its predicate among those of all frames.
    pub predicate: usize,
    pub slots: Vec<(Role, String)>,
    /// The reflexive that it asks for.
    pub particle: Option<String>,
    pub reliability: f32,
    pub read: Result<Reading, Why>,
    /// Whether it was the best of those that fit, or stands beside any other.
    pub chosen: bool,
}

/// What a frame that fitted has read.
#[derive(Debug, Clone)]
pub struct Reading {
    pub kind: EventType,
    pub fillers: Vec<Filler>,
    /// Of the event.
    pub modality: Modality,
    /// The word that decided it, and how; none where nothing speaks against its being actual.
    pub marker: Option<Marker>,
    /// The word that denies it.
    pub negation: Option<Marker>,
    /// The least certain of actors and recipients.
    pub certainty: f32,
    pub confidence: f32,
}

/// Words that fill a role.
#[derive(Debug, Clone)]
pub struct Filler {
    pub role: Role,
    /// None for a theme that is no entity.
    pub thing: Option<Thing>,
    /// The head of the words; none where the sentence leaves it to the article.
    pub head: Option<Word>,
    /// The word that the head hangs on.
    pub governor: Option<Span>,
    /// The slot of the frame, as its file writes it.
    pub slot: Option<String>,
    /// How sure it is that the words belong to the trigger.
    pub reach: f32,
    /// How sure it is that the words mean the thing.
    pub meant: f32,
    pub source: Source,
}

/// A word with its grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub span: Span,
    pub lemma: String,
    /// Relation in the tree.
    pub relation: String,
    pub case: Option<String>,
    pub preposition: Option<String>,
}

/// Where a filler comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Words of the sentence.
    Words,
    /// The subject is not expressed.
    Unexpressed,
    /// The parties of the agreement that it is about.
    Parties,
    /// The two sides told of last.
    Partners,
    /// Whoever made the offer, the demand or the reproach last.
    Author,
    /// Whoever received the act before it.
    Shared,
}

impl Source {
    pub const ALL: [Self; 6] =
        [Self::Words, Self::Unexpressed, Self::Parties, Self::Partners, Self::Author, Self::Shared];
}

/// A word that says how an event stands to reality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// None for what the frame itself claims.
    pub span: Option<Span>,
    pub by: Sign,
}

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sign {
    /// The frame itself: what is announced is planned.
    Frame,
    /// Future tense.
    Tense,
    /// Conditional or imperative.
    Mood,
    Adverb,
    /// A subordinator or a particle that opens the clause.
    Mark,
    /// An adjective before the noun.
    Attribute,
    /// A word above it that takes it as a complement.
    Governor,
    /// A word of denial.
    Negation,
}

impl Sign {
    pub const ALL: [Self; 8] = [
        Self::Frame,
        Self::Tense,
        Self::Mood,
        Self::Adverb,
        Self::Mark,
        Self::Attribute,
        Self::Governor,
        Self::Negation,
    ];
}

/// A capital that acts was taken for its country.
#[derive(Debug, Clone)]
pub struct Government {
    pub trigger: Span,
    pub capital: Thing,
    pub country: Thing,
}

/// How sure a fact became.
#[derive(Debug, Clone)]
pub struct Sureness {
    pub layer: FactLayer,
    pub trigger: Span,
    pub rule: String,
    /// As the stage gave it.
    pub raw: f32,
    /// With the weights of its type.
    pub weighted: f32,
    /// The share of such facts that are right.
    pub calibrated: f32,
    /// What it had to be.
    pub least: f32,
}

/// The wordings that were taken for one agreement.
#[derive(Debug, Clone)]
pub struct Wordings {
    pub agreement: Thing,
    pub wordings: Vec<Wording>,
}

/// One of them, with what the words around it tell of the state and how strongly.
#[derive(Debug, Clone)]
pub struct Wording {
    pub span: Span,
    pub cues: Vec<(AgreementStatus, f32)>,
}
