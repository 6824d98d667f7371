//! Persons, countries, organisations and whatever else facts name.

use super::reader::{Facts, Said};
use crate::graph::vocab::{org, owl, rdf, rdfs, schema, skos, tro};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Thing {
    pub iri: String,
    /// As in `B id/<kind>/…`.
    pub kind: Option<&'static str>,
    pub label: Option<String>,
    /// ISO 3166-1 of the country that it is.
    pub iso: Option<Iso>,
    /// The country that it is or belongs to, as far as the data tell: by jurisdiction, by the posts of a person.
    pub country: Option<Iso>,
    pub same: Same,
    /// Sectors of PLOVER that follow from its classes.
    pub sectors: Vec<&'static str>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Iso {
    pub alpha2: String,
    pub alpha3: Option<String>,
}

/// The same thing elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Same {
    /// As in `Q215`.
    pub wikidata: Option<String>,
    pub geonames: Option<String>,
}

/// Steps from a thing to its country at most: person, post, organisation, country.
const STEPS: usize = 4;

/// PLOVER, section on actors: what a class tells of the sector. Most tell nothing.
const SECTORS: [(NamedNodeRef<'static>, &str); 2] =
    [(tro::class::MINISTER, "GOV"), (tro::class::INTERNATIONAL_ORGANIZATION, "IGO")];

pub(super) fn read(facts: &Facts, node: &NamedNode) -> Thing {
    let said = facts.said(node);
    let classes = said.nodes(rdf::TYPE);
    let mut sectors: Vec<&str> = SECTORS
        .into_iter()
        .filter(|(class, _)| classes.iter().any(|own| own.as_ref() == *class))
        .map(|(_, code)| code)
        .collect();
    sectors.sort_unstable();
    Thing {
        iri: node.as_str().to_owned(),
        kind: facts.base.entity_of(node).map(|(kind, _)| kind.as_str()),
        label: label(&said, facts.lang),
        iso: iso(&said),
        country: country(facts, node),
        same: same(&said),
        sectors,
    }
}

/// The preferred label in a language, else in any; of several the one that most graphs have.
fn label(said: &Said, lang: &str) -> Option<String> {
    let mut counts = BTreeMap::<(bool, &str), usize>::new();
    for property in [skos::PREF_LABEL, rdfs::LABEL] {
        for term in said.terms(property) {
            let Term::Literal(literal) = term else { continue };
            let foreign = literal.language().is_none_or(|own| own != lang);
            *counts.entry((foreign, literal.value())).or_default() += 1;
        }
        let best = counts.iter().min_by_key(|((foreign, text), count)| (*foreign, std::cmp::Reverse(**count), *text));
        if let Some(((_, text), _)) = best {
            return Some((*text).to_owned());
        }
    }
    None
}

fn iso(said: &Said) -> Option<Iso> {
    if !said.nodes(rdf::TYPE).iter().any(|class| class.as_ref() == schema::COUNTRY) {
        return None;
    }
    let letters = |length: usize| {
        let codes = said.terms(schema::IDENTIFIER).filter_map(|term| match term {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        });
        let fits = |code: &&str| code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase());
        codes.filter(fits).min().map(str::to_owned)
    };
    Some(Iso { alpha2: letters(2)?, alpha3: letters(3) })
}

fn same(said: &Said) -> Same {
    let elsewhere = said.nodes(owl::SAME_AS);
    let after = |starts: [&str; 2]| {
        let rest = |node: &NamedNode| {
            let rest = starts.iter().find_map(|start| node.as_str().strip_prefix(start))?;
            Some(rest.trim_end_matches('/').to_owned())
        };
        elsewhere.iter().find_map(rest)
    };
    Same {
        wikidata: after(["http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"]),
        geonames: after(["https://sws.geonames.org/", "http://sws.geonames.org/"]),
    }
}

/// The one country to which the data lead; `None` when they lead to several.
fn country(facts: &Facts, node: &NamedNode) -> Option<Iso> {
    let mut found = countries(facts, node, STEPS).into_iter();
    found.next().filter(|_| found.next().is_none())
}

fn countries(facts: &Facts, node: &NamedNode, steps: usize) -> BTreeSet<Iso> {
    let said = facts.said(node);
    if let Some(own) = iso(&said) {
        return BTreeSet::from([own]);
    }
    if steps == 0 {
        return BTreeSet::new();
    }
    let ways: [&[NamedNodeRef<'_>]; 3] = [
        &[tro::property::JURISDICTION, schema::CONTAINED_IN_PLACE, schema::NATIONALITY],
        &[org::HOLDS],
        &[tro::property::FORMERLY_HELD],
    ];
    let follow = |properties: &[NamedNodeRef<'_>]| -> BTreeSet<Iso> {
        let next = properties.iter().flat_map(|&property| said.nodes(property));
        next.flat_map(|node| countries(facts, &node, steps - 1)).collect()
    };
    ways.into_iter().map(follow).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Their IRIs, in the order of the list.
pub fn iris(things: &[Rc<Thing>]) -> Vec<String> {
    things.iter().map(|thing| thing.iri.clone()).collect()
}
