//! The features of one token.

use super::context::Elsewhere;
use super::word::Word;
use crate::text::linear::{FeatureId, Features, feature};

/// The feature of following a class; kept apart from the numbers of the other templates.
pub(super) fn after_class(class: usize) -> FeatureId {
    feature(u16::MAX, &[class as u64])
}

pub(super) fn extract(words: &[Word], at: usize, elsewhere: &Elsewhere, features: &mut Features) {
    features.clear();
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|i| words.get(i)).copied().unwrap_or_default();
    single(word, at, features);
    pairs(word, at, features);
    around(word, features);
    document(word(0), at, elsewhere, features);
}

fn single(word: impl Fn(isize) -> Word, at: usize, features: &mut Features) {
    for offset in -2..=2 {
        let w = word(offset);
        features.push(&[w.lower]);
        features.push(&[w.lemma]);
        features.push(&[w.xpos]);
        features.push(&[w.upos, w.shape]);
    }
    let (w, first) = (word(0), u64::from(at == 0));
    features.push(&[0]);
    features.push(&[w.form]);
    features.push(&[w.shape, first]);
    features.push(&[w.upos, u64::from(w.capital), first]);
    features.push(&[u64::from(w.all_capital), u64::from(w.capital), first]);
    features.push(&[w.case, w.upos, u64::from(w.capital)]);
    for part in w.prefixes.into_iter().chain(w.suffixes) {
        features.push(&[part, u64::from(w.capital)]);
    }
    for offset in [-1, 1] {
        let near = word(offset);
        features.push(&[near.suffixes[1], u64::from(near.capital)]);
        features.push(&[near.prefixes[2], u64::from(near.capital)]);
    }
}

fn pairs(word: impl Fn(isize) -> Word, at: usize, features: &mut Features) {
    let [a, b, w, c, d] = [word(-2), word(-1), word(0), word(1), word(2)];
    for (x, y) in [(b, w), (w, c)] {
        features.push(&[x.lower, y.lower]);
        features.push(&[x.lemma, y.lemma]);
        features.push(&[x.lemma, y.shape]);
        features.push(&[x.shape, y.lemma]);
        features.push(&[x.shape, y.shape, u64::from(x.case == y.case && x.case != 0)]);
        features.push(&[x.xpos, y.xpos]);
        features.push(&[x.prefixes[2], y.prefixes[2]]);
        features.push(&[x.upos, x.case, u64::from(x.capital), y.upos, y.case, u64::from(y.capital)]);
    }
    let kind = |w: Word| w.upos * 4 + u64::from(w.capital) * 2 + u64::from(w.all_capital);
    features.push(&[kind(b), kind(w), kind(c)]);
    features.push(&[kind(a), kind(b), kind(w)]);
    features.push(&[kind(w), kind(c), kind(d)]);
    features.push(&[kind(a), kind(b), kind(w), kind(c), kind(d)]);
    features.push(&[b.lemma, kind(w), c.lemma]);
    features.push(&[b.lemma, kind(w), kind(c), u64::from(at == 0)]);
    features.push(&[a.lemma, b.lemma, kind(w)]);
    features.push(&[kind(w), c.lemma, d.lemma]);
    features.push(&[a.lemma, kind(b), kind(w)]);
    features.push(&[kind(w), kind(c), d.lemma]);
}

/// Words of the wider neighbourhood, whatever their place.
fn around(word: impl Fn(isize) -> Word, features: &mut Features) {
    let capital = u64::from(word(0).capital);
    features.push_each((-5..0).map(|offset| word(offset).lemma ^ capital));
    features.push_each((1..=5).map(|offset| word(offset).lemma ^ capital));
}

fn document(w: Word, at: usize, elsewhere: &Elsewhere, features: &mut Features) {
    let inside = u64::from(elsewhere.capital_inside) + 2 * u64::from(elsewhere.small);
    features.push(&[inside, u64::from(at == 0), u64::from(w.capital)]);
    features.push(&[inside, u64::from(at == 0), w.shape, w.upos]);
    let known = w.capital;
    let each = |words: &[Word], value: fn(&Word) -> u64| -> Vec<u64> {
        let mut values: Vec<u64> = if known { words.iter().map(value).collect() } else { Vec::new() };
        values.sort_unstable();
        values.dedup();
        values
    };
    for side in [&elsewhere.before, &elsewhere.after] {
        features.push_each(each(side, |w| w.lemma));
        features.push_each(each(side, |w| w.shape ^ w.upos));
        features.push_each(each(side, |w| w.prefixes[2] ^ u64::from(w.capital)));
    }
}
