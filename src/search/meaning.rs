//! What a word of a search may stand for in the index.

use super::analyse::pair;
use super::fold::fold;
use super::lemmas::Lemmas;
use std::collections::BTreeMap;
use tantivy::Searcher;
use tantivy::schema::Field;

/// What a lemma weighs that only the ending of a form speaks for.
const GUESSED: f32 = 0.6;
/// Lemmas that a form has in the index, at most: a form has a few, whatever a store says.
const MOST_LEMMAS: usize = 32;

/// A word with its form and its lemmas, all folded.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    pub form: String,
    /// In lower case with its marks, when it has any.
    pub marked: Option<String>,
    /// By weight, then by letters.
    pub lemmas: Vec<(String, f32)>,
    /// Holds other words together and says little by itself.
    pub function_word: bool,
}

/// The dictionary of an index: which forms have which lemmas.
pub struct Dictionary<'s> {
    pub searcher: &'s Searcher,
    pub pairs: Field,
}

impl Meaning {
    pub fn of(word: &str, lemmas: &Lemmas, dictionary: &Dictionary<'_>) -> tantivy::Result<Self> {
        let (form, lower) = (fold(word), word.to_lowercase());
        let mut found = BTreeMap::new();
        let mut add = |lemma: String, weight: f32| {
            let known = found.entry(lemma).or_insert(weight);
            *known = known.max(weight);
        };
        add(form.clone(), 1.0);
        dictionary.lemmas(&form)?.into_iter().for_each(|lemma| add(lemma, 1.0));
        for lemma in lemmas.of(word) {
            add(fold(&lemma.text), if lemma.known { 1.0 } else { GUESSED });
        }
        let mut found: Vec<(String, f32)> = found.into_iter().collect();
        found.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        let function_word = lemmas.is_function_word(word);
        Ok(Self { marked: (lower != form).then_some(lower), form, lemmas: found, function_word })
    }
}

impl Dictionary<'_> {
    /// The lemmas that a form has somewhere in the index.
    pub fn lemmas(&self, form: &str) -> tantivy::Result<Vec<String>> {
        let (prefix, after) = (pair(form, ""), format!("{form},"));
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.pairs)?;
            let mut terms = index.terms().range().ge(prefix.as_bytes()).lt(after.as_bytes()).into_stream()?;
            while let Some((term, _)) = terms.next() {
                let lemma = std::str::from_utf8(&term[prefix.len()..]).unwrap_or("");
                if found.len() < MOST_LEMMAS && !found.iter().any(|known| known == lemma) {
                    found.push(lemma.to_owned());
                }
            }
        }
        Ok(found)
    }

    /// Whether a form has a lemma somewhere in the index.
    pub fn has(&self, form: &str, lemma: &str) -> tantivy::Result<bool> {
        let term = pair(form, lemma);
        for segment in self.searcher.segment_readers() {
            if segment.inverted_index(self.pairs)?.terms().term_ord(&term)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
