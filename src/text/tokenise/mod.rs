//! Text to tokens, sentences and paragraphs.
//!
//! Three passes, each linear in the length of the text: `scan` finds words, numbers, links and single marks;
//! `sentence` decides which full stops belong to the word before them and where sentences end; [`Tokeniser`] puts the
//! result into the document. Conventions follow the Slovene treebank UD_Slovenian-SSJ: a mark is a token, an
//! abbreviation or ordinal keeps its stop, a case ending stays with its acronym.

mod heading;
mod link;
mod scan;
mod sentence;
mod tables;

pub use heading::mark_headings;
pub use tables::Tables;

use super::token::{Sentence, Token};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::span::Span;
use smol_str::SmolStr;

/// The stage that writes [`Layer::Tokens`].
pub struct Tokeniser {
    tables: Tables,
}

impl Tokeniser {
    /// # Errors
    /// When a table in `token/` is missing or has a wrong line.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Ok(Self { tables: Tables::from_pack(pack)? })
    }

    /// The sentences of a text. Offsets are code points.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        let pieces = scan::scan(text, &self.tables);
        let tokens = sentence::decide(text, &pieces, &self.tables);
        let mut sentences = collect(text, &tokens);
        mark_headings(&mut sentences);
        sentences
    }
}

impl Stage for Tokeniser {
    fn name(&self) -> &'static str {
        "tokeniser"
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Tokens]
    }

    fn run(&self, doc: &mut Document) {
        doc.sentences = self.sentences(&doc.article.text);
    }
}

/// A sentence ends after this many tokens at the latest: later stages look at pairs of words and mentions within a
/// sentence, and text without any stop must not cost more than linear time. Sentences of prose are far shorter.
const LONGEST: usize = 500;

/// Counts code points once, from left to right.
fn collect(text: &str, tokens: &[sentence::Decided]) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut paragraph = 0;
    let (mut byte, mut point) = (0, 0);
    let mut open: Vec<Token> = Vec::new();
    for token in tokens {
        if token.paragraph_before && (!sentences.is_empty() || !open.is_empty()) {
            paragraph += 1;
        }
        let form = &text[token.start..token.end];
        point += text[byte..token.start].chars().count();
        let end = point + form.chars().count();
        open.push(Token { span: Span::new(point, end), form: SmolStr::new(form), ..Token::default() });
        (byte, point) = (token.end, end);
        if token.ends_sentence || open.len() == LONGEST {
            let tokens = std::mem::take(&mut open);
            let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
            sentences.push(Sentence { span, tokens, paragraph, heading: false });
        }
    }
    sentences
}
