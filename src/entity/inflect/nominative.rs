//! Adjectives and plural nouns put into the nominative by their endings alone.

use super::reduce::strip_ending;
use super::table::Ending;
use super::{Hints, InflectedForm, Inflector};
use crate::text::{Case, Gender, Number};

impl Inflector {
    /// The nominative that an adjective in any case has beside a noun: *Evropskega* beside a masculine gives *Evropski*.
    ///
    /// A possessive adjective has no ending in the masculine singular (*Trumpov*). `None` when it has no ending of that
    /// gender and number.
    pub fn nominative_adjective(&self, form: &str, gender: Gender, number: Number, possessive: bool) -> Option<String> {
        let cells = || self.adjective_cells(gender).iter().filter(move |cell| cell.number == number);
        let suffixes = cells().flat_map(|cell| cell.ending.suffixes());
        let stem = suffixes.filter_map(|ending| strip_ending(form, ending)).min_by_key(|stem| stem.len())?;
        if stem == form {
            return Some(form.to_owned());
        }
        let mut endings = cells().filter(|cell| cell.case == Case::Nom).map(|cell| &cell.ending);
        let bare = |ending: &&Ending| **ending == Ending::Suffix(String::new());
        let ending = if possessive { endings.clone().find(bare).or_else(|| endings.next()) } else { endings.next() };
        Some(match ending? {
            Ending::Lemma => form.to_owned(),
            Ending::Suffix(suffix) => format!("{stem}{suffix}"),
            Ending::BySound { soft, .. } if self.tables.letters.is_soft(stem) => format!("{stem}{soft}"),
            Ending::BySound { hard, .. } => format!("{stem}{hard}"),
        })
    }

    /// The nominative plural of a noun of which one form and the singular are known: *Američanom* gives *Američani*.
    pub fn plural(&self, form: &str, lemma: &str, gender: Option<Gender>, case: Option<Case>) -> Option<String> {
        let regular = || {
            let mut forms = self.plurals(lemma, gender).into_iter();
            forms.find(|f| f.case == Case::Nom).map(|f| f.form)
        };
        if self.is_plural(form, lemma, gender, case) {
            return regular();
        }
        let found = self.hypotheses(form).into_iter().filter(|h| h.number == Number::Plur);
        let fits = found.filter(|h| case.is_none_or(|c| c == h.case) && gender.is_none_or(|g| g == h.gender));
        fits.max_by(|a, b| a.weight.total_cmp(&b.weight)).map(|h| h.nominative).or_else(regular)
    }

    /// Whether a form is a plural of a noun that is known in the singular.
    pub fn is_plural(&self, form: &str, lemma: &str, gender: Option<Gender>, case: Option<Case>) -> bool {
        let own = form.to_lowercase();
        let mut forms = self.plurals(lemma, gender).into_iter().filter(|f| case.is_none_or(|c| c == f.case));
        forms.any(|f| f.form.to_lowercase() == own)
    }

    fn plurals(&self, lemma: &str, gender: Option<Gender>) -> Vec<InflectedForm> {
        let mut forms = self.expand(lemma, &Hints { gender, ..Hints::default() });
        forms.retain(|form| form.number == Number::Plur);
        forms
    }

    /// Cases that stand only with a preposition.
    pub fn prepositional(&self) -> &[Case] {
        &self.tables.phrase.prepositional
    }

    /// Whether a text is a case ending that may stand behind a hyphen: *Abc-ja*.
    pub fn is_hyphened_ending(&self, text: &str) -> bool {
        self.tables.phrase.hyphened_endings.iter().any(|ending| ending == text)
    }
}
