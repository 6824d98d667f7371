//! How many shapes a value conforms to, and how many values to a shape:
//! <https://www.w3.org/TR/shacl/#core-components-logical>, <https://www.w3.org/TR/shacl/#core-components-shape>.

use super::super::engine::{Engine, Focus, Violation};
use super::super::shapes::{Qualified, ShapeAt};
use crate::dataset::TermId;

/// <https://www.w3.org/TR/shacl/#XoneConstraintComponent>
pub fn exactly_one(engine: &Engine<'_>, shapes: &[ShapeAt], value: TermId) -> bool {
    shapes.iter().filter(|shape| engine.conforms(**shape, value)).take(2).count() == 1
}

/// <https://www.w3.org/TR/shacl/#QualifiedValueShapeConstraintComponent>
pub fn qualified(
    engine: &Engine<'_>,
    focus: &Focus<'_>,
    number: usize,
    qualified: &Qualified,
    found: &mut Vec<Violation>,
) {
    let Qualified { shape, min, max, siblings } = qualified;
    let counts = |value: &&TermId| {
        engine.conforms(*shape, **value) && !siblings.iter().any(|sibling| engine.conforms(*sibling, **value))
    };
    let count = focus.values.iter().filter(counts).count() as u64;
    if min.is_some_and(|min| count < min) {
        found.push(focus.violation(number, None));
    }
    if max.is_some_and(|max| count > max) {
        found.push(Violation { too_many: true, ..focus.violation(number, None) });
    }
}
