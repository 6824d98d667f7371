//! Who says the content of which sentence.
//!
//! `lexicon` reads the tables of the language, `quote` finds direct speech over the sentences of a paragraph, `cue`
//! the words of saying, `speaker` who is meant by them. One statement for each speaker and sentence; of a quotation
//! over several sentences each one is said.

mod content;
mod cue;
mod finite;
mod lexicon;
mod quote;
mod seat;
mod source;
mod speaker;

use crate::document::Document;
use crate::entity::gazetteer::Gazetteer;
use crate::entity::{EntityKind, EntityRef};
use crate::error::Result;
use crate::event::Statement;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::span::Span;
use cue::Cue;
use lexicon::Lexicon;
use quote::{Quotation, Quotations};
use std::ops::Range;
use std::sync::Arc;

/// The stage that fills [`Document::statements`].
pub struct Statements {
    lexicon: Lexicon,
    gazetteer: Arc<Gazetteer>,
}

impl Statements {
    /// # Errors
    /// When a table of the pack is missing or wrong.
    pub fn new(pack: &Pack, gazetteer: Arc<Gazetteer>) -> Result<Self> {
        Ok(Self { lexicon: Lexicon::load(pack)?, gazetteer })
    }

    /// # Errors
    /// As [`new`](Self::new), also when the gazetteer cannot be read.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Self::new(pack, Arc::new(Gazetteer::load(pack)?))
    }
}

impl Stage for Statements {
    fn name(&self) -> &'static str {
        "statements"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Trees, Layer::Mentions, Layer::Entities]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Statements]
    }

    fn run(&self, doc: &mut Document) {
        let quotations = Quotations::find(doc, &self.lexicon);
        let mut collector = Collector::default();
        for sentence in 0..doc.sentences.len() {
            self.sentence(doc, &quotations, sentence, &mut collector);
        }
        collector.found.retain(|statement| can_speak(doc.entities[statement.speaker].kind));
        doc.statements = collector.found;
        seat::stand_for(doc, &self.gazetteer, &self.lexicon);
    }
}

/// Agreements provide and reports show, but nobody can be asked whether they said so.
fn can_speak(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Agreement | EntityKind::Topic | EntityKind::Post)
}

/// How sure a quotation is of a speaker that was taken over from the sentence before.
const TAKEN_OVER: f32 = 0.6;
/// How many sentences later somebody may still go on speaking without being named.
const GOES_ON: usize = 4;

impl Statements {
    fn sentence(&self, doc: &Document, quotations: &Quotations, sentence: usize, collector: &mut Collector) {
        let before = collector.last_speakers(doc, sentence);
        let cues = cue::find(doc, &self.lexicon, quotations, sentence, &before, &collector.found);
        let strong = cues.iter().any(|cue| !cue.weak);
        for cue in cues.iter().filter(|cue| strong != cue.weak) {
            collector.add(sentence, cue, quotations.in_sentence(sentence).next().map(|q| q.words_in(doc, sentence)));
        }
        for quotation in quotations.ending_in(sentence).filter(|quotation| quotation.is_speech()) {
            self.quotation(doc, quotation, sentence, &cues, collector);
        }
    }

    /// A quotation that ends here belongs to the one who speaks in this sentence, else in its first sentence, else to
    /// the one who spoke last in the paragraph.
    fn quotation(
        &self,
        doc: &Document,
        quotation: &Quotation,
        sentence: usize,
        cues: &[Cue],
        collector: &mut Collector,
    ) {
        let here = cues.iter().find(|cue| !cue.weak && cue.reports_speech);
        let (speakers, cue_span, confidence) = match here {
            Some(cue) => (cue.speakers.clone(), cue.span, cue.confidence),
            None => {
                let Some((speakers, span)) = collector.speaker_for(doc, quotation) else { return };
                if !quotation.fills_its_sentences(doc) {
                    return;
                }
                (speakers, span, TAKEN_OVER)
            }
        };
        for said in quotation.sentences().filter(|&said| said <= sentence) {
            let words = Some(quotation.words_in(doc, said));
            for &speaker in &speakers {
                collector.push(Statement {
                    speaker,
                    sentence: said,
                    quote: words,
                    cue: cue_span,
                    rule: "quotation".into(),
                    confidence,
                });
            }
        }
    }
}

/// Statements in the order of the text, each speaker once in a sentence.
#[derive(Default)]
struct Collector {
    found: Vec<Statement>,
}

impl Collector {
    fn add(&mut self, sentence: usize, cue: &Cue, quote: Option<Span>) {
        for &speaker in &cue.speakers {
            self.push(Statement {
                speaker,
                sentence,
                quote: quote.filter(|_| cue.reports_speech),
                cue: cue.span,
                rule: cue.rule.clone(),
                confidence: cue.confidence,
            });
        }
    }

    fn push(&mut self, statement: Statement) {
        let here = self.of_sentence(statement.sentence);
        let place = here.end;
        if let Some(known) = self.found[here].iter_mut().find(|known| known.speaker == statement.speaker) {
            known.quote = known.quote.or(statement.quote);
            return;
        }
        self.found.insert(place, statement);
    }

    fn of_sentence(&self, sentence: usize) -> Range<usize> {
        let start = self.found.partition_point(|s| s.sentence < sentence);
        start..self.found.partition_point(|s| s.sentence <= sentence)
    }

    /// Who spoke in the nearest sentence before this one, in the same paragraph or the one before it.
    fn last_speakers(&self, doc: &Document, sentence: usize) -> Vec<EntityRef> {
        let Some(last) = self.found.last() else { return Vec::new() };
        let paragraph = |sentence: usize| doc.sentences[sentence].paragraph;
        let near = paragraph(sentence) - paragraph(last.sentence) <= 1 && sentence - last.sentence <= GOES_ON;
        if near { self.speakers_of(last.sentence) } else { Vec::new() }
    }

    fn speakers_of(&self, sentence: usize) -> Vec<EntityRef> {
        self.found[self.of_sentence(sentence)].iter().map(|s| s.speaker).collect()
    }

    /// The speaker of the quotation's first sentence, else of the sentence before it. A new paragraph may go on
    /// with the same speaker, but not after a sentence that nobody is said to say.
    fn speaker_for(&self, doc: &Document, quotation: &Quotation) -> Option<(Vec<EntityRef>, Span)> {
        let first = quotation.start.0;
        let before = first.checked_sub(1).filter(|&b| !doc.sentences[b].heading);
        [Some(first), before].into_iter().flatten().find_map(|sentence| {
            let speakers = self.speakers_of(sentence);
            let cue = self.found[self.of_sentence(sentence)].first()?.cue;
            (!speakers.is_empty()).then_some((speakers, cue))
        })
    }
}

#[cfg(test)]
mod tests;
