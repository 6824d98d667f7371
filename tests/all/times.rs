//! Time expressions of sentences read by the whole pipeline: the table `tests/cases/time.tsv`.

use trojka::article::Article;
use trojka::document::Document;
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

/// The words, values and precisions of what is found, as the table has them.
fn describe(doc: &Document) -> [String; 3] {
    let list = |what: &dyn Fn(&trojka::text::time::TimeExpression) -> String| {
        let all: Vec<String> = doc.times.iter().map(what).collect();
        if all.is_empty() { "-".to_owned() } else { all.join(" | ") }
    };
    let none = || "-".to_owned();
    [
        list(&|time| doc.slice(time.span).to_owned()),
        list(&|time| time.time.as_ref().map_or_else(none, |time| time.value.clone())),
        list(&|time| time.time.as_ref().map_or_else(none, |time| time.precision.to_owned())),
    ]
}

#[test]
fn times_of_sentences() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/time.tsv");
    let table = std::fs::read_to_string(&path).expect("the table is there");
    let pipeline = Pipeline::partial(&Pack::shipped("sl").expect("shipped"), &[], Layer::Times).expect("a pipeline");
    let rows = table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (line, row) in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [text, date, expected @ ..] = columns.as_slice() else { panic!("time.tsv:{}: five columns", line + 1) };
        let mut article = Article::new("case", *text);
        article.date = (*date != "-").then(|| date.parse().expect("a date"));
        let found = describe(&pipeline.run(article));
        count += 1;
        if found != expected {
            wrong
                .push(format!("time.tsv:{}: {text} ({date})\n  expected {expected:?}\n  found    {found:?}", line + 1));
        }
    }
    assert!(count >= 120, "{count} expressions");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_pack_without_tables_has_no_times() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("zz")).expect("a folder");
    std::fs::write(folder.path().join("zz/pack.toml"), "lang = \"zz\"\n").expect("a file");
    let pack = Pack::folder(folder.path(), "zz").expect("a pack");
    let times = trojka::text::time::Times::load(&pack).expect("nothing to read");
    let mut doc = Document::new(Article::new("case", "danes"));
    trojka::pipeline::Stage::run(&times, &mut doc);
    assert!(doc.times.is_empty());
}
