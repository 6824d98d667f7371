//! One row for each state in which an article sees an agreement.

use super::columns::{concept, evidence, named, thing, things};
use super::{Cell, Column};
use crate::export::facts::AgreementState;

pub const COLUMNS: &[Column] = &[
    Column::text("id"),
    Column::text("article"),
    Column::day("article_date"),
    Column::text("agreement_id"),
    Column::text("agreement_label"),
    Column::list("party_ids"),
    Column::list("party_labels"),
    Column::list("party_iso"),
    Column::list("party_wikidata"),
    Column::list("subject_ids"),
    Column::list("subject_labels"),
    Column::text("status"),
    Column::day("as_of"),
    Column::truth("is_current"),
    Column::number("confidence"),
    Column::text("frame"),
    Column::integer("sentence_begin"),
    Column::integer("sentence_end"),
    Column::text("url"),
];

pub fn row(state: &AgreementState) -> Vec<Cell> {
    let article = &state.evidence.article;
    let mut row = vec![
        Cell::text(Some(state.iri.as_str())),
        Cell::text(Some(article.id.as_str())),
        Cell::Day(article.date.clone()),
    ];
    let [id, label, ..] = thing(state.agreement.as_ref());
    row.extend([id, label]);
    row.extend(things(&state.parties));
    row.extend(named(&state.subjects));
    row.extend([concept(state.status.as_ref()), Cell::Day(state.as_of.clone()), Cell::Truth(state.is_current)]);
    row.extend(evidence(&state.evidence));
    row
}
