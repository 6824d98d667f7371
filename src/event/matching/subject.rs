//! The subject of a verb that has not expressed it itself, or whose own subject the parser has tied elsewhere.

use super::argument::{Argument, Filler, MAX_DEPTH, argument, certainty, collect, relative};
use super::discourse::represented;
use super::filler;
use super::scene::{Scene, object};
use super::speech;
use crate::entity::office::in_sentence;
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::event::frame::{Filter, Form, Link, Role};
use crate::event::modality::Governor;
use crate::text::Upos;

/// A subject that the verb has not expressed itself.
pub fn subjects(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let loose = loose_subjects(scene, verb);
    if !loose.is_empty() {
        return loose;
    }
    let inside: Vec<_> = in_clause(scene, verb).into_iter().collect();
    if !inside.is_empty() {
        return inside;
    }
    let controlled = controlled(scene, verb, depth);
    if !controlled.is_empty() {
        return controlled;
    }
    let dropped = dropped(scene, verb);
    let conjoined = conjoined(scene, verb, depth);
    if !conjoined.is_empty() {
        return conjoined;
    }
    if !dropped.is_empty() {
        return dropped;
    }
    let paratactic = paratactic(scene, verb, depth);
    if paratactic.is_empty() { last_person(scene, verb) } else { paratactic }
}

/// Where the words taken for the subject mean nobody, somebody else in the clause may be it, and they its object:
/// *Novak je hitri odziv pohvalil*.
pub fn hidden(scene: &Scene, verb: usize, found: &mut Vec<Argument>) {
    let is_subject = |argument: &&Argument| argument.link == Link::Subject;
    if found.iter().filter(is_subject).any(|argument| means_somebody(scene, &argument.filler)) {
        return;
    }
    let Some(subject) = in_clause(scene, verb) else { return };
    for argument in found.iter_mut().filter(|argument| argument.link == Link::Subject) {
        argument.link = object();
        argument.certainty *= certainty::IN_CLAUSE;
    }
    found.push(subject);
}

fn means_somebody(scene: &Scene, filler: &Filler) -> bool {
    !filler::entities(scene, filler, Role::Actor, &Filter::default()).is_empty()
}

/// How far from its verb a subject is looked for that the parser has tied to another word, in tokens.
const CLAUSE_REACH: usize = 24;

/// The nearest nominative in the clause of a verb that agrees with it and means somebody.
fn in_clause(scene: &Scene, verb: usize) -> Option<Argument> {
    if !is_finite(scene, verb) {
        return None;
    }
    let first = verb.saturating_sub(CLAUSE_REACH);
    let last = (verb + CLAUSE_REACH).min(scene.tree.len().saturating_sub(1));
    let mut near: Vec<usize> = (first..=last).filter(|&token| could_be_subject(scene, token, verb)).collect();
    near.sort_by_key(|&token| token.abs_diff(verb));
    let subject = near.into_iter().find(|&token| means_somebody(scene, &Filler::Token(token)))?;
    Some(argument(Link::Subject, subject, certainty::IN_CLAUSE))
}

/// Whether a token is the head of a nominative phrase that agrees with a verb and stands in its clause.
fn could_be_subject(scene: &Scene, token: usize, verb: usize) -> bool {
    let node = scene.token(token);
    let agreeing = || {
        node.feats.has("Case", "Nom") && agree(scene, token, verb) && same(scene, token, verb, "Gender")
            || is_counted_subject(scene, token, verb)
    };
    node.upos.is_nominal()
        && scene.preposition(token).is_none()
        && agreeing()
        && !is_part_of_nominative(scene, token)
        && shares_clause(scene, token, verb)
}

/// Whether a token is a genitive with a number, and its verb in the neuter singular that such a subject has:
/// *zakon podpira 18 poslancev*.
fn is_counted_subject(scene: &Scene, token: usize, verb: usize) -> bool {
    let (node, verb) = (scene.token(token), scene.token(verb));
    let counted = matches!(node.relation(), "obj" | "nsubj" | "obl")
        && node.feats.has("Case", "Gen")
        && scene.tree.children(token).iter().any(|&child| matches!(scene.token(child).relation(), "nummod" | "det"));
    counted && verb.feats.has("Number", "Sing") && verb.feats.get("Gender").is_none_or(|gender| gender == "Neut")
}

