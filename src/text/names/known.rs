//! What the lists of the language pack say of a word: a country, place or organisation, or a first name.

use crate::entity::gazetteer::Gazetteer;
use crate::text::Token;

/// What is known of one token; 0 where the lists do not have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Known {
    /// Kind of the gazetteer's entry, how the words name it, whether they mean other things too, and whether the token
    /// begins the words or goes on.
    pub entry: u64,
    /// A first name: of women, men or both, and whether it is a common word too.
    pub first_name: u64,
}

/// For each token of a sentence what the lists say.
pub(super) fn known(gazetteer: &Gazetteer, tokens: &[Token]) -> Vec<Known> {
    let mut known: Vec<Known> =
        tokens.iter().map(|token| Known { entry: 0, first_name: first_name(gazetteer, token) }).collect();
    let forms: Vec<&str> = tokens.iter().map(|token| token.form.as_str()).collect();
    for found in gazetteer.find(&forms) {
        let Some(best) = found.hits.first() else { continue };
        let meaning = (best.kind as u64 * 8 + best.role as u64) * 2 + u64::from(best.ambiguous);
        for (place, known) in known[found.start..found.start + found.len].iter_mut().enumerate() {
            known.entry = 1 + meaning * 2 + u64::from(place > 0);
        }
    }
    known
}

fn first_name(gazetteer: &Gazetteer, token: &Token) -> u64 {
    let names = gazetteer.inflector().first_names();
    let Some(name) = names.get(&token.lemma).or_else(|| names.get(&token.form)) else { return 0 };
    let gender = name.gender.map_or(0, |gender| gender as u64 + 1);
    1 + 2 * gender + u64::from(name.common_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Pack;

    #[test]
    fn lists_tell_places_from_first_names() {
        let gazetteer = Gazetteer::load(&Pack::shipped("sl").expect("ships")).expect("tables");
        let token = |form: &str, lemma: &str| Token { form: form.into(), lemma: lemma.into(), ..Token::default() };
        let words = [token("Ano", "Ana"), token("v", "v"), token("Novi", "nov"), token("Zelandiji", "Zelandija")];
        let known = known(&gazetteer, &words);
        assert!(known[0].first_name > 0 && known[0].entry == 0);
        assert_eq!(known[1], Known::default());
        assert!(known[2].entry > 0 && known[3].entry == known[2].entry + 1, "one name of two words: {known:?}");
    }
}
