//! Learning a tagger from annotated sentences.

use super::endings;
use super::features::{normalise, words_left_out};
use super::lexicon::{Lexicon, LexiconBuilder, key};
use super::network::{Network, SIZES};
use super::tagset::{Analysis, Tag, TagSet, Use};
use crate::text::linear::{ArchiveBuilder, FeatureId, Shuffle};
use crate::text::neural::{Adam, Batch, Row, Sizes, Tensors, Vocabulary, mask, pieces, write_dense};
use crate::text::token::Token;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// How a tagger is trained.
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
    /// An analysis that occurs fewer times has no part of its own.
    pub min_analysis: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            epochs: 8,
            seed: 1,
            sizes: SIZES,
            batch: 500,
            rate: 3e-3,
            hide: 0.2,
            dropout: 0.3,
            min_count: 4,
            min_analysis: 30,
        }
    }
}

/// Forms that occur more often are no model for unknown words.
const RARE: usize = 10;

/// One annotated sentence.
pub type Example = Vec<Token>;

struct Item {
    bags: Vec<Vec<Row>>,
    gold: Vec<Tag>,
}

/// The bytes of a model. `progress` hears the mean loss of each epoch.
pub fn train(examples: &[Example], plan: &Plan, mut progress: impl FnMut(usize, f32)) -> Vec<u8> {
    let (tags, numbers) = tag_set(examples, plan.min_analysis);
    let gold: Vec<Vec<Tag>> =
        examples.iter().map(|tokens| tokens.iter().map(|t| numbers[&analysis(t)]).collect()).collect();
    let lexicon = lexicon(examples, &gold);
    let endings = learn_endings(examples, &gold);
    let (mut items, vocabulary) = items(examples, gold, &lexicon, plan.min_count);
    let mut random = Shuffle::new(plan.seed);
    let mut network = Network::new(vocabulary.len(), tags.outputs(), plan.sizes, &mut random);
    let mut gradient = network.zeros();
    let mut adam = Adam::new(&network);
    let words: usize = items.iter().map(|item| item.gold.len()).sum();
    let mut done = 0;
    for epoch in 0..plan.epochs {
        random.shuffle(&mut items);
        let (mut loss, mut steps) = (0.0, 0);
        for piece in pieces(&items, plan.batch, |item| item.gold.len()) {
            let mut batch = Batch::default();
            piece.iter().for_each(|item| batch.push_hiding(&item.bags, plan.hide, &mut random));
            let gold: Vec<Tag> = piece.iter().flat_map(|item| &item.gold).copied().collect();
            let pass = network.forward(&batch, |places| Some(mask(places, plan.dropout, &mut random)));
            loss += network.add_gradient(&batch, &pass, &gold, &tags, &mut gradient);
            steps += 1;
            let rest = 1.0 - done as f32 / (words * plan.epochs) as f32;
            adam.step(&mut network, &mut gradient, &batch.rows(), plan.rate * rest);
            done += gold.len();
        }
        progress(epoch + 1, loss / steps as f32);
    }
    write(&tags, [&lexicon, &endings], &vocabulary, &network)
}

fn write(tags: &TagSet, [lexicon, endings]: [&Lexicon; 2], vocabulary: &Vocabulary, network: &Network) -> Vec<u8> {
    let archive = ArchiveBuilder::default()
        .strings("analyses", tags.to_lines())
        .section("lexicon", lexicon.as_bytes())
        .section("endings", endings.as_bytes())
        .section("features", vocabulary.as_bytes());
    write_dense(network.encoder.write(archive), "parts", &network.parts, &network.parts_bias).into_bytes()
}

fn analysis(token: &Token) -> Analysis {
    Analysis { xpos: token.xpos.clone(), upos: token.upos, feats: SmolStr::new(token.feats.as_str()) }
}

/// All analyses in a fixed order. One that rare words have is open to words not seen yet.
fn tag_set(examples: &[Example], frequent: usize) -> (TagSet, BTreeMap<Analysis, Tag>) {
    let mut forms: BTreeMap<String, (usize, BTreeSet<Analysis>)> = BTreeMap::new();
    let mut counts: BTreeMap<Analysis, usize> = BTreeMap::new();
    for token in examples.iter().flatten() {
        let entry = forms.entry(normalise(&token.form)).or_default();
        entry.0 += 1;
        entry.1.insert(analysis(token));
        *counts.entry(analysis(token)).or_default() += 1;
    }
    let mut open: BTreeMap<Analysis, usize> = BTreeMap::new();
    for (_, analyses) in forms.into_values().filter(|(count, _)| *count <= 2) {
        analyses.into_iter().for_each(|analysis| *open.entry(analysis).or_default() += 1);
    }
    let numbers = counts.keys().cloned().zip(0..).collect();
    let usage = |analysis: &Analysis, count| Use {
        open: open.get(analysis).is_some_and(|&forms| forms >= 2),
        frequent: count >= frequent,
    };
    let list = counts.iter().map(|(analysis, &count)| (analysis.clone(), usage(analysis, count)));
    (TagSet::new(list.collect()), numbers)
}

fn lexicon(examples: &[Example], gold: &[Vec<Tag>]) -> Lexicon {
    let mut builder = LexiconBuilder::default();
    for (tokens, tags) in examples.iter().zip(gold) {
        for (token, &tag) in tokens.iter().zip(tags) {
            builder.add(key(&normalise(&token.form)), tag);
        }
    }
    builder.build()
}

/// What the endings of rare forms tell.
fn learn_endings(examples: &[Example], gold: &[Vec<Tag>]) -> Lexicon {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms: BTreeSet<(&str, String, Tag)> = BTreeSet::new();
    for (tokens, tags) in examples.iter().zip(gold) {
        for (token, &tag) in tokens.iter().zip(tags) {
            let lower = normalise(&token.form);
            *counts.entry(lower.clone()).or_default() += 1;
            forms.insert((&token.form, lower, tag));
        }
    }
    let rare = forms.iter().filter(|(_, lower, _)| counts[lower] <= RARE);
    endings::learn(rare.map(|(form, lower, tag)| (*form, lower.as_str(), *tag)))
}

fn items(examples: &[Example], gold: Vec<Vec<Tag>>, lexicon: &Lexicon, least: usize) -> (Vec<Item>, Vocabulary) {
    let features = |(tokens, gold): (&Example, &Vec<Tag>)| -> Vec<Vec<FeatureId>> {
        let forms: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
        words_left_out(&forms, gold, lexicon).into_iter().map(|word| word.features).collect()
    };
    let found: Vec<_> = examples.iter().zip(&gold).map(features).collect();
    let vocabulary = Vocabulary::new(found.iter().flatten().flatten(), least, usize::MAX);
    let bags = found.iter().map(|words| words.iter().map(|word| vocabulary.rows(word)).collect());
    (bags.zip(gold).map(|(bags, gold)| Item { bags, gold }).collect(), vocabulary)
}
