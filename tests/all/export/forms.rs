//! Tables, event data and networks say what the graph says.

use super::data::Data;
use oxigraph::model::{NamedNode, Quad};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use std::collections::{BTreeMap, BTreeSet};
use trojka::event::plover::modes;
use trojka::event::{EventType, Modality};
use trojka::export::events::{cameo, polecat};
use trojka::export::facts::{Codes, Event};
use trojka::export::network::Network;
use trojka::export::select::Choice;
use trojka::export::table::{Cell, Sheet, Table};
use trojka::graph::vocab::{rdf, tro};

/// The quads of events in the graphs of articles.
fn events(data: &Data) -> BTreeSet<String> {
    let of_event = |quad: &Quad| quad.subject.to_string().contains("#event-") && quad.predicate != rdf::REIFIES;
    data.dataset.iter().filter(of_event).map(|quad| quad.to_string()).collect()
}

#[test]
fn events_go_to_json_lines_and_back() {
    let data = Data::new();
    let mut lines = Vec::new();
    let count = data.with_facts(&Choice::Whole, |facts| polecat::write(facts, &mut lines).expect("memory takes it"));
    let lines = String::from_utf8(lines).expect("UTF-8");
    assert_eq!(lines.lines().count() as u64, count);
    assert!(count >= 4);
    let back =
        lines.lines().flat_map(|line| polecat::quads(line, &data.base).unwrap_or_else(|e| panic!("{e}: {line}")));
    assert_eq!(back.map(|quad| quad.to_string()).collect::<BTreeSet<_>>(), events(&data));
    let keys: serde_json::Value = serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    for key in [
        "id",
        "event_type",
        "event_mode",
        "contexts",
        "attributes",
        "event_geolocation",
        "pub_date",
        "date_resolved",
        "story_id",
        "version",
    ] {
        assert!(keys.get(key).is_some(), "{key}");
    }
    assert!(keys["attributes"]["ACTOR"].is_array() && keys["attributes"]["RECIP"].is_array());
    assert!(polecat::quads("{}", &data.base).is_err());
}

#[test]
fn tables_have_a_row_for_each_fact() {
    let data = Data::new();
    let typed = |class: &str| {
        data.dataset
            .iter()
            .filter(|quad| quad.predicate == rdf::TYPE && quad.object.to_string().ends_with(class))
            .count()
    };
    for (table, class) in [
        (Table::Events, "ontology#Event>"),
        (Table::Posts, "org#Membership>"),
        (Table::Agreements, "ontology#AgreementState>"),
    ] {
        data.with_facts(&Choice::Whole, |facts| {
            let rows: Vec<Vec<Cell>> = table.rows(facts, false).collect();
            assert_eq!(rows.len(), typed(class), "{}", table.name());
            assert!(rows.iter().all(|row| row.len() == table.columns().len()), "{}", table.name());
            let id = |row: &Vec<Cell>| match &row[0] {
                Cell::Text(Some(id)) => id.clone(),
                other => panic!("{other:?}"),
            };
            let ids: Vec<String> = rows.iter().map(id).collect();
            assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "in the order of ids");
            for sheet in [Sheet::Csv, Sheet::Parquet] {
                let bytes = || {
                    let mut out = Vec::new();
                    sheet.write(table.columns(), table.rows(facts, false), &mut out).expect("memory takes it");
                    out
                };
                assert_eq!(bytes(), bytes());
            }
        });
    }
}

/// A column of the table of events by the label of the actors.
fn column(data: &Data, name: &str, pairs: bool) -> Vec<(String, Cell)> {
    let at = |name: &str| Table::Events.columns().iter().position(|column| column.name == name).expect("a column");
    data.with_facts(&Choice::Articles(vec!["ena".into()]), |facts| {
        let rows = Table::Events.rows(facts, pairs);
        rows.map(|row| (format!("{:?}", row[at("actor_labels")]), row[at(name)].clone())).collect()
    })
}

#[test]
fn a_meeting_is_one_row_or_one_for_each_pair() {
    let data = Data::new();
    let recipients = column(&data, "recipient_labels", true);
    let met = ("List([\"Ana Kos\"])".to_owned(), Cell::List(vec!["Peter Dolinec".into()]));
    assert!(recipients.contains(&met), "{recipients:?}");
    assert!(recipients.iter().all(|(_, cell)| matches!(cell, Cell::List(list) if list.len() < 2)));
    assert!(recipients.len() >= column(&data, "recipient_labels", false).len());
    let days = column(&data, "article_date", false);
    assert!(days.iter().all(|(_, day)| *day == Cell::Day(Some("2024-03-05".into()))), "{days:?}");
}

