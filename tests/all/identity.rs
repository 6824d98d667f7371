//! Who is who across articles: the whole way from text to the graph of a store, in any order of arrival.

use crate::command::trojka;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;
use trojka::article::Article;
use trojka::event::Demand;
use trojka::graph::{Base, Generator, emit};
use trojka::identity::Decisions;
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use trojka::store::{Change, Header, Store};

/// Id, date and text of articles that tell of the same and of other things under one name.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "prvi",
        "2024-03-01",
        "Slovenski notranji minister Boštjan Mlakar se je v Tirani sestal z albanskim ministrom Arbenom Hodžo. Mlakar je \
         dejal, da Slovenija podpira Albanijo.",
    ),
    (
        "drugi",
        "2024-03-20",
        "Slovenski notranji minister Mlakar je v Ljubljani gostil hrvaškega ministra Ivana Matića. Z njim se je \
         pogovarjal o Albaniji.",
    ),
    (
        "tretji",
        "2024-04-02",
        "Slovenski zdravstveni minister Janez Mlakar je obiskal bolnišnico v Celju. Minister je obljubil pomoč.",
    ),
    (
        "cetrti",
        "2024-04-10",
        "Direktor podjetja Sakura Boštjan Mlakar je v Osaki podpisal pogodbo z japonsko vlado. Japonska je po njegovih \
         besedah velik trg.",
    ),
    ("peti", "2024-05-05", "Zavod za ptice Slovenije (ZPTS) je v Mariboru pozval slovensko vlado, naj zaščiti Muro."),
    ("sesti", "2024-05-07", "ZPTS je v Mariboru kritiziral slovensko vlado zaradi Mure."),
    ("sedmi", "2024-06-01", "Zunanje ministrstvo je obsodilo napad. Nadzorni odbor je zavrnil predlog."),
    ("osmi", "2024-06-02", "Ministrstvo za zunanje zadeve je pozvalo k miru. Nadzorni odbor je zavrnil predlog."),
];

const SAME: &str = "<id/person/janez-mlakar> owl:sameAs <id/person/bostjan-mlakar> .\n";

/// The graph of an article, as the article alone has it.
fn change((id, date, text): (&str, Option<&str>, &str)) -> Change {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(|| {
        let pack = Pack::shipped("sl").expect("the Slovene pack");
        Pipeline::demanding(&pack, Demand::default()).expect("a pipeline")
    });
    let base = Base::default();
    let mut article = Article::new(id, text);
    article.date = date.map(|date| date.parse().expect("a date"));
    let doc = pipeline.run(article);
    Change::new(base.article(id), emit(&doc, &base, &Generator::default()), Header::default())
}

/// A store of articles: id, date, text.
pub fn store_of<'t>(articles: impl Iterator<Item = (&'t str, Option<&'t str>, &'t str)>) -> Store {
    let mut store = Store::in_memory(Base::default());
    store.apply(articles.map(change).collect()).expect("applies");
    store.refresh().expect("refreshes");
    store
}

fn changes() -> &'static [Change] {
    static CHANGES: OnceLock<Vec<Change>> = OnceLock::new();
    CHANGES.get_or_init(|| ARTICLES.iter().map(|&(id, date, text)| change((id, Some(date), text))).collect())
}

/// A store into which articles came in these batches.
fn store(batches: &[Vec<usize>]) -> Store {
    let mut store = Store::in_memory(Base::default());
    for batch in batches {
        store.apply(batch.iter().map(|&at| changes()[at].clone()).collect()).expect("applies");
        store.refresh().expect("refreshes");
    }
    store
}

fn quads(store: &Store) -> BTreeSet<String> {
    store.dataset().iter().map(|quad| quad.to_string()).collect()
}

fn at_once() -> Store {
    store(&[(0..ARTICLES.len()).collect()])
}

/// What is so called in an article, in the whole graph.
fn iri(store: &Store, article: &str, name: &str) -> String {
    let graph = Base::default().article(article).to_string();
    let labels = quads(store)
        .into_iter()
        .filter(|quad| quad.ends_with(&graph) && quad.contains("Label>") && quad.contains(&format!("\"{name}\"@sl")));
    let subjects: BTreeSet<String> = labels.filter_map(|quad| Some(quad.split(' ').next()?.to_owned())).collect();
    assert_eq!(subjects.len(), 1, "{name} in {article}: {subjects:?}");
    subjects.into_iter().next().unwrap_or_default()
}

#[test]
fn a_surname_with_its_post_is_the_person_of_another_article() {
    let store = at_once();
    let minister = iri(&store, "prvi", "Boštjan Mlakar");
    assert_eq!(iri(&store, "drugi", "Mlakar"), minister);
    assert_eq!(iri(&store, "drugi", "Boštjan Mlakar"), minister, "has the preferred label there too");
    let said = quads(&store);
    assert!(!said.iter().any(|quad| quad.contains("/id/person/mlakar>")), "the name of one article is gone");
    assert!(said.iter().any(|quad| quad.contains("verdict") && quad.contains("OneThing")), "the reason is told");
}

#[test]
fn namesakes_are_several_persons() {
    let store = at_once();
    let people = [
        iri(&store, "prvi", "Boštjan Mlakar"),
        iri(&store, "tretji", "Janez Mlakar"),
        iri(&store, "cetrti", "Boštjan Mlakar"),
    ];
    assert_eq!(people.iter().collect::<BTreeSet<_>>().len(), 3, "{people:?}");
    let close = format!("{} <http://www.w3.org/2004/02/skos/core#closeMatch> {}", people[0], people[2]);
    assert!(quads(&store).iter().any(|quad| quad.starts_with(&close)), "{close}");
}

