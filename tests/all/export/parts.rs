//! Selections and layers.

use super::data::Data;
use std::collections::{BTreeSet, HashSet};
use trojka::error::Error;
use trojka::export::layers::{Layer, Layers, Texts, texts};
use trojka::export::rights::Licences;
use trojka::export::select::{Choice, Selection};
use trojka::lang::Pack;

const ENA: &str = "http://localhost:7878/article/ena";
const DVE: &str = "http://localhost:7878/article/dve";

fn subjects(lines: &[String]) -> BTreeSet<&str> {
    lines.iter().filter_map(|line| line.split(' ').next()).collect()
}

fn names(choice: &[&str]) -> Vec<String> {
    choice.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn an_article_has_its_graph_the_names_and_what_it_supports() {
    let data = Data::new();
    let found = data.lines(&Choice::Articles(names(&["ena"])), &data.all());
    assert_eq!(found, data.lines(&Choice::Articles(names(&[ENA])), &data.all()), "by id or by IRI");
    let whole = data.lines(&Choice::Whole, &data.all());
    let own = |lines: &[String]| lines.iter().filter(|line| line.ends_with(&format!("<{ENA}>"))).cloned().collect();
    let (all, kept): (Vec<String>, Vec<String>) = (own(&whole), own(&found));
    assert_eq!(kept, all);
    assert!(!found.iter().any(|line| line.contains(DVE)), "nothing of the other article");
    let derived: Vec<_> = found.iter().filter(|line| line.ends_with("graph/derived>")).collect();
    assert!(derived.iter().any(|line| line.contains("#consultedWith>")), "{derived:?}");
    assert!(derived.iter().filter(|line| line.contains("wasDerivedFrom")).all(|line| line.contains(ENA)));
    assert!(found.iter().any(|line| line.contains("#Consult> <http://www.w3.org/2000/01/rdf-schema#label>")));
    assert!(!found.iter().any(|line| line.contains("ontology#definition")));
    let both = data.lines(&Choice::Articles(names(&["ena", "dve"])), &data.all());
    assert!(both.len() > found.len());
}

#[test]
fn an_entity_has_its_facts_with_sentences_and_names() {
    let data = Data::new();
    let found = data.lines(&Choice::Entities(names(&["person/ana-kos"])), &data.all());
    let all: BTreeSet<String> = data.lines(&Choice::Whole, &data.all()).into_iter().collect();
    assert!(found.iter().all(|line| all.contains(line)), "nothing is made up");
    let subjects = subjects(&found);
    assert!(subjects.contains("<http://localhost:7878/id/person/ana-kos>"));
    assert!(subjects.contains("<http://localhost:7878/id/person/peter-dolinec>"), "whom she met has a name");
    let text = found.join("\n");
    for part in ["#event-", "#tenure-", "#statement-", "#Sentence>", "ontology#consultedWith>", "#datePublished>"] {
        assert!(text.contains(part) || part == "#datePublished>" && text.contains("/datePublished>"), "{part}");
    }
    assert!(!text.contains("#isString>"), "the article has its header only");
    assert!(!text.contains("zan-bele>"), "others of the article are not there");
    let iri = data.lines(&Choice::Entities(names(&["http://localhost:7878/id/person/ana-kos"])), &data.all());
    assert_eq!(iri, found);
}

#[test]
fn events_have_their_sentences_and_no_other_facts() {
    let data = Data::new();
    let found = data.lines(&Choice::Events, &data.all());
    let is_a = |class: &str| found.iter().filter(|line| line.contains(&format!("#type> <{class}>"))).count();
    let whole = data.lines(&Choice::Whole, &data.all());
    let events = |lines: &[String]| {
        lines.iter().filter(|line| line.contains("#type> <https://w3id.org/trojka/ontology#Event>")).count()
    };
    assert_eq!(events(&found), events(&whole));
    assert!(events(&found) > 0);
    assert_eq!(is_a("http://www.w3.org/ns/org#Membership"), 0);
    assert_eq!(is_a("https://w3id.org/trojka/ontology#Statement"), 0);
    for line in found.iter().filter(|line| line.contains("#event-") && line.contains("prov#wasDerivedFrom> <http")) {
        let sentence = line.split(' ').nth(2).expect("an object");
        let begins = format!("{sentence} <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex>");
        assert!(
            line.starts_with('<')
                && (line.contains("graph/derived") || found.iter().any(|line| line.starts_with(&begins))),
            "{line}"
        );
    }
}

#[test]
fn a_graph_is_a_graph() {
    let data = Data::new();
    let found = data.lines(&Choice::Graphs(names(&[DVE])), &data.all());
    assert!(!found.is_empty() && found.iter().all(|line| line.ends_with(&format!("<{DVE}>"))));
}

#[test]
fn what_is_not_there_is_refused() {
    let data = Data::new();
    for choice in [
        Choice::Articles(names(&["ena", "tri"])),
        Choice::Entities(names(&["person/nobody"])),
        Choice::Entities(names(&["nobody"])),
        Choice::Graphs(names(&["http://example.org/g"])),
        Choice::Graphs(names(&["g"])),
    ] {
        let error = Selection::new(&choice, &data.snapshot(), &data.base).expect_err("there is none");
        assert!(matches!(error, Error::Usage(_)), "{error}");
        let name = error.to_string();
        assert!(["tri", "nobody", "example.org/g", "\"g\""].iter().any(|part| name.contains(part)), "{name}");
    }
}

fn layered(data: &Data, layers: &[Layer]) -> Vec<String> {
    let open = HashSet::from([ENA.to_owned()]);
    data.lines(&Choice::Whole, &Layers::some(&data.base, layers, open))
}

#[test]
fn layers_add_up() {
    let data = Data::new();
    let whole: BTreeSet<String> = data.lines(&Choice::Whole, &data.all()).into_iter().collect();
    let facts = layered(&data, &[Layer::Facts]);
    let words = ["nif-core#isString> \"", "nif-core#anchorOf> \"", "nif-core#lemma> \"", "ontology#quote> \""];
    for line in &facts {
        assert!(whole.contains(line), "{line}");
        assert!(!words.iter().any(|word| line.contains(word)), "{line}");
        assert!(!line.contains("nif-core#Phrase> <http://localhost:7878/article"), "{line}");
    }
    for part in ["#event-", "#tenure-", "#state-", "#statement-", "nif-core#beginIndex> \"", "nif-core#Sentence> <http"]
    {
        assert!(facts.iter().any(|line| line.contains(part) && line.contains("/article/")), "{part}");
    }
    let mentions = layered(&data, &[Layer::Mentions]);
    assert!(mentions.iter().any(|line| line.contains("\"Petrom Dolincem\"@sl")));
    assert!(!mentions.iter().any(|line| line.contains("\"Brdo bo Jezerju poslalo 12 policistov.\"")));
    let text = layered(&data, &[Layer::Text]);
    let all = layered(&data, &Layer::ALL);
    assert!(text.iter().any(|line| line.contains("\"Brdo bo Jezerju poslalo 12 policistov.\"") && line.contains(ENA)));
    for lines in [&mentions, &text, &all] {
        assert!(
            !lines.iter().any(|line| line.contains(DVE) && line.contains("nif-core#isString> \"")),
            "has no licence"
        );
        assert!(!lines.iter().any(|line| line.contains(DVE) && line.contains("ontology#quote> \"")), "has no licence");
    }
    let missing: Vec<_> = whole.iter().filter(|line| !all.contains(line)).collect();
    assert!(!missing.is_empty() && missing.iter().all(|line| line.contains(DVE)), "{missing:?}");
}

#[test]
fn texts_are_counted_by_their_rights() {
    let data = Data::new();
    let snapshot = data.snapshot();
    let pack = Pack::shipped("sl").expect("a pack");
    let licences = Licences::load(&pack, &[]).expect("the table");
    let whole = data.select(&Choice::Whole);
    let (open, counts) = texts(&snapshot, &whole, &licences);
    assert_eq!((open, counts), (HashSet::from([ENA.to_owned()]), Texts { open: 1, closed: 1 }));
    let one = data.select(&Choice::Articles(names(&["dve"])));
    assert_eq!(texts(&snapshot, &one, &licences).1, Texts { open: 0, closed: 1 });
    let own = Licences::load(&pack, &["CC BY 4.0, or so".to_owned()]).expect("the table");
    assert_eq!(texts(&snapshot, &whole, &own).1, Texts { open: 1, closed: 1 });
}
