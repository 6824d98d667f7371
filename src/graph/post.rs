//! Posts, and the tenures by which persons are said to hold them.

use super::builder::Builder;
use super::entity::add_label;
use super::vocab::{org, prov, tro};
use crate::entity::{EntityKind, slug};
use crate::event::Post;
use oxigraph::model::NamedNode;

pub fn posts(graph: &mut Builder) {
    for post in &graph.doc.posts {
        add_post(graph, post);
    }
}

fn add_post(graph: &mut Builder, post: &Post) -> Option<()> {
    let person = graph.entity(post.person)?;
    let sentence = graph.sentence(post.sentence)?;
    let node = office(graph, post)?;
    graph.add_type(&node, org::POST);
    add_label(graph, &node, &post.post);
    if let Some(of) = post.of.and_then(|of| graph.entity(of)) {
        graph.add(&node, tro::property::JURISDICTION, of);
    }
    add_tenure(graph, post, &person, &node, &sentence);
    Some(())
}

/// An office whose owner is unknown is not the same office as every other of that name, so it is told apart by its
/// holder.
fn office(graph: &Builder, post: &Post) -> Option<NamedNode> {
    let owner = graph.doc.entities.get(post.of.unwrap_or(post.person))?;
    Some(graph.base.entity(EntityKind::Post, &format!("{}-{}", slug(&post.post), slug(&owner.slug))))
}

/// The IRI of the tenure that a post gives.
pub fn iri(graph: &Builder, post: &Post) -> Option<NamedNode> {
    Some(named(graph, post, &graph.entity(post.person)?, &office(graph, post)?))
}

fn named(graph: &Builder, post: &Post, person: &NamedNode, office: &NamedNode) -> NamedNode {
    graph.fact("tenure", &[graph.relative(person), graph.relative(office), format!("{:?}", post.tense)])
}

/// One tenure for a person, post and tense, however many sentences say it.
fn add_tenure(graph: &mut Builder, post: &Post, person: &NamedNode, office: &NamedNode, sentence: &NamedNode) {
    let tenure = named(graph, post, person, office);
    let known = graph.has(&tenure, org::MEMBER);
    graph.add_type(&tenure, org::MEMBERSHIP);
    graph.add(&tenure, org::MEMBER, person.clone());
    graph.add(&tenure, org::POST_OF_TENURE, office.clone());
    graph.add(&tenure, tro::property::TENSE, tro::code::tense(post.tense).into_owned());
    graph.add_as_of(&tenure);
    if known {
        graph.add(&tenure, prov::WAS_DERIVED_FROM, sentence.clone());
    } else {
        graph.add_evidence(&tenure, sentence, &post.rule, post.confidence);
    }
}
