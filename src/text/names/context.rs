//! What the rest of the document says about a word: the same stem elsewhere, and what stood beside it.

use super::word::Word;
use rustc_hash::FxHashMap;

/// How many other places of a word are looked at.
const PLACES: usize = 6;

/// The capitalised words of a document by their stems.
#[derive(Debug, Default)]
pub(super) struct Context {
    places: FxHashMap<u64, Vec<Place>>,
    small: FxHashMap<u64, u32>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    sentence: usize,
    index: usize,
    before: Word,
    after: Word,
}

/// What other places show.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    /// Capitalised somewhere within a sentence, where a capital means a name.
    pub capital_inside: bool,
    /// Written small somewhere.
    pub small: bool,
    /// Neighbours at the other places: before and after.
    pub before: Vec<Word>,
    pub after: Vec<Word>,
}

impl Context {
    pub fn new(sentences: &[Vec<Word>]) -> Self {
        let mut context = Self::default();
        for (sentence, words) in sentences.iter().enumerate() {
            for (index, word) in words.iter().enumerate() {
                if !word.capital {
                    *context.small.entry(word.stem).or_default() += 1;
                    continue;
                }
                let places = context.places.entry(word.stem).or_default();
                if places.len() <= PLACES {
                    let before = index.checked_sub(1).map(|at| words[at]).unwrap_or_default();
                    let after = words.get(index + 1).copied().unwrap_or_default();
                    places.push(Place { sentence, index, before, after });
                }
            }
        }
        context
    }

    pub fn elsewhere(&self, sentence: usize, index: usize, word: &Word) -> Elsewhere {
        let mut found = Elsewhere { small: self.small.contains_key(&word.stem), ..Elsewhere::default() };
        for place in self.places.get(&word.stem).into_iter().flatten() {
            if (place.sentence, place.index) != (sentence, index) {
                found.capital_inside |= place.index > 0;
                found.before.push(place.before);
                found.after.push(place.after);
            }
        }
        found
    }
}
