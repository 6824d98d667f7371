//! The list of entities, and one entity with its names, identifiers, facts and articles.

use super::about::{Groups, groups, outgoing, pager, pages, shown};
use super::data::Data;
use super::fact::{PARTS, about, cards_of, read_all};
use super::layout::{self, KINDS, entity, kind_name};
use super::{Sheet, View};
use crate::graph::vocab::{itsrdf, rdf, rdfs, skos, tro};
use crate::serve::describe::document;
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use std::collections::{BTreeMap, BTreeSet};

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

/// Facts, and articles, on one page.
const ON_A_PAGE: usize = 50;

/// `/id/…`. All lists of the page go on on its next ones; `None` behind the last.
pub(super) fn page(view: &View, iri: &NamedNode, data: &Data) -> Option<Sheet> {
    let lookup = &view.lookup;
    let node = iri.as_ref();
    let page = data.links.page;
    let title = lookup.label(node);
    let incoming = Incoming::new(view, node);
    let facts = about(view, iri, &incoming.facts);
    let count = |kind| facts.iter().filter(|(of, _)| *of == kind).count();
    let names = names(view, node, &title);
    let pages = incoming.pages().max(pages(facts.len(), ON_A_PAGE));
    if page > pages {
        return None;
    }
    let content = html! {
        div.thing {
            p.kind { (types(view, node)) }
            h1 { span.dot.{ "k-" (lookup.kind(node).unwrap_or("other")) } {} (title) }
            @if page == 1 {
                @if !names.is_empty() { p.names { (view.text.also_called) " " (names.join(", ")) } }
            }
            (properties(view, node, page))
            (connections(view, node, page))
            (cards_of(view, &read_all(view, shown(&facts, page, ON_A_PAGE)), true, count))
            (incoming.others(view, page))
            (incoming.articles(view, page))
            @if page == 1 { (super::identity::section(view, iri)) }
            (pager(view, &data.links.path, page, pages))
        }
    };
    Some(Sheet { markup: layout::page(view, &title, Some(data), &content), more: page < pages })
}

fn types(view: &View, node: NamedNodeRef<'_>) -> String {
    let mut labels: Vec<String> = view
        .lookup
        .nodes(node, rdf::TYPE)
        .iter()
        .filter(|class| view.lookup.literal(class.as_ref(), rdfs::LABEL).is_some())
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

/// What is said of the thing itself: posts, capital, codes, the same thing elsewhere.
fn properties(view: &View, node: NamedNodeRef<'_>, page: usize) -> Markup {
    const ELSEWHERE: [NamedNodeRef<'static>; 5] =
        [rdf::TYPE, rdfs::LABEL, skos::PREF_LABEL, skos::ALT_LABEL, tro::property::HAS_STATE];
    let without: Vec<_> = ELSEWHERE.iter().chain(tro::derived::ALL).copied().collect();
    html! { dl.properties { (outgoing(view, node, &without, page)) } }
}

/// The direct triples that the rules derived.
fn connections(view: &View, node: NamedNodeRef<'_>, page: usize) -> Markup {
    let lookup = &view.lookup;
    let entities = |property: NamedNodeRef<'_>| {
        lookup.nodes(node, property).into_iter().filter(|other| lookup.kind(other.as_ref()).is_some()).collect()
    };
    let found: Groups = tro::derived::ALL
        .iter()
        .map(|&property| (property.into_owned(), entities(property)))
        .filter(|(_, nodes): &(_, BTreeSet<NamedNode>)| !nodes.is_empty())
        .collect();
    html! {
        @if !found.is_empty() {
            section.connections {
                h2 { (view.text.connections) }
                dl.properties { (groups(view, &found, page)) }
            }
        }
    }
}

/// What points to a thing, read once.
struct Incoming {
    /// Facts in which it has a part.
    facts: BTreeSet<NamedNode>,
    /// Mentions by article.
    mentions: BTreeMap<NamedNode, usize>,
    /// All other things that refer to it, by property.
    others: Groups,
}

impl Incoming {
    fn new(view: &View, node: NamedNodeRef<'_>) -> Self {
        let mut incoming = Self { facts: BTreeSet::new(), mentions: BTreeMap::new(), others: Groups::new() };
        for quad in view.lookup.dataset.quads_for_pattern(None, None, Some(node.into()), None) {
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
            if quad.predicate == itsrdf::TA_IDENT_REF {
                *incoming.mentions.entry(document(subject.as_ref())).or_default() += 1;
            } else if PARTS.contains(&quad.predicate.as_ref()) {
                incoming.facts.insert(subject);
            } else if quad.predicate != tro::property::IDENTIFIES {
                incoming.others.entry(quad.predicate).or_default().insert(subject);
            }
        }
        // A property that holds both ways is among the connections.
        for (property, subjects) in &mut incoming.others {
            for other in view.lookup.nodes(node, property.as_ref()) {
                subjects.remove(&other);
            }
        }
        incoming.others.retain(|_, subjects| !subjects.is_empty());
        incoming
    }

    fn pages(&self) -> usize {
        let others = self.others.values().map(|subjects| pages(subjects.len(), super::about::ON_A_PAGE)).max();
        pages(self.mentions.len(), ON_A_PAGE).max(others.unwrap_or(1))
    }

    fn others(&self, view: &View, page: usize) -> Markup {
        html! {
            @if !self.others.is_empty() {
                section.incoming {
                    h2 { (view.text.points_here) }
                    dl.properties { (groups(view, &self.others, page)) }
                }
            }
        }
    }

    /// The articles that mention it, the newest first.
    fn articles(&self, view: &View, page: usize) -> Markup {
        let titled = view.articles.iter().filter_map(|a| Some((a, self.mentions.get(&a.iri)?)));
        html! {
            @if !self.mentions.is_empty() {
                section.mentions {
                    h2 { (view.text.mentioned_in) " " span.count { (self.mentions.len()) } }
                    ul.plain { @for (article, count) in shown(titled, page, ON_A_PAGE) {
                        li {
                            a href=(view.lookup.href(article.iri.as_ref())) { (article.title) }
                            span.count { " " (count) " " (view.text.mentions_count) }
                        }
                    } }
                }
            }
        }
    }
}
