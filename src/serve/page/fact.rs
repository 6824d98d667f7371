//! One fact as a card: who — what — with whom, and the sentence that says so.

use super::View;
use super::explain::address;
use super::layout::{entity, list};
use super::lookup::Lookup;
use crate::graph::vocab::{itsrdf, nif, org, prov, rdf, sem, skos, tro};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, NamedNodeRef};
use std::collections::BTreeSet;
use tro::{class, property};

/// A sentence, by its place in its article.
struct Evidence {
    iri: NamedNode,
    text: String,
    article: NamedNode,
    start: usize,
}

/// What a card shows.
pub(super) struct Fact {
    iri: NamedNode,
    pub kind: Kind,
    left: Vec<NamedNode>,
    badge: Badge,
    right: Vec<NamedNode>,
    /// Further roles: the property that names them and who fills them.
    roles: Vec<(NamedNodeRef<'static>, Vec<NamedNode>)>,
    date: Option<String>,
    /// The last part of the modality's IRI and its label.
    modality: Option<(String, String)>,
    quote: Option<String>,
    confidence: Option<String>,
    evidence: Vec<Evidence>,
}

struct Badge {
    /// PLOVER's code, where there is one.
    code: Option<String>,
    label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Event,
    Agreement,
    Post,
    Statement,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Event, Kind::Agreement, Kind::Post, Kind::Statement];

    fn class(self) -> NamedNodeRef<'static> {
        match self {
            Kind::Event => class::EVENT,
            Kind::Agreement => class::AGREEMENT_STATE,
            Kind::Post => org::MEMBERSHIP,
            Kind::Statement => class::STATEMENT,
        }
    }

    pub fn name<'t>(self, view: &View<'t>) -> &'t str {
        match self {
            Kind::Event => &view.text.events,
            Kind::Agreement => &view.text.agreements,
            Kind::Post => &view.text.posts,
            Kind::Statement => &view.text.statements,
        }
    }
}

/// The facts of an article, in the order of its text.
pub(super) fn of_article(view: &View, article: &NamedNode) -> Vec<Fact> {
    let graph = Some(article.as_ref());
    let nodes = Kind::ALL.into_iter().flat_map(|kind| {
        view.lookup.subjects(rdf::TYPE, kind.class(), graph).into_iter().map(move |node| (kind, node))
    });
    sorted(nodes.map(|(kind, node)| read(view, kind, node)).collect())
}

/// The properties by which a fact names who has a part in it.
pub(super) const PARTS: [NamedNodeRef<'static>; 9] = [
    property::ACTOR,
    property::RECIPIENT,
    property::VIA,
    sem::HAS_PLACE,
    property::ABOUT,
    property::ATTRIBUTED_TO,
    property::SPEAKER,
    org::MEMBER,
    org::POST_OF_TENURE,
];

/// The facts in which an entity has a part, by kind and name. `parts` are those that name it themselves.
pub(super) fn about(view: &View, entity: &NamedNode, parts: &BTreeSet<NamedNode>) -> Vec<(Kind, NamedNode)> {
    let lookup = &view.lookup;
    let mut agreements = lookup.subjects(property::PARTY, entity.as_ref(), None);
    agreements.push(entity.clone());
    let states = agreements.iter().flat_map(|agreement| lookup.nodes(agreement.as_ref(), property::HAS_STATE));
    let nodes: BTreeSet<NamedNode> = parts.iter().cloned().chain(states).collect();
    let kind = |node: &NamedNode| Kind::ALL.into_iter().find(|kind| lookup.is_a(node.as_ref(), kind.class()));
    let mut found: Vec<_> = nodes.into_iter().filter_map(|node| Some((kind(&node)?, node))).collect();
    found.sort_unstable();
    found
}

/// Facts with all that their cards show.
pub(super) fn read_all<'n>(view: &View, facts: impl IntoIterator<Item = &'n (Kind, NamedNode)>) -> Vec<Fact> {
    sorted(facts.into_iter().map(|(kind, node)| read(view, *kind, node.clone())).collect())
}

fn sorted(mut facts: Vec<Fact>) -> Vec<Fact> {
    facts.sort_by_cached_key(|fact| {
        let first = fact.evidence.first();
        (fact.kind, first.map(|e| e.article.clone().into_string()), first.map(|e| e.start), fact.iri.clone())
    });
    facts
}

