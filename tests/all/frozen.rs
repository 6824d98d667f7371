//! Articles frozen after each stage: a change shows at the stage where it first appears.
//!
//! A folder `tests/articles/<name>/` is a test. The text is its `article.txt`, or `data/articles/<name>.txt`. The expected
//! files are renewed with `TROJKA_RENEW=1 cargo test --test all frozen` and then read by a person.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use trojka::article::{self, Article};
use trojka::document::Document;
use trojka::export::analysis::Analysis;
use trojka::export::{Format, write};
use trojka::graph::{Base, Generator, emit};
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use trojka::text::conllu::write_document;

const BASE: &str = "http://localhost:7878/";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read_article(folder: &Path) -> Article {
    let name = folder.file_name().expect("a folder has a name").to_string_lossy();
    let own = folder.join("article.txt");
    let path = if own.exists() { own } else { root().join(format!("data/articles/{name}.txt")) };
    let mut articles = article::read(std::slice::from_ref(&path), &article::Options::default());
    let article = articles.next().unwrap_or_else(|| panic!("{}: no article", path.display()));
    article.unwrap_or_else(|finding| panic!("{finding}"))
}

fn conllu(doc: &Document) -> String {
    // Chains come later than this stage.
    let text = Document { chains: Vec::new(), ..doc.clone() };
    let mut out = Vec::new();
    write_document(&text, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("CoNLL-U is UTF-8")
}

fn mentions(doc: &Document) -> String {
    let mut out = String::from("start\tend\twords\tlemma\tclass\tform\tentities\n");
    for mention in &doc.mentions {
        let entities: Vec<_> = mention
            .entities
            .iter()
            .map(|&entity| format!("{}/{}", doc.entities[entity].kind.as_str(), doc.entities[entity].slug))
            .collect();
        let span = mention.span;
        let words = doc.slice(span).replace(['\n', '\t'], " ");
        writeln!(
            out,
            "{}\t{}\t{words}\t{}\t{:?}\t{:?}\t{}",
            span.start,
            span.end,
            mention.lemma,
            mention.class,
            mention.form,
            entities.join(" ")
        )
        .expect("a string takes everything");
    }
    out
}

fn facts(doc: &Document) -> String {
    let analysis = serde_json::to_value(Analysis::new(doc, BASE)).expect("an analysis is JSON");
    let kept: serde_json::Map<_, _> = ["entities", "times", "posts", "agreements", "events", "statements"]
        .into_iter()
        .map(|layer| (layer.to_owned(), analysis[layer].clone()))
        .collect();
    serde_json::to_string_pretty(&kept).expect("a map is JSON") + "\n"
}

fn graph(doc: &Document) -> String {
    let base = Base::new(BASE).expect("a good base");
    let generator = Generator { program: "trojka".into(), version: "frozen".into(), pack: Some("frozen".into()) };
    let mut out = Vec::new();
    write(&emit(doc, &base, &generator), Format::NQuads, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("N-Quads are UTF-8")
}

#[test]
fn frozen_articles_come_out_of_each_stage_as_before() {
    let pipeline =
        Pipeline::standard(&Pack::shipped("sl").expect("the Slovene pack is shipped")).expect("it is complete");
    let renew = std::env::var_os("TROJKA_RENEW").is_some();
    let mut folders: Vec<_> = std::fs::read_dir(root().join("tests/articles"))
        .expect("tests/articles is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty(), "no frozen article");
    for folder in folders {
        let doc = pipeline.run(read_article(&folder));
        let stages = [
            ("1-text.conllu", conllu(&doc)),
            ("2-mentions.tsv", mentions(&doc)),
            ("3-facts.json", facts(&doc)),
            ("4-graph.nq", graph(&doc)),
        ];
        for (file, now) in stages {
            let path = folder.join(file);
            if renew {
                std::fs::write(&path, now).expect("the expected file can be written");
                continue;
            }
            let before = std::fs::read_to_string(&path).unwrap_or_default();
            if let Some((line, (old, new))) =
                before.lines().zip(now.lines()).enumerate().find(|(_, (old, new))| old != new)
            {
                panic!("{}:{}: was\n{old}\nis\n{new}", path.display(), line + 1);
            }
            assert_eq!(before.lines().count(), now.lines().count(), "{}: another number of lines", path.display());
        }
    }
}
