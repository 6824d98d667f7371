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
    let outer = mentions.iter().filter(|m| !mentions.iter().any(|o| o.tokens.len() > m.tokens.len() && encloses(o, m)));
    let mut found = Vec::new();
    for mention in outer {
        add_all(&mut found, parties_of(doc, mention));
    }
    found
}

fn encloses(outer: &Mention, inner: &Mention) -> bool {
    outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end
}

/// Countries that an adjective names: *slovensko-albanski*.
pub(super) fn at(doc: &Document, sentence: usize, token: usize) -> Vec<EntityRef> {
    let adjective = |m: &&Mention| m.head == token && m.form == MentionForm::Adjective;
    in_sentence(&doc.mentions, sentence).filter(adjective).flat_map(|m| parties_of(doc, m)).collect()
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
    let Some(verb) = binding_verb(lexicon, tree, wording) else { return Bound::default() };
    let mut bound = Bound::default();
    let with = |at: usize| {
        tree.children_by(at, "case").any(|case| lexicon.phrase.parties.with.contains(tree.token(case).lemma.as_str()))
    };
    let subjects = tree.children_by(verb, "nsubj").filter(|&at| at != wording.head);
    let partners = ["obl", "nmod", "iobj"].into_iter().flat_map(|r| tree.children_by(verb, r)).filter(|&at| with(at));
    for noun in subjects {
        add_all(&mut bound.subjects, of_nouns(doc, roles, tree, wording, noun));
    }
    for noun in partners.filter(|at| !wording.tokens.contains(at)) {
        add_all(&mut bound.partners, of_nouns(doc, roles, tree, wording, noun));
    }
    if tree.child(verb, "nsubj").is_none() {
        let dropped = |m: &&Mention| m.form == MentionForm::Dropped && m.head == verb;
        for mention in in_sentence(&doc.mentions, wording.sentence).filter(dropped) {
            add_all(&mut bound.subjects, parties_of(doc, mention));
        }
    }
    bound
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
    let above = tree.ancestors(noun).find(|&at| tree.token(at).upos == Upos::Verb).filter(|&at| binds(at));
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
        return country.into_iter().collect();
    }
    let own = mentions.iter().copied().filter(|m| m.tokens.contains(&noun)).max_by_key(|m| m.tokens.len());
    let named = own.map(|m| parties_of(doc, m)).filter(|found| !found.is_empty());
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
pub(super) fn of_cluster(doc: &Document, gazetteer: &Gazetteer, cluster: &Cluster) -> Vec<EntityRef> {
    let mut parties = Vec::new();
    for wording in &cluster.wordings {
        add_all(&mut parties, wording.parties.clone());
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
    for entity in guesses {
        if parties.len() < USUAL && !parties.contains(&entity) {
            parties.push(entity);
        }
    }
    parties
}

fn times_named(doc: &Document, entity: EntityRef) -> usize {
    doc.mentions.iter().filter(|mention| mention.entities.contains(&entity)).count()
}

/// Countries and organisations of states in the same sentence.
fn nearby(doc: &Document, gazetteer: &Gazetteer, wording: &Wording) -> Vec<EntityRef> {
    let here = in_sentence(&doc.mentions, wording.sentence).filter(|m| m.form != MentionForm::Dropped);
    let of_states = |entity: EntityRef| {
        let key = doc.entities[entity].gazetteer.as_deref();
        let entry = key.and_then(|key| gazetteer.entry(key));
        entry.is_some_and(|entry| matches!(entry.entry_type, EntryType::InternationalOrganization | EntryType::Agency))
    };
    let mut found = Vec::new();
    for &entity in here.flat_map(|mention| &mention.entities) {
        if doc.entities[entity].kind == EntityKind::Country || of_states(entity) {
            add_all(&mut found, vec![entity]);
        }
    }
    found
}
