//! Part of speech, MULTEXT-East tag and features, decided together.
//!
//! A class is a whole analysis (XPOS, UPOS, FEATS) as the training data has it. A linear model scores it as the sum of
//! its parts (case, gender, number, …; see [`TagSet`]), so that what is learnt about a part serves all analyses that share
//! it. Words are tagged from left to right; the tags already given are features of the next decision.

mod capitals;
mod context;
mod decode;
mod lexicon;
mod tagset;
mod train;

pub use context::normalise;
pub use decode::Workspace;
pub use lexicon::{Lexicon, LexiconBuilder};
pub use tagset::{Analysis, TagSet};
pub use train::{Example, Settings, train};

use super::feats::Feats;
use super::linear::{Archive, Weights};
use super::token::Sentence;
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use capitals::Capitals;
use decode::Scorer;
use rayon::prelude::*;

/// Where the model lies in a language pack.
pub const MODEL: &str = "model/tagger.bin";

/// The stage that writes [`Layer::Tags`].
pub struct Tagger {
    tags: TagSet,
    feats: Vec<Feats>,
    lexicon: Lexicon,
    weights: Weights,
}

impl Tagger {
    /// # Errors
    /// When the model is missing or is not a tagger's.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let archive = Archive::parse(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))?;
        Self::from_archive(&archive).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// What is wrong with the model.
    pub fn from_archive(archive: &Archive) -> Result<Self, String> {
        let tags = TagSet::from_lines(&archive.strings("analyses")?)?;
        let lexicon = Lexicon::parse(archive.section("lexicon")?, tags.len())?;
        let weights = Weights::parse(archive.section("weights")?)?;
        if weights.classes() != tags.classes() {
            return Err("has weights for other classes than its analyses have".into());
        }
        let feats = tags.analyses().iter().map(|analysis| Feats::new(&analysis.feats)).collect();
        Ok(Self { tags, feats, lexicon, weights })
    }

    /// Writes the tags of one sentence of a document whose capitals are known.
    fn tag(&self, sentence: &mut Sentence, capitals: &Capitals, work: &mut Workspace) {
        let forms: Vec<&str> = sentence.tokens.iter().map(|token| token.form.as_str()).collect();
        let words = context::words(&forms, &self.lexicon, |form| capitals.belong_to(form));
        let found = decode::decode(&words, &self.tags, &mut Finished(&self.weights), work);
        for (token, tag) in sentence.tokens.iter_mut().zip(found) {
            let analysis = self.tags.get(tag);
            token.xpos = analysis.xpos.clone();
            token.upos = analysis.upos;
            token.feats = self.feats[tag as usize].clone();
        }
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
        let tag = |work: &mut Workspace, sentence: &mut Sentence| self.tag(sentence, &capitals, work);
        doc.sentences.par_iter_mut().for_each_init(Workspace::default, tag);
    }
}

struct Finished<'w>(&'w Weights);

impl Scorer for Finished<'_> {
    fn add(&mut self, features: &[u64], scores: &mut [i32]) {
        self.0.add(features.iter().copied(), scores);
    }
}
