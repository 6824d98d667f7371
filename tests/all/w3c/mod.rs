//! The test suites of the W3C for SPARQL 1.0, 1.1 and 1.2 (<https://w3c.github.io/rdf-tests/sparql/>) over HTTP.
//!
//! Each test empties the store, loads its data by the Graph Store Protocol, asks or updates by the SPARQL Protocol and
//! compares what comes back. The suites are not part of this repository: where their folder is missing, nothing is tested.
//! What they taught us stands as cases of our own beside the other tests of the server.
//!
//! `TROJKA_W3C_ONLY=TEXT` runs the tests whose IRI has the text in it. `TROJKA_W3C_FORMS=1` compares literals by their
//! lexical form in all tests, to see whether a store gives back what it was given.

mod client;
mod description;
mod exchange;
mod graph_store;
mod language;
mod library;
mod outcome;
mod own;
mod remote;
mod same;
mod scene;
mod value;

use client::Client;
use library::Library;
use remote::Remote;
use scene::Scene;
use std::collections::BTreeMap;

const SUITES: [&str; 3] = ["sparql10", "sparql11", "sparql12"];

/// The tests that our server does not pass, with the reason: `IRI <tab> reason`.
const KNOWN: &str = include_str!("known.tsv");

/// Our own server passes all that is not in the table of known failures, and nothing that is.
#[test]
fn the_suites_of_the_w3c() {
    let Some(library) = Library::find() else { return eprintln!("no folder ../shared/w3c/sparql: nothing is tested") };
    let failures = run(&own::client(), &library);
    let known: BTreeMap<&str, &str> = KNOWN
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("known.tsv: IRI and reason"))
        .filter(|(iri, _)| iri.contains(&only()))
        .collect();
    let new: Vec<String> = failures
        .iter()
        .filter(|(iri, _)| !known.contains_key(iri.as_str()))
        .map(|(iri, why)| format!("{iri}\t{why}"))
        .collect();
    let passed: Vec<&str> = known.keys().copied().filter(|iri| !failures.contains_key(*iri)).collect();
    assert!(new.is_empty(), "fail and are not in known.tsv:\n{}", new.join("\n"));
    assert!(passed.is_empty(), "are in known.tsv and pass:\n{}", passed.join("\n"));
}

/// The same for any server: `TROJKA_W3C_ENDPOINT=QUERY-URL,UPDATE-URL,STORE-URL[,TOKEN] cargo test w3c -- --ignored
/// --nocapture`. Its store is emptied.
#[test]
#[ignore = "needs a server whose store may be emptied"]
fn the_suites_of_the_w3c_elsewhere() {
    let addresses = std::env::var("TROJKA_W3C_ENDPOINT").expect("TROJKA_W3C_ENDPOINT=QUERY-URL,UPDATE-URL,STORE-URL");
    let parts: Vec<&str> = addresses.split(',').collect();
    let [query, update, store, token @ ..] = parts.as_slice() else { panic!("three addresses: {addresses}") };
    let library = Library::find().expect("folder ../shared/w3c/sparql");
    run(&Client::new(query, update, store, token.first().map(|&token| token.to_owned())), &library);
}

fn only() -> String {
    std::env::var("TROJKA_W3C_ONLY").unwrap_or_default()
}

/// Runs all suites, prints the counts and each failure, and gives the failures with their reasons.
fn run(client: &Client, library: &Library) -> BTreeMap<String, String> {
    let only = only();
    let remote = Remote::start();
    let mut failures = BTreeMap::new();
    for suite in SUITES {
        let cases = library.cases(suite);
        let mut folders: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for case in cases.iter().filter(|case| case.iri().contains(&only)) {
            let result = remote
                .prepare(library, case)
                .and_then(|()| run_case(&Scene { client, library, case, remote: &remote }));
            let (passed, total) = folders.entry(&case.folder).or_default();
            *passed += usize::from(result.is_ok());
            *total += 1;
            if let Err(why) = result {
                println!("{}\t{}\t{why}", case.folder, case.iri());
                failures.insert(case.iri().to_owned(), why);
            }
        }
        for (folder, (passed, total)) in &folders {
            println!("{folder}: {passed}/{total}");
        }
        let sum = |part: fn(&(usize, usize)) -> usize| folders.values().map(part).sum::<usize>();
        println!("{suite}: {}/{}", sum(|counts| counts.0), sum(|counts| counts.1));
    }
    failures
}

fn run_case(scene: &Scene) -> Result<(), String> {
    let kind = scene.case.kind();
    match kind.trim_end_matches("11") {
        "QueryEvaluationTest" | "CSVResultFormatTest" => language::query(scene),
        "UpdateEvaluationTest" => language::update(scene),
        "PositiveSyntaxTest" => language::syntax(scene, false, true),
        "NegativeSyntaxTest" => language::syntax(scene, false, false),
        "PositiveUpdateSyntaxTest" => language::syntax(scene, true, true),
        "NegativeUpdateSyntaxTest" => language::syntax(scene, true, false),
        "ProtocolTest" => exchange::run(scene),
        "GraphStoreProtocolTest" if scene.case.action().is_some() => exchange::run(scene),
        "GraphStoreProtocolTest" => graph_store::run(scene),
        "ServiceDescriptionTest" => description::run(scene),
        _ => Err(format!("{kind} is no known kind of test")),
    }
}
