//! Which mentions of names are one name, and what that name is in the nominative.

use super::reading::{Guess, NameReading};
use crate::text::Gender;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Mentions that bear one name.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    pub readings: Vec<NameReading>,
    /// Number of words of the longest mention.
    pub length: usize,
    pub gender: Option<Gender>,
    /// Indices into `readings`: those with which others are compared, each wording once.
    wordings: Vec<usize>,
    /// Indices of all mentions.
    mentions: BTreeSet<usize>,
    votes: BTreeMap<Gender, f32>,
    /// What the neighbours of a mention say for sure.
    sure: Option<Gender>,
}

/// More wordings of one name than a language has forms are not compared.
const WORDINGS: usize = 64;
/// Of more names that a mention may join, only those told last are looked at.
const CHOICES: usize = 500;

/// Puts names together: equal ones, then shorter ones with the longer ones that end (or begin) with them.
///
/// A short name that fits several long ones joins the one told last before it, or first after it. The names of persons may
/// also lack some in the middle.
pub fn group(readings: Vec<NameReading>, of_persons: bool) -> Vec<Cluster> {
    let (long, short): (Vec<_>, Vec<_>) =
        readings.into_iter().filter(|r| !r.words.is_empty()).partition(|r| r.words.len() > 1);
    let mut groups = Groups { of_persons, ..Groups::default() };
    for reading in long.into_iter().chain(short) {
        groups.add(reading);
    }
    groups.clusters
}

/// The clusters so far, with the means to find those that a name may join.
#[derive(Default)]
struct Groups {
    of_persons: bool,
    clusters: Vec<Cluster>,
    /// Clusters by what the first and the last word of a mention may be in the nominative, in lower case.
    by_first: FxHashMap<String, Vec<usize>>,
    by_last: FxHashMap<String, Vec<usize>>,
}

impl Groups {
    fn add(&mut self, reading: NameReading) {
        let at = self.find(&reading).unwrap_or_else(|| {
            self.clusters.push(Cluster::default());
            self.clusters.len() - 1
        });
        for (index, word) in [(&mut self.by_first, reading.words.first()), (&mut self.by_last, reading.words.last())] {
            for guess in word.into_iter().flatten() {
                let known = index.entry(guess.text.to_lowercase()).or_default();
                if let Err(place) = known.binary_search(&at) {
                    known.insert(place, at);
                }
            }
        }
        self.clusters[at].add(reading);
    }

    fn find(&self, reading: &NameReading) -> Option<usize> {
        let length = reading.words.len();
        let equal = |cluster: &Cluster| cluster.has(|known| known.words.len() == length && known.matches(reading));
        let ending = |cluster: &Cluster| cluster.has(|known| known.words.len() > length && known.matches_end(reading));
        let beginning =
            |cluster: &Cluster| cluster.has(|known| known.words.len() > length && known.matches_start(reading));
        let inside = |cluster: &Cluster| {
            let within =
                |known: &NameReading| known.places_within(reading).or_else(|| reading.places_within(known)).is_some();
            self.of_persons && cluster.has(within)
        };
        let by_last = choices(&self.by_last, reading.words.last());
        self.nearest(&by_last, reading, &|c| c.length == length && equal(c))
            .or_else(|| self.nearest(&by_last, reading, &ending))
            .or_else(|| self.nearest(&by_last, reading, &inside))
            .or_else(|| self.nearest(&by_last, reading, &equal))
            .or_else(|| self.nearest(&choices(&self.by_first, reading.words.first()), reading, &beginning))
    }

    /// Of the clusters that fit, the one with a mention closest before the reading, else closest after it.
    fn nearest(&self, choices: &[usize], reading: &NameReading, fits: &dyn Fn(&Cluster) -> bool) -> Option<usize> {
        let fitting = choices.iter().copied().filter(|&at| {
            let cluster = &self.clusters[at];
            fits(cluster) && cluster.allows(reading)
        });
        fitting.min_by_key(|&at| self.clusters[at].distance(reading.mention))
    }
}

