//! Property paths: <https://www.w3.org/TR/shacl/#property-paths>.

use super::super::sh;
use super::{Path, ShapesGraph, TermAt, lists};
use crate::error::Result;
use crate::graph::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Term};

/// Deeper paths are taken for circular ones.
const DEEPEST: usize = 64;

type Make = fn(Box<Path>) -> Path;

const UNARY: [(NamedNodeRef<'static>, Make); 4] = [
    (sh::INVERSE_PATH, Path::Inverse),
    (sh::ZERO_OR_MORE_PATH, Path::ZeroOrMore),
    (sh::ONE_OR_MORE_PATH, Path::OneOrMore),
    (sh::ZERO_OR_ONE_PATH, Path::ZeroOrOne),
];

/// The path that a property shape has.
///
/// # Errors
/// When it is ill-formed.
pub fn read(graph: &ShapesGraph, shape: &Term, node: &Term, intern: &mut dyn FnMut(&Term) -> TermAt) -> Result<Path> {
    Reader { graph, shape, intern }.path(node, 0)
}

struct Reader<'r> {
    graph: &'r ShapesGraph,
    shape: &'r Term,
    intern: &'r mut dyn FnMut(&Term) -> TermAt,
}

impl Reader<'_> {
    fn path(&mut self, node: &Term, depth: usize) -> Result<Path> {
        let wrong = |message| Err(self.graph.wrong(self.shape, sh::PATH, message));
        if depth > DEEPEST {
            return wrong("goes in circles or is too deep");
        }
        match node {
            Term::NamedNode(_) => return Ok(Path::Predicate((self.intern)(node))),
            Term::BlankNode(_) => {}
            _ => return wrong("must be an IRI or a path"),
        }
        if self.graph.has(node, rdf::FIRST) {
            return self.members(node, rdf::REST, node, depth).map(Path::Sequence);
        }
        let mut found = Vec::new();
        for list in self.graph.values(node, sh::ALTERNATIVE_PATH) {
            found.push(Path::Alternative(self.members(node, sh::ALTERNATIVE_PATH, list, depth)?));
        }
        for (property, make) in UNARY {
            for inner in self.graph.values(node, property) {
                found.push(make(Box::new(self.path(inner, depth + 1)?)));
            }
        }
        match (found.pop(), found.is_empty()) {
            (Some(path), true) => Ok(path),
            _ => Err(self.graph.wrong(self.shape, sh::PATH, "must be one path")),
        }
    }

    fn members(&mut self, node: &Term, property: NamedNodeRef<'_>, list: &Term, depth: usize) -> Result<Vec<Path>> {
        let members = lists::members(self.graph, node, property, list)?;
        if members.len() < 2 {
            return Err(self.graph.wrong(self.shape, sh::PATH, "must have at least two members in a list"));
        }
        members.into_iter().map(|member| self.path(member, depth + 1)).collect()
    }
}
