//! Countries, places and organisations that reference works list, with their names and all forms of them.
//!
//! Facts that no language owns stand in `common/`, names in the tables of the pack (`gazetteer/`). Kinds of bodies that
//! every country has (*notranje ministrstvo*, *vlada*) are patterns: a body of a country is put together when a text
//! names it.

mod additions;
mod entry;
mod index;
mod lazy;
mod load;
mod lookup;
mod name;

pub use entry::{Demonyms, Entry, EntryType, IsoCodes};
pub use index::{FormReading, FormRole};
pub use lookup::{Hit, Match};

use crate::entity::inflect::{InflectedForm, Inflector};
use crate::entity::{EntityKind, slug};
use crate::error::Result;
use crate::lang::Pack;
use crate::text::Case;
use lazy::LazyIndex;
use name::Name;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Stands for the country in the key of a body whose country the text does not name with it.
pub const ANY_COUNTRY: &str = "*";

/// A kind of body that a country has.
#[derive(Debug, Clone)]
struct Body {
    key: String,
    /// The first is the preferred one.
    names: Vec<Name>,
    entry_type: EntryType,
    name_en: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Gazetteer {
    inflector: Inflector,
    entries: Vec<Entry>,
    /// The preferred name of each entry with its grammar, in the same order.
    names: Vec<Name>,
    by_key: FxHashMap<String, u32>,
    bodies: Vec<Body>,
    index: LazyIndex,
    /// Numbers of the entries by kind and the last part of the IRI, made when somebody asks.
    by_slug: OnceLock<FxHashMap<(EntityKind, String), u32>>,
}

impl Gazetteer {
    /// # Errors
    /// When a table of the pack is missing or wrong; the error names file and line.
    pub fn load(pack: &Pack) -> Result<Self> {
        load::load(pack)
    }

    /// All rows of the tables, in their order. Bodies of countries are not among them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of a key, also of a body of a country (`SI/interior-ministry`).
    pub fn entry(&self, key: &str) -> Option<Cow<'_, Entry>> {
        if let Some(&number) = self.by_key.get(key) {
            return self.entries.get(number as usize).map(Cow::Borrowed);
        }
        let (country, body) = key.split_once('/')?;
        self.body_entry(country, body).map(Cow::Owned)
    }

    /// The entry whose IRI has this kind and ends so.
    pub fn of_slug(&self, kind: EntityKind, end: &str) -> Option<&Entry> {
        let by_slug = self.by_slug.get_or_init(|| {
            let named = self.entries.iter().map(|entry| (entry.kind, slug(&entry.slug)));
            named.zip(0..).collect()
        });
        self.entries.get(*by_slug.get(&(kind, end.to_owned()))? as usize)
    }

    /// The body of a kind that a country (or an organisation of states) has: `("SI", "interior-ministry")`.
    pub fn body_entry(&self, country: &str, body: &str) -> Option<Entry> {
        let owner = self.entries.get(*self.by_key.get(country)? as usize)?;
        let body = self.bodies.iter().find(|known| known.key == body)?;
        let mut names = body.names.iter().filter(|name| !name.is_acronym());
        let name = self.body_name(owner, names.next()?);
        let mut entry = Entry::new(&format!("{country}/{}", body.key), body.entry_type, &name);
        entry.alt_names = names.map(|name| self.body_name(owner, name)).collect();
        let name_en = body.name_en.as_ref().zip(owner.name_en.as_ref());
        entry.name_en = name_en.map(|(body, owner)| format!("{body} ({owner})"));
        entry.country = Some(country.to_owned());
        Some(entry)
    }

    /// What a kind of body is called when the country is not said: `interior-ministry`, *notranje ministrstvo*.
    pub fn body_label(&self, body: &str) -> Option<&str> {
        let body = self.bodies.iter().find(|known| known.key == body)?;
        body.names.iter().find(|name| !name.is_acronym()).map(|name| name.text.as_str())
    }

    /// The inflector that made the forms.
    pub fn inflector(&self) -> &Inflector {
        &self.inflector
    }

    /// What the tables call an entry, each word or phrase with all its forms, for review; empty for an unknown key.
    pub fn declensions(&self, key: &str) -> Vec<(FormRole, Vec<InflectedForm>)> {
        self.by_key.get(key).map(|&row| self.index.declensions(row as usize, &self.inflector)).unwrap_or_default()
    }

    /// Number of different forms that can be found.
    pub fn form_count(&self) -> usize {
        self.index.form_count(&self.inflector)
    }

    /// A body's name with its owner: an agreeing adjective before it, or the owner's genitive after it.
    fn body_name(&self, owner: &Entry, body: &Name) -> String {
        let forms = body.forms(&self.inflector, false);
        let head = load::nominative(&forms);
        let adjective = owner.adjectives.first().zip(head).and_then(|(adjective, head)| {
            let mut forms = self.inflector.expand_adjective(adjective).into_iter();
            forms.find(|form| (form.case, form.number, form.gender) == (Case::Nom, head.number, head.gender))
        });
        match adjective {
            Some(adjective) => format!("{} {}", adjective.form, body.text),
            None => format!("{} {}", body.text, self.genitive(owner)),
        }
    }

    fn genitive(&self, owner: &Entry) -> String {
        let name = self.by_key.get(&owner.key).and_then(|&number| self.names.get(number as usize));
        let genitive = name.and_then(|name| {
            name.forms(&self.inflector, false).into_iter().find(|form| form.case == Case::Gen).map(|form| form.form)
        });
        genitive.unwrap_or_else(|| owner.name.clone())
    }
}

#[cfg(test)]
mod tests;
