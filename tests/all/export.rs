//! Linked data goes out and comes back the same, byte for byte and triple for triple.

#[path = "export/data.rs"]
mod data;
#[path = "export/dump.rs"]
mod dump;
#[path = "export/forms.rs"]
mod forms;
#[path = "export/parts.rs"]
mod parts;
#[path = "export/program.rs"]
mod program;

use crate::graph::sample;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, Quad, Term};
use trojka::export::{Format, Mismatch, PREFIXES, normal_form, verify, write};
use trojka::graph::{Base, Generator, emit, ontology};

fn node(name: &str) -> NamedNode {
    NamedNode::new(format!("http://example.org/{name}")).expect("an IRI")
}

fn say(object: impl Into<Term>) -> Quad {
    Quad::new(node("s"), node("p"), object, node("graph"))
}

fn exported(quads: &[Quad], format: Format) -> Vec<u8> {
    let quads = normal_form(quads.iter().cloned(), format);
    let mut bytes = Vec::new();
    write(&quads, format, &mut bytes).unwrap_or_else(|e| panic!("{format}: {e}"));
    verify(&quads, format, &bytes).unwrap_or_else(|e| panic!("{e}\n{}", String::from_utf8_lossy(&bytes)));
    bytes
}

fn round_trips(quads: &[Quad]) {
    for format in Format::ALL {
        let bytes = exported(quads, format);
        let reversed: Vec<_> = quads.iter().rev().chain(quads).cloned().collect();
        assert_eq!(bytes, exported(&reversed, format), "{format}: order and repetition make no difference");
    }
}

#[test]
fn an_article_and_the_ontology() {
    let base = Base::default();
    let mut quads = emit(&sample::meeting("čaj in / kava"), &base, &Generator::default());
    quads.extend(ontology::quads(&base).expect("the ontology parses"));
    round_trips(&quads);
}

#[test]
fn nasty_literals() {
    let mut quads = Vec::new();
    for text in [
        "",
        " ",
        "\"",
        "\"\"\"",
        "'''",
        "\\",
        "\\\"",
        "\\u0041",
        "ends in a backslash\\",
        "line\nfeed",
        "tab\ttab",
        "carriage\rreturn",
        "both\r\n",
        "\n leading and trailing \n",
        "<a href=\"x\">&amp;</a> ]]> <!-- -->",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \u{1F98A}\u{10FFFD}",
        "č š ž ć đ Č Š Ž",
        "e\u{301} ni é",
        "\u{FEFF}bom \u{200B}\u{202E}\u{85}\u{2028}",
        "{ \"@id\": \"x\" } @prefix : <> .",
    ] {
        quads.push(say(Literal::new_simple_literal(text)));
        quads.push(say(Literal::new_language_tagged_literal(text, "sl").expect("a tag")));
        quads.push(say(Literal::new_typed_literal(text, node("type"))));
    }
    round_trips(&quads);
}

#[test]
fn numbers_keep_their_digits() {
    let mut quads = Vec::new();
    for value in ["1", "01", "+1", "-0", "1.", ".5", "1.50", "1e3", "1E-3", "NaN", "x", "true", "2024-02-30"] {
        for datatype in [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE, xsd::BOOLEAN, xsd::DATE] {
            quads.push(say(Literal::new_typed_literal(value, datatype)));
        }
    }
    round_trips(&quads);
}

#[test]
fn odd_iris() {
    let mut quads = Vec::new();
    for name in [
        "a#char=1,2",
        "a.b.",
        "-a",
        "1a",
        "č",
        "a%20b",
        "a?b=c&d",
        "a;b",
        "a'b",
        "(a)",
        "a~b!c$d*e+f",
        "a:b",
        "@x",
        "🦊",
    ] {
        quads.push(Quad::new(node(name), node("p"), node(name), node(name)));
        quads.push(Quad::new(node(&format!("id/{name}")), node("q"), node(name), GraphName::DefaultGraph));
    }
    quads.push(Quad::new(node("s"), node("p"), NamedNode::new_unchecked("urn:x:y"), GraphName::DefaultGraph));
    round_trips(&quads);
}

#[test]
fn blank_nodes_get_the_same_names_whatever_they_were_called() {
    let named = |a: &str, b: &str| {
        let (a, b) = (BlankNode::new_unchecked(a), BlankNode::new_unchecked(b));
        [
            Quad::new(node("s"), node("p"), a.clone(), node("graph")),
            Quad::new(a, node("p"), b.clone(), node("graph")),
            Quad::new(b, node("q"), Literal::from("end"), node("graph")),
        ]
    };
    for format in Format::ALL {
        assert_eq!(exported(&named("x", "y"), format), exported(&named("y", "x"), format), "{format}");
    }
}

#[test]
fn an_empty_data_set() {
    round_trips(&[]);
}

#[test]
fn formats_without_named_graphs_give_the_union() {
    let quads = [
        Quad::new(node("s"), node("p"), node("o"), node("one")),
        Quad::new(node("s"), node("p"), node("o"), node("two")),
    ];
    for format in Format::ALL {
        let lines = normal_form(quads.iter().cloned(), format).len();
        assert_eq!(lines, if format.has_graphs() { 2 } else { 1 }, "{format}");
    }
    let text = String::from_utf8(exported(&quads, Format::NTriples)).expect("UTF-8");
    assert_eq!(text, "<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n");
}

#[test]
fn a_damaged_export_does_not_pass() {
    let quads = emit(&sample::meeting("a"), &Base::default(), &Generator::default());
    for format in Format::ALL {
        let normal = normal_form(quads.iter().cloned(), format);
        let text = String::from_utf8(exported(&quads, format)).expect("UTF-8");
        let changed = text.replacen("Peter Dolinec", "Peter Dolenc", 1);
        assert!(matches!(verify(&normal, format, changed.as_bytes()), Err(Mismatch::Different { .. })), "{format}");
        let cut = &text.as_bytes()[..text.len() / 2];
        assert!(verify(&normal, format, cut).is_err(), "{format}");
        assert!(verify(&normal[1..], format, text.as_bytes()).is_err(), "{format}");
    }
}

#[test]
fn exports_use_the_fixed_prefixes() {
    let quads = emit(&sample::meeting("a"), &Base::default(), &Generator::default());
    let text = String::from_utf8(exported(&quads, Format::Turtle)).expect("UTF-8");
    for (name, iri) in PREFIXES {
        assert!(text.contains(&format!("@prefix {name}: <{iri}> .\n")), "{name}");
    }
    assert!(text.contains("tro:modality tro:Actual"), "{text}");
}

/// XML 1.0 has no way to write most control characters (section 2.2), not even as character references.
#[test]
fn rdf_xml_refuses_what_xml_cannot_hold_and_the_others_keep_it() {
    for text in ["\0", "form\u{C}feed", "\u{1B}", "\u{FFFE}"] {
        let quads = [say(Literal::new_simple_literal(text))];
        for format in Format::ALL.into_iter().filter(|format| *format != Format::RdfXml) {
            exported(&quads, format);
        }
        let error = write(&quads, Format::RdfXml, Vec::new()).expect_err("XML cannot hold it");
        assert!(error.to_string().contains("RDF/XML") && error.to_string().contains("example.org/s"), "{error}");
    }
}

#[test]
fn an_unknown_format_is_refused_with_the_known_ones() {
    let error = "yaml".parse::<Format>().expect_err("no such format");
    assert!(matches!(error, trojka::error::Error::Usage(_)));
    for format in Format::ALL {
        assert_eq!(format.name().parse::<Format>().expect("a format"), format);
        assert!(error.to_string().contains(format.name()), "{error}");
    }
}
