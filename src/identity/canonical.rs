//! The name and the IRI that a thing has in the whole graph.
//!
//! A thing is called as most articles call it by more than a surname. Of several things of one name the one that was
//! told first keeps the plain IRI; the others get their office's owner behind it, else a digest of the article that
//! told them first. So later articles do not take an IRI away from what had it before.

use super::cluster::{Cluster, Grouping};
use super::dossier::Dossier;
use crate::entity::{EntityKind, slug};
use crate::graph::Base;
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};

/// A thing's IRI and label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub iri: NamedNode,
    /// `None` when the thing has its label elsewhere, as those of the gazetteer do.
    pub label: Option<String>,
}

/// Names all clusters, in their order.
pub fn name(base: &Base, dossiers: &[&Dossier], grouping: &Grouping) -> Vec<Named> {
    let told: Vec<Told> = grouping.clusters.iter().map(|cluster| told(dossiers, cluster)).collect();
    let mut taken: BTreeSet<NamedNode> = told.iter().map(|told| told.iri.clone()).collect();
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by(|&a, &b| (&told[a].iri, &told[a].first).cmp(&(&told[b].iri, &told[b].first)));
    let mut named: Vec<Named> = vec![];
    named.resize_with(told.len(), || Named { iri: NamedNode::new_unchecked(""), label: None });
    let mut before: Option<&NamedNode> = None;
    for index in order {
        let told = &told[index];
        let iri = match before == Some(&told.iri) {
            true => apart(base, dossiers, &grouping.clusters[index], told, &taken),
            false => told.iri.clone(),
        };
        before = Some(&told.iri);
        taken.insert(iri.clone());
        named[index] = Named { iri, label: Some(told.label.clone()) };
    }
    named
}

/// What a cluster would be called if it were alone.
struct Told {
    iri: NamedNode,
    label: String,
    /// Where it was told first: whether the date is unknown, date, article.
    first: First,
}

type First = (bool, Option<String>, NamedNode);

fn told(dossiers: &[&Dossier], cluster: &Cluster) -> Told {
    let members = || cluster.members.iter().map(|&at| dossiers[at]);
    let first_of = |dossier: &Dossier| (dossier.date.is_none(), dossier.date.clone(), dossier.article.clone());
    let mut votes: BTreeMap<(&NamedNode, &str), (usize, Option<First>)> = BTreeMap::new();
    for dossier in members() {
        let vote = votes.entry((&dossier.iri, &dossier.name)).or_default();
        let first = first_of(dossier);
        vote.0 += 1;
        vote.1 = Some(vote.1.take().map_or(first.clone(), |known| known.min(first)));
    }
    let full = |name: &str| cluster.profile.kind != EntityKind::Person || name.contains(' ');
    let best = votes.into_iter().min_by_key(|((_, name), (count, first))| {
        (std::cmp::Reverse(full(name)), std::cmp::Reverse(*count), first.clone())
    });
    let first = members().map(first_of).min();
    match (best, first) {
        (Some(((iri, label), _)), Some(first)) => Told { iri: iri.clone(), label: label.to_owned(), first },
        _ => unreachable!("a cluster has a member"),
    }
}

/// An IRI for a namesake of something else.
fn apart(base: &Base, dossiers: &[&Dossier], cluster: &Cluster, told: &Told, taken: &BTreeSet<NamedNode>) -> NamedNode {
    let plain = told.iri.as_str().rsplit('/').next().unwrap_or_default();
    let kind = cluster.profile.kind;
    let with = |more: &str| base.entity(kind, &format!("{plain}-{}", slug(more)));
    let owner = owner(dossiers, cluster).map(|owner| with(&owner)).filter(|iri| !taken.contains(iri));
    owner.unwrap_or_else(|| with(&digest(base, &told.first.2)))
}

/// The last part of the IRI of whom most of a person's offices are of.
fn owner(dossiers: &[&Dossier], cluster: &Cluster) -> Option<String> {
    let mut counts: BTreeMap<&NamedNode, usize> = BTreeMap::new();
    for office in cluster.members.iter().flat_map(|&at| &dossiers[at].offices) {
        *counts.entry(office.owner.as_ref()?).or_default() += 1;
    }
    let (owner, _) = counts.into_iter().max_by_key(|(iri, count)| (*count, std::cmp::Reverse(*iri)))?;
    Some(owner.as_str().rsplit('/').next()?.to_owned())
}

/// The same under every base.
fn digest(base: &Base, article: &NamedNode) -> String {
    let path = article.as_str().strip_prefix(base.as_str()).unwrap_or(article.as_str());
    blake3::hash(path.as_bytes()).to_hex()[..8].to_owned()
}
