//! Who is bound: named in the phrase, by the verb, or in what the agreement is about.

use super::cluster::Cluster;
use super::find::{Wording, add_all};
use super::lexicon::Lexicon;
use crate::document::Document;
use crate::entity::gazetteer::{EntryType, Gazetteer};
use crate::entity::office::in_sentence;
use crate::entity::role::{Roles, Usage};
use crate::entity::{EntityKind, EntityRef, Mention, MentionForm};
use crate::event::Tense;
use crate::text::{Tree, Upos};
use std::ops::Range;

/// Most agreements have two; a guess never adds a third.
const USUAL: usize = 2;

/// Countries, organisations and persons whose mention lies inside a range, in the order of the text.
pub(super) fn within(doc: &Document, sentence: usize, tokens: Range<usize>) -> Vec<EntityRef> {
    let inside = |m: &&Mention| tokens.start <= m.tokens.start && m.tokens.end <= tokens.end;
    // Of a mention inside another (the country's adjective in a ministry's name) only the outer one counts.
    let here = in_sentence(&doc.mentions, sentence);
    let mentions: Vec<_> = here.filter(inside).filter(|m| m.form != MentionForm::Dropped).collect();
    let stands = |o: &Mention, m: &Mention| o.tokens.len() > m.tokens.len() && encloses(o, m) && !o.entities.is_empty();
    let outer = mentions.iter().filter(|m| !mentions.iter().any(|o| stands(o, m)) && !is_attribute(&mentions, m));
    let mut found = Vec::new();
    for mention in outer {
        add_all(&mut found, parties_of(doc, mention));
    }
    found
}

/// *ruskim Gazpromom*: the adjective of a country tells whose the party is that stands behind it.
fn is_attribute(mentions: &[&Mention], adjective: &Mention) -> bool {
    let end = adjective.tokens.end;
    let named = |m: &&Mention| m.form != MentionForm::Adjective && !m.entities.is_empty();
    adjective.form == MentionForm::Adjective
        && mentions.iter().copied().filter(named).any(|m| (end..end + NEAR).contains(&m.tokens.start))
}

/// How far behind its adjective a name may begin: *ruskim energetskim podjetjem X*.
const NEAR: usize = 3;

fn encloses(outer: &Mention, inner: &Mention) -> bool {
    outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end
}

/// Countries that an adjective names: *slovensko-albanski*.
pub(super) fn at(doc: &Document, sentence: usize, token: usize) -> Vec<EntityRef> {
    let adjective = |m: &&Mention| m.head == token && m.form == MentionForm::Adjective;
    in_sentence(&doc.mentions, sentence).filter(adjective).flat_map(|m| parties_of(doc, m)).collect()
}

/// Of bodies that only consent to an agreement, the one that is bound; else the thing itself.
fn bound_through(doc: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon, entity: EntityRef) -> EntityRef {
    let key = doc.entities[entity].gazetteer.as_deref();
    let whole = key.filter(|key| lexicon.phrase.parties.assemblies.contains(*key)).and_then(|key| gazetteer.entry(key));
    let parent = whole.and_then(|entry| entry.parent.clone());
    let known = parent.and_then(|key| doc.entities.iter().position(|e| e.gazetteer.as_ref() == Some(&key)));
    known.unwrap_or(entity)
}

/// A country or organisation itself; for a person the country or organisation of the post.
fn parties_of(doc: &Document, mention: &Mention) -> Vec<EntityRef> {
    let mut parties = Vec::new();
    for &entity in &mention.entities {
        match doc.entities[entity].kind {
            EntityKind::Country | EntityKind::Organisation => add_all(&mut parties, vec![entity]),
            EntityKind::Person => add_all(&mut parties, post_of(doc, entity).into_iter().collect()),
            _ => {}
        }
    }
    parties
}

fn post_of(doc: &Document, person: EntityRef) -> Option<EntityRef> {
    let held = doc.posts.iter().filter(|post| post.person == person && post.of.is_some());
    held.min_by_key(|post| post.tense != Tense::Current).and_then(|post| post.of)
}

