//! Facts in the analysis, with the keys of the gold guide and those that the guide does not ask for.

use super::Iris;
use crate::document::Document;
use crate::event::{About, Agreement, AgreementStatus, Event, EventType, Modality, Post, Statement, Tense};
use crate::span::Span;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct PostJson<'d> {
    pub person: String,
    pub post: &'d str,
    pub of: Option<String>,
    /// Left out unless true.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub former: bool,
    pub evidence: &'d str,
    pub rule: &'d str,
    pub confidence: f32,
}

impl<'d> PostJson<'d> {
    pub(super) fn new(doc: &'d Document, post: &'d Post, iris: &Iris) -> Self {
        Self {
            person: iris.one(post.person),
            post: &post.post,
            of: post.of.map(|entity| iris.one(entity)),
            former: post.tense == Tense::Former,
            evidence: doc.sentence_text(post.sentence),
            rule: &post.rule,
            confidence: post.confidence,
        }
    }
}

#[derive(Debug, Serialize)]
pub struct AgreementJson<'d> {
    pub agreement: String,
    pub parties: Vec<String>,
    pub status: AgreementStatus,
    pub subjects: &'d [String],
    pub evidence: &'d str,
    pub rule: &'d str,
    pub confidence: f32,
}

impl<'d> AgreementJson<'d> {
    pub(super) fn new(doc: &'d Document, agreement: &'d Agreement, iris: &Iris) -> Self {
        Self {
            agreement: iris.one(agreement.agreement),
            parties: iris.all(&agreement.parties),
            status: agreement.status,
            subjects: &agreement.subjects,
            evidence: doc.sentence_text(agreement.sentence),
            rule: &agreement.rule,
            confidence: agreement.confidence,
        }
    }
}

#[derive(Debug, Serialize)]
pub struct EventJson<'d> {
    #[serde(rename = "type")]
    pub kind: EventType,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<&'d str>,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<&'d str>,
    #[serde(rename = "datePrecision", skip_serializing_if = "Option::is_none")]
    pub date_precision: Option<&'d str>,
    #[serde(rename = "notBefore", skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    #[serde(rename = "notAfter", skip_serializing_if = "Option::is_none")]
    pub not_after: Option<String>,
    pub modality: Modality,
    /// An entity's IRI or a noun phrase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub contexts: &'d [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headcount: Option<u32>,
    #[serde(rename = "attributedTo", skip_serializing_if = "Vec::is_empty")]
    pub attributed_to: Vec<String>,
    pub evidence: &'d str,
    pub trigger: Words<'d>,
    pub frame: &'d str,
    pub confidence: f32,
}

impl<'d> EventJson<'d> {
    pub(super) fn new(doc: &'d Document, event: &'d Event, iris: &Iris) -> Self {
        let about = event.about.as_ref().map(|about| match about {
            About::Entity(entity) => iris.one(*entity),
            About::Text(text) => text.clone(),
        });
        Self {
            kind: event.kind,
            mode: event.mode.as_deref(),
            actors: iris.all(&event.actors),
            recipients: iris.all(&event.recipients),
            via: iris.all(&event.via),
            place: event.place.map(|entity| iris.one(entity)),
            date: event.date.as_ref().map(|date| date.value.as_str()),
            date_precision: event.date.as_ref().map(|date| date.precision),
            not_before: event.date.as_ref().and_then(|date| date.not_before).map(|day| day.to_string()),
            not_after: event.date.as_ref().and_then(|date| date.not_after).map(|day| day.to_string()),
            modality: event.modality,
            about,
            contexts: &event.contexts,
            headcount: event.headcount,
            attributed_to: iris.all(&event.attributed_to),
            evidence: doc.sentence_text(event.sentence),
            trigger: Words::new(doc, event.trigger),
            frame: &event.frame,
            confidence: event.confidence,
        }
    }
}

#[derive(Debug, Serialize)]
pub struct StatementJson<'d> {
    pub speaker: String,
    pub evidence: &'d str,
    /// The words quoted, for direct speech.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<Words<'d>>,
    /// The verb or phrase of saying.
    pub cue: Words<'d>,
    pub rule: &'d str,
    pub confidence: f32,
}

impl<'d> StatementJson<'d> {
    pub(super) fn new(doc: &'d Document, statement: &'d Statement, iris: &Iris) -> Self {
        Self {
            speaker: iris.one(statement.speaker),
            evidence: doc.sentence_text(statement.sentence),
            quote: statement.quote.map(|span| Words::new(doc, span)),
            cue: Words::new(doc, statement.cue),
            rule: &statement.rule,
            confidence: statement.confidence,
        }
    }
}

/// Words of the article with their place.
#[derive(Debug, Serialize)]
pub struct Words<'d> {
    pub start: usize,
    pub end: usize,
    pub text: &'d str,
}

impl<'d> Words<'d> {
    pub(super) fn new(doc: &'d Document, span: Span) -> Self {
        Self { start: span.start, end: span.end, text: doc.slice(span) }
    }
}
