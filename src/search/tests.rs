//! Searches over a small index of invented texts.

use super::lemmas::tests::slovene;
use super::*;
use oxigraph::model::GraphNameRef;
use std::time::Duration;

fn node(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("http://e/{name}"))
}

fn entry(name: &str, kind: Kind, text: &str, lemmas: Option<&str>) -> Entry {
    Entry {
        thing: node(name),
        kind,
        text: text.into(),
        language: Some("sl".into()),
        lemmas: lemmas.map(Into::into),
        names: Vec::new(),
    }
}

fn sample() -> Vec<Entry> {
    let mut entries: Vec<Entry> = [
        (
            "dva",
            "Ministra sta govorila o treh sporazumov željnih sosedih.",
            "ministra biti govoriti o tri sporazum željen sosed.",
        ),
        (
            "en",
            "Podpis sporazuma so v Jezerskem pozdravili vsi navzoči.",
            "podpis sporazum biti v Jezersko pozdraviti ves navzoč.",
        ),
        ("ime", "Zvečer se je sestal s Tomom Vertalo.", "zvečer se biti sestati z Tom Vertala."),
        ("vodi", "Odbor vodi profesorica.", "odbor voditi profesorica."),
        ("voda", "V vodi so našli alge.", "v voda biti najti alga."),
        ("koš", "Na tla je padel koš.", "na tla biti pasti koš."),
        ("kos", "Na tla je padel kos.", "na tla biti pasti kos."),
        ("zveza", "Zunanjega ministra EU-ja čaka delo.", "zunanji minister EU čakati delo."),
        ("minister", "Minister je odšel v zunanji svet.", "minister biti oditi v zunanji svet."),
    ]
    .map(|(name, text, lemmas)| entry(name, Kind::Sentence, text, Some(lemmas)))
    .into();
    entries.push(entry("škofja-loka", Kind::Label, "Škofja Loka", None));
    entries.push(entry("verta", Kind::Label, "Taulo Verta", None));
    entries.push(entry("dogovor", Kind::Label, "Sporazum o vodah", None));
    entries.push(entry("članek", Kind::Headline, "Novi predpisi o alkah", None));
    entries
}

fn index() -> Index {
    let index = Index::new(slovene()).expect("memory");
    index.replace(node("g").as_ref().into(), sample()).expect("memory");
    index
}

fn found(index: &Index, text: &str) -> Vec<String> {
    let hits = index.search(text, 20, &Filter::default()).expect("short");
    hits.iter().map(|hit| hit.thing.as_str()["http://e/".len()..].to_owned()).collect()
}

#[test]
fn finds_by_lemma_whatever_the_form() {
    let index = index();
    for text in ["sporazum", "sporazuma", "Sporazumov", "SPORAZUMOM"] {
        let mut names = found(&index, text);
        names.sort();
        assert_eq!(names, ["dogovor", "dva", "en"], "{text}");
    }
    assert_eq!(found(&index, "predpisa"), ["članek"]);
}

#[test]
fn the_form_itself_stands_first() {
    let index = index();
    assert_eq!(found(&index, "sporazuma")[0], "en");
    assert_eq!(found(&index, "sporazumov")[0], "dva");
    assert_eq!(found(&index, "koš"), ["koš", "kos"]);
}

#[test]
fn marks_and_case_are_folded() {
    let index = index();
    for text in ["skofja loka", "ŠKOFJA LOKA", "Škofjo Loko", "v skofji loki"] {
        assert_eq!(found(&index, text), ["škofja-loka"], "{text}");
    }
    // Nothing but the index knows of which word with marks this is a form.
    assert_eq!(found(&index, "zeljnih"), ["dva"]);
}

#[test]
fn finds_names_in_any_form() {
    let index = index();
    for text in ["Vertala", "Vertalo", "Toma Vertale", "vertali"] {
        assert_eq!(found(&index, text), ["ime"], "{text}");
    }
    for text in ["Verta", "Verto", "Taulom Verto"] {
        assert_eq!(found(&index, text), ["verta"], "{text}");
    }
}

#[test]
fn lemmas_of_the_graph_tell_words_apart() {
    let index = index();
    assert_eq!(found(&index, "voditi"), ["vodi"]);
    let mut water = found(&index, "vode");
    water.sort();
    assert_eq!(water, ["dogovor", "voda"]);
}

