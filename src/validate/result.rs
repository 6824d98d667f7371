//! What does not conform, as it is told: <https://www.w3.org/TR/shacl/#results-validation-result>.

use super::engine::{Engine, ResultPath, Violation};
use super::message;
use super::shapes::{Constraint, Path, Severity, Shape, ShapeAt, Shapes, short};
use crate::dataset::TermId;
use oxigraph::model::{Literal, Term};

/// One result, with its terms.
pub struct ValidationResult<'e> {
    engine: &'e Engine<'e>,
    node: TermId,
    /// The node that the shape was asked about; the focus node, unless a property led from there to it.
    pub start: &'e Term,
    /// The shape that has the start for a target.
    pub target: &'e Shape,
    /// The shape whose constraint it is.
    pub shape: &'e Shape,
    pub severity: &'e Severity,
    pub focus: &'e Term,
    pub path: Option<Way<'e>>,
    pub value: Option<&'e Term>,
    /// The local name of the constraint component.
    pub component: &'static str,
    /// How many of the same results come before this one.
    pub repeats: usize,
    constraint: &'e Constraint,
}

/// A path in a result.
#[derive(Clone, Copy)]
pub enum Way<'e> {
    OfShape(&'e Path),
    Predicate(&'e Term),
}

impl<'e> ValidationResult<'e> {
    pub(super) fn new(engine: &'e Engine<'_>, target: ShapeAt, start: TermId, violation: &Violation) -> Self {
        let shape = &engine.shapes.shapes[violation.shape];
        let constraint = &shape.constraints[violation.constraint];
        Self {
            engine,
            node: violation.focus,
            start: engine.term(start),
            target: &engine.shapes.shapes[target],
            shape,
            severity: &shape.severity,
            focus: engine.term(violation.focus),
            path: match violation.path {
                ResultPath::OfShape => shape.path.as_ref().map(Way::OfShape),
                ResultPath::Predicate(predicate) => Some(Way::Predicate(engine.term(predicate))),
            },
            value: violation.value.map(|value| engine.term(value)),
            component: component(constraint, violation.too_many),
            repeats: 0,
            constraint,
        }
    }

    /// The path as SPARQL writes it.
    pub fn path_text(&self) -> Option<String> {
        Some(match self.path? {
            Way::OfShape(path) => self.shapes().path_text(path),
            Way::Predicate(predicate) => short(predicate),
        })
    }

    /// The messages of the shape, else one that says what the constraint asks for.
    pub fn messages(&self) -> Vec<Literal> {
        if self.shape.messages.is_empty() {
            return vec![Literal::new_language_tagged_literal_unchecked(
                message::default(self.shapes(), self.constraint, self.component),
                "en",
            )];
        }
        self.shape.messages.clone()
    }

    /// The message that English speakers read.
    pub fn message(&self) -> String {
        let messages = self.messages();
        let english = messages.iter().find(|message| message.language() == Some("en"));
        english.or(messages.first()).map(|message| message.value().to_owned()).unwrap_or_default()
    }

    /// The graphs that say something of the focus node, sorted.
    pub fn graphs(&self) -> Vec<String> {
        self.engine.data.graphs_about(self.node).into_iter().collect()
    }

    pub fn shapes(&self) -> &'e Shapes {
        self.engine.shapes
    }

    /// What tells it from the other results of its start and target.
    pub fn key(&self) -> [String; 5] {
        let path = self.path_text().unwrap_or_default();
        let value = self.value.map(ToString::to_string).unwrap_or_default();
        [self.focus.to_string(), path, self.component.to_owned(), value, self.shape.key.clone()]
    }
}

/// A qualified constraint has one component for its least number and one for its greatest.
fn component(constraint: &Constraint, too_many: bool) -> &'static str {
    match constraint {
        Constraint::Qualified(_) if too_many => "QualifiedMaxCountConstraintComponent",
        Constraint::Qualified(_) => "QualifiedMinCountConstraintComponent",
        other => other.component(),
    }
}
