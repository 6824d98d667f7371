//! Which words of a text were found.

use super::fold::fold;
use super::meaning::{Dictionary, Meaning};
use super::plan::Sought;
use super::words::{Word, words};
use crate::span::{CharIndex, Span};

/// The places of what is sought, in order, none within another.
pub fn highlights(text: &str, sought: &[Sought], dictionary: &Dictionary<'_>) -> tantivy::Result<Vec<Span>> {
    let words: Vec<(Word<'_>, String)> = words(text).into_iter().map(|word| (word, fold(word.text))).collect();
    let mut lit = vec![false; words.len()];
    for clause in sought.iter().filter(|clause| !clause.excluded) {
        light(clause, &words, dictionary, &mut lit)?;
    }
    let index = CharIndex::new(text);
    let found = words.iter().zip(lit).filter(|(_, lit)| *lit);
    Ok(found.map(|((word, _), _)| Span::new(index.point(text, word.start), index.point(text, word.end()))).collect())
}

fn light(
    clause: &Sought,
    words: &[(Word<'_>, String)],
    dictionary: &Dictionary<'_>,
    lit: &mut [bool],
) -> tantivy::Result<()> {
    let length = clause.words.len();
    for start in 0..(words.len() + 1).saturating_sub(length) {
        let mut all = true;
        for (meaning, (_, form)) in clause.words.iter().zip(&words[start..]) {
            all =
                all && if clause.prefix { begins(form, meaning, dictionary)? } else { is(form, meaning, dictionary)? };
        }
        if all {
            lit[start..start + length].fill(true);
        }
    }
    if let Some(piece) = &clause.piece {
        for (place, (_, form)) in words.iter().enumerate() {
            lit[place] |= is(form, piece, dictionary)?;
        }
    }
    Ok(())
}

fn is(form: &str, meaning: &Meaning, dictionary: &Dictionary<'_>) -> tantivy::Result<bool> {
    if form == meaning.form {
        return Ok(true);
    }
    for (lemma, _) in &meaning.lemmas {
        if dictionary.has(form, lemma)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn begins(form: &str, meaning: &Meaning, dictionary: &Dictionary<'_>) -> tantivy::Result<bool> {
    Ok(form.starts_with(&meaning.form) || dictionary.lemmas(form)?.iter().any(|lemma| lemma.starts_with(&meaning.form)))
}
