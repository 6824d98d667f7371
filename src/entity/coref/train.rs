//! Learning from annotated chains.

use super::cluster::Clusters;
use super::features::Scene;
use super::model::{Decision, Given, each};
use super::profile::Profile;
use crate::text::linear::{ArchiveBuilder, Features, Ranker, Shuffle};
use rustc_hash::FxHashMap;

/// Mentions in the order of the text with their annotated chains; `None` for what is no mention.
pub type Told = Vec<(Profile, Option<usize>)>;

/// A document to learn from.
#[derive(Debug, Clone)]
pub struct Example {
    /// The annotated mentions.
    pub given: Told,
    /// What may be a mention, as it is found in a text without annotation.
    pub candidates: Told,
}

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub epochs: usize,
    /// The weights of so many epochs are left out of the average.
    pub alone: usize,
    /// How far a weight moves at first.
    pub rate: f32,
    /// A feature that was met fewer times goes.
    pub least: u32,
    /// By how much a wrong decision must be worse than a right one, by what it is: a mention where there is none, none
    /// where there is one, a new thing for one told before, one told before for a new thing, another one.
    pub costs: [f32; 5],
    pub seed: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { epochs: 10, alone: 3, rate: 0.05, least: 25, costs: [0.0, 1.2, 1.0, 1.0, 1.0], seed: 1 }
    }
}

/// The model file. After each epoch `progress` is told its number and the mean loss.
pub fn train(examples: &[Example], plan: &Plan, mut progress: impl FnMut(usize, f32)) -> Vec<u8> {
    let mut ranker = Ranker::default();
    let mut random = Shuffle::new(plan.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for epoch in 0..plan.epochs {
        random.shuffle(&mut order);
        let (mut loss, mut count) = (0.0, 0);
        for &number in &order {
            for given in [Given::Mentions, Given::Candidates] {
                let told = match given {
                    Given::Mentions => &examples[number].given,
                    Given::Candidates => &examples[number].candidates,
                };
                loss += learn(&mut ranker, told, given, epoch > 0, plan);
                count += told.len();
            }
        }
        if epoch + 1 == plan.alone {
            ranker.average_from_now();
        }
        progress(epoch + 1, loss / count.max(1) as f32);
    }
    ArchiveBuilder::default().section("weights", ranker.finish(plan.least).into_bytes()).into_bytes()
}

/// One possible decision: its features as rows of the ranker, and its score.
struct Choice {
    decision: Decision,
    rows: Vec<u32>,
    score: f32,
    right: bool,
}

/// Goes through a document once and returns the loss. The mentions before one are where the model has put them, or where
/// they belong when it does not `follow` it.
fn learn(ranker: &mut Ranker, told: &[(Profile, Option<usize>)], given: Given, follow: bool, plan: &Plan) -> f32 {
    let profiles: Vec<Profile> = told.iter().map(|(profile, _)| profile.clone()).collect();
    let mut clusters = Clusters::default();
    let mut held: Vec<FxHashMap<usize, u32>> = Vec::new();
    let mut features = Features::default();
    let mut loss = 0.0;
    for (number, &(_, chain)) in told.iter().enumerate() {
        let scene = Scene::new(&profiles, &clusters, number, given);
        let mut choices: Vec<Choice> = Vec::new();
        each(&scene, given, &mut features, |decision, features| {
            let rows = ranker.rows(features);
            choices.push(Choice { decision, score: ranker.score(&rows), rows, right: false });
        });
        mark(&mut choices, chain, |place| main_chain(&held[scene.near[place]]));
        loss += descend(ranker, &choices, chain, plan);
        ranker.tick();
        let better = |left: &&Choice, right: &&Choice| left.score.total_cmp(&right.score);
        let taken = choices.iter().filter(|choice| follow || choice.right).max_by(better);
        let cluster = match taken.map(|choice| choice.decision) {
            Some(Decision::Link(place)) => scene.near[place],
            Some(Decision::New) => clusters.all.len(),
            Some(Decision::No) | None => continue,
        };
        held.resize_with(held.len().max(cluster + 1), FxHashMap::default);
        chain.into_iter().for_each(|chain| *held[cluster].entry(chain).or_default() += 1);
        clusters.put(number, &profiles[number], Some(cluster).filter(|&at| at < clusters.all.len()));
    }
    loss
}

/// The annotated chain of which a cluster has most.
fn main_chain(held: &FxHashMap<usize, u32>) -> Option<usize> {
    held.iter().max_by_key(|&(&chain, &count)| (count, std::cmp::Reverse(chain))).map(|(&chain, _)| chain)
}

/// Marks the right choices: every cluster that is mostly of the mention's chain, a new one when there is none.
fn mark(choices: &mut [Choice], chain: Option<usize>, main: impl Fn(usize) -> Option<usize>) {
    let Some(chain) = chain else {
        return choices.iter_mut().for_each(|choice| choice.right = choice.decision == Decision::No);
    };
    let mut known = false;
    for choice in choices.iter_mut() {
        choice.right = matches!(choice.decision, Decision::Link(place) if main(place) == Some(chain));
        known |= choice.right;
    }
    if !known {
        choices.iter_mut().for_each(|choice| choice.right = choice.decision == Decision::New);
    }
}

/// Moves the weights toward the right choices; returns minus the logarithm of their share.
fn descend(ranker: &mut Ranker, choices: &[Choice], chain: Option<usize>, plan: &Plan) -> f32 {
    let known = choices.iter().any(|choice| choice.right && choice.decision != Decision::New);
    let cost = |choice: &Choice| match (choice.decision, chain) {
        _ if choice.right => 0.0,
        (_, None) => plan.costs[0],
        (Decision::No, _) => plan.costs[1],
        (Decision::New, _) => plan.costs[2],
        (Decision::Link(_), _) if !known => plan.costs[3],
        (Decision::Link(_), _) => plan.costs[4],
    };
    let scores: Vec<f32> = choices.iter().map(|choice| choice.score + cost(choice)).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let all: f32 = weights.iter().sum();
    let right: f32 = choices.iter().zip(&weights).filter(|(choice, _)| choice.right).map(|(_, weight)| weight).sum();
    for (choice, weight) in choices.iter().zip(&weights) {
        let share = if choice.right && right > 0.0 { weight / right } else { 0.0 };
        let slope = weight / all - share;
        if slope.abs() > SMALL {
            ranker.descend(&choice.rows, slope, plan.rate);
        }
    }
    -(right / all).max(f32::MIN_POSITIVE).ln()
}

/// Slopes below this move nothing.
const SMALL: f32 = 1e-3;
