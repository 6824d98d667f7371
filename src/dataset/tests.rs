//! The data set against a plain list of quads.

use super::budget::{Budget, Signal, Stop, look, step};
use super::*;
use oxigraph::model::{GraphName, Literal, NamedNode, Term, vocab::xsd};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn node(name: impl std::fmt::Display) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/{name}"))
}

fn quad((subject, predicate, object, graph): (u8, u8, u8, u8)) -> Quad {
    let graph = if graph == 0 { GraphName::DefaultGraph } else { node(format!("g{graph}")).into() };
    Quad::new(node(subject), node(predicate), Term::from(node(object)), graph)
}

fn quads() -> impl Strategy<Value = Vec<Quad>> {
    prop::collection::vec((0..6_u8, 0..4_u8, 0..6_u8, 0..3_u8).prop_map(quad), 0..60)
}

fn text<'q>(quads: impl IntoIterator<Item = &'q Quad>) -> BTreeSet<String> {
    quads.into_iter().map(ToString::to_string).collect()
}

proptest! {
    #[test]
    fn gives_what_a_list_gives(first in quads(), gone in quads(), then in quads(), asked in (0..7_u8, 0..5_u8, 0..7_u8, 0..4_u8), bound in 0..16_u8) {
        let dataset: Dataset = first.iter().cloned().collect();
        let mut edit = dataset.edit();
        edit.remove(gone.iter().cloned());
        edit.insert(then.iter().cloned());
        let before = dataset.snapshot();
        edit.commit();
        prop_assert_eq!(text(&before.quads_for_pattern(None, None, None, None).collect::<Vec<_>>()), text(&first));

        let mut list: Vec<Quad> = first.into_iter().filter(|quad| !gone.contains(quad)).chain(then).collect();
        list.sort_by_cached_key(ToString::to_string);
        list.dedup();
        let asked = quad(asked);
        let has = |place: u8| bound & (1 << place) != 0;
        let found: Vec<Quad> = dataset.quads_for_pattern(
            has(0).then_some(asked.subject.as_ref()),
            has(1).then_some(asked.predicate.as_ref()),
            has(2).then_some(asked.object.as_ref()),
            has(3).then_some(asked.graph_name.as_ref()),
        ).collect();
        let expected: Vec<&Quad> = list.iter().filter(|quad| {
            (!has(0) || quad.subject == asked.subject) && (!has(1) || quad.predicate == asked.predicate)
                && (!has(2) || quad.object == asked.object) && (!has(3) || quad.graph_name == asked.graph_name)
        }).collect();
        prop_assert_eq!(found.len(), expected.len());
        prop_assert_eq!(text(&found), text(expected));
        prop_assert_eq!(dataset.len(), list.len());
        for (name, count) in dataset.snapshot().named_graphs() {
            let in_graph = list.iter().filter(|quad| quad.graph_name == GraphName::from(name.clone())).count();
            prop_assert_eq!(count, in_graph);
        }
    }
}

#[test]
fn many_changes_are_merged_and_old_terms_forgotten() {
    let dataset = Dataset::new();
    for round in 0..4_u32 {
        let mut edit = dataset.edit();
        edit.clear(&GraphName::DefaultGraph);
        edit.insert((0..20_000_u32).map(|i| {
            Quad::new(node(format!("{round}-{i}")), node(i % 7), Term::from(node(i % 100)), GraphName::DefaultGraph)
        }));
        edit.commit();
        assert_eq!(dataset.len(), 20_000);
        let of = dataset.quads_for_pattern(None, Some(node(3).as_ref()), None, None).count();
        assert_eq!(of, (0..20_000).filter(|i| i % 7 == 3).count());
        let found =
            dataset.quads_for_pattern(Some(node(format!("{round}-5")).as_ref().into()), None, None, None).count();
        assert_eq!(found, 1);
    }
    assert!(dataset.snapshot().terms.len() < 61_000, "terms of earlier rounds went");
}

#[test]
fn graphs_exist_until_they_are_dropped() {
    let dataset = Dataset::new();
    let graph = node("g");
    let mut edit = dataset.edit();
    edit.create(&graph.clone().into());
    edit.insert([Quad::new(node(1), node(2), Term::from(node(3)), graph.clone())]);
    edit.clear(&graph.clone().into());
    assert_eq!(edit.touched(), [GraphName::from(graph.clone())]);
    edit.commit();
    assert!(dataset.snapshot().contains_named_graph(graph.as_ref().into()));
    let mut edit = dataset.edit();
    edit.drop_graph(&graph.clone().into());
    assert!(dataset.snapshot().contains_named_graph(graph.as_ref().into()), "nothing changes before the commit");
    edit.commit();
    assert!(!dataset.snapshot().contains_named_graph(graph.as_ref().into()));
}

