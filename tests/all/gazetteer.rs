//! The gazetteer tables: made from their sources, and complete.

#[path = "../../examples/gazetteer/generate.rs"]
mod generate;

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::OnceLock;
use trojka::entity::EntityKind;
use trojka::entity::gazetteer::{Entry, EntryType, FormRole, Gazetteer};
use trojka::lang::Pack;

const TABLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/common");

/// The folder of the source files, or `None` with a note when this machine has none.
fn sources() -> Option<std::path::PathBuf> {
    let sources = generate::default_sources();
    let there = sources.join("country-codes.csv").is_file();
    if !there {
        eprintln!("skipped: no identifier sources at {}", sources.display());
    }
    there.then_some(sources)
}

#[test]
fn generated_tables_are_what_the_generator_makes() {
    let Some(sources) = sources() else { return };
    let made = generate::generate(&sources, Path::new(TABLES)).unwrap_or_else(|message| panic!("{message}"));
    for (name, text) in &made.files {
        let kept = std::fs::read_to_string(Path::new(TABLES).join(name)).unwrap_or_default();
        assert!(kept == *text, "{name} is not what `cargo run --example gazetteer` makes");
    }
    let known = made.remarks.iter().filter(|remark| remark.starts_with("country")).count();
    assert_eq!(known, 2, "{:#?}", made.remarks);
}

#[test]
fn short_names_of_cldr_are_known() {
    let Some(sources) = sources() else { return };
    let text = std::fs::read_to_string(sources.join("cldr-territories-sl.json")).expect("a source file");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let names = json["main"]["sl"]["localeDisplayNames"]["territories"].as_object().expect("an object");
    for country in shipped().entries().iter().filter(|entry| entry.iso.is_some()) {
        let Some(name) = names.get(&country.key).and_then(|name| name.as_str()) else { continue };
        let known = std::iter::once(&country.name).chain(&country.alt_names).any(|known| known == name);
        assert!(known, "{}: {name} is not among its names", country.key);
    }
}

fn shipped() -> &'static Gazetteer {
    static SHIPPED: OnceLock<Gazetteer> = OnceLock::new();
    SHIPPED.get_or_init(|| Gazetteer::load(&Pack::shipped("sl").expect("shipped")).expect("tables"))
}

