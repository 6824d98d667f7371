//! What speaks for and against a decision about a mention, in the manner of Durrett and Klein 2013, with what is known of
//! a whole thing beside its last mention.

use super::cluster::{Cluster, Clusters};
use super::model::Given;
use super::profile::{Form, Profile};
use super::stems;
use crate::text::linear::Features;

/// The state in which one mention is decided.
pub struct Scene<'s> {
    pub profiles: &'s [Profile],
    pub clusters: &'s Clusters,
    pub mention: &'s Profile,
    /// Its index.
    pub number: usize,
    /// Whether it is known to be one.
    given: u64,
    /// Clusters that it may belong to, the one told last first.
    pub near: Vec<usize>,
    likeness: Vec<Likeness>,
}

/// How a mention and a thing go together.
#[derive(Debug, Clone, Copy, Default)]
struct Likeness {
    /// 0 unknown, 1 the same, 2 another.
    gender: u64,
    number: u64,
    kind: u64,
    name: u64,
    noun: u64,
    link: u64,
    stems: u64,
    origin: u64,
    /// Rank among the clusters that agree in gender and number.
    rank: u64,
    /// Rank among those of them that were a subject last, or not.
    subject_rank: u64,
    /// Rank among those of the same kind.
    kind_rank: u64,
}

impl Likeness {
    fn agrees(&self) -> bool {
        self.gender != 2 && self.number != 2
    }
}

impl<'s> Scene<'s> {
    pub fn new(profiles: &'s [Profile], clusters: &'s Clusters, number: usize, given: Given) -> Self {
        let mention = &profiles[number];
        let near = clusters.near(mention);
        let mut likeness: Vec<Likeness> = near.iter().map(|&at| likeness(mention, &clusters.all[at])).collect();
        let (mut rank, mut subject_ranks, mut kind_ranks) = (0, [0; 2], [0; 10]);
        for (like, &at) in likeness.iter_mut().zip(&near) {
            let cluster = &clusters.all[at];
            let subject_rank = &mut subject_ranks[usize::from(profiles[cluster.last()].subject)];
            let kind_rank = &mut kind_ranks[cluster.kind() as usize];
            (like.rank, like.subject_rank, like.kind_rank) = (rank, *subject_rank, *kind_rank);
            let agrees = u64::from(like.agrees());
            rank += agrees;
            *subject_rank += agrees;
            *kind_rank += agrees;
        }
        let given = u64::from(given == Given::Mentions);
        Self { profiles, clusters, mention, number, given, near, likeness }
    }

    /// For the decision that the words are no mention, and for the one that they begin a new thing.
    pub fn alone(&self, decision: Alone, features: &mut Features) {
        features.clear();
        let m = self.mention;
        let f = decision as u64 + (m.form as u64 + 1) * 16;
        let best = |of: fn(&Likeness) -> u64| self.likeness.iter().map(of).max().unwrap_or(0);
        let (name, noun) = (best(|like| like.name), best(|like| like.noun));
        let linked = best(|like| like.link);
        let agreeing = self.likeness.iter().filter(|like| like.agrees()).count().min(3) as u64;
        let own = m.entities.len().min(3) as u64;
        features.push(&[f]);
        features.push(&[f, m.lemma]);
        features.push(&[f, m.relation]);
        features.push(&[f, m.governor]);
        features.push(&[f, m.kind, own]);
        features.push(&[f, own, m.sure]);
        features.push(&[f, m.gender, m.number]);
        features.push(&[f, name, m.kind]);
        features.push(&[f, noun, m.demonstrative.into()]);
        features.push(&[f, linked, own]);
        features.push(&[f, linked, name, noun]);
        features.push(&[f, agreeing, m.number]);
        features.push(&[f, m.sentence.min(3) as u64]);
        features.push(&[f, m.words.len().min(5) as u64, m.upos]);
        features.push(&[f, m.around[0]]);
        features.push(&[f, m.around[1]]);
        features.push(&[f, m.subject.into(), m.saying.into(), m.quoted.into()]);
        features.push(&[f, m.relation, m.saying.into(), own]);
        features.push(&[f, m.relation, m.number, own]);
        features.push(&[f, u64::from(m.quoted), own, m.number]);
        features.push(&[f, m.lemma, own.min(1)]);
        features.push(&[f, m.modifiers.len().min(3) as u64, noun]);
        features.push(&[f, self.nested().into(), m.kind]);
        features.push(&[f, self.distance_to_last(), m.sentence.min(1) as u64]);
        features.push(&[f, self.likeness.first().map_or(9, |like| like.gender * 3 + like.number), own]);
        features.push_each(m.modifiers.iter().map(|&word| word ^ f));
        let stems = best(|like| like.stems);
        features.push(&[f, stems, m.stems.len().min(3) as u64]);
        features.push(&[f, stems, name, linked]);
        features.push(&[f, stems, noun]);
        features.push(&[f, m.quantified.into(), noun]);
        let d = f * 2 + self.given;
        features.push(&[d]);
        features.push(&[d, m.kind, own]);
        features.push(&[d, linked, name, noun]);
        features.push(&[d, stems, name, linked]);
        features.push(&[d, agreeing, m.number]);
        features.push(&[d, m.lemma]);
    }

