//! Whose offices they are: by the words, by what the office is, by what the article speaks of.

use super::context::Context;
use super::{bodies, link};
use crate::document::record::How;
use crate::entity::gazetteer::FormRole;
use crate::entity::office::{self, Holding, Office};
use crate::entity::role::{Jurisdiction, RoleKind, Usage};
use crate::entity::{EntityKind, EntityRef, MentionForm, nominative, phrase};
use rustc_hash::FxHashMap;
use smol_str::SmolStr;

/// Gives every office its owner, as far as the article tells it.
pub fn give(context: &mut Context) {
    for index in 0..context.doc.holdings.len() {
        name_by_region(context, index);
        let own = by_words(context, &context.doc.holdings[index]).or_else(|| by_body(context, index));
        let own = own.map(|own| organisation_of(context, own));
        context.doc.holdings[index].office.of = own;
    }
    let nations = nationalities(context);
    let article = Article::read(context);
    // In the order of the text: what is said of an office holds when it is spoken of again.
    for index in 0..context.doc.holdings.len() {
        let held = &context.doc.holdings[index];
        if held.office.of.is_none() {
            let of = infer(context, held, &article, nations.get(&held.person).copied());
            context.doc.holdings[index].office.of = of;
            context.doc.holdings[index].inferred = true;
        }
    }
}

/// *evropska poslanka*: an adjective of a region that says in which body somebody sits belongs to the office's name.
fn name_by_region(context: &mut Context, index: usize) {
    let office = &context.doc.holdings[index].office;
    let Some(region) = office.of.and_then(|of| context.doc.entities[of].gazetteer.clone()) else { return };
    let Some(role) = context.roles.role(&office.noun) else { return };
    let entry = context.gazetteer.entry(&region);
    let Some(base) = entry.and_then(|entry| entry.adjectives.first().cloned()) else { return };
    let adjective = nominative::adjective_from_base(context.roles, &base, role.gender, "Sing");
    let label = adjective.map(|adjective| format!("{adjective} {}", office.label)).unwrap_or_default();
    let known = context.roles.words.regions.contains_key(&region) && context.roles.has_own_name(&label);
    let Some(body) = context.roles.office(&label).filter(|_| known).and_then(|row| row.body.clone()) else { return };
    let of = link::entity_of(context, &body);
    let office = &mut context.doc.holdings[index].office;
    office.label = label;
    office.of = of;
}

/// The organisation that a region's adjective means before an office: *evropski pogajalec*.
fn organisation_of(context: &mut Context, owner: EntityRef) -> EntityRef {
    let key = context.doc.entities[owner].gazetteer.as_deref();
    let organisation = key.and_then(|key| context.roles.words.regions.get(key));
    organisation.and_then(|organisation| link::entity_of(context, organisation)).unwrap_or(owner)
}

/// A body that a state has stands for the state where the office is the state's, and a possessive before the phrase
/// means its possessor.
fn by_words(context: &Context, held: &Holding) -> Option<EntityRef> {
    let Some(of) = held.office.of else { return possessor(context, held) };
    let state = context
        .roles
        .role(&held.office.noun)
        .is_some_and(|role| role.jurisdiction == Jurisdiction::State && role.kind == RoleKind::Post);
    match context.infos[of].organ.as_ref() {
        Some(organ) if state => organ.country,
        None if state && context.kind(of) == EntityKind::Organisation => {
            context.doc.entities[of].gazetteer.is_some().then_some(of)
        }
        _ => Some(of),
    }
}

