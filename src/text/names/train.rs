//! Learning to find names.

use super::calibrate::fit_slope;
use super::context::Context;
use super::features::{self, Place};
use super::network::{Network, SIZES};
use super::{NameFinder, class, words, write};
use crate::document::Document;
use crate::entity::gazetteer::Gazetteer;
use crate::text::linear::{FeatureId, Features, Shuffle};
use crate::text::neural::{Adam, Batch, Row, Sizes, Tensors, Vocabulary, mask};
use std::sync::Arc;

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
    /// The share of words whose own form and lemma are hidden as a whole, as if they were unknown.
    pub unknown: f32,
    /// The share of numbers between layers that is hidden at random.
    pub dropout: f32,
    /// A feature that occurs fewer times is left out.
    pub min_count: usize,
    /// Only so many of the most frequent features are kept.
    pub features: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 8,
            seed: 1,
            sizes: SIZES,
            batch: 400,
            rate: 3e-3,
            hide: 0.35,
            unknown: 0.1,
            dropout: 0.3,
            min_count: 3,
            features: 36_000,
        }
    }
}

/// What there is to learn from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Data<'d> {
    pub documents: &'d [Document],
    /// Documents whose names follow other guidelines: they teach what the words are like, but not what counts as a name.
    pub others: &'d [Document],
    /// Documents to which the confidences are fitted.
    pub held_out: &'d [Document],
}

struct Example {
    words: Vec<Bag>,
    classes: Vec<usize>,
    /// The guidelines it follows.
    head: usize,
}

/// The features of one word.
struct Bag {
    features: Vec<FeatureId>,
    /// How many at the beginning name the very word.
    lexical: usize,
}

/// The bytes of a model file learnt from documents whose names are known. `progress` hears the mean loss of
/// each epoch.
pub fn train(data: Data, gazetteer: &Arc<Gazetteer>, plan: &Plan, progress: impl FnMut(usize, f32)) -> Vec<u8> {
    let own = data.documents.iter().flat_map(|document| examples(document, 0, gazetteer));
    let others = data.others.iter().flat_map(|document| examples(document, 1, gazetteer));
    let mut examples: Vec<Example> = own.chain(others).collect();
    let all = examples.iter().flat_map(|example| example.words.iter().flat_map(|bag| &bag.features));
    let vocabulary = Vocabulary::new(all, plan.min_count, plan.features);
    let network = learn(&mut examples, &vocabulary, plan, progress);
    let file = |slope: f32| write(&vocabulary, &network, slope);
    let finder = NameFinder::from_bytes(file(1.0).into(), Arc::clone(gazetteer));
    file(finder.map_or(1.0, |finder| fit_slope(&finder, data.held_out)))
}

fn examples(document: &Document, head: usize, gazetteer: &Gazetteer) -> Vec<Example> {
    let words = words(&document.sentences, gazetteer);
    let context = Context::new(&words);
    let each = words.iter().enumerate().filter(|(_, words)| !words.is_empty()).map(|(sentence, words)| {
        let names = document.names.iter().filter(|name| name.sentence == sentence);
        let shouted = features::is_shouted(words);
        let mut list = Features::default();
        let bags = (0..words.len()).map(|at| {
            let place = Place { words, at, shouted };
            let lexical = features::extract(&place, &context.elsewhere(sentence, at), &mut list);
            Bag { features: list.as_slice().to_vec(), lexical }
        });
        Example { words: bags.collect(), classes: class::encode(words.len(), names), head }
    });
    each.collect()
}

fn learn(
    examples: &mut [Example],
    vocabulary: &Vocabulary,
    plan: &Plan,
    mut progress: impl FnMut(usize, f32),
) -> Network {
    let mut random = Shuffle::new(plan.seed);
    let heads = examples.iter().map(|example| example.head + 1).max().unwrap_or(1);
    let mut network = Network::new(vocabulary.len(), heads, plan.sizes, &mut random);
    let mut gradient = network.zeros();
    let mut adam = Adam::new(&network);
    let words: usize = examples.iter().map(|example| example.words.len()).sum();
    let mut done = 0;
    for epoch in 0..plan.epochs {
        random.shuffle(examples);
        let (mut loss, mut steps) = (0.0, 0);
        for chunk in batches(examples, plan.batch) {
            let batch = batch(&chunk, vocabulary, plan, &mut random);
            let gold: Vec<&[usize]> = chunk.iter().map(|example| &example.classes[..]).collect();
            let hide = |places| Some(mask(places, plan.dropout, &mut random));
            let (vectors, trail) = network.encoder.forward(&batch, hide);
            loss += network.add_gradient(&batch, (&vectors, &trail), &gold, chunk[0].head, &mut gradient);
            steps += 1;
            let rest = 1.0 - done as f32 / (words * plan.epochs) as f32;
            adam.step(&mut network, &mut gradient, &batch.rows(), plan.rate * rest);
            done += batch.bags.len();
        }
        progress(epoch + 1, loss / steps.max(1) as f32);
    }
    network.heads.truncate(1);
    network
}

/// Gathers the examples of the same guidelines in batches of about so many words, in the order in which they are full.
fn batches(examples: &[Example], words: usize) -> Vec<Vec<&Example>> {
    let mut done = Vec::new();
    let mut open: Vec<(usize, Vec<&Example>)> = Vec::new();
    for example in examples {
        if open.len() <= example.head {
            open.resize_with(example.head + 1, Default::default);
        }
        let (seen, batch) = &mut open[example.head];
        *seen += example.words.len();
        batch.push(example);
        if *seen >= words {
            done.push(std::mem::take(batch));
            *seen = 0;
        }
    }
    done.extend(open.into_iter().map(|(_, batch)| batch).filter(|batch| !batch.is_empty()));
    done
}

fn batch(examples: &[&Example], vocabulary: &Vocabulary, plan: &Plan, random: &mut Shuffle) -> Batch {
    let mut batch = Batch::default();
    for example in examples {
        let bags = example.words.iter().map(|bag| shown(bag, vocabulary, plan, random));
        batch.push(bags.collect::<Vec<_>>());
    }
    batch
}

/// The rows of a word that are not hidden.
fn shown(bag: &Bag, vocabulary: &Vocabulary, plan: &Plan, random: &mut Shuffle) -> Vec<Row> {
    let start = if random.unit() < plan.unknown { bag.lexical } else { 0 };
    let mut rows = vocabulary.rows(&bag.features[start..]);
    rows.retain(|_| random.unit() >= plan.hide);
    rows
}