    /// Whether the mention stands within one before it.
    fn nested(&self) -> bool {
        let from = self.number.saturating_sub(3);
        let before = (from..self.number).filter(|before| self.clusters.of.contains_key(before));
        before.map(|before| &self.profiles[before]).any(|outer| outer.words.end >= self.mention.words.end)
    }

    fn distance_to_last(&self) -> u64 {
        self.near.first().map_or(9, |&at| {
            let last = &self.profiles[self.clusters.all[at].last()];
            steps(self.mention.sentence.saturating_sub(last.sentence))
        })
    }

    /// For the decision that the mention belongs to the cluster at a place of [`near`](Self::near).
    pub fn linked(&self, place: usize, features: &mut Features) {
        features.clear();
        let (m, like) = (self.mention, &self.likeness[place]);
        let cluster = &self.clusters.all[self.near[place]];
        let a = &self.profiles[cluster.last()];
        let f = (m.form as u64 + 1) * 16;
        let g = f * 512 + a.form as u64;
        let sentences = steps(m.sentence.saturating_sub(a.sentence));
        let (rank, among) = ((place as u64).min(8), like.rank.min(6));
        let named = u64::from(!cluster.names.is_empty()) + 2 * u64::from(!cluster.nouns.is_empty());
        let size = steps(cluster.members.len());
        let agreement = like.gender * 9 + like.number * 3 + like.kind;
        let texts = like.name * 8 + like.noun;
        let (kind, subjects) = (cluster.kind(), u64::from(m.subject) * 2 + u64::from(a.subject));
        let same_clause = m.clause == a.clause;
        let nested = a.words.end > m.words.start;
        let syntax = self.syntax(cluster);
        features.push(&[f]);
        features.push(&[g]);
        features.push(&[f, sentences]);
        features.push(&[g, sentences]);
        features.push(&[f, rank]);
        features.push(&[f, among, sentences]);
        features.push(&[f, among, named]);
        features.push(&[g, among]);
        features.push(&[f, like.link, m.sure]);
        features.push(&[g, like.link]);
        features.push(&[f, like.link, texts]);
        features.push(&[f, like.link, agreement]);
        features.push(&[f, like.link, among]);
        features.push(&[f, like.link, sentences, subjects]);
        features.push(&[f, texts, m.kind]);
        features.push(&[f, texts, named]);
        features.push(&[f, texts, sentences]);
        features.push(&[f, agreement]);
        features.push(&[g, agreement]);
        features.push(&[f, like.gender, m.gender, like.number, m.number]);
        features.push(&[f, m.kind, kind]);
        features.push(&[f, agreement, named]);
        features.push(&[f, like.noun, m.demonstrative.into(), sentences]);
        features.push(&[f, like.noun, common(&m.modifiers, &cluster.modifiers), m.modifiers.len().min(3) as u64]);
        features.push(&[f, m.lemma, kind]);
        features.push(&[f, m.lemma, named]);
        features.push(&[f, m.lemma, like.link]);
        features.push_each(cluster.nouns.iter().map(|&noun| noun.wrapping_mul(3) ^ m.lemma.rotate_left(7) ^ f));
        features.push(&[f, m.relation, a.relation]);
        features.push(&[f, subjects, sentences]);
        features.push(&[f, subjects, among, agreement]);
        features.push(&[f, same_clause.into(), nested.into(), m.relation]);
        features.push(&[g, same_clause.into(), nested.into(), subjects]);
        features.push(&[f, size]);
        features.push(&[f, size, sentences]);
        features.push(&[f, size, among, like.link]);
        features.push(&[f, named, kind]);
        features.push(&[f, u64::from(m.quoted) * 2 + u64::from(a.quoted), sentences]);
        features.push(&[f, u64::from(m.quoted) * 2 + u64::from(a.quoted), a.saying.into(), a.subject.into()]);
        features.push(&[f, m.saying.into(), a.saying.into(), kind]);
        features.push(&[f, (m.governor == a.governor).into(), same_clause.into()]);
        features.push(&[g, syntax]);
        features.push(&[f, syntax, agreement]);
        features.push(&[f, syntax, like.link]);
        features.push(&[f, sentences, tokens_between(m, a), a.relation]);
        features.push(&[f, agreement, among, sentences]);
        features.push(&[f, kind, subjects, among]);
        features.push(&[f, self.share(cluster), named]);
        features.push(&[f, self.share(cluster), m.number, kind]);
        features.push(&[f, like.stems, texts]);
        features.push(&[f, like.stems, like.link]);
        features.push(&[g, like.stems]);
        features.push(&[f, like.stems, kind, m.kind]);
        features.push(&[f, like.stems, m.stems.len().min(3) as u64, agreement]);
        features.push(&[f, like.subject_rank.min(5), subjects, sentences]);
        features.push(&[f, like.subject_rank.min(5), m.saying.into(), kind]);
        features.push(&[f, like.kind_rank.min(5), kind, m.subject.into()]);
        features.push(&[f, like.kind_rank.min(5), kind, m.saying.into(), sentences]);
        features.push(&[f, like.origin, texts]);
        features.push(&[g, like.origin]);
        features.push(&[f, like.origin, like.link, kind]);
        features.push(&[f, m.quantified.into(), like.noun]);
        let beside = u64::from(self.beside(cluster));
        features.push(&[f, beside, m.relation]);
        features.push(&[g, beside]);
        features.push(&[f, beside, like.link, agreement]);
        let gap = self.gap(a);
        features.push(&[f, gap]);
        features.push(&[g, gap]);
        features.push(&[f, gap, m.relation]);
        let d = f * 2 + self.given;
        features.push(&[d, a.form as u64]);
        features.push(&[d, like.link, texts]);
        features.push(&[d, like.stems, texts]);
        features.push(&[d, agreement, among]);
        features.push(&[d, sentences, subjects]);
    }

