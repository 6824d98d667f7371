//! Which mentions of names are one name, and what that name is in the nominative.

use super::reading::{Guess, NameReading};
use crate::text::Gender;
use std::collections::BTreeMap;

/// Mentions that bear one name.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    pub readings: Vec<NameReading>,
    /// Number of words of the longest mention.
    pub length: usize,
    pub gender: Option<Gender>,
}

/// Puts names together: equal ones, then shorter ones with the longer ones that end (or begin) with them.
///
/// A short name that fits several long ones joins the one told last before it, or first after it.
pub fn group(readings: Vec<NameReading>) -> Vec<Cluster> {
    let (long, short): (Vec<_>, Vec<_>) =
        readings.into_iter().filter(|r| !r.words.is_empty()).partition(|r| r.words.len() > 1);
    let mut clusters: Vec<Cluster> = Vec::new();
    for reading in long.into_iter().chain(short) {
        match find(&clusters, &reading) {
            Some(at) => clusters[at].add(reading),
            None => clusters.push(Cluster::of(reading)),
        }
    }
    clusters
}

fn find(clusters: &[Cluster], reading: &NameReading) -> Option<usize> {
    let equal = |cluster: &Cluster| cluster.has(reading.words.len(), |known| known.matches(reading));
    let ending = |cluster: &Cluster| cluster.has_longer(reading.words.len(), |known| known.matches_end(reading));
    let beginning = |cluster: &Cluster| cluster.has_longer(reading.words.len(), |known| known.matches_start(reading));
    nearest(clusters, reading, &|c| c.length == reading.words.len() && equal(c))
        .or_else(|| nearest(clusters, reading, &ending))
        .or_else(|| nearest(clusters, reading, &equal))
        .or_else(|| nearest(clusters, reading, &beginning))
}

/// Of the clusters that fit, the one with a mention closest before the reading, else closest after it.
fn nearest(clusters: &[Cluster], reading: &NameReading, fits: &dyn Fn(&Cluster) -> bool) -> Option<usize> {
    (0..clusters.len()).filter(|&at| fits(&clusters[at]) && clusters[at].allows(reading)).min_by_key(|&at| {
        let mentions = clusters[at].readings.iter().map(|known| known.mention);
        mentions.map(|m| if m <= reading.mention { (0, reading.mention - m) } else { (1, m - reading.mention) }).min()
    })
}

impl Cluster {
    fn of(reading: NameReading) -> Self {
        let mut cluster = Self::default();
        cluster.add(reading);
        cluster
    }

    fn add(&mut self, reading: NameReading) {
        self.length = self.length.max(reading.words.len());
        self.readings.push(reading);
        self.gender = self.strongest_gender();
    }

    fn has(&self, length: usize, test: impl Fn(&NameReading) -> bool) -> bool {
        self.readings.iter().any(|known| known.words.len() == length && test(known))
    }

    fn has_longer(&self, length: usize, test: impl Fn(&NameReading) -> bool) -> bool {
        self.readings.iter().any(|known| known.words.len() > length && test(known))
    }

    /// A mention whose neighbours say the other gender cannot be this bearer.
    fn allows(&self, reading: &NameReading) -> bool {
        let strong = |readings: &[NameReading]| {
            readings.iter().flat_map(|r| &r.gender).filter(|(_, weight)| *weight >= 1.0).map(|(g, _)| *g).next()
        };
        match (strong(&self.readings), strong(std::slice::from_ref(reading))) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => true,
        }
    }

    fn strongest_gender(&self) -> Option<Gender> {
        let mut votes: BTreeMap<Gender, f32> = BTreeMap::new();
        for (gender, weight) in self.readings.iter().flat_map(|r| &r.gender) {
            *votes.entry(*gender).or_default() += weight;
        }
        votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(gender, _)| gender)
    }

    /// The longest form of the name in the nominative, each word by the vote of all mentions that have it.
    pub fn name(&self) -> String {
        let words: Vec<String> = (0..self.length).map(|at| self.word(at)).collect();
        words.join(" ")
    }

    fn word(&self, at: usize) -> String {
        let aligned: Vec<&Vec<Guess>> = self.readings.iter().filter_map(|r| self.aligned(r, at)).collect();
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

    /// The guesses for word `at` of the full name in a mention that may be shorter.
    fn aligned<'r>(&self, reading: &'r NameReading, at: usize) -> Option<&'r Vec<Guess>> {
        let missing = self.length - reading.words.len();
        if missing == 0 {
            return reading.words.get(at);
        }
        let long = self.readings.iter().find(|r| r.words.len() == self.length)?;
        match long.matches_end(reading) {
            true => at.checked_sub(missing).and_then(|at| reading.words.get(at)),
            false => reading.words.get(at),
        }
    }

    fn gender_factor(&self, guess: &Guess) -> f32 {
        match (self.gender, guess.gender) {
            (Some(own), Some(of_guess)) if own != of_guess => 0.2,
            _ => 1.0,
        }
    }
}
