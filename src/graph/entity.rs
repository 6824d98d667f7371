//! The instance layer: persons, countries, places, organisations, agreements and topics that the article itself brings.
//!
//! What the gazetteer lists is described once, in its own graph. Bodies of countries (`SI/interior-ministry`) it knows only
//! by kind, so those that an article names are described by the article.

use super::builder::Builder;
use super::topics;
use super::vocab::{foaf, org, rdfs, schema, skos, tro};
use crate::entity::{Entity, EntityKind, slug};
use oxigraph::model::{NamedNode, NamedNodeRef};

pub fn entities(graph: &mut Builder) {
    for (index, entity) in graph.doc.entities.iter().enumerate() {
        let owner = owner_of_body(entity);
        if (entity.gazetteer.is_none() || owner.is_some())
            && let Some(node) = graph.entity(index)
        {
            add_entity(graph, &node, entity);
            if let Some(owner) = owner {
                add_body(graph, &node, owner);
            }
        }
    }
}

/// The key of the country whose body an entity is.
fn owner_of_body(entity: &Entity) -> Option<&str> {
    Some(entity.gazetteer.as_deref()?.split_once('/')?.0)
}

fn add_body(graph: &mut Builder, node: &NamedNode, owner: &str) {
    graph.add_type(node, schema::GOVERNMENT_ORGANIZATION);
    let owner = graph.doc.entities.iter().position(|e| e.gazetteer.as_deref() == Some(owner));
    if let Some(owner) = owner.and_then(|owner| graph.entity(owner)) {
        graph.add(node, tro::property::JURISDICTION, owner);
    }
}

/// Classes by kind alone; the gazetteer knows finer ones.
pub fn classes(kind: EntityKind) -> &'static [NamedNodeRef<'static>] {
    match kind {
        EntityKind::Person => &[foaf::PERSON, schema::PERSON],
        EntityKind::Country => &[schema::COUNTRY],
        EntityKind::Place | EntityKind::Facility => &[schema::PLACE],
        EntityKind::Organisation => &[org::ORGANIZATION, schema::ORGANIZATION],
        EntityKind::Agreement => &[tro::class::AGREEMENT],
        EntityKind::Post => &[org::POST],
        EntityKind::Topic => &[skos::CONCEPT],
    }
}

fn add_entity(graph: &mut Builder, node: &NamedNode, entity: &Entity) {
    for &class in classes(entity.kind) {
        graph.add_type(node, class);
    }
    add_label(graph, node, &entity.name);
    for name in entity.alt_names.iter().filter(|name| **name != entity.name) {
        graph.add(node, skos::ALT_LABEL, graph.text(name));
    }
    match entity.gender {
        Some("Masc") => graph.add(node, schema::GENDER, schema::MALE.into_owned()),
        Some("Fem") => graph.add(node, schema::GENDER, schema::FEMALE.into_owned()),
        _ => {}
    }
    if entity.kind == EntityKind::Topic {
        graph.add(node, skos::IN_SCHEME, tro::value::TOPIC_SCHEME.into_owned());
    }
}

pub fn add_label(graph: &mut Builder, node: &NamedNode, name: &str) {
    graph.add(node, skos::PREF_LABEL, graph.text(name));
    graph.add(node, rdfs::LABEL, graph.text(name));
}

/// A noun phrase as a concept of the scheme of topics, under the listed concept to which its words belong.
pub fn add_topic(graph: &mut Builder, phrase: &str) -> NamedNode {
    let node = graph.base.entity(EntityKind::Topic, &slug(phrase));
    graph.add_type(&node, skos::CONCEPT);
    graph.add(&node, skos::IN_SCHEME, tro::value::TOPIC_SCHEME.into_owned());
    add_label(graph, &node, phrase);
    if let Some(concept) = topics::concept(phrase, &graph.doc.article.lang) {
        graph.add(&node, skos::BROADER, concept);
    }
    node
}
