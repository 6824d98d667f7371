//! What capitals within sentences tell about capitals at their start.
//!
//! A word that begins a sentence has a capital anyway. When the document writes it, in some form, with a capital within
//! a sentence too, the capital belongs to the word.

use crate::text::token::Sentence;
use rustc_hash::{FxHashMap, FxHashSet};

/// Forms of one word share a beginning of this many letters at least …
const STEM: usize = 4;
/// … and differ after what they share by this many letters at most.
const ENDING: usize = 3;

/// The words of one document that have capitals within sentences.
#[derive(Debug, Default)]
pub struct Capitals {
    by_stem: FxHashMap<String, Vec<String>>,
    lower: FxHashSet<String>,
}

impl Capitals {
    pub fn new(sentences: &[Sentence]) -> Self {
        let mut capitals = Self::default();
        for token in sentences.iter().flat_map(|sentence| sentence.tokens.iter().skip(1)) {
            let lower = token.form.to_lowercase();
            if !token.form.starts_with(char::is_uppercase) {
                capitals.lower.insert(lower);
            } else if let Some(stem) = stem(&lower) {
                let forms = capitals.by_stem.entry(stem).or_default();
                if !forms.contains(&lower) {
                    forms.push(lower);
                }
            }
        }
        capitals
    }

    /// Whether the document has the word with a capital within a sentence, and nowhere without.
    pub fn belong_to(&self, form: &str) -> bool {
        let lower = form.to_lowercase();
        let forms = stem(&lower).and_then(|stem| self.by_stem.get(&stem));
        !self.lower.contains(&lower) && forms.is_some_and(|forms| forms.iter().any(|other| same_word(&lower, other)))
    }
}

fn stem(lower: &str) -> Option<String> {
    let stem: String = lower.chars().take(STEM).collect();
    (stem.chars().count() == STEM).then_some(stem)
}

fn same_word(left: &str, right: &str) -> bool {
    let shared = left.chars().zip(right.chars()).take_while(|(l, r)| l == r).count();
    left.chars().count() <= shared + ENDING && right.chars().count() <= shared + ENDING
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::Token;

    #[test]
    fn a_capital_within_a_sentence_belongs_to_the_word() {
        let token = |form: &str| Token { form: form.into(), ..Token::default() };
        let tokens = "Včeraj je Zorkovič videl mizo Medved".split(' ').map(token).collect();
        let sentence = Sentence { span: Default::default(), tokens, paragraph: 0, heading: false };
        let capitals = Capitals::new(&[sentence]);
        assert!(capitals.belong_to("Zorkoviča"));
        assert!(!capitals.belong_to("Včeraj"));
        assert!(!capitals.belong_to("Mizo"));
        assert!(!capitals.belong_to("Zorka"));
    }
}
