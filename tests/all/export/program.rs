//! The command: files, records, and options that do not fit together.

use crate::command::{Run, trojka};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedNodeRef, Quad, Term};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ARTICLES: &str = r#"{"id":"ena","date":"2024-03-05","rights":"CC BY 4.0","text":"Minister Jan Novak se je v Pragi srečal s češko ministrico Evo Kos."}
{"id":"dve","date":"2024-04-10","text":"Slovenija je podarila vozila Hrvaški. Minister Jan Novak je obsodil napad."}
"#;

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        std::fs::write(place.path("in.jsonl"), ARTICLES).expect("writable");
        let run =
            trojka(["build", "--quiet"]).arg(place.path("in.jsonl")).arg("--store").arg(place.path("store")).run();
        assert_eq!(run.status, 0, "{}", run.stderr);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn export(&self, options: &[&str]) -> Run {
        trojka(["export"]).arg("--store").arg(self.path("store")).args(options).run()
    }

    fn to(&self, name: &str, options: &[&str]) -> Run {
        trojka(["export"]).arg("--store").arg(self.path("store")).args(options).arg("-o").arg(self.path(name)).run()
    }

    fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }
}

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const SPDX: &str = "http://spdx.org/rdf/terms#";
const HERE: &str = "http://example.org/d/";

fn record(bytes: &[u8]) -> Vec<Quad> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).with_base_iri(format!("{HERE}record")).expect("a base");
    parser.for_slice(bytes).collect::<Result<_, _>>().expect("Turtle")
}

fn objects(quads: &[Quad], subject: &str, property: &str) -> Vec<String> {
    let property = NamedNodeRef::new(property).expect("an IRI");
    let of =
        quads.iter().filter(|quad| quad.subject.to_string() == format!("<{subject}>") && quad.predicate == property);
    let text = |quad: &Quad| match &quad.object {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    };
    of.map(text).collect()
}

