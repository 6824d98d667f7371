//! What words mean across articles: the whole way from text to the IRIs of a store.

use crate::identity::store_of;
use std::collections::{BTreeMap, BTreeSet};
use trojka::graph::iri::span_iri;
use trojka::graph::vocab::itsrdf::TA_IDENT_REF;
use trojka::span::Span;
use trojka::store::Store;

/// A row of `tests/cases/across.tsv`.
struct Row<'t> {
    article: &'t str,
    date: Option<&'t str>,
    text: &'t str,
    words: &'t str,
    path: Option<&'t str>,
}

const TABLE: &str = include_str!("../cases/across.tsv");

fn cases() -> BTreeMap<&'static str, Vec<Row<'static>>> {
    let mut cases: BTreeMap<&str, Vec<Row>> = BTreeMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [case, article, date, text, words, path] = columns[..] else { panic!("six columns: {line}") };
        let given = |column: &'static str| (column != "-").then_some(column);
        cases.entry(case).or_default().push(Row { article, date: given(date), text, words, path: given(path) });
    }
    cases
}

/// The paths of what the last mention with exactly these words means.
fn meant(store: &Store, row: &Row) -> BTreeSet<String> {
    let base = store.base();
    let at = row.text.rfind(row.words).expect("the words are in the text");
    let start = row.text[..at].chars().count();
    let words = Span::new(start, start + row.words.chars().count());
    let place = span_iri(&base.article(row.article), words);
    let quads = store.dataset().quads_for_pattern(Some(place.as_ref().into()), Some(TA_IDENT_REF), None, None);
    let meant = quads.map(|quad| quad.object.to_string());
    let path = |iri: String| iri.trim_matches(['<', '>']).replace(&format!("{base}id/"), "");
    meant.map(path).collect()
}

#[test]
fn words_mean_the_same_things_in_all_articles() {
    let mut wrong = Vec::new();
    for (case, rows) in cases() {
        let articles: BTreeMap<&str, (Option<&str>, &str)> =
            rows.iter().map(|row| (row.article, (row.date, row.text))).collect();
        let store = store_of(articles.iter().map(|(id, (date, text))| (*id, *date, *text)));
        for row in &rows {
            let found = meant(&store, row);
            if found != row.path.into_iter().map(str::to_owned).collect() {
                wrong.push(format!("{case} {}: {} means {found:?}, not {:?}", row.article, row.words, row.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
