use oxigraph::model::{NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use trojka::entity::EntityKind;
use trojka::entity::gazetteer::Gazetteer;
use trojka::graph::vocab::{org, owl, rdf, schema, skos, tro};
use trojka::graph::{Base, gazetteer};
use trojka::lang::Pack;

fn quads() -> &'static [Quad] {
    static QUADS: OnceLock<Vec<Quad>> = OnceLock::new();
    QUADS.get_or_init(|| {
        let pack = Pack::shipped("sl").expect("the Slovene pack");
        gazetteer::quads(&Gazetteer::load(&pack).expect("loads"), &Base::default(), "sl")
    })
}

fn objects(kind: EntityKind, slug: &str, predicate: NamedNodeRef<'_>) -> BTreeSet<String> {
    let node = Base::default().entity(kind, slug);
    let of = quads().iter().filter(|q| q.subject == node.clone().into() && q.predicate == predicate);
    of.map(|q| q.object.to_string()).collect()
}

fn set(terms: &[&str]) -> BTreeSet<String> {
    terms.iter().map(|&term| term.to_owned()).collect()
}

#[test]
fn a_country_has_names_codes_capital_and_links() {
    let about = |predicate| objects(EntityKind::Country, "albanija", predicate);
    assert_eq!(about(rdf::TYPE), set(&["<https://schema.org/Country>"]));
    assert_eq!(about(skos::PREF_LABEL), set(&["\"Albanija\"@sl", "\"Albania\"@en"]));
    assert_eq!(about(schema::IDENTIFIER), set(&["\"AL\"", "\"ALB\"", "\"008\""]));
    assert_eq!(about(tro::property::CAPITAL), set(&["<http://localhost:7878/id/place/tirana>"]));
    assert!(about(owl::SAME_AS).contains("<http://www.wikidata.org/entity/Q222>"));
    assert!(about(owl::SAME_AS).contains("<http://publications.europa.eu/resource/authority/country/ALB>"));
}

#[test]
fn cities_lie_in_countries_and_agencies_belong_to_the_union() {
    let country = objects(EntityKind::Place, "tirana", schema::CONTAINED_IN_PLACE);
    assert_eq!(country, set(&["<http://localhost:7878/id/country/albanija>"]));
    assert!(objects(EntityKind::Place, "tirana", rdf::TYPE).contains("<https://schema.org/City>"));
    let frontex = |predicate| objects(EntityKind::Organisation, "frontex", predicate);
    assert!(frontex(rdf::TYPE).contains(&tro::class::AGENCY.to_string()));
    assert_eq!(frontex(org::SUB_ORGANIZATION_OF), set(&["<http://localhost:7878/id/organisation/evropska-unija>"]));
}

/// Two rows with one IRI would be one thing with the labels of both.
#[test]
fn no_two_rows_share_an_iri() {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for quad in quads().iter().filter(|q| q.predicate == skos::PREF_LABEL) {
        if let Term::Literal(name) = &quad.object {
            let key = format!("{} @{}", quad.subject, name.language().unwrap_or_default());
            names.entry(key).or_default().insert(name.value().to_owned());
        }
    }
    let shared: Vec<_> = names.iter().filter(|(_, names)| names.len() > 1).collect();
    assert!(shared.is_empty(), "{shared:#?}");
    assert!(names.len() > 1000);
}

#[test]
fn all_is_in_its_graph_and_nothing_is_a_blank_node() {
    let graph = Base::default().gazetteer_graph();
    for quad in quads() {
        assert_eq!(quad.graph_name, graph.clone().into());
        assert!(quad.subject.is_named_node() && !quad.object.is_blank_node());
    }
}

#[test]
fn what_is_referred_to_is_described() {
    let described: BTreeSet<_> = quads().iter().map(|q| q.subject.to_string()).collect();
    for quad in quads() {
        let object = quad.object.to_string();
        assert!(!object.starts_with("<http://localhost:7878/id/") || described.contains(&object), "{quad}");
    }
}
