//! Entities that a user adds to the tables: new rows, and more names of rows that are there.

use super::entry::{Entry, EntryType};
use super::load::Loader;
use super::name::{Grammar, Name};
use crate::entity::{EntityKind, slug};
use crate::error::Result;
use crate::lang::addition::{Addition, Id, Relation};
use rustc_hash::FxHashMap;

/// The rows by the IRIs and by the labels that they have.
struct Known {
    ids: FxHashMap<Id, u32>,
    labels: FxHashMap<(EntityKind, String), u32>,
}

impl Known {
    fn new(entries: &[Entry]) -> Self {
        let mut known = Self { ids: FxHashMap::default(), labels: FxHashMap::default() };
        entries.iter().zip(0..).for_each(|(entry, number)| known.add(id_of(entry), entry, number));
        known
    }

    fn add(&mut self, id: Id, entry: &Entry, number: u32) {
        self.ids.insert(id, number);
        for label in std::iter::once(&entry.name).chain(&entry.alt_names).chain(&entry.acronyms) {
            self.labels.entry((entry.kind, label.clone())).or_insert(number);
        }
    }

    /// Another row of the kind that has the label, when the file does not say that the label is ambiguous.
    fn clash(&self, kind: EntityKind, name: &Name, own: Option<u32>) -> Option<u32> {
        let other = self.labels.get(&(kind, name.text.clone())).copied();
        other.filter(|other| Some(*other) != own && !name.grammar.ambiguous)
    }
}

/// Adds what the files of a user say, in their order.
///
/// # Errors
/// What is wrong, with file and line.
pub(super) fn add(loader: &mut Loader, additions: &[Addition]) -> Result<()> {
    if additions.is_empty() {
        return Ok(());
    }
    let mut known = Known::new(&loader.entries);
    for addition in additions {
        let number = match known.ids.get(&addition.id) {
            Some(&number) => {
                extend(loader, &known, number, addition)?;
                number
            }
            None => create(loader, &known, addition)?,
        };
        known.add(addition.id.clone(), &loader.entries[number as usize], number);
    }
    additions.iter().try_for_each(|addition| relate(loader, &known.ids, addition))
}

fn id_of(entry: &Entry) -> Id {
    Id { kind: entry.kind.as_str().to_owned(), slug: slug(&entry.slug) }
}

/// A row of its own.
fn create(loader: &mut Loader, known: &Known, addition: &Addition) -> Result<u32> {
    let wrong = |message: String| addition.error(addition.line, message);
    let Some(class) = &addition.class else { return Err(wrong(format!("{} has no class", addition.id))) };
    let entry_type = entry_type(class.what).ok_or_else(|| wrong(format!("{} is no class", class.what)))?;
    if entry_type.kind().as_str() != addition.id.kind {
        return Err(addition.error(class.line, format!("{} cannot be of the class {}", addition.id, class.what)));
    }
    let Some(name) = &addition.name else {
        return Err(wrong(format!("{} has no preferred label in the language of the articles", addition.id)));
    };
    let mut entry = Entry::new(&format!("{}:{}", addition.id.kind, addition.id.slug), entry_type, &name.what);
    entry.slug.clone_from(&addition.id.slug);
    entry.name_en = addition.name_en.as_ref().map(|said| said.what.clone());
    let declined = declined(addition, None, &name.what, name.line)?;
    refuse_clash(loader, known, addition, (&declined, name.line), None)?;
    let number = loader.start_entry(&entry, declined).map_err(wrong)?;
    add_names(loader, known, &mut entry, number, addition)?;
    loader.entries.push(entry);
    Ok(number)
}

fn entry_type(class: &str) -> Option<EntryType> {
    if class == "Place" { Some(EntryType::Region) } else { EntryType::parse(class) }
}

/// A label that another row has would lead to either, so it must be marked.
fn refuse_clash(
    loader: &Loader,
    known: &Known,
    addition: &Addition,
    (name, line): (&Name, usize),
    own: Option<u32>,
) -> Result<()> {
    let kind = loader.entries.iter().map(|entry| entry.kind).find(|kind| kind.as_str() == addition.id.kind);
    let Some(other) = kind.and_then(|kind| known.clash(kind, name, own)) else { return Ok(()) };
    let other = id_of(&loader.entries[other as usize]);
    let message = format!(
        "{:?} is a label of {other} already; end its tro:inflection with ! if it may mean {} too",
        name.text, addition.id
    );
    Err(addition.error(line, message))
}