/// The rows of a table of cases, by their cells.
fn cases(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/gazetteer").join(file);
    let text = std::fs::read_to_string(path).expect("the cases are there");
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn labels(entry: &Entry) -> impl Iterator<Item = &String> {
    std::iter::once(&entry.name).chain(&entry.alt_names).chain(&entry.acronyms)
}

/// Whether a row can be a member of a class of `members.tsv`.
fn is_of(class: &str, entry: &Entry) -> bool {
    let slovene = entry.country.as_deref() == Some("SI");
    match class {
        "seat" => entry.entry_type == EntryType::City && slovene,
        "capital" => entry.entry_type == EntryType::City && entry.capital_of.is_some(),
        "exonym" => entry.entry_type == EntryType::City,
        "region" => entry.entry_type == EntryType::Region,
        "historical" => entry.entry_type == EntryType::HistoricalCountry,
        "parliament" | "police" => entry.entry_type == EntryType::GovernmentOrganization,
        "party" | "company" | "bank" => entry.kind == EntityKind::Organisation && slovene,
        _ => entry.kind == EntityKind::Organisation,
    }
}

#[test]
fn no_member_of_a_class_is_missing() {
    let mut missing = Vec::new();
    for case in cases("members.tsv") {
        let [class, name] = &case[..] else { panic!("two columns: {case:?}") };
        let (country, label) = name.split_once(':').map_or((None, name.as_str()), |(c, name)| (Some(c), name));
        let known = shipped().entries().iter().any(|entry| {
            let owner = country.is_none_or(|country| entry.country.as_deref() == Some(country));
            owner && is_of(class, entry) && labels(entry).any(|known| known == label)
        });
        if !known {
            missing.push(format!("{class} {name}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn there_are_as_many_as_there_should_be() {
    let count = |class: &str| cases("members.tsv").iter().filter(|case| case[0] == class).count();
    assert_eq!(count("seat"), 212, "municipalities of Slovenia");
    let independent = |entry: &&Entry| entry.entry_type == EntryType::Country;
    let countries: Vec<&Entry> = shipped().entries().iter().filter(independent).collect();
    let without: Vec<&str> = countries.iter().filter(|c| c.capital.is_none()).map(|c| c.key.as_str()).collect();
    assert!(without.is_empty(), "no capital: {without:?}");
    let codes =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/gazetteer/iso-3166-1.txt"));
    let codes = codes.expect("the codes are there");
    let codes: Vec<&str> = codes.split_whitespace().collect();
    assert_eq!(codes.len(), 249);
    for code in codes.into_iter().chain(["XK"]) {
        let entry = shipped().entry(code).unwrap_or_else(|| panic!("{code} is no row"));
        assert_eq!(entry.kind, EntityKind::Country, "{code}");
        let words = !entry.adjectives.is_empty() && !entry.demonyms.man.is_empty() && !entry.demonyms.woman.is_empty();
        assert!(words || entry.entry_type != EntryType::Country, "{code}");
    }
}

#[test]
fn every_institution_of_the_union_and_organ_of_the_united_nations_is_a_row() {
    let table = std::fs::read_to_string(Path::new(TABLES).join("organisations.tsv")).expect("the table");
    let known: HashSet<&str> = shipped().entries().iter().filter_map(|entry| entry.wikidata.as_deref()).collect();
    let mut union = 0;
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (name, item, kind) = (cells[1], cells[4], cells[5]);
        if kind.starts_with("EU ") || kind == "UN specialized agency" {
            union += 1;
            assert!(known.contains(item), "{name} is no row");
        }
    }
    assert!(union > 60, "{union}");
}

#[test]
fn every_context_of_plover_and_every_subject_of_agreements_has_a_topic() {
    let read = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/codes").join(file);
        std::fs::read_to_string(path).expect("the scheme")
    };
    let (contexts, topics) = (read("contexts.ttl"), read("topics.ttl"));
    let contexts: Vec<&str> =
        contexts.lines().filter_map(|line| line.strip_suffix("Context a skos:Concept ;")).collect();
    assert_eq!(contexts.len(), 37);
    for context in contexts {
        assert!(topics.contains(&format!("skos:exactMatch {context}Context")), "{context}");
    }
    for subject in [
        "policing",
        "readmission",
        "visas",
        "borders",
        "extradition",
        "mutual legal assistance",
        "transfer of sentenced persons",
        "double taxation",
        "trade",
        "customs union",
        "investment",
        "energy",
        "gas",
        "nuclear energy",
        "defence",
        "arms control",
        "fisheries",
        "agriculture",
        "aviation",
        "railways",
        "shipping",
        "social security",
        "culture",
        "education",
        "science",
        "space",
        "tourism",
        "climate change",
        "waters",
        "data protection",
        "exchange of information",
        "succession of states",
        "EU enlargement",
        "development",
        "ceasefire",
        "prisoners",
        "intellectual property",
        "citizenship",
        "consular affairs",
        "telecommunications",
        "recognition of qualifications",
        "vaccination",
        "public debt",
        "budget",
        "civil protection",
        "raw materials",
    ] {
        assert!(topics.contains(&format!("skos:prefLabel \"{subject}\"@en")), "{subject}");
    }
}

#[test]
fn words_lead_to_their_row_in_every_form() {
    let mut wrong = Vec::new();
    let cases = cases("forms.tsv");
    assert!(cases.len() > 150, "{}", cases.len());
    for case in cases {
        let [form, key, role] = &case[..] else { panic!("three columns: {case:?}") };
        let hits = shipped().named(form);
        let found =
            hits.first().map_or(("-".into(), String::new()), |hit| (hit.key.clone(), format!("{:?}", hit.role)));
        if found != (key.clone(), role.clone()) {
            wrong.push(format!("{form}: {found:?}, expected {key} {role}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_label_leads_to_its_row() {
    for entry in shipped().entries() {
        for label in labels(entry) {
            let hits = shipped().named(label);
            assert!(hits.iter().any(|hit| hit.key == entry.key), "{}: {label} leads to {hits:?}", entry.key);
        }
    }
}

#[test]
fn one_thing_has_one_row() {
    let mut ids: HashMap<String, &str> = HashMap::new();
    let mut labels_of: HashMap<(EntityKind, &str), &str> = HashMap::new();
    let mut iris: HashMap<(EntityKind, &str), &str> = HashMap::new();
    for entry in shipped().entries() {
        for id in [entry.wikidata_iri(), entry.geonames_iri(), entry.eu_authority.clone()].into_iter().flatten() {
            let other = ids.insert(id.clone(), &entry.key);
            assert!(other.is_none(), "{id} is {} and {}", other.unwrap_or_default(), entry.key);
        }
        let other = iris.insert((entry.kind, &entry.slug), &entry.key);
        assert!(other.is_none(), "{} and {} have one IRI", other.unwrap_or_default(), entry.key);
        let plain = |label: &&String| {
            shipped().named(label).iter().any(|hit| hit.key == entry.key && !hit.ambiguous && is_name(hit.role))
        };
        for label in labels(entry).filter(plain) {
            let other = labels_of.insert((entry.kind, label), &entry.key).filter(|other| *other != entry.key);
            assert!(other.is_none(), "{label} is {} and {}", other.unwrap_or_default(), entry.key);
        }
    }
}

fn is_name(role: FormRole) -> bool {
    matches!(role, FormRole::Name | FormRole::Alias | FormRole::Acronym)
}

#[test]
fn what_is_called_the_same_in_english_is_not_the_same_thing() {
    let mut seen: HashMap<(EntryType, Option<&str>, &str), &str> = HashMap::new();
    for entry in shipped().entries() {
        let Some(name) = &entry.name_en else { continue };
        let other = seen.insert((entry.entry_type, entry.country.as_deref(), name), &entry.key);
        assert!(other.is_none(), "{name} is {} and {}", other.unwrap_or_default(), entry.key);
    }
}

#[test]
fn a_row_without_a_known_source_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let copy = |from: &Path, to: &Path| {
        for file in std::fs::read_dir(from).expect("a folder").map(|file| file.expect("an entry")) {
            std::fs::create_dir_all(to).expect("writable");
            if file.path().is_file() {
                std::fs::copy(file.path(), to.join(file.file_name())).expect("writable");
            }
        }
    };
    copy(&data.join("common"), &folder.path().join("common"));
    copy(&data.join("sl"), &folder.path().join("sl"));
    for part in ["gazetteer", "name"] {
        copy(&data.join("sl").join(part), &folder.path().join("sl").join(part));
    }
    let file = folder.path().join("sl/gazetteer/facilities.tsv");
    let table = std::fs::read_to_string(&file).expect("the table");
    let line = table.lines().position(|line| line.starts_with("nord-stream\t")).expect("a row") + 1;
    let spoilt = table.replacen("\tNord Stream\ttrojka", "\tNord Stream\thearsay", 1);
    assert_ne!(table, spoilt);
    std::fs::write(&file, spoilt).expect("writable");
    let pack = Pack::folder(folder.path(), "sl").expect("a pack");
    let error = Gazetteer::load(&pack).expect_err("no such source").to_string();
    assert!(error.contains(&format!("facilities.tsv:{line}: the source hearsay")), "{error}");
}
