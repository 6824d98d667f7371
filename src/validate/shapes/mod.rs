//! Shapes as they were read: <https://www.w3.org/TR/shacl/#shapes>.
//!
//! Shapes and terms stand in tables and refer to each other by their places there, so that they can be compared with any
//! data without being read again.

mod graph;
mod lists;
mod parameters;
mod paths;
mod read;
mod recursion;

pub use graph::{ShapesGraph, short};

use crate::error::Result;
use indexmap::IndexSet;
use oxigraph::model::{Literal, Term};
use regex::Regex;

/// Place of a shape in [`Shapes::shapes`].
pub type ShapeAt = usize;
/// Place of a term in [`Shapes::terms`].
pub type TermAt = usize;

/// All shapes of a shapes graph.
#[derive(Debug, Default)]
pub struct Shapes {
    pub terms: IndexSet<Term>,
    /// Those that others refer to come after the first that does.
    pub shapes: Vec<Shape>,
}

#[derive(Debug, Clone)]
pub struct Shape {
    /// Its node in the shapes graph.
    pub node: TermAt,
    /// Tells it from all others, also where its node is blank: the IRI, or the shape that refers to it and how.
    pub key: String,
    /// Of property shapes.
    pub path: Option<Path>,
    pub targets: Vec<Target>,
    pub severity: Severity,
    /// `sh:name` and `rdfs:label`.
    pub labels: Vec<Literal>,
    pub messages: Vec<Literal>,
    pub deactivated: bool,
    pub constraints: Vec<Constraint>,
}

/// <https://www.w3.org/TR/shacl/#targets>
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Node(TermAt),
    /// Also a shape that is a class.
    Class(TermAt),
    SubjectsOf(TermAt),
    ObjectsOf(TermAt),
}

/// <https://www.w3.org/TR/shacl/#severity>
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Warning,
    Violation,
    /// One that SHACL does not know weighs as much as a violation.
    Other(oxigraph::model::NamedNode),
}

/// <https://www.w3.org/TR/shacl/#property-paths>
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Path {
    Predicate(TermAt),
    Inverse(Box<Path>),
    Sequence(Vec<Path>),
    Alternative(Vec<Path>),
    ZeroOrMore(Box<Path>),
    OneOrMore(Box<Path>),
    ZeroOrOne(Box<Path>),
}

/// <https://www.w3.org/TR/shacl/#core-components>
#[derive(Debug, Clone)]
pub enum Constraint {
    Class(TermAt),
    Datatype(TermAt),
    NodeKind(NodeKind),
    MinCount(u64),
    MaxCount(u64),
    Range(Range, TermAt),
    MinLength(u64),
    MaxLength(u64),
    Pattern(Regex),
    LanguageIn(Vec<String>),
    UniqueLang,
    Equals(TermAt),
    Disjoint(TermAt),
    LessThan(TermAt),
    LessThanOrEquals(TermAt),
    Not(ShapeAt),
    And(Vec<ShapeAt>),
    Or(Vec<ShapeAt>),
    Xone(Vec<ShapeAt>),
    Node(ShapeAt),
    Property(ShapeAt),
    Qualified(Qualified),
    /// The predicates that there may be.
    Closed(Vec<TermAt>),
    HasValue(TermAt),
    In(Vec<TermAt>),
}

/// Which nodes [`Constraint::NodeKind`] lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeKind {
    pub iri: bool,
    pub blank: bool,
    pub literal: bool,
}

/// How a value stands to the bound of its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    MinExclusive,
    MinInclusive,
    MaxExclusive,
    MaxInclusive,
}

/// <https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent>
#[derive(Debug, Clone)]
pub struct Qualified {
    pub shape: ShapeAt,
    pub min: Option<u64>,
    pub max: Option<u64>,
    /// The sibling shapes; none unless values have to be disjoint.
    pub siblings: Vec<ShapeAt>,
}

impl Shapes {
    /// # Errors
    /// [`Error::Usage`](crate::error::Error::Usage) with file, line and term for shapes that are ill-formed, recursive or not SHACL Core.
    pub fn read(graph: &ShapesGraph) -> Result<Self> {
        let shapes = read::all(graph)?;
        recursion::check(&shapes, graph)?;
        Ok(shapes)
    }

