//! From which articles a node comes.

use super::super::result::ValidationResult;
use crate::graph::Base;
use oxigraph::model::Term;

/// The IRIs of the articles that a result is about, sorted: the one that the focus node is part of, else those that say
/// something of it.
pub fn of(base: &Base, result: &ValidationResult<'_>) -> Vec<String> {
    if let Term::NamedNode(node) = result.focus
        && let Some(id) = base.article_id(node.as_str())
    {
        return vec![base.article(&id).into_string()];
    }
    result.graphs().into_iter().filter(|graph| base.article_id(graph).is_some()).collect()
}
