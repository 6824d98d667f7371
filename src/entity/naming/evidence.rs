//! What the other forms of a document say for a nominative.

use super::choice::{Chosen, Slot};
use rustc_hash::FxHashMap;

/// For each nominative in lower case, the forms that lead to it and how surely each does.
#[derive(Debug, Clone, Default)]
pub struct Evidence(FxHashMap<String, Vec<(String, f32)>>);

/// What a form that surely comes from a nominative adds to its score: the nominative itself, another form, the same form.
const ATTESTED: f32 = 6.0;
const OTHER_FORM: f32 = 1.5;
const SAME_FORM: f32 = 1.0;
/// What the reading of a word that stands alone counts beside that of a word in a longer name.
const ALONE: f32 = 0.6;
/// More forms than these say no more.
const MOST: f32 = 2.0;
/// A reading less likely than this says nothing.
const LEAST: f32 = 0.05;

impl Evidence {
    /// Adds the readings of a name.
    pub fn add(&mut self, slots: &[Slot], chosen: &Chosen) {
        let weight = if slots.len() == 1 { ALONE } else { 1.0 };
        for (word, slot) in slots.iter().enumerate() {
            let form = slot.form.to_lowercase();
            for (candidate, share) in slot.candidates.iter().zip(chosen.shares(word)).filter(|(_, s)| *s > LEAST) {
                let share = weight * share;
                let forms = self.0.entry(candidate.key.clone()).or_default();
                match forms.iter_mut().find(|(known, _)| *known == form) {
                    Some((_, known)) => *known = known.max(share),
                    None => forms.push((form.clone(), share)),
                }
            }
        }
    }

    /// What is added to the score of a nominative of a form.
    pub fn of(&self, key: &str, form: &str) -> f32 {
        let Some(forms) = self.0.get(key) else { return 0.0 };
        let form = form.to_lowercase();
        let sum = |test: &dyn Fn(&str) -> bool| {
            forms.iter().filter(|(known, _)| test(known)).map(|(_, share)| share).sum::<f32>()
        };
        let attested = if key == form { 0.0 } else { sum(&|known| known == key) };
        let other = sum(&|known| known != key && known != form);
        SAME_FORM * sum(&|known| known == form) + ATTESTED * attested + OTHER_FORM * other.min(MOST)
    }
}
