//! Agreements: which one, between whom, about what, and in which state.
//!
//! `find` reads the noun phrases, `status` the words around them that tell a state, `party` who is bound,
//! `cluster` puts the wordings of one agreement together, `name` says what it is called.

mod cluster;
mod find;
mod lexicon;
mod name;
mod named;
mod party;
mod status;

use crate::document::Document;
use crate::document::record::{self, How, Link, Thing, Wordings};
use crate::entity::gazetteer::Gazetteer;
use crate::entity::office::indices_in_sentence;
use crate::entity::role::Roles;
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
use crate::error::Result;
use crate::event::Agreement;
use crate::lang::Pack;
use crate::pipeline::{Layer, Stage};
use cluster::Cluster;
use find::Wording;
use lexicon::Lexicon;
use std::sync::Arc;

/// The stage that fills [`Document::agreements`], mints agreements as entities and adds their mentions.
pub struct Agreements {
    lexicon: Lexicon,
    roles: Arc<Roles>,
    gazetteer: Arc<Gazetteer>,
}

impl Agreements {
    /// # Errors
    /// When a table of the pack is missing or wrong.
    pub fn new(pack: &Pack, roles: Arc<Roles>, gazetteer: Arc<Gazetteer>) -> Result<Self> {
        Ok(Self { lexicon: Lexicon::load(pack)?, roles, gazetteer })
    }

    /// # Errors
    /// As [`new`](Self::new), also when the role tables or the gazetteer cannot be read.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        Self::new(pack, Arc::new(Roles::load(pack)?), Arc::new(Gazetteer::load(pack)?))
    }
}

impl Stage for Agreements {
    fn name(&self) -> &'static str {
        "agreements"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Trees, Layer::Mentions, Layer::Entities, Layer::Posts]
    }

    fn gives(&self) -> &'static [Layer] {
        &[Layer::Agreements]
    }

    fn run(&self, doc: &mut Document) {
        let wordings = find::wordings(doc, &self.lexicon, &self.roles);
        let mut clusters = cluster::group(&self.lexicon, wordings);
        clusters.retain(Cluster::is_concrete);
        for cluster in &clusters {
            self.add(doc, cluster);
        }
    }
}

/// How sure an agreement is that has two parties, and one that has fewer.
const BOUND: f32 = 0.85;
const UNBOUND: f32 = 0.6;

impl Agreements {
    fn add(&self, doc: &mut Document, cluster: &Cluster) {
        let parties = party::of_cluster(doc, &self.gazetteer, &self.lexicon, cluster);
        let (status, place) = status::of_cluster(&self.lexicon, cluster);
        let entity = match cluster.named() {
            Some(row) => doc.intern_entity(minted(self.lexicon.named[row].name.clone(), None)),
            None => cluster.known().unwrap_or_else(|| self.mint(doc, cluster, &parties)),
        };
        let fullest = cluster.fullest();
        let subjects = name::subjects(&self.roles, doc, fullest);
        for wording in &cluster.wordings {
            add_mention(doc, wording, entity);
        }
        doc.record.note(|record| record.agreements.push(told(doc, cluster, entity)));
        let confidence = if parties.len() >= 2 { BOUND } else { UNBOUND };
        doc.agreements.push(Agreement {
            agreement: entity,
            parties,
            status,
            subjects,
            sentence: place.unwrap_or(fullest.sentence),
            rule: "agreement".into(),
            confidence,
        });
    }

    fn mint(&self, doc: &mut Document, cluster: &Cluster, parties: &[EntityRef]) -> EntityRef {
        let name = name::of(&self.roles, &self.lexicon, doc, cluster.fullest());
        let slug = name::slug(doc, cluster, &name, parties);
        doc.intern_entity(minted(name, Some(slug)))
    }
}

fn minted(name: String, slug: Option<String>) -> Entity {
    let slug = slug.unwrap_or_else(|| crate::entity::slug(&name));
    Entity { kind: EntityKind::Agreement, slug, name, alt_names: Vec::new(), gender: None, gazetteer: None }
}

/// The wordings with what speaks for a state, for those who ask why.
fn told(doc: &Document, cluster: &Cluster, entity: EntityRef) -> Wordings {
    let wording = |wording: &Wording| record::Wording {
        span: wording.span(doc),
        cues: wording.cues.iter().map(|cue| (cue.status, cue.strength)).collect(),
    };
    Wordings { agreement: Thing::of(doc, entity), wordings: cluster.wordings.iter().map(wording).collect() }
}

/// Lets the words of the agreement point to it: those that are a mention already, others as a new one.
fn add_mention(doc: &mut Document, wording: &Wording, entity: EntityRef) {
    let (span, here) = (wording.span(doc), indices_in_sentence(&doc.mentions, wording.sentence));
    let at_head = |m: &&mut Mention| m.head == wording.head && m.form != MentionForm::Dropped;
    if let Some(mention) = doc.mentions[here].iter_mut().find(at_head) {
        mention.entities = vec![entity];
        mention.class = MentionType::Misc;
        mention.confidence = mention.confidence.max(UNBOUND);
        let Mention { span, form, confidence, .. } = *mention;
        doc.record.note(|record| {
            record.links.push(Link { span, form, to: vec![Thing::of(doc, entity)], confidence, how: How::Agreement });
        });
        return;
    }
    let sentence = &doc.sentences[wording.sentence];
    let tokens = wording.tokens.clone();
    let head = &sentence.tokens[wording.head];
    let mention = Mention {
        sentence: wording.sentence,
        tokens,
        head: wording.head,
        span,
        lemma: head.lemma.to_string(),
        class: MentionType::Misc,
        form: if wording.pronoun { MentionForm::Pronoun } else { MentionForm::CommonNoun },
        entities: vec![entity],
        confidence: UNBOUND,
    };
    let place = doc.mentions.partition_point(|m| (m.span.start, m.span.end) <= (span.start, span.end));
    doc.mentions.insert(place, mention);
    record::link(doc, place, &[entity], UNBOUND, How::Agreement);
}

#[cfg(test)]
mod tests;
