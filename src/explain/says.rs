//! What the graph itself says of a fact.

use super::ask::short;
use super::ground::{Ground, Named};
use super::words::Words;
use crate::graph::vocab::{dcterms, org, prov, rdf, schema, sem, tro};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;
use tro::{class, property};

/// The kinds of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    Event,
    Tenure,
    State,
    Statement,
}

impl FactKind {
    pub const ALL: [Self; 4] = [Self::Event, Self::Tenure, Self::State, Self::Statement];

    pub fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Event => class::EVENT,
            Self::Tenure => org::MEMBERSHIP,
            Self::State => class::AGREEMENT_STATE,
            Self::Statement => class::STATEMENT,
        }
    }

    /// What a node is, if it is a fact.
    pub fn of(ground: &Ground, node: &NamedNode) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| ground.is_a(node.as_ref(), kind.class()))
    }
}

/// Values of one property of a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// With its prefix: `tro:actor`.
    pub property: String,
    pub values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    Thing(Named),
    Text(String),
}

impl Value {
    /// What people read.
    pub fn label(&self) -> &str {
        match self {
            Self::Thing(named) => &named.label,
            Self::Text(text) => text,
        }
    }
}

/// The properties in the order in which they are told.
const TOLD: [NamedNodeRef<'static>; 22] = [
    property::PLOVER_CODE,
    property::ACTOR,
    property::RECIPIENT,
    property::VIA,
    sem::HAS_PLACE,
    property::DATE,
    property::ABOUT,
    property::MODALITY,
    property::MODE,
    property::CONTEXT,
    property::HEADCOUNT,
    property::ATTRIBUTED_TO,
    org::MEMBER,
    org::POST_OF_TENURE,
    property::TENSE,
    property::JURISDICTION,
    property::STATUS,
    property::PARTY,
    dcterms::SUBJECT,
    property::AS_OF,
    property::SPEAKER,
    property::QUOTE,
];

/// What the graph says of a fact; of a tenure also whose post it is, of a state also of which agreement.
pub fn said(ground: &Ground, fact: &NamedNode, kind: FactKind) -> Vec<Said> {
    let mut said = Vec::new();
    let mut about = vec![fact.clone()];
    match kind {
        FactKind::Tenure => about.extend(ground.nodes(fact.as_ref(), org::POST_OF_TENURE)),
        FactKind::State => {
            let agreements = agreement_of(ground, fact);
            said.extend(told(ground, property::HAS_STATE, agreements.iter().cloned().map(Term::from)));
            about.extend(agreements);
        }
        FactKind::Event | FactKind::Statement => {}
    }
    for property in TOLD {
        let values = about.iter().flat_map(|node| ground.objects(node.as_ref(), property));
        said.extend(told(ground, property, values));
    }
    said
}

/// The agreements that a state is one of.
pub fn agreement_of(ground: &Ground, state: &NamedNode) -> Vec<NamedNode> {
    ground.subjects(property::HAS_STATE, state.as_ref(), None)
}

fn told(ground: &Ground, property: NamedNodeRef<'_>, values: impl Iterator<Item = Term>) -> Option<Said> {
    let values: Vec<Value> = values.map(|value| self::value(ground, value)).collect();
    (!values.is_empty()).then(|| Said { property: short(property.as_str(), ground.base.as_str()), values })
}

fn value(ground: &Ground, term: Term) -> Value {
    match term {
        Term::NamedNode(node) => Value::Thing(ground.named(&node)),
        Term::Literal(literal) => Value::Text(literal.value().to_owned()),
        other => Value::Text(other.to_string()),
    }
}

/// A fact in one line, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brief {
    pub iri: String,
    pub kind: FactKind,
    pub says: Vec<Said>,
    pub sentence: Option<Words>,
    pub article: Option<Named>,
    /// Of the article.
    pub date: Option<String>,
}

impl Brief {
    pub fn read(ground: &Ground, fact: &NamedNode, kind: FactKind) -> Self {
        let sentence = ground.nodes(fact.as_ref(), prov::WAS_DERIVED_FROM).into_iter().next();
        let article = ground.article_of(fact);
        Self {
            iri: fact.as_str().to_owned(),
            kind,
            says: said(ground, fact, kind),
            sentence: sentence.and_then(|sentence| Words::read(ground, &sentence)),
            date: article.as_ref().and_then(|article| ground.literal(article.as_ref(), schema::DATE_PUBLISHED)),
            article: article.map(|article| ground.named(&article)),
        }
    }

    /// Facts by kind, those of a kind in the order of the text.
    pub fn in_order(ground: &Ground, facts: &[(NamedNode, FactKind)]) -> Vec<Self> {
        let mut read: Vec<Self> = facts.iter().map(|(fact, kind)| Self::read(ground, fact, *kind)).collect();
        read.sort_by_cached_key(|fact| (fact.kind, fact.place(), fact.iri.clone()));
        read
    }

    /// Where its sentence begins.
    pub fn place(&self) -> Option<usize> {
        self.sentence.as_ref().map(|sentence| sentence.start)
    }
}

/// Facts that lead to a thing by one of their properties, and those of agreements that do, in the order of their names.
pub fn facts_about(ground: &Ground, thing: &NamedNode) -> Vec<(NamedNode, FactKind)> {
    let mut nodes: Vec<NamedNode> =
        PARTS.iter().flat_map(|role| ground.subjects(*role, thing.as_ref(), None)).collect();
    let mut agreements = ground.subjects(property::PARTY, thing.as_ref(), None);
    agreements.push(thing.clone());
    nodes.extend(agreements.iter().flat_map(|agreement| ground.nodes(agreement.as_ref(), property::HAS_STATE)));
    nodes.sort_unstable();
    nodes.dedup();
    nodes.into_iter().filter_map(|node| FactKind::of(ground, &node).map(|kind| (node, kind))).collect()
}

/// The properties by which a fact names who has a part in it.
const PARTS: [NamedNodeRef<'static>; 9] = [
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

/// The facts that a place in an article gives: its sentence is theirs, or its words name them.
pub fn facts_at(ground: &Ground, place: &NamedNode) -> Vec<(NamedNode, FactKind)> {
    let roles = [prov::WAS_DERIVED_FROM, property::TRIGGER];
    let mut nodes: Vec<NamedNode> =
        roles.iter().flat_map(|role| ground.subjects(*role, place.as_ref(), None)).collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes.into_iter().filter_map(|node| FactKind::of(ground, &node).map(|kind| (node, kind))).collect()
}

/// The facts of an article, by kind and name.
pub fn facts_in(ground: &Ground, article: &NamedNode) -> Vec<(NamedNode, FactKind)> {
    let of = |kind: FactKind| {
        ground.subjects(rdf::TYPE, kind.class(), Some(article.as_ref())).into_iter().map(move |node| (node, kind))
    };
    FactKind::ALL.into_iter().flat_map(of).collect()
}