#[test]
fn a_dump_has_a_record_that_is_true() {
    let place = Place::new();
    let run = place.to("d.nq", &["--format", "nquads"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stderr.contains("the texts of 1 articles are written"), "{}", run.stderr);
    let bytes = place.read("d.nq");
    let quads = record(&place.read("d.nq.dcat.ttl"));
    let dataset = format!("{HERE}record#dataset");
    for property in ["title", "description", "temporal"] {
        assert!(!objects(&quads, &dataset, &format!("{DCTERMS}{property}")).is_empty(), "{property}");
    }
    let [file] = &objects(&quads, &dataset, &format!("{DCAT}distribution"))[..] else { panic!("one file") };
    for property in ["accessURL", "downloadURL"] {
        assert_eq!(objects(&quads, file, &format!("{DCAT}{property}")), [format!("{HERE}d.nq")]);
    }
    assert_eq!(objects(&quads, file, &format!("{DCAT}byteSize")), [bytes.len().to_string()]);
    let [sum] = &objects(&quads, file, &format!("{SPDX}checksum"))[..] else { panic!("one sum") };
    let mut digest = trojka::export::Digest::default();
    digest.update(&bytes);
    assert_eq!(objects(&quads, sum, &format!("{SPDX}checksumValue")), [digest.finish()]);
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(objects(&quads, &dataset, "http://rdfs.org/ns/void#triples"), [lines.to_string()]);
    let [canonical] = &objects(&quads, &dataset, &format!("{SPDX}checksum"))[..] else { panic!("one digest") };
    let [hash] = &objects(&quads, canonical, &format!("{SPDX}checksumValue"))[..] else { panic!("one digest") };
    assert!(run.stderr.contains(hash.as_str()), "{}", run.stderr);
    let period = format!("{HERE}record#period");
    assert_eq!(objects(&quads, &period, &format!("{DCAT}startDate")), ["2024-03-05"]);
    assert_eq!(objects(&quads, &period, &format!("{DCAT}endDate")), ["2024-04-10"]);
    let again = place.to("d.nq", &["--format", "nquads", "--quiet"]);
    assert_eq!((again.status, again.stderr.as_str()), (0, ""));
    assert_eq!(record(&place.read("d.nq.dcat.ttl")), quads, "the same dump has the same record");
}

#[test]
fn every_form_is_written() {
    let place = Place::new();
    for form in ["turtle", "ntriples", "trig", "rdfxml", "jsonld", "polecat", "cameo", "graphml", "gexf"] {
        let run = place.to("x", &["--format", form, "--no-record", "--article", "ena", "--quiet"]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{form}");
        assert!(!place.read("x").is_empty() && !place.path("x.dcat.ttl").exists(), "{form}");
        let shown = place.export(&["--format", form, "--article", "ena", "--quiet"]);
        assert_eq!(shown.stdout.into_bytes(), place.read("x"), "{form}");
    }
    for form in ["csv", "parquet"] {
        let run = place.to(form, &["--format", form]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        for table in ["events", "posts", "agreements"] {
            assert!(!place.read(&format!("{form}/{table}.{form}")).is_empty());
        }
        let record = record(&place.read(&format!("{form}/tables.dcat.ttl")));
        assert_eq!(objects(&record, &format!("{HERE}record#dataset"), &format!("{DCAT}distribution")).len(), 3);
    }
    for rdf in ["1.1", "1.2"] {
        let run = place.export(&["--format", "turtle", "--rdf", rdf, "--verify", "--quiet"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(run.stdout.contains("<<("), rdf == "1.2");
    }
}

#[test]
fn layers_and_licences() {
    let place = Place::new();
    let text = |options: &[&str]| {
        let run = place.export(&[&["--format", "nquads"], options].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let has = |words: &str| run.stdout.contains(words);
        (has("\"Minister Jan Novak se je v Pragi"), has("\"Slovenija je podarila vozila"), run.stderr)
    };
    let (one, other, told) = text(&["--layers", "facts,text"]);
    assert!(one && !other && told.contains("1 articles are written with their text, 1 without"), "{told}");
    let (one, other, told) = text(&["--layers", "facts,mentions"]);
    assert!(!one && !other && !told.contains("articles"), "{told}");
    let (one, other, _) = text(&[]);
    assert!(one && other);
    let (one, other, _) = text(&["--layers", "text", "--text-of", "CC BY"]);
    assert!(one && !other);
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let place = Place::new();
    let out = place.path("o").display().to_string();
    for (options, part) in [
        (&["--format", "jsonld", "--rdf", "1.2"][..], "RDF 1.2"),
        (&["--format", "csv"], "--table"),
        (&["--format", "turtle", "--table", "events"], "--table"),
        (&["--format", "csv", "--table", "posts", "--pairs"], "--pairs"),
        (&["--format", "gexf", "--layers", "facts"], "--layers"),
        (&["--format", "cameo", "--verify"], "--verify"),
        (&["--format", "turtle", "--layers", "words"], "facts, mentions, text"),
        (&["--format", "turtle", "--text-of", "x"], "--text-of"),
        (&["--format", "turtle", "--layers", "facts", "--text-of", "x"], "--text-of"),
        (&["--format", "turtle", "--no-record"], "--no-record"),
        (&["--format", "turtle", "--label-language", "en"], "--label-language"),
        (&["--format", "turtle", "--article", "ena", "--events"], "--events"),
        (&["--format", "turtle", "--article", "tri"], "tri"),
        (&["--format", "turtle", "--entity", "person/nobody", "-o", &out], "nobody"),
        (&["--format", "turtle", "--graph", "http://example.org/"], "example.org"),
    ] {
        let run = place.export(options);
        assert_eq!(run.status, 2, "{options:?}: {}", run.stderr);
        assert!(run.stderr.contains(part) && run.stdout.is_empty(), "{options:?}: {}", run.stderr);
    }
    assert!(!Path::new(&out).exists());
}
