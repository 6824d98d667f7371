//! What goes wrong is said once, by name, with the right exit status, and the store stays as it was.

use crate::command::{Run, trojka};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TEXT: &str = "Minister je v četrtek obiskal sosednjo državo.";

struct Place(TempDir);

impl Place {
    /// A folder with a store that holds one article.
    fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("temporary folder"));
        let run = place.build(&place.write("prva.txt", TEXT));
        assert_eq!(run.status, 0, "{}", run.stderr);
        place
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("writable");
        path
    }

    fn store(&self) -> PathBuf {
        self.0.path().join("store")
    }

    fn build(&self, path: &Path) -> Run {
        trojka(["build", "--quiet"]).arg(path).arg("--store").arg(self.store()).run()
    }

    fn query(&self, query: &str, format: &str) -> Run {
        trojka(["query", "--format", format, "-e", query]).arg("--store").arg(self.store()).run()
    }

    fn quads(&self) -> String {
        trojka(["export", "--format", "nquads"]).arg("--store").arg(self.store()).run().stdout
    }

    /// Builds a bad input and checks that it costs nothing but one message.
    fn refuses(&self, path: &Path, reason: &str) {
        let before = self.quads();
        let run = self.build(path);
        assert_eq!(run.status, 1, "{path:?} {}", run.stderr);
        assert_eq!(run.stdout, "");
        assert_eq!(run.stderr.lines().count(), 1, "{path:?} {}", run.stderr);
        let named = path.to_string_lossy();
        assert!(run.stderr.contains(reason) && run.stderr.contains(&*named), "{path:?} {}", run.stderr);
        assert_eq!(self.quads(), before);
    }
}

#[test]
fn inputs_that_are_no_articles() {
    let place = Place::new();
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    place.refuses(&place.write("dvojiska.txt", b"\x7FELF\0\x01\x02\0"), "binary file");
    place.refuses(&place.write("utf16.txt", utf16), "UTF-16LE");
    place.refuses(&place.write("cp1250.txt", b"Minister je rekel \x9Ada\x9C.".repeat(3)), "not UTF-8");
    place.refuses(&place.write("prazna.txt", " \n\n"), "holds no text");
    place.refuses(&place.write("tip.jsonl", "{\"id\":\"x\",\"text\":{\"sl\":\"a\"}}"), "`text` must be a string");
    place.refuses(&place.write("manjka.jsonl", "{\"id\":\"x\"}"), "manjka.jsonl:1: `text` is missing");
    place.refuses(&place.write("json.jsonl", "{\"id\":\"x\",\"text\":\"a\""), "not JSON");
    place.refuses(&place.0.path().join("ni.txt"), "does not exist");
}

#[test]
fn a_file_of_200_mb_is_not_read() {
    let place = Place::new();
    let path = place.0.path().join("velika.txt");
    let mut file = std::fs::File::create(&path).expect("writable");
    file.write_all(TEXT.as_bytes()).expect("writable");
    file.set_len(200 << 20).expect("sparse");
    file.seek(SeekFrom::End(-1)).expect("sparse");
    place.refuses(&path, "larger than 1000000 bytes");
}

#[test]
fn one_line_of_5_mb_goes_through_or_is_refused_by_the_limit() {
    let place = Place::new();
    let sentence = "Minister je v četrtek obiskal sosednjo državo in se pogovarjal o meji. ";
    let line = place.write("vrstica.txt", sentence.repeat((5 << 20) / sentence.len()));
    let run = trojka(["build", "--quiet", "--max-bytes", "1000000"]).arg(&line).arg("--store").arg(place.store()).run();
    assert!(run.status == 1 && run.stderr.contains("larger than 1000000 bytes"), "{}", run.stderr);
}

#[test]
fn the_good_lines_of_a_bad_file_are_kept() {
    let place = Place::new();
    let lines = format!("{{\"id\":\"a\",\"text\":\"{TEXT}\"}}\n{{\"id\":7}}\n{{\"id\":\"b\",\"text\":\"{TEXT}\"}}\n");
    let run = place.build(&place.write("l.jsonl", lines));
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("l.jsonl:2: `text` is missing [missing-field]"), "{}", run.stderr);
    let quads = place.quads();
    assert!(quads.contains("article/a>") && quads.contains("article/b>"));
}

