//! From the text of an entry to the terms under which it is found.

use super::Entry;
use super::fold::fold;
use super::lemmas::Lemmas;
use super::words::{Word, words};
use rustc_hash::FxHashMap;

/// Forms whose lemmas are remembered.
const REMEMBERED: usize = 1 << 17;

/// Terms one a line; a line that begins with [`SAME_PLACE`] stands where the one before it stands.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub forms: String,
    pub lemmas: String,
    /// [`pair`]s of form and lemma.
    pub pairs: String,
}

pub const SAME_PLACE: char = '=';

/// A folded form with a folded lemma, as a term.
pub fn pair(form: &str, lemma: &str) -> String {
    format!("{form}+{lemma}")
}

/// Reads entries, and remembers the lemmas of forms that it has looked up.
#[derive(Debug, Default)]
pub struct Analyser {
    known: FxHashMap<String, Vec<String>>,
}

impl Analyser {
    pub fn terms(&mut self, entry: &Entry, lemmas: &Lemmas) -> Terms {
        let words = words(&entry.text);
        let mut found = entry.lemmas.as_deref().and_then(|text| aligned(&entry.text, &words, text));
        let mut own =
            found.take().unwrap_or_else(|| words.iter().map(|word| self.possible(word.text, lemmas)).collect());
        add_names(entry, &words, &mut own);
        terms(&words, &own)
    }

    /// All lemmas of a form, folded; the form itself is one of them, since labels stand in their base form.
    fn possible(&mut self, form: &str, lemmas: &Lemmas) -> Vec<String> {
        if let Some(known) = self.known.get(form) {
            return known.clone();
        }
        let found = lemmas.of(form);
        let mut found: Vec<String> = found.iter().map(|lemma| fold(&lemma.text)).chain([fold(form)]).collect();
        tidy(&mut found);
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        self.known.insert(form.to_owned(), found.clone());
        found
    }
}

fn terms(words: &[Word<'_>], lemmas: &[Vec<String>]) -> Terms {
    let mut terms = Terms::default();
    for (word, lemmas) in words.iter().zip(lemmas) {
        let (form, lower) = (fold(word.text), word.text.to_lowercase());
        add(&mut terms.forms, &form, false);
        if lower != form {
            add(&mut terms.forms, &lower, true);
        }
        for (index, lemma) in lemmas.iter().enumerate() {
            add(&mut terms.lemmas, lemma, index > 0);
            add(&mut terms.pairs, &pair(&form, lemma), false);
        }
        if lemmas.is_empty() {
            // Keeps the places of lemmas those of forms.
            add(&mut terms.lemmas, &form, false);
        }
    }
    terms
}

fn add(terms: &mut String, term: &str, same_place: bool) {
    if same_place {
        terms.push(SAME_PLACE);
    }
    terms.push_str(term);
    terms.push('\n');
}

/// The lemmas of each word, from a text with the lemmas in the places of the words. Nothing when it is no such text.
fn aligned(text: &str, words: &[Word<'_>], lemmas: &str) -> Option<Vec<Vec<String>>> {
    let (chunks, others) = (chunks(text), chunks(lemmas));
    if chunks.len() != others.len() {
        return None;
    }
    let mut found = vec![Vec::new(); words.len()];
    let mut rest = 0;
    for ((start, chunk), (_, other)) in chunks.into_iter().zip(others) {
        let first = rest;
        while words.get(rest).is_some_and(|word| word.start < start + chunk.len()) {
            rest += 1;
        }
        let others = super::words::words(other);
        for (index, lemma) in others.iter().enumerate().map(|(index, word)| (index, fold(word.text))) {
            // Where the words are not as many, all lemmas belong to the first.
            let place = if others.len() == rest - first { first + index } else { first };
            if place < rest {
                found[place].push(lemma);
            }
        }
    }
    found.iter_mut().for_each(tidy);
    Some(found)
}

/// What stands between spaces, with where it starts.
fn chunks(text: &str) -> Vec<(usize, &str)> {
    let start = |chunk: &str| chunk.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(|chunk| (start(chunk), chunk)).collect()
}

/// Adds the nominatives of names, word for word.
fn add_names(entry: &Entry, words: &[Word<'_>], lemmas: &mut [Vec<String>]) {
    if entry.names.is_empty() {
        return;
    }
    let index = crate::span::CharIndex::new(&entry.text);
    for (span, nominative) in &entry.names {
        let (start, end) = (index.byte(&entry.text, span.start), index.byte(&entry.text, span.end));
        let first = words.partition_point(|word| word.start < start);
        let after = words.partition_point(|word| word.end() <= end);
        let named = super::words::words(nominative);
        if after <= first || named.len() != after - first {
            continue;
        }
        for (own, word) in lemmas[first..after].iter_mut().zip(named) {
            own.push(fold(word.text));
            tidy(own);
        }
    }
}

/// Each once, in the order in which they came.
fn tidy(lemmas: &mut Vec<String>) {
    let mut index = 0;
    while index < lemmas.len() {
        if lemmas[..index].contains(&lemmas[index]) {
            lemmas.remove(index);
        } else {
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Kind;
    use crate::search::lemmas::tests::slovene;
    use crate::span::Span;
    use oxigraph::model::NamedNode;

    fn entry(text: &str, lemmas: Option<&str>) -> Entry {
        Entry {
            thing: NamedNode::new_unchecked("http://e/1"),
            kind: Kind::Sentence,
            text: text.into(),
            language: None,
            lemmas: lemmas.map(Into::into),
            names: Vec::new(),
        }
    }

    fn lines(text: &str) -> Vec<&str> {
        text.lines().collect()
    }

    #[test]
    fn takes_the_lemmas_of_the_graph() {
        let entry = entry("Vodi jo (EU-ja) šef.", Some("voditi on (EU) šef."));
        let terms = Analyser::default().terms(&entry, &slovene());
        assert_eq!(lines(&terms.forms), ["vodi", "jo", "eu", "ja", "sef", "=šef"]);
        assert_eq!(lines(&terms.lemmas), ["voditi", "on", "eu", "ja", "sef"]);
        assert_eq!(lines(&terms.pairs), ["vodi+voditi", "jo+on", "eu+eu", "sef+sef"]);
    }

    #[test]
    fn reduces_what_has_no_lemmas() {
        for given in [None, Some("nekaj povsem drugega je tukaj")] {
            let terms = Analyser::default().terms(&entry("Sporazumov vodi", given), &slovene());
            let lemmas = lines(&terms.lemmas);
            assert!(lemmas.contains(&"sporazum"), "{lemmas:?}");
            assert!(lemmas.contains(&"voda") || lemmas.contains(&"=voda"), "{lemmas:?}");
        }
    }

    #[test]
    fn names_bring_their_nominative() {
        let mut entry = entry("S Taulo Verto je.", Some("z Taulo Verto biti."));
        entry.names = vec![(Span::new(2, 13), "Taula Verta".into()), (Span::new(0, 13), "Verta".into())];
        let terms = Analyser::default().terms(&entry, &slovene());
        assert_eq!(lines(&terms.lemmas), ["z", "taulo", "=taula", "verto", "=verta", "biti"]);
    }
}
