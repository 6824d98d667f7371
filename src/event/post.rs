//! Stage `posts`: who holds or held which office, of what country or organisation.
//!
//! The resolver has read the role nouns; here their offices become facts: what the words leave open about whose office
//! it is gets filled in from the article, and different wordings of one office become one.

use super::{Post, Tense};
use crate::document::Document;
use crate::entity::office::Holding;
use crate::entity::resolve::same_label;
use crate::entity::role::{Effect, Jurisdiction, Roles};
use crate::entity::{EntityKind, EntityRef};
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use std::sync::Arc;

pub struct Posts {
    roles: Arc<Roles>,
}

impl Posts {
    /// # Errors
    /// When a table of the pack is missing or wrong.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Ok(Self::new(Arc::new(Roles::load(pack)?)))
    }

    pub fn new(roles: Arc<Roles>) -> Self {
        Self { roles }
    }
}

impl Stage for Posts {
    fn name(&self) -> &'static str {
        "posts"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Mentions, Layer::Entities]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Posts]
    }

    fn run(&self, doc: &mut Document) {
        let mut posts: Vec<Post> = Vec::new();
        for holding in &doc.holdings {
            if let Some(post) = self.post(doc, holding) {
                self.add(&mut posts, post);
            }
        }
        doc.posts = posts;
    }
}

impl Posts {
    fn post(&self, doc: &Document, holding: &Holding) -> Option<Post> {
        let office = &holding.office;
        if office.effect == Some(Effect::Future) || doc.entities[holding.person].kind != EntityKind::Person {
            return None;
        }
        let (of, certainty) = self.owner(doc, holding)?;
        Some(Post {
            person: holding.person,
            post: office.label.clone(),
            of: Some(of),
            tense: if office.effect == Some(Effect::Former) { Tense::Former } else { Tense::Current },
            sentence: doc.mentions[holding.mention].sentence,
            rule: holding.rule.to_owned(),
            confidence: doc.mentions[holding.mention].confidence * certainty,
        })
    }

    /// Whose office it is, and how sure that is: as its own words say, as the article says elsewhere of the same person
    /// and office, or the country whose offices and bodies the article speaks of.
    fn owner(&self, doc: &Document, holding: &Holding) -> Option<(EntityRef, f32)> {
        if let Some(of) = holding.office.of {
            return Some((of, 1.0));
        }
        let elsewhere = doc.holdings.iter().filter(|other| {
            other.person == holding.person && self.roles.same_office(&other.office.noun, &holding.office.noun)
        });
        if let Some(of) = elsewhere.filter_map(|other| other.office.of).next() {
            return Some((of, 0.95));
        }
        match self.roles.role(&holding.office.noun)?.jurisdiction {
            Jurisdiction::State if !holding.office.unknown_owner => {
                let country = doc.home_country?;
                (!self.is_taken(doc, holding, country)).then_some((country, 0.7))
            }
            _ => None,
        }
    }

    /// Whether the article gives the office of that country to somebody else.
    fn is_taken(&self, doc: &Document, holding: &Holding, country: EntityRef) -> bool {
        doc.holdings.iter().any(|other| {
            other.person != holding.person
                && other.office.of == Some(country)
                && other.office.effect.is_none()
                && holding.office.effect.is_none()
                && same_label(&self.roles, &other.office.label, &holding.office.label)
        })
    }

    /// Adds a post unless it is told already; the fuller wording stays.
    fn add(&self, posts: &mut Vec<Post>, post: Post) {
        let same = |known: &Post| {
            known.person == post.person
                && known.of == post.of
                && (same_label(&self.roles, &known.post, &post.post)
                    || self.is_part(known, &post)
                    || self.is_part(&post, known))
        };
        match posts.iter().position(same) {
            None => posts.push(post),
            Some(at) => {
                let known = &mut posts[at];
                if post.tense == Tense::Former {
                    known.tense = Tense::Former;
                }
                if post.post.split(' ').count() > known.post.split(' ').count() {
                    *known = Post { tense: known.tense, ..post };
                }
            }
        }
    }

    /// *minister* says less than *notranji minister*.
    fn is_part(&self, less: &Post, more: &Post) -> bool {
        !less.post.contains(' ') && more.post.split(' ').any(|word| self.roles.same_office(word, &less.post))
    }
}
