//! `B graph/identity`: which things may be one, which were found to be one under different names, and why.

use super::canonical::Named;
use super::cluster::Grouping;
use super::decision::Rulings;
use super::dossier::Dossier;
use super::evidence::Reason;
use crate::graph::vocab::{prov, rdf, skos, tro};
use crate::graph::{Base, fact_iri};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Sorted, without repetition.
pub(super) fn quads(
    base: &Base,
    dossiers: &[&Dossier],
    grouping: &Grouping,
    named: &[Named],
    rulings: &Rulings,
) -> Vec<Quad> {
    let mut report = Report { base, graph: base.identity_graph(), quads: Vec::new() };
    let graph = report.graph.clone();
    report.add(&graph, rdf::TYPE, prov::BUNDLE.into_owned());
    for (&(one, other), evidence) in &grouping.doubts {
        let members = |index: usize| &grouping.clusters[index].members;
        if named[one].iri != named[other].iri && rulings.constraints.allow(members(one), members(other)) {
            report.add_doubt(&named[one].iri, &named[other].iri, &evidence.reasons);
        }
    }
    for (cluster, named) in grouping.clusters.iter().zip(named) {
        let mut told: BTreeMap<(&str, &BTreeSet<Reason>), Vec<&NamedNode>> = BTreeMap::new();
        for (&member, evidence) in cluster.joined.iter().filter(|(at, _)| dossiers[**at].iri != named.iri) {
            let key = (dossiers[member].name.as_str(), &evidence.reasons);
            told.entry(key).or_default().push(&dossiers[member].article);
        }
        for ((name, reasons), articles) in told {
            report.add_link(&named.iri, name, reasons, &articles);
        }
    }
    report.quads.sort_by_cached_key(ToString::to_string);
    report.quads.dedup();
    report.quads
}

struct Report<'b> {
    base: &'b Base,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Report<'_> {
    fn add(&mut self, subject: &NamedNode, property: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), property.into_owned(), object, self.graph.clone()));
    }

    fn add_doubt(&mut self, one: &NamedNode, other: &NamedNode, reasons: &BTreeSet<Reason>) {
        self.add(one, skos::CLOSE_MATCH, other.clone());
        self.add(other, skos::CLOSE_MATCH, one.clone());
        let mut both = [self.relative(one), self.relative(other)];
        both.sort_unstable();
        let node = self.judgement(&both, tro::value::PERHAPS_ONE_THING, reasons);
        self.add(&node, tro::property::IDENTIFIES, one.clone());
        self.add(&node, tro::property::IDENTIFIES, other.clone());
    }

    fn add_link(&mut self, thing: &NamedNode, name: &str, reasons: &BTreeSet<Reason>, articles: &[&NamedNode]) {
        let mut key = vec![self.relative(thing), name.replace('\n', " ")];
        key.extend(reasons.iter().map(|reason| reason.concept().into_string()));
        let node = self.judgement(&key, tro::value::ONE_THING, reasons);
        self.add(&node, tro::property::IDENTIFIES, thing.clone());
        self.add(&node, tro::property::CALLED, Literal::new_simple_literal(name));
        for article in articles {
            self.add(&node, prov::WAS_DERIVED_FROM, (*article).clone());
        }
    }

    fn judgement(&mut self, key: &[String], verdict: NamedNodeRef<'_>, reasons: &BTreeSet<Reason>) -> NamedNode {
        let node = fact_iri(&self.graph, "identification", key);
        self.add(&node, rdf::TYPE, tro::class::IDENTIFICATION.into_owned());
        self.add(&node, tro::property::VERDICT, verdict.into_owned());
        for reason in reasons {
            self.add(&node, tro::property::REASON, reason.concept());
        }
        node
    }

    fn relative(&self, node: &NamedNode) -> String {
        node.as_str().strip_prefix(self.base.as_str()).unwrap_or(node.as_str()).to_owned()
    }
}
