//! The example in `docs/model.md` is what the program writes.

use super::sample;
use oxigraph::model::Quad;
use std::collections::HashSet;
use trojka::graph::{Base, Generator, derive, emit};

#[test]
fn the_example_of_the_model_is_true() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/model.md")).expect("is there");
    let base = Base::default();
    let emitted = emit(&sample::meeting("example"), &base, &Generator::default());
    let store = trojka::dataset::Dataset::new();
    store.extend(with_ontology(&emitted, &base));
    let derived = derive::derived(&store, &base).expect("rules run");
    let said: HashSet<String> = emitted.iter().chain(&derived).map(without_hash).collect();
    let mut checked = 0;
    for block in text.split("```turtle").skip(1).filter_map(|rest| rest.split("```").next()) {
        for triple in oxttl::TurtleParser::new().for_slice(block) {
            let triple = triple.expect("the example parses").in_graph(base.derived_graph());
            assert!(said.contains(&without_hash(&triple)), "{triple}");
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

fn with_ontology(emitted: &[Quad], base: &Base) -> Vec<Quad> {
    let ontology = trojka::graph::ontology::quads(base).expect("the ontology parses");
    emitted.iter().cloned().chain(ontology).collect()
}

/// The triple with `EVENT` and the like in place of hashes.
fn without_hash(quad: &Quad) -> String {
    let mut line = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
    for what in ["event", "tenure"] {
        let mark = format!("#{what}-");
        if let Some(at) = line.find(&mark).map(|at| at + mark.len())
            && let Some(end) = line[at..].find('>')
        {
            line.replace_range(at..at + end, &what.to_uppercase());
        }
    }
    line
}
