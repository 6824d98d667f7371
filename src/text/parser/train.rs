//! Learning to parse from trees.

use super::state::{Gold, State, Transition};
use super::words::{Word, words};
use super::{ROOT, best, classes, features, transition};
use crate::text::linear::{ArchiveBuilder, Features, Pruning, Shuffle, Trainer};
use crate::text::token::Sentence;

/// How to train.
#[derive(Debug, Clone)]
pub struct Plan {
    pub epochs: usize,
    pub seed: u64,
    pub pruning: Pruning,
    /// How often, after the first epoch, the parser's own choice is followed rather than a right one.
    pub explore: f32,
    /// The share of features that is hidden at random, so that no decision leans on a single word.
    pub hide: f32,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 10,
            seed: 1,
            pruning: Pruning { min_updates: 4, min_share: 0.3, ..Pruning::default() },
            explore: 0.9,
            hide: 0.2,
        }
    }
}

struct Example {
    words: Vec<Word>,
    gold: Gold,
}

/// The bytes of a model file learnt from sentences with trees.
pub fn train(sentences: &[Sentence], plan: &Plan) -> Vec<u8> {
    let labels = label_set(sentences);
    let mut examples: Vec<_> = sentences.iter().filter(|s| !s.tokens.is_empty()).map(|s| example(s, &labels)).collect();
    let mut learner = Learner {
        trainer: Trainer::new(classes(labels.len())),
        random: Shuffle::new(plan.seed),
        plan,
        labels: labels.len(),
        root: labels.iter().position(|label| label == ROOT).unwrap_or(0),
    };
    for epoch in 0..plan.epochs {
        learner.random.shuffle(&mut examples);
        for example in &examples {
            learner.learn(example, if epoch == 0 { 0.0 } else { plan.explore });
        }
    }
    let weights = learner.trainer.finish(plan.pruning);
    ArchiveBuilder::default().strings("labels", labels).section("transitions", weights.into_bytes()).into_bytes()
}

/// Editions that cannot write a colon put an underscore before a subtype: `flat_name`.
fn relation(deprel: &str) -> String {
    deprel.replace('_', ":")
}

fn label_set(sentences: &[Sentence]) -> Vec<String> {
    let all = sentences.iter().flat_map(|s| s.tokens.iter().map(|token| relation(&token.deprel)));
    let mut labels: Vec<String> = all.chain([ROOT.to_owned()]).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn example(sentence: &Sentence, labels: &[String]) -> Example {
    let root = sentence.tokens.len() + 1;
    let mut heads = vec![0];
    let mut numbers = vec![0];
    for token in &sentence.tokens {
        heads.push(if token.head == 0 { root } else { token.head });
        numbers.push(labels.binary_search_by(|label| label.cmp(&relation(&token.deprel))).unwrap_or(0));
    }
    heads.push(0);
    numbers.push(0);
    Example { words: words(&sentence.tokens), gold: Gold::new(heads, numbers) }
}

struct Learner<'p> {
    trainer: Trainer,
    random: Shuffle,
    plan: &'p Plan,
    labels: usize,
    root: usize,
}

impl Learner<'_> {
    fn learn(&mut self, example: &Example, explore: f32) {
        let mut state = State::new(example.words.len() - 2);
        let mut features = Features::default();
        let mut scores = vec![0.0; self.trainer.classes()];
        while !state.is_final() {
            features::extract(&state, &example.words, &mut features);
            features.retain(|_| self.random.unit() >= self.plan.hide);
            scores.fill(0.0);
            self.trainer.score(features.as_slice(), &mut scores);
            let right = Right::new(&state, &example.gold);
            let guess = best(&state, &scores, self.labels, self.root, |_| true);
            let gold = best(&state, &scores, self.labels, self.root, |t| right.is_right(t)).or(guess);
            let (Some(gold), Some(guess)) = (gold, guess) else { break };
            if gold != guess {
                self.trainer.update(features.as_slice(), gold, 1.0);
                self.trainer.update(features.as_slice(), guess, -1.0);
            }
            self.trainer.tick();
            let taken = if self.random.unit() < explore { guess } else { gold };
            state.apply(transition(taken, self.labels));
        }
    }
}

/// Which transitions lose the fewest arcs of the gold tree from here.
struct Right {
    shift: bool,
    left: bool,
    right: bool,
    label: usize,
}

impl Right {
    fn new(state: &State, gold: &Gold) -> Self {
        let cost = |can: bool, cost: fn(&Gold, &State) -> usize| if can { cost(gold, state) } else { usize::MAX };
        let shift = cost(state.can_shift(), Gold::cost_of_shift);
        let left = cost(state.can_left(), Gold::cost_of_left);
        let right = cost(state.can_right(), Gold::cost_of_right);
        let least = shift.min(left).min(right);
        Self {
            shift: shift == least,
            left: left == least,
            right: right == least,
            label: gold.labels[state.from_top(0)],
        }
    }

    fn is_right(&self, transition: Transition) -> bool {
        match transition {
            Transition::Shift => self.shift,
            Transition::Left(label) => self.left && label == self.label,
            Transition::Right(label) => self.right && label == self.label,
        }
    }
}