/// *njen direktor*: whom the pronoun means, else the body or country told last that goes with its gender and number.
fn possessor(context: &Context, held: &Holding) -> Option<EntityRef> {
    let phrase = &context.doc.mentions[held.mention];
    let tokens = &context.doc.sentences[phrase.sentence].tokens;
    let pronoun = office::in_sentence(&context.doc.mentions, phrase.sentence).find(|m| {
        let idle = |at: usize| context.roles.modifier(&tokens[at].lemma.to_lowercase()).is_some();
        m.form == MentionForm::Pronoun
            && m.tokens.end <= phrase.tokens.start
            && (m.tokens.end..phrase.tokens.start).all(idle)
            && tokens[m.head].feats.has("Poss", "Yes")
    })?;
    let owns = |entity: &EntityRef| context.kind(*entity) != EntityKind::Person;
    match pronoun.entities[..] {
        [] => {}
        [owner] => return Some(owner).filter(owns),
        _ => return None,
    }
    let word = &tokens[pronoun.head];
    let (gender, number) = (word.feat("Gender[psor]"), word.feat("Number[psor]"));
    let role = context.roles.role(&held.office.noun)?;
    let of_organ = role.jurisdiction == Jurisdiction::Organ;
    let goes = |m: &&crate::entity::Mention| {
        let token = &context.doc.sentences[m.sentence].tokens[m.head];
        let fits = |name, own: Option<&str>| own.is_none() || token.feat(name).is_none() || token.feat(name) == own;
        m.entities.len() == 1
            && m.form != MentionForm::Adjective
            && owns(&m.entities[0])
            && (!of_organ || context.kind(m.entities[0]) == EntityKind::Organisation)
            && m.sentence + 1 >= phrase.sentence
            && fits("Gender", gender)
            && fits("Number", number)
    };
    let told = context.doc.mentions[..held.mention].iter().rev().find(goes)?;
    Some(told.entities[0])
}

/// The body that a common noun or an adjective names: one told before, else a new one by that name.
fn by_body(context: &mut Context, index: usize) -> Option<EntityRef> {
    let held = &context.doc.holdings[index];
    let role = context.roles.role(&held.office.noun)?;
    if let Some(noun) = held.office.body_noun.clone() {
        let told = |entity: &EntityRef| context.infos[*entity].organ.as_ref().is_some_and(|o| o.noun == noun.as_str());
        let mut all = (0..context.doc.entities.len()).filter(told);
        return match (all.next(), all.next()) {
            (Some(only), None) => Some(only),
            (None, _) => {
                let country = context.home_country().or(context.doc.home_country);
                Some(bodies::organ_of(context, country, &noun, &noun))
            }
            _ => None,
        };
    }
    if let Some(key) = context.roles.office(&held.office.label).and_then(|row| row.body.clone()) {
        return link::entity_of(context, &key);
    }
    if role.jurisdiction == Jurisdiction::State || role.jurisdiction == Jurisdiction::Realm {
        return None;
    }
    let (sentence, head) = (context.doc.mentions[held.mention].sentence, held.office.body?);
    let told = context.at_token(sentence, head);
    if let [only] = told[..] {
        return Some(only);
    }
    let tokens = &context.doc.sentences[sentence];
    let noun: SmolStr = tokens.tokens[head].lemma.to_lowercase().into();
    let words = phrase::noun_phrase(tokens, head).tokens;
    let known = context.roles.body(&noun).filter(|body| body.kind == EntityKind::Organisation)?;
    let named = words.len() > 1 || matches!(known.usage, Usage::Body | Usage::Organ);
    if !named || held.rule != "beside-name" || tokens.tokens[head].feat("Number") != Some("Sing") {
        return None;
    }
    let label = nominative::lower_first(&nominative::phrase(context.roles, tokens, words, head, &|_| false));
    let country = if known.usage == Usage::Organ { context.home_country().or(context.doc.home_country) } else { None };
    let body = bodies::organ_of(context, country, &noun, &label);
    point(context, &noun, body);
    Some(body)
}

/// Lets the noun mean the body wherever the article left open what it means.
fn point(context: &mut Context, noun: &str, body: EntityRef) {
    for index in 0..context.doc.mentions.len() {
        let mention = &context.doc.mentions[index];
        let head = &context.doc.sentences[mention.sentence].tokens[mention.head];
        let open = mention.form == MentionForm::CommonNoun && mention.entities.is_empty();
        if open && head.lemma.to_lowercase() == noun && head.feat("Number") == Some("Sing") {
            context.point(index, vec![body], BY_ITS_OFFICE, How::BodyOfOffice);
        }
    }
}

/// How sure it is that a noun means the body whose office somebody holds.
const BY_ITS_OFFICE: f32 = 0.6;

/// How much the article speaks of each country: of itself, of its places, bodies and offices.
struct Article {
    /// By entity.
    weights: Vec<f32>,
    /// Entities by their key in the gazetteer.
    known: FxHashMap<String, EntityRef>,
}

