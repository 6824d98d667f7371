//! Putting a noun phrase into the nominative.

use super::role::Roles;
use crate::text::{Sentence, Token, Upos};
use std::ops::Range;

/// The words of `tokens` in the nominative: the head and the adjectives before it change, what stands behind stays.
/// Capital letters stay as they are; tokens that `skip` names are left out.
pub fn phrase(
    roles: &Roles,
    sentence: &Sentence,
    tokens: Range<usize>,
    head: usize,
    skip: &dyn Fn(usize) -> bool,
) -> String {
    let mut text = String::new();
    for at in tokens.filter(|&at| !skip(at)) {
        let token = &sentence.tokens[at];
        if !text.is_empty() && needs_space(sentence, at) {
            text.push(' ');
        }
        match at {
            _ if at < head && token.upos == Upos::Adj => {
                text.push_str(&adjective(roles, token, &sentence.tokens[head]))
            }
            _ if at == head => text.push_str(&noun(token)),
            _ => text.push_str(&token.form),
        }
    }
    text
}

/// Whether the text has a space before this token.
pub fn needs_space(sentence: &Sentence, at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| sentence.tokens[before].span.end < sentence.tokens[at].span.start)
        || sentence.tokens[at].span.is_empty()
}

/// An adjective in the nominative that goes with a noun: *notranjega* before *ministrstva* gives *notranje*.
pub fn adjective(roles: &Roles, token: &Token, noun: &Token) -> String {
    let feat = |name| token.feat(name).or_else(|| noun.feat(name)).unwrap_or("");
    let (gender, number, case) = (feat("Gender"), feat("Number"), feat("Case"));
    if case == "Nom" {
        return token.form.to_string();
    }
    stem(roles, &token.form, gender, number, case)
        .and_then(|stem| with_nominative(roles, stem, gender, number))
        .unwrap_or_else(|| token.lemma.to_string())
}

/// The nominative of an adjective with the gender and number of another noun, from its stem in this form.
pub fn adjective_as(roles: &Roles, token: &Token, gender: &str, number: &str) -> Option<String> {
    let (g, n, c) = (token.feat("Gender")?, token.feat("Number")?, token.feat("Case")?);
    with_nominative(roles, stem(roles, &token.form, g, n, c)?, gender, number)
}

/// The nominative of an adjective that is known in its masculine singular: *albanski* gives *albansko* for `Neut`.
pub fn adjective_from_base(roles: &Roles, base: &str, gender: &str, number: &str) -> Option<String> {
    with_nominative(roles, stem(roles, base, "Masc", "Sing", "Nom")?, gender, number)
}

/// An adjective in the nominative singular of one gender, put into another gender.
pub fn adjective_regendered(roles: &Roles, word: &str, from: &str, to: &str) -> Option<String> {
    with_nominative(roles, stem(roles, word, from, "Sing", "Nom")?, to, "Sing")
}

fn stem<'f>(roles: &Roles, form: &'f str, gender: &str, number: &str, case: &str) -> Option<&'f str> {
    roles
        .endings(gender, number, case)
        .iter()
        .filter_map(|ending| form.strip_suffix(ending.as_str()).filter(|stem| !stem.is_empty()))
        .min_by_key(|stem| stem.len())
}

fn with_nominative(roles: &Roles, stem: &str, gender: &str, number: &str) -> Option<String> {
    let endings = roles.endings(gender, number, "Nom");
    let soft = stem.chars().next_back().is_some_and(|last| roles.words.soft_consonants.contains(last));
    let second = endings.get(1).filter(|ending| soft && !ending.is_empty());
    second.or(endings.first()).map(|ending| format!("{stem}{ending}"))
}

/// The noun in the nominative of its number: its lemma, with the capitals of the form.
fn noun(token: &Token) -> String {
    if token.feats.has("Case", "Nom") || token.lemma.is_empty() {
        return token.form.to_string();
    }
    like(&token.form, &token.lemma)
}

/// `word` written with the capitals of `model`.
pub fn like(model: &str, word: &str) -> String {
    let mut letters = model.chars();
    let first_is_capital = letters.next().is_some_and(char::is_uppercase);
    if first_is_capital && model.chars().count() > 1 && letters.all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        return word.to_owned();
    }
    let mut rest = word.chars();
    match rest.next() {
        Some(first) if first_is_capital => first.to_uppercase().chain(rest).collect(),
        _ => word.to_owned(),
    }
}

/// The text with its first letter in lower case, unless its first word is all capitals.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;
    use crate::text::Feats;

    fn word(form: &str, lemma: &str, upos: Upos, feats: &str) -> Token {
        Token { form: form.into(), lemma: lemma.into(), upos, feats: Feats::new(feats), ..Token::default() }
    }

    #[test]
    fn names_a_ministry() {
        let roles = Roles::load(&Pack::shipped("sl").expect("shipped")).expect("tables");
        let gen_ = "Case=Gen|Gender=Neut|Number=Sing";
        let tokens = vec![
            word("slovenskega", "slovenski", Upos::Adj, gen_),
            word("notranjega", "notranji", Upos::Adj, gen_),
            word("ministrstva", "ministrstvo", Upos::Noun, gen_),
        ];
        let sentence = Sentence { span: crate::span::Span::new(0, 0), tokens, paragraph: 0, heading: false };
        let name = phrase(&roles, &sentence, 0..3, 2, &|_| false);
        assert_eq!(name, "slovensko notranje ministrstvo");
    }

    #[test]
    fn changes_gender() {
        let roles = Roles::load(&Pack::shipped("sl").expect("shipped")).expect("tables");
        assert_eq!(adjective_from_base(&roles, "albanski", "Neut", "Sing").as_deref(), Some("albansko"));
        let token = word("generalnega", "generalen", Upos::Adj, "Case=Gen|Gender=Masc|Number=Sing");
        assert_eq!(adjective_as(&roles, &token, "Fem", "Sing").as_deref(), Some("generalna"));
    }

    #[test]
    fn keeps_capitals() {
        assert_eq!(like("Evropske", "evropski"), "Evropski");
        assert_eq!(like("EU", "EU"), "EU");
    }
}
