//! What the resolver knows while it reads an article from beginning to end.

use super::persons::same_label;
use crate::document::Document;
use crate::document::record::{How, link};
use crate::entity::gazetteer::Gazetteer;
use crate::entity::inflect::{Inflector, Reading};
use crate::entity::office::{self, Holding, Office};
use crate::entity::role::{Effect, RoleKind, Roles};
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm};
use crate::text::{Case, Gender, Number};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// Beside each entity of the document: what is known of it but not said in the graph.
#[derive(Debug, Clone, Default)]
pub struct Info {
    pub gender: Option<Gender>,
    /// Lower-case nouns of its names, by which a common noun may take it up again.
    pub nouns: BTreeSet<String>,
    /// For a body of a state: whose, and its name without the country.
    pub organ: Option<Organ>,
    /// Its offices, as indices into `Document::holdings`.
    pub holdings: Vec<usize>,
    /// A group without a name.
    pub group: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organ {
    pub country: Option<EntityRef>,
    /// Lemma of the noun.
    pub noun: String,
    /// The noun with its adjectives other than the country's, nominative.
    pub label: String,
}

/// Who or what a main clause is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    Known(Vec<EntityRef>),
    /// An expressed subject that is no entity, with its UD gender and number.
    Other {
        gender: Option<Gender>,
        number: String,
    },
    None,
}

pub struct Context<'r> {
    pub doc: Document,
    pub roles: &'r Roles,
    pub gazetteer: &'r Gazetteer,
    pub inflector: &'r Inflector,
    pub infos: Vec<Info>,
    /// Subject of the main clause of each sentence read so far.
    pub subjects: Vec<Subject>,
    pub quoted: super::quoted::Quoted,
    /// The gender that a lemma in lower case first has; made when it is asked for.
    pub genders: OnceCell<FxHashMap<String, Gender>>,
}

/// How many mentions back something told may still be meant by a word that does not name it.
const MEMORY: usize = 1000;

