//! Groups that an article forms: who was told together last.

use super::context::Context;
use crate::entity::{EntityKind, EntityRef, MentionForm};
use crate::text::Tree;

/// How many sentences back a pair is looked for.
const REACH: usize = 4;

impl Context<'_> {
    /// The two things of a kind that were told together last before a mention, nearest first.
    ///
    /// A pair is told together when a sentence speaks of exactly two things of that kind, or joins them by a group word.
    pub fn last_pair(&self, mention: usize, kind: EntityKind) -> Vec<EntityRef> {
        let sentence = self.doc.mentions[mention].sentence;
        for back in (sentence.saturating_sub(REACH)..=sentence).rev() {
            if let Some(group) = self.group_in(back, mention, kind) {
                return group;
            }
            let mut told: Vec<EntityRef> = Vec::new();
            let mentions = self.here(back).filter(|&m| m < mention).rev();
            for entity in mentions.flat_map(|m| self.doc.mentions[m].entities.clone().into_iter().rev()) {
                if self.kind(entity) == kind && !told.contains(&entity) {
                    told.push(entity);
                }
            }
            if told.len() == 2 {
                return told;
            }
            if told.len() > 2 {
                return Vec::new();
            }
        }
        Vec::new()
    }

    /// The two countries told together last; else those of the two persons told together last.
    pub fn last_countries(&self, mention: usize) -> Vec<EntityRef> {
        let pair = self.last_pair(mention, EntityKind::Country);
        if !pair.is_empty() {
            return pair;
        }
        let persons = self.last_pair(mention, EntityKind::Person);
        let of: Vec<EntityRef> = persons
            .iter()
            .filter_map(|&p| self.offices_of(p).find_map(|o| o.of).or_else(|| self.home_country()))
            .collect();
        if of.len() == 2 && of[0] != of[1] { of } else { Vec::new() }
    }

    /// Three or more things of a kind that a sentence joins by a conjunction, in the order of the text; none when it
    /// speaks of others as well.
    pub fn joined(&self, sentence: usize, kind: EntityKind) -> Vec<EntityRef> {
        let tree = Tree::new(&self.doc.sentences[sentence]);
        let mut told: Vec<(usize, EntityRef)> = Vec::new();
        for m in self.here(sentence).map(|m| &self.doc.mentions[m]) {
            let of_kind = m.entities.iter().filter(|&&entity| self.kind(entity) == kind);
            let names = matches!(m.form, MentionForm::Name | MentionForm::Adjective);
            told.extend(of_kind.filter(|_| names).map(|&entity| (m.head, entity)));
        }
        let Some(&(first, _)) = told.first() else { return Vec::new() };
        let joined = told.iter().all(|&(head, _)| head == first || tree.token(head).relation() == "conj");
        let mut found: Vec<EntityRef> = Vec::new();
        for (_, entity) in told {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
        if joined && found.len() > 2 { found } else { Vec::new() }
    }

    /// A mention of two things at once.
    fn group_in(&self, sentence: usize, before: usize, kind: EntityKind) -> Option<Vec<EntityRef>> {
        let group = self.here(sentence).filter(|&m| m < before).rev().map(|m| &self.doc.mentions[m]).find(|m| {
            m.form != MentionForm::Dropped && m.entities.len() == 2 && m.entities.iter().all(|&e| self.kind(e) == kind)
        })?;
        Some(group.entities.iter().rev().copied().collect())
    }
}
