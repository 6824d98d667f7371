//! Which wordings mean the same agreement.

use super::find::{Wording, add_all};
use super::lexicon::Lexicon;
use crate::entity::EntityRef;

/// The wordings of one agreement, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Cluster {
    pub wordings: Vec<Wording>,
    family: Option<String>,
    keys: Vec<String>,
    parties: Vec<EntityRef>,
    new: bool,
    old: bool,
    plural: bool,
}

/// A wording without words of its own points at most this many sentences back.
const REACH: usize = 12;
/// Of more agreements than this, a wording is compared with those told last.
const CHOICES: usize = 500;
/// A pronoun or substitute reaches less far.
const SHORT_REACH: usize = 3;

impl Cluster {
    fn new(wording: Wording) -> Self {
        let mut cluster = Self { new: wording.new, old: wording.old, plural: wording.plural, ..Self::default() };
        cluster.add(wording);
        cluster
    }

    fn add(&mut self, wording: Wording) {
        self.family = self.family.take().or_else(|| wording.family.clone());
        for key in &wording.keys {
            if !self.keys.contains(key) {
                self.keys.push(key.clone());
            }
        }
        add_all(&mut self.parties, wording.parties.clone());
        self.wordings.push(wording);
    }

    /// Whether it is a particular agreement: the words say which, or a verb says between whom.
    pub fn is_concrete(&self) -> bool {
        self.wordings.iter().any(|w| {
            let bound = w.bound.len() >= if w.weak { 2 } else { 1 } && w.cues.iter().any(|cue| cue.strength >= 2.0);
            let enough = if w.plural { !w.parties.is_empty() } else { w.tells() };
            w.family.is_some() && (enough || (bound && !w.plural))
        })
    }

    /// The wording that says most about it; of equals the first.
    pub fn fullest(&self) -> &Wording {
        let rank = |w: &Wording| (w.family.is_some(), !w.topics.is_empty() || !w.parties.is_empty(), w.tokens.len());
        self.wordings.iter().fold(&self.wordings[0], |best, w| if rank(w) > rank(best) { w } else { best })
    }

    /// The entity that it was already.
    pub fn known(&self) -> Option<EntityRef> {
        self.wordings.iter().find_map(|wording| wording.known)
    }

    pub fn has_parties(&self) -> bool {
        self.wordings.iter().any(|wording| !wording.parties.is_empty())
    }

    /// How well a wording goes with it; `None` when it cannot.
    fn fit(&self, lexicon: &Lexicon, wording: &Wording) -> Option<f32> {
        let distance = wording.sentence - self.wordings[self.wordings.len() - 1].sentence;
        if let (Some(a), Some(b)) = (self.known(), wording.known)
            && a != b
        {
            return None;
        }
        if wording.family.is_none() {
            return (distance <= SHORT_REACH).then_some(1.0 - distance as f32 * 0.1);
        }
        let families = self.family == wording.family || self.family.is_none();
        let ages = (!wording.new || self.new) && self.old == wording.old;
        if !families || !ages || self.plural != wording.plural {
            return None;
        }
        let parties = fit_parties(self.bound(), &wording.parties)?;
        let topics = self.fit_topics(lexicon, wording)?;
        let fit = parties + topics;
        // Nothing in common: only a definite short form of what was told shortly before, or one that adds the parties.
        let reach = if wording.parties.is_empty() { REACH } else { SHORT_REACH };
        let short = wording.keys.is_empty() && (wording.parties.is_empty() || self.bound().is_empty());
        (fit > 0.0 || (short && distance <= reach) || self.keys.is_empty()).then(|| fit + 1.0 / (1.0 + distance as f32))
    }

    /// The parties that its phrases name, or else those that its verbs name.
    fn bound(&self) -> &[EntityRef] {
        let by_verb = || self.wordings.iter().map(|wording| wording.bound.as_slice()).max_by_key(|bound| bound.len());
        if self.parties.is_empty() { by_verb().unwrap_or(&[]) } else { &self.parties }
    }

    fn fit_topics(&self, lexicon: &Lexicon, wording: &Wording) -> Option<f32> {
        if self.keys.is_empty() || wording.keys.is_empty() {
            return Some(0.0);
        }
        let shared = |key: &&String| self.keys.iter().any(|known| lexicon.same_topic(known, key));
        let count = wording.keys.iter().filter(shared).count();
        (count > 0).then_some(2.0 * count as f32 / wording.keys.len() as f32)
    }
}

/// Parties must not contradict each other: one side has none, or all of the smaller side are in the larger one.
fn fit_parties(known: &[EntityRef], named: &[EntityRef]) -> Option<f32> {
    if known.is_empty() || named.is_empty() {
        return Some(0.0);
    }
    let shared = named.iter().filter(|entity| known.contains(entity)).count();
    let room = known.len() < 2 || shared == named.len();
    (shared > 0 && room).then_some(1.0)
}

/// Puts each wording to the agreement that it fits best, or begins a new one with it.
pub(super) fn group(lexicon: &Lexicon, wordings: Vec<Wording>) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for wording in wordings {
        let mut best: Option<(usize, f32)> = None;
        for (number, cluster) in clusters.iter().enumerate().skip(clusters.len().saturating_sub(CHOICES)) {
            if let Some(fit) = cluster.fit(lexicon, &wording)
                && best.is_none_or(|(_, known)| fit >= known)
            {
                best = Some((number, fit));
            }
        }
        match best {
            Some((number, _)) => clusters[number].add(wording),
            None if wording.family.is_some() => clusters.push(Cluster::new(wording)),
            None => {}
        }
    }
    clusters
}
