//! Choosing the nominatives of the words of one name together.

use super::Head;
use super::candidate::Candidate;
use super::evidence::Evidence;
use super::votes::{CASES, GENDERS, Votes};
use crate::text::{Case, Gender};

/// A word of a name and its candidates.
#[derive(Debug, Clone)]
pub struct Slot<'d> {
    pub form: &'d str,
    pub candidates: Vec<Candidate>,
}

/// The best candidate of each word, and what the candidates of each are worth beside the best.
#[derive(Debug, Clone)]
pub struct Chosen {
    best: Vec<usize>,
    gender: Gender,
    case: Case,
    /// For each word, for each candidate, the score of the best reading of the whole name that has it.
    totals: Vec<Vec<f32>>,
}

impl<'d> Slot<'d> {
    pub fn new(form: &'d str, candidates: Vec<Candidate>) -> Self {
        Self { form, candidates }
    }

    /// The best candidate of a gender and case, with its score.
    fn best(&self, gender: Gender, case: Case, evidence: &[f32]) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for (at, candidate) in self.candidates.iter().enumerate().filter(|(_, c)| c.goes_with(gender, case)) {
            let score = candidate.score + evidence[at];
            if best.is_none_or(|(_, known)| score > known) {
                best = Some((at, score));
            }
        }
        best
    }
}

/// The gender, case and nominatives that go best together.
pub fn choose(slots: &[Slot], votes: &Votes, evidence: &Evidence) -> Chosen {
    let known: Vec<Vec<f32>> =
        slots.iter().map(|slot| slot.candidates.iter().map(|c| evidence.of(&c.key, slot.form)).collect()).collect();
    let mut chosen = Chosen {
        best: vec![0; slots.len()],
        gender: Gender::Masc,
        case: Case::Nom,
        totals: slots.iter().map(|slot| vec![f32::MIN; slot.candidates.len()]).collect(),
    };
    let mut top = f32::MIN;
    for gender in GENDERS {
        for case in CASES {
            let own: Option<Vec<_>> =
                slots.iter().zip(&known).map(|(slot, evidence)| slot.best(gender, case, evidence)).collect();
            let Some(own) = own else { continue };
            let total = votes.of(gender, case) + own.iter().map(|(_, score)| score).sum::<f32>();
            chosen.note(slots, &known, (gender, case), &own, total);
            if total > top {
                top = total;
                chosen.best = own.iter().map(|(at, _)| *at).collect();
                (chosen.gender, chosen.case) = (gender, case);
            }
        }
    }
    chosen
}

impl Chosen {
    fn note(
        &mut self,
        slots: &[Slot],
        known: &[Vec<f32>],
        (gender, case): (Gender, Case),
        own: &[(usize, f32)],
        total: f32,
    ) {
        for (word, slot) in slots.iter().enumerate() {
            for (at, candidate) in slot.candidates.iter().enumerate().filter(|(_, c)| c.goes_with(gender, case)) {
                let with = total - own[word].1 + candidate.score + known[word][at];
                self.totals[word][at] = self.totals[word][at].max(with);
            }
        }
    }

    /// The nominatives, word by word.
    pub fn texts<'s>(&'s self, slots: &'s [Slot]) -> impl Iterator<Item = &'s str> {
        slots.iter().zip(&self.best).map(|(slot, &at)| slot.candidates[at].text.as_str())
    }

    /// Gender and number of the last word.
    pub fn grammar(&self, slots: &[Slot]) -> Option<Head> {
        let last = &slots.last()?.candidates[*self.best.last()?];
        Some(Head { gender: self.gender, number: last.number, nominative: self.case == Case::Nom })
    }

    /// How likely each candidate of a word is, summed to one over all.
    pub fn shares(&self, word: usize) -> Vec<f32> {
        let totals = &self.totals[word];
        let top = totals.iter().copied().fold(f32::MIN, f32::max);
        let weights: Vec<f32> = totals.iter().map(|total| (total - top).exp()).collect();
        let sum: f32 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    }
}
