//! The frame around every page, and small pieces that many pages use.

use super::View;
use super::data::Data;
use super::lookup::Lookup;
use crate::search::LONGEST_QUESTION;
use maud::{DOCTYPE, Markup, html};
use oxigraph::model::NamedNode;

/// A whole page. `data` is the same thing as RDF.
pub(super) fn page(view: &View, title: &str, data: Option<&Data>, content: &Markup) -> Markup {
    let text = view.text;
    html! {
        (DOCTYPE)
        html lang=(text.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (text.name) }
                link rel="stylesheet" href="/assets/style.css";
                link rel="icon" type="image/svg+xml" href="/assets/icon.svg";
                link rel="describedby" type="text/turtle" href="/.well-known/void?format=turtle";
                @if let Some(data) = data { (data.head()) }
                script src="/assets/page.js" defer {}
            }
            body {
                a.skip href="#content" { (text.skip) }
                header.top {
                    a.brand href="/" { span.mark aria-hidden="true" { span {} span {} span {} } (text.name) }
                    span.tagline { (text.tagline) }
                    form.search action="/search" method="get" role="search" {
                        input type="search" name="q" value=(view.sought) placeholder=(text.search_hint) aria-label=(text.search)
                            maxlength=(LONGEST_QUESTION) autocomplete="off" spellcheck="false";
                        button type="submit" { (text.search) }
                    }
                    nav {
                        a href="/" { (text.articles) }
                        a href="/entities" { (text.entities_short) }
                        a href="/query" { (text.query) }
                        a href="/ontology" { (text.ontology) }
                    }
                }
                main #content { (content) }
                footer {
                    (text.endpoint) ": " a href="/query" { code { "/sparql" } }
                    " · " a href="/.well-known/void" { (text.dataset) }
                    @if let Some(data) = data { (data.foot(&text.as_data)) }
                }
            }
        }
    }
}

/// A link to an entity, marked by its kind.
pub(super) fn entity(lookup: &Lookup, node: &NamedNode) -> Markup {
    let kind = lookup.kind(node.as_ref()).unwrap_or("other");
    html! { a.entity.{ "k-" (kind) } href=(lookup.href(node.as_ref())) { (lookup.label(node.as_ref())) } }
}

/// Links to entities, with commas.
pub(super) fn list(lookup: &Lookup, nodes: &[NamedNode]) -> Markup {
    html! {
        @for (index, node) in nodes.iter().enumerate() {
            @if index > 0 { span.comma { ", " } }
            (entity(lookup, node))
        }
    }
}

/// The name of a kind of entity, as a heading.
pub(super) fn kind_name<'t>(view: &View<'t>, kind: &str) -> &'t str {
    let text = view.text;
    match kind {
        "person" => &text.persons,
        "country" => &text.countries,
        "place" => &text.places,
        "organisation" => &text.organisations,
        "facility" => &text.facilities,
        "agreement" => &text.treaties,
        "post" => &text.offices,
        _ => &text.topics,
    }
}

/// The kinds in the order in which pages show them.
pub(super) const KINDS: [&str; 8] =
    ["person", "country", "organisation", "place", "agreement", "post", "facility", "topic"];