/// Whether a word belongs to a phrase whose head is in the nominative too: a name behind a title, a further conjunct.
fn is_part_of_nominative(scene: &Scene, token: usize) -> bool {
    let Some(parent) = scene.tree.parent(token) else { return true };
    let relation = scene.token(token).relation();
    let parent = scene.token(parent);
    matches!(relation, "flat" | "conj" | "appos" | "amod" | "det")
        || relation == "nmod" && parent.upos.is_nominal() && parent.feats.has("Case", "Nom")
}

/// Deepest place of a word below the verb of its clause.
const CLAUSE_DEPTH: usize = 6;

/// Whether nothing between a token and a verb above it opens a clause of its own.
fn shares_clause(scene: &Scene, token: usize, verb: usize) -> bool {
    let mut node = token;
    for _ in 0..CLAUSE_DEPTH {
        let Some(parent) = scene.tree.parent(node) else { return false };
        if parent == verb {
            return true;
        }
        if is_finite(scene, parent) || scene.token(parent).upos == Upos::Verb {
            return false;
        }
        node = parent;
    }
    false
}

/// Whether a word heads a finite clause.
fn is_finite(scene: &Scene, token: usize) -> bool {
    let auxiliary = |relation| scene.tree.child(token, relation).is_some();
    scene.token(token).feats.has("VerbForm", "Fin") || auxiliary("aux") || auxiliary("cop")
}

/// A nominative that the parser has tied to the verb by another relation.
fn loose_subjects(scene: &Scene, verb: usize) -> Vec<Argument> {
    let children = scene.tree.children(verb).iter().copied();
    let nominative = children.filter(|&child| {
        let token = scene.token(child);
        token.upos.is_nominal()
            && token.feats.has("Case", "Nom")
            && matches!(token.relation(), "obl" | "nmod" | "dep" | "orphan" | "advmod" | "iobj" | "obj" | "vocative")
            && scene.preposition(child).is_none()
            && agree(scene, verb, child)
    });
    nominative.map(|child| argument(Link::Subject, child, certainty::LOOSE_SUBJECT)).take(1).collect()
}

/// A verb that shares the subject of the coordination it stands in.
fn conjoined(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    if scene.token(verb).relation() != "conj" {
        return Vec::new();
    }
    let Some(first) = scene.tree.parent(verb).filter(|&first| agree(scene, first, verb)) else { return Vec::new() };
    let lend = |argument: Argument| Argument { certainty: argument.certainty * certainty::SHARED, ..argument };
    let found: Vec<_> = subject_of(scene, first, depth + 1).into_iter().map(lend).collect();
    found
}

/// The subject of a verb, expressed or not.
fn subject_of(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    let own = scene.tree.children_by(verb, "nsubj").map(|child| argument(Link::Subject, child, certainty::OWN));
    let found: Vec<_> = own.collect();
    if !found.is_empty() {
        return found;
    }
    let found: Vec<_> = relative(scene, verb).into_iter().filter(|argument| argument.link == Link::Subject).collect();
    if found.is_empty() { subjects(scene, verb, depth) } else { found }
}

pub fn agree(scene: &Scene, first: usize, second: usize) -> bool {
    same(scene, first, second, "Number")
}

/// Whether two tokens agree in a feature, as far as both show it.
pub fn same(scene: &Scene, first: usize, second: usize, feature: &str) -> bool {
    let value = |token: usize| scene.token(token).feats.get(feature);
    value(first).zip(value(second)).is_none_or(|(first, second)| first == second)
}

/// A subject that a governor of the verb's clause supplies.
fn controlled(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    let Some(parent) = scene.tree.parent(verb) else { return Vec::new() };
    if scene.token(verb).relation() == "conj" {
        return Vec::new();
    }
    let lend = |argument: Argument| Argument {
        link: Link::Subject,
        certainty: argument.certainty * certainty::CONTROLLED,
        filler: argument.filler,
    };
    match scene.governor(verb, parent) {
        Some(governor) => supplied(scene, governor, parent, verb, depth).into_iter().map(lend).collect(),
        None if scene.token(verb).relation() == "xcomp" => {
            subject_of(scene, parent, depth + 1).into_iter().map(lend).collect()
        }
        None => Vec::new(),
    }
}

