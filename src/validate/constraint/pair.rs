//! Values compared with those of another property: <https://www.w3.org/TR/shacl/#core-components-property-pairs>.

use super::super::engine::{Engine, Focus, Violation};
use super::super::shapes::TermAt;
use crate::dataset::TermId;
use oxigraph::model::Term;

fn others(engine: &Engine<'_>, focus: &Focus<'_>, predicate: TermAt) -> Vec<TermId> {
    engine.data.objects(focus.node, engine.data.id(predicate))
}

/// <https://www.w3.org/TR/shacl/#EqualsConstraintComponent>
pub fn equals(engine: &Engine<'_>, focus: &Focus<'_>, number: usize, predicate: TermAt, found: &mut Vec<Violation>) {
    let others = others(engine, focus, predicate);
    let here = focus.values.iter().filter(|value| !others.contains(value));
    let there = others.iter().filter(|value| !focus.values.contains(value));
    found.extend(here.chain(there).map(|value| focus.violation(number, Some(*value))));
}

/// <https://www.w3.org/TR/shacl/#DisjointConstraintComponent>
pub fn disjoint(engine: &Engine<'_>, focus: &Focus<'_>, number: usize, predicate: TermAt, found: &mut Vec<Violation>) {
    let others = others(engine, focus, predicate);
    let both = focus.values.iter().filter(|value| others.contains(value));
    found.extend(both.map(|value| focus.violation(number, Some(*value))));
}

/// <https://www.w3.org/TR/shacl/#LessThanConstraintComponent> and the one after it: one result for each pair.
pub fn less(
    engine: &Engine<'_>,
    focus: &Focus<'_>,
    number: usize,
    predicate: TermAt,
    is_less: fn(&Term, &Term) -> bool,
    found: &mut Vec<Violation>,
) {
    let others = others(engine, focus, predicate);
    for value in focus.values {
        let wrong = others.iter().filter(|other| !is_less(engine.data.term(*value), engine.data.term(**other)));
        found.extend(wrong.map(|_| focus.violation(number, Some(*value))));
    }
}
