//! Reads the tables of the gazetteer and joins those of the language with the common ones.

use super::entry::{Entry, EntryType, IsoCodes};
use super::index::{Form, FormRole, Target};
use super::lazy::{Inflection, LazyIndex};
use super::name::Name;
use super::{Body, Gazetteer, additions};
use crate::entity::EntityKind;
use crate::entity::inflect::{InflectedForm, Inflector};
use crate::error::Result;
use crate::lang::Pack;
use crate::lang::tsv::{Row, Table};
use crate::text::{Gender, Number};
use rustc_hash::FxHashMap;

const SOURCES: &str = "sources.tsv";
const COUNTRIES: &str = "gazetteer/countries.tsv";
const CITIES: &str = "gazetteer/cities.tsv";
const REGIONS: &str = "gazetteer/regions.tsv";
const ORGANISATIONS: &str = "gazetteer/organisations.tsv";
const FACILITIES: &str = "gazetteer/facilities.tsv";
const BODIES: &str = "gazetteer/bodies.tsv";

/// A common table by its key.
struct Common<'t>(FxHashMap<&'t str, Row<'t>>);

impl<'t> Common<'t> {
    fn new(table: &'t Table<'t>) -> Self {
        Self(table.rows().map(|row| (row.get("key"), row)).collect())
    }

    fn get(&self, key: &str, column: &str) -> Option<String> {
        Some(self.0.get(key)?.get(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }
}

/// The codes of the works that rows are taken from.
fn sources(pack: &Pack) -> Result<Vec<String>> {
    let text = pack.text_common(SOURCES)?;
    let table = Table::parse("common", SOURCES, &text, &["key", "title", "location", "licence"])?;
    Ok(table.rows().map(|row| row.get("key").to_owned()).collect())
}

/// Reads a common table and hands it on.
fn with_common(pack: &Pack, file: &str, read: impl FnOnce(&Common) -> Result<()>) -> Result<()> {
    let text = pack.text_common(file)?;
    let table = Table::parse("common", file, &text, &["key"])?;
    read(&Common::new(&table))
}

pub(super) struct Loader<'p> {
    pack: &'p Pack,
    inflector: Inflector,
    pub(super) entries: Vec<Entry>,
    pub(super) names: Vec<Name>,
    pub(super) by_key: FxHashMap<String, u32>,
    bodies: Vec<Body>,
    index: LazyIndex,
    /// The codes that a row may have as its source.
    sources: Vec<String>,
}

/// The gazetteer of a pack.
pub fn load(pack: &Pack) -> Result<Gazetteer> {
    let inflector = Inflector::load(pack)?;
    let mut loader = Loader {
        pack,
        index: LazyIndex::new(&inflector),
        inflector,
        entries: Vec::new(),
        names: Vec::new(),
        by_key: FxHashMap::default(),
        bodies: Vec::new(),
        sources: sources(pack)?,
    };
    loader.countries()?;
    loader.regions()?;
    loader.cities()?;
    loader.organisations()?;
    loader.facilities()?;
    loader.check_references()?;
    additions::add(&mut loader, pack.additions())?;
    // Last: rows of kinds of bodies have no entry.
    loader.bodies()?;
    Ok(Gazetteer {
        inflector: loader.inflector,
        entries: loader.entries,
        names: loader.names,
        by_key: loader.by_key,
        bodies: loader.bodies,
        index: loader.index,
        by_slug: std::sync::OnceLock::new(),
    })
}

impl Loader<'_> {
    fn countries(&mut self) -> Result<()> {
        with_common(self.pack, "countries.tsv", |common| self.countries_with(common))
    }

    fn countries_with(&mut self, common: &Common) -> Result<()> {
        let columns = ["key", "name", "grammar", "official", "aliases", "adjective", "man", "woman", "people"];
        self.each_row(COUNTRIES, &columns, |loader, row| {
            let key = row.get("key");
            if !common.has(key) {
                return Err(row.error(format!("{key} is not in common/countries.tsv")));
            }
            let independent = common.get(key, "status").as_deref() == Some("independent");
            let entry_type = if independent { EntryType::Country } else { EntryType::Territory };
            let mut entry = Entry::new(key, entry_type, row.get("name"));
            entry.name_en = common.get(key, "name_en");
            entry.wikidata = common.get(key, "wikidata");
            entry.geonames = common.get(key, "geonames");
            entry.eu_authority = common.get(key, "eu_authority");
            entry.capital = common.get(key, "capital");
            entry.country = common.get(key, "status").filter(|_| !independent);
            entry.iso = Some(IsoCodes {
                alpha2: key.to_owned(),
                alpha3: common.get(key, "alpha3").unwrap_or_default(),
                numeric: common.get(key, "numeric").unwrap_or_default(),
            });
            loader.add_named(entry, row).map(drop)
        })
    }

