//! What was decided, as chains of the document.

use super::cluster::Cluster;
use super::profile::Profile;
use super::stage::agrees;
use super::words::Words;
use crate::document::Document;
use crate::entity::role::Roles;
use crate::entity::{Chain, ChainMention, EntityRef, nominative};
use std::ops::Range;

/// Turns clusters into chains.
pub struct Teller<'d> {
    pub doc: &'d Document,
    pub roles: &'d Roles,
    pub words: Words<'d>,
    pub profiles: &'d [Profile],
    /// How likely the decision about each profile is.
    pub sure: &'d [f32],
}

impl Teller<'_> {
    /// The chain of a cluster that means these entities.
    pub fn chain(&self, cluster: &Cluster, entities: Vec<EntityRef>) -> Chain {
        let mentions = cluster.members.iter().map(|&member| self.mention(member, cluster, &entities)).collect();
        Chain { entities, mentions }
    }

    fn mention(&self, member: usize, cluster: &Cluster, entities: &[EntityRef]) -> ChainMention {
        let profile = &self.profiles[member];
        let sentence = &self.doc.sentences[profile.sentence];
        let first = self.words.place(profile.words.start).1;
        let tokens = first..(first + profile.words.len()).min(sentence.tokens.len());
        let head = self.words.place(profile.head).1;
        let fits = agrees(self.doc, profile, cluster, entities);
        ChainMention {
            sentence: profile.sentence,
            head,
            span: sentence.tokens[tokens.start].span.cover(sentence.tokens[tokens.end - 1].span),
            lemma: self.lemma(profile, &tokens, head),
            mention: profile.mention,
            entities: if fits { entities.to_vec() } else { Vec::new() },
            confidence: self.sure[member],
            tokens,
        }
    }

    /// The nominative of the words, of a name that they close with as it was found.
    fn lemma(&self, profile: &Profile, tokens: &Range<usize>, head: usize) -> String {
        let sentence = &self.doc.sentences[profile.sentence];
        let name = profile.mention.map(|mention| &self.doc.mentions[mention]).filter(|m| m.tokens.end == tokens.end);
        match name {
            Some(name) if name.tokens == *tokens => name.lemma.clone(),
            Some(name) if name.form.is_name() && tokens.start < name.tokens.start => {
                let before = tokens.start..name.tokens.start;
                format!("{} {}", nominative::phrase(self.roles, sentence, before, head, &|_| false), name.lemma)
            }
            _ if tokens.len() == 1 => sentence.tokens[head].lemma.to_string(),
            _ => nominative::phrase(self.roles, sentence, tokens.clone(), head, &|_| false),
        }
    }
}
