//! What an agreement is called and what it is about, in the nominative.

use super::cluster::Cluster;
use super::find::Wording;
use super::lexicon::Lexicon;
use crate::document::Document;
use crate::entity::EntityRef;
use crate::entity::nominative;
use crate::entity::phrase::noun_phrase;
use crate::entity::role::Roles;
use crate::text::{Sentence, Upos};
use std::ops::Range;

/// The fullest phrase in the nominative, without the words that only tell its state.
pub(super) fn of(roles: &Roles, lexicon: &Lexicon, doc: &Document, wording: &Wording) -> String {
    let sentence = &doc.sentences[wording.sentence];
    let skip = |at: usize| {
        let token = &sentence.tokens[at];
        let lemma = token.lemma.as_str();
        let state = lexicon.attributes.contains_key(lemma) && !lexicon.phrase.new.contains(lemma);
        at < wording.head && (state || lexicon.phrase.empty.contains(lemma) || token.upos == Upos::Det)
    };
    let name = nominative::phrase(roles, sentence, wording.tokens.clone(), wording.head, &skip);
    lower_first(&name, sentence, wording)
}

/// A common noun at the beginning of a sentence loses its capital.
fn lower_first(name: &str, sentence: &Sentence, wording: &Wording) -> String {
    let first = &sentence.tokens[wording.tokens.start];
    if wording.tokens.start != 0 || first.upos == Upos::Propn || first.lemma.starts_with(char::is_uppercase) {
        return name.to_owned();
    }
    let mut letters = name.chars();
    letters.next().map(|letter| letter.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The last part of its IRI. A name that does not say whose agreement it is gets the parties, so that *trgovinski
/// sporazum* of two articles is not one thing.
pub(super) fn slug(doc: &Document, cluster: &Cluster, name: &str, parties: &[EntityRef]) -> String {
    let mut text = crate::entity::slug(name);
    if !cluster.has_parties() {
        let mut slugs: Vec<_> = parties.iter().map(|&party| doc.entities[party].slug.as_str()).collect();
        slugs.sort_unstable();
        for slug in slugs {
            text.push('-');
            text.push_str(slug);
        }
    }
    text
}

/// What it is about, one phrase for each complement and for each side of a conjunction.
pub(super) fn subjects(roles: &Roles, doc: &Document, wording: &Wording) -> Vec<String> {
    let sentence = &doc.sentences[wording.sentence];
    wording
        .topics
        .iter()
        .flat_map(|topic| split(sentence, topic.clone()))
        .filter_map(|part| {
            let head = part.clone().find(|&at| sentence.tokens[at].upos.is_nominal())?;
            Some(nominative::phrase(roles, sentence, part.clone(), head, &|_| false))
        })
        .collect()
}

/// Parts joined by conjunctions or commas; *na področju X* is X.
fn split(sentence: &Sentence, tokens: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        let token = &sentence.tokens[at];
        let joint = token.upos == Upos::Cconj || token.form == ",";
        if joint && same_case(sentence, start..at, at + 1..tokens.end) {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..tokens.end);
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// Whether what follows a joint stands on a level with the head before it and not with a genitive below it.
fn same_case(sentence: &Sentence, before: Range<usize>, after: Range<usize>) -> bool {
    let head = before.into_iter().find(|&at| sentence.tokens[at].upos.is_nominal());
    let next = after.into_iter().find(|&at| sentence.tokens[at].upos.is_nominal());
    let (Some(head), Some(next)) = (head, next) else { return false };
    let case = |at: usize| sentence.tokens[at].feat("Case");
    case(head) == case(next) && noun_phrase(sentence, next).head == next
}
