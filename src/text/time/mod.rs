//! Time expressions: what *danes*, *v torek*, *12. marca* and *konec leta 2024* mean in an article of a certain day.
//!
//! The words of a language are put together to a `meaning`, which is resolved against the day of the
//! article, the tense of the verb, and what was told before. Values follow ISO-TimeML (ISO 24617-1, TIMEX3), decades and
//! open intervals ISO 8601-2. What nothing in the text tells has no value.

mod calendar;
mod counted;
mod day;
mod meaning;
mod period;
mod range;
mod reader;
mod resolve;
mod side;
mod stage;
mod value;
mod words;

pub use stage::Times;
pub use value::{Modifier, Time};

use crate::span::Span;
use std::ops::Range;

/// Words that name a time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeExpression {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// Token indices in that sentence.
    pub tokens: Range<usize>,
    /// The token that hangs on the rest of the sentence.
    pub head: usize,
    pub span: Span,
    /// `None` when nothing in the text tells which time it is.
    pub time: Option<Time>,
    /// The finer, the smaller.
    pub rank: u8,
    /// How it can belong to a verb.
    pub bond: Bond,
    /// Where the side of the article on which it lies makes a difference.
    pub sides: Option<Sides>,
}

/// To what an expression can belong beside the word that it hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bond {
    /// To that word alone.
    Plain,
    /// Only to a noun, whatever the tree says: *sporazum iz leta 2018*.
    Noun,
    /// To a noun, or to a verb that looks ahead: *proračun za leto 2024*, *sklicati za torek*.
    Ahead,
    /// As an attribute of this noun, to the verb too: *na včerajšnji seji so sprejeli*.
    Through(usize),
}

/// What an expression means on either side of the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    pub past: Option<Time>,
    pub future: Option<Time>,
}
