//! The one value that travels through the pipeline. Stages add layers and never overwrite an earlier one.

mod entities;
pub mod parts;
pub mod record;

use crate::article::Article;
use crate::entity::office::Holding;
use crate::entity::{Chain, Entity, EntityKind, EntityRef, Mention};
use crate::event::{Agreement, Event, Missed, Post, Statement};
use crate::finding::{Finding, Severity};
use crate::span::{CharIndex, Span};
use crate::text::time::TimeExpression;
use crate::text::{Name, Sentence};
use record::Recorder;

/// An article with what the stages have found in it so far.
#[derive(Debug, Clone)]
pub struct Document {
    /// What was read; no stage changes it.
    pub article: Article,
    /// Of the article's text.
    pub index: CharIndex,
    /// In the order of the text, with their tokens.
    pub sentences: Vec<Sentence>,
    /// In the order of the text.
    pub names: Vec<Name>,
    /// In the order of the text.
    pub times: Vec<TimeExpression>,
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// Who and what the article speaks of; an [`EntityRef`] is a place in this list.
    pub entities: Vec<Entity>,
    /// Words that speak of the same thing, in the order of the first of each. Facts rely on the entities of mentions alone.
    pub chains: Vec<Chain>,
    /// Groups without a name (*kurdski borci*), entities of this article alone.
    pub groups: Vec<EntityRef>,
    /// Persons with the offices that role nouns give them, in the order in which they were found.
    pub holdings: Vec<Holding>,
    /// The country whose offices and bodies the article speaks of when it names no other.
    pub home_country: Option<EntityRef>,
    /// Who holds or held which office.
    pub posts: Vec<Post>,
    /// With their parties and states.
    pub agreements: Vec<Agreement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What might have been a fact and is none, in the order of the text.
    pub missed: Vec<Missed>,
    /// Remarks about the text.
    pub findings: Vec<Finding>,
    /// Takes down why stages decide as they do; off unless somebody asks.
    pub record: Recorder,
}

impl Document {
    /// A document with no layer yet.
    pub fn new(article: Article) -> Self {
        let index = CharIndex::new(&article.text);
        Self {
            article,
            index,
            sentences: Vec::new(),
            names: Vec::new(),
            times: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            chains: Vec::new(),
            groups: Vec::new(),
            holdings: Vec::new(),
            home_country: None,
            posts: Vec::new(),
            agreements: Vec::new(),
            events: Vec::new(),
            statements: Vec::new(),
            missed: Vec::new(),
            findings: Vec::new(),
            record: Recorder::default(),
        }
    }

    /// The surface string of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.index.slice(&self.article.text, span)
    }

    /// The text of a sentence, exactly as it stands.
    pub fn sentence_text(&self, sentence: usize) -> &str {
        self.slice(self.sentences[sentence].span)
    }

    /// The entity with this identity, added first if the document has none. An existing one keeps its name, unless the new
    /// one is of the gazetteer and the other is not.
    pub fn intern_entity(&mut self, entity: Entity) -> EntityRef {
        match self.find_entity(entity.kind, &entity.slug) {
            Some(found) => {
                if self.entities[found].gazetteer.is_none() && entity.gazetteer.is_some() {
                    self.entities[found] = entity;
                }
                found
            }
            None => {
                self.entities.push(entity);
                self.entities.len() - 1
            }
        }
    }

    /// The entity with this identity.
    pub fn find_entity(&self, kind: EntityKind, slug: &str) -> Option<EntityRef> {
        self.entities.iter().position(|e| e.kind == kind && e.slug == slug)
    }

    /// Adds a remark about a place in the text.
    pub fn note(&mut self, stage: &'static str, code: &'static str, span: Option<Span>, message: impl Into<String>) {
        self.findings.push(Finding {
            code,
            severity: Severity::Note,
            stage,
            place: None,
            span,
            message: message.into(),
        });
    }
}
