//! What a passage is about, as far as it decides whether something in it is an act of public affairs at all: teams that
//! meet and singers who turn an offer down use the same words.

use crate::document::Document;
use crate::event::frame::Grammar;
use std::ops::Range;

/// For each sentence, whether it stands in a passage about sport, arts and the like.
pub fn leisure(doc: &Document, grammar: &Grammar) -> Vec<bool> {
    let whole = balance(doc, 0..doc.sentences.len(), grammar);
    let mut told = Vec::with_capacity(doc.sentences.len());
    while told.len() < doc.sentences.len() {
        let start = told.len();
        let paragraph = doc.sentences[start].paragraph;
        let end = start + doc.sentences[start..].iter().take_while(|s| s.paragraph == paragraph).count();
        let own = balance(doc, start..end, grammar);
        // A paragraph without a word of either kind goes with the article.
        let (leisure, public) = if own == (0, 0) { whole } else { own };
        told.resize(end, leisure > public);
    }
    told
}

/// How many words are of leisure and of public affairs.
fn balance(doc: &Document, sentences: Range<usize>, grammar: &Grammar) -> (usize, usize) {
    let lemmas = || doc.sentences[sentences.clone()].iter().flat_map(|sentence| &sentence.tokens).map(|t| &t.lemma);
    let count = |words: &rustc_hash::FxHashSet<smol_str::SmolStr>| {
        lemmas().filter(|lemma| words.contains(lemma.to_lowercase().as_str())).count()
    };
    (count(&grammar.leisure), count(&grammar.public))
}
