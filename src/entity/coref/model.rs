//! The decisions, one mention after the other: no mention, a new thing, or one told before.

use super::MODEL;
use super::cluster::Clusters;
use super::features::{Alone, Scene};
use super::profile::Profile;
use crate::error::Result;
use crate::lang::Pack;
use crate::text::linear::{Archive, FeatureId, Features, Weights};
use std::borrow::Cow;

/// What is decided about a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    No,
    New,
    /// Place in [`Scene::near`].
    Link(usize),
}

/// Which words are mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// All of the profiles.
    Mentions,
    /// The model decides.
    Candidates,
}

/// The learnt weights.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Weights,
}

impl Model {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack) -> Result<Self> {
        Self::from_bytes(pack.read(MODEL)?).map_err(|message| pack.error(MODEL, None, message))
    }

    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> std::result::Result<Self, String> {
        let weights = Weights::parse(Archive::parse(bytes)?.section("weights")?)?;
        Ok(Self { weights })
    }

    fn score(&self, features: &[FeatureId]) -> f32 {
        let mut scores = [0];
        self.weights.add(features.iter().copied(), &mut scores);
        scores[0] as f32 * self.weights.unit()
    }

    /// Goes through a document's mentions, which are in the order of the text.
    /// `watch` is told the number of each, the things told so far, and all decisions with their scores.
    pub fn decide(
        &self,
        profiles: &[Profile],
        given: Given,
        mut watch: impl FnMut(usize, &Scene, &[(Decision, f32)]),
    ) -> Decided {
        let (mut clusters, mut meant) = (Clusters::default(), Vec::with_capacity(profiles.len()));
        let mut sure = Vec::with_capacity(profiles.len());
        let mut features = Features::default();
        let mut scores: Vec<(Decision, f32)> = Vec::new();
        for (number, profile) in profiles.iter().enumerate() {
            let scene = Scene::new(profiles, &clusters, number, given);
            scores.clear();
            each(&scene, given, &mut features, |decision, features| scores.push((decision, self.score(features))));
            watch(number, &scene, &scores);
            meant.push(likeliest(&scene, &scores));
            let best = scores.iter().max_by(|left, right| left.1.total_cmp(&right.1));
            sure.push(best.map_or(0.0, |&(_, best)| share(best, scores.iter().map(|&(_, score)| score))));
            let cluster = match best.map(|best| best.0) {
                Some(Decision::New) => None,
                Some(Decision::Link(place)) => Some(scene.near[place]),
                Some(Decision::No) | None => continue,
            };
            clusters.put(number, profile, cluster);
        }
        Decided { clusters, meant, sure }
    }
}

/// What was decided about the mentions of a document.
pub struct Decided {
    pub clusters: Clusters,
    /// For each mention the cluster of something told before that it belongs to rather than to any other, and how likely
    /// that is when it is a mention at all.
    pub meant: Vec<Option<(usize, f32)>>,
    /// For each mention how likely the decision is that was taken.
    pub sure: Vec<f32>,
}

/// How likely a decision of this score is among all, its own score included.
pub(super) fn share(score: f32, all: impl Iterator<Item = f32>) -> f32 {
    1.0 / all.map(|other| (other - score).exp()).sum::<f32>()
}

fn likeliest(scene: &Scene, scores: &[(Decision, f32)]) -> Option<(usize, f32)> {
    let links = scores.iter().filter_map(|&(decision, score)| match decision {
        Decision::Link(place) => Some((scene.near[place], score)),
        _ => None,
    });
    let (cluster, best) = links.max_by(|left, right| left.1.total_cmp(&right.1))?;
    let others = scores.iter().filter(|(decision, _)| *decision != Decision::No);
    Some((cluster, share(best, others.map(|&(_, score)| score))))
}

/// Calls `tell` with each possible decision and its features.
pub(super) fn each(scene: &Scene, given: Given, features: &mut Features, mut tell: impl FnMut(Decision, &[FeatureId])) {
    if given == Given::Candidates {
        scene.alone(Alone::No, features);
        tell(Decision::No, features.as_slice());
    }
    scene.alone(Alone::New, features);
    tell(Decision::New, features.as_slice());
    for place in 0..scene.near.len() {
        scene.linked(place, features);
        tell(Decision::Link(place), features.as_slice());
    }
}
