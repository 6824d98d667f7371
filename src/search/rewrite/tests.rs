//! Rewritten queries, evaluated over a small graph with an index of two words.

use super::*;
use crate::query::walk::pattern_of;
use crate::search::Kind;
use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use spargebra::SparqlParser;

const PREFIXES: &str = "PREFIX tro: <https://w3id.org/trojka/ontology#> PREFIX ex: <http://e/> ";

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/{name}"))
}

fn hit(name: &str, text: &str, score: f32) -> Hit {
    Hit {
        thing: node(name),
        kind: Kind::Label,
        text: text.into(),
        language: Some("sl".into()),
        graph: GraphName::DefaultGraph,
        score,
        highlights: Vec::new(),
    }
}

/// Two words are known: `ena` finds a (twice) and b, `dve` finds b and c.
fn index(text: &str, limit: Option<usize>) -> Result<Vec<Hit>, String> {
    let mut hits = match text {
        "ena" => vec![hit("a", "Ena", 3.5), hit("b", "Eno", 2.0), hit("a", "Ene", 1.0)],
        "dve" => vec![hit("b", "Dve", 2.0), hit("c", "Dveh", 1.0)],
        _ => return Err(format!("nobody looks for {text:?}")),
    };
    hits.truncate(limit.unwrap_or(usize::MAX));
    Ok(hits)
}

/// The rows of a query over a, b and c with `ex:p` in a circle, in a graph as well, sorted.
fn rows(query: &str) -> Result<Vec<String>, String> {
    let store = Store::new().map_err(|error| error.to_string())?;
    for (one, other) in [("a", "b"), ("b", "c"), ("c", "a")] {
        for graph in [GraphName::DefaultGraph, node("g").into()] {
            store.insert(&Quad::new(node(one), node("p"), node(other), graph)).map_err(|error| error.to_string())?;
        }
    }
    let mut parsed = SparqlParser::new().parse_query(&format!("{PREFIXES}{query}")).expect("SPARQL");
    rewrite(pattern_of(&mut parsed), &mut index)?;
    let results = SparqlEvaluator::new().for_query(parsed).on_store(&store).execute().expect("it can be evaluated");
    let mut rows: Vec<String> = match results {
        QueryResults::Boolean(truth) => vec![truth.to_string()],
        QueryResults::Graph(triples) => triples.map(|triple| triple.expect("a triple").to_string()).collect(),
        QueryResults::Solutions(solutions) => solutions
            .map(|solution| {
                let solution = solution.expect("a solution");
                let values = solution.values().iter().flatten().map(|term| term.to_string().replace("http://e/", ""));
                values.collect::<Vec<_>>().join(" ")
            })
            .collect(),
    };
    rows.sort();
    Ok(rows)
}

#[test]
fn a_thing_that_matches() {
    for (query, expected) in [
        ("SELECT * { ?s tro:matches 'ena' }", vec!["<a>", "<b>"]),
        ("SELECT * { ?s tro:matches 'ena' , 'dve' }", vec!["<b>"]),
        ("SELECT ?s ?o { ?s tro:matches 'ena'@sl ; ex:p ?o }", vec!["<a> <b>", "<b> <c>"]),
        ("SELECT ?s ?o { ?s ex:p ?o . ?o tro:matches 'dve' }", vec!["<a> <b>", "<b> <c>"]),
        ("SELECT ?s { ?s ex:p/tro:matches 'ena' }", vec!["<a>", "<c>"]),
        ("SELECT ?o { [ tro:matches 'ena' ; ex:p ?o ] }", vec!["<b>", "<c>"]),
        ("SELECT * { [ tro:matches 'ena' ; ex:p/ex:p ?o ] }", vec!["<a>", "<c>"]),
        ("SELECT ?s { ?s ex:p [ tro:matches 'ena' ] }", vec!["<a>", "<c>"]),
        ("ASK { ex:a tro:matches 'ena' }", vec!["true"]),
        ("ASK { ex:c tro:matches 'ena' }", vec!["false"]),
        ("SELECT (COUNT(*) AS ?n) { ?s tro:matches 'ena' }", vec!["\"2\"^^<http://www.w3.org/2001/XMLSchema#integer>"]),
    ] {
        assert_eq!(
            rows(query).as_deref(),
            Ok(expected.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>().as_slice()),
            "{query}"
        );
    }
}

