//! Stage `mentions`: every group of words, pronoun or bare verb that may point to an entity.

pub mod implicit;
mod names;
mod nouns;
mod repeat;
mod split;
mod vote;

use super::gazetteer::Gazetteer;
use super::naming::Namer;
use super::role::Roles;
use super::{Mention, MentionForm, MentionType};
use crate::document::Document;
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use crate::span::Span;
use crate::text::{Name, Sentence};
use std::ops::Range;
use std::sync::Arc;

/// Finds mentions; which entity each one points to is left to the [`Resolver`](super::resolve::Resolver).
pub struct MentionFinder {
    roles: Arc<Roles>,
    gazetteer: Arc<Gazetteer>,
}

impl MentionFinder {
    /// # Errors
    /// When a table of the pack is missing or wrong.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Ok(Self::new(Arc::new(Roles::load(pack)?), Arc::new(Gazetteer::load(pack)?)))
    }

    pub fn new(roles: Arc<Roles>, gazetteer: Arc<Gazetteer>) -> Self {
        Self { roles, gazetteer }
    }
}

impl Stage for MentionFinder {
    fn name(&self) -> &'static str {
        "mentions"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Tokens, Layer::Tags, Layer::Lemmas, Layer::Trees, Layer::Names]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Mentions]
    }

    fn run(&self, doc: &mut Document) {
        let mut mentions = Vec::new();
        let mut names = doc.names.as_slice();
        for (number, sentence) in doc.sentences.iter().enumerate() {
            let own = names.partition_point(|name| name.sentence <= number);
            let (here, rest) = names.split_at(own);
            names = rest;
            mentions.extend(self.sentence(number, sentence, here));
        }
        vote::settle(doc, &mut mentions);
        repeat::find(doc, &mut mentions);
        let namer = Namer { gazetteer: &self.gazetteer, inflector: self.gazetteer.inflector(), roles: &self.roles };
        namer.name_all(&doc.sentences, &mut mentions, |m| m.lemma.is_empty());
        doc.mentions = mentions;
    }
}

impl MentionFinder {
    fn sentence(&self, number: usize, sentence: &Sentence, names: &[Name]) -> Vec<Mention> {
        let mut find = Find { number, sentence, roles: &self.roles, found: Vec::new() };
        names::find(&mut find, names, &self.gazetteer);
        nouns::find(&mut find);
        implicit::find_pronouns(&mut find);
        implicit::find_dropped(&mut find);
        find.found.sort_by_key(|m| (m.tokens.start, std::cmp::Reverse(m.tokens.end)));
        find.found
    }
}

/// The search through one sentence.
pub struct Find<'a> {
    number: usize,
    sentence: &'a Sentence,
    roles: &'a Roles,
    found: Vec<Mention>,
}

impl Find<'_> {
    /// Adds a mention unless one of the same tokens is there.
    fn push(
        &mut self,
        tokens: Range<usize>,
        head: usize,
        lemma: String,
        class: MentionType,
        form: MentionForm,
        confidence: f32,
    ) {
        if self.found.iter().any(|known| known.tokens == tokens && known.form != MentionForm::Dropped) {
            return;
        }
        let span = cover(self.sentence, &tokens);
        self.found.push(Mention {
            sentence: self.number,
            tokens,
            head,
            span,
            lemma,
            class,
            form,
            entities: Vec::new(),
            confidence,
        });
    }

    /// Whether a token belongs to a proper name.
    fn in_name(&self, token: usize) -> bool {
        self.found.iter().any(|m| m.form.is_name() && m.tokens.contains(&token))
    }
}

fn cover(sentence: &Sentence, tokens: &Range<usize>) -> Span {
    sentence.tokens[tokens.start].span.cover(sentence.tokens[tokens.end - 1].span)
}