/// Those arguments of a governor that act in its complement.
pub fn supplied(scene: &Scene, governor: &Governor, at: usize, complement: usize, depth: usize) -> Vec<Argument> {
    if depth > MAX_DEPTH || governor.subject.is_empty() {
        return Vec::new();
    }
    let form = form_of(scene, at);
    let found = supplied_as(scene, form, governor, at, complement, depth);
    // A participle may be a plain adjective, whose subject acts: *pripravljena sodelovati*.
    if found.is_empty() && form == Form::Participle {
        return supplied_as(scene, Form::Adjective, governor, at, complement, depth);
    }
    found
}

fn supplied_as(
    scene: &Scene,
    form: Form,
    governor: &Governor,
    at: usize,
    complement: usize,
    depth: usize,
) -> Vec<Argument> {
    let arguments = collect(scene, at, form, depth + 1);
    for slot in &governor.subject {
        let matching =
            |argument: &&Argument| slot.matches(&argument.link) && argument.filler != Filler::Token(complement);
        let found: Vec<_> = arguments.iter().filter(matching).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

pub fn form_of(scene: &Scene, token: usize) -> Form {
    match scene.token(token).upos {
        Upos::Noun | Upos::Propn => Form::Noun,
        Upos::Adj if scene.is_participle(token) => Form::Participle,
        Upos::Adj => Form::Adjective,
        _ => Form::Verb,
    }
}

fn dropped(scene: &Scene, verb: usize) -> Vec<Argument> {
    let Some(mention) = dropped_mentions(scene, verb).next() else { return Vec::new() };
    if !mention.entities.is_empty() {
        let certainty = certainty::DROPPED * mention.confidence;
        return vec![Argument { link: Link::Subject, filler: Filler::Entities(mention.entities.clone()), certainty }];
    }
    Vec::new()
}

/// The only person of the sentence before, for a verb whose subject is dropped and has not been found.
fn last_person(scene: &Scene, verb: usize) -> Vec<Argument> {
    if !dropped_mentions(scene, verb).any(|mention| mention.entities.is_empty()) {
        return Vec::new();
    }
    let filler = |entity| Filler::Entities(vec![entity]);
    let last = sole_person_before(scene, verb).into_iter();
    last.map(|entity| Argument { link: Link::Subject, filler: filler(entity), certainty: certainty::LAST_PERSON })
        .collect()
}

/// The mentions of a verb and its auxiliaries as words with a dropped subject.
fn dropped_mentions<'s>(scene: &'s Scene, verb: usize) -> impl Iterator<Item = &'s Mention> {
    let with_verb = move |token: usize| {
        token == verb || scene.tree.parent(token) == Some(verb) && scene.token(token).relation() == "aux"
    };
    let mentions = scene.mentions.iter().map(|&index| &scene.doc.mentions[index]);
    mentions.filter(move |mention| mention.form == MentionForm::Dropped && with_verb(mention.head))
}

/// The only person of the sentence before, for a verb in the singular that could be theirs.
fn sole_person_before(scene: &Scene, verb: usize) -> Option<EntityRef> {
    let doc = scene.doc;
    let before = scene.sentence.checked_sub(1)?;
    let token = scene.token(verb);
    let third = scene
        .tree
        .children_by(verb, "aux")
        .chain([verb])
        .all(|part| scene.token(part).feats.get("Person").is_none_or(|person| person == "3"));
    if !token.feats.has("Number", "Sing") || !third {
        return None;
    }
    let mut persons: Vec<EntityRef> = Vec::new();
    for mention in in_sentence(&doc.mentions, before) {
        let here = mention.entities.iter().copied().filter(|&entity| doc.entities[entity].kind == EntityKind::Person);
        persons.extend(here);
    }
    persons.sort_unstable();
    persons.dedup();
    let [person] = persons.as_slice() else { return None };
    let gender = doc.entities[*person].gender;
    let agrees = gender.zip(token.feats.get("Gender")).is_none_or(|(own, shown)| own == shown);
    agrees.then_some(*person)
}

