//! Stage `posts`: who holds or held which office, of what country or organisation.
//!
//! The resolver has read the role nouns and knows whose offices they name; here they become facts, and different
//! wordings of one office become one.

use super::{Post, Tense};
use crate::document::Document;
use crate::entity::EntityKind;
use crate::entity::office::Holding;
use crate::entity::resolve::same_label;
use crate::entity::role::{Effect, Roles};
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
            if let Some(post) = Self::post(doc, holding).filter(|_| !self.is_one_of_several(doc, holding)) {
                self.add(&mut posts, post);
            }
        }
        doc.posts = posts;
    }
}

impl Posts {
    fn post(doc: &Document, holding: &Holding) -> Option<Post> {
        let office = &holding.office;
        if office.effect == Some(Effect::Future) || doc.entities[holding.person].kind != EntityKind::Person {
            return None;
        }
        let of = office.of?;
        let certainty = if holding.inferred { 0.8 } else { 1.0 };
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

    /// *trije predsedniki* may be those of state, government and parliament: who is known as one of them is none besides.
    fn is_one_of_several(&self, doc: &Document, held: &Holding) -> bool {
        let noun = &held.office.noun;
        let another = |other: &&Holding| {
            let name = self.roles.canonical(&other.office.label);
            let same = name.split(' ').any(|word| self.roles.same_office(word, noun));
            same && other.person == held.person && !other.office.plural
        };
        held.office.plural && held.office.label == noun.as_str() && doc.holdings.iter().any(|other| another(&other))
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
                if self.is_part(known, &post) {
                    *known = Post { tense: known.tense, ..post };
                }
            }
        }
    }

    /// *minister* says less than *notranji minister*, and *minister za delo* than *minister za delo in družino*.
    fn is_part(&self, less: &Post, more: &Post) -> bool {
        let noun =
            !less.post.contains(' ') && more.post.split(' ').any(|word| self.roles.same_office(word, &less.post));
        noun || more.post.strip_prefix(&less.post).is_some_and(|rest| rest.starts_with([' ', ',']))
    }
}
