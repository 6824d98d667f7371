//! One row for each event.

use super::columns::{concept, evidence, named, things};
use super::{Cell, Column};
use crate::export::facts::{Event, Facts, Thing};
use std::rc::Rc;

pub const COLUMNS: &[Column] = &[
    Column::text("id"),
    Column::text("article"),
    Column::day("article_date"),
    Column::text("date"),
    Column::text("date_precision"),
    Column::day("not_before"),
    Column::day("not_after"),
    Column::text("plover_code"),
    Column::text("class"),
    Column::text("mode"),
    Column::list("contexts"),
    Column::text("modality"),
    Column::list("actor_ids"),
    Column::list("actor_labels"),
    Column::list("actor_iso"),
    Column::list("actor_wikidata"),
    Column::list("recipient_ids"),
    Column::list("recipient_labels"),
    Column::list("recipient_iso"),
    Column::list("recipient_wikidata"),
    Column::list("place_ids"),
    Column::list("place_labels"),
    Column::list("via_ids"),
    Column::list("via_labels"),
    Column::list("about_ids"),
    Column::list("about_labels"),
    Column::list("attributed_to_ids"),
    Column::list("attributed_to_labels"),
    Column::integer("headcount"),
    Column::text("quad_class"),
    Column::number("intensity"),
    Column::text("cameo_code"),
    Column::number("confidence"),
    Column::text("frame"),
    Column::integer("sentence_begin"),
    Column::integer("sentence_end"),
    Column::text("url"),
];

pub fn row(facts: &Facts, event: &Event) -> Vec<Cell> {
    with(facts, event, &event.actors, &event.recipients)
}

/// A row for each actor with each recipient.
pub fn pairs(facts: &Facts, event: &Event) -> Vec<Vec<Cell>> {
    let one = |thing: Option<&Rc<Thing>>| thing.into_iter().cloned().collect::<Vec<_>>();
    let pairs = event.pairs().into_iter();
    pairs.map(|(actor, recipient)| with(facts, event, &one(actor), &one(recipient))).collect()
}

fn with(facts: &Facts, event: &Event, actors: &[Rc<Thing>], recipients: &[Rc<Thing>]) -> Vec<Cell> {
    let codes = &facts.codes;
    let notation = |concept| codes.notation(concept).map(str::to_owned);
    let article = &event.evidence.article;
    let mut row = vec![
        Cell::text(Some(event.iri.as_str())),
        Cell::text(Some(article.id.as_str())),
        Cell::Day(article.date.clone()),
        Cell::Text(event.date.clone()),
        Cell::Text(event.date_precision.clone()),
        Cell::Day(event.not_before.clone()),
        Cell::Day(event.not_after.clone()),
        Cell::Text(event.plover_code.clone()),
        concept(event.class.as_ref()),
        Cell::Text(event.mode.as_ref().and_then(notation)),
        Cell::List(event.contexts.iter().filter_map(notation).collect()),
        concept(event.modality.as_ref()),
    ];
    row.extend(things(actors));
    row.extend(things(recipients));
    for list in [&event.places, &event.via, &event.about, &event.attributed_to] {
        row.extend(named(list));
    }
    row.extend([
        Cell::integer(event.headcount),
        concept(codes.quad_class(event)),
        Cell::Number(codes.intensity(event).and_then(|text| text.parse().ok())),
        Cell::text(codes.cameo(event)),
    ]);
    row.extend(evidence(&event.evidence));
    row
}
