//! What the gazetteer knows of one country, place or organisation.

use crate::entity::{Entity, EntityKind};

/// Finer than [`EntityKind`]: which class the graph gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryType {
    Country,
    /// A part or dependency of a country that has an ISO 3166 code of its own.
    Territory,
    /// A state that is no more.
    HistoricalCountry,
    /// A continent, a group of countries or a part of one.
    Region,
    City,
    /// An organisation of states, or a body of one.
    InternationalOrganization,
    /// An agency of the European Union or of another organisation of states.
    Agency,
    /// A body of a state: ministry, police, parliament, court.
    GovernmentOrganization,
    Organization,
    /// A building, plant, pipeline or other structure.
    Facility,
}

impl EntryType {
    const ALL: [Self; 10] = [
        Self::Country,
        Self::Territory,
        Self::HistoricalCountry,
        Self::Region,
        Self::City,
        Self::InternationalOrganization,
        Self::Agency,
        Self::GovernmentOrganization,
        Self::Organization,
        Self::Facility,
    ];

    /// `None` for any other string than the name of a variant.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// The name of the variant.
    pub fn as_str(self) -> &'static str {
        match self {
            EntryType::Country => "Country",
            EntryType::Territory => "Territory",
            EntryType::HistoricalCountry => "HistoricalCountry",
            EntryType::Region => "Region",
            EntryType::City => "City",
            EntryType::InternationalOrganization => "InternationalOrganization",
            EntryType::Agency => "Agency",
            EntryType::GovernmentOrganization => "GovernmentOrganization",
            EntryType::Organization => "Organization",
            EntryType::Facility => "Facility",
        }
    }

    pub fn kind(self) -> EntityKind {
        match self {
            EntryType::Country | EntryType::Territory | EntryType::HistoricalCountry => EntityKind::Country,
            EntryType::Region | EntryType::City => EntityKind::Place,
            EntryType::Facility => EntityKind::Facility,
            _ => EntityKind::Organisation,
        }
    }
}

/// ISO 3166-1 codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IsoCodes {
    pub alpha2: String,
    pub alpha3: String,
    /// Empty for a user-assigned code.
    pub numeric: String,
}

/// Nouns for an inhabitant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demonyms {
    pub man: Vec<String>,
    pub woman: Vec<String>,
    pub people: Vec<String>,
}

/// One row of the gazetteer, with what the tables of the language and the common ones say together.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Names the row: alpha-2 code of a country; for others a word in lower case; for a body of a country
    /// `<country>/<body>`.
    pub key: String,
    pub entry_type: EntryType,
    pub kind: EntityKind,
    pub slug: String,
    /// Preferred name in the language of the pack, nominative.
    pub name: String,
    pub name_en: Option<String>,
    /// Other names in the nominative, without acronyms.
    pub alt_names: Vec<String>,
    pub acronyms: Vec<String>,
    /// Other names in English.
    pub alt_names_en: Vec<String>,
    /// Adjectives in the masculine nominative, the usual one first.
    pub adjectives: Vec<String>,
    pub demonyms: Demonyms,
    pub iso: Option<IsoCodes>,
    /// Wikidata item, e.g. `Q215`.
    pub wikidata: Option<String>,
    /// GeoNames number.
    pub geonames: Option<String>,
    /// IRI in the authority table `country` of the Publications Office of the European Union.
    pub eu_authority: Option<String>,
    /// The same thing in other data sets, by IRI.
    pub same_as: Vec<String>,
    /// Key of the capital.
    pub capital: Option<String>,
    /// Key of the country whose capital it is.
    pub capital_of: Option<String>,
    /// Key of the country it lies in, or whose body it is.
    pub country: Option<String>,
    /// Key of the organisation it is a part of.
    pub parent: Option<String>,
}

impl From<Entry> for Entity {
    /// The thing that a row describes.
    fn from(entry: Entry) -> Self {
        Self {
            kind: entry.kind,
            slug: entry.slug,
            name: entry.name,
            alt_names: Vec::new(),
            gender: None,
            gazetteer: Some(entry.key),
        }
    }
}

impl Entry {
    pub fn new(key: &str, entry_type: EntryType, name: &str) -> Self {
        Self {
            key: key.to_owned(),
            entry_type,
            kind: entry_type.kind(),
            slug: crate::entity::slug(name),
            name: name.to_owned(),
            name_en: None,
            alt_names: Vec::new(),
            acronyms: Vec::new(),
            alt_names_en: Vec::new(),
            adjectives: Vec::new(),
            demonyms: Demonyms::default(),
            iso: None,
            wikidata: None,
            geonames: None,
            eu_authority: None,
            same_as: Vec::new(),
            capital: None,
            capital_of: None,
            country: None,
            parent: None,
        }
    }

    /// The Wikidata item as an IRI.
    pub fn wikidata_iri(&self) -> Option<String> {
        self.wikidata.as_ref().map(|item| format!("http://www.wikidata.org/entity/{item}"))
    }

    /// The GeoNames feature as an IRI.
    pub fn geonames_iri(&self) -> Option<String> {
        self.geonames.as_ref().map(|number| format!("https://sws.geonames.org/{number}/"))
    }
}
