//! The article of a fact, and where in it the fact stands.

use super::reader::Said;
use crate::graph::vocab::schema;
use oxigraph::model::NamedNode;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    pub id: String,
    pub iri: String,
    pub headline: Option<String>,
    /// The day it was published, ISO 8601.
    pub date: Option<String>,
    pub url: Option<String>,
    /// IRI.
    pub publisher: Option<String>,
    pub lang: Option<String>,
}

impl Article {
    pub(super) fn new(id: String, node: &NamedNode, said: &Said) -> Self {
        Self {
            id,
            iri: node.as_str().to_owned(),
            headline: said.text(schema::HEADLINE),
            date: said.text(schema::DATE_PUBLISHED),
            url: said.text(schema::URL),
            publisher: said.text(schema::PUBLISHER),
            lang: said.text(schema::IN_LANGUAGE),
        }
    }
}

/// What a fact rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    pub article: Article,
    /// First offset, and the one behind the last, of the sentences, in code points.
    pub sentences: Vec<(Option<u64>, Option<u64>)>,
    pub frame: Option<String>,
    pub confidence: Option<f64>,
}

impl Evidence {
    /// Of the first sentence.
    pub fn begin(&self) -> Option<u64> {
        self.sentences.iter().min().and_then(|span| span.0)
    }

    /// Of the first sentence.
    pub fn end(&self) -> Option<u64> {
        self.sentences.iter().min().and_then(|span| span.1)
    }
}
