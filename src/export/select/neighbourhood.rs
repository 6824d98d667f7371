//! What belongs to an article, an entity or an event.

use super::{BODY, Extent, Selection};
use crate::dataset::Snapshot;
use crate::graph::Base;
use crate::graph::vocab::{itsrdf, org, prov, rdf, rdfs, skos, tro};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef};
use std::collections::HashSet;
use std::sync::Arc;

/// What an article says of things that it does not only name.
const FACTS: [NamedNodeRef<'static>; 5] =
    [tro::class::EVENT, tro::class::STATEMENT, tro::class::AGREEMENT_STATE, tro::class::AGREEMENT, org::MEMBERSHIP];

/// A selection that is being put together.
pub struct Neighbourhood<'s> {
    snapshot: &'s Arc<Snapshot>,
    base: &'s Base,
    pub selection: Selection,
    /// Things whose names have been looked for.
    named: HashSet<NamedNode>,
}

impl<'s> Neighbourhood<'s> {
    pub fn new(snapshot: &'s Arc<Snapshot>, base: &'s Base) -> Self {
        Self { snapshot, base, selection: Selection::default(), named: HashSet::new() }
    }

    /// The graph of an article, what the gazetteer and the ontology call the things that it names, and the derived triples
    /// that its facts support.
    pub fn add_article(&mut self, article: &NamedNode) {
        self.selection.graphs.insert(article.clone());
        let graph = GraphName::from(article.clone());
        let quads: Vec<Quad> = self.snapshot.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect();
        let mut facts = HashSet::new();
        for quad in &quads {
            if let Term::NamedNode(node) = &quad.object {
                self.name_from_background(node);
            }
            if quad.predicate == prov::WAS_DERIVED_FROM {
                facts.insert(quad.subject.clone());
            }
        }
        for fact in &facts {
            self.add_derived(fact);
        }
    }

