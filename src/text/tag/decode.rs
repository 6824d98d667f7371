//! Tagging a sentence from left to right.

use super::context::{WELL_KNOWN, Word, fixed_features};
use super::tagset::{Keys, Tag, TagSet};
use crate::text::linear::Features;

/// Adds up the weights of features: finished ones, or ones that are still being learnt.
pub trait Scorer {
    fn add(&mut self, features: &[u64], scores: &mut [i32]);
}

/// Memory that is used again for every word.
#[derive(Debug, Default)]
pub struct Workspace {
    pub features: Features,
    pub scores: Vec<i32>,
}

/// The tags of a sentence.
pub fn decode(words: &[Word], tags: &TagSet, scorer: &mut impl Scorer, work: &mut Workspace) -> Vec<Tag> {
    let mut found = Vec::with_capacity(words.len());
    let mut history = History::default();
    for index in 0..words.len() {
        features(words, index, &history, &mut work.features);
        work.scores.clear();
        work.scores.resize(tags.classes(), 0);
        scorer.add(work.features.as_slice(), &mut work.scores);
        let tag = best(&words[index], tags, &work.scores);
        history.push(tag, tags.keys(tag));
        found.push(tag);
    }
    found
}

/// All features of the next decision.
pub fn features(words: &[Word], index: usize, history: &History, out: &mut Features) {
    out.clear();
    fixed_features(words, index, out);
    history.features(words, index, out);
}

/// The best of the analyses that a word can have. Ties go to the lower number.
pub fn best(word: &Word, tags: &TagSet, scores: &[i32]) -> Tag {
    let mut best = (i32::MIN, 0);
    let mut consider = |tag: Tag| {
        let score = tags.parts(tag).iter().map(|&part| scores[part as usize]).sum();
        if score > best.0 || (score == best.0 && tag < best.1) {
            best = (score, tag);
        }
    };
    if word.count < WELL_KNOWN {
        tags.open().iter().copied().for_each(&mut consider);
    }
    word.readings.iter().map(|reading| reading.tag).for_each(&mut consider);
    best.1
}

/// What was decided so far in the sentence, as far as later decisions look at it.
#[derive(Debug, Clone, Default)]
pub struct History {
    last: [u64; 3],
    keys: [Keys; 3],
    /// Keys of the last noun, verb and preposition of the clause.
    noun: Keys,
    verb: Keys,
    preposition: Keys,
}

impl History {
    pub fn push(&mut self, tag: Tag, keys: &Keys) {
        self.last = [u64::from(tag) + 1, self.last[0], self.last[1]];
        self.keys = [*keys, self.keys[0], self.keys[1]];
        if keys.border {
            (self.noun, self.verb, self.preposition) = Default::default();
        } else if keys.verb {
            self.verb = *keys;
            self.preposition = Keys::default();
        } else if keys.preposition {
            self.preposition = *keys;
        } else if keys.nominal {
            self.noun = *keys;
        }
    }

    fn features(&self, words: &[Word], index: usize, out: &mut Features) {
        let word = &words[index];
        let next = words.get(index + 1).map_or(0, Word::class);
        let [t1, t2, t3] = self.last;
        let [k1, k2, k3] = &self.keys;
        out.push(&[t1]);
        out.push(&[t1, t2]);
        out.push(&[t1, t2, t3]);
        out.push(&[t1, word.class()]);
        out.push(&[t1, word.ending(2)]);
        out.push(&[t1, word.ending(3)]);
        out.push(&[t1, t2, word.class()]);
        out.push(&[t1, word.class(), next]);
        out.push(&[k1.case, k1.gender_number, k1.upos, word.ending(2)]);
        out.push(&[k1.case, k1.upos, k2.case, k2.upos, word.ending(2)]);
        out.push(&[k1.kind, k2.kind]);
        out.push(&[k1.kind, k2.kind, k3.kind]);
        out.push(&[k1.case, k2.case, k3.case]);
        out.push(&[k1.upos, self.preposition.case, word.class()]);
        out.push(&[self.preposition.case, k1.case, k1.gender_number]);
        out.push(&[self.verb.kind, self.verb.gender_number, word.class()]);
        out.push(&[self.verb.kind, self.verb.gender_number, k1.upos, k1.case]);
        out.push(&[self.noun.case, self.noun.gender_number, word.class()]);
        out.push(&[self.noun.case, self.noun.gender_number, self.verb.kind, k1.upos]);
        out.push(&[k1.case, k1.gender_number, k1.upos, next]);
        out.push(&[t1, word.shape()]);
    }
}
