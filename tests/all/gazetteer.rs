//! The gazetteer tables: made from their sources, and complete.

#[path = "../../examples/gazetteer/generate.rs"]
mod generate;

use std::path::Path;
use trojka::entity::gazetteer::Gazetteer;
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
    let gazetteer = Gazetteer::load(&Pack::shipped("sl").expect("shipped")).expect("tables");
    for country in gazetteer.entries().iter().filter(|entry| entry.iso.is_some()) {
        let Some(name) = names.get(&country.key).and_then(|name| name.as_str()) else { continue };
        let known = std::iter::once(&country.name).chain(&country.alt_names).any(|known| known == name);
        assert!(known, "{}: {name} is not among its names", country.key);
    }
}
