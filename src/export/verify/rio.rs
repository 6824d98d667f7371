//! The second reader of the Turtle family.

use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use rio_api::model as rio;
use rio_api::parser::{QuadsParser, TriplesParser};
use rio_turtle::{NQuadsParser, NTriplesParser, TriGParser, TurtleError, TurtleParser};

type Read = Result<Vec<Quad>, String>;

pub fn ntriples(bytes: &[u8]) -> Read {
    triples(NTriplesParser::new(bytes))
}

pub fn turtle(bytes: &[u8]) -> Read {
    triples(TurtleParser::new(bytes, None))
}

pub fn nquads(bytes: &[u8]) -> Read {
    quads(NQuadsParser::new(bytes))
}

pub fn trig(bytes: &[u8]) -> Read {
    quads(TriGParser::new(bytes, None))
}

fn triples(mut parser: impl TriplesParser<Error = TurtleError>) -> Read {
    let mut found = Vec::new();
    let mut keep = |triple: rio::Triple<'_>| {
        found.push(quad(triple, None)?);
        Ok(())
    };
    parser.parse_all(&mut keep).map_err(|error: Trouble| error.0)?;
    Ok(found)
}

fn quads(mut parser: impl QuadsParser<Error = TurtleError>) -> Read {
    let mut found = Vec::new();
    let mut keep = |q: rio::Quad<'_>| {
        let triple = rio::Triple { subject: q.subject, predicate: q.predicate, object: q.object };
        found.push(quad(triple, q.graph_name)?);
        Ok(())
    };
    parser.parse_all(&mut keep).map_err(|error: Trouble| error.0)?;
    Ok(found)
}

struct Trouble(String);

impl From<TurtleError> for Trouble {
    fn from(error: TurtleError) -> Self {
        Self(error.to_string())
    }
}

fn quad(triple: rio::Triple<'_>, graph: Option<rio::GraphName<'_>>) -> Result<Quad, Trouble> {
    let graph = match graph {
        None => GraphName::DefaultGraph,
        Some(rio::GraphName::NamedNode(node)) => named(node).into(),
        Some(rio::GraphName::BlankNode(node)) => blank(node).into(),
    };
    let subject: NamedOrBlankNode = match triple.subject {
        rio::Subject::NamedNode(node) => named(node).into(),
        rio::Subject::BlankNode(node) => blank(node).into(),
        rio::Subject::Triple(_) => return Err(quoted()),
    };
    let object: Term = match triple.object {
        rio::Term::NamedNode(node) => named(node).into(),
        rio::Term::BlankNode(node) => blank(node).into(),
        rio::Term::Literal(value) => literal(value).into(),
        rio::Term::Triple(_) => return Err(quoted()),
    };
    Ok(Quad::new(subject, named(triple.predicate), object, graph))
}

fn quoted() -> Trouble {
    Trouble("holds a quoted triple, which RDF 1.1 does not have".into())
}

fn named(node: rio::NamedNode<'_>) -> NamedNode {
    NamedNode::new_unchecked(node.iri)
}

fn blank(node: rio::BlankNode<'_>) -> BlankNode {
    BlankNode::new_unchecked(node.id)
}

fn literal(literal: rio::Literal<'_>) -> Literal {
    match literal {
        rio::Literal::Simple { value } => Literal::new_simple_literal(value),
        rio::Literal::LanguageTaggedString { value, language } => {
            Literal::new_language_tagged_literal_unchecked(value, language)
        }
        rio::Literal::Typed { value, datatype } => Literal::new_typed_literal(value, named(datatype)),
    }
}
