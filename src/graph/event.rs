//! Events with their PLOVER class, participants, modality and evidence.

use super::builder::Builder;
use super::entity::add_topic;
use super::literal;
use super::vocab::{nif, sem, tro};
use crate::event::{About, Event};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef};
use tro::{class, code, property};

pub fn events(graph: &mut Builder) {
    for event in &graph.doc.events {
        add_event(graph, event);
    }
}

/// Of two events that are the same but for their frames, the first is said.
fn add_event(graph: &mut Builder, event: &Event) -> Option<()> {
    let sentence = graph.sentence(event.sentence)?;
    let about = event.about.as_ref().and_then(|about| about_node(graph, about));
    let node = named(graph, event, about.as_ref());
    if graph.has(&node, property::FRAME) {
        return None;
    }
    graph.add_type(&node, class::EVENT);
    graph.add_type(&node, code::event_class(event.kind));
    graph.add(&node, property::PLOVER_CODE, Literal::new_simple_literal(event.kind.plover_code(event.modality)));
    graph.add(&node, property::MODALITY, code::modality(event.modality).into_owned());
    add_participants(graph, &node, event);
    if let Some(about) = about {
        graph.add(&node, property::ABOUT, about);
    }
    add_details(graph, &node, event);
    let trigger = graph.add_span(event.trigger, nif::PHRASE);
    graph.add(&node, property::TRIGGER, trigger);
    graph.add_evidence(&node, &sentence, &event.frame, event.confidence);
    Some(())
}

fn add_participants(graph: &mut Builder, node: &NamedNode, event: &Event) {
    let roles: [(NamedNodeRef<'_>, &[usize]); 5] = [
        (property::ACTOR, &event.actors),
        (property::RECIPIENT, &event.recipients),
        (property::VIA, &event.via),
        (property::ATTRIBUTED_TO, &event.attributed_to),
        (sem::HAS_PLACE, event.place.as_slice()),
    ];
    for (role, entities) in roles {
        for entity in graph.entities(entities) {
            graph.add(node, role, entity);
        }
    }
}

fn add_details(graph: &mut Builder, node: &NamedNode, event: &Event) {
    if let Some(mode) = event.mode.as_deref().and_then(|mode| code::mode(event.kind, mode)) {
        graph.add(node, property::MODE, mode);
    }
    for context in event.contexts.iter().filter_map(|context| code::context(context)) {
        graph.add(node, property::CONTEXT, context);
    }
    if let Some(date) = &event.date {
        graph.add(node, property::DATE, literal::date(date));
        graph.add(node, property::DATE_PRECISION, Literal::new_simple_literal(date.precision));
        let days = [(property::NOT_BEFORE, date.not_before), (property::NOT_AFTER, date.not_after)];
        for (property, day) in days {
            if let Some(day) = day {
                graph.add(node, property, literal::day(day));
            }
        }
    }
    if let Some(headcount) = event.headcount {
        graph.add(node, property::HEADCOUNT, literal::integer(headcount as usize));
    }
}

/// The IRI of an event that is about this.
fn named(graph: &Builder, event: &Event, about: Option<&NamedNode>) -> NamedNode {
    graph.fact("event", &key(graph, event, about))
}

/// The IRI of an event.
pub fn iri(graph: &mut Builder, event: &Event) -> NamedNode {
    let about = event.about.as_ref().and_then(|about| about_node(graph, about));
    named(graph, event, about.as_ref())
}

fn about_node(graph: &mut Builder, about: &About) -> Option<NamedNode> {
    match about {
        About::Entity(entity) => graph.entity(*entity),
        About::Text(phrase) => Some(add_topic(graph, phrase)),
    }
}

/// What makes an event this one: type, modality, who, whom, what about, and the words that name it. Not the frame or
/// the confidence, so that better rules keep the IRI.
fn key(graph: &Builder, event: &Event, about: Option<&NamedNode>) -> Vec<String> {
    let list = |entities: &[usize]| {
        let mut names: Vec<_> = graph.entities(entities).iter().map(|e| graph.relative(e)).collect();
        names.sort_unstable();
        names.join(" ")
    };
    vec![
        event.kind.code().to_owned(),
        format!("{:?}", event.modality),
        list(&event.actors),
        list(&event.recipients),
        about.map(|about| graph.relative(about)).unwrap_or_default(),
        format!("{},{}", event.trigger.start, event.trigger.end),
    ]
}