fn read(view: &View, kind: Kind, iri: NamedNode) -> Fact {
    let lookup = &view.lookup;
    let node = iri.as_ref();
    let (left, badge, right, roles) = match kind {
        Kind::Event => (
            lookup.nodes(node, property::ACTOR),
            event_badge(lookup, node),
            lookup.nodes(node, property::RECIPIENT),
            filled(lookup, node, &[sem::HAS_PLACE, property::VIA, property::ABOUT, property::ATTRIBUTED_TO]),
        ),
        Kind::Statement => {
            let badge = Badge { code: None, label: view.text.said.clone() };
            (lookup.nodes(node, property::SPEAKER), badge, Vec::new(), Vec::new())
        }
        Kind::Post => post(lookup, node),
        Kind::Agreement => agreement(lookup, node),
    };
    let modality = lookup.nodes(node, property::MODALITY).into_iter().chain(lookup.nodes(node, property::TENSE)).next();
    Fact {
        kind,
        left,
        badge,
        right,
        roles,
        date: lookup.literal(node, property::DATE),
        modality: modality.map(|m| (lookup.local(m.as_str()).to_owned(), lookup.label(m.as_ref()))),
        quote: lookup.literal(node, property::QUOTE),
        confidence: lookup.literal(node, property::CONFIDENCE),
        evidence: evidence(lookup, node),
        iri,
    }
}