    /// How the mention hangs together with the last mention of a thing: its governor, or a part of it.
    fn syntax(&self, cluster: &Cluster) -> u64 {
        let m = self.mention;
        let near = cluster.members.iter().rev().take(2).map(|&member| &self.profiles[member]);
        let mut found = 0;
        for a in near.filter(|a| a.sentence == m.sentence) {
            if m.clause == a.clause {
                let inside = u64::from(a.words.end > m.words.start);
                found = found.max(1 + inside + 2 * u64::from(a.subject) + 4 * u64::from(a.head == m.clause));
            }
        }
        found
    }

    /// Whether one of the last mentions of the thing has the same governor: both are arguments of one word, or joined.
    fn beside(&self, cluster: &Cluster) -> bool {
        let mut near = cluster.members.iter().rev().take(2).map(|&member| &self.profiles[member]);
        near.any(|a| beside(self.mention, a))
    }

    /// The word between the mention and the one before it, or that there are more or none.
    fn gap(&self, before: &Profile) -> u64 {
        match (self.mention.words.start, before.words.end) {
            (start, end) if start == end => 1,
            (start, end) if start == end + 1 => self.mention.around[0],
            (start, end) if start < end => 2 ^ self.mention.around[0],
            _ => 3,
        }
    }

    /// How much of what was told is of this thing.
    fn share(&self, cluster: &Cluster) -> u64 {
        let all = self.clusters.of.len().max(1);
        (cluster.members.len() * 8 / all) as u64
    }
}

