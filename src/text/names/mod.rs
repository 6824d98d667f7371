//! Proper names: persons, places, organisations, others, and possessive adjectives of persons' names.

mod class;
mod context;
mod features;
mod train;
mod viterbi;
mod word;

pub use train::{Plan, train};

use super::linear::{Archive, Features, Weights};
use super::token::{Name, Sentence};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use class::CLASSES;
use context::Context;
use viterbi::{Scores, Transitions};
use word::Word;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/names.bin";

/// Sentences are decoded in pieces of this many tokens, so that memory does not grow with a sentence.
const PIECE: usize = 2000;

/// Finds names with a linear chain over hashed features.
pub struct NameFinder {
    weights: Weights,
    transitions: Transitions,
    /// What one unit of a margin is worth on the logistic scale.
    slope: f32,
}

impl NameFinder {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let weights = Weights::parse(archive.section("classes")?)?;
        if weights.classes() != CLASSES {
            return Err("has weights for other classes of names".into());
        }
        let slope = archive.section("slope")?;
        let slope = slope[..].try_into().map(f32::from_le_bytes).map_err(|_| "has a slope of the wrong length")?;
        let transitions =
            Transitions(std::array::from_fn(|before| token_scores(&weights, &[features::after_class(before)])));
        Ok(Self { weights, transitions, slope })
    }

    /// The names of a document's sentences, in the order of the text.
    pub fn find(&self, sentences: &[Sentence]) -> Vec<Name> {
        let words = words(sentences);
        let context = Context::new(&words);
        let mut names = Vec::new();
        for (sentence, words) in words.iter().enumerate() {
            let mut start = 0;
            for piece in self.scores(sentence, words, &context).chunks(PIECE) {
                self.decode(sentence, start, piece, &mut names);
                start += piece.len();
            }
        }
        names
    }

    fn scores(&self, sentence: usize, words: &[Word], context: &Context) -> Vec<Scores> {
        let mut features = Features::default();
        let each = words.iter().enumerate().map(|(at, word)| {
            let elsewhere = context.elsewhere(sentence, at, word);
            features::extract(words, at, &elsewhere, &mut features);
            token_scores(&self.weights, features.as_slice())
        });
        each.collect()
    }

    fn decode(&self, sentence: usize, start: usize, scores: &[Scores], names: &mut Vec<Name>) {
        let path = viterbi::best(scores, &self.transitions);
        let found = class::decode(&path);
        if found.is_empty() {
            return;
        }
        let margins = viterbi::margins(scores, &self.transitions, &path);
        names.extend(found.into_iter().map(|(tokens, class, possessive)| Name {
            sentence,
            class,
            possessive,
            confidence: confidence(&margins[tokens.start..margins.len().min(tokens.end + 1)], self.slope),
            tokens: start + tokens.start..start + tokens.end,
        }));
    }
}

impl Stage for NameFinder {
    fn name(&self) -> &'static str {
        "names"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Tags, Layer::Lemmas]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Names]
    }

    fn run(&self, doc: &mut Document) {
        doc.names = self.find(&doc.sentences);
    }
}

fn words(sentences: &[Sentence]) -> Vec<Vec<Word>> {
    sentences.iter().map(|sentence| sentence.tokens.iter().map(word::word).collect()).collect()
}

fn token_scores(weights: &Weights, features: &[u64]) -> Scores {
    let mut scores = [0; CLASSES];
    weights.add(features.iter().copied(), &mut scores);
    scores.map(|score| score as f32 * weights.unit())
}

/// A name is as sure as the least sure of its tokens and of the one behind it, which must not belong to it.
fn confidence(margins: &[f32], slope: f32) -> f32 {
    let least = margins.iter().copied().fold(f32::INFINITY, f32::min);
    1.0 / (1.0 + (-slope * least).exp())
}
