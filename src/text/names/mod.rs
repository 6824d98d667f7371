//! Proper names: persons, places, organisations, others, and possessive adjectives of persons' names.

mod calibrate;
mod chain;
mod class;
mod context;
mod features;
mod known;
mod network;
mod train;
mod viterbi;
mod word;

pub use super::neural::Sizes;
pub use train::{Data, Plan, train};

use super::linear::{Archive, ArchiveBuilder, Features};
use super::neural::{Batch, Row, Vocabulary};
use super::token::{Name, Sentence};
use crate::document::Document;
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use context::Context;
use features::Place;
use network::{Network, Scorer};
use std::sync::Arc;
use viterbi::Scores;
use word::Word;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/names.bin";

/// Longer sentences are read in pieces of this many tokens, and about so many tokens go through the network together, so
/// that memory does not grow with a sentence or a document.
const PIECE: usize = 1000;

/// Finds names: a small recurrent network scores the classes of each word, and the best sequence of classes tells the names.
pub struct NameFinder {
    gazetteer: Arc<Gazetteer>,
    vocabulary: Vocabulary,
    scorer: Scorer,
    /// What one unit of a margin is worth on the logistic scale.
    slope: f32,
}

/// A piece of a sentence.
struct Piece {
    sentence: usize,
    /// Index of its first token.
    start: usize,
}

impl NameFinder {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack, gazetteer: Arc<Gazetteer>) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?, gazetteer).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: std::borrow::Cow<'static, [u8]>, gazetteer: Arc<Gazetteer>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let vocabulary =
            Vocabulary::from_bytes(archive.section("features")?).ok_or("has a damaged list of features")?;
        let scorer = Scorer::read(&archive)?;
        if scorer.features() != vocabulary.len() {
            return Err("has a network for other features than it lists".into());
        }
        let slope = archive.section("slope")?;
        let slope = slope[..].try_into().map(f32::from_le_bytes).map_err(|_| "has a damaged slope")?;
        Ok(Self { gazetteer, vocabulary, scorer, slope })
    }

    /// The names of a document's sentences, in the order of the text.
    pub fn find(&self, sentences: &[Sentence]) -> Vec<Name> {
        let words = words(sentences, &self.gazetteer);
        let context = Context::new(&words);
        let (mut batch, mut pieces, mut names) = (Batch::default(), Vec::new(), Vec::new());
        for (sentence, words) in words.iter().enumerate() {
            let rows = self.rows(sentence, words, &context);
            for (number, rows) in rows.chunks(PIECE).enumerate() {
                batch.push(rows.iter().cloned());
                pieces.push(Piece { sentence, start: number * PIECE });
                if batch.bags.len() >= PIECE {
                    self.decode(&std::mem::take(&mut batch), &std::mem::take(&mut pieces), &mut names);
                }
            }
        }
        self.decode(&batch, &pieces, &mut names);
        names
    }

    fn rows(&self, sentence: usize, words: &[Word], context: &Context) -> Vec<Vec<Row>> {
        let shouted = features::is_shouted(words);
        let mut features = Features::default();
        let each = (0..words.len()).map(|at| {
            features::extract(&Place { words, at, shouted }, &context.elsewhere(sentence, at), &mut features);
            self.vocabulary.rows(features.as_slice())
        });
        each.collect()
    }

    fn decode(&self, batch: &Batch, pieces: &[Piece], names: &mut Vec<Name>) {
        let scores = self.scorer.scores(batch);
        for (piece, place) in pieces.iter().zip(&batch.sentences) {
            self.decode_piece(piece, &scores[place.clone()], names);
        }
    }

    fn decode_piece(&self, piece: &Piece, scores: &[Scores], names: &mut Vec<Name>) {
        let path = viterbi::best(scores, &self.scorer.transitions);
        let found = class::decode(&path);
        if found.is_empty() {
            return;
        }
        let margins = viterbi::margins(scores, &self.scorer.transitions, &path);
        names.extend(found.into_iter().map(|(tokens, class, possessive)| Name {
            sentence: piece.sentence,
            class,
            possessive,
            confidence: confidence(&margins[tokens.start..margins.len().min(tokens.end + 1)], self.slope),
            tokens: piece.start + tokens.start..piece.start + tokens.end,
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

fn words(sentences: &[Sentence], gazetteer: &Gazetteer) -> Vec<Vec<Word>> {
    let each = sentences.iter().map(|sentence| {
        let known = known::known(gazetteer, &sentence.tokens);
        sentence.tokens.iter().zip(known).map(|(token, known)| word::word(token, known)).collect()
    });
    each.collect()
}

/// A name is as sure as the least sure of its tokens and of the one behind it, which must not belong to it.
fn confidence(margins: &[f32], slope: f32) -> f32 {
    let least = margins.iter().copied().fold(f32::INFINITY, f32::min);
    1.0 / (1.0 + (-slope * least).exp())
}

fn write(vocabulary: &Vocabulary, network: &Network, slope: f32) -> Vec<u8> {
    let archive = ArchiveBuilder::default().section("features", vocabulary.as_bytes());
    network.write(archive.section("slope", slope.to_le_bytes())).into_bytes()
}
