use super::sample;
use oxigraph::model::Quad;
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use std::sync::OnceLock;
use trojka::dataset::{Dataset, View};
use trojka::document::Document;
use trojka::entity::gazetteer::Gazetteer;
use trojka::graph::question::{Question, questions};
use trojka::graph::{Base, Generator, derive, emit, gazetteer, ontology};
use trojka::lang::Pack;

/// A data set of these documents with ontology, gazetteer and derived triples.
pub fn store(docs: &[Document]) -> Dataset {
    let base = Base::default();
    let store = Dataset::new();
    store.extend(ontology::quads(&base).expect("the ontology parses"));
    store.extend(gazetteer_quads().iter().cloned());
    for doc in docs {
        store.extend(emit(doc, &base, &Generator::default()));
    }
    derive::derive(&store, &base).expect("rules run");
    store
}

fn gazetteer_quads() -> &'static [Quad] {
    static QUADS: OnceLock<Vec<Quad>> = OnceLock::new();
    QUADS.get_or_init(|| {
        let pack = Pack::shipped("sl").expect("the Slovene pack");
        gazetteer::quads(&Gazetteer::load(&pack).expect("loads"), &Base::default(), "sl")
    })
}

/// The answer as CSV with line feeds.
pub fn answer(store: &Dataset, query: &str) -> String {
    let mut query = SparqlEvaluator::new().parse_query(query).unwrap_or_else(|e| panic!("{e}\n{query}"));
    query.dataset_mut().set_default_graph_as_union();
    let view = View::new(store.snapshot(), query.dataset_mut());
    let QueryResults::Solutions(solutions) = query.on_queryable_dataset(view).execute().expect("runs") else {
        panic!("questions are SELECT queries");
    };
    let mut csv = QueryResultsSerializer::from_format(QueryResultsFormat::Csv)
        .serialize_solutions_to_writer(Vec::new(), solutions.variables().to_vec())
        .expect("writing to memory");
    for solution in solutions {
        csv.serialize(&solution.expect("evaluates")).expect("writing to memory");
    }
    String::from_utf8(csv.finish().expect("writing to memory")).expect("UTF-8").replace("\r\n", "\n")
}

fn question(number: &str) -> Question {
    questions().into_iter().find(|q| q.name.starts_with(number)).expect("there is such a question")
}

fn rows(docs: &[Document], question: &str) -> Vec<String> {
    answer(&store(docs), question).lines().skip(1).map(str::to_owned).collect()
}

const MEETING: &str = "Notranja ministrica Ana Kos se je v Jezerskem sestala z brdskim kolegom Petrom Dolincem.";
const PACT: &str = "\"Državi bosta razširili sporazum o varovanju meje, je dejala: »Čas je \u{1F91D} \"\"zrel\"\".«\"";
const CALL: &str = "Nekdanji predsednik Žan Bele je pozval k odpovedi sporazuma.";
const OFFICERS: &str = "Brdo bo Jezerju poslalo 12 policistov.";

#[test]
fn all_are_asked_in_both_languages_and_named_in_order() {
    let all = questions();
    assert!(all.len() >= 10);
    for (index, question) in all.iter().enumerate() {
        assert!(question.name.starts_with(&format!("{:02}-", index + 1)), "{}", question.name);
        for lang in ["sl", "en"] {
            let words =
                question.in_language(lang).unwrap_or_else(|| panic!("{} is not asked in {lang}", question.name));
            assert!(words.ends_with('?'), "{words}");
        }
    }
}

#[test]
fn ministers_who_met() {
    let found = rows(&[sample::meeting("a")], &question("01").query);
    assert_eq!(found, ["Ana Kos,Jezerje,Peter Dolinec,Brdo,Jezersko"]);
}

#[test]
fn agreements_with_parties_state_and_sentence() {
    let found = rows(&[sample::meeting("a")], &question("02").query);
    let row = |party| format!("sporazum o varovanju meje,{party},v razširjanju,{PACT}");
    assert_eq!(found, [row("Brdo"), row("Jezerje")]);
}

#[test]
fn police_cooperation_through_an_organisation() {
    let mut doc = sample::meeting("a");
    let aid = &mut doc.events[2];
    (aid.kind, aid.modality) = (trojka::event::EventType::Cooperate, trojka::event::Modality::Actual);
    assert_eq!(rows(&[doc], &question("03").query), [format!("Zveza policij,{OFFICERS}")]);
    assert_eq!(rows(&[sample::meeting("a")], &question("03").query), [""; 0]);
}

#[test]
fn countries_with_an_agreement() {
    let query = question("04").query.replace("\"Frontex\"", "\"Brdo\"");
    let found = rows(&[sample::meeting("a")], &query);
    assert!(found.contains(&"Jezerje,sporazum o varovanju meje,v razširjanju".to_owned()), "{found:?}");
}

#[test]
fn calls_wishes_and_words() {
    let docs = [sample::meeting("a")];
    assert_eq!(rows(&docs, &question("05").query), [format!("Žan Bele,,sporazum o varovanju meje,{CALL}")]);
    assert_eq!(rows(&docs, &question("06").query), [format!("COOPERATE,Jezerje,Brdo,,{PACT}")]);
    assert_eq!(rows(&docs, &question("07").query), [format!("Ana Kos,{PACT}")]);
}

#[test]
fn facts_about_a_country() {
    let query = question("08").query.replace("\"Albanija\"", "\"Jezerje\"");
    let found = rows(&[sample::meeting("a")], &query);
    let expected = [
        format!("opravljanje funkcije,{MEETING}"),
        format!("posvet,{MEETING}"),
        format!("izjava,{PACT}"),
        format!("sodelovanje,{PACT}"),
        format!("stanje sporazuma,{PACT}"),
        format!("pomoč,{OFFICERS}"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn counts_by_type() {
    let found = rows(&[sample::meeting("a"), sample::meeting("b")], &question("09").query);
    assert_eq!(found, ["AID,2", "CONSULT,2", "COOPERATE,2", "REQUEST,2"]);
}

#[test]
fn all_of_one_sentence() {
    let found = rows(&[sample::meeting("a")], &question("10").query);
    for row in
        ["posvet,akter,Ana Kos", "posvet,način,obisk", "posvet,naklonskost,uresničeno", "posvet,okoliščina,diplomacija"]
    {
        assert!(found.contains(&row.to_owned()), "{row} in {found:#?}");
    }
    assert!(found.contains(&"opravljanje funkcije,nosilec,Peter Dolinec".to_owned()), "{found:#?}");
    assert!(!found.iter().any(|row| row.starts_with("zahteva")), "{found:#?}");
}
