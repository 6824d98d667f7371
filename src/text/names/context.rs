//! What the rest of the document says about a word: the same stem elsewhere, and what stood beside it.

use super::word::Word;
use rustc_hash::{FxHashMap, FxHashSet};

/// How many other places of a word are looked at.
const PLACES: usize = 6;

/// The words of a document by their stems.
#[derive(Debug)]
pub(super) struct Context<'w> {
    sentences: &'w [Vec<Word>],
    /// Sentence and index of the first places of each capitalised stem.
    places: FxHashMap<u64, Vec<(usize, usize)>>,
    small: FxHashSet<u64>,
    /// Stands where a sentence has no more words.
    edge: Word,
}

/// What other places show.
#[derive(Debug, Default)]
pub(super) struct Elsewhere<'c> {
    /// Capitalised somewhere within a sentence, where a capital means a name.
    pub capital_inside: bool,
    /// Written small somewhere.
    pub small: bool,
    /// Neighbours of a capitalised word at the other places: before and after.
    pub before: Vec<&'c Word>,
    pub after: Vec<&'c Word>,
}

impl<'w> Context<'w> {
    pub fn new(sentences: &'w [Vec<Word>]) -> Self {
        let mut places: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
        let mut small = FxHashSet::default();
        for (sentence, words) in sentences.iter().enumerate() {
            for (index, word) in words.iter().enumerate() {
                if !word.capital {
                    small.insert(word.stem);
                    continue;
                }
                let places = places.entry(word.stem).or_default();
                if places.len() <= PLACES {
                    places.push((sentence, index));
                }
            }
        }
        Self { sentences, places, small, edge: Word::default() }
    }

    pub fn elsewhere(&self, sentence: usize, index: usize) -> Elsewhere<'_> {
        let word = &self.sentences[sentence][index];
        let mut found = Elsewhere { small: self.small.contains(&word.stem), ..Elsewhere::default() };
        for &(other, at) in self.places.get(&word.stem).into_iter().flatten() {
            if (other, at) != (sentence, index) {
                found.capital_inside |= at > 0;
                if word.capital {
                    let words = &self.sentences[other];
                    found.before.push(at.checked_sub(1).map_or(&self.edge, |before| &words[before]));
                    found.after.push(words.get(at + 1).unwrap_or(&self.edge));
                }
            }
        }
        found
    }
}
