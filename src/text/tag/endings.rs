//! What words that the lexicon does not have can be, by how they end.
//!
//! Endings of rare words tell more than a network dares to conclude: what no rare word of an ending ever was, an unknown
//! word of that ending is not (as in the suffix tries of TnT, Brants 2000).

use super::lexicon::{Lexicon, LexiconBuilder, Reading, key};
use super::tagset::Tag;

/// Letters of the longest ending, and of the shortest: those below are shared by too much.
const LONGEST: usize = 6;
const SHORTEST: usize = 4;
/// Fewer different forms prove nothing about an ending.
const LEAST_FORMS: u32 = 50;
/// An analysis that a smaller share of the forms had is taken for a fault, or for a word that is no model for others.
const SMALLEST_SHARE: u32 = 400;

/// The endings of a form, longest first, apart for words with a capital.
fn keys(form: &str, lower: &str) -> impl Iterator<Item = u64> {
    let capital = if form.starts_with(char::is_uppercase) { 'A' } else { 'a' };
    let starts: Vec<usize> = lower.char_indices().rev().map(|(at, _)| at).take(LONGEST).skip(SHORTEST - 1).collect();
    starts.into_iter().rev().map(move |at| key(&format!("{capital}-{}", &lower[at..])))
}

/// The analyses of the longest ending that is known; empty when none is.
pub fn readings(endings: &Lexicon, form: &str, lower: &str) -> Vec<Reading> {
    keys(form, lower).map(|key| endings.get(key)).find(|readings| !readings.is_empty()).unwrap_or_default()
}

/// Learns endings from rare forms, each with its analyses, once each.
pub fn learn<'f>(forms: impl Iterator<Item = (&'f str, &'f str, Tag)>) -> Lexicon {
    let mut builder = LexiconBuilder::default();
    for (form, lower, tag) in forms {
        keys(form, lower).for_each(|key| builder.add(key, tag));
    }
    builder.retain(|count, total| total >= LEAST_FORMS && count * SMALLEST_SHARE >= total);
    builder.build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_ending_decides() {
        let letters = || 'a'..='z';
        let stems: Vec<String> = letters().flat_map(|a| ['i', 'o'].map(|b| format!("{a}{b}"))).collect();
        let nouns: Vec<String> = stems.iter().map(|stem| format!("{stem}ritev")).collect();
        let verbs: Vec<String> = stems.iter().map(|stem| format!("{stem}šitev")).collect();
        let forms = nouns.iter().map(|noun| (noun.as_str(), 1)).chain(verbs.iter().map(|verb| (verb.as_str(), 2)));
        let endings = learn(forms.map(|(form, tag)| (form, form, tag)));
        let found =
            |form: &str| readings(&endings, form, &form.to_lowercase()).iter().map(|r| r.tag).collect::<Vec<_>>();
        assert_eq!(found("poritev"), [1]);
        assert_eq!(found("krčitev"), [1, 2]);
        assert!(found("Širitev").is_empty() && found("miza").is_empty() && found("tev").is_empty());
    }
}