    /// The shapes that have targets and are not deactivated, sorted by their keys.
    pub fn targeted(&self) -> Vec<ShapeAt> {
        let has_targets = |&at: &ShapeAt| !self.shapes[at].targets.is_empty() && !self.shapes[at].deactivated;
        let mut found: Vec<ShapeAt> = (0..self.shapes.len()).filter(has_targets).collect();
        found.sort_by(|&a, &b| self.shapes[a].key.cmp(&self.shapes[b].key));
        found
    }

    /// A path as SPARQL writes it.
    pub fn path_text(&self, path: &Path) -> String {
        let list =
            |parts: &[Path], sign: &str| parts.iter().map(|part| self.part_text(part)).collect::<Vec<_>>().join(sign);
        match path {
            Path::Predicate(predicate) => short(&self.terms[*predicate]),
            Path::Inverse(inner) => format!("^{}", self.part_text(inner)),
            Path::Sequence(parts) => list(parts, "/"),
            Path::Alternative(parts) => list(parts, "|"),
            Path::ZeroOrMore(inner) => format!("{}*", self.part_text(inner)),
            Path::OneOrMore(inner) => format!("{}+", self.part_text(inner)),
            Path::ZeroOrOne(inner) => format!("{}?", self.part_text(inner)),
        }
    }

    fn part_text(&self, path: &Path) -> String {
        let text = self.path_text(path);
        if matches!(path, Path::Predicate(_)) { text } else { format!("({text})") }
    }

    /// The place of a term that every table has.
    pub fn term_at(&self, term: impl Into<Term>) -> TermAt {
        self.terms.get_index_of(&term.into()).expect("the reader puts it there")
    }
}

impl Constraint {
    /// The shapes that it refers to.
    pub fn shapes(&self) -> Vec<ShapeAt> {
        match self {
            Self::Not(shape) | Self::Node(shape) | Self::Property(shape) => vec![*shape],
            Self::And(shapes) | Self::Or(shapes) | Self::Xone(shapes) => shapes.clone(),
            Self::Qualified(Qualified { shape, siblings, .. }) => [&[*shape], siblings.as_slice()].concat(),
            _ => Vec::new(),
        }
    }

    /// The local name of the constraint component, as <https://www.w3.org/TR/shacl/#core-components> has it; a qualified
    /// constraint has two.
    pub fn component(&self) -> &'static str {
        match self {
            Self::Class(_) => "ClassConstraintComponent",
            Self::Datatype(_) => "DatatypeConstraintComponent",
            Self::NodeKind(_) => "NodeKindConstraintComponent",
            Self::MinCount(_) => "MinCountConstraintComponent",
            Self::MaxCount(_) => "MaxCountConstraintComponent",
            Self::Range(Range::MinExclusive, _) => "MinExclusiveConstraintComponent",
            Self::Range(Range::MinInclusive, _) => "MinInclusiveConstraintComponent",
            Self::Range(Range::MaxExclusive, _) => "MaxExclusiveConstraintComponent",
            Self::Range(Range::MaxInclusive, _) => "MaxInclusiveConstraintComponent",
            Self::MinLength(_) => "MinLengthConstraintComponent",
            Self::MaxLength(_) => "MaxLengthConstraintComponent",
            Self::Pattern(_) => "PatternConstraintComponent",
            Self::LanguageIn(_) => "LanguageInConstraintComponent",
            Self::UniqueLang => "UniqueLangConstraintComponent",
            Self::Equals(_) => "EqualsConstraintComponent",
            Self::Disjoint(_) => "DisjointConstraintComponent",
            Self::LessThan(_) => "LessThanConstraintComponent",
            Self::LessThanOrEquals(_) => "LessThanOrEqualsConstraintComponent",
            Self::Not(_) => "NotConstraintComponent",
            Self::And(_) => "AndConstraintComponent",
            Self::Or(_) => "OrConstraintComponent",
            Self::Xone(_) => "XoneConstraintComponent",
            Self::Node(_) => "NodeConstraintComponent",
            Self::Property(_) => "PropertyConstraintComponent",
            Self::Qualified(_) => "QualifiedValueShapeConstraintComponent",
            Self::Closed(_) => "ClosedConstraintComponent",
            Self::HasValue(_) => "HasValueConstraintComponent",
            Self::In(_) => "InConstraintComponent",
        }
    }
}
