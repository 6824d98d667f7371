//! What the finder looks at in each token, as numbers.

use super::known::Known;
use crate::text::Token;
use crate::text::linear::string_id;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub form: u64,
    pub lower: u64,
    pub lemma: u64,
    pub upos: u64,
    pub xpos: u64,
    pub case: u64,
    pub shape: u64,
    pub prefixes: [u64; 4],
    pub suffixes: [u64; 3],
    /// The stem under which other mentions of the same name in the document are found.
    pub stem: u64,
    pub capital: bool,
    pub all_capital: bool,
    pub known: Known,
}

/// Letters of a prefix, which inflection leaves alone.
const PREFIXES: [usize; 4] = [2, 3, 4, 6];
const SUFFIXES: [usize; 3] = [2, 3, 4];
/// A stem is the lemma's beginning of at most this many letters.
const STEM: usize = 6;

pub(super) fn word(token: &Token, known: Known) -> Word {
    let lower = token.form.to_lowercase();
    let mut letters = token.form.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    Word {
        form: string_id(&token.form),
        lower: string_id(&lower),
        lemma: string_id(&token.lemma),
        upos: token.upos as u64 + 1,
        xpos: string_id(&token.xpos),
        case: token.feats.get("Case").map_or(0, string_id),
        shape: string_id(&shape(&token.form)),
        prefixes: PREFIXES.map(|count| string_id(first_letters(&lower, count)) + count as u64),
        suffixes: SUFFIXES.map(|count| string_id(last_letters(&lower, count)) + count as u64),
        stem: string_id(first_letters(&token.lemma.to_lowercase(), STEM)),
        capital,
        known,
        all_capital: capital && letters.clone().count() > 0 && letters.all(|c| !c.is_lowercase()),
    }
}

/// The form with every run of capitals as `X`, of small letters `x`, of digits `0`; runs of two and more are doubled.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    for letter in form.chars() {
        let class = match letter {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '0',
            c => c,
        };
        if !(shape.ends_with(class) && shape[..shape.len() - class.len_utf8()].ends_with(class)) {
            shape.push(class);
        }
    }
    shape
}

fn first_letters(form: &str, count: usize) -> &str {
    form.char_indices().nth(count).map_or(form, |(at, _)| &form[..at])
}

fn last_letters(form: &str, count: usize) -> &str {
    form.char_indices().rev().nth(count - 1).map_or(form, |(at, _)| &form[at..])
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn shapes_fold_runs() {
        assert_eq!(shape("Tirana"), "Xxx");
        assert_eq!(shape("EU-ja"), "XX-xx");
        assert_eq!(shape("2019"), "00");
    }
}
