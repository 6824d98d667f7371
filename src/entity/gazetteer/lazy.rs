//! The forms of all rows, each row inflected only when a text has a word that may begin one of them.
//!
//! To inflect all rows takes longer than everything else that a program does before it reads its first text, and an
//! article needs few of them.

use super::index::{self, Form, FormRole, Index, atoms};
use super::name::Name;
use crate::entity::inflect::{InflectedForm, Inflector, cut};
use crate::text::Number;
use rustc_hash::FxHashMap;
use smol_str::SmolStr;
use std::sync::OnceLock;

/// How a word or phrase of a row makes its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inflection {
    /// As the name of a thing.
    Thing,
    /// As the name of the only thing of its name, which has one number only: a settlement, an organisation, a facility.
    Single,
    /// As a noun for a living being.
    Being,
    /// As the possessive adjective of a name.
    Possessive,
    /// As an adjective, given in the masculine nominative.
    Adjective,
}

/// A word or phrase that declines, with what its forms lead to.
#[derive(Debug, Clone)]
struct Source {
    name: Name,
    inflection: Inflection,
    pattern: Form,
}

impl Source {
    fn forms(&self, inflector: &Inflector) -> Vec<InflectedForm> {
        match self.inflection {
            Inflection::Thing => self.name.forms(inflector, false),
            Inflection::Single => {
                let mut forms = self.name.forms(inflector, false);
                let number = self.name.grammar.number.unwrap_or(Number::Sing);
                forms.retain(|form| form.number == number);
                forms
            }
            Inflection::Being => self.name.forms(inflector, true),
            Inflection::Possessive => self.name.possessive_forms(inflector),
            Inflection::Adjective => inflector.expand_adjective(&self.name.text),
        }
    }

    /// Letters that the first word of every form begins with, in lower case.
    fn beginning(&self, longest_cut: usize) -> SmolStr {
        let first = self.name.text.split(' ').next().unwrap_or_default();
        lower_atom(cut(first, longest_cut))
    }
}

/// What one row can be called.
#[derive(Debug, Clone, Default)]
struct Row {
    sources: Vec<Source>,
    forms: OnceLock<Index>,
}

impl Row {
    fn forms(&self, inflector: &Inflector) -> &Index {
        self.forms.get_or_init(|| {
            let mut index = Index::default();
            for source in &self.sources {
                index.add(source.forms(inflector), &source.pattern);
            }
            index
        })
    }
}

/// Rows of which no more than the first letter is sure, and what their forms begin with once a text has that letter.
#[derive(Debug, Clone, Default)]
struct Short {
    rows: Vec<u32>,
    by_first: OnceLock<FxHashMap<SmolStr, Vec<u32>>>,
}

/// The rows by the beginnings of their forms.
#[derive(Debug, Clone, Default)]
pub struct LazyIndex {
    rows: Vec<Row>,
    /// By the first two letters: what forms begin with, and their row.
    beginnings: FxHashMap<[char; 2], Vec<(SmolStr, u32)>>,
    /// Rows whose forms share less than two letters, by their first letter.
    short: FxHashMap<char, Short>,
    longest_cut: usize,
}

impl LazyIndex {
    /// An index of forms that this inflector will make.
    pub fn new(inflector: &Inflector) -> Self {
        Self { longest_cut: inflector.longest_cut(), ..Self::default() }
    }

    /// Begins the next row; gives its number.
    pub fn start_row(&mut self) -> u32 {
        self.rows.push(Row::default());
        self.rows.len() as u32 - 1
    }

    /// Adds a word or phrase to a row. `pattern` says what it leads to; its text and readings are not used.
    pub fn add(&mut self, number: u32, name: Name, inflection: Inflection, pattern: Form) {
        let source = Source { name, inflection, pattern };
        let beginning = source.beginning(self.longest_cut);
        match first_two(&beginning) {
            Some(letters) => {
                let known = self.beginnings.entry(letters).or_default();
                let mut own = known.iter().rev().take_while(|(_, row)| *row == number);
                if !own.any(|(other, _)| beginning.starts_with(other.as_str())) {
                    known.push((beginning, number));
                }
            }
            None => {
                let first = lower_atom(&source.name.text).chars().next();
                let short = self.short.entry(first.unwrap_or_default()).or_default();
                if short.rows.last() != Some(&number) {
                    short.rows.push(number);
                }
            }
        }
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.sources.push(source);
        }
    }

    /// The forms that begin at a token, with the number of tokens each takes: the longest first, and of equals those of
    /// later rows first.
    pub fn at<'i>(&'i self, inflector: &Inflector, tokens: &[&str], start: usize) -> Vec<(usize, &'i Form)> {
        let Some(first) = tokens.get(start).map(|token| lower_atom(token)) else { return Vec::new() };
        let rows = self.rows_of(&first, inflector);
        if rows.is_empty() {
            return Vec::new();
        }
        let indices: Vec<&Index> = rows.into_iter().map(|row| self.rows[row as usize].forms(inflector)).collect();
        index::at(&indices, &first, tokens, start)
    }

    /// The rows of which a form may begin with this atom, in their order.
    fn rows_of(&self, first: &str, inflector: &Inflector) -> Vec<u32> {
        let beginnings = first_two(first).and_then(|letters| self.beginnings.get(&letters));
        let long = beginnings.into_iter().flatten().filter(|(beginning, _)| first.starts_with(beginning.as_str()));
        let short = first.chars().next().and_then(|letter| self.short.get(&letter));
        let short = short.and_then(|short| self.by_first(short, inflector).get(first)).into_iter().flatten();
        let mut rows: Vec<u32> = long.map(|(_, row)| *row).chain(short.copied()).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// What a row can be called, each word or phrase with its forms.
    pub fn declensions(&self, row: usize, inflector: &Inflector) -> Vec<(FormRole, Vec<InflectedForm>)> {
        let sources = self.rows.get(row).into_iter().flat_map(|row| &row.sources);
        sources.map(|source| (source.pattern.role, source.forms(inflector))).collect()
    }

    fn by_first<'s>(&self, short: &'s Short, inflector: &Inflector) -> &'s FxHashMap<SmolStr, Vec<u32>> {
        short.by_first.get_or_init(|| {
            let mut by_first: FxHashMap<SmolStr, Vec<u32>> = FxHashMap::default();
            for &row in &short.rows {
                for first in self.rows[row as usize].forms(inflector).first_atoms() {
                    by_first.entry(first.clone()).or_default().push(row);
                }
            }
            by_first
        })
    }

    /// Number of different forms.
    pub fn form_count(&self, inflector: &Inflector) -> usize {
        self.rows.iter().map(|row| row.forms(inflector).len()).sum()
    }

    /// Forms that a text would not find: there are none.
    #[cfg(test)]
    pub fn unreachable(&self, inflector: &Inflector) -> Vec<SmolStr> {
        let rows = self.rows.iter().zip(0..);
        let hidden = |(row, number): (&'_ Row, u32)| {
            let firsts: Vec<SmolStr> = row.forms(inflector).first_atoms().cloned().collect();
            firsts.into_iter().filter(|first| !self.rows_of(first, inflector).contains(&number)).collect::<Vec<_>>()
        };
        rows.flat_map(hidden).collect()
    }
}

/// The first atom of a text in lower case; empty when it has none.
fn lower_atom(text: &str) -> SmolStr {
    atoms(text).next().unwrap_or_default().chars().flat_map(char::to_lowercase).collect()
}

fn first_two(text: &str) -> Option<[char; 2]> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next()?])
}
