//! `trojka analyze --missed`: what might have been a fact and is none, with the reason.

use crate::document::Document;
use crate::event::{Missed, Why};
use crate::export::analysis::MissedJson;
use serde::Serialize;
use std::fmt::Write;

/// Which of them are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    /// Where a frame fits its words, but something else is not there.
    Near,
    /// Also where the words around do not fit the frame.
    All,
}

impl Which {
    pub fn lists(self, missed: &Missed) -> bool {
        self == Which::All || missed.why != Why::OtherSense
    }
}

/// One of them with its article.
#[derive(Serialize)]
struct Row<'d> {
    article: &'d str,
    #[serde(flatten)]
    missed: MissedJson<'d>,
}

/// A line of JSON for each.
pub fn lines(doc: &Document, which: Which) -> String {
    let mut text = String::new();
    for missed in doc.missed.iter().filter(|missed| which.lists(missed)) {
        let row = Row { article: &doc.article.id, missed: MissedJson::new(doc, missed) };
        text.push_str(&serde_json::to_string(&row).expect("only strings, numbers and lists"));
        text.push('\n');
    }
    text
}

/// For people: the article, then sentence by sentence the words with type, frame and reason.
pub fn listing(doc: &Document, which: Which) -> String {
    let mut text = String::new();
    let mut sentence = None;
    for missed in doc.missed.iter().filter(|missed| which.lists(missed)) {
        if sentence.is_none() {
            let _ = writeln!(text, "{}", doc.article.id);
        }
        if sentence != Some(missed.sentence) {
            let words: Vec<&str> = doc.sentence_text(missed.sentence).split_whitespace().collect();
            let _ = writeln!(text, "  {}. {}", missed.sentence + 1, words.join(" "));
            sentence = Some(missed.sentence);
        }
        let whole = missed.trigger == doc.sentences[missed.sentence].span;
        let trigger = if whole { "–" } else { doc.slice(missed.trigger) };
        let kind = missed.kind.map_or(missed.layer.name(), |kind| kind.code());
        let _ = writeln!(text, "       {trigger:<20} {kind:<10} {:<28} {}", missed.rule, missed.why.in_words());
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}
