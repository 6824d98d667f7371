//! What one article says of one thing, as far as it helps to tell it from others.

use crate::entity::{EntityKind, slug};
use crate::graph::Base;
use crate::graph::vocab::{dcterms, foaf, itsrdf, org, rdf, schema, skos, tro};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One thing in one article.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    pub article: NamedNode,
    /// Of the article, ISO 8601.
    pub date: Option<String>,
    /// As the article alone names it.
    pub iri: NamedNode,
    pub kind: EntityKind,
    /// In the nominative.
    pub name: String,
    pub other_names: BTreeSet<String>,
    pub gender: Option<NamedNode>,
    /// Of persons.
    pub offices: BTreeSet<Office>,
    /// Of agreements.
    pub parties: BTreeSet<NamedNode>,
    pub topics: BTreeSet<NamedNode>,
    /// All that the article speaks of.
    pub company: Arc<BTreeSet<NamedNode>>,
}

/// A post that a person is said to hold or to have held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// Slug of the office's name.
    pub name: String,
    /// Country or organisation, where it is known; one that belongs to the article alone by its bare name, so that the
    /// *nadzorni svet* of two articles counts as one.
    pub owner: Option<NamedNode>,
    pub current: bool,
}

/// A post with the thing after which its IRI is made: its owner, else its holder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tenure {
    pub post: NamedNode,
    pub after: NamedNode,
}

/// What one article says of all its things.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub article: NamedNode,
    pub dossiers: Vec<Dossier>,
    pub tenures: BTreeSet<Tenure>,
    /// Things that the gazetteer describes and the article only refers to.
    pub known: BTreeSet<NamedNode>,
}

/// The properties that [`View::read`] looks at.
pub const RELEVANT_PROPERTIES: [NamedNodeRef<'static>; 11] = [
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    schema::GENDER,
    schema::DATE_PUBLISHED,
    tro::property::JURISDICTION,
    tro::property::PARTY,
    tro::property::TENSE,
    dcterms::SUBJECT,
    org::MEMBER,
    org::POST_OF_TENURE,
    itsrdf::TA_IDENT_REF,
];

/// The classes that it looks at.
pub const RELEVANT_CLASSES: [NamedNodeRef<'static>; 5] =
    [foaf::PERSON, org::ORGANIZATION, schema::PLACE, tro::class::AGREEMENT, skos::CONCEPT];

/// The objects of one subject by property.
type Node = BTreeMap<NamedNode, Vec<Term>>;

impl View {
    /// Reads the graph of an article as it came from the article alone. Quads with other properties do no harm.
    pub fn read(base: &Base, article: &NamedNode, quads: impl IntoIterator<Item = Quad>) -> Self {
        let mut nodes: BTreeMap<NamedNode, Node> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
                nodes.entry(subject).or_default().entry(quad.predicate).or_default().push(quad.object);
            }
        }
        let company: BTreeSet<NamedNode> = nodes.values().flat_map(|node| iris(node, itsrdf::TA_IDENT_REF)).collect();
        let mut view = Self {
            article: article.clone(),
            dossiers: Vec::new(),
            tenures: BTreeSet::new(),
            known: company.iter().filter(|thing| !nodes.contains_key(*thing)).cloned().collect(),
        };
        let (tenures, offices) = tenures(&nodes);
        view.tenures = tenures;
        let date = nodes.get(article).and_then(|node| literal(node, schema::DATE_PUBLISHED));
        let company = Arc::new(company);
        for (iri, node) in &nodes {
            let Some((kind, last)) = base.entity_of(iri) else { continue };
            let Some(name) = literal(node, skos::PREF_LABEL).filter(|name| stands_for_itself(kind, node, last, name))
            else {
                continue;
            };
            view.dossiers.push(Dossier {
                article: article.clone(),
                date: date.clone(),
                iri: iri.clone(),
                kind,
                name,
                other_names: literals(node, skos::ALT_LABEL).collect(),
                gender: iris(node, schema::GENDER).min(),
                offices: offices.get(iri).cloned().unwrap_or_default(),
                parties: iris(node, tro::property::PARTY).collect(),
                topics: iris(node, dcterms::SUBJECT).collect(),
                company: company.clone(),
            });
        }
        view
    }
}

/// Whether a thing is known by its name. Bodies of countries are by the gazetteer, and what has more in its IRI than its
/// name (a group of this article) is this article's alone. Posts follow their owners; agreements have their parties in
/// the IRI.
fn stands_for_itself(kind: EntityKind, node: &Node, last: &str, name: &str) -> bool {
    let own_name = match kind {
        EntityKind::Post => false,
        EntityKind::Agreement => true,
        _ => slug(name) == last,
    };
    own_name && !node.contains_key(&tro::property::JURISDICTION.into_owned()) && node.contains_key(&rdf::TYPE.into())
}

/// The posts of the article with that after which each is named, and the offices of each person.
fn tenures(nodes: &BTreeMap<NamedNode, Node>) -> (BTreeSet<Tenure>, BTreeMap<NamedNode, BTreeSet<Office>>) {
    let mut tenures = BTreeSet::new();
    let mut offices: BTreeMap<NamedNode, BTreeSet<Office>> = BTreeMap::new();
    for tenure in nodes.values() {
        let (Some(member), Some(post)) = (iris(tenure, org::MEMBER).min(), iris(tenure, org::POST_OF_TENURE).min())
        else {
            continue;
        };
        let Some(described) = nodes.get(&post) else { continue };
        let owner = iris(described, tro::property::JURISDICTION).min();
        let called =
            owner.as_ref().map(|owner| nodes.get(owner).map_or_else(|| owner.clone(), |node| by_name(owner, node)));
        let current = iris(tenure, tro::property::TENSE).any(|tense| tense == tro::value::CURRENT);
        if let Some(name) = literal(described, skos::PREF_LABEL) {
            let office = Office { name: slug(&name), owner: called, current };
            offices.entry(member.clone()).or_default().insert(office);
        }
        tenures.insert(Tenure { post, after: owner.unwrap_or(member) });
    }
    (tenures, offices)
}

/// The IRI that a thing would have by its name alone.
fn by_name(iri: &NamedNode, node: &Node) -> NamedNode {
    let named = literal(node, skos::PREF_LABEL).zip(iri.as_str().rsplit_once('/'));
    named.map_or_else(|| iri.clone(), |(name, (stem, _))| NamedNode::new_unchecked(format!("{stem}/{}", slug(&name))))
}

fn objects<'n>(node: &'n Node, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'n Term> {
    node.get(&property.into_owned()).into_iter().flatten()
}

fn iris(node: &Node, property: NamedNodeRef<'_>) -> impl Iterator<Item = NamedNode> {
    objects(node, property).filter_map(|term| match term {
        Term::NamedNode(iri) => Some(iri.clone()),
        _ => None,
    })
}

fn literals(node: &Node, property: NamedNodeRef<'_>) -> impl Iterator<Item = String> {
    objects(node, property).filter_map(|term| match term {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    })
}

fn literal(node: &Node, property: NamedNodeRef<'_>) -> Option<String> {
    literals(node, property).min()
}
