//! Coreference within a document: which words speak of the same thing.
//!
//! The rules of the [resolver](super::resolve) come first; what they say is evidence for a model that goes through all
//! words which may speak of something, in the order of the text, and decides for each one: no mention, a new thing, or a
//! thing told before. The model is linear and learnt from annotated chains.

mod candidate;
mod cluster;
mod features;
mod model;
mod profile;
mod report;
mod stage;
mod stems;
mod tell;
mod train;
mod words;

pub use model::{Given, Model};
pub use stage::Coreference;
pub use train::{Example, Plan, train};
pub use words::Words;

/// The file with the model, within a language pack.
pub const MODEL: &str = "model/coref.bin";

use crate::document::Document;
use crate::entity::role::Roles;
use profile::{Profile, Profiler};
use std::collections::BTreeMap;
use std::ops::Range;

/// The chains that a model makes of the mentions given, or of those that it finds: numbers of tokens in the document, in
/// the order of the text. No mention is in two.
pub fn chains(
    model: &Model,
    doc: &Document,
    roles: &Roles,
    mentions: Option<Vec<Range<usize>>>,
) -> Vec<Vec<Range<usize>>> {
    let profiler = Profiler::new(doc, roles);
    // Given mentions all have a chain; of the others most have none.
    let given = if mentions.is_some() { Given::Mentions } else { Given::Candidates };
    let mut runs = mentions.unwrap_or_else(|| candidate::candidates(doc));
    runs.sort_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    runs.dedup();
    let profiles: Vec<Profile> = runs.into_iter().map(|run| profiler.read(run)).collect();
    let clusters = model.decide(&profiles, given, |_, _, _| {}).clusters;
    let words = |cluster: cluster::Cluster| cluster.members.into_iter().map(|at| profiles[at].words.clone()).collect();
    clusters.all.into_iter().map(words).collect()
}

/// A document to learn from: its annotated mentions, and its candidates with the chains of those of the same head.
pub fn example(doc: &Document, roles: &Roles, gold: &[Vec<Range<usize>>]) -> Example {
    let profiler = Profiler::new(doc, roles);
    let mut chains: BTreeMap<(usize, std::cmp::Reverse<usize>), usize> = BTreeMap::new();
    let mut heads: BTreeMap<usize, usize> = BTreeMap::new();
    for (number, chain) in gold.iter().enumerate() {
        for run in chain {
            chains.entry((run.start, std::cmp::Reverse(run.end))).or_insert(number);
            heads.entry(profiler.words.head(run)).or_insert(number);
        }
    }
    let read = |(run, chain): (Range<usize>, Option<usize>)| (profiler.read(run), chain);
    let given = chains.into_iter().map(|((start, end), chain)| (start..end.0, Some(chain)));
    let candidates = candidate::candidates(doc).into_iter();
    let candidates = candidates.map(|run| {
        let chain = heads.get(&profiler.words.head(&run)).copied();
        (run, chain)
    });
    Example { given: given.map(read).collect(), candidates: candidates.map(read).collect() }
}
