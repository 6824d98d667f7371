//! The facts of one article in the form in which two sides are compared. Entities are addressed by their index.

use crate::document::Document;
use crate::entity::{EntityKind, MentionForm};
use crate::event::{About, AgreementStatus, Event, EventType, Modality, Tense};
use crate::span::Span;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    pub entities: Vec<EntityRow>,
    pub posts: Vec<PostRow>,
    pub agreements: Vec<AgreementRow>,
    pub events: Vec<EventRow>,
    pub statements: Vec<StatementRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EntityRow {
    pub kind: EntityKind,
    /// The first is the main one.
    pub names: Vec<String>,
    /// Where it is named in the text (pronouns and dropped subjects do not count).
    pub spans: Vec<Span>,
}

/// A sentence: its words, and where it stands when that is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    pub text: String,
    pub span: Option<Span>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PostRow {
    pub person: usize,
    pub post: String,
    pub of: Option<usize>,
    pub former: bool,
    pub evidence: Evidence,
    /// 0 to 1; of gold always 1.
    pub confidence: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct AgreementRow {
    pub agreement: usize,
    pub parties: Vec<usize>,
    pub status: AgreementStatus,
    pub evidence: Evidence,
    pub confidence: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    pub kind: EventType,
    pub actors: Vec<usize>,
    pub recipients: Vec<usize>,
    /// Its place, what it is about, and the organisations through which it runs.
    pub others: Vec<usize>,
    pub modality: Modality,
    pub evidence: Evidence,
    pub confidence: f32,
}

#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    pub speaker: usize,
    pub evidence: Evidence,
    pub confidence: f32,
}

impl Sheet {
    /// What the program found.
    pub fn of_document(doc: &Document) -> Self {
        let evidence = |sentence: usize| Evidence {
            text: squeeze(doc.sentence_text(sentence)),
            span: Some(doc.sentences[sentence].span),
        };
        Self {
            entities: entities(doc),
            posts: doc
                .posts
                .iter()
                .map(|post| PostRow {
                    person: post.person,
                    post: post.post.clone(),
                    of: post.of,
                    former: post.tense == Tense::Former,
                    evidence: evidence(post.sentence),
                    confidence: post.confidence,
                })
                .collect(),
            agreements: doc
                .agreements
                .iter()
                .map(|agreement| AgreementRow {
                    agreement: agreement.agreement,
                    parties: agreement.parties.clone(),
                    status: agreement.status,
                    evidence: evidence(agreement.sentence),
                    confidence: agreement.confidence,
                })
                .collect(),
            events: doc
                .events
                .iter()
                .map(|event| EventRow {
                    kind: event.kind,
                    actors: event.actors.clone(),
                    recipients: event.recipients.clone(),
                    others: others(event),
                    modality: event.modality,
                    evidence: evidence(event.sentence),
                    confidence: event.confidence,
                })
                .collect(),
            statements: doc
                .statements
                .iter()
                .map(|statement| StatementRow {
                    speaker: statement.speaker,
                    evidence: evidence(statement.sentence),
                    confidence: statement.confidence,
                })
                .collect(),
        }
    }

    /// Which entities take part in a fact, in whatever role.
    pub fn taking_part(&self) -> Vec<bool> {
        let mut part = vec![false; self.entities.len()];
        let posts = self.posts.iter().flat_map(|post| std::iter::once(post.person).chain(post.of));
        let agreements = self.agreements.iter().flat_map(|row| std::iter::once(&row.agreement).chain(&row.parties));
        let events =
            self.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients).chain(&event.others));
        let speakers = self.statements.iter().map(|statement| statement.speaker);
        for entity in posts.chain(speakers).chain(agreements.chain(events).copied()) {
            part[entity] = true;
        }
        part
    }
}

impl Evidence {
    /// The same words, or places that share at least half of what they cover together.
    pub fn same(&self, other: &Evidence) -> bool {
        self.text == other.text || matches!((self.span, other.span), (Some(a), Some(b)) if shares_half(a, b))
    }
}

/// Runs of white space become one space.
pub fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shares_half(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    2 * shared >= a.cover(b).len() && shared > 0
}

fn others(event: &Event) -> Vec<usize> {
    let about = match event.about {
        Some(About::Entity(entity)) => Some(entity),
        _ => None,
    };
    event.via.iter().copied().chain(event.place).chain(about).collect()
}

fn entities(doc: &Document) -> Vec<EntityRow> {
    let mut rows: Vec<EntityRow> = doc
        .entities
        .iter()
        .map(|entity| EntityRow {
            kind: entity.kind,
            names: std::iter::once(&entity.name).chain(&entity.alt_names).cloned().collect(),
            spans: Vec::new(),
        })
        .collect();
    let naming = |form: MentionForm| !matches!(form, MentionForm::Pronoun | MentionForm::Dropped);
    for mention in doc.mentions.iter().filter(|mention| naming(mention.form)) {
        for &entity in &mention.entities {
            rows[entity].spans.push(mention.span);
        }
    }
    rows
}
