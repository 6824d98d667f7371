//! All cases that a form may be in, each with the nominative it then comes from.
//!
//! What [`reduce`](Inflector::reduce) gives for one reading, this gives for all at once: the endings of all paradigms stand
//! in one table, so that only those are tried which the form has.

use super::Inflector;
use super::reduce::{join, strip_ending};
use super::table::{Ending, Tables};
use crate::text::{Case, Gender, Number};
use rustc_hash::FxHashMap;

/// One way to read a form: as this case of this nominative.
#[derive(Debug, Clone, PartialEq)]
pub struct Hypothesis {
    pub nominative: String,
    pub gender: Gender,
    /// `Plur` for a name that has no singular.
    pub number: Number,
    pub case: Case,
    /// `Some` when only things (`false`) or only living beings (`true`) have this form in this case.
    pub animate: Option<bool>,
    /// Of the paradigm: higher is likelier.
    pub weight: f32,
}

/// Index of a paradigm and of a cell of its declension.
type Place = (usize, usize);

/// The cells of all paradigms that a text may show, by what they put in place of the end of the nominative.
#[derive(Debug, Clone, Default)]
pub(super) struct Endings {
    by_suffix: FxHashMap<String, Vec<Place>>,
    /// Cells that are the nominative as it stands.
    unchanged: Vec<Place>,
    longest: usize,
}

impl Endings {
    pub fn of(tables: &Tables) -> Self {
        let mut endings = Self::default();
        for (number, paradigm) in tables.paradigms.iter().enumerate().filter(|(_, paradigm)| !paradigm.listed) {
            let cells = paradigm.declension.cells.iter().enumerate();
            for (place, cell) in cells.filter(|(_, cell)| cell.number == paradigm.base_number) {
                if cell.ending == Ending::Lemma {
                    endings.unchanged.push((number, place));
                }
                for suffix in cell.ending.suffixes() {
                    let suffix = format!("{}{suffix}", paradigm.add);
                    endings.longest = endings.longest.max(suffix.chars().count());
                    endings.by_suffix.entry(suffix).or_default().push((number, place));
                }
            }
        }
        endings
    }
}

impl Inflector {
    /// The readings of a form as a name in the number of its dictionary form, each nominative, gender and case once.
    pub fn hypotheses(&self, form: &str) -> Vec<Hypothesis> {
        let mut found = Vec::new();
        let look = self.tables.letters.look(form);
        for &(paradigm, cell) in &self.endings.unchanged {
            if self.tables.paradigms[paradigm].fits(&look) {
                self.add_hypothesis(&mut found, form, (paradigm, cell));
            }
        }
        let lower = form.to_lowercase();
        let starts = lower.char_indices().rev().map(|(at, _)| at).take(self.endings.longest);
        for start in std::iter::once(lower.len()).chain(starts) {
            for &place in self.endings.by_suffix.get(&lower[start..]).into_iter().flatten() {
                let paradigm = &self.tables.paradigms[place.0];
                let Some(bare) = strip_ending(form, &lower[start..]) else { continue };
                let nominative = join(bare, &paradigm.strip);
                if paradigm.fits(&self.tables.letters.look(&nominative)) {
                    self.add_hypothesis(&mut found, &nominative, place);
                }
            }
        }
        found
    }

    fn add_hypothesis(&self, found: &mut Vec<Hypothesis>, nominative: &str, (paradigm, cell): Place) {
        let paradigm = &self.tables.paradigms[paradigm];
        let cell = &paradigm.declension.cells[cell];
        let gender = paradigm.declension.gender;
        let same = |h: &&mut Hypothesis| {
            (h.case, h.gender, h.number, h.animate) == (cell.case, gender, cell.number, cell.animate)
                && h.nominative == nominative
        };
        match found.iter_mut().find(same) {
            Some(known) => known.weight = known.weight.max(paradigm.weight),
            None => found.push(Hypothesis {
                nominative: nominative.to_owned(),
                gender,
                number: cell.number,
                case: cell.case,
                animate: cell.animate,
                weight: paradigm.weight,
            }),
        }
    }
}
