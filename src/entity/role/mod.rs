//! What the nouns of a language say about persons, bodies and countries: the tables of `data/<lang>/role/`.

mod load;
mod office;

use super::EntityKind;
use crate::text::Token;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};

/// What a noun for a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleKind {
    /// An office that somebody holds.
    Post,
    /// A profession, a relation, a part in an event: no office.
    Description,
    /// The same office on the other side (*kolega*).
    Peer,
}

/// Whose an office is when the words do not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jurisdiction {
    State,
    /// Of a country that the words must name.
    Realm,
    Organ,
    Any,
    None,
}

/// A noun for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    pub lemma: SmolStr,
    /// UD value, `Masc` or `Fem`.
    pub gender: &'static str,
    pub kind: RoleKind,
    pub jurisdiction: Jurisdiction,
    /// The noun for the other gender.
    pub partner: Option<SmolStr>,
    /// The noun for the body that the office leads, when its name follows the office's: *notranji minister* and
    /// *notranje ministrstvo*.
    pub body: Option<SmolStr>,
    /// For a member: the nouns of the bodies that one sits in.
    pub seats_in: Vec<SmolStr>,
}

/// What a word before a noun for a person says about holding the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    Former,
    /// Holds it for the time being.
    Acting,
    /// Will hold it: no post yet.
    Future,
    /// Says nothing about the office.
    Drop,
}

/// A common noun for an organisation or a country.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    pub kind: EntityKind,
    pub usage: Usage,
    /// After a noun for a person it belongs to the office's name.
    pub label: bool,
    /// Name of the only thing that the noun alone can mean.
    pub means: Option<SmolStr>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Each state has one, so a country's adjective names it.
    Organ,
    Body,
    /// A body of a state when a country's adjective stands before it, else as [`Loose`](Self::Loose).
    National,
    /// A body by a noun that means other things too: known only beside its name or when told before.
    Loose,
    /// Points to a thing of that kind told before.
    Definite,
    /// With a country's adjective it is the country.
    Party,
    /// Two or more of a kind told before.
    Group,
    /// Always the thing in [`Body::means`].
    Alias,
    /// Only part of an office's name.
    Label,
}

/// When a noun in the plural means a group that acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupUse {
    /// Also by the noun alone.
    Any,
    /// With words that say which group.
    Told,
    /// As [`Any`](Self::Any), but those of a country stand for it.
    Own,
    /// Members of a party.
    Party,
    /// Members of a body of a state; [`Role::seats_in`] says which.
    Seat,
}

/// A noun for the members of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Of the group as a whole.
    pub kind: EntityKind,
    pub usage: GroupUse,
}

pub use office::OfficeName;

