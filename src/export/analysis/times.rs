//! Time expressions in the analysis.

use crate::document::Document;
use crate::text::time::{Modifier, TimeExpression};
use serde::Serialize;

/// Words that name a time; without value, precision and days when the text does not tell which.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeJson<'d> {
    pub start: usize,
    pub end: usize,
    pub text: &'d str,
    /// As in TIMEX3.
    pub value: Option<&'d str>,
    pub precision: Option<&'d str>,
    /// START, MID, END or APPROX.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<&'static str>,
    pub not_before: Option<String>,
    pub not_after: Option<String>,
}

impl<'d> TimeJson<'d> {
    pub(super) fn new(doc: &'d Document, expression: &'d TimeExpression) -> Self {
        let time = expression.time.as_ref();
        Self {
            start: expression.span.start,
            end: expression.span.end,
            text: doc.slice(expression.span),
            value: time.map(|time| time.value.as_str()),
            precision: time.map(|time| time.precision),
            modifier: time.and_then(|time| time.modifier).map(Modifier::as_str),
            not_before: time.and_then(|time| time.not_before).map(|day| day.to_string()),
            not_after: time.and_then(|time| time.not_after).map(|day| day.to_string()),
        }
    }
}
