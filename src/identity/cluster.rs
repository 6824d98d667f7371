//! Which dossiers are about one thing.
//!
//! Dossiers are taken in an order that depends on their content alone: full names before surnames, those that say most
//! first. Each joins the cluster of its name that it fits best, or begins one; then clusters that fit each other, whatever
//! their names, are joined, the best pair first. Surnames come last, when it is known how many bear them.

use super::dossier::Dossier;
use super::evidence::{AHEAD, DOUBT, ENOUGH, Evidence, Reason, compare};
use super::keys::keys;
use super::names;
use super::profile::Profile;
use crate::entity::EntityKind;
use std::collections::{BTreeMap, BTreeSet};

/// Dossiers that are about one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Indices, sorted.
    pub members: BTreeSet<usize>,
    pub profile: Profile,
    /// Why dossiers joined under a name that is not that of the others; the strongest evidence for each dossier.
    pub joined: BTreeMap<usize, Evidence>,
}

/// All clusters, and which may be one thing although it is not sure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grouping {
    pub clusters: Vec<Cluster>,
    /// Pairs of clusters, the smaller index first.
    pub doubts: BTreeMap<(usize, usize), Evidence>,
}

/// What people decided about dossiers, by index.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Constraints {
    /// Two sets of dossiers none of which may be in one cluster with one of the other.
    pub apart: Vec<(BTreeSet<usize>, BTreeSet<usize>)>,
}

impl Constraints {
    pub fn allow(&self, left: &BTreeSet<usize>, right: &BTreeSet<usize>) -> bool {
        self.apart.iter().all(|(one, other)| {
            let across = |a: &BTreeSet<usize>, b: &BTreeSet<usize>| !a.is_disjoint(left) && !b.is_disjoint(right);
            !across(one, other) && !across(other, one)
        })
    }
}

/// Where more persons than this are known by one word alone, the word says nothing, and they are not compared.
const COMPARED: usize = 40;
/// How many articles make the only bearer of a surname so well known that the surname is enough with little more.
const WELL_KNOWN: usize = 5;

/// Groups dossiers. Their order makes no difference to which are together.
pub fn group(dossiers: &[&Dossier], constraints: &Constraints) -> Grouping {
    let mut order: Vec<usize> = (0..dossiers.len()).collect();
    order.sort_by_cached_key(|&at| rank(dossiers[at]));
    let (full, surnames): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|&at| !is_surname(dossiers[at]));
    let mut groups = Groups { dossiers, constraints, clusters: Vec::new(), by_key: BTreeMap::new() };
    full.into_iter().for_each(|at| groups.place(at, |evidence| evidence.reasons.contains(&Reason::SameName)));
    groups.join();
    surnames.into_iter().for_each(|at| groups.place(at, |_| true));
    let doubts = groups.doubts();
    Grouping { clusters: groups.clusters.into_iter().map(|open| open.cluster).collect(), doubts }
}

/// Longer names first, then those with offices, then by date and place.
fn rank(dossier: &Dossier) -> impl Ord + use<> {
    let words = std::cmp::Reverse(names::words(&dossier.name).len());
    let says_little = dossier.offices.is_empty() && dossier.parties.is_empty();
    let date = (dossier.date.is_none(), dossier.date.clone());
    (dossier.kind, words, says_little, date, dossier.article.clone(), dossier.iri.clone())
}

fn is_surname(dossier: &Dossier) -> bool {
    dossier.kind == EntityKind::Person && !dossier.name.contains(' ')
}

struct Groups<'d> {
    dossiers: &'d [&'d Dossier],
    constraints: &'d Constraints,
    clusters: Vec<Open>,
    by_key: BTreeMap<String, BTreeSet<usize>>,
}

/// A cluster with the keys by which it is found; without members when another one took it over.
struct Open {
    cluster: Cluster,
    keys: BTreeSet<String>,
}

impl Open {
    /// A person of whom one word of the name is known.
    fn is_bare(&self) -> bool {
        let Cluster { members, profile, .. } = &self.cluster;
        profile.kind == EntityKind::Person && !members.is_empty() && !profile.is_full()
    }
}

