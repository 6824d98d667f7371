//! Properties that a shape does not know: <https://www.w3.org/TR/shacl/#ClosedConstraintComponent>.

use super::super::engine::{Engine, Focus, ResultPath, Violation};
use super::super::shapes::TermAt;

pub fn closed(engine: &Engine<'_>, focus: &Focus<'_>, number: usize, allowed: &[TermAt], found: &mut Vec<Violation>) {
    for node in focus.values {
        for (predicate, object) in engine.data.about(*node) {
            if !allowed.iter().any(|known| engine.data.id(*known) == predicate) {
                let path = ResultPath::Predicate(predicate);
                found.push(Violation { path, ..focus.violation(number, Some(object)) });
            }
        }
    }
}
