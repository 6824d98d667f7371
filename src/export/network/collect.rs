//! Nodes and edges from facts.

use crate::export::facts::{AgreementState, Event, Facts, Tenure, Thing, local};
use oxigraph::model::NamedNode;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Sorted by IRI and by what makes an edge this one.
#[derive(Debug, Default)]
pub struct Network {
    pub nodes: BTreeMap<String, Node>,
    pub edges: BTreeMap<Edge, Weight>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Node {
    pub label: String,
    pub kind: String,
    /// ISO 3166-1 alpha-2 of the country that it is or belongs to.
    pub iso: String,
    /// As in `Q215`.
    pub wikidata: String,
}

/// What connects two nodes. Facts that differ in nothing of this are one edge.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Edge {
    pub source: String,
    pub target: String,
    /// `event`, `post` or `agreement`.
    pub kind: &'static str,
    /// Class of the event, label of the post, status of the agreement.
    pub class: String,
    pub plover_code: String,
    pub modality: String,
    /// First and last day.
    pub start: String,
    pub end: String,
    /// Whether it holds in both directions.
    pub mutual: bool,
}

/// How many facts an edge stands for, and of which articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Weight {
    pub facts: u64,
    pub articles: BTreeSet<String>,
}

impl Network {
    pub fn collect(facts: &Facts) -> Self {
        let mut network = Self::default();
        facts.events().for_each(|event| network.add_event(&event));
        facts.tenures().for_each(|tenure| network.add_tenure(&tenure));
        facts.agreement_states().for_each(|state| network.add_state(&state));
        network
    }

    fn add_event(&mut self, event: &Event) {
        let article = &event.evidence.article;
        for thing in event.actors.iter().chain(&event.recipients) {
            self.add_node(thing);
        }
        for (actor, recipient) in event.pairs() {
            let (Some(actor), Some(recipient)) = (actor, recipient) else { continue };
            let edge = Edge {
                kind: "event",
                class: name(event.class.as_ref()),
                plover_code: event.plover_code.clone().unwrap_or_default(),
                modality: name(event.modality.as_ref()),
                start: event.not_before.clone().or_else(|| article.date.clone()).unwrap_or_default(),
                end: event.not_after.clone().or_else(|| article.date.clone()).unwrap_or_default(),
                mutual: event.is_mutual(),
                ..between(actor, recipient)
            };
            self.add_edge(edge, &article.id);
        }
    }

    fn add_tenure(&mut self, tenure: &Tenure) {
        let Some(person) = &tenure.person else { return };
        let day = tenure.as_of.clone().unwrap_or_default();
        for owner in &tenure.jurisdiction {
            let post = tenure.post.as_ref().and_then(|post| post.label.clone()).unwrap_or_default();
            let (start, end) = (day.clone(), day.clone());
            let modality = name(tenure.tense.as_ref());
            let edge = Edge { kind: "post", class: post, modality, start, end, ..between(person, owner) };
            self.add_edge(edge, &tenure.evidence.article.id);
            self.add_node(person);
            self.add_node(owner);
        }
    }

    fn add_state(&mut self, state: &AgreementState) {
        let day = state.as_of.clone().unwrap_or_default();
        for (at, party) in state.parties.iter().enumerate() {
            self.add_node(party);
            for other in &state.parties[at + 1..] {
                let (start, end) = (day.clone(), day.clone());
                let class = name(state.status.as_ref());
                let edge = Edge { kind: "agreement", class, start, end, mutual: true, ..between(party, other) };
                self.add_edge(edge, &state.evidence.article.id);
            }
        }
    }

    fn add_node(&mut self, thing: &Thing) {
        self.nodes.entry(thing.iri.clone()).or_insert_with(|| Node {
            label: thing.label.clone().unwrap_or_else(|| thing.iri.clone()),
            kind: thing.kind.unwrap_or_default().to_owned(),
            iso: thing.country.as_ref().map(|iso| iso.alpha2.clone()).unwrap_or_default(),
            wikidata: thing.same.wikidata.clone().unwrap_or_default(),
        });
    }

    fn add_edge(&mut self, edge: Edge, article: &str) {
        let weight = self.edges.entry(edge).or_default();
        weight.facts += 1;
        weight.articles.insert(article.to_owned());
    }
}

fn between(source: &Rc<Thing>, target: &Rc<Thing>) -> Edge {
    Edge { source: source.iri.clone(), target: target.iri.clone(), ..Edge::default() }
}

fn name(concept: Option<&NamedNode>) -> String {
    concept.map(local).unwrap_or_default().to_owned()
}

impl Edge {
    /// Names and values of what is said of an edge beside its ends, days and weight.
    pub fn attributes(&self) -> [(&'static str, &str); 4] {
        [("kind", self.kind), ("class", &self.class), ("plover_code", &self.plover_code), ("modality", &self.modality)]
    }
}

impl Weight {
    pub fn article_ids(&self) -> String {
        self.articles.iter().map(|id| id.replace(';', ",")).collect::<Vec<_>>().join(";")
    }
}

impl Node {
    /// Names and values of what is said of a node beside its label.
    pub fn attributes(&self) -> [(&'static str, &str); 3] {
        [("kind", &self.kind), ("iso", &self.iso), ("wikidata", &self.wikidata)]
    }
}