impl Article {
    fn read(context: &Context) -> Self {
        let entities = context.doc.entities.iter().enumerate();
        let known = entities.filter_map(|(entity, e)| Some((e.gazetteer.clone()?, entity))).collect();
        let mut article = Self { weights: vec![0.0; context.doc.entities.len()], known };
        for mention in context.doc.mentions.iter().filter(|m| m.form != MentionForm::Dropped) {
            for &entity in &mention.entities {
                if let Some((country, weight)) = article.country_of(context, entity) {
                    article.weights[country] = (article.weights[country] + weight).min(MOST_FOR_MENTIONS);
                }
            }
        }
        for &(country, count) in &context.home_countries() {
            article.weights[country] += (FOR_OFFICE * count as f32).min(MOST_FOR_OFFICES);
        }
        if let Some(home) = context.doc.home_country {
            article.weights[home] += FOR_HOME;
        }
        article
    }

    /// The country that an entity is or lies in, and how much a mention of it counts.
    fn country_of(&self, context: &Context, entity: EntityRef) -> Option<(EntityRef, f32)> {
        match context.kind(entity) {
            EntityKind::Country => Some((entity, 1.0)),
            EntityKind::Place => {
                let entry = context.gazetteer.entry(context.doc.entities[entity].gazetteer.as_deref()?)?;
                self.known.get(entry.country.as_deref()?).map(|&country| (country, 0.5))
            }
            _ => None,
        }
    }
}

/// Weights of evidence for a country; chosen by reason, not fitted.
const MOST_FOR_MENTIONS: f32 = 8.0;
const FOR_OFFICE: f32 = 1.0;
const MOST_FOR_OFFICES: f32 = 3.0;
const FOR_HOME: f32 = 4.0;
const IN_SENTENCE: f32 = 3.0;
const AS_SUBJECT: f32 = 5.0;
/// The article gives this office of the country to somebody else, who may have held it at another time.
const WHEN_TAKEN: f32 = 0.4;
/// Of the countries spoken of most, so many are compared.
const LOOKED_AT: usize = 5;
/// By how much the first must lead, and what it must have.
const LEAD: f32 = 0.5;
const LEAST: f32 = 3.0;

fn infer(context: &Context, held: &Holding, article: &Article, nation: Option<EntityRef>) -> Option<EntityRef> {
    let own = || context.infos[held.person].holdings.iter().map(|&own| &context.doc.holdings[own].office);
    let told = |other: &&Office| {
        let bare = held.office.label == held.office.noun || other.label == other.noun;
        let noun = context.roles.same_office(&other.noun, &held.office.noun);
        other.of.is_some() && (context.roles.one_office(&other.label, &held.office.label) || (noun && bare))
    };
    if let Some(of) = own().find(told).and_then(|other| other.of) {
        return Some(of);
    }
    let role = context.roles.role(&held.office.noun)?;
    if !role.seats_in.is_empty() {
        return only_seat(context, &role.seats_in);
    }
    let head = context.roles.words.state_heads.contains(&held.office.noun) && held.office.label == held.office.noun;
    let state = role.jurisdiction == Jurisdiction::State || held.office.of_state || head;
    if !state || held.office.unknown_owner {
        return None;
    }
    let country = |of: &EntityRef| context.kind(*of) == EntityKind::Country;
    let elsewhere = own().filter(|other| other.label != held.office.label).filter_map(|other| other.of).find(country);
    let of = nation.or(elsewhere);
    of.or_else(|| most_spoken_of(context, held, article, head))
}

