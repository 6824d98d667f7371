//! Files of users that add to the gazetteer: the documented example, and every way in which one cannot be used.

use crate::command::{Run, trojka};
use std::path::PathBuf;
use tempfile::TempDir;

const PREFIXES: &str = "@prefix org: <http://www.w3.org/ns/org#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix tro: <https://w3id.org/trojka/ontology#> .
";

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("temporary folder"))
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("writable");
        path
    }

    fn analyze(&self, article: &str, gazetteer: &str) -> Run {
        let (article, gazetteer) = (self.write("a.txt", article), self.write("names.ttl", gazetteer));
        trojka(["analyze", "--quiet"]).arg(article).arg("--gazetteer").arg(gazetteer).run()
    }
}

fn example() -> String {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/gazetteer.md")).expect("the page");
    let block = text.split("```turtle\n").nth(1).and_then(|rest| rest.split("```").next());
    block.expect("an example").to_owned()
}

#[test]
fn the_documented_example_is_linked_in_every_case() {
    let place = Place::new();
    let article = "Direktor Agencije za mostove je v Podlipju odprl prenovljeni most. Podlipski župan je pohvalil AZM. \
                   Po Mostu treh dolin so se sprehodili predstavniki Urada za brvi in svetovne policije.\n";
    let run = place.analyze(article, &example());
    assert_eq!(run.status, 0, "{}", run.stderr);
    for entity in [
        "id/organisation/agencija-za-mostove",
        "id/place/podlipje",
        "id/facility/most-treh-dolin",
        "id/organisation/urad-za-brvi",
        "id/organisation/interpol",
    ] {
        assert!(run.stdout.contains(entity), "{entity} in {}", run.stdout);
    }
}

#[test]
fn additions_are_described_in_the_store_and_in_the_base_of_the_store() {
    let place = Place::new();
    let article = place.write("a.txt", "Agencija za mostove je podpisala sporazum z Avstrijo.\n");
    let names = place.write("names.ttl", &example());
    let store = place.0.path().join("store");
    let base = ["--base", "https://kg.example/"];
    let run = trojka(["build", "--quiet"])
        .arg(&article)
        .arg("--gazetteer")
        .arg(&names)
        .args(base)
        .arg("--store")
        .arg(&store)
        .run();
    assert_eq!(run.status, 0, "{}", run.stderr);
    let export = trojka(["export", "--format", "nquads"]).arg("--store").arg(&store).run();
    let has = |line: &str| assert!(export.stdout.lines().any(|known| known.starts_with(line)), "{line}");
    let agency = "<https://kg.example/id/organisation/agencija-za-mostove>";
    let interpol = "<https://kg.example/id/organisation/interpol>";
    has(&format!("{agency} <https://w3id.org/trojka/ontology#jurisdiction> <https://kg.example/id/country/slovenija>"));
    has(&format!("{agency} <http://www.w3.org/2004/02/skos/core#prefLabel> \"Bridge Agency\"@en"));
    has(&format!("{agency} <http://www.w3.org/2002/07/owl#sameAs> <https://example.org/agencies/17>"));
    has(&format!("{interpol} <http://www.w3.org/2004/02/skos/core#altLabel> \"svetovna policija\"@sl"));
}

#[test]
fn what_cannot_be_used_is_told_with_its_line() {
    let place = Place::new();
    for (body, line, reason) in [
        ("<id/place/x> a schema:City", 5, ""),
        ("<id/place/x> a schema:City ;\n skos:prefLabel \"X\" .", 6, "needs a language"),
        ("<id/place/x> a schema:City .", 5, "no preferred label"),
        ("<id/place/x> skos:prefLabel \"X\"@sl .", 5, "has no class"),
        ("<id/place/x> a org:Organization ; skos:prefLabel \"X\"@sl .", 5, "no class of the gazetteer"),
        ("<id/person/x> a schema:City .", 5, "of the kind \"person\""),
        ("<https://elsewhere.example/x> a schema:City .", 5, "is not below"),
        ("<id/place/X_Y> a schema:City .", 5, "small letters"),
        ("<id/place/x> a schema:City ; skos:note \"X\"@sl .", 5, "is no property"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@de .", 5, "needs a language"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl, \"Y\"@sl .", 5, "two labels"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ;\n tro:inflection \"q\" .", 6, "not a category"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ;\n tro:inflection \"Z{f}\" .", 6, "is no label"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ; tro:inflection \"m:none\" .", 5, "no paradigm none"),
        (
            "<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ;\n schema:containedInPlace <id/country/nowhere> .",
            6,
            "neither here",
        ),
        ("<id/country/slovenija> skos:prefLabel \"Deželica\"@sl .", 5, "already has"),
        ("<id/country/slovenija> tro:capital <id/place/maribor> .", 5, "already has"),
        ("<id/place/maribor> tro:capital <id/place/celje> .", 5, "cannot stand so"),
        ("[] a schema:City .", 5, "blank node"),
        ("<id/place/x> a \"city\" .", 5, "an IRI is needed"),
        ("<id/place/x> a schema:City ; skos:prefLabel <id/place/x> .", 5, "a label is a text"),
        ("<id/place/x> a schema:City, tro:Region ; skos:prefLabel \"X\"@sl .", 5, "of the class City and of the class"),
        ("<id/place/x> a schema:Citty ; skos:prefLabel \"X\"@sl .", 5, "no class of the gazetteer"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ;\n tro:adjective \"a b\" .", 6, "must be one word"),
        ("<id/place/ljubljana> a tro:Region .", 5, "already has the class"),
        ("<id/place/ljubljana> tro:inflection \"m\" .", 5, "declines it otherwise"),
        ("<id/place/x> a schema:City ; skos:prefLabel \"Ljubljana\"@sl .", 5, "a label of id/place/ljubljana already"),
        ("<id/place/kranj> skos:altLabel \"Ptuj\"@sl .", 5, "a label of id/place/ptuj already"),
        (
            "<id/place/x> a schema:City ; skos:prefLabel \"X\"@sl ;\n schema:containedInPlace <id/organisation/interpol> .",
            6,
            "cannot stand so",
        ),
        (
            "<id/organisation/x> a org:Organization ; skos:prefLabel \"X\"@sl ;\n org:subOrganizationOf <id/organisation/x> .",
            6,
            "to itself",
        ),
        ("<id/place/x> a foo:City .", 5, "foo:"),
    ] {
        let run = place.analyze("Danes dežuje.\n", &format!("{PREFIXES}{body}\n"));
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{body}: {}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{body}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("names.ttl:{line}: ")), "{body}: {}", run.stderr);
        assert!(run.stderr.contains(reason), "{body}: {}", run.stderr);
    }
}