#[test]
fn queries_that_cannot_be_answered() {
    let place = Place::new();
    let run = place.query("SELECT * WHERE {\n ?s ?p ?o ", "json");
    assert!(run.status == 2 && run.stderr.contains("syntax error in line 2"), "{run:?}");
    let run = place.query("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }", "json");
    assert!(run.status == 2 && run.stderr.contains("SERVICE is not allowed"), "{run:?}");
    let run = place.query("SELECT * { ?s ?p ?o }", "turtle");
    assert!(run.status == 2 && run.stderr.contains("gives rows"), "{run:?}");
    let run = place.query("CONSTRUCT WHERE { ?s ?p ?o }", "csv");
    assert!(run.status == 2 && run.stderr.contains("give triples"), "{run:?}");
    let run = place.query("ASK {}", "yaml");
    assert!(run.status == 2 && run.stderr.contains("possible values"), "{run:?}");
    let run = trojka(["query", "/ni/vprasanja.rq"]).arg("--store").arg(place.store()).run();
    assert!(run.status == 1 && run.stderr.contains("/ni/vprasanja.rq"), "{run:?}");
}

#[test]
fn an_unknown_export_format() {
    let place = Place::new();
    let run = trojka(["export", "--format", "docx"]).arg("--store").arg(place.store()).run();
    assert!(run.status == 2 && run.stderr.contains("'docx'") && run.stdout.is_empty(), "{run:?}");
}

#[test]
fn results_in_every_form() {
    let place = Place::new();
    let rows = "SELECT ?s { ?s a <https://schema.org/NewsArticle> }";
    let article = "http://localhost:7878/article/prva";
    for format in ["table", "json", "xml", "csv", "tsv"] {
        let run = place.query(rows, format);
        assert!(run.status == 0 && run.stdout.contains(article), "{format} {run:?}");
        let run = place.query(&rows.replace("SELECT ?s", "ASK"), format);
        assert!(run.status == 0 && run.stdout.contains("true"), "{format} {run:?}");
    }
    for format in ["turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"] {
        let run = place.query(&format!("CONSTRUCT WHERE {{ <{article}> a ?c }}"), format);
        assert!(run.status == 0 && run.stdout.contains("NewsArticle"), "{format} {run:?}");
        let run = trojka(["export", "--verify", "--format", format]).arg("--store").arg(place.store()).run();
        assert!(run.status == 0 && run.stdout.contains("NewsArticle"), "{format} {}", run.stderr);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let place = Place::new();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("trojka"))
        .args(["export", "--format", "nquads", "--store"])
        .arg(place.store())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut told).expect("UTF-8");
    assert!(child.wait().expect("child").success(), "{told}");
    assert_eq!(told, "");
}

#[test]
fn extract_is_a_filter() {
    let line = |id: &str, text: &str| format!("{{\"id\":\"{id}\",\"text\":\"{text}\"}}\n");
    let (one, two) = (line("a", TEXT), line("b", "Vlada je sprejela sklep."));
    let extract = |input: &str| trojka(["extract", "--quiet"]).input(input).run();
    let whole = extract(&format!("{one}to ni json\n{two}"));
    assert_eq!(whole.status, 1);
    assert!(whole.stderr.starts_with("trojka: -:2: is not JSON"), "{}", whole.stderr);
    let parts = format!("{}{}", extract(&one).stdout, extract(&two).stdout);
    assert_eq!(whole.stdout, parts, "parts put together give the whole");
    assert!(!parts.contains("_:") && parts.lines().all(|line| line.ends_with("> .")), "{parts}");
}

#[test]
fn standard_input_is_text_or_json_lines() {
    let place = Place::new();
    let build = |input: &str| trojka(["build", "--quiet", "-"]).arg("--store").arg(place.store()).input(input).run();
    assert_eq!(build("Vlada je sprejela sklep.\n").status, 0);
    assert_eq!(build(&format!("\n {{\"id\":\"json\",\"text\":\"{TEXT}\"}}\n")).status, 0);
    let quads = place.quads();
    assert!(quads.contains("article/text-") && quads.contains("article/json>"));
}
