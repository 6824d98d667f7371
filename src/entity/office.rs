//! The words around a role noun: the office's name, whose office it is, whether it is held now, and who holds it.

mod holders;
mod words;

use super::role::{Effect, Roles};
use super::{EntityKind, EntityRef, Mention, MentionType, nominative};
use crate::document::Document;
pub use holders::{holders, owner_of};
use smol_str::SmolStr;
use std::ops::Range;
use words::Around;

/// An office as the words around one role noun tell it.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Lemma of the noun.
    pub noun: SmolStr,
    /// *notranji minister*: nominative singular, lower case, without the country.
    pub label: String,
    /// The country or organisation whose office it is, when the words say so.
    pub of: Option<EntityRef>,
    /// All countries and organisations that the words name, in their order: *slovenski in ruski premier*.
    pub owners: Vec<EntityRef>,
    /// The words name a body, but which one is not known.
    pub unknown_owner: bool,
    /// Token of the noun for that body.
    pub body: Option<usize>,
    /// The noun for the body that an adjective means: *vladni govorec*.
    pub body_noun: Option<SmolStr>,
    /// The body was named as the place where the office is held: *sekretar na ministrstvu*.
    pub seated: bool,
    /// The noun is in the plural or dual.
    pub plural: bool,
    /// A genitive named the owner.
    pub owned: bool,
    /// The words name a body that each state has one of, so the office is a state's.
    pub of_state: bool,
    pub effect: Option<Effect>,
    /// First token behind the phrase.
    pub end: usize,
}

/// A person with an office that the article gives to them.
#[derive(Debug, Clone, PartialEq)]
pub struct Holding {
    pub person: EntityRef,
    pub office: Office,
    /// Index into `Document::mentions`.
    pub mention: usize,
    /// Whose office it is was not said, but follows from the article.
    pub inferred: bool,
    /// How it was found; short, stable.
    pub rule: &'static str,
}

/// Reads the phrase of a role noun. The entities of the mentions in it must be known already for `of` to be found.
///
/// `None` when the head of the mention is no role noun.
pub fn read(doc: &Document, roles: &Roles, mention: &Mention) -> Option<Office> {
    let sentence = &doc.sentences[mention.sentence];
    let head = &sentence.tokens[mention.head];
    let role = roles.role_of(head)?;
    let noun = role.lemma.clone();
    let around = Around { doc, roles, sentence, number: mention.sentence, head: mention.head };
    let mut parts = Vec::new();
    let mut office = Office {
        noun: noun.clone(),
        label: String::new(),
        of: None,
        owners: Vec::new(),
        unknown_owner: false,
        body: None,
        body_noun: None,
        of_state: false,
        seated: false,
        owned: false,
        plural: matches!(head.feat("Number"), Some("Dual" | "Plur")),
        effect: None,
        end: mention.head + 1,
    };
    let start = around.with_loose_adjectives(mention.tokens.start);
    for at in start..mention.head {
        around.adjective(at, role.gender, &mut office, &mut parts);
    }
    if around.is_acting(start) {
        office.effect = Some(Effect::Acting);
    }
    parts.push(noun.to_string());
    around.attributes(mention.head + 1, &mut office, &mut parts);
    office.label = parts.join(" ");
    Some(office)
}

/// Noun and label of an office for a holder of the other gender: *notranji minister*, *notranja ministrica*.
pub fn in_gender(roles: &Roles, office: &Office, gender: &str) -> (SmolStr, String) {
    let role = roles.role(&office.noun).filter(|role| role.gender != gender);
    let Some((role, partner)) = role.and_then(|role| Some((role, role.partner.clone()?))) else {
        return (office.noun.clone(), office.label.clone());
    };
    let (before, after) = office.label.split_once(office.noun.as_str()).unwrap_or(("", ""));
    let words = before.split_whitespace().map(|word| {
        nominative::adjective_regendered(roles, word, role.gender, gender).unwrap_or_else(|| word.to_owned())
    });
    let mut label: String = words.flat_map(|word| [word, " ".to_owned()]).collect();
    label.push_str(&partner);
    label.push_str(after);
    (partner, label)
}

/// The mentions of one sentence.
pub fn in_sentence(mentions: &[Mention], sentence: usize) -> impl Iterator<Item = &Mention> {
    mentions[indices_in_sentence(mentions, sentence)].iter()
}

/// The indices of the mentions of one sentence among all mentions, which are in the order of the text.
pub fn indices_in_sentence(mentions: &[Mention], sentence: usize) -> Range<usize> {
    let start = mentions.partition_point(|m| m.sentence < sentence);
    let length = mentions[start..].iter().take_while(|m| m.sentence == sentence).count();
    start..start + length
}

fn is_person(mention: &Mention) -> bool {
    mention.class == MentionType::Per
}

fn holds_offices(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Country | EntityKind::Organisation | EntityKind::Place)
}