impl Context<'_> {
    /// Adds an entity or finds the one of the same identity.
    pub fn intern(&mut self, entity: Entity, info: Info) -> EntityRef {
        let entity = self.doc.intern_entity(entity);
        match self.infos.get_mut(entity) {
            None => self.infos.push(info),
            Some(known) if info.organ.as_ref().is_some_and(|organ| organ.country.is_some()) => known.organ = info.organ,
            Some(_) => {}
        }
        entity
    }

    pub fn point(&mut self, mention: usize, entities: Vec<EntityRef>, confidence: f32, how: How) {
        link(&self.doc, mention, &entities, confidence, how);
        self.doc.mentions[mention].entities = entities;
        self.doc.mentions[mention].confidence = confidence;
    }

    pub fn kind(&self, entity: EntityRef) -> EntityKind {
        self.doc.entities[entity].kind
    }

    /// Indices of the mentions of a sentence.
    pub fn here(&self, sentence: usize) -> std::ops::Range<usize> {
        let start = self.doc.mentions.partition_point(|m| m.sentence < sentence);
        let end = self.doc.mentions.partition_point(|m| m.sentence <= sentence);
        start..end
    }

    /// The resolved mentions before one, nearest first, as far back as a reader may remember.
    pub fn before(&self, mention: usize) -> impl Iterator<Item = &Mention> {
        let start = mention.saturating_sub(MEMORY);
        self.doc.mentions[start..mention].iter().rev().filter(|m| !m.entities.is_empty())
    }

    /// The entities told before a mention that pass a test, nearest first, each once; at most `count`.
    pub fn told_before(&self, mention: usize, count: usize, test: impl Fn(EntityRef) -> bool) -> Vec<EntityRef> {
        let mut seen = FxHashSet::default();
        let told = self.before(mention).flat_map(|m| m.entities.iter().rev().copied());
        told.filter(|&entity| seen.insert(entity) && test(entity)).take(count).collect()
    }

    /// The country of a body that a state has.
    pub fn country_of_body(&self, entity: EntityRef) -> Option<EntityRef> {
        if let Some(organ) = &self.infos[entity].organ {
            return organ.country;
        }
        let entity = Some(&self.doc.entities[entity]).filter(|e| e.kind == EntityKind::Organisation)?;
        let of = self.gazetteer.entry(entity.gazetteer.as_deref()?)?.country.clone()?;
        self.doc.entities.iter().position(|e| e.gazetteer.as_deref() == Some(&of))
    }

    /// The offices of a person, the one told last first.
    pub fn offices_of(&self, person: EntityRef) -> impl Iterator<Item = &Office> {
        self.infos[person].holdings.iter().rev().map(|&held| &self.doc.holdings[held].office)
    }

    /// Remembers that the words of a role noun's mention say an office of a person. `name` is the mention that names the
    /// person beside the noun, if one does.
    pub fn remember(&mut self, person: EntityRef, mention: usize, name: Option<usize>, rule: &'static str) {
        let Some(mut office) = office::read(&self.doc, self.roles, &self.doc.mentions[mention]) else { return };
        let Some(role) = self.roles.role(&office.noun) else { return };
        if role.kind == RoleKind::Peer {
            let Some(model) = self.peer_of(person, mention) else { return };
            let (noun, label) = office::in_gender(self.roles, &model, role.gender);
            (office.noun, office.label) = (noun, label);
        } else if let Some(model) = self.told_in_plural(mention, &office) {
            office.label = office::in_gender(self.roles, &model, role.gender).1;
        }
        if let Some(name) = name {
            let words = &self.doc.mentions[mention];
            let own = office::owner_of(&self.doc, self.roles, words, &office, name);
            office.unknown_owner &= own.is_none();
            office.of = own;
        }
        if self.is_plural(mention) && self.gender_of(person) == Some(Gender::Fem) {
            (office.noun, office.label) = office::in_gender(self.roles, &office, Gender::Fem.as_str());
        }
        if role.kind != RoleKind::Description {
            self.infos[person].holdings.push(self.doc.holdings.len());
            self.doc.holdings.push(Holding { person, office, mention, inferred: false, rule });
        }
    }

    /// What the first name says, else what the words around the names say.
    pub fn gender_of(&self, person: EntityRef) -> Option<Gender> {
        let first = self.doc.entities[person].name.split(' ').next()?;
        let listed = self.inflector.first_names().get(first).and_then(|name| name.gender);
        listed.or(self.infos[person].gender)
    }

    /// *obrambni ministri* told before: in such an article *latvijski minister* is one of them.
    fn told_in_plural(&self, mention: usize, office: &Office) -> Option<Office> {
        let leads_body = |noun: &str| self.roles.role(noun).is_some_and(|role| role.body.is_some());
        if office.label != office.noun.as_str() || !leads_body(&office.noun) {
            return None;
        }
        let start = mention.saturating_sub(MEMORY);
        let nouns = (start..mention).rev().filter(|&at| self.doc.mentions[at].form == MentionForm::RoleNoun);
        let told = nouns.filter_map(|at| Some((at, office::read(&self.doc, self.roles, &self.doc.mentions[at])?)));
        let mut fuller = told
            .filter(|(_, told)| self.roles.same_office(&told.noun, &office.noun) && told.label != told.noun.as_str());
        let (at, model) = fuller.next()?;
        self.is_plural(at).then_some(model)
    }

    /// A role noun for several persons says nothing of each one's gender.
    pub fn is_plural(&self, mention: usize) -> bool {
        let mention = &self.doc.mentions[mention];
        let head = &self.doc.sentences[mention.sentence].tokens[mention.head];
        matches!(head.feat("Number"), Some("Dual" | "Plur"))
    }

    /// The office by which somebody is a peer: that of the person told last before who holds one now.
    fn peer_of(&self, person: EntityRef, mention: usize) -> Option<Office> {
        let nearest = self.before(mention).flat_map(|m| m.entities.iter().rev().copied()).find(|&other| {
            other != person && self.kind(other) == EntityKind::Person && self.offices_of(other).next().is_some()
        })?;
        let now = |office: &&Office| !matches!(office.effect, Some(Effect::Former | Effect::Future));
        let last = self.offices_of(nearest).find(now)?;
        let fuller = |office: &&Office| now(office) && self.roles.same_office(&office.noun, &last.noun);
        self.offices_of(nearest).filter(fuller).max_by_key(|office| office.label.len()).cloned()
    }

    /// The entities meant by the mention whose head is this token, or by the name that covers it.
    pub fn at_token(&self, sentence: usize, token: usize) -> Vec<EntityRef> {
        let fits = |m: &&Mention| {
            m.form != MentionForm::Adjective
                && m.form != MentionForm::Dropped
                && !m.entities.is_empty()
                && (m.head == token || (m.form.is_name() && m.tokens.contains(&token)))
        };
        let best = office::in_sentence(&self.doc.mentions, sentence).filter(fits).max_by_key(|m| m.tokens.len());
        best.map(|m| m.entities.clone()).unwrap_or_default()
    }

    /// Gender of a common noun: as the article's tags have it, else by its ending.
    pub fn noun_gender(&self, noun: &str) -> Option<Gender> {
        let tagged = self.genders.get_or_init(|| genders(&self.doc)).get(noun).copied();
        tagged.or_else(|| {
            let nominative = Reading { case: Some(Case::Nom), number: Some(Number::Sing), ..Reading::default() };
            self.inflector.reduce(noun, &nominative).first().map(|candidate| candidate.gender)
        })
    }

    /// The countries that the article's bodies and offices belong to, each as often as it is said.
    pub fn home_countries(&self) -> Vec<(EntityRef, usize)> {
        let mut counts = vec![0; self.doc.entities.len()];
        for mention in &self.doc.mentions {
            for &entity in &mention.entities {
                if let Some(country) = self.infos[entity].organ.as_ref().and_then(|organ| organ.country) {
                    counts[country] += 1;
                }
            }
        }
        for country in self.doc.holdings.iter().filter_map(|held| held.office.of) {
            counts[country] += 1;
        }
        let mut found: Vec<_> = counts
            .into_iter()
            .enumerate()
            .filter(|&(entity, count)| count > 0 && self.kind(entity) == EntityKind::Country)
            .collect();
        found.sort_by_key(|&(entity, count)| (std::cmp::Reverse(count), entity));
        found
    }

    /// The country that clearly most of the article's bodies and offices belong to.
    pub fn home_country(&self) -> Option<EntityRef> {
        clear_first(&self.home_countries())
    }

    /// The country whose office a person holds when the words do not say: the one that most of the article's bodies and
    /// offices belong to, unless the article gives its office to somebody else.
    pub fn country_of(&self, person: EntityRef, office: &Office) -> Option<EntityRef> {
        self.home(|country| !self.is_taken(country, person, office))
    }

    /// The country that is meant where the article names none, of those that `may` be.
    pub fn home(&self, may: impl Fn(EntityRef) -> bool) -> Option<EntityRef> {
        let mut homes = self.home_countries();
        homes.retain(|&(country, _)| may(country));
        let own = self.doc.home_country;
        match homes[..] {
            [] => own,
            [(only, _)] if self.is_only_country(only) => Some(only),
            [(_, count), ..] if own.is_some() && count < FOREIGN_HOME => own,
            _ => clear_first(&homes),
        }
    }

    /// Whether the article gives this office of the country to somebody else.
    pub fn is_taken(&self, country: EntityRef, person: EntityRef, office: &Office) -> bool {
        self.doc.holdings.iter().any(|other| {
            other.person != person
                && other.office.of == Some(country)
                && other.office.effect.is_none()
                && office.effect.is_none()
                && (same_label(self.roles, &other.office.label, &office.label)
                    || (self.is_peer(other.mention) && self.roles.same_office(&other.office.noun, &office.noun)))
        })
    }

    fn is_only_country(&self, country: EntityRef) -> bool {
        (0..self.doc.entities.len()).all(|entity| entity == country || self.kind(entity) != EntityKind::Country)
    }

    /// Whether a role noun calls somebody a colleague.
    pub fn is_peer(&self, mention: usize) -> bool {
        let mention = &self.doc.mentions[mention];
        let noun = &self.doc.sentences[mention.sentence].tokens[mention.head];
        self.roles.role_of(noun).is_some_and(|role| role.kind == RoleKind::Peer)
    }
}

/// The gender of each lemma, in lower case, as the first token that shows it has it.
fn genders(doc: &Document) -> FxHashMap<String, Gender> {
    let mut genders = FxHashMap::default();
    for token in doc.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        if let Some(gender) = token.feat("Gender").and_then(Gender::parse) {
            genders.entry(token.lemma.to_lowercase()).or_insert(gender);
        }
    }
    genders
}

/// How often an article that also speaks of the language's own country must speak of another one's offices to be at
/// home there.
const FOREIGN_HOME: usize = 3;

/// The first of a ranking when it is clearly ahead.
fn clear_first(ranking: &[(EntityRef, usize)]) -> Option<EntityRef> {
    match *ranking {
        [(first, count)] if count > 1 => Some(first),
        [(first, count), (_, second), ..] if count >= 2 * second && count > 2 => Some(first),
        _ => None,
    }
}
