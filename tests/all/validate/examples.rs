//! Every shape has examples, and they are judged as they say.

use super::{background, examples, shapes, validated};
use std::collections::BTreeSet;
use trojka::validate::{Shapes, sh};

/// `tro:AgreementStateShape` has its examples in `agreement-state`.
fn folder_of(key: &str) -> String {
    let name = key.trim_end_matches('>').rsplit(['#', '/']).next().unwrap_or_default();
    let name = name.strip_suffix("Shape").unwrap_or(name);
    let mut folder = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !folder.is_empty() {
            folder.push('-');
        }
        folder.extend(c.to_lowercase());
    }
    folder
}

/// The node shapes with a name, all of which have targets, but for those about the ontology itself.
fn node_shapes(shapes: &Shapes) -> BTreeSet<String> {
    let named = shapes
        .shapes
        .iter()
        .filter(|shape| shape.path.is_none() && shape.key.starts_with('<') && !shape.key.contains(' '));
    let of_data = named.filter(|shape| !is_about_the_ontology(&shape.key));
    of_data.map(|shape| shape.key.clone()).collect()
}

/// Whether `shapes/ontology.ttl` has a shape; its examples are the files of the ontology.
fn is_about_the_ontology(key: &str) -> bool {
    let text = trojka::graph::ontology::file("shapes/ontology.ttl").map(|file| file.text).unwrap_or_default();
    let triples = oxttl::TurtleParser::new().for_slice(&text).flatten();
    triples
        .into_iter()
        .any(|triple| triple.subject.to_string() == key && triple.object == sh::NODE_SHAPE.into_owned().into())
}

#[test]
fn every_shape_has_examples() {
    let shapes = shapes();
    let folders: BTreeSet<(String, bool)> =
        examples().into_iter().map(|example| (example.shape, example.valid)).collect();
    let named = node_shapes(&shapes);
    for key in &named {
        for valid in [true, false] {
            let kind = if valid { "valid" } else { "invalid" };
            assert!(folders.contains(&(folder_of(key), valid)), "{key} has no {kind} example");
        }
    }
    let known: BTreeSet<String> = named.iter().map(|key| folder_of(key)).collect();
    folders.iter().for_each(|(folder, _)| assert!(known.contains(folder), "there is no shape for examples/{folder}"));
}

#[test]
fn valid_examples_conform_and_invalid_ones_break_what_they_say() {
    let (shapes, background) = (shapes(), background());
    for example in examples() {
        let found = validated(&shapes, &example.dataset(&background));
        assert_eq!(found.broken, example.broken, "{}: {:#?}", example.path.display(), found.results);
        let asked = found.targets.iter().any(|key| folder_of(key) == example.shape);
        assert!(example.valid || asked, "{}: {:?} and not its own shape", example.path.display(), found.targets);
    }
}

#[test]
fn shapes_have_nodes_in_their_valid_examples() {
    let (shapes, background) = (shapes(), background());
    for key in node_shapes(&shapes) {
        let folder = folder_of(&key);
        let seen = examples().into_iter().filter(|example| example.valid && example.shape == folder).any(|example| {
            let snapshot = example.dataset(&background).snapshot();
            trojka::validate::Engine::over(&shapes, snapshot).focus_count(&key) > 0
        });
        assert!(seen, "no valid example has a node for {key}");
    }
}

#[test]
fn what_the_examples_refer_to_conforms() {
    let found = validated(&shapes(), &background());
    assert!(found.broken.is_empty(), "{:#?}", found.results);
}
