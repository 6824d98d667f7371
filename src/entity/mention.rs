//! Mentions and entities: the layers that the entity stages write.

use crate::span::Span;
use serde::Serialize;
use std::ops::Range;

/// Index into `Document::entities`.
pub type EntityRef = usize;

/// What a mention speaks of, in the classes of SlavicNER (countries are always `LOC`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum MentionType {
    Per,
    Loc,
    Org,
    Pro,
    Evt,
    Misc,
}

impl MentionType {
    /// Each class with the entity type of CorefUD.
    const ETYPES: [(Self, &'static str); 6] = [
        (MentionType::Per, "person"),
        (MentionType::Loc, "place"),
        (MentionType::Org, "organization"),
        (MentionType::Pro, "object"),
        (MentionType::Evt, "event"),
        (MentionType::Misc, "other"),
    ];

    pub fn etype(self) -> &'static str {
        Self::ETYPES.into_iter().find(|(class, _)| *class == self).map_or("other", |(_, etype)| etype)
    }

    /// `Misc` for a type that has no class of its own.
    pub fn of_etype(etype: &str) -> Self {
        Self::ETYPES.into_iter().find(|(_, known)| *known == etype).map_or(MentionType::Misc, |(class, _)| class)
    }
}

impl From<EntityKind> for MentionType {
    fn from(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => MentionType::Per,
            EntityKind::Country | EntityKind::Place | EntityKind::Facility => MentionType::Loc,
            EntityKind::Organisation => MentionType::Org,
            EntityKind::Agreement | EntityKind::Post | EntityKind::Topic => MentionType::Misc,
        }
    }
}

/// The grammatical form of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MentionForm {
    /// *Taulantom Ballo*, *Frontexa*
    Name,
    /// *Poklukarjevih*
    PossessiveName,
    /// An adjective of a country or place: *albanski*
    Adjective,
    /// A noun for an inhabitant: *Albanci*
    Demonym,
    /// *minister*, *ministra*, *kolega*
    RoleNoun,
    /// *ministrstvo*, *država*, *statusni sporazum*
    CommonNoun,
    /// *on*, *ona*, *njegov*
    Pronoun,
    /// A verb without an expressed subject; the span is the verb.
    Dropped,
}

impl MentionForm {
    /// Whether it names the thing that it means, and may name one that no table lists.
    pub fn is_name(self) -> bool {
        matches!(self, MentionForm::Name | MentionForm::PossessiveName)
    }
}

/// Words that point to one entity, or to several (*ministra*: both of them).
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index into `Document::sentences`.
    pub sentence: usize,
    /// Token indices in that sentence; contiguous.
    pub tokens: Range<usize>,
    /// Token index of the syntactic head.
    pub head: usize,
    pub span: Span,
    /// Nominative of the words as they stand: *Taulant Balla*, *albanski*, *minister*.
    pub lemma: String,
    pub class: MentionType,
    pub form: MentionForm,
    /// The entities meant; empty while unresolved.
    pub entities: Vec<EntityRef>,
    /// How sure the link is, 0 to 1.
    pub confidence: f32,
}

impl Mention {
    /// Whether it is a proper name (`name` in the analysis JSON). Nouns for inhabitants are, although they mean their
    /// country, and so are possessive adjectives of organisations: *Natov*.
    pub fn is_proper(&self) -> bool {
        let possessive = self.form == MentionForm::Adjective && self.class == MentionType::Org;
        self.form.is_name() || self.form == MentionForm::Demonym || possessive
    }
}

/// The first part of an entity's IRI path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    Person,
    Country,
    Place,
    Organisation,
    Agreement,
    Post,
    Topic,
    Facility,
}

impl EntityKind {
    pub const ALL: [Self; 8] = [
        EntityKind::Person,
        EntityKind::Country,
        EntityKind::Place,
        EntityKind::Organisation,
        EntityKind::Agreement,
        EntityKind::Post,
        EntityKind::Topic,
        EntityKind::Facility,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Country => "country",
            EntityKind::Place => "place",
            EntityKind::Organisation => "organisation",
            EntityKind::Agreement => "agreement",
            EntityKind::Post => "post",
            EntityKind::Topic => "topic",
            EntityKind::Facility => "facility",
        }
    }
}

/// A thing that the article speaks of. One for each thing in a document; `(kind, slug)` is its identity across documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub kind: EntityKind,
    /// Last part of the IRI: the lemmatised name, lower case, ASCII-folded, words joined by hyphens.
    pub slug: String,
    /// Preferred label in the nominative: *Taulant Balla*, *Bosna in Hercegovina*, *Frontex*.
    pub name: String,
    /// Other names (not inflected forms) that the article uses.
    pub alt_names: Vec<String>,
    /// UD values `Masc`, `Fem`; of persons.
    pub gender: Option<&'static str>,
    /// Key of the gazetteer row, when it was linked and not minted.
    pub gazetteer: Option<String>,
}
