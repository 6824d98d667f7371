//! Learning to parse from trees.

use super::ROOT;
use super::gradient::{Gold, add_gradient};
use super::input::features;
use super::network::{Network, Sizes};
use super::score::write;
use crate::text::linear::{FeatureId, Shuffle};
use crate::text::neural::{Adam, Batch, Row, Tensors, Vocabulary, mask, pieces};
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
    bags: Vec<Vec<Row>>,
    gold: Gold,
}

/// The bytes of a model file learnt from sentences with trees. `progress` hears the mean loss of each epoch.
pub fn train(sentences: &[Sentence], plan: &Plan, mut progress: impl FnMut(usize, f32)) -> Vec<u8> {
    let labels = label_set(sentences);
    let sentences: Vec<&Sentence> = sentences.iter().filter(|sentence| !sentence.tokens.is_empty()).collect();
    let found: Vec<Vec<Vec<FeatureId>>> = sentences.iter().map(|sentence| features(&sentence.tokens)).collect();
    let vocabulary = Vocabulary::new(found.iter().flatten().flatten(), plan.min_count, usize::MAX);
    let bags = found.iter().map(|words| words.iter().map(|word| vocabulary.rows(word)).collect());
    let mut examples: Vec<Example> =
        sentences.iter().zip(bags).map(|(sentence, bags)| Example { bags, gold: gold(sentence, &labels) }).collect();
    let mut random = Shuffle::new(plan.seed);
    let mut network = Network::new(vocabulary.len(), labels.len(), plan.sizes, &mut random);
    let mut gradient = network.zeros();
    let mut adam = Adam::new(&network);
    let words: usize = examples.iter().map(|example| example.bags.len()).sum();
    let mut done = 0;
    for epoch in 0..plan.epochs {
        random.shuffle(&mut examples);
        let (mut loss, mut steps) = (0.0, 0);
        for piece in pieces(&examples, plan.batch, |example| example.bags.len()) {
            let mut batch = Batch::default();
            piece.iter().for_each(|example| batch.push_hiding(&example.bags, plan.hide, &mut random));
            let gold: Vec<&Gold> = piece.iter().map(|example| &example.gold).collect();
            let pass = network.forward(&batch, |places| Some(mask(places, plan.dropout, &mut random)));
            loss += add_gradient(&network, &batch, &pass, &gold, &mut gradient);
            steps += 1;
            let rest = 1.0 - done as f32 / (words * plan.epochs) as f32;
            adam.step(&mut network, &mut gradient, &batch.rows(), plan.rate * rest);
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

fn gold(sentence: &Sentence, labels: &[String]) -> Gold {
    let number = |deprel: &str| labels.binary_search(&relation(deprel)).unwrap_or(0);
    let tokens = &sentence.tokens;
    Gold {
        heads: std::iter::once(0).chain(tokens.iter().map(|token| token.head)).collect(),
        labels: std::iter::once(0).chain(tokens.iter().map(|token| number(&token.deprel))).collect(),
    }
}
