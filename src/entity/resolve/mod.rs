//! Stage `resolver`: which entity each mention points to.
//!
//! Names come first, over the whole article, since a surname in a title is explained by the full name further down.
//! Then the article is read sentence by sentence: bodies and countries, role nouns, pronouns and bare verbs. What
//! cannot be told with some certainty stays open.

mod bodies;
mod cluster;
mod context;
mod groups;
mod link;
mod names;
mod pairs;
mod persons;
mod quoted;
mod reading;
mod salience;
mod silent;

use super::gazetteer::Gazetteer;
use super::office::Holding;
use super::role::{Jurisdiction, RoleKind, Roles};
use super::{EntityRef, Mention};
use crate::article::Article;
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use context::Context;
pub use persons::same_label;
use std::cell::OnceCell;
use std::sync::Arc;

/// Links mentions to the gazetteer, makes the entities that it lacks, and follows references through the article.
pub struct Resolver {
    roles: Arc<Roles>,
    gazetteer: Arc<Gazetteer>,
}

impl Resolver {
    /// # Errors
    /// When a table of the pack is missing or wrong.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Ok(Self::new(Arc::new(Roles::load(pack)?), Arc::new(Gazetteer::load(pack)?)))
    }

    pub fn new(roles: Arc<Roles>, gazetteer: Arc<Gazetteer>) -> Self {
        Self { roles, gazetteer }
    }
}

impl Stage for Resolver {
    fn name(&self) -> &'static str {
        "resolver"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Mentions]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Entities]
    }

    fn run(&self, doc: &mut Document) {
        let taken = std::mem::replace(doc, Document::new(Article::new("", "")));
        let mut context = Context {
            doc: taken,
            roles: &self.roles,
            gazetteer: &self.gazetteer,
            inflector: self.gazetteer.inflector(),
            infos: Vec::new(),
            subjects: Vec::new(),
            quoted: quoted::Quoted::new(&[]),
            genders: OnceCell::new(),
        };
        context.quoted = quoted::Quoted::new(&context.doc.sentences);
        link::link(&mut context);
        names::mint(&mut context);
        bodies::introduce(&mut context);
        for sentence in 0..context.doc.sentences.len() {
            bodies::refer(&mut context, sentence);
            persons::attach(&mut context, sentence);
            persons::refer(&mut context, sentence);
            silent::refer(&mut context, sentence);
        }
        // Once more, now that offices and bodies told further down are known.
        context.subjects.clear();
        for sentence in 0..context.doc.sentences.len() {
            bodies::refer_again(&mut context, sentence);
            persons::refer(&mut context, sentence);
            groups::refer(&mut context, sentence);
            silent::refer(&mut context, sentence);
        }
        quoted::refer(&mut context);
        for (entity, info) in context.doc.entities.iter_mut().zip(&context.infos) {
            entity.gender =
                entity.gender.or(info.gender.filter(|_| entity.kind == super::EntityKind::Person).map(|g| g.as_str()));
        }
        context.doc.home_country = home_of_the_language(&mut context);
        give_countries(&mut context);
        context.doc.home_country = context.home_country().or(context.doc.home_country);
        *doc = context.doc;
        drop_unused(doc);
    }
}

/// Whose office it is by its own words: a body that a state has stands for the state where the office is the state's,
/// and a possessive before the phrase means its possessor.
fn owner_by_words(context: &Context, held: &Holding) -> Option<EntityRef> {
    let Some(of) = held.office.of else { return possessor(context, held) };
    let state = context
        .roles
        .role(&held.office.noun)
        .is_some_and(|role| role.jurisdiction == Jurisdiction::State && role.kind == RoleKind::Post);
    match context.infos[of].organ.as_ref() {
        Some(organ) if state => organ.country,
        None if state && context.kind(of) == super::EntityKind::Organisation => {
            context.doc.entities[of].gazetteer.is_some().then_some(of)
        }
        _ => Some(of),
    }
}