/// The subject of the clause that this one follows without a conjunction, when nothing better is known.
fn paratactic(scene: &Scene, verb: usize, depth: usize) -> Vec<Argument> {
    if scene.token(verb).relation() != "parataxis" {
        return Vec::new();
    }
    let Some(first) = scene.tree.parent(verb).filter(|&first| first < verb && agree(scene, first, verb)) else {
        return Vec::new();
    };
    let lend = |argument: Argument| Argument { certainty: argument.certainty * certainty::PARATACTIC, ..argument };
    let mut found: Vec<Argument> =
        scene.tree.children_by(first, "nsubj").map(|child| argument(Link::Subject, child, certainty::OWN)).collect();
    if found.is_empty() {
        found = subjects(scene, first, depth + 1);
    } else {
        hidden(scene, first, &mut found);
    }
    found.into_iter().filter(|argument| argument.link == Link::Subject).map(lend).collect()
}

/// How sure it is that *v Berlinu so obsodili* tells what the government there did.
const SEATED: f32 = 0.6;
/// How sure it is that *bomo odgovorili* is said for the speaker's country or body.
const FIRST_PERSON: f32 = 0.6;

/// Adds whoever acts though no word of the clause is the subject: the speaker in the first person, or, where authorities
/// can act, those of the place. They go before a subject that is only guessed.
pub fn unnamed(scene: &Scene, verb: usize, authorities: bool, speech: &[usize], found: &mut Vec<Argument>) {
    let named = |argument: &Argument| {
        argument.link == Link::Subject
            && matches!(argument.filler, Filler::Token(_))
            && means_somebody(scene, &argument.filler)
    };
    if found.iter().any(named) {
        return;
    }
    let (entities, certainty) = match first_person(scene, verb) {
        Some(plural) => (ourselves(scene, verb, plural, speech), FIRST_PERSON),
        None if authorities => (seated(scene, verb), SEATED),
        None => return,
    };
    if !entities.is_empty() {
        found.retain(|argument| argument.link != Link::Subject || matches!(argument.filler, Filler::Token(_)));
        found.push(Argument { link: Link::Subject, filler: Filler::Entities(entities), certainty });
    }
}

/// Who speaks of himself or of themselves: in the plural, the country or body that the speaker acts for.
fn ourselves(scene: &Scene, verb: usize, plural: bool, speech: &[usize]) -> Vec<EntityRef> {
    let speakers = speech::speakers(scene, verb, speech).into_iter();
    let body = |speaker| if plural { represented(scene.doc, speaker).unwrap_or(speaker) } else { speaker };
    speakers.map(body).collect()
}

/// Whether a verb is in the first person, and then whether in the dual or plural.
pub fn first_person(scene: &Scene, verb: usize) -> Option<bool> {
    let mut parts = scene.tree.children_by(verb, "aux").chain(scene.tree.children_by(verb, "cop")).chain([verb]);
    let first = parts.find(|&part| scene.token(part).feats.has("Person", "1"))?;
    Some(!scene.token(first).feats.has("Number", "Sing"))
}

/// Those who are only told of by where they sit, by a verb in the plural: *v Berlinu so obsodili*, *iz Berna zahtevajo*.
fn seated(scene: &Scene, verb: usize) -> Vec<EntityRef> {
    let plural = scene.token(verb).feats.has("Number", "Plur");
    if !plural || scene.tree.child(verb, "nsubj").is_some() {
        return Vec::new();
    }
    let seats = &scene.frames.grammar.seats;
    let places = scene.tree.children_by(verb, "obl").chain(scene.tree.children_by(verb, "nmod"));
    let at_seat =
        places.filter(|&place| scene.links(place).iter().any(|link| seats.iter().any(|slot| slot.matches(link))));
    let governs = |entity: &EntityRef| {
        matches!(scene.doc.entities[*entity].kind, EntityKind::Country | EntityKind::Organisation)
            || scene.is_capital(*entity)
    };
    let meant = at_seat.flat_map(|place| scene.members(place)).flat_map(|place| filler::mentions_at(scene, place));
    let mut found: Vec<EntityRef> =
        meant.flat_map(|mention| mention.entities.iter().copied()).filter(governs).collect();
    found.dedup();
    found
}