    /// What is said of an entity, the facts in which it takes part, its mentions, and what else points to it: not what the
    /// gazetteer knows of all the places of a country.
    pub fn add_entity(&mut self, entity: &NamedNode) {
        self.add_whole(&entity.clone().into());
        for quad in self.of(entity) {
            if let Term::NamedNode(node) = &quad.object {
                if self.is_fact(node.as_ref().into()) { self.add_fact(&node.clone().into()) } else { self.name(node) }
            }
        }
        let term = Term::from(entity.clone());
        let pointing: Vec<Quad> = self.snapshot.quads_for_pattern(None, None, Some(term.as_ref()), None).collect();
        for quad in pointing {
            if quad.predicate == itsrdf::TA_IDENT_REF {
                self.add_whole(&quad.subject);
                self.add_header(&quad.subject);
            } else if self.is_fact(quad.subject.as_ref().into()) {
                self.add_fact(&quad.subject);
            } else if quad.graph_name != GraphName::from(self.base.gazetteer_graph()) {
                if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                    self.name(subject);
                }
                self.selection.quads.insert(quad);
            }
        }
    }

    /// All events with their sentences, and the names of what they name.
    pub fn add_events(&mut self) {
        let class = Term::from(tro::class::EVENT.into_owned());
        let events = self.snapshot.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref()), None);
        for quad in events {
            self.add_fact(&quad.subject);
        }
    }

    fn of(&self, node: &NamedNode) -> Vec<Quad> {
        self.snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, None).collect()
    }

    /// All that is said of something; parts without a name of their own belong to it.
    fn add_whole(&mut self, node: &NamedOrBlankNode) {
        if self.selection.subjects.insert(node.clone(), Extent::All) == Some(Extent::All) {
            return;
        }
        let quads: Vec<Quad> = self.snapshot.quads_for_pattern(Some(node.as_ref()), None, None, None).collect();
        for quad in quads {
            if let Term::BlankNode(part) = quad.object {
                self.add_whole(&part.into());
            }
        }
    }

    /// A fact with its sentence, its trigger, the names of what it names, and the triples that it supports.
    fn add_fact(&mut self, fact: &NamedOrBlankNode) {
        if self.selection.subjects.get(fact) == Some(&Extent::All) {
            return;
        }
        self.add_whole(fact);
        let quads: Vec<Quad> = self.snapshot.quads_for_pattern(Some(fact.as_ref()), None, None, None).collect();
        for quad in quads {
            let Term::NamedNode(node) = &quad.object else { continue };
            let subject = NamedOrBlankNode::from(node.clone());
            match quad.predicate.as_ref() {
                prov::WAS_DERIVED_FROM | tro::property::TRIGGER => {
                    self.add_whole(&subject);
                    self.add_header(&subject);
                }
                tro::property::HAS_STATE => self.add_fact(&subject),
                _ => self.name(node),
            }
        }
        for node in self.add_derived(fact) {
            self.name(&node);
        }
    }

    /// The triples that a fact reifies, with this; gives what stands in them.
    fn add_derived(&mut self, fact: &NamedOrBlankNode) -> Vec<NamedNode> {
        let reified: Vec<Quad> =
            self.snapshot.quads_for_pattern(Some(fact.as_ref()), Some(rdf::REIFIES), None, None).collect();
        let mut nodes = Vec::new();
        for quad in reified {
            if let Term::Triple(triple) = &quad.object {
                let asserted = triple.as_ref().clone().in_graph(quad.graph_name.clone());
                for term in [Term::from(asserted.subject.clone()), asserted.object.clone()] {
                    if let Term::NamedNode(node) = term {
                        nodes.push(node);
                    }
                }
                if self.snapshot.contains(&asserted) {
                    self.selection.quads.insert(asserted);
                }
            }
            self.selection.quads.insert(quad);
        }
        nodes
    }

    /// What is known of the article of which something is part.
    fn add_header(&mut self, part: &NamedOrBlankNode) {
        let NamedOrBlankNode::NamedNode(part) = part else { return };
        let Some(id) = self.base.article_id(part.as_str()) else { return };
        let article = self.base.article(&id);
        let subject = NamedOrBlankNode::from(article.clone());
        if self.selection.subjects.contains_key(&subject) {
            return;
        }
        self.selection.subjects.insert(subject, Extent::Header);
        for quad in self.of(&article).iter().filter(|quad| !BODY.contains(&quad.predicate.as_ref())) {
            if let Term::NamedNode(node) = &quad.object {
                self.name(node);
            }
        }
    }

    /// What something is called: as the gazetteer or the ontology has it, else as the first article in order does.
    fn name(&mut self, node: &NamedNode) {
        if self.named.contains(node) || self.name_from_background(node) {
            return;
        }
        self.named.insert(node.clone());
        let labels = [skos::PREF_LABEL, rdfs::LABEL]
            .into_iter()
            .flat_map(|label| self.snapshot.quads_for_pattern(Some(node.as_ref().into()), Some(label), None, None));
        let first = labels.map(|quad| quad.graph_name).min_by_key(ToString::to_string);
        if let Some(graph) = first {
            self.selection.names.insert(node.clone(), graph);
        }
    }

    fn name_from_background(&mut self, node: &NamedNode) -> bool {
        if self.selection.names.contains_key(node) {
            return true;
        }
        for graph in [self.base.gazetteer_graph(), self.base.ontology_graph()] {
            let graph = GraphName::from(graph);
            let mut told =
                self.snapshot.quads_for_pattern(Some(node.as_ref().into()), None, None, Some(graph.as_ref()));
            if told.next().is_some() {
                self.selection.names.insert(node.clone(), graph);
                return true;
            }
        }
        false
    }

    fn is_fact(&self, node: TermRef<'_>) -> bool {
        let TermRef::NamedNode(node) = node else { return false };
        let types = self.snapshot.quads_for_pattern(Some(node.into()), Some(rdf::TYPE), None, None);
        let is_one = |quad: &Quad| matches!(&quad.object, Term::NamedNode(class) if FACTS.contains(&class.as_ref()));
        types.take(64).any(|quad| is_one(&quad))
    }
}
