//! Entities that a user adds to the gazetteer of a pack, as a file of theirs describes them.

use crate::error::Error;
use std::path::PathBuf;

/// One entity: a new one, or more to say of one that the tables have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    pub path: PathBuf,
    /// Where it is first named, counted from 1.
    pub line: usize,
    /// The two last segments of its IRI.
    pub id: Id,
    /// Name of a [gazetteer type](crate::entity::gazetteer::EntryType), or `Place` for a place of no finer class.
    pub class: Option<Said<&'static str>>,
    pub name: Option<Said<String>>,
    pub name_en: Option<Said<String>>,
    pub alt_names: Vec<Said<String>>,
    pub alt_names_en: Vec<Said<String>>,
    /// Masculine nominative.
    pub adjectives: Vec<Said<String>>,
    /// Names, the preferred one when there is none, with the codes by which they decline.
    pub inflections: Vec<Said<(Option<String>, String)>>,
    /// The same thing in other data sets, by IRI.
    pub same_as: Vec<Said<String>>,
    pub relations: Vec<Said<(Relation, Id)>>,
}

/// A kind of entity and its slug: `organisation`, `interpol`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    pub kind: String,
    pub slug: String,
}

/// How an entity stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Capital,
    ContainedIn,
    Jurisdiction,
    PartOf,
}

/// Something that the file says, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    pub what: T,
    pub line: usize,
}

impl Addition {
    /// Nothing but its name.
    pub fn new(path: PathBuf, line: usize, id: Id) -> Self {
        Self {
            path,
            line,
            id,
            class: None,
            name: None,
            name_en: None,
            alt_names: Vec::new(),
            alt_names_en: Vec::new(),
            adjectives: Vec::new(),
            inflections: Vec::new(),
            same_as: Vec::new(),
            relations: Vec::new(),
        }
    }

    /// An error about a line of its file.
    pub fn error(&self, line: usize, message: impl ToString) -> Error {
        Error::format(&self.path, Some(line), message)
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "id/{}/{}", self.kind, self.slug)
    }
}
