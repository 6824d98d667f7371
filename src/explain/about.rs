//! What is known of a thing that articles tell of: what they call it, how it was identified, where reference works have
//! it, and the facts it has a part in.

use super::ask::{plain, short};
use super::ground::{Ground, Named};
use super::rule::supports;
use super::says::{Brief, FactKind, facts_about};
use crate::entity::EntityKind;
use crate::graph::vocab::{itsrdf, nif, owl, prov, schema, skos, tro};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tro::{property, value};

/// So many articles, facts and derived triples are told.
const MOST: usize = 50;
/// So many different words of one article.
const WORDS: usize = 8;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct About {
    pub kind: &'static str,
    /// Articles with the words by which they speak of it, the newest first.
    pub called: Vec<Called>,
    pub identity: Vec<Identity>,
    /// What the gazetteer says, if it has it.
    pub gazetteer: Option<Listed>,
    /// Of an agreement: its states, the oldest first.
    pub states: Vec<Brief>,
    pub facts: Vec<Brief>,
    pub more_facts: usize,
    pub derived: Vec<Derived>,
}

/// What one article calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Called {
    pub article: Named,
    pub date: Option<String>,
    pub mentions: usize,
    /// The words of the longest mentions, each once.
    pub words: Vec<String>,
    /// The IRI that the article alone gives it, where that is another one.
    pub told_as: Option<String>,
}

/// Why it is one with what other articles tell of, or may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Identity {
    /// `tro:OneThing` or `tro:PerhapsOneThing`.
    pub verdict: String,
    pub called: Option<String>,
    pub others: Vec<Named>,
    pub reasons: Vec<Named>,
    pub articles: Vec<Named>,
}

/// A row of the gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    pub names: Vec<String>,
    pub same_as: Vec<String>,
    pub identifiers: Vec<String>,
}

/// A triple that a rule derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived {
    pub subject: Named,
    pub predicate: String,
    pub object: Named,
    /// How many facts support it.
    pub supports: usize,
}

/// What is known of an entity.
pub fn about(ground: &Ground, thing: &NamedNode, kind: EntityKind) -> About {
    let found = facts_about(ground, thing);
    let mut facts: Vec<Brief> = found.iter().map(|(node, kind)| Brief::read(ground, node, *kind)).collect();
    facts.sort_by_cached_key(|fact| {
        (std::cmp::Reverse(fact.date.clone()), fact.kind, fact.article.clone(), fact.place(), fact.iri.clone())
    });
    let is_own = |fact: &Brief| fact.kind == FactKind::State && kind == EntityKind::Agreement;
    let (mut states, mut facts): (Vec<Brief>, Vec<Brief>) = facts.into_iter().partition(is_own);
    states.reverse();
    let more_facts = facts.len().saturating_sub(MOST);
    facts.truncate(MOST);
    About {
        kind: kind.as_str(),
        called: called(ground, thing),
        identity: identity(ground, thing),
        gazetteer: listed(ground, thing),
        states,
        facts,
        more_facts,
        derived: derived(ground, thing),
    }
}

fn called(ground: &Ground, thing: &NamedNode) -> Vec<Called> {
    let mut articles: BTreeMap<NamedNode, Vec<String>> = BTreeMap::new();
    for place in ground.subjects(itsrdf::TA_IDENT_REF, thing.as_ref(), None) {
        let Some(article) = ground.article_of(&place) else { continue };
        articles.entry(article).or_default().extend(ground.literal(place.as_ref(), nif::ANCHOR_OF));
    }
    let mut called: Vec<Called> =
        articles.into_iter().map(|(article, words)| in_article(ground, thing, &article, words)).collect();
    called.sort_by(|one, other| other.date.cmp(&one.date).then_with(|| one.article.cmp(&other.article)));
    called.truncate(MOST);
    called
}

fn in_article(ground: &Ground, thing: &NamedNode, article: &NamedNode, words: Vec<String>) -> Called {
    let mentions = words.len();
    let mut words: Vec<String> = words.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    words.sort_by_key(|words| std::cmp::Reverse(words.chars().count()));
    words.truncate(WORDS);
    let renames = (ground.headers)(article).map(|header| header.renames).unwrap_or_default();
    let own = renames.into_iter().find(|rename| rename.to == thing.as_str() && rename.from != rename.to);
    Called {
        date: ground.literal(article.as_ref(), schema::DATE_PUBLISHED),
        article: ground.named(article),
        mentions,
        words,
        told_as: own.map(|rename| rename.from),
    }
}

fn identity(ground: &Ground, thing: &NamedNode) -> Vec<Identity> {
    let judgements = ground.subjects(property::IDENTIFIES, thing.as_ref(), None);
    let one = |node: &NamedNode| {
        let nodes = |property| ground.nodes(node.as_ref(), property);
        let others: Vec<NamedNode> = nodes(property::IDENTIFIES).into_iter().filter(|other| other != thing).collect();
        let verdict = nodes(property::VERDICT).into_iter().next();
        let verdict = verdict.unwrap_or_else(|| value::ONE_THING.into_owned());
        Identity {
            verdict: short(verdict.as_str(), ground.base.as_str()),
            called: ground.literal(node.as_ref(), property::CALLED),
            others: ground.all_named(&others),
            reasons: ground.all_named(&nodes(property::REASON)),
            articles: ground.all_named(&nodes(prov::WAS_DERIVED_FROM)),
        }
    };
    judgements.iter().map(one).collect()
}

fn listed(ground: &Ground, thing: &NamedNode) -> Option<Listed> {
    let graph = ground.base.gazetteer_graph();
    let quads: Vec<Quad> = ground.quads(Some(thing.as_ref()), None, None, Some(graph.as_ref())).collect();
    let values = |properties: &[oxigraph::model::NamedNodeRef<'_>]| {
        let own = quads.iter().filter(|quad| properties.contains(&quad.predicate.as_ref()));
        let values: BTreeSet<String> = own
            .map(|quad| match &quad.object {
                Term::Literal(literal) => literal.value().to_owned(),
                other => plain(other),
            })
            .collect();
        values.into_iter().collect()
    };
    (!quads.is_empty()).then(|| Listed {
        names: values(&[skos::PREF_LABEL, skos::ALT_LABEL]),
        same_as: values(&[owl::SAME_AS, skos::EXACT_MATCH]),
        identifiers: values(&[schema::IDENTIFIER]),
    })
}

fn derived(ground: &Ground, thing: &NamedNode) -> Vec<Derived> {
    let graph = ground.base.derived_graph();
    let from = ground.quads(Some(thing.as_ref()), None, None, Some(graph.as_ref()));
    let to = ground.quads(None, None, Some(thing.as_ref().into()), Some(graph.as_ref()));
    let triples: BTreeSet<(String, String, String)> = from.chain(to).filter_map(nodes).collect();
    triples
        .into_iter()
        .take(MOST)
        .map(|(subject, predicate, object)| read(ground, &subject, &predicate, &object))
        .collect()
}

fn nodes(quad: Quad) -> Option<(String, String, String)> {
    match (quad.subject, quad.object) {
        (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) => {
            Some((subject.into_string(), quad.predicate.into_string(), object.into_string()))
        }
        _ => None,
    }
}

fn read(ground: &Ground, subject: &str, predicate: &str, object: &str) -> Derived {
    let [subject, predicate, object] = [subject, predicate, object].map(NamedNode::new_unchecked);
    let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
    Derived {
        subject: ground.named(&subject),
        predicate: short(predicate.as_str(), ground.base.as_str()),
        object: ground.named(&object),
        supports: supports(ground, &triple).len(),
    }
}
