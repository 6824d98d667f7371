//! From a mention to a row of the gazetteer.

use super::context::{Context, Info, Organ};
use crate::document::record::{Candidate, Candidates, How, Thing};
use crate::entity::gazetteer::{ANY_COUNTRY, Entry, FormRole, Hit};
use crate::entity::slug::slug;
use crate::entity::{Entity, EntityKind, EntityRef, Mention, MentionForm, MentionType};
use crate::text::{Sentence, Tree, Upos};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Links names, adjectives and demonyms that the gazetteer knows.
pub fn link(context: &mut Context) {
    let mut senses = Senses::default();
    for index in 0..context.doc.mentions.len() {
        let mention = &context.doc.mentions[index];
        if let Some(hit) = best_hit(context, &mut senses, mention) {
            let confidence = if hit.ambiguous { 0.8 } else { 0.95 };
            let government = government(context, mention, &hit.key);
            let how = if government.is_some() { How::Government } else { How::Gazetteer };
            let key = government.unwrap_or(hit.key);
            // Its country may be meant later on, by who speaks from there.
            if let Some(country) = context.gazetteer.entry(&key).and_then(|entry| entry.capital_of.clone()) {
                entity_of(context, &country);
            }
            if let Some(entity) = entity_of(context, &key) {
                context.point(index, vec![entity], confidence, how);
            }
        }
    }
}

/// The sense that the article gives to the name of an organisation which places share, if any, by the organisation's key.
type Senses = FxHashMap<String, Option<MentionType>>;

/// The hit of all the mention's words that goes with its form, and best with its class and grammar.
fn best_hit(context: &Context, senses: &mut Senses, mention: &Mention) -> Option<Hit> {
    if !matches!(mention.form, MentionForm::Name | MentionForm::Adjective | MentionForm::Demonym) {
        return None;
    }
    let hits = hits_of(context, mention);
    let class = class_in(context, senses, mention, &hits);
    let head = &context.doc.sentences[mention.sentence].tokens[mention.head];
    let rank = |hit: &Hit| (!of_class(class, hit.kind), !hit.reads_as(head), hit.ambiguous);
    let (mut going, others): (Vec<Hit>, Vec<Hit>) = hits.into_iter().partition(|hit| goes_with(mention, class, hit));
    going.sort_by_key(rank);
    let namesake =
        going.split_first().and_then(|(first, rest)| rest.iter().find(|other| is_namesake(context, first, other)));
    let best = namesake.or(going.first());
    context.doc.record.note(|record| {
        let candidate = |hit: &Hit| Candidate {
            key: hit.key.clone(),
            thing: context.gazetteer.entry(&hit.key).map(|row| {
                let Entry { kind, slug, name, .. } = row.into_owned();
                Thing { kind, slug, name }
            }),
            role: hit.role,
            fits_form: goes_with(mention, class, hit),
            fits_class: of_class(class, hit.kind),
            fits_grammar: hit.reads_as(head),
            ambiguous: hit.ambiguous,
        };
        record.candidates.push(Candidates {
            span: mention.span,
            form: mention.form,
            class,
            rows: going.iter().chain(&others).map(candidate).collect(),
            chosen: best.map(|hit| hit.key.clone()),
            namesake: namesake.is_some(),
        });
    });
    best.cloned()
}

/// What all the words of a mention may mean.
fn hits_of(context: &Context, mention: &Mention) -> Vec<Hit> {
    let sentence = &context.doc.sentences[mention.sentence];
    let words: Vec<&str> = sentence.tokens[mention.tokens.clone()].iter().map(|t| t.form.as_str()).collect();
    let found = context.gazetteer.at(&words, 0).filter(|found| found.len == words.len());
    found.map(|found| found.hits).unwrap_or_default()
}

/// The class of a name that a place and an organisation share (*Krka*, *Sava*): what the noun before it says, else what
/// most mentions of the article are taken for, or the first of them, because a name seldom changes its sense within an article (Gale, Church
/// and Yarowsky, *One sense per discourse*, 1992).
fn class_in(context: &Context, senses: &mut Senses, mention: &Mention, hits: &[Hit]) -> MentionType {
    let is_place = |hit: &Hit| hit.kind == EntityKind::Place;
    let organisation = hits.iter().find(|hit| hit.kind == EntityKind::Organisation && names(hit));
    let shared = organisation.filter(|_| hits.iter().any(|hit| is_place(hit) && names(hit)));
    let Some(organisation) = shared.filter(|_| mention.form == MentionForm::Name) else { return mention.class };
    if behind_noun_of_organisation(context, mention) {
        return MentionType::Org;
    }
    let told = senses.entry(organisation.key.clone()).or_insert_with(|| sense(context, &organisation.key));
    told.unwrap_or(mention.class)
}

