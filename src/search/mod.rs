//! Full-text search in the data set: labels of things, sentences and headlines of articles, found by lemma.
//!
//! [`entries`] reads what is searched out of a graph; an [`Index`] holds it and answers [`Index::search`]; [`Live`] keeps
//! the index of a data set that is served; [`rewrite`] lets SPARQL ask it.
//!
//! A word is found by its form, folded ([`fold`]), and by its lemma. The lemmas of a sentence come from the graph, where
//! the analysis of the article has put them (`nif:lemma`); for labels, and for sentences without, they are all that the
//! lexicon holds possible ([`Lemmas`]). A word of a question has no sentence that tells its lemma: it stands for all lemmas
//! that its form has anywhere in the index, and for those that the lexicon holds possible.
//!
//! ```
//! use oxigraph::model::{GraphName, NamedNode};
//! use std::sync::Arc;
//! use trojka::lang::Pack;
//! use trojka::search::{Entry, Filter, Index, Kind, Lemmas};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let index = Index::new(Arc::new(Lemmas::load(&Pack::shipped("sl")?)?))?;
//! let entry = Entry {
//!     thing: NamedNode::new("http://example.org/s1")?,
//!     kind: Kind::Sentence,
//!     text: "Državi sta podpisali sporazum.".into(),
//!     language: Some("sl".into()),
//!     lemmas: Some("država biti podpisati sporazum.".into()),
//!     names: Vec::new(),
//! };
//! index.replace(GraphName::DefaultGraph.as_ref(), vec![entry])?;
//!
//! // Another case and number of the same words.
//! let hits = index.search("sporazuma držav", 10, &Filter::default())?;
//! assert_eq!(hits[0].highlights.len(), 2);
//! assert!(index.search("pogodba", 10, &Filter::default())?.is_empty());
//! # Ok(())
//! # }
//! ```

mod analyse;
mod entries;
mod fold;
mod highlight;
mod index;
mod lemmas;
mod live;
mod meaning;
mod plan;
mod question;
mod rewrite;
#[cfg(test)]
mod tests;
mod top;
mod words;

pub use entries::entries;
pub use fold::fold;
pub use index::Index;
pub use lemmas::{Lemma, Lemmas};
pub use live::Live;
pub use question::{LONGEST_QUESTION, MOST_WORDS};
pub use rewrite::rewrite;

use crate::span::Span;
use oxigraph::model::{GraphName, NamedNode};

/// A text that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What bears the label, the sentence, or the article of the headline.
    pub thing: NamedNode,
    pub kind: Kind,
    pub text: String,
    /// BCP 47 tag of the literal.
    pub language: Option<String>,
    /// The text with the lemma of each word in the word's place, where the graph has it.
    pub lemmas: Option<String>,
    /// Names within the text, in code points from its start, with their nominatives.
    pub names: Vec<(Span, String)>,
}

/// What a text is to the thing that is found by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `skos:prefLabel`, `skos:altLabel`, `skos:hiddenLabel`, `rdfs:label`.
    Label,
    /// `schema:headline`.
    Headline,
    /// `nif:anchorOf` of a `nif:Sentence`.
    Sentence,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Label, Kind::Headline, Kind::Sentence];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Label => "label",
            Kind::Headline => "headline",
            Kind::Sentence => "sentence",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|kind| kind.as_str()).collect();
            format!("there is no kind {name:?}; there are {}", names.join(", "))
        })
    }
}

/// Which entries may be found.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// All when empty.
    pub kinds: Vec<Kind>,
    /// Graphs that are left out.
    pub without: Vec<GraphName>,
}

/// A text that was found. The same words of the same thing are one hit, in however many graphs they stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub thing: NamedNode,
    pub kind: Kind,
    pub text: String,
    pub language: Option<String>,
    /// One of the graphs that say so.
    pub graph: GraphName,
    /// Higher is better; comparable within one search only. With three decimals.
    pub score: f32,
    /// The words that were found, in code points of `text`, in order.
    pub highlights: Vec<Span>,
}

/// Why a search has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    #[error("the search is longer than {LONGEST_QUESTION} characters")]
    TooLong,
    #[error("the search has more than {MOST_WORDS} words")]
    TooManyWords,
    #[error("the search failed: {0}")]
    Failed(String),
    /// There is no index, or not yet.
    #[error("{0}")]
    NotReady(String),
}

impl From<tantivy::TantivyError> for SearchError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Failed(error.to_string())
    }
}
