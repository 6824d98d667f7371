//! The terms of the ontology with their labels and definitions.

use super::{View, layout};
use crate::graph::vocab::{rdfs, skos, tro};
use maud::{Markup, html};
use oxigraph::model::NamedNode;
use std::collections::BTreeSet;

/// `/ontology`: every term of Trojka's own that has a label.
pub(super) fn page(view: &View) -> Markup {
    let lookup = &view.lookup;
    let graph = view.service.base().ontology_graph();
    let labels = lookup.dataset.quads_for_pattern(None, Some(rdfs::LABEL), None, Some(graph.as_ref().into()));
    let terms: BTreeSet<String> = labels
        .filter_map(|quad| match quad.subject {
            oxigraph::model::NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
            _ => None,
        })
        .filter(|iri| iri.starts_with(tro::NAMESPACE))
        .collect();
    let content = html! {
        h1 { (view.text.ontology) " " span.count { (terms.len()) " " (view.text.terms) } }
        dl.terms {
            @for term in terms.into_iter().map(NamedNode::new_unchecked) {
                @let name = lookup.local(term.as_str());
                dt id=(name) { code { "tro:" (name) } " " span { (lookup.label(term.as_ref())) } }
                dd { (lookup.literal(term.as_ref(), skos::DEFINITION).unwrap_or_default()) }
            }
        }
    };
    layout::page(view, &view.text.ontology, Some("/ontology"), &content)
}
