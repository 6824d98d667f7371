//! From the names that an article gives its things to those of the whole graph.

use super::canonical::Named;
use super::cluster::Grouping;
use super::decision::Rulings;
use super::dossier::View;
use crate::graph::vocab::{rdfs, skos};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A thing of an article under the IRI that it has in the whole graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rename {
    /// As the article alone names it.
    pub from: String,
    pub to: String,
    /// Preferred label in the whole graph; without one, what the article calls it is an alternative label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// What changes in each article.
pub(super) fn renames(
    views: &[View],
    grouping: &Grouping,
    named: &[Named],
    rulings: &Rulings,
) -> BTreeMap<NamedNode, Vec<Rename>> {
    let count = views.iter().map(|view| view.dossiers.len()).sum();
    let mut of: Vec<Option<&Named>> = vec![None; count];
    for (cluster, name) in grouping.clusters.iter().zip(named) {
        cluster.members.iter().for_each(|&member| of[member] = Some(name));
    }
    let mut of = of.into_iter();
    let mut found = BTreeMap::new();
    for view in views {
        let renames = in_article(view, &mut of, rulings);
        if !renames.is_empty() {
            found.insert(view.article.clone(), renames);
        }
    }
    found
}

fn in_article<'n>(view: &View, of: &mut impl Iterator<Item = Option<&'n Named>>, rulings: &Rulings) -> Vec<Rename> {
    let mut renames: BTreeMap<&str, Rename> = BTreeMap::new();
    for (dossier, named) in view.dossiers.iter().zip(of) {
        let Some(named) = named else { continue };
        if named.iri != dossier.iri || named.label.as_ref() != Some(&dossier.name) {
            let (from, to) = (dossier.iri.as_str(), named.iri.as_str().to_owned());
            renames.insert(from, Rename { from: from.to_owned(), to, label: named.label.clone() });
        }
    }
    for (from, to) in view.known.iter().filter_map(|thing| Some((thing.as_str(), rulings.moved(thing)?))) {
        renames.insert(from, Rename { from: from.to_owned(), to: to.as_str().to_owned(), label: None });
    }
    let posts: Vec<Rename> = view
        .tenures
        .iter()
        .filter_map(|tenure| {
            let owner = renames.get(tenure.after.as_str())?;
            let (from, last) =
                (tenure.post.as_str(), |iri: &str| iri.rsplit('/').next().unwrap_or_default().to_owned());
            let stem = from.strip_suffix(&last(&owner.from)).filter(|stem| stem.ends_with('-'))?;
            let to = format!("{stem}{}", last(&owner.to));
            (from != to).then(|| Rename { from: from.to_owned(), to, label: None })
        })
        .collect();
    let mut renames: Vec<Rename> = renames.into_values().chain(posts).collect();
    renames.sort_unstable();
    renames.dedup();
    renames
}

/// Writes an article's graph with the names of the whole graph. Returns the quads that were there before in place of
/// those that now have one of the new names.
pub fn apply(quads: &mut Vec<Quad>, renames: &[Rename]) -> Vec<Quad> {
    if renames.is_empty() {
        return Vec::new();
    }
    let by_name: BTreeMap<&str, &Rename> = renames.iter().map(|rename| (rename.from.as_str(), rename)).collect();
    let names: BTreeSet<&str> = renames.iter().flat_map(|rename| [rename.from.as_str(), rename.to.as_str()]).collect();
    let (told, rest): (Vec<Quad>, Vec<Quad>) = std::mem::take(quads).into_iter().partition(|q| mentions(q, &names));
    *quads = rest;
    quads.extend(told.iter().flat_map(|quad| renamed(quad, &by_name)));
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    drop_repeated_labels(quads, renames);
    told
}

/// An article's graph as it was before [`apply`].
pub fn unapply(quads: Vec<Quad>, told: Vec<Quad>, renames: &[Rename]) -> Vec<Quad> {
    let names: BTreeSet<&str> = renames.iter().map(|rename| rename.to.as_str()).collect();
    let mut quads: Vec<Quad> = quads.into_iter().filter(|quad| !mentions(quad, &names)).chain(told).collect();
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

/// Whether a quad is about one of some things, as its subject or its object.
pub fn mentions(quad: &Quad, names: &BTreeSet<&str>) -> bool {
    let subject = matches!(&quad.subject, NamedOrBlankNode::NamedNode(iri) if names.contains(iri.as_str()));
    subject || matches!(&quad.object, Term::NamedNode(iri) if names.contains(iri.as_str()))
}

fn renamed(quad: &Quad, by_name: &BTreeMap<&str, &Rename>) -> Vec<Quad> {
    let mut quad = quad.clone();
    if let Term::NamedNode(object) = &quad.object
        && let Some(rename) = by_name.get(object.as_str())
    {
        quad.object = NamedNode::new_unchecked(&rename.to).into();
    }
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return vec![quad] };
    let Some(rename) = by_name.get(subject.as_str()) else { return vec![quad] };
    quad.subject = NamedNode::new_unchecked(&rename.to).into();
    let is_label = quad.predicate == skos::PREF_LABEL || quad.predicate == rdfs::LABEL;
    match &quad.object {
        Term::Literal(told) if is_label && !is_post(&rename.to) => {
            let preferred =
                rename.label.as_ref().map(|label| Quad { object: like(told, label).into(), ..quad.clone() });
            let other = (rename.label.as_deref() != Some(told.value()))
                .then(|| Quad { predicate: skos::ALT_LABEL.into_owned(), ..quad.clone() });
            preferred.into_iter().chain(other).collect()
        }
        _ => vec![quad],
    }
}

/// A post keeps its label, whoever holds it.
fn is_post(iri: &str) -> bool {
    iri.rsplit('/').nth(1) == Some(crate::entity::EntityKind::Post.as_str())
}

/// A text in the language of another one.
fn like(model: &Literal, text: &str) -> Literal {
    match model.language() {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
        None => Literal::new_simple_literal(text),
    }
}

/// What is the preferred label is no alternative one (SKOS, condition S13).
fn drop_repeated_labels(quads: &mut Vec<Quad>, renames: &[Rename]) {
    let labels: BTreeSet<(&str, &str)> =
        renames.iter().filter_map(|rename| Some((rename.to.as_str(), rename.label.as_deref()?))).collect();
    quads.retain(|quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(subject), Term::Literal(label)) => {
            quad.predicate != skos::ALT_LABEL || !labels.contains(&(subject.as_str(), label.value()))
        }
        _ => true,
    });
}
