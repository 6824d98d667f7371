//! Learning to parse from trees.

use super::gradient::{Gold, add_gradient};
use super::input::features;
use super::network::{Network, Sizes};
use super::{ROOT, write};
use crate::text::linear::{FeatureId, Shuffle};
use crate::text::neural::{Adam, Batch, Vocabulary, dropout_mask};
use crate::text::token::Sentence;

/// How to train.
#[derive(Debug, Clone)]
pub struct Plan {
    pub epochs: usize,
    pub seed: u64,
    pub sizes: Sizes,
    /// Words in one step.
    pub batch: usize,
    /// Step size at the beginning; it goes down evenly to 0.
    pub rate: f32,
    /// The share of a word's features that is hidden at random.
    pub hide: f32,
    /// The share of numbers between layers that is hidden at random.
    pub dropout: f32,
    /// A feature that occurs fewer times is left out.
    pub min_count: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 24,
            seed: 1,
            sizes: Sizes::default(),
            batch: 400,
            rate: 3e-3,
            hide: 0.25,
            dropout: 0.3,
            min_count: 2,
        }
    }
}

struct Example {
    features: Vec<Vec<FeatureId>>,
    gold: Gold,
}

/// The bytes of a model file learnt from sentences with trees. `progress` hears the mean loss of each epoch.
pub fn train(sentences: &[Sentence], plan: &Plan, mut progress: impl FnMut(usize, f32)) -> Vec<u8> {
    let labels = label_set(sentences);
    let mut examples: Vec<_> = sentences.iter().filter(|s| !s.tokens.is_empty()).map(|s| example(s, &labels)).collect();
    let vocabulary =
        Vocabulary::new(examples.iter().flat_map(|e| e.features.iter().flatten()), plan.min_count, usize::MAX);
    let mut random = Shuffle::new(plan.seed);
    let mut network = Network::new(vocabulary.len(), labels.len(), plan.sizes, &mut random);
    let mut gradient = network.zeros();
    let mut adam = Adam::new(&network);
    let words: usize = examples.iter().map(|example| example.features.len()).sum();
    let mut done = 0;
    for epoch in 0..plan.epochs {
        random.shuffle(&mut examples);
        let (mut loss, mut steps) = (0.0, 0);
        for chunk in batches(&examples, plan.batch) {
            let batch = batch(chunk, &vocabulary, plan.hide, &mut random);
            let gold: Vec<&Gold> = chunk.iter().map(|example| &example.gold).collect();
            let pass = network.forward(&batch, |places| Some(dropout_mask(places, plan.dropout, &mut random)));
            loss += add_gradient(&network, &batch, &pass, &gold, &mut gradient);
            steps += 1;
            let rest = 1.0 - done as f32 / (words * plan.epochs) as f32;
            adam.step(&mut network, &mut gradient, plan.rate * rest);
            done += batch.bags.len();
        }
        progress(epoch + 1, loss / steps as f32);
    }
    write(&labels, &vocabulary, &network)
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
    let number = |deprel: &str| labels.binary_search(&relation(deprel)).unwrap_or(0);
    let tokens = &sentence.tokens;
    Example {
        features: features(tokens),
        gold: Gold {
            heads: std::iter::once(0).chain(tokens.iter().map(|token| token.head)).collect(),
            labels: std::iter::once(0).chain(tokens.iter().map(|token| number(&token.deprel))).collect(),
        },
    }
}

/// Cuts the examples into pieces of about so many words.
fn batches(mut examples: &[Example], words: usize) -> impl Iterator<Item = &[Example]> {
    std::iter::from_fn(move || {
        let mut seen = 0;
        let more = |example: &&Example| {
            let fits = seen < words;
            seen += example.features.len();
            fits
        };
        let count = examples.iter().take_while(more).count();
        let (batch, rest) = examples.split_at(count);
        examples = rest;
        (!batch.is_empty()).then_some(batch)
    })
}

fn batch(examples: &[Example], vocabulary: &Vocabulary, hide: f32, random: &mut Shuffle) -> Batch {
    let mut batch = Batch::default();
    for example in examples {
        let bags = example.features.iter().map(|features| {
            let mut rows = vocabulary.rows(features);
            rows.retain(|_| random.unit() >= hide);
            rows
        });
        batch.push(bags.collect::<Vec<_>>());
    }
    batch
}
