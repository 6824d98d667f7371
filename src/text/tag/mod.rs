//! Part of speech, MULTEXT-East tag and features, decided together.
//!
//! A class is a whole analysis (XPOS, UPOS, FEATS) as the training data has it. A recurrent network over the sentence
//! scores its parts (case, gender and number, …; see [`TagSet`]); an analysis has the sum of their scores, so that what is
//! learnt about a part serves all analyses that share it.

mod capitals;
mod endings;
mod features;
mod lexicon;
mod network;
mod readings;
mod tagset;
mod train;

pub use super::neural::Sizes;
pub use features::normalise;
pub use lexicon::{Lexicon, LexiconBuilder};
pub use readings::Readings;
pub use tagset::{Analysis, TagSet, Use};
pub use train::{Example, Plan, train};

use super::feats::Feats;
use super::linear::Archive;
use super::neural::{Batch, Dense, Finished, Vocabulary, read_dense};
use super::token::Sentence;
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use capitals::Capitals;
use features::Word;
use rayon::prelude::*;
use std::borrow::Cow;
use tagset::Tag;

/// Where the model lies in a language pack.
pub const MODEL: &str = "model/tagger.bin";

/// A form seen this often has all its readings in the lexicon.
const WELL_KNOWN: u32 = 25;

/// Sentences that go through the network together.
const TOGETHER: usize = 8;

/// The stage that writes [`Layer::Tags`].
pub struct Tagger {
    tags: TagSet,
    feats: Vec<Feats>,
    lexicon: Lexicon,
    endings: Lexicon,
    vocabulary: Vocabulary,
    encoder: Finished,
    parts: Dense,
}

impl Tagger {
    /// # Errors
    /// When the model is missing or is not a tagger's.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// What is wrong with the model.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let tags = TagSet::from_lines(&archive.strings("analyses")?)?;
        let lexicon = Lexicon::parse(archive.section("lexicon")?, tags.len())?;
        let endings = Lexicon::parse(archive.section("endings")?, tags.len())?;
        let vocabulary =
            Vocabulary::from_bytes(archive.section("features")?).ok_or("has a damaged list of features")?;
        let (encoder, parts) = (Finished::read(&archive)?, read_dense(&archive, "parts")?);
        let fits = encoder.features() == vocabulary.len()
            && parts.inputs() == encoder.outputs()
            && parts.outputs() == tags.outputs();
        if !fits {
            return Err("has a network for other features or analyses than it lists".into());
        }
        let feats = tags.iter().map(|analysis| Feats::new(&analysis.feats)).collect();
        Ok(Self { tags, feats, lexicon, endings, vocabulary, encoder, parts })
    }

    /// Writes the tags of some sentences of a document whose capitals are known.
    fn tag(&self, sentences: &mut [Sentence], capitals: &Capitals) {
        let mut batch = Batch::default();
        let mut words = Vec::new();
        for sentence in sentences.iter() {
            let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.form.as_str()).collect();
            let own = features::words(&forms, &self.lexicon, |form| capitals.belong_to(form));
            batch.push(own.iter().map(|word| self.vocabulary.rows(&word.features)));
            words.extend(own);
        }
        let scores = self.parts.apply(&self.encoder.vectors(&batch));
        let tokens = sentences.iter_mut().flat_map(|sentence| &mut sentence.tokens);
        for (index, (token, word)) in tokens.zip(&words).enumerate() {
            let tag = self.best(&token.form, word, scores.row(index));
            let analysis = self.tags.get(tag);
            token.xpos = analysis.xpos.clone();
            token.upos = analysis.upos;
            token.feats = self.feats[tag as usize].clone();
        }
    }

    /// The best of the analyses that a word can have: those that the lexicon has for it, and unless it is well known those
    /// of its ending. Of equals the first.
    fn best(&self, form: &str, word: &Word, scores: &[f32]) -> Tag {
        let mut candidates: Vec<Tag> = word.readings.iter().map(|reading| reading.tag).collect();
        if word.count < WELL_KNOWN {
            let ambiguous = word.first && form.starts_with(char::is_uppercase);
            let likely = if ambiguous { Vec::new() } else { endings::readings(&self.endings, form, &word.lower) };
            candidates.extend(likely.iter().map(|reading| reading.tag));
            if likely.is_empty() {
                candidates.extend(self.tags.open());
            }
        }
        let first = (f32::NEG_INFINITY, 0);
        let better = |best: (f32, Tag), tag| {
            let score = self.tags.score(tag, scores);
            if score > best.0 { (score, tag) } else { best }
        };
        candidates.into_iter().fold(first, better).1
    }
}

impl Stage for Tagger {
    fn name(&self) -> &'static str {
        "tagger"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Tags]
    }

    fn run(&self, doc: &mut Document) {
        let capitals = Capitals::new(&doc.sentences);
        doc.sentences.par_chunks_mut(TOGETHER).for_each(|sentences| self.tag(sentences, &capitals));
    }
}
