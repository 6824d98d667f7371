//! Which wordings mean the same agreement.

use super::find::{Wording, add_all};
use super::lexicon::Lexicon;
use crate::entity::EntityRef;
use crate::event::AgreementStatus;

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
const SAME_NAME: f32 = 5.0;
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
            // morajo skleniti nov dogovor: none of those that there are
            let fresh = w.new && !w.plural && w.cues.iter().any(|cue| cue.strength >= 2.0);
            w.family.is_some() && (enough || fresh || (bound && !w.plural))
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

    /// Row of the name that it has.
    pub fn named(&self) -> Option<usize> {
        self.wordings.iter().find_map(|wording| wording.named)
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
        if let (Some(a), Some(b)) = (self.named(), wording.named) {
            return (a == b).then_some(SAME_NAME);
        }
        if wording.family.is_none() {
            return (distance <= SHORT_REACH).then_some(1.0 - distance as f32 * 0.1);
        }
        let families = self.family == wording.family || self.family.is_none();
        let ages = (!wording.new || self.new) && self.old == wording.old;
        if !families || !ages || self.plural != wording.plural {
            return None;
        }
        if self.is_replaced_by(wording) || self.binds_others(wording) {
            return None;
        }
        let parties = fit_parties(self.bound(), &wording.parties)?;
        let topics = self.fit_topics(lexicon, wording)?;
        // A name says which it is: what has words of its own is that one only when they say the same.
        let told = if wording.named.is_some() { self.has_own_words() } else { wording.tells() };
        if self.named().is_some() != wording.named.is_some() && told && topics <= 0.0 {
            return None;
        }
        let fit = parties + topics;
        // Nothing in common: only a definite short form of what was told shortly before, or one that adds the parties.
        let reach = if wording.parties.is_empty() { REACH } else { SHORT_REACH };
        let short = wording.keys.is_empty() && (wording.parties.is_empty() || self.bound().is_empty());
        (fit > 0.0 || (short && distance <= reach) || self.keys.is_empty()).then(|| fit + 1.0 / (1.0 + distance as f32))
    }

    fn has_own_words(&self) -> bool {
        !self.keys.is_empty() || self.has_parties()
    }

    /// *novi sporazum nadomešča sporazum, ki je potekel*: one that ended is not the one just made.
    fn is_replaced_by(&self, wording: &Wording) -> bool {
        let ends = |w: &Wording| has_cue(w, AgreementStatus::Terminated);
        ends(wording) && self.wordings.iter().any(|w| w.new || has_cue(w, AgreementStatus::Signed)) && !self.old
    }

    /// Both have two parties and more, and each binds a country that the other does not.
    fn binds_others(&self, wording: &Wording) -> bool {
        let mut known = self.parties.clone();
        let mut countries = Vec::new();
        for told in &self.wordings {
            add_all(&mut known, told.bound.clone());
            add_all(&mut countries, told.countries.clone());
        }
        let count = wording.bound.iter().filter(|entity| !wording.parties.contains(entity)).count();
        let other = |from: &[EntityRef], than: &[EntityRef]| from.iter().any(|entity| !than.contains(entity));
        known.len() >= 2
            && wording.parties.len() + count >= 2
            && other(&countries, &wording.countries)
            && other(&wording.countries, &countries)
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

/// A word that speaks clearly for a state.
fn has_cue(wording: &Wording, status: AgreementStatus) -> bool {
    wording.cues.iter().any(|cue| cue.status == status && cue.strength >= CLEAR)
}

const CLEAR: f32 = 3.0;

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
