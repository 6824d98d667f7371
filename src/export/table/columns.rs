//! Cells that several tables have.

use super::Cell;
use crate::export::facts::{Evidence, Iso, Thing, local};
use oxigraph::model::NamedNode;
use std::rc::Rc;

/// Ids, labels, ISO codes and Wikidata ids of things, one list each in the same order; in a list an empty text stands for
/// what is not known.
pub fn things(things: &[Rc<Thing>]) -> [Cell; 4] {
    let list = |of: fn(&Thing) -> Option<String>| {
        Cell::List(things.iter().map(|thing| of(thing).unwrap_or_default()).collect())
    };
    [
        list(|thing| Some(thing.iri.clone())),
        list(|thing| thing.label.clone()),
        list(|thing| thing.country.as_ref().map(alpha2)),
        list(|thing| thing.same.wikidata.clone()),
    ]
}

fn alpha2(iso: &Iso) -> String {
    iso.alpha2.clone()
}

/// Ids and labels.
pub fn named(list: &[Rc<Thing>]) -> [Cell; 2] {
    let [ids, labels, ..] = things(list);
    [ids, labels]
}

/// The same of one thing that there may be, not as lists.
pub fn thing(thing: Option<&Rc<Thing>>) -> [Cell; 4] {
    [
        Cell::text(thing.map(|thing| thing.iri.clone())),
        Cell::text(thing.and_then(|thing| thing.label.clone())),
        Cell::text(thing.and_then(|thing| thing.country.as_ref().map(alpha2))),
        Cell::text(thing.and_then(|thing| thing.same.wikidata.clone())),
    ]
}

/// The end of a concept's IRI.
pub fn concept(concept: Option<&NamedNode>) -> Cell {
    Cell::text(concept.map(local))
}

/// Confidence, frame, and where the first sentence begins and ends; then the article's URL.
pub fn evidence(evidence: &Evidence) -> [Cell; 5] {
    [
        Cell::Number(evidence.confidence),
        Cell::Text(evidence.frame.clone()),
        Cell::integer(evidence.begin()),
        Cell::integer(evidence.end()),
        Cell::Text(evidence.article.url.clone()),
    ]
}
