//! What might have been a fact and is none.

use super::facts::Words;
use crate::document::Document;
use crate::event::{EventType, FactLayer, Missed};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct MissedJson<'d> {
    pub layer: FactLayer,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<EventType>,
    pub evidence: &'d str,
    pub trigger: Words<'d>,
    pub frame: &'d str,
    /// A stable code.
    pub reason: &'static str,
    /// The reason in words.
    pub explanation: String,
}

impl<'d> MissedJson<'d> {
    pub fn new(doc: &'d Document, missed: &'d Missed) -> Self {
        Self {
            layer: missed.layer,
            kind: missed.kind,
            evidence: doc.sentence_text(missed.sentence),
            trigger: Words::new(doc, missed.trigger),
            frame: &missed.rule,
            reason: missed.why.code(),
            explanation: missed.why.in_words(),
        }
    }
}
