//! Shapes files that cannot be used are refused, with the file, the line and the term.

use super::{Found, validated};
use trojka::dataset::Dataset;
use trojka::validate::{Shapes, ShapesGraph};

const PREFIXES: &str = "@prefix ex: <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> . \
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n";

fn read(text: &str) -> Result<Shapes, String> {
    let mut graph = ShapesGraph::default();
    graph.add("my.ttl", &format!("{PREFIXES}{text}\n"), None).map_err(|error| error.to_string())?;
    Shapes::read(&graph).map_err(|error| error.to_string())
}

#[test]
fn ill_formed_shapes_are_refused_by_name() {
    for (shape, line, message) in [
        ("a sh:NodeShape ; sh:minCount 1 .", 2, "<http://example.org/S>: sh:minCount needs a sh:path"),
        ("a sh:PropertyShape .", 2, "a property shape must have a sh:path"),
        ("a sh:NodeShape ; sh:path ex:p .", 2, "sh:path is for property shapes only"),
        ("sh:targetClass \"C\" .", 2, "sh:targetClass must be an IRI"),
        ("sh:targetNode ex:a ;\n sh:closed 1 .", 3, "sh:closed must be true or false"),
        ("sh:targetNode ex:a ; sh:severity \"bad\" .", 2, "sh:severity must be an IRI"),
        ("sh:targetNode ex:a ; sh:message 5 .", 2, "sh:message must be a string"),
        ("sh:targetNode ex:a ; sh:message \"a\"@en, \"b\"@en .", 2, "sh:message may have one text for each language"),
        ("sh:targetNode ex:a ; sh:pattern \"(\" .", 2, "sh:pattern is not a pattern"),
        ("sh:targetNode ex:a ; sh:pattern \"a\" ; sh:flags \"z\" .", 2, "unknown flag 'z'"),
        ("sh:targetNode ex:a ; sh:in ( 1 . ", 2, "my.ttl:"),
        ("sh:targetNode ex:a ; sh:in ex:list .", 2, "sh:in must be a list"),
        ("sh:targetNode ex:a ; sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .", 2, "sh:in must be a list"),
        ("sh:targetNode ex:a ; sh:nodeKind sh:Thing .", 2, "sh:nodeKind is none of the six kinds"),
        ("sh:targetNode ex:a ; sh:datatype xsd:date, xsd:time .", 2, "sh:datatype may have one value only"),
        ("sh:targetNode ex:a ; sh:minInclusive ex:b .", 2, "sh:minInclusive must be a literal"),
        ("sh:targetNode ex:a ; sh:languageIn ( 1 ) .", 2, "sh:languageIn must be a list of strings"),
        ("sh:targetNode ex:a ; sh:property ex:b .", 2, "sh:property must be a shape with a sh:path"),
        ("sh:targetNode ex:a ; sh:property [ sh:path ( ex:p ) ] .", 2, "sh:path must have at least two members"),
        ("sh:targetNode ex:a ; sh:property [ sh:path [ ex:p ex:q ] ] .", 2, "sh:path must be one path"),
        (
            "sh:targetNode ex:a ; sh:property [ sh:path ex:p ; sh:minCount -1 ] .",
            2,
            "sh:minCount must be an xsd:integer from 0",
        ),
        ("sh:targetNode ex:a ; sh:sparql [] .", 2, "sh:sparql is not part of SHACL Core"),
        ("sh:targetNode ex:a ; sh:node ex:T .\nex:T sh:not ex:S .", 2, "refers to itself"),
    ] {
        let error = read(&format!("ex:S {shape}")).map(|_| shape).expect_err(shape);
        assert!(error.contains(message) && error.starts_with(&format!("my.ttl:{line}")), "{shape}: {error}");
    }
}

fn found(shapes: &str, data: &str) -> Found {
    let shapes = read(shapes).unwrap_or_else(|error| panic!("{error}"));
    let text = format!("{PREFIXES}{data}");
    let triples = oxttl::TurtleParser::new().for_slice(&text).map(|triple| triple.expect("is Turtle"));
    let dataset: Dataset = triples.map(|triple| triple.in_graph(oxigraph::model::GraphName::DefaultGraph)).collect();
    validated(&shapes, &dataset)
}

fn components(shapes: &str, data: &str) -> Vec<String> {
    found(shapes, data)
        .results
        .into_iter()
        .map(|[focus, path, component, value, _]| {
            let short = |text: &str| text.replace("http://example.org/", "").replace("ConstraintComponent", "");
            [focus, path, component, value].map(|part| short(&part)).join(" ")
        })
        .collect()
}

#[test]
fn paths_lead_both_ways_and_on() {
    let data = "ex:a ex:p ex:b . ex:b ex:p ex:c . ex:c ex:q ex:a .";
    for (path, reached) in [
        ("ex:p", &["b"][..]),
        ("[ sh:inversePath ex:q ]", &["c"]),
        ("( ex:p ex:p )", &["c"]),
        ("[ sh:inversePath ( ex:q ex:p ) ]", &[]),
        ("[ sh:inversePath ( ex:p ex:q ) ]", &["b"]),
        ("[ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ]", &["b", "c"]),
        ("[ sh:zeroOrMorePath ex:p ]", &["a", "b", "c"]),
        ("[ sh:oneOrMorePath ex:p ]", &["b", "c"]),
        ("[ sh:zeroOrOnePath ex:p ]", &["a", "b"]),
        ("[ sh:zeroOrMorePath [ sh:alternativePath ( ex:p ex:q ) ] ]", &["a", "b", "c"]),
    ] {
        let shape = format!("ex:S sh:targetNode ex:a ; sh:property [ sh:path {path} ; sh:in ( ) ] .");
        let found: Vec<_> = found(&shape, data).results.into_iter().map(|[_, _, _, value, _]| value).collect();
        let expected: Vec<_> = reached.iter().map(|name| format!("<http://example.org/{name}>")).collect();
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn triple_terms_are_of_no_kind() {
    let shape = "ex:S sh:targetNode ex:r ; sh:property [ sh:path rdf:reifies ; sh:nodeKind sh:IRIOrLiteral ] .";
    let found = components(shape, "ex:r rdf:reifies <<( ex:a ex:p ex:b )>> .");
    assert_eq!(found, ["<r> rdf:reifies NodeKind <<( <a> <p> <b> )>>"]);
}

#[test]
fn nodes_that_no_triple_has_are_focus_nodes_too() {
    let shape = "ex:S sh:targetNode ex:gone, \"text\" ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .";
    assert_eq!(components(shape, ""), ["\"text\" <p> MinCount ", "<gone> <p> MinCount "]);
}

#[test]
fn sibling_shapes_take_values_away() {
    let shapes = "ex:S sh:targetNode ex:hand ;
        sh:property [ sh:path ex:finger ; sh:qualifiedValueShape [ sh:class ex:Thumb ] ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMinCount 1 ] ;
        sh:property [ sh:path ex:finger ; sh:qualifiedValueShape [ sh:class ex:Finger ] ; sh:qualifiedValueShapesDisjoint true ; sh:qualifiedMaxCount 1 ] .";
    let data =
        "ex:hand ex:finger ex:a, ex:b, ex:c . ex:a a ex:Thumb, ex:Finger . ex:b a ex:Finger . ex:c a ex:Finger .";
    let expected = ["<hand> <finger> QualifiedMaxCount ", "<hand> <finger> QualifiedMinCount "];
    assert_eq!(components(shapes, data), expected);
}