#[test]
fn a_post_goes_with_its_holder_and_an_acronym_with_its_organisation() {
    let store = at_once();
    assert_eq!(iri(&store, "sesti", "ZPTS"), iri(&store, "peti", "Zavod za ptice Slovenije"));
}

#[test]
fn a_ministry_is_one_under_all_its_names_and_a_board_is_that_of_its_article() {
    let store = at_once();
    let ministry = iri(&store, "sedmi", "slovensko zunanje ministrstvo");
    assert_eq!(iri(&store, "osmi", "slovensko zunanje ministrstvo"), ministry);
    assert_ne!(iri(&store, "sedmi", "nadzorni odbor"), iri(&store, "osmi", "nadzorni odbor"));
}

#[test]
fn withdrawing_an_article_takes_back_what_it_alone_told() {
    let mut store = at_once();
    store.apply(vec![Change::removal(Base::default().article("prvi"))]).expect("applies");
    store.refresh().expect("refreshes");
    assert_eq!(iri(&store, "drugi", "Mlakar"), format!("<{}id/person/mlakar>", Base::default()));
    assert_eq!(quads(&store), quads(&self::store(&[(1..ARTICLES.len()).collect()])));
}

/// The example of the model is a file of decisions.
#[test]
fn the_example_of_decisions_can_be_read() {
    let model = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/model.md")).expect("readable");
    let example = model.split("```ttl\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let file = tempfile::NamedTempFile::new().expect("temporary file");
    std::fs::write(file.path(), example).expect("writable");
    let decisions = Decisions::read(file.path()).expect("are decisions");
    assert_eq!((decisions.same.len(), decisions.different.len()), (2, 1));
}

#[test]
fn decisions_of_people_are_kept_until_others_replace_them() {
    let dir = tempfile::tempdir().expect("temporary folder");
    let path = |name: &str| dir.path().join(name);
    for (id, date, text) in ARTICLES {
        std::fs::write(path(&format!("{id}.txt")), format!("---\ndate: {date}\n---\n{text}\n")).expect("writable");
    }
    let decide = |text: &str| {
        let file = path("decisions.ttl");
        let prefixes = format!("@base <{}> .\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n", Base::default());
        std::fs::write(&file, prefixes + text).expect("writable");
        file
    };
    let build = |articles: &[&str], decisions: Option<&Path>| {
        let call = trojka(["build", "--quiet"]).arg("--store").arg(path("store"));
        let call = articles.iter().fold(call, |call, id| call.arg(path(&format!("{id}.txt"))));
        call.args(decisions.into_iter().flat_map(|file| [Path::new("--decisions"), file])).run()
    };
    let minister = |article: &str, name: &str| {
        let store = Store::open(&path("store"), None).expect("opens");
        iri(&store, article, name)
    };
    let apart = decide("<article/drugi#person/mlakar> owl:differentFrom <id/person/bostjan-mlakar> .\n");
    assert_eq!(build(&["prvi", "drugi"], Some(&apart)).status, 0);
    assert_ne!(minister("drugi", "Mlakar"), minister("prvi", "Boštjan Mlakar"));
    assert_eq!(build(&["tretji"], None).status, 0);
    assert_ne!(minister("drugi", "Mlakar"), minister("prvi", "Boštjan Mlakar"), "kept");
    assert_eq!(build(&["tretji"], Some(&decide(SAME))).status, 0);
    assert_eq!(minister("drugi", "Mlakar"), minister("prvi", "Boštjan Mlakar"), "replaced");
    assert_eq!(minister("tretji", "Janez Mlakar"), minister("prvi", "Boštjan Mlakar"));
    let idle = decide("<id/person/janez-mlaker> owl:sameAs <id/person/bostjan-mlakar> .\n");
    let run = build(&["tretji"], Some(&idle));
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("janez-mlaker") && run.stderr.contains("idle-decision"), "{}", run.stderr);
    assert_eq!(build(&["tretji"], Some(&decide(SAME))).status, 0);
    let wrong = decide("<id/person/janez-mlakar>\n  owl:sameas <id/person/bostjan-mlakar> .\n");
    let run = build(&["prvi"], Some(&wrong));
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("decisions.ttl:4: ") && run.stderr.contains("sameas"), "{}", run.stderr);
    assert_eq!(minister("tretji", "Janez Mlakar"), minister("prvi", "Boštjan Mlakar"), "nothing changed");
}

/// A split of all articles, in any order, into runs.
fn runs() -> impl Strategy<Value = Vec<Vec<usize>>> {
    let order = Just((0..ARTICLES.len()).collect::<Vec<_>>()).prop_shuffle();
    (order, prop::collection::vec(1..4usize, ARTICLES.len())).prop_map(|(order, sizes)| {
        let mut rest = &order[..];
        let mut runs = Vec::new();
        for size in sizes {
            let (run, left) = rest.split_at(size.min(rest.len()));
            runs.push(run.to_vec());
            rest = left;
        }
        runs.retain(|run| !run.is_empty());
        runs
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// One by one or all at once, in any order: the same graph.
    #[test]
    fn the_order_of_arrival_makes_no_difference(runs in runs()) {
        prop_assert_eq!(quads(&store(&runs)), quads(&at_once()));
    }
}
