//! Where a property path leads: <https://www.w3.org/TR/shacl/#property-paths>.

use super::data::{Data, distinct};
use super::shapes::Path;
use crate::dataset::TermId;

/// The nodes that a path reaches from a node, each once.
pub fn reached(data: &Data<'_>, path: &Path, from: TermId) -> Vec<TermId> {
    step(data, path, from, false)
}

/// The same; `back` goes from the end of the path to its start.
fn step(data: &Data<'_>, path: &Path, from: TermId, back: bool) -> Vec<TermId> {
    match path {
        Path::Predicate(predicate) if back => data.subjects(data.id(*predicate), from),
        Path::Predicate(predicate) => data.objects(from, data.id(*predicate)),
        Path::Inverse(inner) => step(data, inner, from, !back),
        Path::Sequence(parts) if back => sequence(data, parts.iter().rev(), from, back),
        Path::Sequence(parts) => sequence(data, parts.iter(), from, back),
        Path::Alternative(parts) => distinct(parts.iter().flat_map(|part| step(data, part, from, back))),
        Path::ZeroOrOne(inner) => distinct(step(data, inner, from, back).into_iter().chain([from])),
        Path::ZeroOrMore(inner) => closure(data, inner, vec![from], back),
        Path::OneOrMore(inner) => closure(data, inner, step(data, inner, from, back), back),
    }
}

fn sequence<'p>(data: &Data<'_>, parts: impl Iterator<Item = &'p Path>, from: TermId, back: bool) -> Vec<TermId> {
    parts.fold(vec![from], |nodes, part| distinct(nodes.into_iter().flat_map(|node| step(data, part, node, back))))
}

/// Nodes with all that steps from them lead to.
fn closure(data: &Data<'_>, path: &Path, start: Vec<TermId>, back: bool) -> Vec<TermId> {
    let mut found = std::collections::BTreeSet::from_iter(start.iter().copied());
    let mut open = start;
    while let Some(node) = open.pop() {
        for next in step(data, path, node, back) {
            if found.insert(next) {
                open.push(next);
            }
        }
    }
    found.into_iter().collect()
}