/// What most mentions of the article that may mean an organisation are taken for; of as many the first.
fn sense(context: &Context, organisation: &str) -> Option<MentionType> {
    let same = |other: &&Mention| {
        let class = matches!(other.class, MentionType::Org | MentionType::Loc) && other.form == MentionForm::Name;
        class && hits_of(context, other).iter().any(|hit| hit.key == organisation)
    };
    let all: Vec<MentionType> = context.doc.mentions.iter().filter(same).map(|other| other.class).collect();
    let organisations = all.iter().filter(|class| **class == MentionType::Org).count();
    match (2 * organisations).cmp(&all.len()) {
        Ordering::Greater => Some(MentionType::Org),
        Ordering::Less => Some(MentionType::Loc),
        Ordering::Equal => all.first().copied(),
    }
}

fn names(hit: &Hit) -> bool {
    matches!(hit.role, FormRole::Name | FormRole::Alias | FormRole::Acronym)
}

/// *skupina Krka*, *družbe Sava*
fn behind_noun_of_organisation(context: &Context, mention: &Mention) -> bool {
    let tokens = &context.doc.sentences[mention.sentence].tokens;
    let before = mention.tokens.start.checked_sub(1).map(|at| &tokens[at]).filter(|token| token.upos == Upos::Noun);
    let body = before.and_then(|token| context.roles.body(&token.lemma.to_lowercase()));
    body.is_some_and(|body| body.kind == EntityKind::Organisation)
}

/// How much oftener an article has to name the country of the one of two organisations of a name that is less known.
const FOREIGN: usize = 2;

/// Whether the article is rather about the country of the second of two organisations of a name: *SNS* in Serbia.
fn is_namesake(context: &Context, first: &Hit, second: &Hit) -> bool {
    if first.kind != EntityKind::Organisation || second.kind != EntityKind::Organisation {
        return false;
    }
    let country = |hit: &Hit| context.gazetteer.entry(&hit.key).and_then(|entry| entry.country.clone());
    match (country(first), country(second)) {
        (Some(first), Some(second)) if first != second => {
            named(context, &second) > FOREIGN * (named(context, &first) + 1)
        }
        _ => false,
    }
}

/// How often the article's words lead to a country, by its name, its adjective or its people.
fn named(context: &Context, country: &str) -> usize {
    let leads = |mention: &&Mention| {
        hits_of(context, mention).iter().any(|hit| hit.key == country && goes_with(mention, mention.class, hit))
    };
    context.doc.mentions.iter().filter(leads).count()
}

/// Whether a thing of that kind is what the mention's class says.
fn of_class(class: MentionType, kind: EntityKind) -> bool {
    match class {
        MentionType::Org => kind == EntityKind::Organisation,
        MentionType::Loc => matches!(kind, EntityKind::Country | EntityKind::Place),
        MentionType::Pro => kind == EntityKind::Facility,
        _ => true,
    }
}

fn goes_with(mention: &Mention, class: MentionType, hit: &Hit) -> bool {
    let form = match hit.role {
        FormRole::Adjective => MentionForm::Adjective,
        FormRole::Demonym => MentionForm::Demonym,
        // *Vlada Republike Slovenije*; without the country it is a common noun.
        FormRole::Body if hit.key.starts_with(ANY_COUNTRY) => return false,
        _ => MentionForm::Name,
    };
    let class = match (form, class) {
        (MentionForm::Name, MentionType::Per) => false,
        (MentionForm::Name, MentionType::Loc) => hit.kind != EntityKind::Organisation || !hit.ambiguous,
        _ => true,
    };
    form == mention.form && class
}

/// The country of a capital that stands for its government: as a subject, an object, or a party behind certain
/// prepositions.
fn government(context: &Context, mention: &Mention, key: &str) -> Option<String> {
    if mention.form != MentionForm::Name {
        return None;
    }
    let seat = context.roles.words.seats.get(key).cloned();
    let country = seat.or_else(|| context.gazetteer.entry(key)?.capital_of.clone())?;
    stands_for_government(context, mention).then_some(country)
}

