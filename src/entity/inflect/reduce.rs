//! From a form in a text back to the nominative: ranked guesses, since names are an open class.

use super::table::{Cell, Ending, Paradigm, cut};
use super::{Inflector, agrees};
use crate::text::{Case, Gender, Number};
use std::collections::HashMap;

/// What the analysis says of a form; `None` where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    pub case: Option<Case>,
    pub gender: Option<Gender>,
    pub number: Option<Number>,
    /// The form is a possessive adjective of the name (*Poklukarjevih*). Case, gender and number are then those of the
    /// adjective, and say nothing of the name.
    pub possessive: bool,
    /// Of a living being. Both are tried when unknown.
    pub animate: Option<bool>,
}

/// A nominative that a form may come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    pub nominative: String,
    pub gender: Gender,
    /// Id of the paradigm that leads there.
    pub paradigm: String,
    /// For comparing the candidates of one form: higher is likelier.
    pub weight: f32,
}

/// What being a known first name adds to the weight of a reading: more than any paradigm gives.
const FIRST_NAME: f32 = 2.0;

impl Inflector {
    /// The nominatives that a form may come from, likeliest first, each with one gender once.
    pub fn reduce(&self, form: &str, reading: &Reading) -> Vec<Candidate> {
        let mut found = Found::default();
        if reading.possessive {
            for stem in self.adjective_stems(form, reading) {
                self.reduce_possessive(&stem, &mut found);
            }
        } else {
            self.reduce_noun(form, reading, &mut found);
        }
        for ((nominative, gender), (_, weight)) in &mut found.0 {
            if self.first_names.is_of(nominative, *gender) {
                *weight += FIRST_NAME;
            }
        }
        found.ranked()
    }

    fn reduce_noun(&self, form: &str, reading: &Reading, found: &mut Found) {
        for paradigm in self.tables.paradigms.iter().filter(|p| !p.listed) {
            if reading.gender.is_some_and(|gender| gender != paradigm.declension.gender) {
                continue;
            }
            for cell in paradigm.declension.cells.iter().filter(|cell| reads_as(cell, reading)) {
                for nominative in undo(form, paradigm, cell) {
                    if paradigm.fits(&self.tables.letters.look(&nominative)) {
                        found.add(nominative, paradigm, number_weight(cell.number, reading));
                    }
                }
            }
        }
    }

    fn reduce_possessive(&self, stem: &str, found: &mut Found) {
        for paradigm in self.tables.paradigms.iter().filter(|p| !p.listed) {
            let Some((strip, suffix)) = &paradigm.possessive else { continue };
            let Some(base) = strip_ending(stem, suffix) else { continue };
            let nominative = join(base, strip);
            if paradigm.fits(&self.tables.letters.look(&nominative)) {
                found.add(nominative, paradigm, 1.0);
            }
        }
    }

    /// The stems that a form may have as an adjective.
    fn adjective_stems(&self, form: &str, reading: &Reading) -> Vec<String> {
        let mut stems = Vec::new();
        for (gender, cells) in &self.tables.adjective {
            if reading.gender.is_some_and(|wanted| wanted != *gender) {
                continue;
            }
            for cell in cells.iter().filter(|cell| reads_as(cell, reading)) {
                for stem in cell.ending.suffixes().filter_map(|ending| strip_ending(form, ending)) {
                    if !stems.iter().any(|known| known == stem) {
                        stems.push(stem.to_owned());
                    }
                }
            }
        }
        stems
    }
}

fn reads_as(cell: &Cell, reading: &Reading) -> bool {
    reading.case.is_none_or(|case| case == cell.case)
        && reading.number.is_none_or(|number| number == cell.number)
        && agrees(cell.animate, reading.animate)
}

/// A name is rarely in the dual or plural; such a reading needs the analysis to say so.
fn number_weight(number: Number, reading: &Reading) -> f32 {
    if number == Number::Sing || reading.number.is_some() { 1.0 } else { 0.1 }
}

fn undo(form: &str, paradigm: &Paradigm, cell: &Cell) -> Vec<String> {
    if cell.ending == Ending::Lemma {
        return vec![form.to_owned()];
    }
    cell.ending
        .suffixes()
        .filter_map(|ending| strip_ending(strip_ending(form, ending)?, &paradigm.add))
        .map(|bare| join(bare, &paradigm.strip))
        .collect()
}

/// A form without an ending, whatever its capitals; `None` when it does not end so or nothing would be left.
pub(super) fn strip_ending<'f>(form: &'f str, ending: &str) -> Option<&'f str> {
    let stem = cut(form, ending.chars().count());
    (!stem.is_empty() && form[stem.len()..].to_lowercase() == ending).then_some(stem)
}

/// Puts an ending on a stem, in capitals when the stem is.
pub(super) fn join(stem: &str, ending: &str) -> String {
    let in_capitals = stem.chars().count() > 1 && !stem.chars().any(char::is_lowercase);
    if in_capitals { format!("{stem}{}", ending.to_uppercase()) } else { format!("{stem}{ending}") }
}

#[derive(Default)]
struct Found(HashMap<(String, Gender), (String, f32)>);

impl Found {
    fn add(&mut self, nominative: String, paradigm: &Paradigm, factor: f32) {
        let weight = paradigm.weight * factor;
        let best = self.0.entry((nominative, paradigm.declension.gender)).or_insert((String::new(), f32::MIN));
        if weight > best.1 {
            *best = (paradigm.id.clone(), weight);
        }
    }

    fn ranked(self) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = self
            .0
            .into_iter()
            .map(|((nominative, gender), (paradigm, weight))| Candidate { nominative, gender, paradigm, weight })
            .collect();
        candidates.sort_by(|a, b| {
            b.weight.total_cmp(&a.weight).then(a.nominative.cmp(&b.nominative)).then(a.gender.cmp(&b.gender))
        });
        candidates
    }
}