#[test]
fn only_what_took_place_or_is_announced_has_a_row_with_cameo_codes() {
    let data = Data::new();
    let (text, count) = data.with_facts(&Choice::Whole, |facts| {
        let mut out = Vec::new();
        let count = cameo::write(facts, &mut out).expect("memory takes it");
        (String::from_utf8(out).expect("UTF-8"), count)
    });
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows[0], cameo::COLUMNS);
    assert_eq!(rows.len() as u64, count.rows + 1);
    assert!(count.left_out > 0 && count.coded > 0, "{count:?}");
    let desired = tro::code::modality(Modality::Desired).as_str();
    for row in &rows[1..] {
        assert_eq!(row.len(), cameo::COLUMNS.len());
        let event = NamedNode::new(row[0]).expect("an IRI");
        assert!(row[10].starts_with(row[12]) && row[12].len() == 2, "{row:?}");
        let modality =
            data.dataset.quads_for_pattern(Some(event.as_ref().into()), Some(tro::property::MODALITY), None, None);
        assert!(modality.into_iter().all(|quad| !quad.object.to_string().contains(desired)), "{row:?}");
        assert_eq!(row[1].len(), 8, "{row:?}");
    }
    assert!(rows.iter().any(|row| row[10] == "042"), "a visit: {text}");
}

/// An event of some type and mode.
fn event(data: &Data, kind: EventType, mode: Option<&str>, coded: EventType) -> Event {
    let any = data.with_facts(&Choice::Whole, |facts| facts.events().next().expect("an event"));
    Event {
        class: Some(tro::code::event_class(kind).into_owned()),
        plover_code: Some(coded.code().to_owned()),
        mode: mode.and_then(|mode| tro::code::mode(kind, mode)),
        contexts: Vec::new(),
        ..any
    }
}

#[test]
fn each_type_and_mode_has_a_code_of_cameo() {
    let data = Data::new();
    let codes = Codes::load(&data.base).expect("the ontology parses");
    let code = |event: &Event| codes.cameo(event).map(str::to_owned);
    let mut found = BTreeMap::new();
    for kind in EventType::ALL {
        for mode in modes(kind).iter().map(|mode| Some(*mode)).chain([None]) {
            let code = code(&event(&data, kind, mode, kind)).unwrap_or_else(|| panic!("{kind:?} {mode:?}"));
            assert!(code.len() >= 3, "{kind:?} {mode:?}: {code}");
            found.insert((kind.code(), mode.unwrap_or_default()), code);
        }
    }
    for (kind, mode, expected) in [
        ("CONSULT", "", "040"),
        ("CONSULT", "visit", "042"),
        ("CONSULT", "multilateral", "040"),
        ("CONCEDE", "", "080"),
        ("PROTEST", "boycott", "143"),
        // The manual of PLOVER, not the older crosswalk.
        ("SANCTION", "discontinue", "163"),
        ("SANCTION", "convict", "116"),
    ] {
        assert_eq!(found[&(kind, mode)], expected, "{kind} {mode}");
    }
    let announced = |kind| code(&event(&data, kind, None, EventType::Agree));
    assert_eq!(announced(EventType::Consult).as_deref(), Some("036"));
    assert_eq!(announced(EventType::Aid).as_deref(), Some("033"));
    let legal = Event {
        contexts: vec![tro::code::context("legal").expect("a context")],
        ..event(&data, EventType::Cooperate, None, EventType::Cooperate)
    };
    assert_eq!(code(&legal).as_deref(), Some("063"));
}

#[test]
fn networks_are_xml_with_all_nodes_and_edges() {
    let data = Data::new();
    let network = data.with_facts(&Choice::Whole, Network::collect);
    assert!(network.nodes.len() > 3 && network.edges.len() > 3);
    let known = |iri: &String| network.nodes.contains_key(iri);
    assert!(network.edges.keys().all(|edge| known(&edge.source) && known(&edge.target)));
    let kinds: BTreeSet<&str> = network.edges.keys().map(|edge| edge.kind).collect();
    assert_eq!(kinds, BTreeSet::from(["agreement", "event", "post"]));
    let met = network.edges.iter().find(|(edge, _)| edge.class == "Consult").expect("a meeting");
    assert!(met.0.mutual && met.0.plover_code == "CONSULT" && met.1.facts == 1, "{met:?}");
    for write in [Network::write_graphml, Network::write_gexf] {
        let mut out = Vec::new();
        write(&network, &mut out).expect("memory takes it");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(elements(&text, "node"), network.nodes.len());
        assert_eq!(elements(&text, "edge"), network.edges.len());
        // Readers look at the first list of values only.
        let lists = if text.contains("<gexf ") { network.nodes.len() + network.edges.len() } else { 0 };
        assert_eq!(elements(&text, "attvalues"), lists);
        assert!(text.contains("Žan Bele"));
    }
}

fn elements(text: &str, name: &str) -> usize {
    let mut reader = Reader::from_str(text);
    let mut count = 0;
    loop {
        match reader.read_event().expect("XML") {
            Xml::Start(start) if start.name().as_ref() == name.as_bytes() => count += 1,
            Xml::Eof => return count,
            _ => {}
        }
    }
}