    fn regions(&mut self) -> Result<()> {
        with_common(self.pack, "regions.tsv", |common| self.regions_with(common))
    }

    fn regions_with(&mut self, common: &Common) -> Result<()> {
        let columns = ["key", "name", "grammar", "aliases", "adjective", "man", "woman", "people", "common", "country"];
        self.each_row(REGIONS, &columns, |loader, row| {
            let entry_type = if row.some("type").is_some() { entry_type(row)? } else { EntryType::Region };
            let mut entry = Entry::new(row.get("key"), entry_type, row.get("name"));
            loader.join_common(&mut entry, common, row)?;
            entry.name_en = entry.name_en.or_else(|| row.some("name_en").map(str::to_owned));
            entry.country = row.some("country").map(str::to_owned);
            loader.add_named(entry, row).map(drop)
        })
    }

    fn cities(&mut self) -> Result<()> {
        with_common(self.pack, "cities.tsv", |common| self.cities_with(common))
    }

    fn cities_with(&mut self, common: &Common) -> Result<()> {
        self.each_row(CITIES, &["key", "name", "grammar", "aliases", "adjective"], |loader, row| {
            let key = row.get("key");
            if !common.has(key) {
                return Err(row.error(format!("{key} is not in common/cities.tsv")));
            }
            let mut entry = Entry::new(key, EntryType::City, row.get("name"));
            entry.name_en = common.get(key, "name_en");
            entry.wikidata = common.get(key, "wikidata");
            entry.geonames = common.get(key, "geonames");
            entry.country = common.get(key, "country");
            entry.capital_of = common.get(key, "capital_of");
            loader.add_named(entry, row).map(drop)
        })
    }

    fn organisations(&mut self) -> Result<()> {
        with_common(self.pack, "organisations.tsv", |common| self.organisations_with(common))
    }

    fn organisations_with(&mut self, common: &Common) -> Result<()> {
        let columns = ["key", "name", "grammar", "aliases", "type", "common", "country", "parent"];
        self.each_row(ORGANISATIONS, &columns, |loader, row| {
            let entry_type = entry_type(row)?;
            let mut entry = Entry::new(row.get("key"), entry_type, row.get("name"));
            loader.join_common(&mut entry, common, row)?;
            entry.name_en = entry.name_en.or_else(|| row.some("name_en").map(str::to_owned));
            entry.country = row.some("country").map(str::to_owned);
            entry.parent = row.some("parent").map(str::to_owned);
            let body = row.some("body").map(|body| format!("{}/{body}", row.get("country")));
            let number = loader.add_named(entry, row)?;
            match body {
                Some(body) if loader.by_key.insert(body.clone(), number).is_some() => {
                    Err(row.error(format!("another row is {body} too")))
                }
                _ => Ok(()),
            }
        })
    }

    fn facilities(&mut self) -> Result<()> {
        self.each_row(FACILITIES, &["key", "name", "grammar", "aliases", "country", "name_en"], |loader, row| {
            let mut entry = Entry::new(row.get("key"), EntryType::Facility, row.get("name"));
            entry.name_en = row.some("name_en").map(str::to_owned);
            entry.country = row.some("country").map(str::to_owned);
            loader.add_named(entry, row).map(drop)
        })
    }

