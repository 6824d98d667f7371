//! Declension of names: from the nominative to the forms and back.
//!
//! The rules are data (`name/paradigms.toml`); nothing here knows a language. Names are an open class, so there is no
//! list of stems: every paradigm whose pattern fits a word may apply, and readings are ranked by weight.

mod first_names;
mod hypothesis;
mod nominative;
mod phrase;
mod reduce;
mod table;

pub use first_names::{FirstName, FirstNames};
pub use hypothesis::Hypothesis;
pub use phrase::Role;
pub use reduce::{Candidate, Reading};

use crate::error::Result;
use crate::lang::Pack;
use crate::text::{Case, Gender, Number};
pub use table::cut;
use table::{Cell, Ending, Paradigm, Tables};

/// What is known of a word before it is inflected; every field narrows the choice of paradigms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    pub gender: Option<Gender>,
    /// `Plur` for a word that has no singular.
    pub number: Option<Number>,
    /// Living beings and things differ in some accusatives. Both are given when unknown.
    pub animate: Option<bool>,
    /// Id of the paradigm to follow, whatever the word looks like.
    pub paradigm: Option<&'a str>,
}

/// One form of a noun, adjective or phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InflectedForm {
    pub form: String,
    pub case: Case,
    pub number: Number,
    pub gender: Gender,
}

/// The declensions of one language.
#[derive(Debug, Clone)]
pub struct Inflector {
    tables: Tables,
    first_names: FirstNames,
    endings: hypothesis::Endings,
}

impl Inflector {
    /// # Errors
    /// When the pack has no usable `name/paradigms.toml`.
    pub fn load(pack: &Pack) -> Result<Self> {
        let tables = Tables::load(pack)?;
        let first_names = FirstNames::load(pack, |id| tables.paradigm(id).is_some())?;
        let endings = hypothesis::Endings::of(&tables);
        Ok(Self { tables, first_names, endings })
    }

    /// The first names of the pack, with their gender.
    pub fn first_names(&self) -> &FirstNames {
        &self.first_names
    }

    /// Whether there is a paradigm of that id (for checking tables that name one).
    pub fn knows_paradigm(&self, id: &str) -> bool {
        self.tables.paradigm(id).is_some()
    }

    /// The most letters that a word given in the nominative loses at its end in any form.
    pub fn longest_cut(&self) -> usize {
        let letters = |text: &str| text.chars().count();
        let nominatives = self.tables.adjective.iter().flat_map(|(_, cells)| cells).filter(|c| c.case == Case::Nom);
        let adjective = nominatives.flat_map(|cell| cell.ending.suffixes()).map(letters).max().unwrap_or(0);
        let noun = |paradigm: &Paradigm| {
            let possessive = paradigm.possessive.as_ref();
            let possessive =
                possessive.map_or(0, |(cut, suffix)| letters(cut) + adjective.saturating_sub(letters(suffix)));
            letters(&paradigm.strip).max(possessive)
        };
        self.tables.paradigms.iter().map(noun).max().unwrap_or(0).max(adjective)
    }

    /// All forms of a noun given in its dictionary form, by the likeliest paradigm that fits it and the hints.
    ///
    /// A word that nothing fits keeps its form in every case.
    pub fn expand(&self, word: &str, hints: &Hints) -> Vec<InflectedForm> {
        match self.paradigm_of(word, hints) {
            Some(paradigm) => self.expand_noun(word, paradigm, hints.animate),
            None => fixed(word, hints),
        }
    }

    /// The same form in every case.
    pub fn keep(&self, word: &str, hints: &Hints) -> Vec<InflectedForm> {
        fixed(word, hints)
    }

    /// All forms of an adjective given in the masculine nominative: *albanski*, *nov*, *Trumpov*.
    pub fn expand_adjective(&self, word: &str) -> Vec<InflectedForm> {
        self.expand_adjective_stem(self.adjective_stem(word, Gender::Masc, Number::Sing), None)
    }

    /// All forms of the possessive adjective of a noun; empty when its paradigm makes none.
    pub fn expand_possessive(&self, word: &str, hints: &Hints) -> Vec<InflectedForm> {
        self.possessive(word, hints).map(|adjective| self.expand_adjective(&adjective)).unwrap_or_default()
    }