fn rows(dataset: &Dataset, query: &str) -> Vec<String> {
    let mut query = SparqlEvaluator::new().parse_query(query).expect("SPARQL");
    let view = View::new(dataset.snapshot(), query.dataset_mut());
    match query.on_queryable_dataset(view).execute().expect("runs") {
        QueryResults::Solutions(solutions) => {
            let row = |solution: oxigraph::sparql::QuerySolution| {
                solution.iter().map(|(_, term)| term.to_string()).collect::<Vec<_>>().join(" ")
            };
            solutions.map(|solution| row(solution.expect("a row"))).collect()
        }
        _ => panic!("rows"),
    }
}

#[test]
fn a_union_has_each_triple_once() {
    let triple = |graph| quad((1, 2, 3, graph));
    let dataset: Dataset = [triple(0), triple(1), triple(2), quad((4, 2, 3, 2))].into_iter().collect();
    assert_eq!(rows(&dataset, "SELECT ?s FROM <urn:x-arq:UnionGraph> { ?s ?p ?o }").len(), 2);
    assert_eq!(rows(&dataset, "SELECT ?s FROM <http://e/g1> FROM <http://e/g2> { ?s ?p ?o }").len(), 2);
    assert_eq!(rows(&dataset, "SELECT ?s FROM <http://e/g1> { ?s ?p ?o }").len(), 1);
    assert_eq!(rows(&dataset, "SELECT ?s { GRAPH ?g { ?s ?p ?o } }").len(), 3);
    assert_eq!(rows(&dataset, "SELECT ?s { ?s ?p ?o }").len(), 1);
    assert_eq!(rows(&dataset, "SELECT ?s ?o { ?s <http://e/2>* ?o }").len(), 3);
}

#[test]
fn literals_keep_their_form() {
    let literal = |form: &str| {
        Quad::new(node(1), node(2), Literal::new_typed_literal(form, xsd::INTEGER), GraphName::DefaultGraph)
    };
    let dataset: Dataset = [literal("1"), literal("01"), literal("+1")].into_iter().collect();
    assert_eq!(rows(&dataset, "SELECT ?o { ?s ?p ?o FILTER(?o = 1) }").len(), 3);
    assert_eq!(
        rows(&dataset, "SELECT ?o { ?s ?p ?o FILTER(sameTerm(?o, 01)) }"),
        [format!("\"01\"^^{}", xsd::INTEGER)]
    );
}

#[test]
fn work_ends_when_its_budget_is_used_up() {
    let endless = |each: &dyn Fn(&mut Vec<u8>)| {
        let mut held = Vec::new();
        loop {
            each(&mut held);
            step();
        }
    };
    let stopped = Budget::default();
    stopped.signal.stop(Stop::TimedOut);
    stopped.signal.stop(Stop::Cancelled);
    assert_eq!(stopped.spend(|| endless(&|_| ())), Err::<(), _>(Stop::TimedOut));
    let small = Budget { memory: Some(1 << 20), ..Budget::default() };
    assert_eq!(small.spend(|| endless(&|held| held.extend([0; 1000]))), Err::<(), _>(Stop::OutOfMemory));
    let short = Budget { steps: Some(1000), ..Budget::default() };
    assert_eq!(short.spend(|| endless(&|_| ())), Err::<(), _>(Stop::TooLong));
    assert_eq!(
        Budget { signal: Signal::default(), memory: Some(1 << 20), steps: Some(1000) }.spend(|| vec![0_u8; 1000].len()),
        Ok(1000)
    );
    look();
}

/// Shapes in which the evaluator draws no quads for a long time.
#[test]
fn every_shape_of_query_can_be_stopped() {
    let dataset: Dataset = (0..3000_u32)
        .map(|i| Quad::new(node(i), node("p"), Term::from(node((i + 1) % 3000)), GraphName::DefaultGraph))
        .collect();
    for query in [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a",
        "SELECT (GROUP_CONCAT(?a) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a <http://e/p>* ?b . ?c <http://e/p>+ ?d FILTER(?a = ?d && ?b = ?c && ?a != ?c) }",
        "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?d && ?d = ?g && ?a != ?g) }",
        "SELECT * { { ?a ?b ?c . ?d ?e ?f } MINUS { ?d ?x ?y . ?z ?q ?a } FILTER(?a > ?d && ?a < ?d) }",
    ] {
        let budget = Budget { memory: Some(64 << 20), ..Budget::default() };
        let signal = budget.signal.clone();
        let (begun, waits) = std::sync::mpsc::channel();
        let stopper = std::thread::spawn(move || {
            waits.recv().expect("begun");
            std::thread::sleep(std::time::Duration::from_millis(300));
            signal.stop(Stop::TimedOut);
        });
        let ended = budget.spend(|| {
            begun.send(()).expect("waits");
            rows(&dataset, query).len()
        });
        assert!(ended.is_err(), "{query} {ended:?}");
        stopper.join().expect("ends");
    }
}