/// Those whom a verb binds.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    pub subjects: Vec<EntityRef>,
    /// With whom it is done.
    pub partners: Vec<EntityRef>,
}

impl Bound {
    pub fn all(mut self) -> Vec<EntityRef> {
        add_all(&mut self.subjects, self.partners);
        self.subjects
    }
}

/// The subject of a verb that binds, and the one it is done with.
pub(super) fn from_verb(doc: &Document, roles: &Roles, lexicon: &Lexicon, tree: &Tree, wording: &Wording) -> Bound {
    let mut bound = Bound::default();
    let with = |at: usize| {
        tree.children_by(at, "case").any(|case| lexicon.phrase.parties.with.contains(tree.token(case).lemma.as_str()))
    };
    for participle in participles(lexicon, tree, wording) {
        for noun in ["obl", "nmod"].into_iter().flat_map(|r| tree.children_by(participle, r)).filter(|&at| with(at)) {
            add_all(&mut bound.partners, of_nouns(doc, roles, tree, wording, noun));
        }
    }
    let Some(verb) = binding_verb(lexicon, tree, wording) else { return bound };
    let subjects = tree.children_by(verb, "nsubj").filter(|&at| at != wording.head);
    let partners = ["obl", "nmod", "iobj"].into_iter().flat_map(|r| tree.children_by(verb, r)).filter(|&at| with(at));
    for noun in subjects {
        add_all(&mut bound.subjects, of_nouns(doc, roles, tree, wording, noun));
    }
    for noun in partners.filter(|at| !wording.tokens.contains(at)) {
        add_all(&mut bound.partners, of_nouns(doc, roles, tree, wording, noun));
    }
    if tree.child(verb, "nsubj").is_none() && bound.subjects.is_empty() {
        let called = called_upon(lexicon, tree, verb);
        add_all(&mut bound.subjects, called.map(|at| of_nouns(doc, roles, tree, wording, at)).unwrap_or_default());
    }
    if tree.child(verb, "nsubj").is_none() && bound.subjects.is_empty() {
        let dropped = |m: &&Mention| m.form == MentionForm::Dropped && m.head == verb;
        for mention in in_sentence(&doc.mentions, wording.sentence).filter(dropped) {
            add_all(&mut bound.subjects, parties_of(doc, mention));
        }
    }
    bound
}

/// *pogodbe, podpisane z družbami X in Y*: the words for a state that have complements of their own.
fn participles<'t>(lexicon: &'t Lexicon, tree: &'t Tree, wording: &Wording) -> impl Iterator<Item = usize> + 't {
    let head = wording.head;
    ["acl", "amod"]
        .into_iter()
        .flat_map(move |relation| tree.children_by(head, relation))
        .filter(|&at| lexicon.attributes.contains_key(tree.token(at).lemma.as_str()))
}

/// *pozvala Kanado, naj sklene sporazum*: the one called upon is to act.
fn called_upon(lexicon: &Lexicon, tree: &Tree, verb: usize) -> Option<usize> {
    let wish = |at: usize| lexicon.phrase.unreal.contains(tree.token(at).lemma.as_str());
    tree.children(verb).iter().find(|&&at| wish(at))?;
    let caller = tree.parent(verb).filter(|&at| tree.token(at).upos == Upos::Verb)?;
    tree.child(caller, "obj").or_else(|| tree.child(caller, "iobj"))
}

/// The parties that a noun and those joined to it mean.
fn of_nouns(doc: &Document, roles: &Roles, tree: &Tree, wording: &Wording, noun: usize) -> Vec<EntityRef> {
    let mut parties = Vec::new();
    for one in std::iter::once(noun).chain(tree.children_by(noun, "conj")) {
        add_all(&mut parties, of_noun(doc, roles, tree, wording.sentence, one));
    }
    parties
}

