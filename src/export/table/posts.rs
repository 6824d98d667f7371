//! One row for each tenure: a person, a post, and an article that says so.

use super::columns::{concept, evidence, thing, things};
use super::{Cell, Column};
use crate::export::facts::Tenure;

pub const COLUMNS: &[Column] = &[
    Column::text("id"),
    Column::text("article"),
    Column::day("article_date"),
    Column::text("person_id"),
    Column::text("person_label"),
    Column::text("person_iso"),
    Column::text("person_wikidata"),
    Column::text("post_id"),
    Column::text("post_label"),
    Column::list("jurisdiction_ids"),
    Column::list("jurisdiction_labels"),
    Column::list("jurisdiction_iso"),
    Column::list("jurisdiction_wikidata"),
    Column::text("tense"),
    Column::day("as_of"),
    Column::number("confidence"),
    Column::text("frame"),
    Column::integer("sentence_begin"),
    Column::integer("sentence_end"),
    Column::text("url"),
];

pub fn row(tenure: &Tenure) -> Vec<Cell> {
    let article = &tenure.evidence.article;
    let mut row = vec![
        Cell::text(Some(tenure.iri.as_str())),
        Cell::text(Some(article.id.as_str())),
        Cell::Day(article.date.clone()),
    ];
    row.extend(thing(tenure.person.as_ref()));
    let [id, label, ..] = thing(tenure.post.as_ref());
    row.extend([id, label]);
    row.extend(things(&tenure.jurisdiction));
    row.extend([concept(tenure.tense.as_ref()), Cell::Day(tenure.as_of.clone())]);
    row.extend(evidence(&tenure.evidence));
    row
}