    fn bodies(&mut self) -> Result<()> {
        let columns = ["key", "name", "grammar", "aliases", "type", "name_en"];
        self.each_row(BODIES, &columns, |loader, row| {
            let mut names = vec![Name::with(row.get("name"), row.get("grammar")).map_err(|m| row.error(m))?];
            for alias in row.list("aliases") {
                names.push(Name::parse(alias).map_err(|m| row.error(m))?);
            }
            let target = Target::Body(loader.bodies.len() as u32);
            let number = loader.index.start_row();
            for name in &names {
                loader.check_name(name).map_err(|message| row.error(message))?;
                let pattern = Form::of(target, FormRole::Body, name.grammar.ambiguous, true);
                loader.index.add(number, name.clone(), Inflection::Thing, pattern);
            }
            if loader.bodies.iter().any(|body| body.key == row.get("key")) {
                return Err(row.error(format!("key {} stands twice", row.get("key"))));
            }
            loader.bodies.push(Body {
                key: row.get("key").to_owned(),
                names,
                entry_type: entry_type(row)?,
                name_en: row.some("name_en").map(str::to_owned),
            });
            Ok(())
        })
    }

    fn each_row(
        &mut self,
        file: &str,
        columns: &[&str],
        mut read: impl FnMut(&mut Self, Row) -> Result<()>,
    ) -> Result<()> {
        let text = self.pack.text(file)?;
        let table = Table::parse(&self.pack.lang, file, &text, columns)?;
        table.rows().try_for_each(|row| {
            self.check_source(row)?;
            read(self, row)
        })
    }

    fn check_source(&self, row: Row) -> Result<()> {
        if row.some("source").is_none() {
            return Err(row.error("names no source"));
        }
        match row.list("source").find(|code| !self.sources.iter().any(|known| known == code)) {
            Some(code) => Err(row.error(format!("the source {code} is not in common/{SOURCES}"))),
            None => Ok(()),
        }
    }

    fn join_common(&self, entry: &mut Entry, common: &Common, row: Row) -> Result<()> {
        let Some(key) = row.some("common") else { return Ok(()) };
        if !common.has(key) {
            return Err(row.error(format!("{key} is not in the common table")));
        }
        entry.name_en = common.get(key, "name_en");
        entry.wikidata = common.get(key, "wikidata");
        let others = ["abbreviation", "other_names"].into_iter().filter_map(|column| common.get(key, column));
        entry.alt_names_en = others.flat_map(|names| names.split('|').map(str::to_owned).collect::<Vec<_>>()).collect();
        Ok(())
    }

    /// Adds an entry with its names, adjectives and demonyms; gives its number.
    fn add_named(&mut self, mut entry: Entry, row: Row) -> Result<u32> {
        let name = Name::with(row.get("name"), row.get("grammar")).map_err(|message| row.error(message))?;
        let mut others = Vec::new();
        if let Some(official) = row.some("official") {
            others.push(with_own_name(Name::parse(official).map_err(|message| row.error(message))?, &name));
        }
        for alias in row.list("aliases") {
            others.push(Name::parse(alias).map_err(|message| row.error(message))?);
        }
        let number = self.start_entry(&entry, name).map_err(|message| row.error(message))?;
        for other in others {
            self.add_alias(&mut entry, number, other).map_err(|message| row.error(message))?;
        }
        for adjective in row.list("adjective") {
            self.add_adjective(&mut entry, number, adjective);
        }
        entry.demonyms.man = self.add_demonyms("man", Gender::Masc, Number::Sing, number, row)?;
        entry.demonyms.woman = self.add_demonyms("woman", Gender::Fem, Number::Sing, number, row)?;
        entry.demonyms.people = self.add_demonyms("people", Gender::Masc, Number::Plur, number, row)?;
        self.entries.push(entry);
        Ok(number)
    }

    /// Begins a row with its key and preferred name; the entry itself is to be pushed when it is complete.
    pub(super) fn start_entry(&mut self, entry: &Entry, name: Name) -> Result<u32, String> {
        let number = self.index.start_row();
        if self.by_key.insert(entry.key.clone(), number).is_some() {
            return Err(format!("key {} stands twice", entry.key));
        }
        let role = if name.is_acronym() { FormRole::Acronym } else { FormRole::Name };
        self.add_name(&name, number, entry.entry_type, role)?;
        self.names.push(name);
        Ok(number)
    }

    pub(super) fn add_alias(&mut self, entry: &mut Entry, number: u32, alias: Name) -> Result<(), String> {
        let acronym = alias.is_acronym();
        let role = if acronym { FormRole::Acronym } else { FormRole::Alias };
        let list = if acronym { &mut entry.acronyms } else { &mut entry.alt_names };
        list.push(alias.text.clone());
        self.add_name(&alias, number, entry.entry_type, role)
    }