/// Whether two mentions have the same governor. What both stand beside is seldom said of one thing twice.
pub fn beside(left: &Profile, right: &Profile) -> bool {
    left.parent == right.parent && left.head != right.head && left.parent != left.head
}

/// Decisions that do not link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Alone {
    No = 1,
    New = 2,
}

fn likeness(mention: &Profile, cluster: &Cluster) -> Likeness {
    let same = |own: u64, other: u64| if own == 0 || other == 0 { 0 } else { 1 + u64::from(own != other) };
    Likeness {
        gender: same(mention.gender, cluster.gender()),
        number: same(mention.number, cluster.number()),
        kind: same(mention.kind, cluster.kind()),
        name: name(mention, cluster),
        noun: noun(mention, cluster),
        link: link(mention, cluster),
        stems: cluster.stems.iter().map(|known| stems::likeness(&mention.stems, known)).max().unwrap_or(0),
        origin: origin(mention, cluster),
        ..Likeness::default()
    }
}

/// How much of a name is the same: 0 one has no name, 1 nothing, up to 6 for all of it.
fn name(mention: &Profile, cluster: &Cluster) -> u64 {
    if mention.names.is_empty() || cluster.names.is_empty() {
        return 0;
    }
    let one = |known: &Vec<u64>| {
        let common = mention.names.iter().filter(|word| known.contains(word)).count();
        match common {
            0 => 1,
            _ if common == known.len() && common == mention.names.len() => 6,
            _ if mention.names.last() == known.last() && (common == known.len() || common == mention.names.len()) => 5,
            _ if common == known.len() || common == mention.names.len() => 4,
            _ if mention.names.last() == known.last() => 3,
            _ => 2,
        }
    };
    let best = cluster.names.iter().map(one).max().unwrap_or(0);
    let short = mention.initials.iter().any(|letters| cluster.initials.contains(letters));
    if short { best.max(5) } else { best }
}

/// Whether a noun stood for the thing before: 0 none to compare, 1 another one, 2 in the name, 3 the same.
fn noun(mention: &Profile, cluster: &Cluster) -> u64 {
    let described = mention.form.is_noun() || mention.form == Form::Titled;
    if !described {
        return 0;
    }
    match () {
        () if cluster.nouns.contains(&mention.lemma) => 3,
        () if cluster.names.iter().any(|name| name.contains(&mention.lemma)) => 2,
        () if cluster.nouns.is_empty() => 0,
        () => 1,
    }
}

/// Of which country or place: 0 not said of one of them, 1 the same, 2 another, 3 it is that country.
fn origin(mention: &Profile, cluster: &Cluster) -> u64 {
    let means = |one: &crate::entity::EntityRef| cluster.entities.iter().any(|(known, _)| known.contains(one));
    match () {
        () if mention.origins.is_empty() => 0,
        () if mention.origins.iter().any(means) => 3,
        () if cluster.origins.is_empty() => 0,
        () if mention.origins.iter().any(|one| cluster.origins.contains(one)) => 1,
        () => 2,
    }
}

/// What the rules say: 0 nothing of one of them, 1 something else, 2 partly the same, 3 the same as some, 4 as most.
fn link(mention: &Profile, cluster: &Cluster) -> u64 {
    if mention.entities.is_empty() || cluster.entities.is_empty() {
        return 0;
    }
    let most = cluster.entities.iter().map(|(_, count)| *count).max().unwrap_or(0);
    match cluster.entities.iter().find(|(known, _)| *known == mention.entities) {
        Some((_, count)) if *count == most => 4,
        Some(_) => 3,
        None if cluster.entities.iter().any(|(known, _)| known.iter().any(|one| mention.entities.contains(one))) => 2,
        None => 1,
    }
}

/// 0, 1, 2, 3, then 4 for up to five, 5 for up to ten, 6 beyond.
fn steps(count: usize) -> u64 {
    match count {
        0..=3 => count as u64,
        4..=5 => 4,
        6..=10 => 5,
        _ => 6,
    }
}

fn common(left: &[u64], right: &[u64]) -> u64 {
    left.iter().filter(|word| right.contains(word)).count().min(3) as u64
}

fn tokens_between(mention: &Profile, before: &Profile) -> u64 {
    steps(mention.words.start.saturating_sub(before.words.end))
}
