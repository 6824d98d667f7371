//! In which state an agreement is: the words around it that tell, weighed against each other.

use super::cluster::Cluster;
use super::find::Wording;
use super::lexicon::{Cue, Lexicon, VerbEntry};
use crate::event::AgreementStatus;
use crate::text::tree::is_relation;
use crate::text::{Tree, Upos};

/// *sporazum, ki je potekel*: the clause itself says that it is one of the past.
pub(super) fn is_told_as_ended(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> bool {
    relative_clause(tree, lexicon, wording).is_some_and(|cue| cue.status == AgreementStatus::Terminated)
}

/// What the words around one wording tell.
pub(super) fn cues(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Vec<Cue> {
    let mut cues = Vec::new();
    cues.extend(attributes(tree, lexicon, wording));
    cues.extend(governors(tree, lexicon, wording));
    cues.extend(verb_above(tree, lexicon, wording));
    cues.extend(relative_clause(tree, lexicon, wording));
    cues
}

/// Adjectives before it and participles behind it: *obstoječi sporazum*, *sporazum, sklenjen lani*.
fn attributes(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Vec<Cue> {
    let before = wording.tokens.start..wording.head;
    let below = ["acl", "amod"].into_iter().flat_map(|relation| tree.children_by(wording.head, relation));
    let words: std::collections::BTreeSet<_> = before.chain(below).collect();
    words.into_iter().filter_map(|at| lexicon.attributes.get(tree.token(at).lemma.as_str()).copied()).collect()
}

/// The nouns that it belongs to, one above the other: *razširitev in posodobitev sporazuma*.
fn governors(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut at = wording.head;
    while let Some(parent) = tree.parent(at).filter(|&parent| tree.token(parent).upos == Upos::Noun) {
        if !matches!(tree.token(at).relation(), "nmod" | "conj" | "det" | "amod") {
            break;
        }
        if let Some(&cue) = lexicon.governors.get(tree.token(parent).lemma.as_str()) {
            cues.extend(Some(cue).filter(|_| is_complement(tree, lexicon, at)));
            break;
        }
        at = parent;
    }
    cues
}

/// *odstop od sporazuma*, *podpis sporazuma*, but not *izstop s sporazumom*.
fn is_complement(tree: &Tree, lexicon: &Lexicon, noun: usize) -> bool {
    tree.children_by(noun, "case").all(|at| lexicon.phrase.governed_by.contains(tree.token(at).lemma.as_str()))
}

/// The verb or predicate that it is the object, subject or oblique of.
fn verb_above(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Option<Cue> {
    governing_cue(tree, lexicon, wording).or_else(|| {
        let verb = clause_verb(tree, lexicon, wording)?;
        let entry = lexicon.verbs.get(tree.token(verb).lemma.as_str())?;
        verb_cue(tree, lexicon, entry, verb, wording.head)
    })
}

/// The nearest verb in the same clause that can take an agreement, for where the parser hung the noun elsewhere.
pub(super) fn clause_verb(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Option<usize> {
    let known = |at: usize| lexicon.verbs.contains_key(tree.token(at).lemma.as_str());
    let preposition = tree.child(wording.head, "case").is_some();
    let hung_well = tree.parent(wording.head).is_some_and(known);
    if hung_well || preposition || is_governed(tree, lexicon, wording.head) {
        return None;
    }
    let ends = |at: usize| {
        let token = tree.token(at);
        matches!(token.form.as_str(), "," | ";" | ":" | "–" | "(" | ")") || token.upos == Upos::Sconj
    };
    let start = (0..wording.tokens.start).rev().find(|&at| ends(at)).map_or(0, |at| at + 1);
    let end = (wording.tokens.end..tree.len()).find(|&at| ends(at)).unwrap_or(tree.len());
    let takes = |at: usize| {
        let token = tree.token(at);
        token.upos == Upos::Verb && lexicon.verbs.get(token.lemma.as_str()).is_some_and(|verb| verb.binds)
    };
    (start..end).filter(|&at| takes(at)).min_by_key(|at| at.abs_diff(wording.head))
}

/// Whether a noun above it tells its state already.
fn is_governed(tree: &Tree, lexicon: &Lexicon, noun: usize) -> bool {
    let above = tree.ancestors(noun).take_while(|&at| tree.token(at).upos.is_nominal());
    above.into_iter().any(|at| lexicon.governors.contains_key(tree.token(at).lemma.as_str()))
}

fn governing_cue(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Option<Cue> {
    let verb = tree.ancestors(wording.head).find(|&at| !tree.token(at).upos.is_nominal())?;
    let token = tree.token(verb);
    if token.upos == Upos::Adj {
        let subject = tree.token(wording.head).relation() == "nsubj" && tree.parent(wording.head) == Some(verb);
        let cue = lexicon.attributes.get(token.lemma.as_str()).copied().filter(|_| subject)?;
        return is_real(tree, lexicon, verb).then_some(cue);
    }
    let direct = tree.parent(wording.head) == Some(verb);
    match lexicon.verbs.get(token.lemma.as_str()) {
        Some(entry) if direct => verb_cue(tree, lexicon, entry, verb, wording.head),
        None if direct && is_future(tree, verb) && is_relation(tree.token(wording.head), "nsubj") => {
            Some(lexicon.future_subject)
        }
        _ => None,
    }
}

/// *sporazum, ki ga je sklenila vlada*; *pogodba, ki velja od maja*
fn relative_clause(tree: &Tree, lexicon: &Lexicon, wording: &Wording) -> Option<Cue> {
    tree.children_by(wording.head, "acl").find_map(|verb| {
        let entry = lexicon.verbs.get(tree.token(verb).lemma.as_str())?;
        verb_cue(tree, lexicon, entry, verb, wording.head)
    })
}

fn verb_cue(tree: &Tree, lexicon: &Lexicon, entry: &VerbEntry, verb: usize, noun: usize) -> Option<Cue> {
    let token = tree.token(verb);
    let present = token.feats.has("Tense", "Pres") && token.feat("Mood") != Some("Imp");
    let object = matches!(tree.token(noun).relation(), "obj" | "iobj");
    let status = match (entry.as_object, entry.present) {
        _ if entry.refused.is_some() && is_refused(tree, verb) => entry.refused,
        (Some(status), _) if object => Some(status),
        (_, Some(status)) if present => Some(status),
        _ if is_real(tree, lexicon, verb) => Some(entry.actual),
        _ => entry.otherwise,
    };
    status.map(|status| Cue { status, strength: entry.strength })
}

/// Whether a verb tells of something done: no infinitive, future, conditional, negation, condition or wish.
fn is_real(tree: &Tree, lexicon: &Lexicon, verb: usize) -> bool {
    let token = tree.token(verb);
    if matches!(token.feat("VerbForm"), Some("Inf" | "Sup")) || token.feat("Mood") == Some("Imp") {
        return false;
    }
    let helpers = helpers(tree, verb);
    let unreal = |at: usize| {
        let helper = tree.token(at);
        helper.feats.has("Mood", "Cnd") || helper.feats.has("Tense", "Fut") || helper.feats.has("Polarity", "Neg")
    };
    let marked = tree.children(verb).iter().any(|&at| {
        matches!(tree.token(at).upos, Upos::Sconj | Upos::Part)
            && (lexicon.phrase.unreal.contains(tree.token(at).lemma.as_str())
                || tree.token(at).feats.has("Polarity", "Neg"))
    });
    !helpers.into_iter().any(unreal) && !marked && !token.feats.has("Polarity", "Neg")
}

fn is_future(tree: &Tree, verb: usize) -> bool {
    helpers(tree, verb).into_iter().any(|at| tree.token(at).feats.has("Tense", "Fut"))
}

/// *ne bo sklenil*: denied for the time to come.
fn is_refused(tree: &Tree, verb: usize) -> bool {
    let particle = |at: usize| tree.token(at).upos == Upos::Part && tree.token(at).feats.has("Polarity", "Neg");
    let denied = tree.children(verb).iter().any(|&at| particle(at) || tree.token(at).feats.has("Polarity", "Neg"))
        || verb.checked_sub(2).is_some_and(particle);
    denied && is_future(tree, verb)
}

/// The auxiliaries of a verb, those of the verb that it is joined to, or else what stands in its clause and can only be
/// an auxiliary.
fn helpers(tree: &Tree, verb: usize) -> Vec<usize> {
    let own: Vec<_> = ["aux", "cop"].into_iter().flat_map(|relation| tree.children_by(verb, relation)).collect();
    if !own.is_empty() {
        return own;
    }
    match tree.parent(verb) {
        Some(first) if tree.token(verb).relation() == "conj" => helpers(tree, first),
        _ if tree.token(verb).feats.has("VerbForm", "Part") => stray_helpers(tree, verb),
        _ => own,
    }
}

fn stray_helpers(tree: &Tree, verb: usize) -> Vec<usize> {
    let ends = |at: &usize| tree.token(*at).upos == Upos::Punct;
    let start = (0..verb).rev().find(ends).map_or(0, |at| at + 1);
    let end = (verb..tree.len()).find(ends).unwrap_or(tree.len());
    let helps = |at: &usize| tree.token(*at).feats.has("Tense", "Fut") || tree.token(*at).feats.has("Mood", "Cnd");
    (start..end).filter(helps).collect()
}

/// The state for which most speaks, and the first sentence that says so. Of equals the one told first wins.
pub(super) fn of_cluster(lexicon: &Lexicon, cluster: &Cluster) -> (AgreementStatus, Option<usize>) {
    let mut sums: Vec<(AgreementStatus, f32, Option<usize>)> = Vec::new();
    let told = cluster.wordings.iter().flat_map(|w| w.cues.iter().map(move |cue| (*cue, Some(w.sentence))));
    let default = cluster.named().map_or(lexicon.default, |row| lexicon.named[row].cue);
    let signed_long_ago = cluster.named().is_some() && default.status == AgreementStatus::Existing;
    let told = told.filter(|(cue, _)| !(signed_long_ago && cue.status == AgreementStatus::Signed));
    for (cue, sentence) in told.chain([(default, None)]) {
        match sums.iter_mut().find(|(status, ..)| *status == cue.status) {
            Some((_, sum, place)) => {
                *sum += cue.strength;
                *place = place.or(sentence);
            }
            None => sums.push((cue.status, cue.strength, sentence)),
        }
    }
    let best = sums.iter().fold(None, |best: Option<&(AgreementStatus, f32, Option<usize>)>, sum| match best {
        Some(known) if known.1 >= sum.1 => Some(known),
        _ => Some(sum),
    });
    best.map_or((lexicon.default.status, None), |&(status, _, place)| (status, place))
}
