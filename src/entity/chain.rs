//! Chains: words that speak of the same thing, as the coreference stage leaves them.

use super::{EntityRef, MentionType};
use crate::span::Span;
use std::ops::Range;

/// Words that speak of one thing, in the order of the text. No words are in two chains.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// What the thing is.
    pub class: MentionType,
    /// What most of the words are linked to; none when no rule knows of it.
    pub entities: Vec<EntityRef>,
    pub mentions: Vec<ChainMention>,
}

/// Some words of a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct ChainMention {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// Token indices in that sentence; contiguous.
    pub tokens: Range<usize>,
    /// Token index of the syntactic head.
    pub head: usize,
    pub span: Span,
    /// Nominative of the words as they stand.
    pub lemma: String,
    /// Index into `Document::mentions` of the mention that these words are, or whose name they close with.
    pub mention: Option<usize>,
    /// The chain's entities, unless number or gender of the words forbids it.
    pub entities: Vec<EntityRef>,
    /// How sure it is that the words belong here, 0 to 1.
    pub confidence: f32,
}
