//! One term of the ontology.

use super::about::short;
use super::data::Data;
use super::{View, layout};
use crate::graph::vocab::{rdfs, skos};
use crate::serve::vocabulary::place;
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// `/ontology/<term>`: what the ontology says of it and with it, and how often it is used.
pub(super) fn page(view: &View, iri: &NamedNode, data: &Data) -> Markup {
    let quads = view.service.vocabulary.quads();
    let words = |predicate| preferred(quads, iri, predicate, &view.text.lang);
    let title = words(rdfs::LABEL).unwrap_or_else(|| short(iri.as_str()));
    let content = html! {
        div.thing {
            p.kind { code { (short(iri.as_str())) } }
            h1 { (title) }
            @if let Some(definition) = words(skos::DEFINITION).or_else(|| words(skos::SCOPE_NOTE)) { p.help { (definition) } }
            dl.properties { (outgoing(quads, iri)) (usage(view, iri)) }
            (incoming(view, quads, iri))
        }
    };
    layout::page(view, &title, Some(data), &content)
}

fn preferred(
    quads: &[Quad],
    iri: &NamedNode,
    predicate: oxigraph::model::NamedNodeRef<'_>,
    lang: &str,
) -> Option<String> {
    let of = quads.iter().filter(|quad| quad.predicate == predicate && quad.subject == iri.clone().into());
    let literals = of.filter_map(|quad| if let Term::Literal(literal) = &quad.object { Some(literal) } else { None });
    literals.min_by_key(|literal| literal.language() != Some(lang)).map(|literal| literal.value().to_owned())
}

fn outgoing(quads: &[Quad], iri: &NamedNode) -> Markup {
    let mut values = BTreeMap::<&NamedNode, Vec<&Term>>::new();
    for quad in quads.iter().filter(|quad| quad.subject == iri.clone().into()) {
        values.entry(&quad.predicate).or_default().push(&quad.object);
    }
    html! {
        @for (predicate, values) in values {
            dt { (short(predicate.as_str())) }
            dd { @for value in values { (term(value)) " " } }
        }
    }
}

fn term(term: &Term) -> Markup {
    match term {
        Term::NamedNode(node) => link(node),
        Term::Literal(literal) => html! {
            span.value lang=[literal.language()] { (literal.value()) }
            @if let Some(language) = literal.language() { sup { (language) } }
        },
        // Parts of shapes; the data beside the page have them whole.
        _ => html! { "[ … ]" },
    }
}

fn link(node: &NamedNode) -> Markup {
    let address = place(node.as_str()).unwrap_or_else(|| node.as_str().to_owned());
    html! { a href=(address) { (short(node.as_str())) } }
}

/// Terms that refer to this one: classes below it, concepts of a scheme, properties with it as domain.
fn incoming(view: &View, quads: &[Quad], iri: &NamedNode) -> Markup {
    let mut subjects = BTreeMap::<&NamedNode, BTreeSet<&NamedNode>>::new();
    for quad in quads.iter().filter(|quad| quad.object == iri.clone().into()) {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            subjects.entry(&quad.predicate).or_default().insert(subject);
        }
    }
    html! {
        @if !subjects.is_empty() {
            section {
                h2 { (view.text.points_here) }
                dl.properties { @for (predicate, subjects) in subjects {
                    dt { (short(predicate.as_str())) }
                    dd { @for subject in subjects { (link(subject)) " " } }
                } }
            }
        }
    }
}

/// Triples with the property, or things of the class, in the whole data set.
fn usage(view: &View, iri: &NamedNode) -> Markup {
    let statistics = view.service.counted.of(view.service);
    let property = statistics.whole.properties.iter().find(|property| property.iri == *iri).map(|p| p.triples);
    let class = statistics.whole.classes.iter().find(|class| class.iri == *iri).map(|class| class.entities);
    html! {
        @if let Some(count) = property { dt { (view.text.triples) } dd { (count) } }
        @if let Some(count) = class { dt { (view.text.things_of_class) } dd { (count) } }
    }
}
