//! Finding names in a sequence of words.

use super::index::{Form, FormReading, FormRole, Target};
use super::{ANY_COUNTRY, EntryType, Gazetteer};
use crate::entity::EntityKind;
use crate::text::{Case, Token};

/// Words that the gazetteer knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Index of the first token.
    pub start: usize,
    /// Number of tokens.
    pub len: usize,
    /// What they may mean; names that mean other things too behind those that do not, preferred names before aliases,
    /// countries before cities.
    pub hits: Vec<Hit>,
}

/// One meaning of the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Key for [`Gazetteer::entry`]; a body without its country has [`ANY_COUNTRY`] in its place.
    pub key: String,
    pub kind: EntityKind,
    pub role: FormRole,
    /// The grammar that the words can have.
    pub readings: Vec<FormReading>,
    /// The words mean other things too (*Otok*, *Mali*); a link needs support from the text.
    pub ambiguous: bool,
}

impl Hit {
    /// Whether the words have the case, number and gender that the tagger sees in their head. What it leaves open
    /// agrees with everything.
    pub fn reads_as(&self, head: &Token) -> bool {
        let says = |name: &str, value: Option<&str>| head.feat(name).zip(value).is_none_or(|(said, own)| said == own);
        self.readings.iter().any(|reading| {
            says("Case", Some(reading.case.as_str()))
                && says("Number", Some(reading.number.as_str()))
                && says("Gender", Some(reading.gender.as_str()))
        })
    }
}

/// How many letters the words of a name and of a text have in common at their beginnings; 0 when two differ at once.
fn common_letters(name: &str, words: &[&str]) -> usize {
    let common = |name: &str, word: &str| {
        let letters = name.chars().flat_map(char::to_lowercase).zip(word.chars().flat_map(char::to_lowercase));
        letters.take_while(|(left, right)| left == right).count()
    };
    let each: Vec<usize> = name.split(' ').zip(words).map(|(name, word)| common(name, word)).collect();
    if each.contains(&0) { 0 } else { each.iter().sum() }
}

impl Gazetteer {
    /// All matches of a sentence, longest first at each place, not overlapping.
    pub fn find(&self, tokens: &[&str]) -> Vec<Match> {
        let mut found = Vec::new();
        let mut start = 0;
        while start < tokens.len() {
            match self.at(tokens, start) {
                Some(one) => {
                    start += one.len;
                    found.push(one);
                }
                None => start += 1,
            }
        }
        found
    }

    /// The longest match that begins at a token.
    pub fn at(&self, tokens: &[&str], start: usize) -> Option<Match> {
        let mut readings = self.readings_at(tokens, start);
        let len = readings.iter().map(|(len, _)| *len).max()?;
        readings.retain(|(other, _)| *other == len);
        let mut hits: Vec<Hit> = readings.into_iter().map(|(_, hit)| hit).collect();
        let rank = |hit: &Hit| (hit.role >= FormRole::Adjective, hit.ambiguous, hit.role, hit.kind);
        hits.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.key.cmp(&b.key)));
        Some(Match { start, len, hits })
    }

    /// What a name means when it stands by itself: *Bosne in Hercegovine*, *NATO*.
    pub fn named(&self, name: &str) -> Vec<Hit> {
        let words: Vec<&str> = name.split_whitespace().collect();
        self.at(&words, 0).filter(|found| found.len == words.len()).map(|found| found.hits).unwrap_or_default()
    }

    /// The nominative of the words that led to a hit by a name: the preferred name, or the other name that begins most
    /// like them. Of a possessive (*Natov*) it is that of the name.
    pub fn label(&self, hit: &Hit, words: &[&str]) -> Option<String> {
        let possessive = hit.role == FormRole::Adjective && hit.kind == EntityKind::Organisation;
        if !possessive && !matches!(hit.role, FormRole::Name | FormRole::Alias | FormRole::Acronym) {
            return None;
        }
        let entry = self.entry(&hit.key)?;
        if hit.role == FormRole::Name {
            return Some(entry.name.clone());
        }
        let preferred = std::iter::once(&entry.name).filter(|_| possessive);
        let names = preferred.chain(&entry.alt_names).chain(&entry.acronyms);
        let same_length = names.filter(|name| name.split(' ').count() == words.len());
        let ranked = same_length.map(|name| (common_letters(name, words), name));
        let (_, best) = ranked
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .max_by_key(|(letters, _)| *letters)
            .filter(|(letters, _)| *letters > 0)?;
        Some(best.clone())
    }

    fn readings_at(&self, tokens: &[&str], start: usize) -> Vec<(usize, Hit)> {
        let mut found = Vec::new();
        for (len, form) in self.index.at(&self.inflector, tokens, start) {
            found.push((len, self.hit(form)));
            match form.target {
                Target::Entry(owner) if form.role == FormRole::Adjective => {
                    self.bodies_after_adjective(tokens, start, len, owner, form, &mut found);
                }
                Target::Body(body) => self.owners_after_body(tokens, start, len, body, form, &mut found),
                Target::Entry(_) => {}
            }
        }
        found
    }

    /// *slovenskega notranjega ministrstva*
    fn bodies_after_adjective(
        &self,
        tokens: &[&str],
        start: usize,
        len: usize,
        owner: u32,
        adjective: &Form,
        found: &mut Vec<(usize, Hit)>,
    ) {
        for (body_len, form) in self.index.at(&self.inflector, tokens, start + len) {
            let Target::Body(body) = form.target else { continue };
            let agreed: Vec<FormReading> =
                form.readings.iter().filter(|reading| adjective.readings.contains(reading)).copied().collect();
            if !agreed.is_empty() {
                found.push((len + body_len, self.body_hit(Some(owner), body, agreed)));
            }
        }
    }

    /// *notranje ministrstvo Slovenije*
    fn owners_after_body(
        &self,
        tokens: &[&str],
        start: usize,
        len: usize,
        body: u32,
        form: &Form,
        found: &mut Vec<(usize, Hit)>,
    ) {
        for (owner_len, name) in self.index.at(&self.inflector, tokens, start + len) {
            let Target::Entry(owner) = name.target else { continue };
            let genitive = name.readings.iter().any(|reading| reading.case == Case::Gen);
            let is_name = matches!(name.role, FormRole::Name | FormRole::Alias | FormRole::Acronym);
            let has_bodies = matches!(
                self.entries[owner as usize].entry_type,
                EntryType::Country | EntryType::Territory | EntryType::HistoricalCountry | EntryType::Region
            );
            if is_name && genitive && has_bodies {
                found.push((len + owner_len, self.body_hit(Some(owner), body, form.readings.clone())));
            }
        }
    }

    fn hit(&self, form: &Form) -> Hit {
        match form.target {
            Target::Entry(number) => {
                let entry = &self.entries[number as usize];
                Hit {
                    key: entry.key.clone(),
                    kind: entry.kind,
                    role: form.role,
                    readings: form.readings.clone(),
                    ambiguous: form.ambiguous,
                }
            }
            Target::Body(body) => Hit { ambiguous: true, ..self.body_hit(None, body, form.readings.clone()) },
        }
    }

    fn body_hit(&self, owner: Option<u32>, body: u32, readings: Vec<FormReading>) -> Hit {
        let owner = owner.map_or(ANY_COUNTRY, |owner| self.entries[owner as usize].key.as_str());
        let body = &self.bodies[body as usize];
        Hit {
            key: format!("{owner}/{}", body.key),
            kind: body.entry_type.kind(),
            role: FormRole::Body,
            readings,
            ambiguous: false,
        }
    }
}
