//! Heads and relations.
//!
//! A small recurrent network scores every pair of words as dependent and head; the best tree over these scores is the
//! parse (it may be non-projective), and each arc gets the relation that the network finds best for it.

mod gradient;
mod input;
mod network;
mod score;
mod train;
mod tree;

pub use network::Sizes;
pub use train::{Plan, train};

use super::linear::Archive;
use super::neural::{Batch, Vocabulary};
use super::token::{Token, Upos};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use score::Scorer;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/parser.bin";

/// The relation of the one word without a head.
const ROOT: &str = "root";
/// The relation between the parts of a sentence that is too long to be parsed in one piece.
const PARATAXIS: &str = "parataxis";
/// The longest piece, so that time stays linear in the length of a sentence.
const LONGEST: usize = 200;

/// Gives a tree with one root for any sentence.
pub struct Parser {
    labels: Vec<String>,
    root: usize,
    vocabulary: Vocabulary,
    scorer: Scorer,
}

impl Parser {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: std::borrow::Cow<'static, [u8]>) -> std::result::Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let labels = archive.strings("relations")?;
        let root = labels.iter().position(|label| label == ROOT).ok_or("knows no relation root")?;
        let vocabulary =
            Vocabulary::from_bytes(archive.section("features")?).ok_or("has a damaged list of features")?;
        let scorer = Scorer::read(&archive)?;
        if scorer.features() != vocabulary.len() || scorer.relations() != labels.len() {
            return Err("has a network for other features or relations than it lists".into());
        }
        Ok(Self { labels, root, vocabulary, scorer })
    }

    /// Sets head and relation of every token of a sentence.
    pub fn parse(&self, tokens: &mut [Token]) {
        let mut start = 0;
        let mut root = None;
        while start < tokens.len() {
            let end = piece_end(tokens, start);
            let own = start + self.parse_piece(&mut tokens[start..end]);
            for token in &mut tokens[start..end] {
                token.head = if token.head == 0 { 0 } else { token.head + start };
            }
            match root {
                None => root = Some(own),
                Some(root) => (tokens[own].head, tokens[own].deprel) = (root + 1, PARATAXIS.into()),
            }
            start = end;
        }
    }

    /// Returns the index of the root.
    fn parse_piece(&self, tokens: &mut [Token]) -> usize {
        let mut batch = Batch::default();
        batch.push(input::features(tokens).iter().map(|features| self.vocabulary.rows(features)));
        let views = self.scorer.views(&batch);
        let heads = tree::best_tree(&self.scorer.arcs(&views));
        let scores = self.scorer.labels(&views, &heads);
        let mut root = 0;
        for (index, token) in tokens.iter_mut().enumerate() {
            token.head = heads[index + 1];
            let label = if token.head == 0 { self.root } else { self.best_label(scores.row(index)) };
            token.deprel = self.labels[label].as_str().into();
            if token.head == 0 {
                root = index;
            }
        }
        root
    }

    fn best_label(&self, scores: &[f32]) -> usize {
        let others = (0..scores.len()).filter(|&label| label != self.root);
        others.max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(self.root)
    }
}

impl Stage for Parser {
    fn name(&self) -> &'static str {
        "parser"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Tags, Layer::Lemmas]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Trees]
    }

    fn run(&self, doc: &mut Document) {
        for sentence in &mut doc.sentences {
            self.parse(&mut sentence.tokens);
        }
    }
}

/// Where the piece that begins at `start` ends: at the end of the sentence, or behind the last mark that leaves it short enough.
fn piece_end(tokens: &[Token], start: usize) -> usize {
    let limit = start + LONGEST;
    if limit >= tokens.len() {
        return tokens.len();
    }
    let mark = (start + LONGEST / 2..limit).rev().find(|&at| tokens[at].upos == Upos::Punct);
    mark.map_or(limit, |at| at + 1)
}
