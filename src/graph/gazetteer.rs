//! `B graph/gazetteer`: the countries, places and organisations that articles link to.

use super::entity::classes;
use super::iri::Base;
use super::literal;
use super::vocab::{org, owl, rdf, rdfs, schema, skos, tro};
use crate::entity::gazetteer::{Entry, EntryType, Gazetteer};
use crate::entity::{EntityKind, slug};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

/// Every row of the gazetteer, sorted; names in the language of the pack (a BCP 47 tag) and in English.
pub fn quads(gazetteer: &Gazetteer, base: &Base, lang: &str) -> Vec<Quad> {
    let mut rows = Rows { gazetteer, base, lang, graph: base.gazetteer_graph(), quads: Vec::new() };
    gazetteer.entries().iter().for_each(|entry| rows.add_entry(entry));
    rows.quads.sort_by_cached_key(ToString::to_string);
    rows.quads.dedup();
    rows.quads
}

struct Rows<'g> {
    gazetteer: &'g Gazetteer,
    base: &'g Base,
    lang: &'g str,
    graph: NamedNode,
    quads: Vec<Quad>,
}

impl Rows<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn iri(&self, entry: &Entry) -> NamedNode {
        self.base.entity(entry.kind, &slug(&entry.slug))
    }

    fn add_entry(&mut self, entry: &Entry) {
        let node = self.iri(entry);
        for &class in classes(entry.kind).iter().chain(finer_class(entry.entry_type).as_slice()) {
            self.add(&node, rdf::TYPE, class.into_owned());
        }
        self.add_names(&node, entry);
        self.add_identifiers(&node, entry);
        self.add_relations(&node, entry);
    }

    fn add_names(&mut self, node: &NamedNode, entry: &Entry) {
        let names = [Some((&entry.name, self.lang)), entry.name_en.as_ref().map(|name| (name, "en"))];
        for (name, lang) in names.into_iter().flatten() {
            self.add(node, skos::PREF_LABEL, literal::text(name, lang));
            self.add(node, rdfs::LABEL, literal::text(name, lang));
        }
        for name in entry.alt_names.iter().chain(&entry.acronyms).filter(|name| **name != entry.name) {
            self.add(node, skos::ALT_LABEL, literal::text(name, self.lang));
        }
        for name in &entry.alt_names_en {
            self.add(node, skos::ALT_LABEL, literal::text(name, "en"));
        }
    }

    fn add_identifiers(&mut self, node: &NamedNode, entry: &Entry) {
        if let Some(iso) = &entry.iso {
            for code in [&iso.alpha2, &iso.alpha3, &iso.numeric].into_iter().filter(|code| !code.is_empty()) {
                self.add(node, schema::IDENTIFIER, Literal::new_simple_literal(code));
            }
        }
        let same = [entry.wikidata_iri(), entry.geonames_iri(), entry.eu_authority.clone()];
        let others = entry.same_as.iter().cloned();
        for iri in same.into_iter().flatten().chain(others).filter_map(|iri| NamedNode::new(iri).ok()) {
            self.add(node, owl::SAME_AS, iri);
        }
    }

    fn add_relations(&mut self, node: &NamedNode, entry: &Entry) {
        let owned = entry.entry_type == EntryType::GovernmentOrganization;
        let place = entry.kind != EntityKind::Organisation;
        let relations = [
            (tro::property::CAPITAL, entry.capital.as_deref()),
            (schema::CONTAINED_IN_PLACE, entry.country.as_deref().filter(|_| place)),
            (tro::property::JURISDICTION, entry.country.as_deref().filter(|_| owned)),
            (org::SUB_ORGANIZATION_OF, entry.parent.as_deref().filter(|_| !place)),
        ];
        for (property, key) in relations {
            if let Some(other) = key.and_then(|key| self.gazetteer.entry(key)) {
                let other = self.iri(&other);
                self.add(node, property, other);
            }
        }
    }
}

fn finer_class(entry_type: EntryType) -> Option<NamedNodeRef<'static>> {
    match entry_type {
        EntryType::HistoricalCountry => Some(tro::class::HISTORICAL_COUNTRY),
        EntryType::Region => Some(tro::class::REGION),
        EntryType::City => Some(schema::CITY),
        EntryType::InternationalOrganization => Some(tro::class::INTERNATIONAL_ORGANIZATION),
        EntryType::Agency => Some(tro::class::AGENCY),
        EntryType::GovernmentOrganization => Some(schema::GOVERNMENT_ORGANIZATION),
        EntryType::Country | EntryType::Territory | EntryType::Organization | EntryType::Facility => None,
    }
}