#[test]
fn a_hit_as_a_node() {
    let decimal = |number: &str| format!("\"{number}\"^^<http://www.w3.org/2001/XMLSchema#decimal>");
    let all = rows("SELECT ?t ?n ?s { [] tro:query 'ena' ; tro:found ?t ; tro:score ?n ; tro:text ?s }");
    let expected = [
        format!("<a> {} \"Ene\"@sl", decimal("1")),
        format!("<a> {} \"Ena\"@sl", decimal("3.5")),
        format!("<b> {} \"Eno\"@sl", decimal("2")),
    ];
    assert_eq!(all.as_deref(), Ok(expected.as_slice()));
    for (query, expected) in [
        ("SELECT ?t { [] tro:query 'ena' ; tro:found ?t ; tro:limit 1 }", vec!["<a>"]),
        ("SELECT ?t { ?hit tro:query 'ena' ; tro:found ?t . ?t ex:p/ex:p ?o . ?hit tro:limit 2 }", vec!["<a>", "<b>"]),
        (
            "SELECT ?t ?u { [] tro:query 'ena' ; tro:found ?t . [] tro:query 'dve' ; tro:found ?u . ?t ex:p ?u }",
            vec!["<a> <b>", "<a> <b>", "<b> <c>"],
        ),
        ("SELECT ?n { [] tro:query 'dve' ; tro:found ex:c ; tro:text ?n }", vec!["\"Dveh\"@sl"]),
        ("SELECT ?t { [] tro:query 'dve' ; tro:found ?t ; tro:text 'Dve'@sl }", vec!["<b>"]),
        ("SELECT ?o { [] tro:query 'dve' ; tro:limit 1 ; tro:found [ ex:p ?o ] }", vec!["<c>"]),
    ] {
        assert_eq!(
            rows(query).as_deref(),
            Ok(expected.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>().as_slice()),
            "{query}"
        );
    }
}

#[test]
fn wherever_it_stands() {
    for (query, expected) in [
        ("SELECT ?s { GRAPH ?g { ?s tro:matches 'ena' ; ex:p ?o } }", vec!["<a>", "<b>"]),
        ("SELECT ?s { ?s ex:p ?o OPTIONAL { ?s tro:matches 'dve' . ?s ex:p ?x } FILTER(!BOUND(?x)) }", vec!["<a>"]),
        ("SELECT ?s { { ?s tro:matches 'ena' } UNION { ?s tro:matches 'dve' } }", vec!["<a>", "<b>", "<b>", "<c>"]),
        ("SELECT ?s { ?s ex:p ?o MINUS { ?s tro:matches 'ena' } }", vec!["<c>"]),
        ("SELECT ?s { ?s ex:p ?o FILTER EXISTS { ?s tro:matches 'ena' } }", vec!["<a>", "<b>"]),
        (
            "SELECT ?s { ?s ex:p ?o FILTER(?s = ex:a || !(NOT EXISTS { ?s tro:matches 'dve' })) }",
            vec!["<a>", "<b>", "<c>"],
        ),
        ("SELECT ?s { { SELECT ?s { ?s tro:matches 'ena' } ORDER BY ?s LIMIT 1 } ?s ex:p ?o }", vec!["<a>"]),
        ("SELECT ?s { ?s ex:p ?o BIND(EXISTS { ?s tro:matches 'ena' } AS ?x) FILTER(?x) }", vec!["<a>", "<b>"]),
        ("SELECT ?s { VALUES ?s { ex:a ex:c } ?s tro:matches 'dve' }", vec!["<c>"]),
        (
            "CONSTRUCT { ?s ex:q true } WHERE { ?s tro:matches 'dve' FILTER(?s = ex:c) }",
            vec!["<http://e/c> <http://e/q> \"true\"^^<http://www.w3.org/2001/XMLSchema#boolean>"],
        ),
    ] {
        assert_eq!(
            rows(query).as_deref(),
            Ok(expected.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>().as_slice()),
            "{query}"
        );
    }
}

#[test]
fn says_what_cannot_be_answered() {
    for (query, part) in [
        ("SELECT * { ?s tro:matches ?text }", "must be a string in the query"),
        ("SELECT * { ?s tro:matches ex:a }", "must be a string in the query"),
        ("SELECT * { ?s tro:matches 'tri' }", "nobody looks for \"tri\""),
        ("SELECT * { ?hit tro:found ?s }", "tro:found needs tro:query"),
        ("SELECT * { ?hit tro:query 'ena' OPTIONAL { ?hit tro:score ?s } }", "tro:score needs tro:query"),
        ("SELECT * { ?hit tro:query 'ena', 'dve' ; tro:found ?s }", "tro:query is given twice"),
        ("SELECT * { [] tro:query 'ena' ; tro:limit 'x' ; tro:found ?s }", "tro:limit must be a number"),
        ("SELECT * { [] tro:query 'ena' ; tro:limit -1 ; tro:found ?s }", "tro:limit must be a number"),
        ("SELECT * { ex:a tro:query 'ena' ; tro:found ?s }", "a blank node or a variable"),
        ("SELECT * { [] tro:query 'ena' ; tro:found 'x' }", "takes a variable or an IRI"),
        ("SELECT * { ?s ex:p|tro:matches 'ena' }", "cannot be part of a property path"),
        ("SELECT * { ?s ex:p ?o FILTER NOT EXISTS { ?s (ex:p|^tro:found)* ?x } }", "cannot be part of a property path"),
    ] {
        let error = rows(query).expect_err(query);
        assert!(error.contains(part), "{query}: {error}");
    }
}

#[test]
fn leaves_other_queries_alone() {
    for query in ["SELECT * { ?s ?p ?o }", "ASK { tro:matches ?p ?o }", "SELECT * { ?s !tro:matches ?o }"] {
        let text = format!("{PREFIXES}{query}");
        let parsed = SparqlParser::new().parse_query(&text).expect("SPARQL");
        let mut rewritten = parsed.clone();
        rewrite(pattern_of(&mut rewritten), &mut |_, _| Err("nothing is looked for".into())).expect("nothing to do");
        assert_eq!(parsed, rewritten, "{query}");
    }
}
