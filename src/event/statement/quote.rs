//! Direct speech: what stands between quotation marks, over the sentences of a paragraph.

use super::lexicon::Lexicon;
use crate::document::Document;
use crate::span::Span;
use crate::text::Upos;
use std::ops::RangeInclusive;

/// Fewer words than this without a verb are a name or a catchword, not speech.
const SHORTEST_SPEECH: usize = 6;

/// What stands between two marks; the marks themselves are not part of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quotation {
    /// Sentence and token of the first word.
    pub start: (usize, usize),
    /// Sentence and token of the last word.
    pub end: (usize, usize),
    words: usize,
    has_verb: bool,
}

impl Quotation {
    pub fn sentences(&self) -> RangeInclusive<usize> {
        self.start.0..=self.end.0
    }

    /// Whether it is speech rather than a word set apart.
    pub fn is_speech(&self) -> bool {
        self.start.0 != self.end.0 || (self.has_verb && self.words > 2) || self.words >= SHORTEST_SPEECH
    }

    /// The quoted part of one of its sentences.
    pub fn words_in(&self, doc: &Document, sentence: usize) -> Span {
        let tokens = &doc.sentences[sentence].tokens;
        let first = if sentence == self.start.0 { self.start.1 } else { 0 };
        let last = if sentence == self.end.0 { self.end.1 } else { tokens.len() - 1 };
        tokens[first].span.cover(tokens[last].span)
    }

    /// Whether no word of its sentences stands outside.
    pub fn fills_its_sentences(&self, doc: &Document) -> bool {
        let is_word = |sentence: usize, at: usize| doc.sentences[sentence].tokens[at].upos != Upos::Punct;
        let before = (0..self.start.1).any(|at| is_word(self.start.0, at));
        let after = (self.end.1 + 1..doc.sentences[self.end.0].tokens.len()).any(|at| is_word(self.end.0, at));
        !before && !after
    }

    pub fn contains(&self, sentence: usize, token: usize) -> bool {
        self.start <= (sentence, token) && (sentence, token) <= self.end
    }
}

/// All quotations of a document, in the order of the text; none overlaps another.
pub(super) struct Quotations(Vec<Quotation>);

impl Quotations {
    pub fn find(doc: &Document, lexicon: &Lexicon) -> Self {
        let mut finder = Finder { doc, lexicon, open: None, found: Vec::new() };
        let mut paragraph = usize::MAX;
        for (number, sentence) in doc.sentences.iter().enumerate() {
            if sentence.paragraph != paragraph {
                if !finder.goes_on_in(number) {
                    finder.close_at(number.checked_sub(1).map(|before| (before, doc.sentences[before].tokens.len())));
                }
                paragraph = sentence.paragraph;
            }
            for at in 0..sentence.tokens.len() {
                finder.token(number, at);
            }
        }
        finder.close_at(doc.sentences.len().checked_sub(1).map(|last| (last, doc.sentences[last].tokens.len())));
        Self(finder.found)
    }

    pub fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Quotation> {
        self.from(sentence).filter(|q| q.is_speech())
    }

    pub fn ending_in(&self, sentence: usize) -> impl Iterator<Item = &Quotation> {
        self.from(sentence).filter(move |q| q.end.0 == sentence)
    }

    /// Whether a token stands inside direct speech.
    pub fn covers(&self, sentence: usize, token: usize) -> bool {
        let next = self.0.partition_point(|q| q.end < (sentence, token));
        self.0.get(next).is_some_and(|q| q.contains(sentence, token))
    }

    /// Those that have words in a sentence.
    fn from(&self, sentence: usize) -> impl Iterator<Item = &Quotation> {
        let first = self.0.partition_point(|q| q.end.0 < sentence);
        self.0[first..].iter().take_while(move |q| q.start.0 <= sentence)
    }
}

struct Finder<'a> {
    doc: &'a Document,
    lexicon: &'a Lexicon,
    /// The opening mark and its place.
    open: Option<(char, (usize, usize))>,
    found: Vec<Quotation>,
}

impl Finder<'_> {
    fn token(&mut self, sentence: usize, at: usize) {
        let mut letters = self.doc.sentences[sentence].tokens[at].form.chars();
        let (Some(mark), None) = (letters.next(), letters.next()) else { return };
        match self.open {
            Some((opening, _)) if self.pairs(opening, mark) => self.close_at(Some((sentence, at))),
            None if self.opens(mark) => self.open = Some((mark, (sentence, at))),
            _ => {}
        }
    }

    /// Whether the open quotation runs into the paragraph that begins with this sentence: its closing mark comes there
    /// before any opening one. Marks that look alike on both sides tell it by an odd number of them.
    fn goes_on_in(&self, sentence: usize) -> bool {
        let Some((opening, _)) = self.open else { return false };
        let paragraph = self.doc.sentences[sentence].paragraph;
        let sentences = self.doc.sentences[sentence..].iter().take_while(|s| s.paragraph == paragraph);
        let marks: Vec<char> = sentences
            .flat_map(|s| &s.tokens)
            .filter_map(|token| token.form.chars().next().filter(|_| token.form.chars().count() == 1))
            .filter(|&mark| self.opens(mark) || self.pairs(opening, mark))
            .collect();
        let begins_anew =
            self.doc.sentences[sentence].tokens.first().is_some_and(|t| t.form.starts_with(|c| self.opens(c)));
        let closes = marks.first().is_some_and(|&mark| self.pairs(opening, mark));
        let alike = self.pairs(opening, opening);
        let odd = marks.iter().filter(|&&mark| mark == opening).count() % 2 == 1;
        closes && !begins_anew && (!alike || odd)
    }

    fn opens(&self, mark: char) -> bool {
        self.lexicon.words.quotes.pairs.iter().any(|pair| pair.starts_with(mark))
    }

    fn pairs(&self, opening: char, closing: char) -> bool {
        self.lexicon.words.quotes.pairs.iter().any(|pair| pair.starts_with(opening) && pair.ends_with(closing))
    }

    /// Ends the open quotation before the token at `end`.
    fn close_at(&mut self, end: Option<(usize, usize)>) {
        let (Some((_, open)), Some(end)) = (self.open.take(), end) else { return };
        let (Some(start), Some(last)) = (self.after(open), self.before(end)) else { return };
        if start <= last {
            self.found.push(self.quotation(start, last));
        }
    }

    fn after(&self, (sentence, at): (usize, usize)) -> Option<(usize, usize)> {
        if at + 1 < self.doc.sentences[sentence].tokens.len() {
            return Some((sentence, at + 1));
        }
        let next = self.doc.sentences.get(sentence + 1)?;
        (!next.tokens.is_empty()).then_some((sentence + 1, 0))
    }

    fn before(&self, (sentence, at): (usize, usize)) -> Option<(usize, usize)> {
        if at > 0 {
            return Some((sentence, at - 1));
        }
        let before = sentence.checked_sub(1)?;
        self.doc.sentences[before].tokens.len().checked_sub(1).map(|last| (before, last))
    }

    fn quotation(&self, start: (usize, usize), end: (usize, usize)) -> Quotation {
        let mut quotation = Quotation { start, end, words: 0, has_verb: false };
        for sentence in quotation.sentences() {
            for (at, token) in self.doc.sentences[sentence].tokens.iter().enumerate() {
                if quotation.contains(sentence, at) {
                    quotation.words += usize::from(token.upos != Upos::Punct);
                    quotation.has_verb |= matches!(token.upos, Upos::Verb | Upos::Aux);
                }
            }
        }
        quotation
    }
}
