//! What else is said of a thing, property by property.

use super::View;
use super::layout::entity;
use crate::graph::vocab::PREFIXES;
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Values of one property on one page.
pub(super) const ON_A_PAGE: usize = 100;

/// The things that one property leads to or comes from.
pub(super) type Groups = BTreeMap<NamedNode, BTreeSet<NamedNode>>;

/// The part of a list that one page shows, from 1 on.
pub(super) fn shown<T>(all: impl IntoIterator<Item = T>, page: usize, size: usize) -> impl Iterator<Item = T> {
    all.into_iter().skip((page - 1).saturating_mul(size)).take(size)
}

/// How many pages a list fills.
pub(super) fn pages(count: usize, size: usize) -> usize {
    count.div_ceil(size).max(1)
}

/// All properties of a thing but some.
pub(super) fn outgoing(view: &View, node: NamedNodeRef<'_>, without: &[NamedNodeRef<'_>], page: usize) -> Markup {
    let lookup = &view.lookup;
    let predicates: BTreeSet<NamedNode> = lookup
        .dataset
        .quads_for_pattern(Some(node.into()), None, None, None)
        .map(|quad| quad.predicate)
        .filter(|predicate| !without.contains(&predicate.as_ref()))
        .collect();
    html! {
        @for predicate in &predicates {
            @let values = lookup.objects(node, predicate.as_ref());
            @let count = values.len();
            dt { (lookup.label(predicate.as_ref())) @if count > ON_A_PAGE { " " span.count { (count) } } }
            dd { @for value in shown(values, page, ON_A_PAGE) { (term(view, &value)) " " } }
        }
    }
}

/// Groups of things under the names of their properties.
pub(super) fn groups(view: &View, groups: &Groups, page: usize) -> Markup {
    html! {
        @for (predicate, nodes) in groups {
            dt { (view.lookup.label(predicate.as_ref())) " " span.count { (nodes.len()) } }
            dd { @for (index, node) in shown(nodes, page, ON_A_PAGE).enumerate() {
                @if index > 0 { span.comma { ", " } }
                (entity(&view.lookup, node))
            } }
        }
    }
}

/// A value as a link or as text.
pub(super) fn term(view: &View, term: &Term) -> Markup {
    match term {
        Term::NamedNode(node) if view.lookup.is_here(node.as_ref()) => entity(&view.lookup, node),
        Term::NamedNode(node) => html! { a href=(node.as_str()) rel="noreferrer" { (short(node.as_str())) } },
        Term::Literal(literal) => html! {
            span.value lang=[literal.language()] { (literal.value()) }
            @if let Some(language) = literal.language() { sup { (language) } }
        },
        other => html! { code { (other) } },
    }
}

/// `schema:Country`, or an address without its scheme.
pub(super) fn short(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, namespace)| Some((prefix, iri.strip_prefix(namespace)?)));
    if let Some((prefix, rest)) = known.filter(|(_, rest)| !rest.is_empty()) {
        return format!("{prefix}:{rest}");
    }
    let plain = iri.split_once("://").map_or(iri, |(_, rest)| rest);
    plain.trim_start_matches("www.").trim_end_matches('/').to_owned()
}

/// Links to the pages before and after.
pub(super) fn pager(view: &View, path: &str, page: usize, pages: usize) -> Markup {
    let at = |page: usize| if page == 1 { path.to_owned() } else { format!("{path}?page={page}") };
    html! {
        @if pages > 1 {
            nav.pages {
                @if page > 1 { a rel="prev" href=(at(page - 1)) { "← " (view.text.previous) } }
                span { (view.text.page) " " (page) " / " (pages) }
                @if page < pages { a rel="next" href=(at(page + 1)) { (view.text.next) " →" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_cut_into_pages() {
        assert_eq!(shown(0..250, 3, 100).collect::<Vec<_>>(), (200..250).collect::<Vec<_>>());
        assert_eq!(shown(0..3, 2, 100).count(), 0);
        assert_eq!((pages(0, 100), pages(100, 100), pages(101, 100)), (1, 1, 2));
    }

    #[test]
    fn iris_are_shortened() {
        assert_eq!(short("https://schema.org/Country"), "schema:Country");
        assert_eq!(short("http://www.example.org/x/"), "example.org/x");
    }
}
