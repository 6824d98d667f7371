//! What the parser looks at in each word, as numbers.

use crate::text::Token;
use crate::text::linear::string_id;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub form: u64,
    pub lemma: u64,
    pub upos: u64,
    pub xpos: u64,
    /// Case, or the form of a verb.
    pub case: u64,
    pub gender: u64,
    pub number: u64,
    /// Universal tag with case or verb form.
    pub class: u64,
    pub suffix: u64,
}

/// The words of a sentence with one empty place before them and the root after them.
pub(super) fn words(tokens: &[Token]) -> Vec<Word> {
    let mut words = Vec::with_capacity(tokens.len() + 2);
    words.push(Word::default());
    words.extend(tokens.iter().map(word));
    words.push(Word { upos: 30, class: 30, xpos: 30, lemma: 30, form: 30, ..Word::default() });
    words
}

fn word(token: &Token) -> Word {
    let feat = |name: &str| token.feats.get(name).map_or(0, string_id);
    let upos = token.upos as u64 + 1;
    let case = feat("Case") ^ feat("VerbForm");
    Word {
        form: string_id(&token.form.to_lowercase()),
        lemma: string_id(&token.lemma),
        upos,
        xpos: string_id(&token.xpos),
        case,
        gender: feat("Gender"),
        number: feat("Number"),
        class: upos ^ case,
        suffix: string_id(last_letters(&token.form, 3)),
    }
}

fn last_letters(form: &str, count: usize) -> &str {
    form.char_indices().rev().nth(count - 1).map_or(form, |(at, _)| &form[at..])
}
