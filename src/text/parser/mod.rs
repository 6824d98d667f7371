//! Heads and relations.

mod features;
mod state;
mod train;
mod words;

pub use train::{Plan, train};

use super::linear::{Archive, Features, Weights};
use super::token::Token;
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use state::{State, Transition};
use words::Word;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/parser.bin";

/// The relation of the one word without a head.
const ROOT: &str = "root";

/// A greedy transition parser; gives a tree with one root for any sentence, in time linear in its length.
pub struct Parser {
    labels: Vec<String>,
    root: usize,
    weights: Weights,
}

impl Parser {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: std::borrow::Cow<'static, [u8]>) -> Result<Self, String> {
        let archive = Archive::parse(bytes)?;
        let labels = archive.strings("labels")?;
        let root = labels.iter().position(|label| label == ROOT).ok_or("knows no relation root")?;
        let weights = Weights::parse(archive.section("transitions")?)?;
        if weights.classes() != classes(labels.len()) {
            return Err("has weights for other relations than it lists".into());
        }
        Ok(Self { labels, root, weights })
    }

    /// Sets head and relation of every token of a sentence.
    pub fn parse(&self, tokens: &mut [Token]) {
        let words = words::words(tokens);
        let state = self.run(&words);
        for (token, word) in tokens.iter_mut().zip(1..) {
            let head = state.heads[word];
            token.head = if head == state.root() { 0 } else { head };
            token.deprel = self.labels[state.labels[word]].as_str().into();
        }
    }

    /// Takes the best transition until the tree is whole.
    fn run(&self, words: &[Word]) -> State {
        let mut state = State::new(words.len() - 2);
        let mut features = Features::default();
        let mut scores = vec![0; self.weights.classes()];
        while !state.is_final() {
            features::extract(&state, words, &mut features);
            scores.fill(0);
            self.weights.add(features.as_slice().iter().copied(), &mut scores);
            let Some(class) = best(&state, &scores, self.labels.len(), self.root, |_| true) else { break };
            state.apply(transition(class, self.labels.len()));
        }
        state
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

/// Number of transitions: shift, and left and right with every relation.
fn classes(labels: usize) -> usize {
    1 + 2 * labels
}

fn transition(class: usize, labels: usize) -> Transition {
    match class {
        0 => Transition::Shift,
        left if left <= labels => Transition::Left(left - 1),
        right => Transition::Right(right - 1 - labels),
    }
}

/// Whether a transition may be taken: `root` marks the arc from the root and no other.
fn allowed(state: &State, transition: Transition, root: usize) -> bool {
    match transition {
        Transition::Shift => state.can_shift(),
        Transition::Left(label) => state.can_left() && (label == root) == (state.next == state.root()),
        Transition::Right(label) => state.can_right() && label != root,
    }
}

/// The best allowed class that also passes `filter`.
fn best<S: PartialOrd + Copy>(
    state: &State,
    scores: &[S],
    labels: usize,
    root: usize,
    filter: impl Fn(Transition) -> bool,
) -> Option<usize> {
    let mut found: Option<usize> = None;
    for (class, score) in scores.iter().enumerate() {
        let transition = transition(class, labels);
        if found.is_none_or(|best| *score > scores[best]) && allowed(state, transition, root) && filter(transition) {
            found = Some(class);
        }
    }
    found
}
