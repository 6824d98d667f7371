//! From the triples of a shapes graph to shapes: <https://www.w3.org/TR/shacl/#shapes>.

use super::super::sh;
use super::parameters::Parameters;
use super::{Constraint, Path, Severity, Shape, ShapeAt, Shapes, ShapesGraph, Target, TermAt, paths};
use crate::error::Result;
use crate::graph::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use std::collections::HashMap;

const TARGETS: [NamedNodeRef<'static>; 4] =
    [sh::TARGET_NODE, sh::TARGET_CLASS, sh::TARGET_SUBJECTS_OF, sh::TARGET_OBJECTS_OF];

/// What SHACL has beyond its core; leaving it out silently would let pass what the author forbids.
const BEYOND_CORE: [NamedNodeRef<'static>; 3] = [sh::SPARQL, sh::JS, sh::TARGET];

/// All shapes of a graph.
///
/// # Errors
/// For one that is ill-formed or not SHACL Core.
pub fn all(graph: &ShapesGraph) -> Result<Shapes> {
    let mut reader = Reader::new(graph);
    let typed = graph
        .subjects_with(&[rdf::TYPE])
        .filter(|node| graph.is_instance(node, sh::NODE_SHAPE) || graph.is_instance(node, sh::PROPERTY_SHAPE));
    for node in typed.chain(graph.subjects_with(&TARGETS)) {
        if matches!(node, Term::NamedNode(_)) {
            reader.shape(node, &node.to_string())?;
        }
    }
    // Blank shapes are named after the shapes that refer to them; those left are named by their order.
    let blank = graph.subjects_with(&TARGETS).filter(|node| matches!(node, Term::BlankNode(_)));
    for (number, node) in blank.enumerate() {
        reader.shape(node, &format!("shape {number}"))?;
    }
    Ok(reader.shapes)
}

/// Reads shapes, each when it is first met.
pub(super) struct Reader<'g> {
    pub graph: &'g ShapesGraph,
    shapes: Shapes,
    at: HashMap<Term, ShapeAt>,
}

impl<'g> Reader<'g> {
    fn new(graph: &'g ShapesGraph) -> Self {
        let mut reader = Self { graph, shapes: Shapes::default(), at: HashMap::new() };
        for term in [rdf::TYPE, rdfs::SUB_CLASS_OF] {
            reader.intern(&term.into_owned().into());
        }
        reader
    }

    pub fn intern(&mut self, term: &Term) -> TermAt {
        self.shapes.terms.insert_full(term.clone()).0
    }

    /// The place of a shape. `key` is what it is called when it is blank.
    pub fn shape(&mut self, node: &Term, key: &str) -> Result<ShapeAt> {
        if let Some(&at) = self.at.get(node) {
            return Ok(at);
        }
        let at = self.shapes.shapes.len();
        self.at.insert(node.clone(), at);
        let key = if matches!(node, Term::NamedNode(_)) { node.to_string() } else { key.to_owned() };
        let shape = Shape { key, ..self.head(node)? };
        self.shapes.shapes.push(shape.clone());
        let constraints = Parameters::new(node, &shape).read(self)?;
        self.shapes.shapes[at].constraints = constraints;
        Ok(at)
    }

    /// A shape without its constraints.
    fn head(&mut self, node: &Term) -> Result<Shape> {
        let graph = self.graph;
        if let Some(property) = BEYOND_CORE.into_iter().find(|property| graph.has(node, *property)) {
            return Err(graph.wrong(node, property, "is not part of SHACL Core, which is what is checked here"));
        }
        Ok(Shape {
            node: self.intern(node),
            key: String::new(),
            path: self.path(node)?,
            targets: self.targets(node)?,
            severity: self.severity(node)?,
            labels: self.labels(node),
            messages: self.messages(node)?,
            deactivated: flag(graph, node, sh::DEACTIVATED)?,
            constraints: Vec::new(),
        })
    }

    /// Node shapes have none, property shapes one.
    fn path(&mut self, node: &Term) -> Result<Option<Path>> {
        let graph = self.graph;
        let Some(path) = graph.value(node, sh::PATH)? else {
            let property = graph.is_instance(node, sh::PROPERTY_SHAPE);
            return if property {
                Err(graph.wrong_node(node, "a property shape must have a sh:path"))
            } else {
                Ok(None)
            };
        };
        if graph.is_instance(node, sh::NODE_SHAPE) {
            return Err(graph.wrong(node, sh::PATH, "is for property shapes only"));
        }
        paths::read(graph, node, path, &mut |term| self.intern(term)).map(Some)
    }

    /// <https://www.w3.org/TR/shacl/#targets>; a shape that is a class has its instances for targets.
    fn targets(&mut self, node: &Term) -> Result<Vec<Target>> {
        let graph = self.graph;
        let make: [fn(TermAt) -> Target; 4] = [Target::Node, Target::Class, Target::SubjectsOf, Target::ObjectsOf];
        let mut targets = Vec::new();
        for (property, make) in TARGETS.into_iter().zip(make) {
            for value in graph.values(node, property) {
                let fits = match value {
                    Term::NamedNode(_) => true,
                    Term::Literal(_) => property == sh::TARGET_NODE,
                    _ => false,
                };
                if !fits {
                    return Err(graph.wrong(node, property, "must be an IRI"));
                }
                targets.push(make(self.intern(value)));
            }
        }
        if matches!(node, Term::NamedNode(_)) && graph.is_instance(node, rdfs::CLASS) {
            targets.push(Target::Class(self.intern(node)));
        }
        Ok(targets)
    }

    fn severity(&self, node: &Term) -> Result<Severity> {
        match self.graph.value(node, sh::SEVERITY)? {
            None => Ok(Severity::Violation),
            Some(Term::NamedNode(severity)) => Ok(Severity::of(severity)),
            Some(_) => Err(self.graph.wrong(node, sh::SEVERITY, "must be an IRI")),
        }
    }

    fn labels(&self, node: &Term) -> Vec<Literal> {
        let values = [sh::NAME, rdfs::LABEL].into_iter().flat_map(|property| self.graph.values(node, property));
        values.filter_map(|value| if let Term::Literal(label) = value { Some(label.clone()) } else { None }).collect()
    }

    /// At most one in a language: <https://www.w3.org/TR/shacl/#message>.
    fn messages(&self, node: &Term) -> Result<Vec<Literal>> {
        let mut messages: Vec<Literal> = Vec::new();
        for value in self.graph.values(node, sh::MESSAGE) {
            let text = match value {
                Term::Literal(text) if text.language().is_some() || text.datatype() == xsd::STRING => text,
                _ => return Err(self.graph.wrong(node, sh::MESSAGE, "must be a string or text in a language")),
            };
            if messages.iter().any(|message| message.language() == text.language()) {
                return Err(self.graph.wrong(node, sh::MESSAGE, "may have one text for each language only"));
            }
            messages.push(text.clone());
        }
        Ok(messages)
    }

    /// Shapes that a constraint refers to by the members of a list.
    pub fn shapes_of(&mut self, members: &[&Term], key: &str) -> Result<Vec<ShapeAt>> {
        members.iter().enumerate().map(|(number, member)| self.shape(member, &format!("{key} {number}"))).collect()
    }
}

/// A boolean that is false when it is missing. SHACL asks for the term `true`; `"1"^^xsd:boolean` is another one.
pub(super) fn flag(graph: &ShapesGraph, node: &Term, property: NamedNodeRef<'_>) -> Result<bool> {
    match graph.value(node, property)? {
        None => Ok(false),
        Some(Term::Literal(value)) if value.datatype() == xsd::BOOLEAN => Ok(value.value() == "true"),
        Some(_) => Err(graph.wrong(node, property, "must be true or false")),
    }
}

impl Severity {
    pub(crate) fn of(node: &NamedNode) -> Self {
        match node.as_ref() {
            known if known == sh::INFO => Self::Info,
            known if known == sh::WARNING => Self::Warning,
            known if known == sh::VIOLATION => Self::Violation,
            _ => Self::Other(node.clone()),
        }
    }

    pub fn iri(&self) -> NamedNodeRef<'_> {
        match self {
            Self::Info => sh::INFO,
            Self::Warning => sh::WARNING,
            Self::Violation => sh::VIOLATION,
            Self::Other(node) => node.as_ref(),
        }
    }
}

/// What a list of constraints becomes when one of its parameters is missing.
pub(super) type Found = Result<Vec<Constraint>>;