/// The only body of the article that a member may sit in.
fn only_seat(context: &Context, nouns: &[smol_str::SmolStr]) -> Option<EntityRef> {
    let is_seat = |entity: &EntityRef| {
        let body = context.kind(*entity) == super::EntityKind::Organisation;
        let told = || context.doc.mentions.iter().any(|m| m.entities.contains(entity));
        body && nouns.iter().any(|noun| context.infos[*entity].nouns.contains(noun.as_str())) && told()
    };
    let mut seats = (0..context.infos.len()).filter(is_seat);
    seats.next().filter(|_| seats.next().is_none())
}

fn possessor(context: &Context, held: &Holding) -> Option<EntityRef> {
    let phrase = &context.doc.mentions[held.mention];
    let pronoun = super::office::in_sentence(&context.doc.mentions, phrase.sentence)
        .find(|m| m.form == super::MentionForm::Pronoun && m.tokens.end == phrase.tokens.start)?;
    let owner = pronoun.entities.first().copied().filter(|_| pronoun.entities.len() == 1)?;
    (context.kind(owner) != super::EntityKind::Person).then_some(owner)
}

/// Gives the offices of states that the words leave without a country the one that the article speaks of.
fn give_countries(context: &mut Context) {
    let infer = |context: &Context, held: &Holding| {
        let own = context.infos[held.person].holdings.iter().map(|&own| &context.doc.holdings[own].office);
        let elsewhere = own.filter(|other| context.roles.same_office(&other.noun, &held.office.noun));
        if let Some(of) = elsewhere.filter_map(|other| other.of).next() {
            return Some(of);
        }
        let role = context.roles.role(&held.office.noun)?;
        if !role.seats_in.is_empty() {
            return only_seat(context, &role.seats_in);
        }
        let state = role.jurisdiction == Jurisdiction::State || held.office.of_state;
        let of_state = state && !held.office.unknown_owner;
        let home = || context.country_of(held.person, &held.office);
        if of_state { home() } else { None }
    };
    for index in 0..context.doc.holdings.len() {
        let own = owner_by_words(context, &context.doc.holdings[index]);
        context.doc.holdings[index].office.of = own;
    }
    let found: Vec<_> =
        context.doc.holdings.iter().map(|held| held.office.of.or_else(|| infer(context, held))).collect();
    for (held, of) in context.doc.holdings.iter_mut().zip(found) {
        held.inferred = held.office.of.is_none();
        held.office.of = of;
    }
}

/// The country where the articles are published, when this one speaks of it or of a place in it, or of no country.
fn home_of_the_language(context: &mut Context) -> Option<EntityRef> {
    let key = context.roles.words.home_country.clone();
    let in_home = |entity: &super::Entity| {
        let entry = entity.gazetteer.as_deref().and_then(|key| context.gazetteer.entry(key));
        entry.is_some_and(|entry| entry.key == key || entry.country.as_deref() == Some(&key))
    };
    let abroad = context.doc.entities.iter().any(|entity| entity.kind == super::EntityKind::Country);
    if abroad && !context.doc.entities.iter().any(in_home) {
        return None;
    }
    link::entity_of(context, &key)
}

/// Removes entities that nothing in the article points to.
fn drop_unused(doc: &mut Document) {
    let mut used = vec![false; doc.entities.len()];
    let home = doc.home_country;
    let holdings = doc.holdings.iter().flat_map(|held| [Some(held.person), held.office.of]).flatten();
    for entity in doc.mentions.iter().flat_map(|m: &Mention| m.entities.iter().copied()).chain(holdings).chain(home) {
        used[entity] = true;
    }
    let mut new: Vec<EntityRef> = Vec::with_capacity(used.len());
    let mut next = 0;
    for &used in &used {
        new.push(next);
        next += usize::from(used);
    }
    let mut keep = used.iter();
    doc.entities.retain(|_| *keep.next().expect("one flag for each entity"));
    for entity in doc.mentions.iter_mut().flat_map(|m| &mut m.entities) {
        *entity = new[*entity];
    }
    doc.home_country = home.map(|home| new[home]);
    for held in &mut doc.holdings {
        held.person = new[held.person];
        held.office.of = held.office.of.map(|of| new[of]);
    }
}