/// Short word lists of `role/words.toml`.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Prepositions that join what an office is for to its noun: *minister za notranje zadeve*.
    pub office_prepositions: Vec<SmolStr>,
    /// Nouns for who stands at the head of a body, so that its noun belongs to the office's name: *predsednik vlade*.
    pub heads: Vec<SmolStr>,
    /// Prepositions that join what somebody with an office is at work on, which is no part of its name.
    pub task_prepositions: Vec<SmolStr>,
    /// Words before a body's noun by which none is meant that the article names.
    pub other_words: Vec<SmolStr>,
    /// Nouns for offices of which a country has one, and the adjectives that belong to their names all the same.
    pub single_offices: Vec<SmolStr>,
    pub single_office_adjectives: Vec<SmolStr>,
    /// Gazetteer keys: a region, and the organisation whose office its adjective before a noun means.
    pub regions: HashMap<String, String>,
    /// Nouns that alone are the office of a state when the article speaks of one: *predsednik*.
    pub state_heads: Vec<SmolStr>,
    /// Nouns by which any two persons with offices may be taken up together: *voditelja*.
    pub leaders: Vec<SmolStr>,
    /// Prepositions that join the body where an office is held: *sekretar na ministrstvu*.
    pub seat_prepositions: Vec<SmolStr>,
    /// Nouns for what a government says, wants and does: a capital in the genitive behind one stands for its government.
    pub stances: HashSet<SmolStr>,
    /// Prepositions after which a capital stands for its government.
    pub government_prepositions: Vec<SmolStr>,
    /// Nouns for spans of time, which say nothing of an office: *prestavil je za teden dni*.
    pub time_spans: Vec<SmolStr>,
    /// Demonstratives that take up what was told last.
    pub demonstratives: Vec<SmolStr>,
    /// Nouns by which an article calls the other one of two persons: *gostiteljica*, *sogovornik*.
    pub counterparts: Vec<SmolStr>,
    /// Adjectives that make members those of a collective body: *opozicijski poslanci*, the opposition.
    #[serde(default)]
    pub collectives: HashMap<String, String>,
    /// Words that stand before a name and are no part of it: titles.
    pub titles: Vec<SmolStr>,
    /// Acronyms in capitals that are common nouns: *BDP*.
    pub common_acronyms: Vec<SmolStr>,
    /// How nouns for the inhabitants of any place end, which may stand before a name: *Brežičan Janez Novak*.
    pub inhabitant_endings: Vec<SmolStr>,
    /// Relative pronouns and particles that open a clause about the noun before it.
    pub relatives: Vec<SmolStr>,
    /// Abbreviations for acting office holders.
    pub acting: Vec<SmolStr>,
    /// Particles of a name that are written in lower case: *von*, *der*.
    pub name_particles: Vec<SmolStr>,
    /// After these an adjective's neuter ending is the second of its row in `ending.tsv`.
    pub soft_consonants: String,
    /// Prepositions that join a body to a verb in the plural by which it speaks.
    pub speaking_prepositions: Vec<SmolStr>,
    /// Gazetteer key of the country whose offices are meant when an article speaks of nobody else's.
    pub home_country: SmolStr,
    /// Gazetteer keys: a city, and whom it stands for when that is not its country's government.
    #[serde(default)]
    pub seats: HashMap<String, String>,
    /// Gazetteer key of the body in which members sit, by their noun or by the key of the place whose adjective they have.
    #[serde(default)]
    pub member_seats: HashMap<String, String>,
    /// Adjectives that name a body, by the noun for it: *vladni govorec*.
    pub body_adjectives: HashMap<SmolStr, SmolStr>,
    /// Nouns that no office is for, though they stand behind the preposition: media, say.
    pub no_fields: Vec<SmolStr>,
    /// Words by which somebody acts as the holder of an office: *kot minister*.
    pub as_words: Vec<SmolStr>,
    /// Words for both and all of a group.
    pub group_words: Vec<SmolStr>,
}

/// All tables together.
#[derive(Debug, Clone)]
pub struct Roles {
    roles: HashMap<SmolStr, Role>,
    modifiers: HashMap<SmolStr, Effect>,
    bodies: HashMap<SmolStr, Body>,
    groups: HashMap<SmolStr, Group>,
    /// Verbs of saying.
    saying: HashSet<SmolStr>,
    offices: HashMap<SmolStr, OfficeName>,
    endings: HashMap<(SmolStr, SmolStr, SmolStr), Vec<SmolStr>>,
    pub words: Words,
}

impl Roles {
    pub fn role(&self, lemma: &str) -> Option<&Role> {
        self.roles.get(lemma)
    }

    /// The row of a token: by its lemma, or by its form where the lemmatiser does not know the noun.
    pub fn role_of(&self, token: &Token) -> Option<&Role> {
        self.role(&token.lemma.to_lowercase()).or_else(|| self.role(&token.form.to_lowercase()))
    }

    pub fn body(&self, lemma: &str) -> Option<&Body> {
        self.bodies.get(lemma)
    }

    pub fn group(&self, lemma: &str) -> Option<Group> {
        self.groups.get(lemma).copied()
    }

    /// Whether a verb tells that somebody says something.
    pub fn is_saying(&self, lemma: &str) -> bool {
        self.saying.contains(lemma)
    }

    pub fn modifier(&self, lemma: &str) -> Option<Effect> {
        self.modifiers.get(lemma).copied()
    }

    /// Endings of adjectives for UD values of gender, number and case.
    pub fn endings(&self, gender: &str, number: &str, case: &str) -> &[SmolStr] {
        let key = (gender.into(), number.into(), case.into());
        self.endings.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Whether a body of that noun is led by an office whose name it follows.
    pub fn role_of_body(&self, noun: &str) -> bool {
        self.roles.values().any(|role| role.body.as_deref() == Some(noun))
    }

    /// The two nouns of an office are one office: *minister* and *ministrica*.
    pub fn same_office(&self, left: &str, right: &str) -> bool {
        left == right || self.role(left).and_then(|role| role.partner.as_deref()) == Some(right)
    }
}
