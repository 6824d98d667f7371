//! The triples of shapes files, each with the place where it stands.

use super::super::sh;
use crate::error::{Error, Result};
use crate::graph::turtle;
use crate::graph::vocab::{PREFIXES, rdf, rdfs};
use indexmap::IndexMap;
use oxigraph::model::{BlankNode, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::path::Path;

/// A shapes graph: <https://www.w3.org/TR/shacl/#shapes-graph>.
#[derive(Debug, Default)]
pub struct ShapesGraph {
    files: Vec<String>,
    about: IndexMap<Term, Vec<Said>>,
}

#[derive(Debug)]
struct Said {
    property: NamedNode,
    value: Term,
    file: usize,
    line: usize,
}

impl ShapesGraph {
    /// Adds what a Turtle file says. Its blank nodes are its own.
    ///
    /// # Errors
    /// When it is not Turtle, with the line.
    pub fn add(&mut self, path: &str, text: &str, base: Option<&str>) -> Result<()> {
        let mut parser = TurtleParser::new();
        if let Some(base) = base {
            parser = parser.with_base_iri(base).map_err(|error| Error::Usage(format!("<{base}>: {error}")))?;
        }
        let file = self.files.len();
        self.files.push(path.to_owned());
        let mut names = IndexMap::new();
        let triples = turtle::triples_read_by(parser, Path::new(path), text);
        for (line, triple) in triples.map_err(|error| Error::Usage(error.to_string()))? {
            let subject = renamed(triple.subject.into(), file, &mut names);
            let value = renamed(triple.object, file, &mut names);
            self.about.entry(subject).or_default().push(Said { property: triple.predicate, value, file, line });
        }
        Ok(())
    }

    /// What is said of a node with a property, in the order of the files, each once.
    pub fn values(&self, node: &Term, property: NamedNodeRef<'_>) -> Vec<&Term> {
        let mut values = Vec::new();
        for said in self.said(node).filter(|said| said.property == property) {
            if !values.contains(&&said.value) {
                values.push(&said.value);
            }
        }
        values
    }

    /// # Errors
    /// When there are several.
    pub fn value(&self, node: &Term, property: NamedNodeRef<'_>) -> Result<Option<&Term>> {
        match self.values(node, property)[..] {
            [] => Ok(None),
            [value] => Ok(Some(value)),
            _ => Err(self.wrong(node, property, "may have one value only")),
        }
    }

    pub fn has(&self, node: &Term, property: NamedNodeRef<'_>) -> bool {
        self.said(node).any(|said| said.property == property)
    }

    /// The nodes of which something is said with one of these properties, as they come in the files.
    pub fn subjects_with(&self, properties: &[NamedNodeRef<'_>]) -> impl Iterator<Item = &Term> {
        self.about.iter().filter_map(move |(node, said)| {
            said.iter().any(|said| properties.contains(&said.property.as_ref())).then_some(node)
        })
    }

    /// The properties that are said of a node.
    pub fn properties<'g>(&'g self, node: &Term) -> impl Iterator<Item = &'g NamedNode> + use<'g> {
        self.about.get(node).into_iter().flatten().map(|said| &said.property)
    }

    /// Whether a node is a SHACL instance of a class: <https://www.w3.org/TR/shacl/#dfn-shacl-instance>.
    pub fn is_instance(&self, node: &Term, class: NamedNodeRef<'_>) -> bool {
        let class = Term::from(class.into_owned());
        let mut reached = self.values(node, rdf::TYPE);
        let mut next = 0;
        while let Some(&found) = reached.get(next) {
            if *found == class {
                return true;
            }
            next += 1;
            for above in self.values(found, rdfs::SUB_CLASS_OF) {
                if !reached.contains(&above) {
                    reached.push(above);
                }
            }
        }
        false
    }

    /// What is wrong with a property of a node, with the file and the line.
    pub fn wrong(&self, node: &Term, property: NamedNodeRef<'_>, message: &str) -> Error {
        let said = self.said(node).find(|said| said.property == property);
        self.located(node, said, &format!("{} {message}", short(&property.into_owned().into())))
    }

    /// What is wrong with a node.
    pub fn wrong_node(&self, node: &Term, message: &str) -> Error {
        self.located(node, self.said(node).next(), message)
    }

    fn located(&self, node: &Term, said: Option<&Said>, message: &str) -> Error {
        let place = said.map_or(String::new(), |said| format!("{}:{}: ", self.files[said.file], said.line));
        let name = if matches!(node, Term::BlankNode(_)) { "a blank node".to_owned() } else { short(node) };
        Error::Usage(format!("{place}{name}: {message}"))
    }

    fn said(&self, node: &Term) -> impl Iterator<Item = &Said> {
        self.about.get(node).into_iter().flatten()
    }
}

/// Blank nodes are numbered in the order in which they come, so that two readings name them alike.
fn renamed(term: Term, file: usize, names: &mut IndexMap<BlankNode, ()>) -> Term {
    let Term::BlankNode(node) = term else { return term };
    let entry = names.entry(node);
    let number = entry.index();
    entry.or_default();
    NamedOrBlankNode::from(BlankNode::new_unchecked(format!("f{file}n{number}"))).into()
}

/// A term as people write it in Turtle.
pub fn short(term: &Term) -> String {
    let Term::NamedNode(node) = term else { return term.to_string() };
    let prefixes = PREFIXES.iter().copied().chain([("sh", sh::NAMESPACE)]);
    let plain = |local: &str| !local.is_empty() && local.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let found = prefixes.filter_map(|(prefix, iri)| {
        let local = node.as_str().strip_prefix(iri)?;
        plain(local).then(|| format!("{prefix}:{local}"))
    });
    found.min_by_key(String::len).unwrap_or_else(|| node.to_string())
}
