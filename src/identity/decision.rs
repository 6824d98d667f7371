//! What people decide: `owl:sameAs` and `owl:differentFrom` between things.
//!
//! A thing is named by its IRI in the whole graph, by the IRI that articles give it on their own, or, where only one
//! article is meant, by `B article/<id>#<kind>/<slug>`. Of `A owl:sameAs B` the IRI B stays.

use super::canonical::Named;
use super::cluster::{Constraints, Grouping};
use super::dossier::{Dossier, View};
use crate::error::{Error, Result};
use crate::graph::vocab::owl;
use crate::graph::{Base, turtle};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Decisions about things, by their IRIs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decisions {
    pub same: BTreeSet<(NamedNode, NamedNode)>,
    pub different: BTreeSet<(NamedNode, NamedNode)>,
}

impl Decisions {
    /// Reads a Turtle file.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::Format`] with the line for what is not Turtle or no decision.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::file(path, source))?;
        let mut decisions = Self::default();
        for (line, triple) in turtle::triples(path, &text)? {
            let added = decisions.add(triple);
            added.map_err(|message| Error::format(path, Some(line), message))?;
        }
        Ok(decisions)
    }

    fn add(&mut self, triple: Triple) -> Result<(), String> {
        let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (triple.subject, triple.object) else {
            return Err("a decision is about two IRIs".to_owned());
        };
        if subject == object {
            return Err(format!("{subject} stands on both sides"));
        }
        match triple.predicate.as_ref() {
            owl::SAME_AS => self.same.insert((subject, object)),
            owl::DIFFERENT_FROM => self.different.insert((subject, object)),
            other => return Err(format!("{other} is no decision; owl:sameAs and owl:differentFrom are")),
        };
        Ok(())
    }

    /// Those that a store keeps. Quads that are no decision are passed over.
    pub fn from_quads(quads: impl IntoIterator<Item = Quad>) -> Self {
        let mut decisions = Self::default();
        for quad in quads {
            let _ = decisions.add(Triple::new(quad.subject, quad.predicate, quad.object));
        }
        decisions
    }

    /// The decisions as a graph.
    pub fn quads(&self, graph: &NamedNode) -> Vec<Quad> {
        let said = |pairs: &BTreeSet<(NamedNode, NamedNode)>, property: oxigraph::model::NamedNodeRef<'_>| {
            let quad =
                |(s, o): &(NamedNode, NamedNode)| Quad::new(s.clone(), property.into_owned(), o.clone(), graph.clone());
            pairs.iter().map(quad).collect::<Vec<_>>()
        };
        [said(&self.same, owl::SAME_AS), said(&self.different, owl::DIFFERENT_FROM)].concat()
    }

    fn things(&self) -> impl Iterator<Item = &NamedNode> {
        self.same.iter().chain(&self.different).flat_map(|(one, other)| [one, other])
    }

    /// Things of this data set that are named and that no article tells of.
    pub(super) fn idle(&self, base: &Base, views: &[View], rulings: &Rulings) -> Vec<NamedNode> {
        let inside = rulings.unknown.iter().filter(|thing| thing.as_str().starts_with(base.as_str()));
        let untold = inside.filter(|thing| !views.iter().any(|view| view.known.contains(*thing)));
        // What stays may be one of the gazetteer that no article has named so far.
        untold.filter(|thing| !self.same.iter().any(|(_, stays)| stays == *thing)).cloned().collect()
    }

    /// What the decisions say of dossiers that have been grouped without them.
    pub(super) fn rulings(&self, base: &Base, dossiers: &[&Dossier], grouping: &Grouping, named: &[Named]) -> Rulings {
        let directory = Directory::new(base, dossiers, grouping, named);
        let mut rulings = Rulings {
            unknown: self.things().filter(|&thing| directory.find(thing).is_empty()).cloned().collect(),
            ..Rulings::default()
        };
        for (one, other) in &self.different {
            let (left, right) = (directory.find(one), directory.find(other));
            rulings.constraints.apart.push(disjoint(left, right));
        }
        for (one, other) in &self.same {
            let members = directory.find(one);
            if directory.is_in_article(one) {
                rulings.constraints.apart.push((members.clone(), directory.beside(&members)));
            }
            let target = match directory.find(other) {
                found if found.is_empty() => Target::Iri(other.clone()),
                found => Target::Dossiers(found),
            };
            let inside = |iri: &NamedNode| iri.as_str().starts_with(base.as_str());
            match (members.is_empty(), inside(other)) {
                (true, true) if inside(one) => {
                    rulings.moved.insert(one.clone(), other.clone());
                }
                (false, true) => rulings.same.push((members, target)),
                (false, false) => rulings.outside.entry(other.clone()).or_default().push(members),
                _ => {}
            }
        }
        rulings
    }
}

/// Of two sets, what both have only in the smaller one: one article's *Kos* is not the Kos of the others.
fn disjoint(left: BTreeSet<usize>, right: BTreeSet<usize>) -> (BTreeSet<usize>, BTreeSet<usize>) {
    match left.len() <= right.len() {
        true => (left.clone(), &right - &left),
        false => (&left - &right, right),
    }
}