#[test]
fn phrases_exclusions_and_beginnings() {
    let index = index();
    assert_eq!(found(&index, "\"zunanji minister\""), ["zveza"]);
    assert_eq!(found(&index, "»zunanjim ministrom«"), ["zveza"]);
    assert_eq!(found(&index, "zunanji minister").len(), 2);
    assert_eq!(found(&index, "sporazum -podpis -vode"), ["dva"]);
    assert_eq!(found(&index, "spora*"), ["dogovor", "en", "dva"], "labels first, then the shorter text");
    assert_eq!(found(&index, "ŠKOFJ*"), ["škofja-loka"]);
    assert_eq!(found(&index, "EU"), ["zveza"]);
    assert_eq!(found(&index, "EU-jem"), ["zveza"]);
    assert!(found(&index, "").is_empty() && found(&index, "… \" -").is_empty());
}

#[test]
fn all_words_or_else_any() {
    let index = index();
    assert_eq!(found(&index, "sporazum ter Jezersko"), ["en"]);
    let any = found(&index, "sporazum profesorica");
    assert!(any.len() == 4 && any.contains(&"vodi".to_owned()), "{any:?}");
    assert!(index.find("sporazum profesorica", None).expect("short").is_empty());
}

#[test]
fn filters_limits_and_marks_what_was_found() {
    let index = index();
    let filter = Filter { kinds: vec![Kind::Label], ..Filter::default() };
    let hits = index.search("sporazum", 20, &filter).expect("short");
    assert_eq!(hits.iter().map(|hit| hit.thing.clone()).collect::<Vec<_>>(), [node("dogovor")]);
    assert_eq!(hits[0].highlights, [Span::new(0, 8)]);
    let filter = Filter { without: vec![node("g").into()], ..Filter::default() };
    assert!(index.search("sporazum", 20, &filter).expect("short").is_empty());
    assert_eq!(index.search("sporazum", 2, &Filter::default()).expect("short").len(), 2);
    let hit = &index.search("\"zunanji minister\" EU", 1, &Filter::default()).expect("short")[0];
    assert_eq!(hit.highlights, [Span::new(0, 9), Span::new(10, 18), Span::new(19, 21)]);
    assert!(index.search(&"a".repeat(LONGEST_QUESTION + 1), 1, &Filter::default()).is_err());
}

#[test]
fn graphs_are_replaced_and_forgotten() {
    let index = index();
    let other: GraphName = node("h").into();
    index.replace(other.as_ref(), sample()).expect("memory");
    assert_eq!(found(&index, "Vertala"), ["ime"], "one hit, however many graphs have it");
    index.replace(node("g").as_ref().into(), vec![entry("nov", Kind::Label, "Vertala", None)]).expect("memory");
    assert_eq!(found(&index, "Vertala"), ["nov", "ime"]);
    index.remove(other.as_ref()).expect("memory");
    index.replace(GraphNameRef::DefaultGraph, vec![entry("zunaj", Kind::Label, "Vertale", None)]).expect("memory");
    assert_eq!(found(&index, "Vertala"), ["nov", "zunaj"]);
    assert_eq!(index.len(), 2);
}

#[test]
fn the_order_does_not_depend_on_the_layout() {
    let whole = index();
    let parts = Index::new(slovene()).expect("memory");
    for (place, entry) in sample().into_iter().rev().enumerate() {
        parts.replace(node(&format!("part-{place}")).as_ref().into(), vec![entry]).expect("memory");
    }
    let filled = Index::new(slovene()).expect("memory");
    let graphs =
        sample().into_iter().enumerate().map(|(place, entry)| (node(&format!("h{place}")).into(), vec![entry]));
    filled.fill(graphs).expect("memory");
    for text in ["sporazum", "vodi", "na tla", "minister sporazum koš", "spora*", "padel"] {
        assert_eq!(found(&whole, text), found(&parts, text), "{text}");
        assert_eq!(found(&whole, text), found(&filled, text), "{text}");
    }
}

#[test]
fn follows_changes_in_the_background() {
    let live = Live::start(
        vec![node("g").into()],
        || Index::new(slovene()).map_err(|error| error.to_string()),
        |graph| if *graph == node("g").into() { sample() } else { vec![entry("nov", Kind::Label, "Vertala", None)] },
    );
    let index = live.wait(Duration::from_secs(60)).expect("made");
    assert_eq!(found(&index, "Vertala"), ["ime"]);
    live.changed([node("h").into(), node("i").into()]);
    assert!(live.settle(Duration::from_secs(60)));
    assert_eq!(found(&live.ready().expect("made"), "Vertala"), ["nov", "ime"]);
    let failed = Live::start(Vec::new(), || Err("no tables".into()), |_| Vec::new());
    let told = failed.wait(Duration::from_secs(60)).err().expect("no index").to_string();
    assert!(told.contains("no tables") && failed.ready().is_none() && !failed.settle(Duration::from_secs(60)));
}