impl Groups<'_> {
    /// Puts a dossier into the best cluster whose evidence is `wanted`, or into one of its own.
    fn place(&mut self, at: usize, wanted: impl Fn(&Evidence) -> bool) {
        let dossier = self.dossiers[at];
        let (profile, keys, members) = (Profile::new(dossier), keys(dossier), BTreeSet::from([at]));
        let mut candidates = self.candidates(&keys, &profile, &members);
        candidates.retain(|(_, evidence)| wanted(evidence));
        match best(candidates) {
            Some((found, evidence)) => self.add(found, at, evidence, keys),
            None => self.open(Cluster { members, profile, joined: BTreeMap::new() }, keys),
        }
    }

    /// The clusters that may be the same thing, with what speaks for it.
    fn candidates(
        &self,
        keys: &BTreeSet<String>,
        profile: &Profile,
        members: &BTreeSet<usize>,
    ) -> Vec<(usize, Evidence)> {
        let mut near: BTreeSet<usize> = keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        let bare = |index: &usize| self.clusters[*index].is_bare();
        if near.iter().filter(|index| bare(index)).count() > COMPARED {
            near.retain(|index| !bare(index));
        }
        let possible = near.into_iter().filter_map(|index| {
            let cluster = &self.clusters[index].cluster;
            let allowed = !cluster.members.is_empty() && self.constraints.allow(members, &cluster.members);
            compare(profile, &cluster.profile).filter(|_| allowed).map(|evidence| (index, evidence))
        });
        let mut possible: Vec<_> = possible.collect();
        self.weigh_bearers(&mut possible);
        possible
    }

    /// A surname or an initial with it that only one person bears, and one that many are known by, say more.
    fn weigh_bearers(&self, candidates: &mut [(usize, Evidence)]) {
        let short = |(_, evidence): &&mut (usize, Evidence)| {
            [Reason::SameSurname, Reason::Initial].iter().any(|reason| evidence.reasons.contains(reason))
        };
        let mut bearers: Vec<_> = candidates.iter_mut().filter(short).collect();
        match &mut bearers[..] {
            [] => {}
            [(index, evidence)] => {
                let known = self.clusters[*index].cluster.members.len() >= WELL_KNOWN;
                evidence.points += if known { 60 } else { 20 };
                evidence.reasons.insert(Reason::OnlyBearer);
            }
            many => many.iter_mut().for_each(|(index, evidence)| {
                let known = self.clusters[*index].cluster.members.len() >= WELL_KNOWN;
                evidence.points += if known { 0 } else { -20 };
                evidence.reasons.insert(Reason::OtherBearers);
            }),
        }
    }

    fn open(&mut self, cluster: Cluster, keys: BTreeSet<String>) {
        let index = self.clusters.len();
        for key in &keys {
            self.by_key.entry(key.clone()).or_default().insert(index);
        }
        self.clusters.push(Open { cluster, keys });
    }

    fn add(&mut self, index: usize, at: usize, evidence: Evidence, keys: BTreeSet<String>) {
        for key in &keys {
            self.by_key.entry(key.clone()).or_default().insert(index);
        }
        let open = &mut self.clusters[index];
        open.keys.extend(keys);
        open.cluster.members.insert(at);
        open.cluster.profile.add(self.dossiers[at]);
        if !evidence.reasons.contains(&Reason::SameName) {
            open.cluster.joined.insert(at, evidence);
        }
    }

    /// Joins clusters as long as two fit each other.
    fn join(&mut self) {
        let mut pairs: BTreeMap<(usize, usize), Evidence> = self.pairs();
        while let Some(((keep, give), evidence)) = strongest(&pairs) {
            self.merge(keep, give, &evidence);
            pairs.retain(|&(one, other), _| ![one, other].iter().any(|index| [keep, give].contains(index)));
            let cluster = &self.clusters[keep];
            for (other, evidence) in self.candidates(&cluster.keys, &cluster.cluster.profile, &cluster.cluster.members)
            {
                if other != keep {
                    pairs.insert((keep.min(other), keep.max(other)), evidence);
                }
            }
        }
    }

    /// Of many who bear one bare name (*Marko*), only what the first of them has to do with each other is told, so that doubts
    /// grow with the articles and not with their square.
    fn tell_first_only(&self, pairs: &mut BTreeMap<(usize, usize), Evidence>) {
        let name = |index: usize| self.clusters[index].cluster.profile.names.keys().next();
        let mut first: BTreeMap<&String, usize> = BTreeMap::new();
        for index in (0..self.clusters.len()).filter(|&index| self.clusters[index].is_bare()) {
            name(index).map(|name| first.entry(name).or_insert(index));
        }
        pairs.retain(|&(one, other), _| {
            let both = self.clusters[one].is_bare() && self.clusters[other].is_bare();
            let told = |index: usize| name(index).is_some_and(|name| first.get(name) == Some(&index));
            !both || told(one) || told(other)
        });
    }

    /// What speaks for each two clusters; of a full name and a surname, as the surname has it.
    fn pairs(&self) -> BTreeMap<(usize, usize), Evidence> {
        let mut pairs = BTreeMap::new();
        let full = |index: usize| self.clusters[index].cluster.profile.is_full();
        for (index, open) in self.clusters.iter().enumerate().filter(|(_, open)| !open.cluster.members.is_empty()) {
            for (other, evidence) in self.candidates(&open.keys, &open.cluster.profile, &open.cluster.members) {
                if other != index && (!full(index) || full(other)) {
                    pairs.insert((index.min(other), index.max(other)), evidence);
                }
            }
        }
        pairs
    }

    fn merge(&mut self, keep: usize, give: usize, evidence: &Evidence) {
        let taken = self.clusters[give].cluster.clone();
        let keys = std::mem::take(&mut self.clusters[give].keys);
        self.clusters[give].cluster.members.clear();
        for key in &keys {
            self.by_key.entry(key.clone()).or_default().insert(keep);
        }
        let open = &mut self.clusters[keep];
        open.keys.extend(keys);
        if !evidence.reasons.contains(&Reason::SameName) {
            open.cluster.joined.extend(taken.members.iter().map(|&member| (member, evidence.clone())));
        }
        open.cluster.joined.extend(taken.joined);
        open.cluster.members.extend(taken.members);
        open.cluster.profile.merge(taken.profile);
    }

    /// Drops what was taken over, and tells which of the others may be one thing.
    fn doubts(&mut self) -> BTreeMap<(usize, usize), Evidence> {
        let mut pairs = self.pairs();
        self.tell_first_only(&mut pairs);
        let mut new_index = vec![0; self.clusters.len()];
        let mut count = 0;
        for (index, open) in self.clusters.iter().enumerate() {
            new_index[index] = count;
            count += usize::from(!open.cluster.members.is_empty());
        }
        self.clusters.retain(|open| !open.cluster.members.is_empty());
        let doubtful = |evidence: &Evidence| evidence.points >= DOUBT || evidence.same_name;
        let renumbered = pairs.into_iter().filter(|(_, evidence)| doubtful(evidence));
        renumbered.map(|((one, other), evidence)| ((new_index[one], new_index[other]), evidence)).collect()
    }
}

/// The best candidate when it is good enough and clearly ahead of the next.
fn best(mut candidates: Vec<(usize, Evidence)>) -> Option<(usize, Evidence)> {
    candidates.sort_by_key(|(index, evidence)| (std::cmp::Reverse(evidence.points), *index));
    let second = candidates.get(1).map(|(_, evidence)| evidence.points);
    let (index, evidence) = candidates.into_iter().next()?;
    let ahead = evidence.same_name || second.is_none_or(|points| evidence.points - points >= AHEAD);
    (evidence.points >= ENOUGH && ahead).then_some((index, evidence))
}

/// The pair with most points, the first of several.
fn strongest(pairs: &BTreeMap<(usize, usize), Evidence>) -> Option<((usize, usize), Evidence)> {
    let enough = pairs.iter().filter(|(_, evidence)| evidence.points >= ENOUGH);
    let best = enough.max_by_key(|(pair, evidence)| (evidence.points, std::cmp::Reverse(**pair)))?;
    Some((*best.0, best.1.clone()))
}
