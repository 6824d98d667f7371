//! Headings.

use crate::text::token::Sentence;

/// Longer than this, a line without a final mark is a careless sentence rather than a title.
const LONGEST: usize = 40;

/// Marks sentences that stand alone in their paragraph and have no final mark, where there are several paragraphs.
pub fn mark_headings(sentences: &mut [Sentence]) {
    let several = sentences.last().is_some_and(|last| last.paragraph > 0);
    for index in 0..sentences.len() {
        let alone = |other: usize| sentences.get(other).is_none_or(|s| s.paragraph != sentences[index].paragraph);
        let heading =
            several && index.checked_sub(1).is_none_or(alone) && alone(index + 1) && is_title(&sentences[index]);
        sentences[index].heading = heading;
    }
}

fn is_title(sentence: &Sentence) -> bool {
    let word = |form: &str| form.chars().any(char::is_alphanumeric);
    let last = sentence.tokens.iter().rev().find(|token| !is_closing(&token.form));
    sentence.tokens.len() <= LONGEST
        && sentence.tokens.iter().any(|token| word(&token.form))
        && last.is_some_and(|token| !matches!(token.form.as_str(), "." | "!" | "?" | "…" | ":" | ";" | ","))
}

fn is_closing(form: &str) -> bool {
    form.chars().all(|c| super::scan::is_quote_like(c) || matches!(c, ')' | ']' | '}'))
}
