//! Every IRI with a fragment that an article mints has a place on the article's page.

use super::lookup::Lookup;
use maud::{Markup, html};
use oxigraph::model::{GraphNameRef, NamedNode, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};

/// The fragments that no element of the page bears yet.
pub(super) struct Anchors {
    /// By the place in the text at which they begin.
    placed: BTreeMap<usize, BTreeSet<String>>,
    others: BTreeSet<String>,
}

impl Anchors {
    pub fn new(lookup: &Lookup, article: &NamedNode) -> Self {
        let mut anchors = Self { placed: BTreeMap::new(), others: BTreeSet::new() };
        let graph = Some(GraphNameRef::from(article.as_ref()));
        for quad in lookup.dataset.quads_for_pattern(None, None, None, graph) {
            if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
                anchors.add(article, node);
            }
            if let Term::NamedNode(node) = &quad.object {
                anchors.add(article, node);
            }
        }
        anchors
    }

    fn add(&mut self, article: &NamedNode, node: &NamedNode) {
        let fragment = node.as_str().strip_prefix(article.as_str()).and_then(|rest| rest.strip_prefix('#'));
        let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else { return };
        match start(fragment) {
            Some(start) => self.placed.entry(start).or_default().insert(fragment.to_owned()),
            None => self.others.insert(fragment.to_owned()),
        };
    }

    /// An element bears this id.
    pub fn stands(&mut self, fragment: &str) {
        self.others.remove(fragment);
        if let Some(there) = start(fragment).and_then(|start| self.placed.get_mut(&start)) {
            there.remove(fragment);
        }
    }

    /// Takes those that begin before a place in the text.
    pub fn before(&mut self, end: usize) -> Vec<(usize, String)> {
        let later = self.placed.split_off(&end);
        let found = std::mem::replace(&mut self.placed, later);
        found.into_iter().flat_map(|(start, ids)| ids.into_iter().map(move |id| (start, id))).collect()
    }

    /// Those that are left.
    pub fn rest(&self) -> Markup {
        html! {
            @for id in self.placed.values().flatten().chain(&self.others) { (anchor(id)) }
        }
    }
}

pub(super) fn anchor(id: &str) -> Markup {
    html! { span.anchor id=(id) {} }
}

/// RFC 5147, `char=<start>,<end>`.
fn start(fragment: &str) -> Option<usize> {
    fragment.strip_prefix("char=")?.split(',').next()?.parse().ok()
}