/// The nearest verb above the noun, or that of a relative clause below it, when it binds.
fn binding_verb(lexicon: &Lexicon, tree: &Tree, wording: &Wording) -> Option<usize> {
    let noun = wording.head;
    let binds = |at: usize| lexicon.verbs.get(tree.token(at).lemma.as_str()).is_some_and(|verb| verb.binds);
    let verb = || tree.ancestors(noun).find(|&at| tree.token(at).upos == Upos::Verb);
    let talks = tree.parent(noun).filter(|&at| lexicon.phrase.talks.contains(tree.token(at).lemma.as_str()));
    let above = verb().filter(|&at| binds(at) || talks.is_some());
    let below = || tree.children_by(noun, "acl").find(|&at| binds(at));
    above.or_else(below).or_else(|| super::status::clause_verb(tree, lexicon, wording))
}

/// The parties that a noun with its adjectives and titles means. An organ of a state stands for the state.
fn of_noun(doc: &Document, roles: &Roles, tree: &Tree, sentence: usize, noun: usize) -> Vec<EntityRef> {
    let below = tree.subtree(noun);
    let inside = |m: &&Mention| below.binary_search(&m.head).is_ok() && m.form != MentionForm::Dropped;
    let mentions: Vec<_> = in_sentence(&doc.mentions, sentence).filter(inside).collect();
    let is_organ = roles.body(&tree.token(noun).lemma).is_some_and(|body| body.usage == Usage::Organ);
    if is_organ {
        let country = mentions.iter().find_map(|m| country_of(doc, m));
        // vlada premierke: the country of her office
        let is_person = |m: &&&Mention| m.entities.iter().any(|&e| doc.entities[e].kind == EntityKind::Person);
        let led = || mentions.iter().filter(is_person).find_map(|m| parties_of(doc, m).first().copied());
        return country.or_else(led).into_iter().collect();
    }
    let own = mentions.iter().copied().filter(|m| m.tokens.contains(&noun)).max_by_key(|m| m.tokens.len());
    // s podjetjem X: the name stands behind the noun.
    let end = own.map_or(noun + 1, |m| m.tokens.end);
    let behind = || in_sentence(&doc.mentions, sentence).find(|m| m.form == MentionForm::Name && m.tokens.start == end);
    let named = own.map(|m| parties_of(doc, m)).filter(|found| !found.is_empty());
    let named = named.or_else(|| behind().map(|m| parties_of(doc, m)).filter(|found| !found.is_empty()));
    // minister Karl Erjavec: the name hangs below the title.
    let person = || {
        let of_person = |m: &&Mention| m.entities.iter().any(|&e| doc.entities[e].kind == EntityKind::Person);
        mentions.iter().copied().find(of_person).map(|m| parties_of(doc, m))
    };
    named.or_else(person).unwrap_or_default()
}

fn country_of(doc: &Document, mention: &Mention) -> Option<EntityRef> {
    mention.entities.iter().copied().find(|&entity| doc.entities[entity].kind == EntityKind::Country)
}

/// All parties of an agreement: those that some phrase names, then those of the verbs, then, while there are fewer
/// than two, those that it is about and those most spoken of that are named beside it.
pub(super) fn of_cluster(
    doc: &Document,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    cluster: &Cluster,
) -> Vec<EntityRef> {
    let mut parties = Vec::new();
    for wording in &cluster.wordings {
        add_all(&mut parties, wording.parties.clone());
    }
    if let Some(row) = cluster.named() {
        add_all(&mut parties, lexicon.named[row].parties_in(doc));
        return without_parents(doc, gazetteer, parties);
    }
    if parties.len() < USUAL {
        for wording in &cluster.wordings {
            add_all(&mut parties, wording.bound.clone());
        }
    }
    let topical = cluster
        .wordings
        .iter()
        .flat_map(|wording| wording.topics.iter().flat_map(|tokens| within(doc, wording.sentence, tokens.clone())));
    let mut guesses: Vec<EntityRef> = topical.collect();
    let mut near = Vec::new();
    for wording in &cluster.wordings {
        add_all(&mut near, nearby(doc, gazetteer, wording));
    }
    // The ones that the article speaks of most.
    near.sort_by_cached_key(|&entity| std::cmp::Reverse(times_named(doc, entity)));
    guesses.extend(near);
    if parties.is_empty() && guesses.len() < USUAL {
        guesses.extend(leading_pair(doc, gazetteer));
    }
    let parties_before = std::mem::take(&mut parties);
    let through = |entity: EntityRef| bound_through(doc, gazetteer, lexicon, entity);
    for entity in parties_before.into_iter().map(through) {
        add_all(&mut parties, vec![entity]);
    }
    for entity in guesses.into_iter().map(through) {
        if parties.len() < USUAL && !parties.contains(&entity) {
            parties.push(entity);
        }
    }
    without_parents(doc, gazetteer, parties)
}

