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
mod owners;
mod pairs;
mod persons;
mod quoted;
mod reading;
mod salience;
mod settle;
mod silent;

use super::EntityKind;
use super::Mention;
use super::gazetteer::Gazetteer;
use super::role::Roles;
use super::slug::slug;
use crate::article::Article;
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use context::Context;
pub use persons::same_label;
pub use quoted::Quoted;
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
            let peers = persons::attach(&mut context, sentence);
            persons::refer(&mut context, sentence);
            persons::remember(&mut context, peers);
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
        for entity in 0..context.infos.len() {
            if context.kind(entity) == EntityKind::Person {
                context.doc.entities[entity].gender = context.gender_of(entity).map(|gender| gender.as_str());
            }
        }
        context.doc.home_country = owners::home_of_the_language(&mut context);
        settle::bodies(&mut context);
        owners::give(&mut context);
        context.doc.home_country = context.home_country().or(context.doc.home_country);
        context.doc.groups = (0..context.infos.len()).filter(|&entity| context.infos[entity].group).collect();
        keep_to_the_article(&mut context);
        be_their_rows(&mut context);
        *doc = context.doc;
        drop_unused(doc);
    }
}

/// *zunanje ministrstvo*, *upravni odbor*: what has no name and no owner is not the same in another article, so its
/// identity has the article in it, as that of a group has.
fn keep_to_the_article(context: &mut Context) {
    let article = context.doc.article.id.clone();
    for (entity, info) in context.doc.entities.iter_mut().zip(&context.infos) {
        let nameless = entity.gazetteer.is_none() && !info.group && !entity.name.contains(char::is_uppercase);
        if entity.kind == EntityKind::Organisation && nameless {
            entity.slug = slug(&format!("{} {article}", entity.name));
        }
    }
}

/// What has the IRI of a row of the gazetteer is that row, however it was named: *BioNtech* for *BioNTech*.
fn be_their_rows(context: &mut Context) {
    for entity in &mut context.doc.entities {
        let is_row = entity.gazetteer.as_deref().is_some_and(|key| !key.contains('/'));
        let row = (!is_row).then(|| context.gazetteer.of_slug(entity.kind, &slug(&entity.slug))).flatten();
        if let Some(row) = row {
            entity.gazetteer = Some(row.key.clone());
            entity.name = row.name.clone();
        }
    }
}

/// Removes entities that nothing in the article points to.
fn drop_unused(doc: &mut Document) {
    let mut used = vec![false; doc.entities.len()];
    let home = doc.home_country;
    let holdings = doc.holdings.iter().flat_map(|held| [Some(held.person), held.office.of]).flatten();
    for entity in doc.mentions.iter().flat_map(|m: &Mention| m.entities.iter().copied()).chain(holdings).chain(home) {
        used[entity] = true;
    }
    doc.retain_entities(&used);
}
