//! The tables in `token/` of a language pack.

use crate::error::Result;
use crate::lang::Pack;
use rustc_hash::{FxHashMap, FxHashSet};

/// What may follow an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before what it shortens or introduces; a sentence does not end here: titles, *for example*.
    Inner,
    /// Inner only before a number or a Roman numeral; elsewhere it is an ordinary word with a full stop.
    Number,
    /// May be the last word of a sentence: *and so on*, units, company forms.
    Final,
}

/// Which side of a quotation a mark stands on where spacing does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteSide {
    Open,
    Close,
    Either,
}

/// By how much a text may get shorter, in bytes, when it is put into lower case (the Kelvin sign takes three).
const LOWER_SHRINKS: usize = 3;

/// The tables that the tokeniser looks words up in.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    abbreviations: FxHashMap<String, Abbreviation>,
    /// In bytes.
    longest_abbreviation: usize,
    quotes: FxHashMap<char, QuoteSide>,
    acronym_endings: FxHashSet<String>,
    number_endings: FxHashSet<String>,
    domains: FxHashSet<String>,
}

impl Tables {
    /// # Errors
    /// When a table is missing or has a wrong line, which is named.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let mut tables = Self::default();
        rows(pack, "token/abbreviations.tsv", |word, kind| {
            let kind = match kind {
                "inner" => Abbreviation::Inner,
                "number" => Abbreviation::Number,
                "final" => Abbreviation::Final,
                _ => return Err(format!("{kind:?} is not one of inner, number, final")),
            };
            if !word.ends_with('.') {
                return Err(format!("{word:?} does not end with a full stop"));
            }
            tables.longest_abbreviation = tables.longest_abbreviation.max(word.to_lowercase().len());
            tables.abbreviations.insert(word.to_lowercase(), kind);
            Ok(())
        })?;
        rows(pack, "token/quotes.tsv", |mark, side| {
            let side = match side {
                "open" => QuoteSide::Open,
                "close" => QuoteSide::Close,
                "either" => QuoteSide::Either,
                _ => return Err(format!("{side:?} is not one of open, close, either")),
            };
            let mut chars = mark.chars();
            match (chars.next(), chars.next()) {
                (Some(mark), None) => tables.quotes.insert(mark, side),
                _ => return Err(format!("{mark:?} is not one character")),
            };
            Ok(())
        })?;
        rows(pack, "token/endings.tsv", |ending, after| {
            match after {
                "acronym" => tables.acronym_endings.insert(ending.to_owned()),
                "number" => tables.number_endings.insert(ending.to_owned()),
                _ => return Err(format!("{after:?} is not one of acronym, number")),
            };
            Ok(())
        })?;
        rows(pack, "token/domains.tsv", |domain, _| {
            tables.domains.insert(domain.to_owned());
            Ok(())
        })?;
        Ok(tables)
    }

    /// The kind of an abbreviation, which is given with its full stops.
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > LOWER_SHRINKS * self.longest_abbreviation {
            return None;
        }
        self.abbreviations.get(word).or_else(|| self.abbreviations.get(&word.to_lowercase())).copied()
    }

    pub fn quote(&self, mark: char) -> Option<QuoteSide> {
        self.quotes.get(&mark).copied()
    }

    /// Whether a case ending can follow an acronym and a hyphen.
    pub fn ends_acronym(&self, ending: &str) -> bool {
        self.acronym_endings.contains(ending)
    }

    /// Whether an ending can follow a number in digits and a hyphen.
    pub fn ends_number(&self, ending: &str) -> bool {
        self.number_endings.contains(ending)
    }

    /// Whether a word is a top-level domain.
    pub fn is_domain(&self, label: &str) -> bool {
        self.domains.contains(label)
    }
}

/// Reads a table of two columns with a heading line; `#` starts a comment.
fn rows(pack: &Pack, file: &str, mut add: impl FnMut(&str, &str) -> Result<(), String>) -> Result<()> {
    let text = pack.text(file)?;
    let data = text.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')).skip(1);
    for (number, line) in data {
        let fault = |message: String| pack.error(file, Some(number + 1), message);
        let (first, second) = line.split_once('\t').ok_or_else(|| fault("needs two columns".into()))?;
        add(first.trim(), second.trim()).map_err(fault)?;
    }
    Ok(())
}
