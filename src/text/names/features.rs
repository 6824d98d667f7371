//! The features of one token.

use super::context::Elsewhere;
use super::word::Word;
use crate::text::linear::Features;

/// A token in its sentence.
pub(super) struct Place<'w> {
    pub words: &'w [Word],
    pub at: usize,
    /// Most words of the sentence stand in capitals, so that capitals mean nothing.
    pub shouted: bool,
}

impl Place<'_> {
    fn word(&self, offset: isize) -> Word {
        self.at.checked_add_signed(offset).and_then(|at| self.words.get(at)).copied().unwrap_or_default()
    }

    fn first(&self) -> u64 {
        u64::from(self.at == 0)
    }
}

/// Whether most words of a sentence stand in capitals.
pub(super) fn is_shouted(words: &[Word]) -> bool {
    let count = |is: fn(&Word) -> bool| words.iter().filter(|word| is(word)).count();
    count(|word| word.capital) > 2 && 2 * count(|word| word.all_capital) > words.len()
}

/// Fills the list; returns how many features at its beginning name the very word, which hide together when the word is
/// taken for unknown.
pub(super) fn extract(place: &Place, elsewhere: &Elsewhere, features: &mut Features) -> usize {
    features.clear();
    let word = place.word(0);
    lexical(&word, features);
    let lexical = features.as_slice().len();
    looks(place, &word, features);
    lists(place, &word, features);
    document(place, &word, elsewhere, features);
    for offset in [-1, 1] {
        neighbour(&word, &place.word(offset), features);
    }
    lexical
}

fn lexical(word: &Word, features: &mut Features) {
    features.push(&[word.lower]);
    features.push(&[word.lemma]);
    features.push(&[word.form]);
    for part in word.prefixes {
        features.push(&[part]);
    }
    features.push(&[word.suffixes[2]]);
}

fn looks(place: &Place, word: &Word, features: &mut Features) {
    let capital = u64::from(word.capital);
    features.push(&[word.suffixes[0], capital]);
    features.push(&[word.suffixes[1], capital]);
    features.push(&[word.xpos]);
    features.push(&[word.upos, capital]);
    features.push(&[word.shape, place.first()]);
    features.push(&[capital, u64::from(word.all_capital), place.first(), u64::from(place.shouted)]);
    features.push(&[word.case, word.upos]);
}

fn lists(place: &Place, word: &Word, features: &mut Features) {
    let entry = word.known.entry;
    features.push_if(entry > 0, &[entry]);
    features.push_if(entry > 0, &[entry, word.upos, u64::from(word.capital)]);
    let is_first_name = word.known.first_name > 0 && word.capital;
    features.push_if(is_first_name, &[word.known.first_name]);
    features.push_if(is_first_name, &[1]);
    features.push_if(is_first_name, &[word.upos, place.first()]);
}

fn document(place: &Place, word: &Word, elsewhere: &Elsewhere, features: &mut Features) {
    let inside = u64::from(elsewhere.capital_inside) + 2 * u64::from(elsewhere.small);
    features.push(&[inside, place.first(), u64::from(word.capital)]);
    for side in [&elsewhere.before, &elsewhere.after] {
        let mut each = |value: fn(&Word) -> u64| {
            let mut values: Vec<u64> = side.iter().map(|word| value(word)).collect();
            values.sort_unstable();
            values.dedup();
            features.push_each(values);
        };
        each(|word| word.lemma);
        each(|word| word.shape ^ word.upos);
        each(|word| word.known.first_name);
        each(|word| word.prefixes[2] ^ u64::from(word.capital));
    }
}

fn neighbour(word: &Word, near: &Word, features: &mut Features) {
    features.push(&[near.lemma, u64::from(word.capital)]);
    features.push(&[near.shape, near.upos, word.shape]);
    let looks = |word: &Word| word.upos * 4 + u64::from(word.capital) * 2 + u64::from(word.all_capital);
    let agree = u64::from(near.case == word.case) + 2 * u64::from(word.case == 0) + 4 * u64::from(near.case == 0);
    features.push(&[looks(near), looks(word), agree]);
    features.push_if(word.capital && near.capital, &[near.case, word.case, near.upos, word.upos]);
    let entries = [word.known.entry, near.known.entry];
    features.push_if(entries != [0, 0], &[entries[0], entries[1], looks(word)]);
    let names = [word, near].map(|word| u64::from(word.known.first_name > 0));
    features.push_if(names != [0, 0], &[names[0], names[1], looks(near), looks(word), agree]);
}
