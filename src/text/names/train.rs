//! Learning to find names.

use super::class::{self, CLASSES};
use super::context::Context;
use super::viterbi::{self, Scores, Transitions};
use super::{NameFinder, features, words};
use crate::document::Document;
use crate::text::linear::{ArchiveBuilder, FeatureId, Features, Pruning, Shuffle, Trainer};
use rustc_hash::FxHashMap;

/// How to train.
#[derive(Debug, Clone)]
pub struct Plan {
    pub epochs: usize,
    pub seed: u64,
    pub pruning: Pruning,
    /// By how much the right sequence must beat another one for each token in which they differ.
    pub margin: f32,
    /// The share of features that is shown at random, so that no decision leans on a single word.
    pub hide: f32,
    /// A feature that occurs fewer times is left out from the start.
    pub min_count: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 16,
            seed: 1,
            pruning: Pruning { min_updates: 2, min_share: 0.1, ..Pruning::default() },
            margin: 2.0,
            hide: 0.2,
            min_count: 1,
        }
    }
}

struct Example {
    /// For each token its features.
    features: Vec<Vec<FeatureId>>,
    classes: Vec<usize>,
}

/// The bytes of a model file learnt from documents whose names are known, with confidences fitted to `held_out`.
pub fn train(documents: &[Document], held_out: &[Document], plan: &Plan) -> Vec<u8> {
    let mut examples: Vec<Example> = documents.iter().flat_map(examples).collect();
    drop_rare(&mut examples, plan.min_count);
    let mut trainer = Trainer::new(CLASSES);
    let mut random = Shuffle::new(plan.seed);
    for _ in 0..plan.epochs {
        random.shuffle(&mut examples);
        for example in &examples {
            learn(example, &mut trainer, plan, &mut random);
        }
    }
    let weights = trainer.finish(plan.pruning).into_bytes();
    let file = |slope: f32| {
        let sections = ArchiveBuilder::default().section("classes", &weights).section("slope", slope.to_le_bytes());
        sections.into_bytes()
    };
    let slope = NameFinder::from_bytes(file(1.0).into()).map_or(1.0, |finder| fit_slope(&finder, held_out));
    file(slope)
}

fn drop_rare(examples: &mut [Example], min_count: u32) {
    let mut counts: FxHashMap<FeatureId, u32> = FxHashMap::default();
    for id in examples.iter().flat_map(|example| example.features.iter().flatten()) {
        *counts.entry(*id).or_default() += 1;
    }
    for list in examples.iter_mut().flat_map(|example| &mut example.features) {
        list.retain(|id| counts[id] >= min_count);
    }
}

fn examples(document: &Document) -> Vec<Example> {
    let words = words(&document.sentences);
    let context = Context::new(&words);
    let each = words.iter().enumerate().map(|(sentence, words)| {
        let names = document.names.iter().filter(|name| name.sentence == sentence);
        let mut list = Features::default();
        let features = words.iter().enumerate().map(|(at, word)| {
            features::extract(words, at, &context.elsewhere(sentence, at, word), &mut list);
            list.as_slice().to_vec()
        });
        Example { features: features.collect(), classes: class::encode(words.len(), names) }
    });
    each.collect()
}

fn learn(example: &Example, trainer: &mut Trainer, plan: &Plan, random: &mut Shuffle) {
    let mut some = |list: &Vec<FeatureId>| list.iter().copied().filter(|_| random.unit() >= plan.hide).collect();
    let shown: Vec<Vec<FeatureId>> = example.features.iter().map(&mut some).collect();
    let score = |features: &[FeatureId]| {
        let mut scores = [0.0; CLASSES];
        trainer.score(features, &mut scores);
        scores
    };
    let transitions = Transitions(std::array::from_fn(|before| score(&[features::after_class(before)])));
    let mut scores: Vec<Scores> = shown.iter().map(|features| score(features)).collect();
    for (scores, &gold) in scores.iter_mut().zip(&example.classes) {
        scores[gold] -= plan.margin;
    }
    let guess = viterbi::best(&scores, &transitions);
    for (at, (&gold, &guess)) in example.classes.iter().zip(&guess).enumerate() {
        if gold != guess {
            trainer.update(&shown[at], gold, 1.0);
            trainer.update(&shown[at], guess, -1.0);
        }
    }
    for (gold, guess) in example.classes.windows(2).zip(guess.windows(2)) {
        if gold != guess {
            trainer.update(&[features::after_class(gold[0])], gold[1], 1.0);
            trainer.update(&[features::after_class(guess[0])], guess[1], -1.0);
        }
    }
    trainer.tick();
}

/// The slope with which confidences fit best (highest likelihood) to which names are right.
fn fit_slope(finder: &NameFinder, documents: &[Document]) -> f32 {
    let mut outcomes = Vec::new();
    for document in documents {
        for found in finder.find(&document.sentences) {
            let right = document
                .names
                .iter()
                .any(|gold| (gold.sentence, &gold.tokens, gold.class) == (found.sentence, &found.tokens, found.class));
            outcomes.push((found.confidence, right));
        }
    }
    let likelihood = |slope: f32| -> f32 {
        let fitted = outcomes.iter().map(|&(at_one, right)| {
            let odds = (at_one / (1.0 - at_one).max(1e-6)).max(1e-6).powf(slope);
            let sure = odds / (1.0 + odds);
            if right { sure } else { 1.0 - sure }.max(1e-6).ln()
        });
        fitted.sum()
    };
    let slopes = (1..=60).map(|step| step as f32 * 0.05);
    slopes.max_by(|a, b| likelihood(*a).total_cmp(&likelihood(*b))).unwrap_or(1.0)
}
