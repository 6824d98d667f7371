//! Words of an article, and a sentence with some of them marked.

use super::ground::Ground;
use crate::document::Document;
use crate::graph::vocab::nif;
use crate::span::Span;
use oxigraph::model::NamedNode;
use serde::Serialize;

/// Words as they stand in the text, with their place in code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Words {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl Words {
    pub fn of(doc: &Document, span: Span) -> Self {
        Self { start: span.start, end: span.end, text: doc.slice(span).to_owned() }
    }

    /// Those of a place in the text as the graph has it.
    pub fn read(ground: &Ground, place: &NamedNode) -> Option<Self> {
        let number = |property| ground.number(place.as_ref(), property);
        let (start, end) = (number(nif::BEGIN_INDEX)?, number(nif::END_INDEX)?);
        Some(Self { start, end, text: ground.literal(place.as_ref(), nif::ANCHOR_OF)? })
    }
}

/// A sentence of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    pub iri: String,
    #[serde(flatten)]
    pub words: Words,
    /// In the order of the text, none inside another.
    pub marks: Vec<Mark>,
}

/// Words of a sentence that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    #[serde(rename = "as")]
    pub what: What,
}

/// What marked words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// They name the fact.
    Trigger,
    /// They fill a role.
    Filler,
    /// They say how the event stands to reality.
    Marker,
}

impl Sentence {
    pub fn read(ground: &Ground, iri: &NamedNode) -> Option<Self> {
        Some(Self { iri: iri.as_str().to_owned(), words: Words::read(ground, iri)?, marks: Vec::new() })
    }

    /// Marks words that lie in the sentence; of two that overlap the trigger stays, else the longer one.
    pub fn mark(&mut self, marks: impl IntoIterator<Item = Mark>) {
        self.marks
            .extend(marks.into_iter().filter(|mark| self.words.start <= mark.start && mark.end <= self.words.end));
        self.marks
            .sort_by_key(|mark| (mark.what != What::Trigger, std::cmp::Reverse(mark.end - mark.start), mark.start));
        let mut kept: Vec<Mark> = Vec::new();
        for mark in &self.marks {
            if kept.iter().all(|known| mark.end <= known.start || known.end <= mark.start) {
                kept.push(*mark);
            }
        }
        kept.sort_unstable();
        self.marks = kept;
    }

    /// The sentence in pieces, each with what it is marked as.
    pub fn pieces(&self) -> Vec<(&str, Option<What>)> {
        let bytes: Vec<usize> =
            self.words.text.char_indices().map(|(at, _)| at).chain([self.words.text.len()]).collect();
        let byte = |point: usize| bytes[(point - self.words.start).min(bytes.len() - 1)];
        let mut pieces = Vec::new();
        let mut at = 0;
        for mark in &self.marks {
            let (start, end) = (byte(mark.start), byte(mark.end));
            pieces.push((&self.words.text[at..start], None));
            pieces.push((&self.words.text[start..end], Some(mark.what)));
            at = end;
        }
        pieces.push((&self.words.text[at..], None));
        pieces.retain(|(text, _)| !text.is_empty());
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_overlap_and_the_trigger_goes_first() {
        let words = Words { start: 10, end: 26, text: "Čebela obišče žižka".chars().take(16).collect() };
        let mut sentence = Sentence { iri: String::new(), words, marks: Vec::new() };
        let mark = |start, end, what| Mark { start, end, what };
        sentence.mark([
            mark(10, 23, What::Filler),
            mark(17, 23, What::Trigger),
            mark(10, 16, What::Filler),
            mark(24, 40, What::Filler),
        ]);
        let pieces = sentence.pieces();
        assert_eq!(
            pieces,
            [("Čebela", Some(What::Filler)), (" ", None), ("obišče", Some(What::Trigger)), (" ži", None),]
        );
    }
}
