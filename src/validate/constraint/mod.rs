//! The core constraint components: <https://www.w3.org/TR/shacl/#core-components>.

mod compare;
mod datatype;
mod logic;
mod other;
mod pair;
mod string;
mod value_type;

use super::engine::{Engine, Focus, Violation};
use super::shapes::Constraint;
use crate::dataset::TermId;

/// Adds what does not conform to one of the constraints of a focus node's shape.
pub fn check(engine: &Engine<'_>, focus: &Focus<'_>, number: usize, found: &mut Vec<Violation>) {
    let count = focus.values.len() as u64;
    let mut each = |fits: &dyn Fn(TermId) -> bool| {
        let wrong = focus.values.iter().filter(|value| !fits(**value));
        found.extend(wrong.map(|value| focus.violation(number, Some(*value))));
    };
    let data = &engine.data;
    match &focus.shape.constraints[number] {
        Constraint::Class(class) => each(&|value| engine.is_instance(value, *class)),
        Constraint::Datatype(datatype) => {
            each(&|value| value_type::has_datatype(data.term(value), data.term(data.id(*datatype))));
        }
        Constraint::NodeKind(kind) => each(&|value| value_type::is_of_kind(data.term(value), *kind)),
        Constraint::Range(range, bound) => {
            each(&|value| compare::is_within(data.term(value), *range, data.term(data.id(*bound))));
        }
        Constraint::MinLength(least) => each(&|value| string::length(data.term(value)).is_some_and(|n| n >= *least)),
        Constraint::MaxLength(most) => each(&|value| string::length(data.term(value)).is_some_and(|n| n <= *most)),
        Constraint::Pattern(pattern) => {
            each(&|value| string::text(data.term(value)).is_some_and(|text| pattern.is_match(text)));
        }
        Constraint::LanguageIn(ranges) => each(&|value| string::is_in_language(data.term(value), ranges)),
        Constraint::Not(shape) => each(&|value| !engine.conforms(*shape, value)),
        Constraint::And(shapes) => each(&|value| shapes.iter().all(|shape| engine.conforms(*shape, value))),
        Constraint::Or(shapes) => each(&|value| shapes.iter().any(|shape| engine.conforms(*shape, value))),
        Constraint::Xone(shapes) => each(&|value| logic::exactly_one(engine, shapes, value)),
        Constraint::Node(shape) => each(&|value| engine.conforms(*shape, value)),
        Constraint::In(members) => each(&|value| members.iter().any(|member| data.id(*member) == value)),
        Constraint::MinCount(least) if count < *least => found.push(focus.violation(number, None)),
        Constraint::MaxCount(most) if count > *most => found.push(focus.violation(number, None)),
        Constraint::MinCount(_) | Constraint::MaxCount(_) => {}
        Constraint::HasValue(value) if focus.values.contains(&data.id(*value)) => {}
        Constraint::HasValue(_) => found.push(focus.violation(number, None)),
        Constraint::UniqueLang => string::unique_languages(engine, focus, number, found),
        Constraint::Equals(predicate) => pair::equals(engine, focus, number, *predicate, found),
        Constraint::Disjoint(predicate) => pair::disjoint(engine, focus, number, *predicate, found),
        Constraint::LessThan(predicate) => pair::less(engine, focus, number, *predicate, compare::is_less, found),
        Constraint::LessThanOrEquals(predicate) => {
            pair::less(engine, focus, number, *predicate, compare::is_less_or_equal, found);
        }
        Constraint::Property(shape) => focus.values.iter().for_each(|value| engine.validate(*shape, *value, found)),
        Constraint::Qualified(qualified) => logic::qualified(engine, focus, number, qualified, found),
        Constraint::Closed(allowed) => other::closed(engine, focus, number, allowed, found),
    }
}
