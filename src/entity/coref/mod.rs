//! Coreference within a document: which words speak of the same thing.

mod words;

pub use words::Words;

use crate::document::Document;
use crate::entity::EntityRef;
use std::collections::BTreeMap;
use std::ops::Range;

/// The chains of a document: mentions that mean the same entities, as numbers of tokens in the document, in the order of
/// the text. A mention whose entity is open is in none.
pub fn chains(doc: &Document) -> Vec<Vec<Range<usize>>> {
    let words = Words::new(&doc.sentences);
    let mut chains: BTreeMap<&[EntityRef], Vec<Range<usize>>> = BTreeMap::new();
    for mention in doc.mentions.iter().filter(|mention| !mention.entities.is_empty()) {
        chains.entry(&mention.entities).or_default().push(words.of(mention.sentence, &mention.tokens));
    }
    chains.into_values().collect()
}