/// More about a row that is there; what the row says of itself cannot be changed.
fn extend(loader: &mut Loader, known: &Known, number: u32, addition: &Addition) -> Result<()> {
    let Some(entry) = loader.entries.get(number as usize) else { return Ok(()) };
    let clash = |line: usize, what: &str, own: &str, other: &str| {
        Err(addition.error(line, format!("{} already has the {what} {own:?}, not {other:?}", addition.id)))
    };
    if let Some(name) = addition.name.as_ref().filter(|name| name.what != entry.name) {
        return clash(name.line, "preferred label", &entry.name, &name.what);
    }
    let name_en = entry.name_en.as_deref();
    if let Some((own, name)) = name_en.zip(addition.name_en.as_ref()).filter(|(own, name)| *own != name.what) {
        return clash(name.line, "preferred label", own, &name.what);
    }
    if let Some(class) = addition.class.as_ref().filter(|class| !may_be(entry.entry_type, class.what)) {
        return clash(class.line, "class", entry.entry_type.as_str(), class.what);
    }
    if let Some(said) = addition.inflections.iter().find(|said| names(said.what.0.as_deref(), entry)) {
        let grammar = Grammar::parse(&said.what.1).ok().and_then(|_| Name::with(&entry.name, &said.what.1).ok());
        if grammar.as_ref() != loader.names.get(number as usize) {
            let message = format!("{} already has {:?}, and declines it otherwise", addition.id, entry.name);
            return Err(addition.error(said.line, message));
        }
    }
    let mut entry = entry.clone();
    entry.name_en = entry.name_en.or_else(|| addition.name_en.as_ref().map(|said| said.what.clone()));
    add_names(loader, known, &mut entry, number, addition)?;
    loader.entries[number as usize] = entry;
    Ok(())
}

/// Whether codes are said of the preferred label.
fn names(label: Option<&str>, entry: &Entry) -> bool {
    label.is_none_or(|label| label == entry.name)
}

/// Whether a row of that type can be of a class: of its own, or of a general one of its kind.
fn may_be(own: EntryType, class: &str) -> bool {
    let general = matches!(class, "Country" | "Place" | "Organization");
    entry_type(class).is_some_and(|said| said == own || (general && said.kind() == own.kind()))
}

fn add_names(loader: &mut Loader, known: &Known, entry: &mut Entry, number: u32, addition: &Addition) -> Result<()> {
    let labels = known;
    for said in &addition.inflections {
        let known = |name: &String| *name == entry.name || addition.alt_names.iter().any(|alias| alias.what == *name);
        if let Some(name) = said.what.0.as_ref().filter(|name| !known(name)) {
            return Err(addition.error(said.line, format!("{name:?} is no label of {}", addition.id)));
        }
    }
    for alias in &addition.alt_names {
        let known = std::iter::once(&entry.name).chain(&entry.alt_names).chain(&entry.acronyms);
        if !known.into_iter().any(|known| *known == alias.what) {
            let name = declined(addition, Some(&alias.what), &alias.what, alias.line)?;
            refuse_clash(loader, labels, addition, (&name, alias.line), Some(number))?;
            loader.add_alias(entry, number, name).map_err(|message| addition.error(alias.line, message))?;
        }
    }
    for adjective in &addition.adjectives {
        if !entry.adjectives.contains(&adjective.what) {
            loader.add_adjective(entry, number, &adjective.what);
        }
    }
    let others = addition.alt_names_en.iter().map(|said| said.what.clone());
    entry.alt_names_en.extend(others.filter(|name| entry.name_en.as_ref() != Some(name)).collect::<Vec<_>>());
    let own = [entry.wikidata_iri(), entry.geonames_iri(), entry.eu_authority.clone()];
    let others = addition.same_as.iter().map(|said| said.what.clone());
    entry.same_as.extend(others.filter(|iri| !own.contains(&Some(iri.clone()))).collect::<Vec<_>>());
    Ok(())
}

/// A name with the codes that the file gives for it.
fn declined(addition: &Addition, key: Option<&str>, name: &str, line: usize) -> Result<Name> {
    let codes =
        addition.inflections.iter().find(|said| said.what.0.as_deref() == key || said.what.0.as_deref() == Some(name));
    let (codes, line) = codes.map_or(("", line), |said| (said.what.1.as_str(), said.line));
    Name::with(name, codes).map_err(|message| addition.error(line, message))
}

fn relate(loader: &mut Loader, known: &FxHashMap<Id, u32>, addition: &Addition) -> Result<()> {
    let Some(&own) = known.get(&addition.id) else { return Ok(()) };
    for said in &addition.relations {
        let (relation, other) = &said.what;
        let Some(&other_number) = known.get(other) else {
            return Err(addition.error(said.line, format!("{other} is described neither here nor in the gazetteer")));
        };
        let key = loader.entries[other_number as usize].key.clone();
        let other_kind = loader.entries[other_number as usize].kind;
        let entry = &mut loader.entries[own as usize];
        let place = matches!(addition.id.kind.as_str(), "country" | "place" | "facility");
        let in_place = matches!(other_kind, EntityKind::Country | EntityKind::Place);
        let slot = match relation {
            _ if own == other_number => {
                return Err(addition.error(said.line, format!("{other} cannot stand so to itself")));
            }
            Relation::Capital if addition.id.kind == "country" && other_kind == EntityKind::Place => &mut entry.capital,
            Relation::ContainedIn if place && in_place => &mut entry.country,
            Relation::Jurisdiction if !place && in_place => &mut entry.country,
            Relation::PartOf if !place && other_kind == EntityKind::Organisation => &mut entry.parent,
            _ => return Err(addition.error(said.line, format!("{} cannot stand so to {other}", addition.id))),
        };
        match slot {
            Some(there) if *there != key => {
                return Err(addition.error(said.line, format!("{} already has another one than {other}", addition.id)));
            }
            _ => *slot = Some(key),
        }
        if *relation == Relation::Capital {
            let country = loader.entries[own as usize].key.clone();
            loader.entries[other_number as usize].capital_of = Some(country);
        }
    }
    Ok(())
}
