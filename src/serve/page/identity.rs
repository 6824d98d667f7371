//! Why a thing goes by this name, and what it may be one with.

use super::View;
use super::layout::list as links;
use crate::graph::vocab::tro::{property, value};
use maud::{Markup, html};
use oxigraph::model::{NamedNode, Term};

/// What `B graph/identity` says of a thing; nothing when it says nothing.
pub(super) fn section(view: &View, thing: &NamedNode) -> Markup {
    let lookup = &view.lookup;
    let judgements = lookup.subjects(property::IDENTIFIES, thing.as_ref(), None);
    html! {
        @if !judgements.is_empty() {
            section.identity {
                h2 { (view.text.identity) }
                ul.plain { @for judgement in &judgements { li { (line(view, thing, judgement)) } } }
            }
        }
    }
}

/// *Mlakar: enaka funkcija, isti čas* or *morda ista stvar: …*
fn line(view: &View, thing: &NamedNode, judgement: &NamedNode) -> Markup {
    let lookup = &view.lookup;
    let node = judgement.as_ref();
    let others: Vec<NamedNode> =
        lookup.nodes(node, property::IDENTIFIES).into_iter().filter(|other| other != thing).collect();
    let called = lookup.objects(node, property::CALLED).into_iter().find_map(|term| match term {
        Term::Literal(name) => Some(name.value().to_owned()),
        _ => None,
    });
    let reasons: Vec<String> =
        lookup.nodes(node, property::REASON).iter().map(|reason| lookup.label(reason.as_ref())).collect();
    html! {
        @if let Some(name) = called { "»" (name) "«" } @else { (lookup.label(value::PERHAPS_ONE_THING)) " " (links(lookup, &others)) }
        span.count { " " (reasons.join(", ")) }
    }
}
