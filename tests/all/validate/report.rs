//! The forms of a report say the same, in the same bytes each time.

use super::folder;
use crate::command::{Run, trojka};
use oxigraph::io::{RdfFormat, RdfParser};
use std::collections::BTreeSet;

fn report(format: &str) -> Run {
    let files = ["context.ttl", "post/invalid-holder.ttl", "event/invalid-days.ttl"].map(|name| folder().join(name));
    trojka(["validate", "--severity", "info", "--format", format]).args(files).run()
}

#[test]
fn text_names_shape_node_path_and_value() {
    let run = report("text");
    assert_eq!(run.status, 1, "{}", run.stderr);
    for part in [
        "tro:EventShape (An event): 1 of 1",
        "<article/primer#event-5e6f>  in article/primer",
        "tro:notBefore: The first day is one xsd:date, not after the last.: \"2026-11-21\"",
        "[LessThanOrEquals]",
        "^org:holds: ",
        "2 violations; does not conform",
    ] {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
}

#[test]
fn json_is_one_object() {
    let run = report("json");
    let object: serde_json::Value = serde_json::from_str(&run.stdout).expect("is JSON");
    assert_eq!(object["conforms"], false);
    assert_eq!(object["counts"]["violations"], 2);
    let results = object["results"].as_array().expect("a list");
    assert_eq!(results.len(), 2);
    assert_eq!(results[0]["shape"], "https://w3id.org/trojka/ontology#EventShape");
    assert_eq!(results[0]["component"], "sh:LessThanOrEqualsConstraintComponent");
    assert_eq!(results[0]["focusNode"]["value"], "http://localhost:7878/article/primer#event-5e6f");
    assert_eq!(results[0]["articles"][0], "http://localhost:7878/article/primer");
    assert_eq!(results[0]["severity"], "Violation");
    assert!(results[0]["messages"]["sl"].is_string());
}

#[test]
fn forms_of_rdf_hold_the_same_report() {
    let formats = [
        ("turtle", RdfFormat::Turtle),
        ("ntriples", RdfFormat::NTriples),
        ("rdfxml", RdfFormat::RdfXml),
        ("trig", RdfFormat::TriG),
        ("nquads", RdfFormat::NQuads),
        ("jsonld", RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() }),
    ];
    let mut reports = BTreeSet::new();
    for (name, format) in formats {
        let (once, again) = (report(name), report(name));
        assert_eq!(once.stdout, again.stdout, "{name}");
        let quads = RdfParser::from_format(format).for_slice(once.stdout.as_bytes());
        let mut graph: oxigraph::model::Graph =
            quads.map(|quad| oxigraph::model::Triple::from(quad.expect("parses"))).collect();
        graph.canonicalize(oxigraph::model::dataset::CanonicalizationAlgorithm::Unstable);
        let mut lines: Vec<String> = graph.iter().map(|triple| triple.to_string()).collect();
        lines.sort();
        reports.insert(lines);
    }
    assert_eq!(reports.len(), 1, "{reports:#?}");
    let report = reports.into_iter().next().unwrap_or_default().join("\n");
    for part in [
        "<http://localhost:7878/report> <http://www.w3.org/ns/shacl#conforms> \"false\"",
        "<http://www.w3.org/ns/shacl#resultPath> <https://w3id.org/trojka/ontology#notBefore>",
        "<http://www.w3.org/ns/shacl#inversePath> <http://www.w3.org/ns/org#holds>",
        "<http://www.w3.org/ns/shacl#sourceConstraintComponent> <http://www.w3.org/ns/shacl#EqualsConstraintComponent>",
    ] {
        assert!(report.contains(part), "{part}\n{report}");
    }
}
