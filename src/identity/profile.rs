//! What is known of a thing from all dossiers that were found to be about it.

use super::dossier::{Dossier, Office};
use super::names;
use crate::entity::EntityKind;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// The sum of some dossiers of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub kind: EntityKind,
    /// How often each name was told first, with its words.
    pub names: BTreeMap<String, (usize, Vec<String>)>,
    pub other_names: BTreeSet<String>,
    pub iris: BTreeSet<NamedNode>,
    pub genders: BTreeSet<NamedNode>,
    pub offices: BTreeSet<Office>,
    pub parties: BTreeSet<NamedNode>,
    pub topics: BTreeSet<NamedNode>,
    pub company: BTreeSet<NamedNode>,
    pub articles: BTreeSet<NamedNode>,
    /// Dates of the first and the last article that has one.
    pub dates: Option<(String, String)>,
}

impl Profile {
    pub fn new(dossier: &Dossier) -> Self {
        let mut profile = Self {
            kind: dossier.kind,
            names: BTreeMap::new(),
            other_names: BTreeSet::new(),
            iris: BTreeSet::new(),
            genders: BTreeSet::new(),
            offices: BTreeSet::new(),
            parties: BTreeSet::new(),
            topics: BTreeSet::new(),
            company: BTreeSet::new(),
            articles: BTreeSet::new(),
            dates: None,
        };
        profile.add(dossier);
        profile
    }

    pub fn add(&mut self, dossier: &Dossier) {
        self.names.entry(dossier.name.clone()).or_insert_with(|| (0, names::words(&dossier.name))).0 += 1;
        self.other_names.extend(dossier.other_names.iter().cloned());
        self.iris.insert(dossier.iri.clone());
        self.genders.extend(dossier.gender.clone());
        self.offices.extend(dossier.offices.iter().cloned());
        self.parties.extend(dossier.parties.iter().cloned());
        self.topics.extend(dossier.topics.iter().cloned());
        self.company.extend(dossier.company.iter().cloned());
        self.articles.insert(dossier.article.clone());
        self.add_dates(dossier.date.as_ref().map(|date| (date.clone(), date.clone())));
    }

    pub fn merge(&mut self, other: Self) {
        for (name, (count, words)) in other.names {
            self.names.entry(name).or_insert((0, words)).0 += count;
        }
        self.other_names.extend(other.other_names);
        self.iris.extend(other.iris);
        self.genders.extend(other.genders);
        self.offices.extend(other.offices);
        self.parties.extend(other.parties);
        self.topics.extend(other.topics);
        self.company.extend(other.company);
        self.articles.extend(other.articles);
        self.add_dates(other.dates);
    }

    fn add_dates(&mut self, dates: Option<(String, String)>) {
        self.dates = match (self.dates.take(), dates) {
            (Some((first, last)), Some((begin, end))) => Some((first.min(begin), last.max(end))),
            (one, other) => one.or(other),
        };
    }

    /// Whether a name is more than a surname.
    pub fn is_full(&self) -> bool {
        self.names.values().any(|(_, words)| words.len() > 1)
    }

    /// What both speak of, without themselves.
    pub fn shared_company<'p>(&'p self, other: &'p Self) -> impl Iterator<Item = &'p NamedNode> {
        let (small, large) = if self.company.len() <= other.company.len() { (self, other) } else { (other, self) };
        small.company.iter().filter(|thing| {
            large.company.contains(*thing) && !small.iris.contains(*thing) && !large.iris.contains(*thing)
        })
    }
}
