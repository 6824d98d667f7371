//! The lemmas that a form may have where no sentence tells which.

use crate::entity::inflect::{Inflector, Reading};
use crate::error::Result;
use crate::lang::Pack;
use crate::text::Upos;
use crate::text::lemma::Lemmatiser;
use crate::text::tag::Readings;
use smol_str::SmolStr;

/// Guesses for a form that no lexicon has, at most, from each source.
const GUESSES: usize = 6;

/// Names that an adjective may be made of, at most.
const OWNERS: usize = 3;

/// Lexicon, lemmatiser and declensions of a language, for words that stand alone.
pub struct Lemmas {
    readings: Readings,
    lemmatiser: Lemmatiser,
    inflector: Inflector,
}

/// What a form may come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lemma {
    pub text: SmolStr,
    /// The lexicon has the form; else the lemma follows from how the form ends.
    pub known: bool,
}

impl Lemmas {
    /// # Errors
    /// When the pack lacks a table.
    pub fn load(pack: &Pack) -> Result<Self> {
        Ok(Self {
            readings: Readings::load(pack)?,
            lemmatiser: Lemmatiser::load(pack)?,
            inflector: Inflector::load(pack)?,
        })
    }

    /// All lemmas that the lexicon holds possible for a form, the likeliest first; for a form that it does not have,
    /// those of words that end so, and what it is if it is a name (*Ballo*: *Balla*, *Ballo*) or made of one.
    pub fn of(&self, form: &str) -> Vec<Lemma> {
        let mut found = Vec::new();
        for analysis in self.readings.known(form) {
            add(&mut found, self.lemmatiser.lemma_of(form, &analysis.xpos), true);
        }
        if found.is_empty() {
            self.guess(form, &mut found);
        }
        found
    }

    /// Whether a form is above all a word that only holds others together: preposition, conjunction, pronoun and the like.
    pub fn is_function_word(&self, form: &str) -> bool {
        const CLOSED: [Upos; 7] = [Upos::Adp, Upos::Aux, Upos::Cconj, Upos::Det, Upos::Part, Upos::Pron, Upos::Sconj];
        self.readings.known(form).first().is_some_and(|analysis| CLOSED.contains(&analysis.upos))
    }

    fn guess(&self, form: &str, found: &mut Vec<Lemma>) {
        let name = capitalised(form);
        let likely = [form.to_lowercase(), name.clone()];
        let likely = likely.iter().flat_map(|form| self.readings.by_ending(form).into_iter().take(GUESSES));
        for analysis in likely {
            add(found, self.lemmatiser.lemma_of(form, &analysis.xpos), false);
        }
        let mut nominatives = self.inflector.hypotheses(&name);
        nominatives.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.nominative.cmp(&b.nominative)));
        nominatives.dedup_by(|a, b| a.nominative == b.nominative);
        for hypothesis in nominatives.iter().take(GUESSES) {
            add(found, hypothesis.nominative.as_str().into(), false);
        }
        let possessive = Reading { possessive: true, ..Reading::default() };
        for owner in self.inflector.reduce(&name, &possessive).iter().take(OWNERS) {
            add(found, owner.nominative.as_str().into(), false);
        }
    }
}

fn add(found: &mut Vec<Lemma>, text: SmolStr, known: bool) {
    if !found.iter().any(|lemma| lemma.text.to_lowercase() == text.to_lowercase()) {
        found.push(Lemma { text, known });
    }
}

/// As a name is written, which what is typed into a search often is not.
fn capitalised(form: &str) -> String {
    let mut letters = form.chars();
    if form.chars().any(char::is_uppercase) {
        return form.to_owned();
    }
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use std::sync::{Arc, LazyLock};

    /// The lemmas of the pack that is built in, loaded once for all tests.
    pub fn slovene() -> Arc<Lemmas> {
        static LEMMAS: LazyLock<Arc<Lemmas>> =
            LazyLock::new(|| Arc::new(Lemmas::load(&Pack::shipped("sl").expect("shipped")).expect("tables")));
        LEMMAS.clone()
    }

    fn texts(form: &str) -> Vec<String> {
        slovene().of(form).iter().map(|lemma| lemma.text.to_lowercase()).collect()
    }

    #[test]
    fn reduces_known_forms_and_names() {
        for (form, lemma) in [
            ("sporazumov", "sporazum"),
            ("sporazuma", "sporazum"),
            ("ministrstvom", "ministrstvo"),
            ("Sloveniji", "slovenija"),
            ("Dolharjem", "dolhar"),
            ("dolharjem", "dolhar"),
            ("Ballo", "balla"),
            ("Ballo", "ballo"),
            ("Dolharjeve", "dolhar"),
        ] {
            assert!(texts(form).contains(&lemma.to_owned()), "{form}: {:?}", texts(form));
        }
    }

    #[test]
    fn knows_words_without_content() {
        let lemmas = slovene();
        assert!(["in", "z", "Med", "je", "da", "ki"].iter().all(|word| lemmas.is_function_word(word)));
        assert!(!["sporazum", "mesto", "hitro", "Kos", "xyzzy"].iter().any(|word| lemmas.is_function_word(word)));
    }
}
