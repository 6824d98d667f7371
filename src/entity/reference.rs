//! What readers of an analysis are told of each mention: by the links that facts rely on, and where these are silent by
//! the chains.

use super::{Chain, ChainMention, EntityKind, EntityRef, Mention, MentionType};
use crate::document::Document;
use crate::span::Span;
use std::ops::Range;

/// Words with what they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference<'d> {
    pub sentence: usize,
    pub tokens: Range<usize>,
    pub span: Span,
    pub lemma: &'d str,
    pub class: MentionType,
    /// A proper name, or a possessive adjective of one.
    pub name: bool,
    pub entities: &'d [EntityRef],
    /// Index into `Document::chains`.
    pub chain: Option<usize>,
    pub confidence: f32,
}

/// All mentions of a document in the order of the text: those that rules found, and those that chains have beside them.
/// What rules left open has the entities and the confidence of its chain.
pub fn references(doc: &Document) -> Vec<Reference<'_>> {
    let mut all: Vec<Reference> = doc.mentions.iter().map(own).collect();
    for (number, chain) in doc.chains.iter().enumerate() {
        for told in &chain.mentions {
            match told.mention.filter(|&mention| doc.mentions[mention].tokens == told.tokens) {
                Some(mention) => complete(&mut all[mention], told, number),
                None => all.push(added(doc, chain, told, number)),
            }
        }
    }
    all.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    all
}

fn own(mention: &Mention) -> Reference<'_> {
    Reference {
        sentence: mention.sentence,
        tokens: mention.tokens.clone(),
        span: mention.span,
        lemma: &mention.lemma,
        class: mention.class,
        name: mention.form.is_name(),
        entities: &mention.entities,
        chain: None,
        confidence: mention.confidence,
    }
}

fn complete<'d>(found: &mut Reference<'d>, told: &'d ChainMention, chain: usize) {
    found.chain = Some(chain);
    if found.entities.is_empty() && !told.entities.is_empty() {
        (found.entities, found.confidence) = (&told.entities, told.confidence);
    }
}

/// Words that are a mention by their chain only.
fn added<'d>(doc: &Document, chain: &Chain, told: &'d ChainMention, number: usize) -> Reference<'d> {
    Reference {
        sentence: told.sentence,
        tokens: told.tokens.clone(),
        span: told.span,
        lemma: &told.lemma,
        class: class(doc, chain),
        name: false,
        entities: &told.entities,
        chain: Some(number),
        confidence: told.confidence,
    }
}

/// The class of what a chain means, by its entity or else by the first mention that rules found.
fn class(doc: &Document, chain: &Chain) -> MentionType {
    if let [entity, ..] = chain.entities[..] {
        return match doc.entities[entity].kind {
            EntityKind::Person => MentionType::Per,
            EntityKind::Country | EntityKind::Place | EntityKind::Facility => MentionType::Loc,
            EntityKind::Organisation => MentionType::Org,
            EntityKind::Agreement | EntityKind::Post | EntityKind::Topic => MentionType::Misc,
        };
    }
    let found = chain.mentions.iter().find_map(|told| told.mention);
    found.map_or(MentionType::Misc, |mention| doc.mentions[mention].class)
}
