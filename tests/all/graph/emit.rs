use super::conformance::{conforming, of_class};
use super::sample;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use trojka::document::Document;
use trojka::graph::vocab::{nif, org, rdf, skos, tro};
use trojka::graph::{Base, Generator, emit};

fn quads(doc: &Document) -> Vec<Quad> {
    emit(doc, &Base::default(), &Generator::default())
}

fn nquads(quads: &[Quad]) -> String {
    let mut out = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
    for quad in quads {
        out.serialize_quad(quad).expect("writing to memory");
    }
    String::from_utf8(out.finish().expect("writing to memory")).expect("N-Quads are UTF-8")
}

fn subjects_of(quads: &[Quad], class: NamedNodeRef<'_>) -> Vec<NamedOrBlankNode> {
    quads
        .iter()
        .filter(|q| q.predicate == rdf::TYPE && q.object == Term::from(class.into_owned()))
        .map(|q| q.subject.clone())
        .collect()
}

fn objects(quads: &[Quad], subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>) -> Vec<Term> {
    quads.iter().filter(|q| q.subject == *subject && q.predicate == predicate).map(|q| q.object.clone()).collect()
}

#[test]
fn the_graph_conforms_to_the_contract() {
    for date in [None, Some("2025-05-04")] {
        let mut doc = sample::meeting("čaj in / kava");
        doc.article.date = date.map(|date| date.parse().expect("a date"));
        doc.article.title = Some("Srečanje".into());
        doc.article.url = Some("https://example.org/a b".into());
        doc.article.source = Some("Jezerska tiskovna agencija".into());
        let quads = conforming(&doc);
        let count = |class| of_class(&quads, class).count();
        assert_eq!(count(nif::SENTENCE), 4);
        assert_eq!((count(tro::class::EVENT), count(org::MEMBERSHIP)), (4, 3));
        assert_eq!((count(tro::class::AGREEMENT_STATE), count(tro::class::STATEMENT)), (1, 1));
    }
}

#[test]
fn nothing_is_said_that_the_article_does_not_say() {
    let text = nquads(&quads(&sample::meeting("a")));
    for absent in ["asOf", "datePublished", "headline", "schema.org/url", "publisher", "nationality", "no-such-context"]
    {
        assert!(!text.contains(absent), "{absent}");
    }
    let mut dated = sample::meeting("a");
    dated.article.date = Some("2025-05-04".parse().expect("a date"));
    assert_eq!(nquads(&quads(&dated)).matches("ontology#asOf").count(), 4);
}

#[test]
fn says_events_as_the_contract_has_them() {
    let quads = quads(&sample::meeting("a"));
    let mut lines = BTreeMap::new();
    for event in subjects_of(&quads, tro::class::AID) {
        for quad in quads.iter().filter(|q| q.subject == event) {
            let name = quad.predicate.as_str().rsplit(['#', '/']).next().unwrap_or("").to_owned();
            lines.entry(name).or_insert_with(BTreeSet::new).insert(quad.object.to_string());
        }
    }
    let one = |name: &str| lines[name].iter().next().cloned().unwrap_or_default();
    assert_eq!(one("actor"), "<http://localhost:7878/id/country/brdo>");
    assert_eq!(one("recipient"), "<http://localhost:7878/id/country/jezerje>");
    assert_eq!(one("via"), "<http://localhost:7878/id/organisation/zveza-policij>");
    assert_eq!(one("modality"), "<https://w3id.org/trojka/ontology#Planned>");
    assert_eq!(one("ploverCode"), "\"AGREE\"");
    assert_eq!(one("headcount"), "\"12\"^^<http://www.w3.org/2001/XMLSchema#integer>");
    assert_eq!(one("date"), "\"2025-06\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>");
    assert_eq!(one("datePrecision"), "\"month\"");
    assert_eq!(one("notBefore"), "\"2025-06-01\"^^<http://www.w3.org/2001/XMLSchema#date>");
    assert_eq!(one("notAfter"), "\"2025-06-30\"^^<http://www.w3.org/2001/XMLSchema#date>");
    assert_eq!(one("about"), "<http://localhost:7878/id/topic/policisti>");
    assert_eq!(one("attributedTo"), "<http://localhost:7878/id/person/peter-dolinec>");
    assert_eq!(lines["type"].len(), 2);
}