/// The countries of persons beside whose names an inhabitant's noun stands: *Litovec Jonas Kazlauskas*.
fn nationalities(context: &mut Context) -> FxHashMap<EntityRef, EntityRef> {
    let mut keys = FxHashMap::default();
    for m in context.doc.mentions.iter().filter(|m| m.form == MentionForm::Name && m.entities.len() == 1) {
        let tokens = &context.doc.sentences[m.sentence].tokens;
        let words = [Some(m.tokens.start).filter(|_| m.tokens.len() > 1), m.tokens.start.checked_sub(1)];
        let key = words.into_iter().flatten().find_map(|at| demonym(context, &tokens[at].form));
        if let Some(key) = key.filter(|_| context.kind(m.entities[0]) == EntityKind::Person) {
            keys.entry(m.entities[0]).or_insert(key);
        }
    }
    let holders = context.doc.holdings.iter().filter(|held| held.office.of.is_none());
    let holders: Vec<EntityRef> = holders.map(|held| held.person).collect();
    let named = holders.into_iter().filter_map(|person| Some((person, keys.get(&person)?)));
    named.filter_map(|(person, key)| Some((person, link::entity_of(context, key)?))).collect()
}

fn demonym(context: &Context, word: &str) -> Option<String> {
    let found = context.gazetteer.at(&[word], 0)?;
    found.hits.into_iter().find(|hit| hit.role == FormRole::Demonym).map(|hit| hit.key)
}

/// The only body of the article that a member may sit in.
pub fn only_seat(context: &Context, nouns: &[SmolStr]) -> Option<EntityRef> {
    let is_seat = |entity: &EntityRef| {
        let body = context.kind(*entity) == EntityKind::Organisation;
        let told = || context.doc.mentions.iter().any(|m| m.entities.contains(entity));
        body && nouns.iter().any(|noun| context.infos[*entity].nouns.contains(noun.as_str())) && told()
    };
    let mut seats = (0..context.infos.len()).filter(is_seat);
    seats.next().filter(|_| seats.next().is_none())
}

/// The country that sentence and article speak of most; less readily one whose office somebody else holds.
fn most_spoken_of(context: &Context, held: &Holding, article: &Article, strict: bool) -> Option<EntityRef> {
    let mut scores = article.weights.clone();
    let sentence = context.doc.mentions[held.mention].sentence;
    let others: Vec<EntityRef> = context
        .doc
        .holdings
        .iter()
        .filter(|other| other.person != held.person && context.doc.mentions[other.mention].sentence == sentence)
        .filter_map(|other| other.office.of)
        .collect();
    for mention in office::in_sentence(&context.doc.mentions, sentence) {
        let relation = context.doc.sentences[sentence].tokens[mention.head].relation();
        let weight = if relation == "nsubj" { AS_SUBJECT } else { IN_SENTENCE };
        for &entity in mention.entities.iter().filter(|_| mention.form != MentionForm::Dropped) {
            if let Some((country, share)) = article.country_of(context, entity).filter(|(c, _)| !others.contains(c)) {
                scores[country] += weight * share;
            }
        }
    }
    let order = |a: &(EntityRef, f32), b: &(EntityRef, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    let mut ranking: Vec<(EntityRef, f32)> = scores
        .into_iter()
        .enumerate()
        .filter(|&(country, score)| score > 0.0 && context.kind(country) == EntityKind::Country)
        .collect();
    ranking.sort_by(order);
    // Those behind could not come first; looking at all would take long where many are named.
    ranking.truncate(LOOKED_AT);
    for (country, score) in &mut ranking {
        if context.is_taken(*country, held.person, &held.office) {
            *score *= WHEN_TAKEN;
        }
    }
    ranking.sort_by(order);
    let least = if strict { LEAST * 2.0 } else { LEAST };
    match ranking[..] {
        [] if strict => None,
        [] => context.doc.home_country,
        [(only, score)] => (score >= least || !strict).then_some(only),
        [(first, score), (_, second), ..] => (score >= least && score >= second + LEAD).then_some(first),
    }
}

/// The country where the articles are published, when this one speaks of it or of a place in it, or of no country.
pub fn home_of_the_language(context: &mut Context) -> Option<EntityRef> {
    let key = context.roles.words.home_country.clone();
    let in_home = |entity: &crate::entity::Entity| {
        let entry = entity.gazetteer.as_deref().and_then(|key| context.gazetteer.entry(key));
        entry.is_some_and(|entry| entry.key == key || entry.country.as_deref() == Some(&key))
    };
    let abroad = context.doc.entities.iter().any(|entity| entity.kind == EntityKind::Country);
    if abroad && !context.doc.entities.iter().any(in_home) {
        return None;
    }
    link::entity_of(context, &key)
}
