//! What the network sees of each word: a bag of features, each a row of the embedding matrix.

use crate::text::Token;
use crate::text::linear::{FeatureId, feature, string_id};

/// The features of the root, which stands before the first word.
const ROOT: FeatureId = 1;

/// The features of every word, that of the root first.
pub(super) fn features(tokens: &[Token]) -> Vec<Vec<FeatureId>> {
    std::iter::once(vec![ROOT]).chain(tokens.iter().map(of_token)).collect()
}

fn of_token(token: &Token) -> Vec<FeatureId> {
    let lower = token.form.to_lowercase();
    let lemma = token.lemma.to_lowercase();
    let capital = token.form.chars().next().is_some_and(char::is_uppercase);
    let text = |template, text: &str| feature(template, &[string_id(text)]);
    let mut list = vec![
        text(0, &lower),
        text(1, &lemma),
        text(2, &token.xpos),
        feature(3, &[token.upos as u64]),
        text(4, first_letters(&lemma, 3)),
        text(5, first_letters(&lemma, 5)),
        text(6, last_letters(&lemma, 3)),
        text(7, last_letters(&lower, 2)),
        text(8, last_letters(&lower, 4)),
        feature(9, &[u64::from(capital)]),
    ];
    list.extend(token.feats.iter().map(|(name, value)| feature(10, &[string_id(name), string_id(value)])));
    list
}

fn first_letters(form: &str, count: usize) -> &str {
    form.char_indices().nth(count).map_or(form, |(at, _)| &form[..at])
}

fn last_letters(form: &str, count: usize) -> &str {
    form.char_indices().rev().nth(count - 1).map_or(form, |(at, _)| &form[at..])
}