#[test]
fn offices_without_a_known_owner_stay_apart() {
    let quads = quads(&sample::meeting("a"));
    let posts: BTreeSet<_> = subjects_of(&quads, org::POST).iter().map(ToString::to_string).collect();
    for slug in ["notranja-ministrica-jezerje", "notranji-minister-brdo", "predsednik-zan-bele"] {
        assert!(posts.contains(&format!("<http://localhost:7878/id/post/{slug}>")), "{slug} in {posts:?}");
    }
    assert_eq!(posts.len(), 3);
}

#[test]
fn the_same_document_gives_the_same_bytes_under_any_order_of_entities() {
    let doc = sample::meeting("a");
    let first = nquads(&quads(&doc));
    assert_eq!(first, nquads(&quads(&doc)));
    let mut events = sample::meeting("a");
    events.events.reverse();
    events.posts.reverse();
    events.mentions.reverse();
    assert_eq!(first, nquads(&quads(&events)));
}

#[test]
fn fact_names_do_not_depend_on_the_base() {
    let other = Base::new("https://example.org/kg/").expect("a base");
    let there = nquads(&emit(&sample::meeting("a"), &other, &Generator::default()));
    let here = nquads(&quads(&sample::meeting("a")));
    let mut moved: Vec<_> =
        there.replace(other.as_str(), Base::default().as_str()).lines().map(str::to_owned).collect();
    moved.sort();
    assert!(moved.iter().map(String::as_str).eq(here.lines()));
}

#[test]
fn every_entity_has_a_label_in_the_language_of_the_article() {
    let quads = quads(&sample::meeting("a"));
    let entities: HashSet<_> =
        quads.iter().map(|q| q.subject.clone()).filter(|s| s.to_string().contains("/id/")).collect();
    assert!(entities.len() > 10);
    for entity in entities {
        let labels = objects(&quads, &entity, skos::PREF_LABEL);
        assert!(matches!(&labels[..], [Term::Literal(l)] if l.language() == Some("sl")), "{entity}: {labels:?}");
    }
}

#[test]
fn facts_that_point_nowhere_are_left_out() {
    let mut doc = sample::meeting("a");
    doc.events[0].sentence = 99;
    doc.statements[0].speaker = 99;
    doc.posts[0].person = 99;
    doc.agreements[0].agreement = 99;
    let quads = quads(&doc);
    assert_eq!(subjects_of(&quads, tro::class::EVENT).len(), 3);
    assert_eq!(subjects_of(&quads, org::MEMBERSHIP).len(), 2);
}

#[test]
fn a_body_of_a_country_is_described_by_the_article_and_the_country_is_not() {
    let mut doc = sample::meeting("a");
    let country = doc.find_entity(trojka::entity::EntityKind::Country, "jezerje").expect("in the sample");
    let body = doc.find_entity(trojka::entity::EntityKind::Organisation, "zveza-policij").expect("in the sample");
    doc.entities[country].gazetteer = Some("JE".into());
    doc.entities[body].gazetteer = Some("JE/police".into());
    let text = nquads(&quads(&doc));
    assert!(!text.lines().any(|line| line.starts_with("<http://localhost:7878/id/country/jezerje>")), "{text}");
    let police = "<http://localhost:7878/id/organisation/zveza-policij>";
    assert!(
        text.contains(&format!("{police} {} <http://localhost:7878/id/country/jezerje>", tro::property::JURISDICTION))
    );
    assert!(text.contains(&format!("{police} {} <https://schema.org/GovernmentOrganization>", rdf::TYPE)));
}

#[test]
fn a_fact_that_two_rules_found_is_said_once() {
    let mut doc = sample::meeting("a");
    let first = nquads(&quads(&doc));
    let (mut event, mut statement) = (doc.events[0].clone(), doc.statements[0].clone());
    event.frame = "sample.other".into();
    statement.rule = "sample.other".into();
    doc.events.push(event);
    doc.statements.push(statement);
    conforming(&doc);
    assert_eq!(first, nquads(&quads(&doc)));
}