/// What decisions mean for the dossiers at hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Rulings {
    pub constraints: Constraints,
    /// Dossiers that are what the target is.
    same: Vec<(BTreeSet<usize>, Target)>,
    /// Things without a dossier that are another thing.
    moved: BTreeMap<NamedNode, NamedNode>,
    /// Sets of dossiers that are one thing of another data set.
    outside: BTreeMap<NamedNode, Vec<BTreeSet<usize>>>,
    /// Named by a decision, and by no dossier.
    unknown: BTreeSet<NamedNode>,
}

#[derive(Debug, Clone, PartialEq)]
enum Target {
    Dossiers(BTreeSet<usize>),
    Iri(NamedNode),
}

impl Rulings {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Where a thing of the gazetteer went.
    pub fn moved(&self, thing: &NamedNode) -> Option<&NamedNode> {
        self.moved.get(thing)
    }

    /// Gives things that are the same the name of the one that stays.
    pub fn enforce(&self, named: &mut [Named], grouping: &Grouping) {
        let mut follows: BTreeMap<usize, Stays> = BTreeMap::new();
        let clusters = |members: &BTreeSet<usize>| -> Vec<usize> {
            let holds = |&index: &usize| !grouping.clusters[index].members.is_disjoint(members);
            (0..grouping.clusters.len()).filter(holds).collect()
        };
        let mut follow = |from: Vec<usize>, to: &Stays| {
            for index in from.into_iter().filter(|&index| *to != Stays::Cluster(index)) {
                follows.entry(index).or_insert_with(|| to.clone());
            }
        };
        for (members, target) in &self.same {
            let stays = match target {
                Target::Iri(iri) => Some(Stays::Iri(self.moved(iri).unwrap_or(iri).clone())),
                Target::Dossiers(found) => clusters(found).first().map(|&index| Stays::Cluster(index)),
            };
            stays.iter().for_each(|stays| follow(clusters(members), stays));
        }
        for sets in self.outside.values() {
            let all: Vec<usize> = sets.iter().flat_map(clusters).collect();
            if let Some(&first) = all.iter().min() {
                follow(all, &Stays::Cluster(first));
            }
        }
        let names: Vec<Named> = (0..named.len()).map(|index| end(index, &follows, named)).collect();
        named.clone_from_slice(&names);
    }
}

/// Whose name a cluster takes.
#[derive(Debug, Clone, PartialEq)]
enum Stays {
    Cluster(usize),
    Iri(NamedNode),
}

/// The name at the end of a chain; of a circle, the name of its first cluster.
fn end(start: usize, follows: &BTreeMap<usize, Stays>, named: &[Named]) -> Named {
    let mut seen = BTreeSet::from([start]);
    let mut at = start;
    loop {
        match follows.get(&at) {
            None => return named[at].clone(),
            Some(Stays::Iri(iri)) => return Named { iri: iri.clone(), label: None },
            Some(Stays::Cluster(next)) if !seen.insert(*next) => {
                let circle = std::iter::successors(Some(*next), |at| match follows.get(at) {
                    Some(Stays::Cluster(after)) if after != next => Some(*after),
                    _ => None,
                });
                return named[circle.min().unwrap_or(start)].clone();
            }
            Some(Stays::Cluster(next)) => at = *next,
        }
    }
}

/// Finds the dossiers that an IRI means.
struct Directory<'d> {
    grouping: &'d Grouping,
    /// By IRI in the whole graph, by IRI in articles, and by IRI in one article.
    whole: BTreeMap<&'d str, BTreeSet<usize>>,
    told: BTreeMap<&'d str, BTreeSet<usize>>,
    in_article: BTreeMap<String, usize>,
}

impl<'d> Directory<'d> {
    fn new(base: &Base, dossiers: &[&'d Dossier], grouping: &'d Grouping, named: &'d [Named]) -> Self {
        let mut directory =
            Self { grouping, whole: BTreeMap::new(), told: BTreeMap::new(), in_article: BTreeMap::new() };
        for (cluster, named) in grouping.clusters.iter().zip(named) {
            directory.whole.entry(named.iri.as_str()).or_default().extend(&cluster.members);
        }
        for (at, dossier) in dossiers.iter().enumerate() {
            directory.told.entry(dossier.iri.as_str()).or_default().insert(at);
            let path = dossier.iri.as_str().strip_prefix(base.as_str()).and_then(|path| path.strip_prefix("id/"));
            directory.in_article.insert(format!("{}#{}", dossier.article.as_str(), path.unwrap_or_default()), at);
        }
        directory
    }

    fn is_in_article(&self, iri: &NamedNode) -> bool {
        self.in_article.contains_key(iri.as_str())
    }

    fn find(&self, iri: &NamedNode) -> BTreeSet<usize> {
        let one = self.in_article.get(iri.as_str()).map(|&at| BTreeSet::from([at]));
        one.or_else(|| self.whole.get(iri.as_str()).cloned())
            .or_else(|| self.told.get(iri.as_str()).cloned())
            .unwrap_or_default()
    }

    /// The dossiers that are in one cluster with these.
    fn beside(&self, members: &BTreeSet<usize>) -> BTreeSet<usize> {
        let clusters = self.grouping.clusters.iter().filter(|cluster| !cluster.members.is_disjoint(members));
        clusters.flat_map(|cluster| cluster.members.difference(members).copied()).collect()
    }
}
