//! One node against one shape: <https://www.w3.org/TR/shacl/#validation>.

use super::constraint;
use super::data::Data;
use super::shapes::{Constraint, Shape, ShapeAt, Shapes, TermAt};
use super::walk;
use crate::dataset::TermId;
use rustc_hash::{FxHashMap, FxHashSet};

/// What does not conform: <https://www.w3.org/TR/shacl/#results-validation-result>, its terms as numbers of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    pub focus: TermId,
    pub path: ResultPath,
    pub value: Option<TermId>,
    /// The shape whose constraint it is.
    pub shape: ShapeAt,
    /// The place of the constraint in the shape.
    pub constraint: usize,
    /// Of a qualified constraint: whether there are too many and not too few.
    pub too_many: bool,
}

/// Over which way the value was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultPath {
    /// That of the shape, if it has one.
    OfShape,
    /// The predicate that a closed shape does not know.
    Predicate(TermId),
}

/// Shapes with the data that they are compared with.
pub struct Engine<'s> {
    pub shapes: &'s Shapes,
    pub data: Data<'s>,
    /// The classes that constraints name, each with those below it.
    classes: FxHashMap<TermAt, FxHashSet<TermId>>,
}

/// One focus node in one shape, with the nodes that the shape is about.
pub struct Focus<'f> {
    pub node: TermId,
    pub values: &'f [TermId],
    pub at: ShapeAt,
    pub shape: &'f Shape,
}

impl<'s> Engine<'s> {
    pub fn new(shapes: &'s Shapes, data: Data<'s>) -> Self {
        let mut classes = FxHashMap::default();
        for constraint in shapes.shapes.iter().flat_map(|shape| &shape.constraints) {
            if let Constraint::Class(class) = constraint {
                classes.entry(*class).or_insert_with(|| data.classes_of(data.id(*class)));
            }
        }
        Self { shapes, data, classes }
    }

    /// Whether a node is an instance of a class or of one below it.
    pub fn is_instance(&self, node: TermId, class: TermAt) -> bool {
        self.data.has_type_of(node, &self.classes[&class])
    }

    /// Adds all that does not conform of a node. A shape that is deactivated lets everything pass.
    pub fn validate(&self, at: ShapeAt, node: TermId, found: &mut Vec<Violation>) {
        let shape = &self.shapes.shapes[at];
        if shape.deactivated {
            return;
        }
        let values = shape.path.as_ref().map_or_else(|| vec![node], |path| walk::reached(&self.data, path, node));
        let focus = Focus { node, values: &values, at, shape };
        for number in 0..shape.constraints.len() {
            constraint::check(self, &focus, number, found);
        }
    }

    /// Whether nothing is found: <https://www.w3.org/TR/shacl/#conformance-definition>.
    pub fn conforms(&self, at: ShapeAt, node: TermId) -> bool {
        let mut found = Vec::new();
        self.validate(at, node, &mut found);
        found.is_empty()
    }
}

impl Focus<'_> {
    /// A violation of one of the shape's constraints.
    pub fn violation(&self, constraint: usize, value: Option<TermId>) -> Violation {
        let (focus, shape) = (self.node, self.at);
        Violation { focus, path: ResultPath::OfShape, value, shape, constraint, too_many: false }
    }
}
