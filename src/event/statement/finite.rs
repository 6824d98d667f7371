//! How a verb stands: said as done, or wished, denied, yet to come.

use super::content::Place;
use crate::text::{Tree, Upos};

/// What the forms of a verb and its auxiliaries tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub negated: bool,
    pub plural: bool,
    pub third_person: bool,
}

/// `None` when the verb does not tell of something that is or was: infinitive, imperative, conditional, future.
pub(super) fn standing(place: &Place) -> Option<Standing> {
    let Place { tree, lexicon, word: verb, .. } = *place;
    let token = tree.token(verb);
    if matches!(token.feat("VerbForm"), Some("Inf" | "Sup" | "Conv" | "Ger")) || token.feat("Mood") == Some("Imp") {
        return None;
    }
    // A parser may tie an auxiliary to the verb outside the quotation that it stands in.
    let outside = |&at: &usize| !place.quotations.covers(place.sentence, at);
    let auxiliaries: Vec<usize> = auxiliaries(tree, verb).into_iter().filter(outside).collect();
    let is = |name: &str, value: &str| auxiliaries.iter().any(|&at| tree.token(at).feats.has(name, value));
    let hearsay = tree
        .children(verb)
        .iter()
        .any(|&at| tree.token(at).upos == Upos::Part && lexicon.words.hearsay.contains(tree.token(at).lemma.as_str()));
    if is("Mood", "Cnd") || is("Tense", "Fut") || token.feats.has("Tense", "Fut") || hearsay {
        return None;
    }
    let particle = |at: usize| tree.token(at).upos == Upos::Part && tree.token(at).feats.has("Polarity", "Neg");
    let negative = is("Polarity", "Neg")
        || token.feats.has("Polarity", "Neg")
        || tree.children(verb).iter().any(|&at| particle(at) && at < verb);
    let number = auxiliaries.iter().find_map(|&at| tree.token(at).feat("Number")).or(token.feat("Number"));
    let person = auxiliaries.iter().find_map(|&at| tree.token(at).feat("Person")).or(token.feat("Person"));
    Some(Standing {
        negated: negative,
        plural: number == Some("Plur"),
        third_person: person.is_none_or(|person| person == "3"),
    })
}

/// Its auxiliaries and copulas, or those of the verb that it is joined to.
pub(super) fn auxiliaries(tree: &Tree, verb: usize) -> Vec<usize> {
    let own: Vec<_> = ["aux", "cop"].into_iter().flat_map(|relation| tree.children_by(verb, relation)).collect();
    match tree.parent(verb) {
        Some(first) if own.is_empty() && tree.token(verb).relation() == "conj" && is_participle(tree, verb) => {
            auxiliaries(tree, first)
        }
        _ => own,
    }
}

fn is_participle(tree: &Tree, verb: usize) -> bool {
    tree.token(verb).feat("VerbForm") == Some("Part")
}