    /// The possessive adjective of a noun, masculine nominative: Macron, *Macronov*.
    pub fn possessive(&self, word: &str, hints: &Hints) -> Option<String> {
        let paradigm = self.paradigm_of(word, hints)?;
        let (strip, suffix) = paradigm.possessive.as_ref()?;
        Some(format!("{}{suffix}", table::cut(word, strip.chars().count())))
    }

    fn paradigm_of(&self, word: &str, hints: &Hints) -> Option<&Paradigm> {
        if let Some(id) = hints.paradigm {
            return self.tables.paradigm(id);
        }
        let known = self.first_names.get(word).and_then(|name| self.tables.paradigm(name.paradigm.as_ref()?));
        known
            .filter(|known| hints.animate != Some(false) && hints.gender.is_none_or(|g| g == known.declension.gender))
            .or_else(|| self.fitting(word, hints).next())
    }

    /// The paradigms that fit a word, likeliest first.
    fn fitting(&self, word: &str, hints: &Hints) -> impl Iterator<Item = &Paradigm> {
        let look = self.tables.letters.look(word);
        let mut found: Vec<&Paradigm> = self
            .tables
            .paradigms
            .iter()
            .filter(|p| !p.listed && hints.gender.is_none_or(|gender| gender == p.declension.gender))
            .filter(|p| hints.number.unwrap_or(Number::Sing) == p.base_number && p.fits(&look))
            .collect();
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        found.into_iter()
    }

    fn expand_noun(&self, word: &str, paradigm: &Paradigm, animate: Option<bool>) -> Vec<InflectedForm> {
        let stem = paradigm.stem(word);
        paradigm
            .declension
            .cells
            .iter()
            .filter(|cell| agrees(cell.animate, animate))
            .map(|cell| inflected(self.form_of(word, &stem, cell), cell, paradigm.declension.gender))
            .collect()
    }

    fn form_of(&self, lemma: &str, stem: &str, cell: &Cell) -> String {
        match &cell.ending {
            Ending::Lemma => lemma.to_owned(),
            Ending::Suffix(ending) => format!("{stem}{ending}"),
            Ending::BySound { soft, .. } if self.tables.letters.is_soft(stem) => format!("{stem}{soft}"),
            Ending::BySound { hard, .. } => format!("{stem}{hard}"),
        }
    }

    /// The stem of an adjective that stands in the nominative of a gender and number.
    fn adjective_stem<'w>(&self, word: &'w str, gender: Gender, number: Number) -> &'w str {
        let lower = word.to_lowercase();
        self.adjective_cells(gender)
            .iter()
            .filter(|cell| cell.case == Case::Nom && cell.number == number)
            .flat_map(|cell| cell.ending.suffixes())
            .find(|ending| !ending.is_empty() && lower.ends_with(ending))
            .map(|ending| table::cut(word, ending.chars().count()))
            .unwrap_or(word)
    }

    fn adjective_cells(&self, gender: Gender) -> &[Cell] {
        self.tables.adjective.iter().find(|(known, _)| *known == gender).map_or(&[], |(_, cells)| cells)
    }

    fn expand_adjective_stem(&self, stem: &str, animate: Option<bool>) -> Vec<InflectedForm> {
        let mut forms = Vec::new();
        for (gender, cells) in &self.tables.adjective {
            for cell in cells.iter().filter(|cell| agrees(cell.animate, animate)) {
                forms.push(inflected(self.form_of(stem, stem, cell), cell, *gender));
            }
        }
        forms
    }
}

fn fixed(word: &str, hints: &Hints) -> Vec<InflectedForm> {
    Case::ALL
        .iter()
        .filter(|&&case| !matches!(case, Case::Voc | Case::Abl))
        .map(|&case| InflectedForm {
            form: word.to_owned(),
            case,
            number: hints.number.unwrap_or(Number::Sing),
            gender: hints.gender.unwrap_or(Gender::Masc),
        })
        .collect()
}

fn inflected(form: String, cell: &Cell, gender: Gender) -> InflectedForm {
    InflectedForm { form, case: cell.case, number: cell.number, gender }
}

fn agrees(cell: Option<bool>, wanted: Option<bool>) -> bool {
    match (cell, wanted) {
        (Some(cell), Some(wanted)) => cell == wanted,
        _ => true,
    }
}

#[cfg(test)]
mod tests;
