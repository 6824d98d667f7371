//! The articles that ship with the program, from text to answers.

use super::conformance::{conforming, of_class};
use super::questions::{answer, store};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use trojka::article::Article;
use trojka::document::Document;
use trojka::graph::question::questions;
use trojka::graph::vocab::tro;
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The analysed articles.
fn documents() -> Vec<Document> {
    let pack = Pack::shipped("sl").expect("the Slovene pack");
    let pipeline = Pipeline::standard(&pack).unwrap_or_else(|e| panic!("{e}"));
    articles().into_iter().map(|article| pipeline.run(article)).collect()
}

fn articles() -> Vec<Article> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(Path::new(ROOT).join("data/articles"))
        .expect("is there")
        .map(|entry| entry.expect("can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let id = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8");
        Article::new(id, std::fs::read_to_string(path).expect("UTF-8"))
    };
    paths.iter().map(read).collect()
}

#[test]
fn the_graph_of_every_article_conforms_to_the_contract() {
    for doc in documents() {
        let quads = conforming(&doc);
        assert!(of_class(&quads, tro::class::EVENT).next().is_some(), "{} has no event", doc.article.id);
    }
}

/// Against what a reader expects: no differences but the known ones. With `TROJKA_BLESS=1` these are written anew.
#[test]
fn the_questions_get_their_answers() {
    let docs = documents();
    let store = store(&docs);
    let found: String =
        questions().iter().map(|question| differences(&question.name, &answer(&store, &question.query))).collect();
    let file = Path::new(ROOT).join("ontology/queries/differences.txt");
    if std::env::var_os("TROJKA_BLESS").is_some() {
        std::fs::write(&file, &found).expect("can be written");
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let known = rows(&known);
    let new: Vec<_> = rows(&found).difference(&known).map(|(question, row)| format!("{question} {row}")).collect();
    assert!(new.is_empty(), "new differences; TROJKA_BLESS=1 cargo test first_article keeps them\n{}", new.join("\n"));
}

/// The rows that are missing and those that are too many, below the question's name; nothing when there are none.
fn differences(question: &str, found: &str) -> String {
    let file = Path::new(ROOT).join(format!("ontology/queries/{question}.expected.csv"));
    let expected = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    assert_eq!(expected.lines().next(), found.lines().next(), "{question}: the columns");
    let (expected, found): (BTreeSet<_>, BTreeSet<_>) = (expected.lines().collect(), found.lines().collect());
    let missing = expected.difference(&found).map(|row| format!("- {row}\n"));
    let extra = found.difference(&expected).map(|row| format!("+ {row}\n"));
    let rows: String = missing.chain(extra).collect();
    if rows.is_empty() { rows } else { format!("{question}\n{rows}\n") }
}

/// The rows of `differences.txt`, each with its question.
fn rows(text: &str) -> BTreeSet<(&str, &str)> {
    let mut question = "";
    let mut rows = BTreeSet::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        match line.as_bytes()[0] {
            b'-' | b'+' => _ = rows.insert((question, line)),
            _ => question = line,
        }
    }
    rows
}