fn filled(
    lookup: &Lookup,
    node: NamedNodeRef<'_>,
    roles: &[NamedNodeRef<'static>],
) -> Vec<(NamedNodeRef<'static>, Vec<NamedNode>)> {
    roles.iter().map(|&role| (role, lookup.nodes(node, role))).filter(|(_, nodes)| !nodes.is_empty()).collect()
}

/// The type of an event that is not the general one.
fn event_badge(lookup: &Lookup, node: NamedNodeRef<'_>) -> Badge {
    let types = lookup.nodes(node, rdf::TYPE);
    let kind = types.iter().find(|kind| lookup.literal(kind.as_ref(), skos::NOTATION).is_some());
    let kind = kind.map_or(class::EVENT, NamedNode::as_ref);
    Badge { code: lookup.literal(kind, skos::NOTATION), label: lookup.label(kind) }
}

type Parts = (Vec<NamedNode>, Badge, Vec<NamedNode>, Vec<(NamedNodeRef<'static>, Vec<NamedNode>)>);

fn post(lookup: &Lookup, tenure: NamedNodeRef<'_>) -> Parts {
    let office = lookup.nodes(tenure, org::POST_OF_TENURE);
    let label = office.first().map(|office| lookup.label(office.as_ref())).unwrap_or_default();
    let of = office.iter().flat_map(|office| lookup.nodes(office.as_ref(), property::JURISDICTION)).collect();
    (lookup.nodes(tenure, org::MEMBER), Badge { code: None, label }, of, Vec::new())
}

fn agreement(lookup: &Lookup, state: NamedNodeRef<'_>) -> Parts {
    let treaty = lookup.subjects(property::HAS_STATE, state, None);
    let status = lookup.nodes(state, property::STATUS);
    let label = status.first().map(|status| lookup.label(status.as_ref())).unwrap_or_default();
    let of = |role| treaty.iter().flat_map(|treaty| lookup.nodes(treaty.as_ref(), role)).collect::<Vec<_>>();
    let (parties, subjects) = (of(property::PARTY), of(crate::graph::vocab::dcterms::SUBJECT));
    let roles = [(property::PARTY, parties), (property::ABOUT, subjects)];
    let roles = roles.into_iter().filter(|(_, nodes)| !nodes.is_empty()).collect();
    (treaty, Badge { code: None, label }, Vec::new(), roles)
}

fn evidence(lookup: &Lookup, node: NamedNodeRef<'_>) -> Vec<Evidence> {
    let read = |iri: NamedNode| {
        Some(Evidence {
            text: lookup.literal(iri.as_ref(), nif::ANCHOR_OF)?,
            article: lookup.nodes(iri.as_ref(), nif::REFERENCE_CONTEXT).into_iter().next()?,
            start: lookup.number(iri.as_ref(), nif::BEGIN_INDEX)?,
            iri,
        })
    };
    let mut found: Vec<Evidence> = lookup.nodes(node, prov::WAS_DERIVED_FROM).into_iter().filter_map(read).collect();
    found.sort_by_key(|evidence| evidence.start);
    found
}

impl Fact {
    /// The id that its card bears on the page of its article.
    pub fn anchor(&self) -> Option<&str> {
        self.iri.as_str().split_once('#').map(|(_, fragment)| fragment)
    }

    /// Who, what, with whom.
    fn says(&self, view: &View) -> Markup {
        let lookup = &view.lookup;
        html! {
            p.says {
                span.side { (list(lookup, &self.left)) }
                span.badge {
                    @if let Some(code) = &self.badge.code { b { (code) } " " }
                    span { (self.badge.label) }
                }
                @if !self.right.is_empty() { span.side { (list(lookup, &self.right)) } }
                @for (role, nodes) in &self.roles {
                    span.role { i { (lookup.label(*role)) } " " (list(lookup, nodes)) }
                }
                @if let Some(date) = &self.date { span.role { time { (date) } } }
                @if let Some((key, label)) = &self.modality {
                    span.modality.{ "m-" (key.to_lowercase()) } { (label) }
                }
            }
        }
    }

    /// What it says, without its sentence.
    pub fn heading(&self, view: &View) -> Markup {
        let modality = self.modality.as_ref().map_or("", |(key, _)| key.as_str());
        html! { article.fact.{ "m-" (modality.to_lowercase()) } { (self.says(view)) } }
    }

    /// A card; where it is shown away from its article, with a link to that.
    pub fn card(&self, view: &View, away: bool) -> Markup {
        let lookup = &view.lookup;
        let id = self.iri.as_str().split_once('#').map_or("", |(_, fragment)| fragment);
        let modality = self.modality.as_ref().map_or("", |(key, _)| key.as_str());
        html! {
            article.fact.{ "m-" (modality.to_lowercase()) } id=[(!away && !id.is_empty()).then_some(id)] {
                (self.says(view))
                @if let Some(quote) = &self.quote { blockquote.quote { (quote) } }
                @for evidence in &self.evidence {
                    p.evidence {
                        a href=(lookup.href(evidence.iri.as_ref())) data-sentence=(fragment(&evidence.iri)) { (evidence.text) }
                        @if away { " " span.from { (entity(lookup, &evidence.article)) } }
                    }
                }
                span.confidence {
                    @if let Some(confidence) = &self.confidence { (view.text.confidence) " " (confidence) " · " }
                    a.why-link href=(address(self.iri.as_str())) { (view.reasons.why) }
                }
            }
        }
    }
}

fn fragment(iri: &NamedNode) -> &str {
    iri.as_str().split_once('#').map_or("", |(_, fragment)| fragment)
}

/// Facts under headings, one for each kind that there is.
pub(super) fn cards(view: &View, facts: &[Fact], away: bool) -> Markup {
    cards_of(view, facts, away, |kind| facts.iter().filter(|fact| fact.kind == kind).count())
}

/// As [`cards`], where there may be more facts than are shown.
pub(super) fn cards_of(view: &View, facts: &[Fact], away: bool, count: impl Fn(Kind) -> usize) -> Markup {
    html! {
        @for kind in Kind::ALL {
            @let own: Vec<_> = facts.iter().filter(|fact| fact.kind == kind).collect();
            @if !own.is_empty() {
                section.facts {
                    h2 { (kind.name(view)) " " span.count { (count(kind)) } }
                    @for fact in own { (fact.card(view, away)) }
                }
            }
        }
    }
}

/// The entities that an article's mentions point to, with the number of their mentions.
pub(super) fn mentioned(view: &View, article: &NamedNode) -> Vec<(NamedNode, usize)> {
    let quads =
        view.lookup.dataset.quads_for_pattern(None, Some(itsrdf::TA_IDENT_REF), None, Some(article.as_ref().into()));
    let mut counts = std::collections::BTreeMap::<NamedNode, usize>::new();
    for node in quads.filter_map(|quad| super::lookup::as_node(quad.object)) {
        *counts.entry(node).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    counts
}
