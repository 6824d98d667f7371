//! The things told so far, each with what its mentions say of it together.

use super::profile::Profile;
use super::stems;
use crate::entity::EntityRef;
use rustc_hash::FxHashMap;

/// The mentions of one thing.
#[derive(Debug, Clone, Default)]
pub struct Cluster {
    /// Indices of profiles, in the order of the text.
    pub members: Vec<usize>,
    pub genders: [u32; 4],
    pub numbers: [u32; 4],
    pub kinds: [u32; 10],
    pub names: Vec<Vec<u64>>,
    pub stems: Vec<Vec<u64>>,
    pub initials: Vec<u64>,
    /// Lemmas of nouns that stood for it, the last ones.
    pub nouns: Vec<u64>,
    pub modifiers: Vec<u64>,
    /// Countries and places that it is of.
    pub origins: Vec<EntityRef>,
    /// What the rules link its mentions to, with how many.
    pub entities: Vec<(Vec<EntityRef>, u32)>,
}

/// So many different names and nouns of a thing are kept.
const KEPT: usize = 6;

impl Cluster {
    fn add(&mut self, number: usize, profile: &Profile) {
        self.members.push(number);
        self.genders[profile.gender as usize] += 1;
        self.numbers[profile.number as usize] += 1;
        self.kinds[profile.kind as usize] += 1;
        remember(&mut self.names, (!profile.names.is_empty()).then(|| profile.names.clone()));
        remember(&mut self.stems, (!profile.stems.is_empty()).then(|| profile.stems.clone()));
        profile.initials.iter().for_each(|&letters| remember(&mut self.initials, Some(letters)));
        let noun = profile.form.is_noun() || profile.form == super::profile::Form::Titled;
        remember(&mut self.nouns, noun.then_some(profile.lemma));
        profile.modifiers.iter().for_each(|&word| remember(&mut self.modifiers, Some(word)));
        profile.origins.iter().for_each(|&origin| remember(&mut self.origins, Some(origin)));
        if !profile.entities.is_empty() {
            match self.entities.iter_mut().find(|(known, _)| *known == profile.entities) {
                Some((_, count)) => *count += 1,
                None => self.entities.push((profile.entities.clone(), 1)),
            }
        }
    }

    pub fn last(&self) -> usize {
        self.members[self.members.len() - 1]
    }

    pub fn gender(&self) -> u64 {
        most(&self.genders)
    }

    pub fn number(&self) -> u64 {
        most(&self.numbers)
    }

    pub fn kind(&self) -> u64 {
        most(&self.kinds)
    }
}

fn remember<T: PartialEq>(list: &mut Vec<T>, fresh: Option<T>) {
    if let Some(fresh) = fresh.filter(|fresh| !list.contains(fresh)) {
        if list.len() == KEPT {
            list.remove(0);
        }
        list.push(fresh);
    }
}

/// The value seen most, 0 when none is known.
fn most(counts: &[u32]) -> u64 {
    let known = counts.iter().enumerate().skip(1).rev().filter(|&(_, &count)| count > 0);
    known.max_by_key(|&(_, &count)| count).map_or(0, |(value, _)| value as u64)
}

/// All things told so far, those told last at hand.
#[derive(Debug, Default)]
pub struct Clusters {
    pub all: Vec<Cluster>,
    /// The cluster of each profile that is a mention.
    pub of: FxHashMap<usize, usize>,
    /// Clusters in the order in which they were told last.
    recent: Vec<usize>,
    /// Clusters by the words of their names, their nouns and what the rules link them to.
    by_key: FxHashMap<u64, Vec<usize>>,
}

/// So many of the things told last may be meant by words that are no name, and by a name; and so many that share a word
/// with the mention.
const LAST: usize = 12;
const LAST_FOR_NAME: usize = 3;
const ALIKE: usize = 8;

impl Clusters {
    /// Adds a mention to a cluster, or as a new one.
    pub fn put(&mut self, number: usize, profile: &Profile, cluster: Option<usize>) {
        let cluster = cluster.unwrap_or_else(|| {
            self.all.push(Cluster::default());
            self.all.len() - 1
        });
        self.all[cluster].add(number, profile);
        self.of.insert(number, cluster);
        if let Some(place) = self.recent.iter().rposition(|&other| other == cluster) {
            self.recent.remove(place);
        }
        self.recent.push(cluster);
        for key in keys(profile) {
            let known = self.by_key.entry(key).or_default();
            if !known.contains(&cluster) {
                known.push(cluster);
            }
        }
    }

    /// The clusters that a mention may belong to, the one told last first, each with its rank by that.
    pub fn near(&self, profile: &Profile) -> Vec<usize> {
        let last = if profile.form.is_name() { LAST_FOR_NAME } else { LAST };
        let mut near: Vec<usize> = self.recent.iter().rev().take(last).copied().collect();
        for key in keys(profile) {
            let alike = self.by_key.get(&key).into_iter().flatten().rev().take(ALIKE);
            for &cluster in alike {
                if !near.contains(&cluster) {
                    near.push(cluster);
                }
            }
        }
        near
    }
}

/// Keeps the keys of roots from others.
const ROOTS: u64 = 1 << 40;

/// Marks that keep keys of one sort from those of another.
fn keys(profile: &Profile) -> impl Iterator<Item = u64> + '_ {
    let entity = profile.entities.iter().map(|&entity| entity as u64);
    let noun = profile.form.is_noun().then_some(profile.lemma);
    let roots = profile.stems.iter().map(|&stem| stems::root(stem) ^ ROOTS);
    let names = profile.names.iter().chain(&profile.initials).copied();
    entity.chain(names).chain(noun).chain(roots)
}
