//! Anything a person should hear about an article that did not stop the run.
//!
//! Findings are collected on the document, not thrown: an odd sentence gives a result plus findings.

use crate::span::Span;
use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing was lost.
    Note,
    /// Something was left out or guessed.
    Warning,
    /// An input could not be used.
    Error,
}

/// One remark, with a stable code such as `duplicate-id` that scripts may rely on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// Does not change from one version to the next.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// Name of the stage that speaks, e.g. `read`, `parser`, `linker`.
    pub stage: &'static str,
    /// File (or `-`) and 1-based line, where the remark is about an input rather than about text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Where in the text, where it is about some words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// For people, in English.
    pub message: String,
}

/// A file and, where one is known, a line in it (counted from 1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// As typed or found; `-` for standard input.
    pub path: String,
    /// Counted from 1.
    pub line: Option<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => write!(f, "{}", self.path),
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{} [{}]", self.message, self.code)
    }
}
