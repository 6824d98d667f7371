//! What was decided, as chains of the document.

use super::cluster::Cluster;
use super::profile::Profile;
use super::stage::agrees;
use super::words::Words;
use crate::document::Document;
use crate::entity::role::Roles;
use crate::entity::{Chain, ChainMention, EntityRef, MentionType, nominative};
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
        Chain { class: self.class(cluster, &entities), entities, mentions }
    }

    /// By the entity, or else by the first mention that rules found.
    fn class(&self, cluster: &Cluster, entities: &[EntityRef]) -> MentionType {
        if let [entity, ..] = *entities {
            return self.doc.entities[entity].kind.into();
        }
        let found = cluster.members.iter().find_map(|&member| self.profiles[member].mention);
        found.map_or(MentionType::Misc, |mention| self.doc.mentions[mention].class)
    }

    fn mention(&self, member: usize, cluster: &Cluster, entities: &[EntityRef]) -> ChainMention {
        let profile = &self.profiles[member];
        let sentence = &self.doc.sentences[profile.sentence];
        let first = self.words.place(profile.words.start).1;
        let tokens = first..(first + profile.words.len()).min(sentence.tokens.len());
        let head = self.words.place(profile.head).1;
        let fits = !profile.quantified
            && !self.is_of_another(member, cluster, entities)
            && agrees(self.doc, profile, cluster, entities);
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

    /// *francoski minister* is not the one that the other words of the chain call *nemški*.
    fn is_of_another(&self, member: usize, cluster: &Cluster, entities: &[EntityRef]) -> bool {
        let own = &self.profiles[member].origins;
        let others = || cluster.members.iter().filter(|&&other| other != member);
        let told = || others().flat_map(|&other| &self.profiles[other].origins);
        let same = own.iter().any(|origin| entities.contains(origin) || told().any(|other| other == origin));
        self.profiles[member].form.is_noun() && !own.is_empty() && told().next().is_some() && !same
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
