//! The analysis of one article as a JSON object: CONTRACT, section 4.
//!
//! The structs have the contract's keys in the contract's order. Facts have the keys of the gold guide, with entity
//! ids as IRIs; `evidence` is the exact sentence.

mod facts;
mod mentions;
mod missed;
mod times;

pub use facts::{AgreementJson, EventJson, PostJson, StatementJson};
pub use mentions::{ChainJson, MentionJson};
pub use missed::MissedJson;
pub use times::TimeJson;

use crate::document::Document;
use crate::entity::{EntityRef, references};
use crate::event::Why;
use crate::graph::iri::entity_iri;
use crate::text::{Sentence, Token, Upos};
use serde::Serialize;

/// One article with everything that was found in it.
#[derive(Debug, Serialize)]
pub struct Analysis<'d> {
    pub id: &'d str,
    pub title: Option<&'d str>,
    /// ISO 8601.
    pub date: Option<String>,
    pub lang: &'d str,
    pub text: &'d str,
    pub sentences: Vec<SentenceJson<'d>>,
    pub mentions: Vec<MentionJson<'d>>,
    pub entities: Vec<EntityJson<'d>>,
    /// Time expressions in the order of the text.
    pub times: Vec<TimeJson<'d>>,
    pub posts: Vec<PostJson<'d>>,
    pub agreements: Vec<AgreementJson<'d>>,
    pub events: Vec<EventJson<'d>>,
    pub statements: Vec<StatementJson<'d>>,
    /// Triggers that gave no fact, apart from those whose surroundings do not fit their frame.
    pub missed: Vec<MissedJson<'d>>,
    /// Words that speak of the same thing, in the order of the first of each.
    pub chains: Vec<ChainJson<'d>>,
}

#[derive(Debug, Serialize)]
pub struct SentenceJson<'d> {
    pub start: usize,
    pub end: usize,
    pub tokens: Vec<TokenJson<'d>>,
}

/// A token; `feats` is the FEATS column of CoNLL-U, `_` when there are none.
#[derive(Debug, Serialize)]
pub struct TokenJson<'d> {
    pub start: usize,
    pub end: usize,
    pub form: &'d str,
    pub lemma: &'d str,
    pub upos: Upos,
    pub xpos: &'d str,
    pub feats: &'d str,
    /// 1-based within the sentence; 0 is the root.
    pub head: usize,
    pub deprel: &'d str,
}

#[derive(Debug, Serialize)]
pub struct EntityJson<'d> {
    /// IRI.
    pub id: String,
    pub kind: &'static str,
    pub name: &'d str,
}

impl<'d> Analysis<'d> {
    /// The analysis of a document, IRIs under `base` (which ends in `/`).
    pub fn new(doc: &'d Document, base: &str) -> Self {
        let iris = Iris::new(doc, base);
        let near = doc.missed.iter().filter(|missed| missed.why != Why::OtherSense);
        Self {
            id: &doc.article.id,
            title: doc.article.title.as_deref(),
            date: doc.article.date.map(|date| date.to_string()),
            lang: &doc.article.lang,
            text: &doc.article.text,
            sentences: doc.sentences.iter().map(SentenceJson::new).collect(),
            mentions: references(doc).iter().flat_map(|found| MentionJson::all(doc, found, &iris)).collect(),
            entities: doc.entities.iter().zip(&iris.0).map(|(entity, id)| EntityJson::new(entity, id)).collect(),
            times: doc.times.iter().map(|time| TimeJson::new(doc, time)).collect(),
            posts: doc.posts.iter().map(|post| PostJson::new(doc, post, &iris)).collect(),
            agreements: doc.agreements.iter().map(|agreement| AgreementJson::new(doc, agreement, &iris)).collect(),
            events: doc.events.iter().map(|event| EventJson::new(doc, event, &iris)).collect(),
            statements: doc.statements.iter().map(|statement| StatementJson::new(doc, statement, &iris)).collect(),
            missed: near.map(|missed| MissedJson::new(doc, missed)).collect(),
            chains: doc.chains.iter().map(|chain| ChainJson::new(doc, chain, &iris)).collect(),
        }
    }

    /// One line of JSON without the line feed.
    pub fn to_line(&self) -> String {
        serde_json::to_string(self).expect("an analysis has only strings, numbers and lists")
    }
}

impl<'d> SentenceJson<'d> {
    fn new(sentence: &'d Sentence) -> Self {
        Self {
            start: sentence.span.start,
            end: sentence.span.end,
            tokens: sentence.tokens.iter().map(TokenJson::new).collect(),
        }
    }
}

impl<'d> TokenJson<'d> {
    fn new(token: &'d Token) -> Self {
        Self {
            start: token.span.start,
            end: token.span.end,
            form: &token.form,
            lemma: &token.lemma,
            upos: token.upos,
            xpos: &token.xpos,
            feats: token.feats.as_str(),
            head: token.head,
            deprel: &token.deprel,
        }
    }
}

impl<'d> EntityJson<'d> {
    fn new(entity: &'d crate::entity::Entity, id: &str) -> Self {
        Self { id: id.to_owned(), kind: entity.kind.as_str(), name: &entity.name }
    }
}

/// The IRIs of a document's entities, by [`EntityRef`].
pub(crate) struct Iris(Vec<String>);

impl Iris {
    fn new(doc: &Document, base: &str) -> Self {
        Self(doc.entities.iter().map(|entity| entity_iri(base, entity.kind, &entity.slug)).collect())
    }

    fn one(&self, entity: EntityRef) -> String {
        self.0[entity].clone()
    }

    fn all(&self, entities: &[EntityRef]) -> Vec<String> {
        entities.iter().map(|&entity| self.one(entity)).collect()
    }
}

#[cfg(test)]
mod tests;