/// Of an organisation and a body of it the body alone: it is the one that signs.
fn without_parents(doc: &Document, gazetteer: &Gazetteer, mut parties: Vec<EntityRef>) -> Vec<EntityRef> {
    let parent = |entity: &EntityRef| gazetteer.entry(doc.entities[*entity].gazetteer.as_deref()?)?.parent.clone();
    let parents: Vec<String> = parties.iter().filter_map(parent).collect();
    if parties.len() > USUAL {
        parties.retain(|&e| doc.entities[e].gazetteer.as_ref().is_none_or(|key| !parents.contains(key)));
    }
    parties
}

/// The two countries or organisations of states that the article speaks of most, when they lead clearly.
fn leading_pair(doc: &Document, gazetteer: &Gazetteer) -> Vec<EntityRef> {
    let mut counts: Vec<(usize, EntityRef)> = (0..doc.entities.len())
        .filter(|&entity| doc.entities[entity].kind == EntityKind::Country || is_union(doc, gazetteer, entity))
        .map(|entity| (times_named(doc, entity), entity))
        .collect();
    counts.sort_by_key(|&(count, entity)| (std::cmp::Reverse(count), entity));
    match counts[..] {
        [(_, first), (second_count, second), ..] if second_count >= LEADING => {
            let third = counts.get(2).map_or(0, |&(count, _)| count);
            if 2 * third <= second_count { vec![first, second] } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// How often both of a pair are named at least.
const LEADING: usize = 3;

/// An organisation of states that is no body of another.
fn is_union(doc: &Document, gazetteer: &Gazetteer, entity: EntityRef) -> bool {
    let entry = doc.entities[entity].gazetteer.as_deref().and_then(|key| gazetteer.entry(key));
    entry.is_some_and(|e| e.entry_type == EntryType::InternationalOrganization && e.parent.is_none())
}

fn is_of_states(doc: &Document, gazetteer: &Gazetteer, entity: EntityRef) -> bool {
    let entry = doc.entities[entity].gazetteer.as_deref().and_then(|key| gazetteer.entry(key));
    entry.is_some_and(|entry| matches!(entry.entry_type, EntryType::InternationalOrganization | EntryType::Agency))
}

fn times_named(doc: &Document, entity: EntityRef) -> usize {
    doc.mentions.iter().filter(|mention| mention.entities.contains(&entity)).count()
}

/// Countries and organisations of states in the same sentence.
fn nearby(doc: &Document, gazetteer: &Gazetteer, wording: &Wording) -> Vec<EntityRef> {
    // nemška kanclerka: she speaks of the agreement, her country need not be bound.
    let of_office = |m: &Mention| {
        m.form == MentionForm::Adjective
            && in_sentence(&doc.mentions, wording.sentence)
                .any(|noun| noun.form == MentionForm::RoleNoun && noun.entities.len() == 1 && encloses(noun, m))
    };
    let here = in_sentence(&doc.mentions, wording.sentence).filter(|m| m.form != MentionForm::Dropped && !of_office(m));
    let mut found = Vec::new();
    for &entity in here.flat_map(|mention| &mention.entities) {
        if doc.entities[entity].kind == EntityKind::Country || is_of_states(doc, gazetteer, entity) {
            add_all(&mut found, vec![entity]);
        }
    }
    found
}
