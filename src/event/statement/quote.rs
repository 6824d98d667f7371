//! Direct speech: what stands between quotation marks, over the sentences of a paragraph.

use super::lexicon::Lexicon;
use crate::document::Document;
use crate::span::Span;
use crate::text::{Token, Upos};
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
            let mut at = 0;
            while at < sentence.tokens.len() {
                at += finder.token(number, at);
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

/// A quotation mark with the tokens that it takes: one, or two of a doubled one (*''*).
struct Mark {
    sign: char,
    tokens: usize,
    /// Which side it is on, as far as the spaces around it tell.
    side: Option<Side>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opening,
    Closing,
}

impl Finder<'_> {
    /// Reads a token; gives how many were read, two for a doubled mark.
    fn token(&mut self, sentence: usize, at: usize) -> usize {
        let Some(mark) = self.mark(sentence, at) else { return 1 };
        let last = at + mark.tokens - 1;
        match self.open {
            Some((opening, _)) if self.pairs(opening, mark.sign) => {
                let opens = self.pairs(mark.sign, mark.sign) && mark.side == Some(Side::Opening);
                if !opens {
                    self.close_at(Some((sentence, at)));
                } else if opening == mark.sign {
                    // The one before it was never closed.
                    self.open = Some((mark.sign, (sentence, last)));
                }
            }
            None if self.opens(mark.sign) && mark.side != Some(Side::Closing) => {
                self.open = Some((mark.sign, (sentence, last)));
            }
            _ => {}
        }
        mark.tokens
    }

    /// The mark at a token.
    fn mark(&self, sentence: usize, at: usize) -> Option<Mark> {
        let tokens = &self.doc.sentences[sentence].tokens;
        let single = |token: &Token| {
            let mut letters = token.form.chars();
            letters.next().filter(|_| letters.next().is_none())
        };
        let sign = single(&tokens[at])?;
        let twin =
            tokens.get(at + 1).filter(|next| next.form == tokens[at].form && next.span.start == tokens[at].span.end);
        let doubled = twin.and_then(|_| self.lexicon.words.quotes.doubled(sign));
        let (sign, tokens_taken) = doubled.map_or((sign, 1), |sign| (sign, 2));
        let is_mark = self.opens(sign) || self.lexicon.words.quotes.closes(sign);
        let span = Span::new(tokens[at].span.start, tokens[at + tokens_taken - 1].span.end);
        is_mark.then(|| Mark { sign, tokens: tokens_taken, side: self.side(span) })
    }

    /// An opening mark stands after a space and before a word, a closing one the other way round.
    fn side(&self, span: Span) -> Option<Side> {
        let text = self.doc.slice(Span::new(span.start.saturating_sub(1), span.end + 1));
        let before = (span.start > 0).then(|| text.chars().next()).flatten();
        let after = text.chars().last().filter(|_| text.chars().count() > span.len() + usize::from(before.is_some()));
        let apart = |neighbour: Option<char>| neighbour.is_none_or(|c| c.is_whitespace() || "([{–—".contains(c));
        match (apart(before), after.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())) {
            (true, false) => Some(Side::Opening),
            (false, true) => Some(Side::Closing),
            _ => None,
        }
    }

    /// Whether the open quotation runs into the paragraph that begins with this sentence: its closing mark comes there
    /// before any opening one. Where spaces do not tell the sides of marks that look alike, an odd number of them does.
    fn goes_on_in(&self, sentence: usize) -> bool {
        let Some((opening, _)) = self.open else { return false };
        let paragraph = self.doc.sentences[sentence].paragraph;
        let last = self.doc.sentences.partition_point(|s| s.paragraph <= paragraph);
        let places = (sentence..last).flat_map(|s| (0..self.doc.sentences[s].tokens.len()).map(move |at| (s, at)));
        let marks: Vec<Mark> = places
            .filter_map(|(s, at)| self.mark(s, at))
            .filter(|mark| self.opens(mark.sign) || self.pairs(opening, mark.sign))
            .collect();
        let begins_anew = self.mark(sentence, 0).is_some_and(|mark| self.opens(mark.sign));
        let Some(first) = marks.first().filter(|mark| self.pairs(opening, mark.sign)) else { return false };
        let alike = self.pairs(opening, opening);
        let odd = marks.iter().filter(|mark| mark.sign == opening).count() % 2 == 1;
        let closes = match first.side {
            Some(side) if alike => side == Side::Closing,
            _ => !alike || odd,
        };
        closes && !begins_anew
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
