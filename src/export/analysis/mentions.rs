//! Mentions and their chains in the analysis.

use super::Iris;
use crate::document::Document;
use crate::entity::{Chain, ChainMention, MentionType, Reference};
use crate::span::Span;
use serde::Serialize;

/// A mention; one object for each entity meant.
#[derive(Debug, Serialize)]
pub struct MentionJson<'d> {
    pub start: usize,
    pub end: usize,
    pub text: &'d str,
    pub lemma: &'d str,
    #[serde(rename = "type")]
    pub class: MentionType,
    /// A proper name, a possessive adjective of one, or a noun for inhabitants ([`Reference::name`]).
    pub name: bool,
    /// IRI; `null` while unresolved.
    pub entity: Option<String>,
    pub confidence: f32,
    /// Place in `chains`, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chain: Option<usize>,
}

impl<'d> MentionJson<'d> {
    /// A mention of several entities gives one object for each, an unresolved one a single object without an entity.
    pub(super) fn all(doc: &'d Document, found: &Reference<'d>, iris: &Iris) -> Vec<Self> {
        let with = |entity: Option<String>| Self {
            start: found.span.start,
            end: found.span.end,
            text: doc.slice(found.span),
            lemma: found.lemma,
            class: found.class,
            name: found.name,
            entity,
            confidence: found.confidence,
            chain: found.chain,
        };
        if found.entities.is_empty() {
            return vec![with(None)];
        }
        found.entities.iter().map(|&entity| with(Some(iris.one(entity)))).collect()
    }
}

/// Words that speak of the same thing.
#[derive(Debug, Serialize)]
pub struct ChainJson<'d> {
    /// IRIs; several for a group, none when the thing is no entity.
    pub entities: Vec<String>,
    pub mentions: Vec<ChainMentionJson<'d>>,
}

#[derive(Debug, Serialize)]
pub struct ChainMentionJson<'d> {
    pub start: usize,
    pub end: usize,
    pub text: &'d str,
    pub head: HeadJson,
    /// How sure it is that the words belong to the chain.
    pub confidence: f32,
}

/// The place of the syntactic head.
#[derive(Debug, Serialize)]
pub struct HeadJson {
    pub start: usize,
    pub end: usize,
}

impl<'d> ChainJson<'d> {
    pub(super) fn new(doc: &'d Document, chain: &'d Chain, iris: &Iris) -> Self {
        let mentions = chain.mentions.iter().map(|told| ChainMentionJson::new(doc, told)).collect();
        Self { entities: iris.all(&chain.entities), mentions }
    }
}

impl<'d> ChainMentionJson<'d> {
    fn new(doc: &'d Document, told: &ChainMention) -> Self {
        let Span { start, end } = told.span;
        let head = doc.sentences[told.sentence].tokens[told.head].span;
        let head = HeadJson { start: head.start, end: head.end };
        Self { start, end, text: doc.slice(told.span), head, confidence: told.confidence }
    }
}
