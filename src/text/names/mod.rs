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

pub use network::Sizes;
pub use train::{Data, Plan, train};

use super::linear::{Archive, ArchiveBuilder, Features};
use super::neural::{Batch, Encoder, Recurrent, Row, Tensors, Vocabulary, pack, unpack};
use super::token::{Name, Sentence};
use crate::document::Document;
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use class::CLASSES;
use context::Context;
use features::Place;
use network::{Head, Network};
use std::sync::Arc;
use viterbi::{Scores, Transitions};
use word::Word;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/names.bin";

/// Longer sentences are read in pieces of this many tokens, and about so many tokens go through the networks together, so
/// that memory does not grow with a sentence or a document.
const PIECE: usize = 1000;

/// Finds names: small recurrent networks score the classes of each word, and the best sequence of classes tells the names.
pub struct NameFinder {
    gazetteer: Arc<Gazetteer>,
    vocabulary: Vocabulary,
    /// Their scores are averaged.
    networks: Vec<Network>,
    transitions: Transitions,
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
        let vocabulary = Vocabulary::from_bytes(&archive.section("features")?);
        let networks = (0..number(&archive, "networks")?).map(|network| read(&archive, network));
        let networks = networks.collect::<Result<Vec<_>, _>>()?;
        if networks.is_empty() || networks.iter().any(|network| !network.fits(vocabulary.len())) {
            return Err("has networks for other features or classes than it lists".into());
        }
        let slope = f32::from_bits(number(&archive, "slope")?);
        let transitions = Transitions::mean(networks.iter().map(|network| network.heads[0].transitions()));
        Ok(Self { gazetteer, vocabulary, networks, transitions, slope })
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
        let scores = self.scores(batch);
        for (piece, place) in pieces.iter().zip(&batch.sentences) {
            self.decode_piece(piece, &scores[place.clone()], names);
        }
    }

    fn scores(&self, batch: &Batch) -> Vec<Scores> {
        let mut sums = vec![[0.0; CLASSES]; batch.bags.len()];
        let share = 1.0 / self.networks.len() as f32;
        for network in &self.networks {
            let scores = network.heads[0].scores(&network.encoder.forward(batch, |_| None).states);
            for (sum, score) in sums.as_flattened_mut().iter_mut().zip(scores.as_flattened()) {
                *sum += share * score;
            }
        }
        sums
    }

    fn decode_piece(&self, piece: &Piece, scores: &[Scores], names: &mut Vec<Name>) {
        let path = viterbi::best(scores, &self.transitions);
        let found = class::decode(&path);
        if found.is_empty() {
            return;
        }
        let margins = viterbi::margins(scores, &self.transitions, &path);
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

fn write(vocabulary: &Vocabulary, networks: &[Network], slope: f32) -> Vec<u8> {
    let mut archive = ArchiveBuilder::default().section("features", vocabulary.to_bytes());
    archive = archive.section("slope", slope.to_le_bytes()).section("networks", (networks.len() as u32).to_le_bytes());
    for (number, network) in networks.iter().enumerate() {
        archive = archive.section(&format!("layers-{number}"), (network.encoder.layers.len() as u32).to_le_bytes());
        for (tensor, matrix) in network.tensors().into_iter().enumerate() {
            archive = archive.section(&format!("tensor-{number}-{tensor}"), pack(matrix));
        }
    }
    archive.into_bytes()
}

fn read(archive: &Archive, network: u32) -> Result<Network, String> {
    let layers = number(archive, &format!("layers-{network}"))?;
    let mut tensor = 0;
    let mut next = || {
        let matrix = unpack(&archive.section(&format!("tensor-{network}-{tensor}"))?);
        tensor += 1;
        matrix.ok_or_else(|| format!("has a damaged tensor {}", tensor - 1))
    };
    let words = next()?;
    let layers =
        (0..layers).map(|_| Ok(Recurrent { weights: next()?, bias: next()? })).collect::<Result<_, String>>()?;
    let head = Head { output: next()?, bias: next()?, transitions: next()? };
    Ok(Network { encoder: Encoder { words, layers }, heads: vec![head] })
}

/// A section of four bytes.
fn number(archive: &Archive, section: &str) -> Result<u32, String> {
    let bytes = archive.section(section)?;
    bytes[..].try_into().map(u32::from_le_bytes).map_err(|_| format!("has a section {section} of the wrong length"))
}