fn stands_for_government(context: &Context, mention: &Mention) -> bool {
    let sentence = &context.doc.sentences[mention.sentence];
    let tree = Tree::new(sentence);
    // Of *Berlin in Pariz* both stand for what the first does.
    let first = std::iter::successors(Some(mention.head), |&at| {
        tree.parent(at).filter(|_| tree.token(at).relation() == "conj")
    });
    let first = first.take(tree.len()).last().unwrap_or(mention.head);
    let token = tree.token(first);
    if let Some(preposition) = tree.child(first, "case") {
        let lemma = &tree.token(preposition).lemma;
        return context.roles.words.government_prepositions.iter().any(|known| known == lemma);
    }
    let Some(parent) = tree.parent(first) else { return false };
    let agent = matches!(token.relation(), "nsubj" | "iobj") && acts(&tree, parent);
    let stance = token.relation() == "nmod"
        && token.feats.has("Case", "Gen")
        && context.roles.words.stances.contains(&tree.token(parent).lemma);
    (agent || stance) && !beside_noun(sentence, mention)
}

/// A verb other than the copula: what has a predicate of place or quality is the city itself.
fn acts(tree: &Tree, predicate: usize) -> bool {
    tree.token(predicate).upos == Upos::Verb
}

/// *mesto Moskva*
fn beside_noun(sentence: &Sentence, mention: &Mention) -> bool {
    let name = &sentence.tokens[mention.head];
    let before = mention.tokens.start.checked_sub(1).map(|at| &sentence.tokens[at]);
    before.is_some_and(|token| token.upos == Upos::Noun && token.feat("Case") == name.feat("Case"))
}

/// The entity of a row, added to the document when it is new.
pub fn entity_of(context: &mut Context, key: &str) -> Option<EntityRef> {
    let entry = context.gazetteer.entry(key)?.into_owned();
    // A body with a name of its own (*Bundestag*) is still a parliament.
    let kind = key.split_once('/').and_then(|(_, kind)| context.gazetteer.body_label(kind)).map(str::to_owned);
    let owner = entry.country.clone().filter(|_| kind.is_some());
    let country = owner.and_then(|owner| entity_of(context, &owner));
    let nouns = nouns(&entry);
    let organ = kind.map(|label| {
        let noun = label.split(' ').find(|word| context.roles.body(word).is_some()).unwrap_or(&label).to_owned();
        Organ { country, noun, label }
    });
    Some(context.intern(entry.into(), Info { nouns, organ, ..Info::default() }))
}

/// The key of a body that the mention's words name together with its country: *notranje ministrstvo Slovenije*.
pub fn owned_body(context: &Context, mention: usize) -> Option<String> {
    let owned = |hit: &Hit| hit.role == FormRole::Body && !hit.key.starts_with(ANY_COUNTRY);
    hits_of(context, &context.doc.mentions[mention]).into_iter().find(owned).map(|hit| hit.key)
}

/// Whether the gazetteer knows the mention's words as a kind of body that countries have.
pub fn is_kind_of_body(context: &Context, mention: &Mention) -> bool {
    hits_of(context, mention).iter().any(|hit| hit.role == FormRole::Body)
}

/// The entry of a body by the words that name it without its country: *notranje ministrstvo*.
pub fn body_entity(context: &mut Context, country: EntityRef, label: &str) -> Option<EntityRef> {
    let hit = context.gazetteer.named(label).into_iter().find(|hit| hit.role == FormRole::Body)?;
    let body = hit.key.strip_prefix(ANY_COUNTRY)?.strip_prefix('/')?.to_owned();
    let country = context.doc.entities[country].gazetteer.clone()?;
    entity_of(context, &format!("{country}/{body}"))
}

/// The words of its names, by which a common noun may take it up.
fn nouns(entry: &Entry) -> std::collections::BTreeSet<String> {
    let names = std::iter::once(&entry.name).chain(&entry.alt_names);
    names.flat_map(|name| name.split(' ')).map(str::to_lowercase).collect()
}

/// An entity that no row lists.
pub fn minted(kind: EntityKind, name: String, gender: Option<&'static str>) -> Entity {
    Entity { kind, slug: slug(&name), name, alt_names: Vec::new(), gender, gazetteer: None }
}
