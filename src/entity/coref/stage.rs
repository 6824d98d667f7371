//! Stage `coreference`: chains, and links of what the rules left open or where the model is surer than they are.

use super::candidate;
use super::cluster::Cluster;
use super::features::{Scene, beside};
use super::model::{Decided, Decision, Given, Model};
use super::profile::{DUAL, Form, PLURAL, Profile, Profiler, SINGULAR, gender_of};
use super::report;
use super::tell::Teller;
use super::words::Words;
use crate::document::Document;
use crate::document::record::{How, link};
use crate::entity::role::Roles;
use crate::entity::{EntityKind, EntityRef};
use crate::error::Result;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use std::sync::Arc;

/// How likely it must be that a mention belongs to a thing for it to be linked, and to be linked anew.
const LIKELY: f32 = 0.9;
const LIKELIER_THAN_RULES: f32 = 0.95;
/// So much less is enough where the model holds the words for a mention.
const OF_MENTION: f32 = 0.2;
/// Links by rules that are surer than this stay.
const SURE: u64 = 7;
/// The confidence of the links, that of the rules for pronouns.
const CONFIDENCE: f32 = 0.6;

/// Puts the words that mean the same into chains, and links mentions without a name to what the model says they mean
/// where that is likely enough for facts to rely on it.
pub struct Coreference {
    roles: Arc<Roles>,
    model: Model,
}

impl Coreference {
    /// # Errors
    /// When the pack has no usable model.
    pub fn load(pack: &Pack, roles: Arc<Roles>) -> Result<Self> {
        Ok(Self { roles, model: Model::load(pack)? })
    }
}

impl Stage for Coreference {
    fn name(&self) -> &'static str {
        "coreference"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Trees, Layer::Mentions, Layer::Entities]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Coreference]
    }

    fn run(&self, doc: &mut Document) {
        let profiler = Profiler::new(doc, &self.roles);
        let profiles: Vec<Profile> = candidate::candidates(doc).into_iter().map(|run| profiler.read(run)).collect();
        let watch = |number: usize, scene: &Scene, scores: &[(Decision, f32)]| {
            doc.record.note(|record| record.antecedents.extend(report::weighed(doc, &profiles[number], scene, scores)));
        };
        let decided = self.model.decide(&profiles, Given::Candidates, watch);
        let clusters = &decided.clusters.all;
        let meant: Vec<Vec<EntityRef>> = clusters.iter().map(|cluster| entities_of(cluster, &profiles)).collect();
        for (number, profile) in profiles.iter().enumerate() {
            // Tags of headings, which are no sentences, are less sure.
            let heading = doc.sentences[profile.sentence].heading;
            let Some(mention) = profile.mention.filter(|_| is_open(profile) && !heading) else { continue };
            let Some(cluster) = likely(&decided, number, profile) else { continue };
            let found = &meant[cluster];
            // Where a thing has several entities, the one that the rules chose is as good as the one that most have.
            let told = clusters[cluster].entities.iter().any(|(entities, _)| *entities == profile.entities);
            let beside = clusters[cluster].members.iter().any(|&member| beside(profile, &profiles[member]));
            if !told && !beside && agrees(doc, profile, &clusters[cluster], found) {
                link(doc, mention, found, CONFIDENCE, How::Model);
                doc.mentions[mention].entities = found.clone();
                doc.mentions[mention].confidence = CONFIDENCE;
            }
        }
        let (words, sure) = (Words::new(&doc.sentences), &decided.sure[..]);
        let teller = Teller { doc, roles: &self.roles, words, profiles: &profiles, sure };
        doc.chains = clusters.iter().zip(meant).map(|(cluster, meant)| teller.chain(cluster, meant)).collect();
    }
}

/// Words whose form says little of what they mean, and that no rule is sure about. A noun with attributes means something
/// else as often as what was told, a verb in the plural people in general; in a clause about a noun a verb or pronoun
/// mostly means that noun.
fn is_open(profile: &Profile) -> bool {
    let form = match profile.form {
        Form::Role | Form::Common | Form::Noun => profile.bare,
        Form::Dropped => profile.is_verb && profile.number != PLURAL && !profile.relative,
        Form::Personal => !profile.relative,
        Form::Possessive | Form::Demonstrative | Form::Relative => true,
        _ => false,
    };
    form && (profile.entities.is_empty() || profile.sure <= SURE)
}

/// The cluster that a mention belongs to, if that is likely enough.
fn likely(decided: &Decided, number: usize, profile: &Profile) -> Option<usize> {
    let (cluster, share) = decided.meant[number]?;
    let held = if decided.clusters.of.get(&number) == Some(&cluster) { OF_MENTION } else { 0.0 };
    let least = if profile.entities.is_empty() { LIKELY } else { LIKELIER_THAN_RULES };
    (share + held >= least).then_some(cluster)
}

/// Number and gender allow it: one for the singular, not one for the dual, no single person for the plural.
pub(super) fn agrees(doc: &Document, profile: &Profile, cluster: &Cluster, found: &[EntityRef]) -> bool {
    let person = |entity: EntityRef| doc.entities[entity].kind == EntityKind::Person;
    let number = match (found, profile.number) {
        ([], _) => false,
        ([_], DUAL) => false,
        ([one], PLURAL) => !person(*one),
        ([_, _, ..], SINGULAR) => false,
        _ => true,
    };
    let own = match found {
        [one] if person(*one) => gender_of(doc.entities[*one].gender),
        // A noun has a gender of its own: *podjetje* for a *družba*.
        _ if profile.form.is_noun() => 0,
        _ => cluster.gender(),
    };
    number && (profile.gender == 0 || own == 0 || profile.gender == own)
}

/// What the rules link most of a cluster's mentions to, names before others.
fn entities_of(cluster: &Cluster, profiles: &[Profile]) -> Vec<EntityRef> {
    let mut votes: Vec<(&Vec<EntityRef>, u32)> = Vec::new();
    for profile in cluster.members.iter().map(|&member| &profiles[member]).filter(|p| !p.entities.is_empty()) {
        let weight = if profile.form.is_name() { 3 } else { 1 };
        match votes.iter_mut().find(|(known, _)| **known == profile.entities) {
            Some((_, sum)) => *sum += weight,
            None => votes.push((&profile.entities, weight)),
        }
    }
    // Of two with as many votes the one told first.
    let best = votes.into_iter().rev().max_by_key(|&(_, sum)| sum);
    best.map(|(entities, _)| entities.clone()).unwrap_or_default()
}