/// The clusters that some nominative of a word leads to, in their order.
fn choices(index: &FxHashMap<String, Vec<usize>>, word: Option<&Vec<Guess>>) -> Vec<usize> {
    let known = word.into_iter().flatten().filter_map(|guess| index.get(&guess.text.to_lowercase()));
    let mut found: Vec<usize> =
        known.flat_map(|known| &known[known.len().saturating_sub(CHOICES)..]).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

impl Cluster {
    fn add(&mut self, reading: NameReading) {
        self.length = self.length.max(reading.words.len());
        self.mentions.insert(reading.mention);
        self.sure = self.sure.or_else(|| sure_gender(&reading));
        for (gender, weight) in &reading.gender {
            *self.votes.entry(*gender).or_default() += weight;
        }
        self.gender = self.votes.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(gender, _)| *gender);
        if self.wordings.len() < WORDINGS && !self.has(|known| known.words == reading.words) {
            self.wordings.push(self.readings.len());
        }
        self.readings.push(reading);
    }

    fn has(&self, test: impl Fn(&NameReading) -> bool) -> bool {
        self.wordings.iter().any(|&at| test(&self.readings[at]))
    }

    /// How far the closest mention before a place is, else the closest after it.
    fn distance(&self, mention: usize) -> (u8, usize) {
        match self.mentions.range(..=mention).next_back() {
            Some(before) => (0, mention - before),
            None => (1, self.mentions.first().map_or(usize::MAX, |after| after - mention)),
        }
    }

    /// A mention whose neighbours say the other gender cannot be this bearer.
    fn allows(&self, reading: &NameReading) -> bool {
        match (self.sure, sure_gender(reading)) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        }
    }

    /// The longest form of the name in the nominative, each word by the vote of all mentions that have it.
    pub fn name(&self) -> String {
        let Some(longest) = self.readings.iter().find(|r| r.words.len() == self.length) else { return String::new() };
        let words: Vec<String> = (0..self.length).map(|at| self.word(at, longest)).collect();
        words.join(" ")
    }

    fn word(&self, at: usize, longest: &NameReading) -> String {
        let aligned: Vec<&Vec<Guess>> = self.readings.iter().filter_map(|r| aligned(r, at, longest)).collect();
        let mut votes: BTreeMap<&str, f32> = BTreeMap::new();
        for guesses in &aligned {
            let mut sums: BTreeMap<&str, f32> = BTreeMap::new();
            for guess in guesses.iter() {
                let weight = guess.weight * self.gender_factor(guess);
                *sums.entry(&guess.text).or_default() += weight;
            }
            for (text, weight) in sums {
                *votes.entry(text).or_default() += weight.min(3.0);
            }
        }
        let best =
            votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.len().cmp(&a.0.len())).then(b.0.cmp(a.0)));
        best.map(|(text, _)| text.to_owned()).unwrap_or_default()
    }

    fn gender_factor(&self, guess: &Guess) -> f32 {
        match (self.gender, guess.gender) {
            (Some(own), Some(of_guess)) if own != of_guess => 0.2,
            _ => 1.0,
        }
    }
}

/// The guesses for word `at` of the full name in a mention that may be shorter.
fn aligned<'r>(reading: &'r NameReading, at: usize, longest: &NameReading) -> Option<&'r Vec<Guess>> {
    let missing = longest.words.len() - reading.words.len();
    if missing > 0 && longest.matches_end(reading) {
        return at.checked_sub(missing).and_then(|at| reading.words.get(at));
    }
    match longest.places_within(reading) {
        Some(places) => reading.words.get(places.iter().position(|&place| place == at)?),
        None => reading.words.get(at),
    }
}

fn sure_gender(reading: &NameReading) -> Option<Gender> {
    reading.gender.iter().find(|(_, weight)| *weight >= 1.0).map(|(gender, _)| *gender)
}