    pub(super) fn add_adjective(&mut self, entry: &mut Entry, number: u32, adjective: &str) {
        let pattern = Form::of(Target::Entry(number), FormRole::Adjective, false, false);
        let name = Name { text: adjective.to_owned(), ..Name::default() };
        self.index.add(number, name, Inflection::Adjective, pattern);
        entry.adjectives.push(adjective.to_owned());
    }

    fn add_name(&mut self, name: &Name, number: u32, entry_type: EntryType, role: FormRole) -> Result<(), String> {
        self.check_name(name)?;
        let common_start = matches!(entry_type.kind(), EntityKind::Organisation | EntityKind::Facility);
        let lower_start = common_start && name.text.contains(' ');
        let pattern = Form::of(Target::Entry(number), role, name.grammar.ambiguous, lower_start);
        let single = common_start || entry_type == EntryType::City;
        let inflection = if single { Inflection::Single } else { Inflection::Thing };
        self.index.add(number, name.clone(), inflection, pattern.clone());
        let possessive = entry_type.kind() == EntityKind::Organisation && !name.grammar.indeclinable;
        if possessive && !name.text.contains(' ') {
            let pattern = Form { role: FormRole::Adjective, ..pattern };
            self.index.add(number, name.clone(), Inflection::Possessive, pattern);
        }
        Ok(())
    }

    fn add_demonyms(
        &mut self,
        column: &str,
        gender: Gender,
        base: Number,
        entry: u32,
        row: Row,
    ) -> Result<Vec<String>> {
        let mut words = Vec::new();
        for cell in row.list(column) {
            let mut name = Name::parse(cell).map_err(|message| row.error(message))?;
            name.grammar.gender = Some(gender);
            name.grammar.number = (base == Number::Plur).then_some(base);
            self.check_name(&name).map_err(|message| row.error(message))?;
            let pattern = Form::of(Target::Entry(entry), FormRole::Demonym, name.grammar.ambiguous, false);
            words.push(name.text.clone());
            self.index.add(entry, name, Inflection::Being, pattern);
        }
        Ok(words)
    }

    fn check_name(&self, name: &Name) -> Result<(), String> {
        match &name.grammar.paradigm {
            Some(id) if !self.inflector.knows_paradigm(id) => Err(format!("{}: there is no paradigm {id}", name.text)),
            _ => Ok(()),
        }
    }

    fn check_references(&self) -> Result<()> {
        for entry in &self.entries {
            for key in [&entry.country, &entry.parent, &entry.capital, &entry.capital_of].into_iter().flatten() {
                if !self.by_key.contains_key(key) {
                    let message = format!("{} names {key}, which no table has", entry.key);
                    return Err(self.pack.error("gazetteer", None, message));
                }
            }
        }
        Ok(())
    }
}

fn entry_type(row: Row) -> Result<EntryType> {
    EntryType::parse(row.get("type")).ok_or_else(|| row.error(format!("{:?} is not a type", row.get("type"))))
}

/// *Republika Slovenija*: the country's own name inside the official one declines with it when it is a feminine
/// singular; other names stay in the nominative (*Republike Katar*).
fn with_own_name(mut official: Name, own: &Name) -> Name {
    use crate::entity::inflect::Role;
    let declines = own.grammar.gender == Some(Gender::Fem) && own.grammar.number.is_none();
    let words: Vec<&str> = official.text.split(' ').collect();
    if official.grammar.shape.is_some() || own.text.contains(' ') || words.last() != Some(&own.text.as_str()) {
        return official;
    }
    let last = words.len() - 1;
    let head = last.saturating_sub(1);
    let role = |index: usize| match index {
        _ if index == last && declines => Role::Noun,
        _ if index == last => Role::Fixed,
        _ if index == head => Role::Head,
        _ => Role::Agrees,
    };
    official.grammar.shape = Some((0..words.len()).map(role).collect());
    official
}

/// Forms of a phrase whose parts are known.
pub fn nominative(forms: &[InflectedForm]) -> Option<&InflectedForm> {
    forms.iter().find(|form| form.case == crate::text::Case::Nom)
}
