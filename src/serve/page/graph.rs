//! A named graph that is no article.

use super::about::{pager, term};
use super::data::Data;
use super::{View, layout};
use crate::serve::resource::Found;
use maud::{Markup, html};
use oxigraph::model::NamedOrBlankNode;

/// `/graph/…`: how many triples, and those of this page.
pub(super) fn page(view: &View, found: &Found, data: &Data) -> Markup {
    let statistics = view.service.counted.of(view.service);
    let count = statistics.graphs.iter().find(|(name, _)| *name == found.iri).map_or(0, |(_, count)| *count);
    let title = view.lookup.label(found.iri.as_ref());
    let lookup = &view.lookup;
    let content = html! {
        h1 { (title) " " span.count { (count) } }
        table.triples {
            tbody { @for quad in &found.quads {
                tr {
                    td { @match &quad.subject {
                        NamedOrBlankNode::NamedNode(node) => (layout::entity(lookup, node)),
                        NamedOrBlankNode::BlankNode(node) => code { (node) },
                    } }
                    td { (lookup.label(quad.predicate.as_ref())) }
                    td { (term(view, &quad.object)) }
                }
            } }
        }
        (pager(view, &data.links.path, data.links.page, data.links.page + usize::from(data.links.more)))
    };
    layout::page(view, &title, Some(data), &content)
}
