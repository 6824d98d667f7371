//! The data set in numbers.

use super::about::short;
use super::data::Data;
use super::{View, layout};
use crate::serve::Statistics;
use crate::serve::vocabulary::place;
use maud::{Markup, html};
use oxigraph::model::NamedNode;

/// `/.well-known/void`.
pub(super) fn page(view: &View, statistics: &Statistics, data: &Data) -> Markup {
    let text = view.text;
    let whole = &statistics.whole;
    let content = html! {
        h1 { (text.dataset) }
        dl.properties {
            @for (name, count) in [
                (&text.triples, whole.triples), (&text.entities_short, whole.entities), (&text.graphs, whole.graphs),
                (&text.subjects, whole.subjects), (&text.objects, whole.objects),
                (&text.properties, whole.properties.len() as u64), (&text.classes, whole.classes.len() as u64),
            ] { dt { (name) } dd { (count) } }
            @for links in &statistics.links { dt { (text.same_as) } dd { (links.host) " " span.count { (links.triples) } } }
            dt { (text.endpoint) }
            dd { a href="/query" { (view.service.base().endpoint().as_str()) } }
            dt { (text.example_resources) }
            dd { @for example in &statistics.examples { (layout::entity(&view.lookup, example)) " " } }
        }
        h2 { (text.graphs) }
        table.numbers {
            thead { tr { th { (text.graphs) } th { } th { (text.triples) } th { (text.entities_short) } } }
            tbody { @for (kind, part) in &statistics.kinds {
                tr id={ "graphs-" (kind.name()) } { td { (kind.name()) } td { (part.graphs) } td { (part.triples) } td { (part.entities) } }
            } }
        }
        h2 { (text.classes) }
        table.numbers {
            tbody { @for class in &whole.classes { tr { td { (term(&class.iri)) } td { (class.entities) } } } }
        }
        h2 { (text.properties) }
        table.numbers {
            thead { tr { th { } th { (text.triples) } th { (text.subjects) } th { (text.objects) } } }
            tbody { @for property in &whole.properties {
                tr { td { (term(&property.iri)) } td { (property.triples) } td { (property.subjects) } td { (property.objects) } }
            } }
        }
    };
    layout::page(view, &text.dataset, Some(data), &content)
}

fn term(iri: &NamedNode) -> Markup {
    let address = place(iri.as_str()).unwrap_or_else(|| iri.as_str().to_owned());
    html! { a href=(address) { (short(iri.as_str())) } }
}
