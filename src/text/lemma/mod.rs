//! Lemmas: from the lexicon of the training data where it knows the form with its tag, else by the edit script that a
//! linear model ranks first among those that words of this tag take.

mod features;
mod lexicon;
mod script;
mod train;

pub use train::{Plan, train};

use super::linear::{Archive, Features, Weights};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use features::Candidates;
use lexicon::Lexicon;
use script::Script;
use smol_str::SmolStr;
use std::borrow::Cow;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/lemmatiser.bin";

/// The stage that writes [`Layer::Lemmas`].
pub struct Lemmatiser {
    scripts: Vec<Script>,
    candidates: Candidates,
    lexicon: Lexicon,
    weights: Weights,
}

/// Memory that is used again for every word.
#[derive(Debug, Default)]
struct Workspace {
    features: Features,
    scores: Vec<i32>,
}

impl Lemmatiser {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let scripts: Vec<Script> =
            archive.strings("scripts")?.iter().map(|line| Script::from_line(line)).collect::<Result<_, _>>()?;
        let candidates = Candidates::from_lines(&archive.strings("candidates")?, scripts.len())?;
        let lexicon = Lexicon::parse(archive.section("lexicon")?, scripts.len())?;
        let weights = Weights::parse(archive.section("weights")?)?;
        if weights.classes() != scripts.len() {
            return Err("has weights for other classes than its edit scripts".into());
        }
        Ok(Self { scripts, candidates, lexicon, weights })
    }

    /// The lemma of a form with a MULTEXT-East tag.
    pub fn lemma_of(&self, form: &str, xpos: &str) -> SmolStr {
        self.lemma(form, xpos, &mut Workspace::default())
    }

    fn lemma(&self, form: &str, xpos: &str, work: &mut Workspace) -> SmolStr {
        let lower = form.to_lowercase();
        let known = self.lexicon.get(lexicon::key(&lower, xpos));
        if let Some(lemma) = known.and_then(|script| self.scripts[script].apply(form)) {
            return lemma.into();
        }
        features::extract(form, &lower, xpos, &mut work.features);
        work.scores.clear();
        work.scores.resize(self.scripts.len(), 0);
        self.weights.add(work.features.as_slice().iter().copied(), &mut work.scores);
        let candidates = self.candidates.of(xpos).iter().map(|&script| usize::from(script));
        let fitting = candidates.filter(|&script| self.scripts[script].fits(form));
        let best = fitting.max_by_key(|&script| (work.scores[script], std::cmp::Reverse(script)));
        best.and_then(|script| self.scripts[script].apply(form)).unwrap_or_else(|| form.to_owned()).into()
    }
}

impl Stage for Lemmatiser {
    fn name(&self) -> &'static str {
        "lemmatiser"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Tags]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Lemmas]
    }

    fn run(&self, doc: &mut Document) {
        let mut work = Workspace::default();
        for token in doc.sentences.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
            token.lemma = self.lemma(&token.form, &token.xpos, &mut work);
        }
    }
}
