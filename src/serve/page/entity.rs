//! The list of entities, and one entity with its names, identifiers, facts and articles.

use super::View;
use super::fact::{about, cards};
use super::layout::{self, KINDS, entity, kind_name, list as links};
use crate::graph::vocab::{itsrdf, nif, owl, rdf, schema, skos, tro};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use std::collections::BTreeMap;

/// Entities of one kind that the list shows at most.
const SHOWN: usize = 200;

/// `/entities`: what the articles mention, the most mentioned first.
pub(super) fn list(view: &View) -> Markup {
    let mentions = view.lookup.dataset.quads_for_pattern(None, Some(itsrdf::TA_IDENT_REF), None, None);
    let mut counts = BTreeMap::<NamedNode, usize>::new();
    for node in mentions.filter_map(|quad| super::lookup::as_node(quad.object)) {
        *counts.entry(node).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let content = html! {
        h1 { (view.text.entities) }
        div.kinds {
            @for kind in KINDS {
                @let own: Vec<_> = counts.iter().filter(|(node, _)| view.lookup.kind(node.as_ref()) == Some(kind)).collect();
                @if !own.is_empty() {
                    section {
                        h2 { (kind_name(view, kind)) " " span.count { (own.len()) } }
                        ul.plain { @for (node, count) in own.into_iter().take(SHOWN) {
                            li { (entity(&view.lookup, node)) " " span.count { (count) } }
                        } }
                    }
                }
            }
        }
    };
    layout::page(view, &view.text.entities_short, None, &content)
}

/// `/id/…`.
pub(super) fn page(view: &View, iri: &NamedNode) -> Markup {
    let lookup = &view.lookup;
    let node = iri.as_ref();
    let title = lookup.label(node);
    let facts = about(view, iri);
    let others = names(view, node, &title);
    let content = html! {
        div.thing {
            p.kind { (types(view, node)) }
            h1 { span.dot.{ "k-" (lookup.kind(node).unwrap_or("other")) } {} (title) }
            @if !others.is_empty() { p.names { (view.text.also_called) " " (others.join(", ")) } }
            (properties(view, node))
            (connections(view, node))
            (cards(view, &facts, true))
            (articles(view, node))
            (super::identity::section(view, iri))
        }
    };
    layout::page(view, &title, Some(&lookup.href(node)), &content)
}

fn types(view: &View, node: NamedNodeRef<'_>) -> String {
    let mut labels: Vec<String> = view
        .lookup
        .nodes(node, rdf::TYPE)
        .iter()
        .filter(|class| view.lookup.literal(class.as_ref(), crate::graph::vocab::rdfs::LABEL).is_some())
        .map(|class| view.lookup.label(class.as_ref()))
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels.join(" · ")
}

/// Names other than the title.
fn names(view: &View, node: NamedNodeRef<'_>, title: &str) -> Vec<String> {
    let labels = [skos::PREF_LABEL, skos::ALT_LABEL].into_iter().flat_map(|label| view.lookup.objects(node, label));
    let mut names: Vec<String> = labels
        .filter_map(|term| match term {
            Term::Literal(literal) if literal.value() != title => Some(literal.value().to_owned()),
            _ => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// What the gazetteer and the rules know: posts, capital, codes, the same thing elsewhere.
fn properties(view: &View, node: NamedNodeRef<'_>) -> Markup {
    let lookup = &view.lookup;
    let linked = [
        crate::graph::vocab::org::HOLDS,
        tro::property::FORMERLY_HELD,
        tro::property::JURISDICTION,
        tro::property::CAPITAL,
        schema::CONTAINED_IN_PLACE,
        tro::property::PARTY,
        crate::graph::vocab::dcterms::SUBJECT,
        crate::graph::vocab::org::SUB_ORGANIZATION_OF,
    ];
    let codes: Vec<String> = lookup
        .objects(node, schema::IDENTIFIER)
        .into_iter()
        .filter_map(|term| if let Term::Literal(code) = term { Some(code.value().to_owned()) } else { None })
        .collect();
    let same = lookup.nodes(node, owl::SAME_AS);
    html! {
        dl.properties {
            @for property in linked {
                @let values = lookup.nodes(node, property);
                @if !values.is_empty() { dt { (lookup.label(property)) } dd { (links(lookup, &values)) } }
            }
            @if !codes.is_empty() { dt { "ISO 3166" } dd { (codes.join(", ")) } }
            @if !same.is_empty() {
                dt { (view.text.same_as) }
                dd { @for other in &same { a href=(other.as_str()) rel="noreferrer" { (short(other.as_str())) } " " } }
            }
        }
    }
}

/// An address without its scheme.
fn short(iri: &str) -> &str {
    iri.split_once("://").map_or(iri, |(_, rest)| rest).trim_start_matches("www.").trim_end_matches('/')
}

/// The direct triples that the rules derived.
fn connections(view: &View, node: NamedNodeRef<'_>) -> Markup {
    let lookup = &view.lookup;
    let found: Vec<_> = tro::derived::ALL
        .iter()
        .map(|&property| (property, lookup.nodes(node, property)))
        .map(|(property, nodes)| (property, nodes.into_iter().filter(|n| lookup.kind(n.as_ref()).is_some()).collect()))
        .filter(|(_, nodes): &(_, Vec<NamedNode>)| !nodes.is_empty())
        .collect();
    html! {
        @if !found.is_empty() {
            section.connections {
                h2 { (view.text.connections) }
                dl.properties { @for (property, nodes) in found { dt { (lookup.label(property)) } dd { (links(lookup, &nodes)) } } }
            }
        }
    }
}

/// The articles that mention it.
fn articles(view: &View, node: NamedNodeRef<'_>) -> Markup {
    let lookup = &view.lookup;
    let mentions = lookup.dataset.quads_for_pattern(None, Some(itsrdf::TA_IDENT_REF), Some(node.into()), None);
    let mut counts = BTreeMap::<NamedNode, usize>::new();
    for quad in mentions {
        if let NamedOrBlankNode::NamedNode(mention) = &quad.subject {
            for article in lookup.nodes(mention.as_ref(), nif::REFERENCE_CONTEXT) {
                *counts.entry(article).or_default() += 1;
            }
        }
    }
    let titled = view.articles.iter().filter_map(|a| Some((a, counts.get(&a.iri)?)));
    html! {
        @if !counts.is_empty() {
            section.mentions {
                h2 { (view.text.mentioned_in) " " span.count { (counts.len()) } }
                ul.plain { @for (article, count) in titled {
                    li {
                        a href=(lookup.href(article.iri.as_ref())) { (article.title) }
                        span.count { " " (count) " " (view.text.mentions_count) }
                    }
                } }
            }
        }
    }
}
