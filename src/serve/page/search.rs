//! What a search has found: things by their names, then sentences and headlines.

use super::super::search::article;
use super::View;
use super::layout::{self, entity};
use crate::graph::vocab::schema;
use crate::search::{Hit, Kind};
use crate::span::{CharIndex, Span};
use maud::{Markup, html};
use oxigraph::model::NamedNode;

/// `/search`.
pub(super) fn page(view: &View, things: &[Hit], texts: &[Hit]) -> Markup {
    let text = view.text;
    let content = html! {
        h1 { (text.search) @if !view.sought.is_empty() { ": " (view.sought) } }
        @if things.is_empty() && texts.is_empty() && !view.sought.trim().is_empty() { p.empty { (text.found_nothing) } }
        @if !things.is_empty() {
            h2 { (text.found_things) }
            p.chips { @for thing in once_each(things) { (entity(&view.lookup, thing)) " " } }
        }
        @if !texts.is_empty() {
            h2 { (text.found_texts) }
            ul.found { @for hit in texts.iter().filter(|hit| !repeats(hit, texts)) { li { (found(view, hit)) } } }
        }
        p.help { (text.search_help) }
    };
    layout::page(view, &text.search, None, &content)
}

/// Why there is no result.
pub(super) fn failure(view: &View, reason: &str) -> Markup {
    let content = html! { h1 { (view.text.search) } p.empty { (reason) } p.help { (view.text.search_help) } };
    layout::page(view, &view.text.search, None, &content)
}

/// The things, where they were found best.
fn once_each(hits: &[Hit]) -> Vec<&NamedNode> {
    let mut things: Vec<&NamedNode> = Vec::new();
    for hit in hits {
        if !things.contains(&&hit.thing) {
            things.push(&hit.thing);
        }
    }
    things
}

/// Whether a sentence is the headline of its article, which is shown already.
fn repeats(hit: &Hit, hits: &[Hit]) -> bool {
    let headline =
        |other: &Hit| other.kind == Kind::Headline && other.text == hit.text && article(other) == article(hit);
    hit.kind == Kind::Sentence && hits.iter().any(headline)
}

fn found(view: &View, hit: &Hit) -> Markup {
    let lookup = &view.lookup;
    let article = article(hit);
    let date = article.as_ref().and_then(|article| lookup.literal(article.as_ref(), schema::DATE_PUBLISHED));
    html! {
        a.text.headline[hit.kind == Kind::Headline] href=(lookup.href(hit.thing.as_ref())) { (marked(&hit.text, &hit.highlights)) }
        p.meta {
            @if let Some(date) = date { time { (date) } }
            @if hit.kind == Kind::Sentence { @if let Some(article) = &article {
                a href=(lookup.href(article.as_ref())) { (lookup.label(article.as_ref())) }
            } }
        }
    }
}

/// A text with what was found marked.
fn marked(text: &str, highlights: &[Span]) -> Markup {
    let index = CharIndex::new(text);
    let ends = std::iter::once(0).chain(highlights.iter().map(|span| span.end));
    let last = highlights.last().map_or(0, |span| span.end);
    html! {
        @for (before, span) in ends.zip(highlights) {
            (index.slice(text, Span::new(before, span.start)))
            mark { (index.slice(text, *span)) }
        }
        (index.slice(text, Span::new(last, index.len())))
    }
}
