//! Mentions in the analysis: one object for each entity meant.

use super::Iris;
use crate::document::Document;
use crate::entity::{Mention, MentionType};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct MentionJson<'d> {
    pub start: usize,
    pub end: usize,
    pub text: &'d str,
    pub lemma: &'d str,
    #[serde(rename = "type")]
    pub class: MentionType,
    /// A proper name, a possessive adjective of one, or a noun for inhabitants ([`Mention::is_proper`]).
    pub name: bool,
    /// IRI; `null` while unresolved.
    pub entity: Option<String>,
    pub confidence: f32,
}

impl<'d> MentionJson<'d> {
    /// A mention of several entities gives one object for each, an unresolved one a single object without an entity.
    pub(super) fn all(doc: &'d Document, mention: &'d Mention, iris: &Iris) -> Vec<Self> {
        let with = |entity: Option<String>| Self {
            start: mention.span.start,
            end: mention.span.end,
            text: doc.slice(mention.span),
            lemma: &mention.lemma,
            class: mention.class,
            name: mention.is_proper(),
            entity,
            confidence: mention.confidence,
        };
        if mention.entities.is_empty() {
            return vec![with(None)];
        }
        mention.entities.iter().map(|&entity| with(Some(iris.one(entity)))).collect()
    }
}
