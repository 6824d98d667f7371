//! The vocabularies in which data sets, dumps and the service are described; the data themselves do not use them.

mod kind;

pub use kind::Kind;

use crate::graph::Base;
use crate::graph::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

/// Beside those of [`vocab::PREFIXES`](crate::graph::vocab::PREFIXES).
pub const PREFIXES: [(&str, &str); 4] =
    [("dcat", "http://www.w3.org/ns/dcat#"), ("formats", FORMATS), ("sd", SD), ("void", VOID)];

/// Unique URIs for file formats, <https://www.w3.org/ns/formats/>.
const FORMATS: &str = "http://www.w3.org/ns/formats/";
const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";

pub fn dcat(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://www.w3.org/ns/dcat#{name}"))
}

pub fn dcterms(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://purl.org/dc/terms/{name}"))
}

pub fn foaf(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://xmlns.com/foaf/0.1/{name}"))
}

pub fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SD}{name}"))
}

pub fn void(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{VOID}{name}"))
}

/// The forms of RDF that are served.
pub const RDF_FORMATS: [&str; 6] = ["Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD"];
/// The forms of rows and truth values that are served.
pub const RESULT_FORMATS: [&str; 4] =
    ["SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"];

pub fn format(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{FORMATS}{name}"))
}

/// A resource inside the description: `B .well-known/void#<name>`.
pub fn inside(base: &Base, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{base}.well-known/void#{name}"))
}

/// A description that is being put together; it has no blank nodes.
#[derive(Default)]
pub struct Description(pub Vec<Quad>);

impl Description {
    pub fn add(&mut self, subject: &NamedNode, predicate: NamedNode, object: impl Into<Term>) {
        self.0.push(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph));
    }

    pub fn is_a(&mut self, subject: &NamedNode, class: NamedNode) {
        self.add(subject, rdf::TYPE.into_owned(), class);
    }

    pub fn count(&mut self, subject: &NamedNode, predicate: NamedNode, count: u64) {
        self.add(subject, predicate, Literal::new_typed_literal(count.to_string(), xsd::INTEGER));
    }

    pub fn text(&mut self, subject: &NamedNode, predicate: NamedNode, text: &str) {
        self.add(subject, predicate, Literal::new_simple_literal(text));
    }
}

/// `schema-Country` for an IRI with a known prefix, else a digest: the end of a partition's name.
pub fn slug(iri: NamedNodeRef<'_>) -> String {
    let iri = iri.as_str();
    let plain = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let known = crate::graph::vocab::PREFIXES.iter().find_map(|(prefix, namespace)| {
        let rest = iri.strip_prefix(namespace).filter(|rest| plain(rest))?;
        Some(format!("{prefix}-{rest}"))
    });
    known.unwrap_or_else(|| blake3::hash(iri.as_bytes()).to_hex()[..16].to_owned())
}
