//! Agreements with a name of their own, from `agreement/named.tsv`.

use super::lexicon::Cue;
use crate::document::Document;
use crate::entity::EntityRef;
use crate::error::Result;
use crate::event::AgreementStatus;
use crate::lang::Pack;
use crate::lang::tsv::Table;
use crate::text::Token;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use std::collections::BTreeSet;
use std::ops::{Index, Range};

const NAMED: &str = "agreement/named.tsv";
/// How much the state counts that a row gives, against the words of the article.
const BY_NAME: f32 = 1.0;

/// One agreement that has a name.
#[derive(Debug, Clone)]
pub(super) struct Named {
    /// Nominative.
    pub name: String,
    /// Names as sequences of lemmas or forms.
    aliases: Vec<Vec<String>>,
    /// Gazetteer keys.
    parties: Vec<String>,
    pub cue: Cue,
}

/// All agreements that have a name, by their numbers.
#[derive(Debug, Clone)]
pub(super) struct NamedTable {
    rows: Vec<Named>,
    /// Rows, in their order, by the first words of their names as the names have them.
    by_first: FxHashMap<String, Vec<usize>>,
}

impl Index<usize> for NamedTable {
    type Output = Named;

    fn index(&self, row: usize) -> &Named {
        &self.rows[row]
    }
}

impl NamedTable {
    fn new(rows: Vec<Named>) -> Self {
        let mut by_first: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (row, named) in rows.iter().enumerate() {
            for first in named.aliases.iter().filter_map(|alias| alias.first()) {
                let known = by_first.entry(first.clone()).or_default();
                if known.last() != Some(&row) {
                    known.push(row);
                }
            }
        }
        Self { rows, by_first }
    }

    /// The row of the name that covers a token, and where it stands.
    pub fn covering(&self, doc: &Document, tokens: &[Token], at: usize) -> Option<(usize, Range<usize>)> {
        let starts = at.saturating_sub(LONGEST)..=at;
        let found = starts.flat_map(|start| {
            let rows = self.beginning_with(&tokens[start]).into_iter();
            rows.filter_map(move |row| Some((row, self[row].at(tokens, start)?)))
        });
        let best = found.filter(|(_, range)| range.contains(&at)).max_by_key(|(_, range)| range.len())?;
        self[best.0].may_be_meant(doc).then_some(best)
    }

    /// The rows of names whose first word this may be.
    fn beginning_with(&self, token: &Token) -> BTreeSet<usize> {
        let (lemma, form) = (token.lemma.to_lowercase(), token.form.to_lowercase());
        let words = [token.lemma.as_str(), token.form.as_str(), lemma.as_str(), form.as_str()];
        words.into_iter().filter_map(|word| self.by_first.get(word)).flatten().copied().collect()
    }
}

/// # Errors
/// When the table is missing, has a wrong number of columns or an unknown state.
pub(super) fn load(pack: &Pack) -> Result<NamedTable> {
    let text = pack.text(NAMED)?;
    let table = Table::parse(&pack.lang, NAMED, &text, &["name", "aliases", "parties", "status"])?;
    let rows = table.rows().map(|row| {
        let name = row.get("name").to_owned();
        let mut aliases: Vec<Vec<String>> = row.list("aliases").map(words).collect();
        aliases.push(words(&name.to_lowercase()));
        let status = match row.some("status") {
            None => AgreementStatus::Existing,
            Some(word) => state(word).ok_or_else(|| row.error(format!("unknown state {word}")))?,
        };
        let parties = row.list("parties").map(str::to_owned).collect();
        Ok(Named { name, aliases, parties, cue: Cue { status, strength: BY_NAME } })
    });
    Ok(NamedTable::new(rows.collect::<Result<_>>()?))
}

fn state(word: &str) -> Option<AgreementStatus> {
    let value: StrDeserializer<ValueError> = word.into_deserializer();
    AgreementStatus::deserialize(value).ok()
}

fn words(alias: &str) -> Vec<String> {
    alias.split(' ').map(str::to_owned).collect()
}

impl Named {
    /// Where the longest of its names stands that begins at a token.
    pub fn at(&self, tokens: &[Token], at: usize) -> Option<Range<usize>> {
        let fits = |alias: &&Vec<String>| {
            alias.iter().enumerate().all(|(offset, word)| tokens.get(at + offset).is_some_and(|t| is_word(t, word)))
        };
        let longest = self.aliases.iter().filter(fits).map(Vec::len).max()?;
        Some(at..at + longest)
    }

    /// The parties that the article speaks of.
    pub fn parties_in(&self, doc: &Document) -> Vec<EntityRef> {
        let told = |key: &String| {
            let entity = doc.entities.iter().position(|e| e.gazetteer.as_ref() == Some(key))?;
            doc.mentions.iter().any(|m| m.entities.contains(&entity)).then_some(entity)
        };
        self.parties.iter().filter_map(told).collect()
    }

    /// Whether the article may mean it: it speaks of a party, when parties are known.
    pub fn may_be_meant(&self, doc: &Document) -> bool {
        self.parties.is_empty() || !self.parties_in(doc).is_empty()
    }
}

/// A word of a name: in capitals as it is written, else by lemma or form.
fn is_word(token: &Token, word: &str) -> bool {
    if word.chars().any(char::is_uppercase) {
        return token.form == word || token.lemma == word;
    }
    token.lemma.to_lowercase() == word || token.form.to_lowercase() == word
}

/// No name has more words before its head.
const LONGEST: usize = 6;
