//! One term of the ontology.

use super::about::short;
use super::data::Data;
use super::ontology::{Glossary, languages_of, rows};
use super::{View, layout};
use maud::{Markup, html};
use oxigraph::model::NamedNode;

/// `/ontology/<term>`: what the ontology says of it and with it, and how often it is used.
pub(super) fn page(view: &View, iri: &NamedNode, data: &Data, glossary: &Glossary) -> Markup {
    let title = glossary.label(iri.as_str());
    let content = html! {
        div.thing.ontology lang=(glossary.lang) {
            (languages_of(view, glossary, &data.links.path))
            p.kind {
                code { (short(iri.as_str())) }
                @for kind in glossary.kinds(iri.as_str()) { " · " (kind) }
            }
            h1 { (title) }
            @if let Some(definition) = glossary.definition(iri.as_str()) { p.help { (definition.value()) } }
            dl.properties { dt { "IRI" } dd { code { (iri.as_str()) } } (rows(glossary, iri.as_str())) (usage(view, iri, glossary)) }
        }
    };
    layout::page(view, &title, Some(data), &content)
}

/// Triples with the property, or things of the class, in the whole data set.
fn usage(view: &View, iri: &NamedNode, glossary: &Glossary) -> Markup {
    let statistics = view.service.counted.of(view.service);
    let property = statistics.whole.properties.iter().find(|property| property.iri == *iri).map(|p| p.triples);
    let class = statistics.whole.classes.iter().find(|class| class.iri == *iri).map(|class| class.entities);
    html! {
        @if let Some(count) = property { dt { (glossary.words.triples) } dd { (count) } }
        @if let Some(count) = class { dt { (glossary.words.instances) } dd { (count) } }
    }
}