#[test]
fn a_file_that_is_no_turtle_is_told_with_its_name() {
    let place = Place::new();
    let article = place.write("a.txt", "Danes dežuje.\n");
    let latin = place.0.path().join("latin.ttl");
    let mut bytes = format!("{PREFIXES}<id/place/x> a schema:City ;\n skos:prefLabel \"").into_bytes();
    bytes.extend(b"\xC8rnuce\"@sl .\n");
    std::fs::write(&latin, bytes).expect("writable");
    let folder = place.0.path().join("folder.ttl");
    std::fs::create_dir(&folder).expect("writable");
    let table = place.write("table.csv", "name,kind\nX,city\n");
    for (file, reason) in [
        (latin, "latin.ttl:6: the byte 0xC8 is not UTF-8"),
        (folder, "folder.ttl: "),
        (place.0.path().join("nowhere.ttl"), "nowhere.ttl: "),
        (table, "table.csv:1: "),
    ] {
        let store = place.0.path().join("store");
        let run =
            trojka(["build", "--quiet"]).arg(&article).arg("--gazetteer").arg(&file).arg("--store").arg(&store).run();
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
        assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        assert!(run.stderr.contains(reason), "{}", run.stderr);
        assert!(!store.exists(), "a store was made for {}", file.display());
    }
}

#[test]
fn an_empty_file_and_a_byte_order_mark_are_no_faults() {
    let place = Place::new();
    let marked = format!("\u{feff}{PREFIXES}<id/place/dolinje> a schema:City ; skos:prefLabel \"Dolinje\"@sl .\n");
    for text in ["", "# nothing yet\n", PREFIXES, &marked] {
        let run = place.analyze("Jutri gremo v Dolinje.\n", text);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{text}");
    }
    assert!(place.analyze("Jutri gremo v Dolinje.\n", &marked).stdout.contains("id/place/dolinje"));
}

#[test]
fn files_that_contradict_each_other_are_refused() {
    let place = Place::new();
    let article = place.write("a.txt", "Danes dežuje.\n");
    let first = format!("{PREFIXES}<id/place/x> a schema:City ; skos:prefLabel \"Xabc\"@sl ; tro:inflection \"m\" .\n");
    let first = place.write("first.ttl", &first);
    for (body, reason) in [
        ("<id/place/x> skos:prefLabel \"Xdef\"@sl .", "already has the preferred label"),
        ("<id/place/x> a tro:Region .", "already has the class"),
        ("<id/place/x> tro:inflection \"f\" .", "declines it otherwise"),
        ("<id/place/y> a schema:City ; skos:prefLabel \"Xabc\"@sl .", "a label of id/place/x already"),
    ] {
        let second = place.write("second.ttl", &format!("{PREFIXES}{body}\n"));
        let run = trojka(["analyze", "--quiet"]).arg(&article);
        let run = run.arg("--gazetteer").arg(&first).arg("--gazetteer").arg(second).run();
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{body}: {}", run.stderr);
        assert!(run.stderr.contains("second.ttl:5: ") && run.stderr.contains(reason), "{body}: {}", run.stderr);
    }
    let twice = trojka(["analyze", "--quiet"]).arg(&article).arg("--gazetteer").arg(&first);
    let twice = twice.arg("--gazetteer").arg(&first).run();
    assert_eq!(twice.status, 0, "the same said twice: {}", twice.stderr);
}

#[test]
fn serving_a_store_reads_no_names() {
    let place = Place::new();
    let names = place.write("names.ttl", &example());
    let run = trojka(["serve"]).arg("--store").arg(place.0.path().join("store")).arg("--gazetteer").arg(names).run();
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("--gazetteer"), "{}", run.stderr);
}
