//! Posts, agreements and events of sentences read by the whole pipeline: the tables in `tests/cases/facts/`.

use trojka::article::Article;
use trojka::document::Document;
use trojka::entity::EntityRef;
use trojka::event::Tense;
use trojka::lang::Pack;
use trojka::pipeline::{Layer, Pipeline};

/// Reads every sentence of a table and compares what is found with what is written beside it.
fn check(file: &str, last: Layer, describe: impl Fn(&Document) -> String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/facts").join(file);
    let table = std::fs::read_to_string(&path).expect("the table is there");
    let pipeline = Pipeline::partial(&Pack::shipped("sl").expect("shipped"), &[], last).expect("a pipeline");
    let rows = table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let wrong: Vec<String> = rows
        .filter_map(|(line, row)| {
            let (text, expected) = row.split_once('\t').unwrap_or_else(|| panic!("{file}:{}: two columns", line + 1));
            let found = describe(&pipeline.run(Article::new("case", text)));
            (found != expected)
                .then(|| format!("{file}:{}: {text}\n  expected {expected}\n  found    {found}", line + 1))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn dates_of_events() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/facts/dates.tsv");
    let table = std::fs::read_to_string(&path).expect("the table is there");
    let pipeline = Pipeline::standard(&Pack::shipped("sl").expect("shipped")).expect("a pipeline");
    let rows = table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let mut wrong = Vec::new();
    for (line, row) in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let &[text, day, expected] = columns.as_slice() else { panic!("dates.tsv:{}: three columns", line + 1) };
        let mut article = Article::new("case", text.replace('|', "\n\n"));
        article.date = (day != "-").then(|| day.parse().expect("a date"));
        let doc = pipeline.run(article);
        let events = doc.events.iter().map(|event| {
            let modality = serde_json::to_value(event.modality).expect("a name");
            let date = event.date.as_ref().map_or("-", |date| date.value.as_str());
            format!("{} {} {date}", event.kind.code(), modality.as_str().unwrap_or_default())
        });
        let found = or_none(events.collect(), " | ");
        if found != expected {
            wrong.push(format!("dates.tsv:{}: {text}\n  expected {expected}\n  found    {found}", line + 1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn or_none(facts: Vec<String>, joint: &str) -> String {
    if facts.is_empty() { "-".to_owned() } else { facts.join(joint) }
}

fn name(doc: &Document, entity: EntityRef) -> &str {
    &doc.entities[entity].name
}

#[test]
fn posts_of_sentences() {
    check("posts.tsv", Layer::Posts, |doc| {
        let posts = doc.posts.iter().map(|post| {
            let of = post.of.map_or("?", |of| name(doc, of));
            let former = if post.tense == Tense::Former { " (former)" } else { "" };
            format!("{}: {}, {of}{former}", name(doc, post.person), post.post)
        });
        or_none(posts.collect(), "; ")
    });
}

#[test]
fn agreements_of_sentences() {
    check("agreements.tsv", Layer::Agreements, |doc| {
        let agreements = doc.agreements.iter().map(|agreement| {
            let mut parties: Vec<&str> = agreement.parties.iter().map(|&party| name(doc, party)).collect();
            parties.sort_unstable();
            let status = serde_json::to_value(agreement.status).expect("a name");
            format!("{} {}", parties.join(" + "), status.as_str().unwrap_or_default())
        });
        or_none(agreements.collect(), " | ")
    });
}

#[test]
fn events_of_sentences() {
    check("events.tsv", Layer::Events, |doc| {
        let names =
            |entities: &[EntityRef]| entities.iter().map(|&entity| name(doc, entity)).collect::<Vec<_>>().join(" + ");
        let events = doc.events.iter().map(|event| {
            let told = format!("{} {} -> {}", event.kind.code(), names(&event.actors), names(&event.recipients));
            let told = told.trim_end();
            match event.attributed_to.as_slice() {
                [] => told.to_owned(),
                speakers => format!("{told} ({})", names(speakers)),
            }
        });
        or_none(events.collect(), " | ")
    });
}
