//! Focus nodes: <https://www.w3.org/TR/shacl/#targets>.

use super::data::{Data, distinct};
use super::shapes::{Shape, Target};
use crate::dataset::TermId;

/// The nodes that a shape is about, each once.
pub fn focus_nodes(data: &Data<'_>, shape: &Shape) -> Vec<TermId> {
    distinct(shape.targets.iter().flat_map(|target| nodes(data, *target)))
}

fn nodes(data: &Data<'_>, target: Target) -> Vec<TermId> {
    match target {
        Target::Node(node) => vec![data.id(node)],
        Target::Class(class) => {
            data.classes_of(data.id(class)).into_iter().flat_map(|class| data.instances(class)).collect()
        }
        Target::SubjectsOf(predicate) => data.pairs(data.id(predicate)).map(|(subject, _)| subject).collect(),
        Target::ObjectsOf(predicate) => data.pairs(data.id(predicate)).map(|(_, object)| object).collect(),
    }
}
