//! Members of a list that the parser has not joined: a conjunction shows where the last one begins, case shows which
//! words before it belong together (*z ministrom Novakom in direktorjem agencije Kosom*).

use super::scene::Scene;
use crate::text::Upos;
use smol_str::SmolStr;

/// How far before a conjunction or a comma the member before it is looked for, in tokens.
const REACH: usize = 12;
/// Longest phrase of a member before its head, in tokens.
const LEAD: usize = 5;
/// Longest list that is put together.
const MEMBERS: usize = 12;

/// Pairs of tokens that head members of one list, next to each other in the text, where the tree does not say so.
pub fn unjoined(scene: &Scene) -> Vec<(usize, usize)> {
    let mut joined = Vec::new();
    for last in (0..scene.tree.len()).filter(|&token| is_last_member(scene, token)) {
        let Some(conjunction) = scene.tree.child(last, "cc").filter(|&conjunction| conjunction < last) else {
            continue;
        };
        let Some(before) = member_before(scene, last, conjunction) else { continue };
        joined.push((before, last));
        joined.extend(earlier(scene, before));
    }
    joined
}

/// Members of a group that a phrase behind it names: *več držav, med drugim Italija in Francija*.
pub fn included(scene: &Scene, group: usize) -> Vec<usize> {
    let end = scene.tree.len().min(group + REACH);
    let opened = |at: usize| {
        let words = |phrase: &Vec<SmolStr>| phrase.iter().zip(at..end).all(|(word, at)| scene.token(at).lemma == *word);
        let mut phrases = scene.frames.grammar.including.iter();
        phrases.find(|phrase| at + phrase.len() < end && words(phrase)).map(|phrase| at + phrase.len())
    };
    let before_verb = (group + 1..end).take_while(|&at| scene.token(at).upos != Upos::Verb);
    let commas = before_verb.filter(|&at| scene.token(at).form == ",");
    let Some(first) = commas.map(|comma| comma + 1).find_map(opened) else { return Vec::new() };
    let nominative = |&at: &usize| is_nominal(scene, at) && scene.token(at).feats.has("Case", "Nom");
    (first..end).find(nominative).map_or_else(Vec::new, |member| scene.members(member))
}

/// Whether a nominal has a conjunction of its own but no fitting member above it.
fn is_last_member(scene: &Scene, token: usize) -> bool {
    if !is_nominal(scene, token) || scene.tree.child(token, "cc").is_none() {
        return false;
    }
    let first = scene.tree.parent(token).filter(|_| scene.token(token).relation() == "conj");
    first.is_none_or(|first| !could_join(scene, first, token))
}

/// The members before one that a comma separates from it.
fn earlier(scene: &Scene, member: usize) -> Vec<(usize, usize)> {
    let mut joined = Vec::new();
    let mut member = member;
    while joined.len() < MEMBERS {
        let lead = member.saturating_sub(LEAD)..member;
        let Some(comma) = lead.rev().find(|&token| scene.token(token).form == ",") else { break };
        let Some(before) = member_before(scene, member, comma) else { break };
        joined.push((before, member));
        member = before;
    }
    joined
}

/// The head of the nearest phrase before a separator that is in the same case as the member behind it.
fn member_before(scene: &Scene, member: usize, separator: usize) -> Option<usize> {
    let from = separator.saturating_sub(REACH);
    let clause =
        (from..separator).rev().take_while(|&token| !matches!(scene.token(token).upos, Upos::Verb | Upos::Aux));
    let nearest = clause.into_iter().find(|&token| could_join(scene, token, member))?;
    let head = top(scene, nearest);
    (scene.tree.parent(member) != Some(head)).then_some(head)
}

/// The head of the phrase that a word is the name or an apposition in: both stand in the same case.
fn top(scene: &Scene, token: usize) -> usize {
    let mut head = token;
    for _ in 0..REACH {
        let Some(parent) = scene.tree.parent(head) else { break };
        let attached = matches!(scene.token(head).relation(), "flat" | "nmod" | "appos" | "conj");
        if !attached || parent > head || !could_join(scene, parent, head) {
            break;
        }
        head = parent;
    }
    head
}

/// A noun, or an adjective that is a name: *Merklova*.
fn is_nominal(scene: &Scene, token: usize) -> bool {
    let name = || {
        let mut mentions = scene.mentions.iter().map(|&index| &scene.doc.mentions[index]);
        mentions.any(|mention| mention.head == token && mention.form == crate::entity::MentionForm::Name)
    };
    match scene.token(token).upos {
        Upos::Noun | Upos::Propn => true,
        Upos::Adj => name(),
        _ => false,
    }
}

/// Two nominals in one case.
fn could_join(scene: &Scene, first: usize, second: usize) -> bool {
    let case = |token: usize| scene.token(token).feats.get("Case");
    is_nominal(scene, first) && is_nominal(scene, second) && case(first).is_some() && case(first) == case(second)
}
