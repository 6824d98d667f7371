//! Why the graph says something: facts of each kind, derived triples, things, places, and what cannot be explained.

use crate::command::trojka;
use crate::serve::get;
use axum::Router;
use axum::http::StatusCode;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use serde_json::Value;
use std::sync::OnceLock;
use trojka::article::Article;
use trojka::document::Document;
use trojka::document::record::Recorder;
use trojka::explain::text::{Style, text};
use trojka::explain::{
    Asked, Explanation, Fact, FactKind, Ground, Kind, Reader, Reading, Rejection, explain, object, predicate, thing,
};
use trojka::export::rdf11::lowered;
use trojka::graph::vocab::{nif, org, prov, rdf, tro};
use trojka::graph::{Base, Generator, emit};
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use trojka::serve::{Options, router};
use trojka::store::{Change, Header, Store};

const FIRST: &str = "Notranja ministrica Ana Kos se je v Ljubljani sestala z avstrijskim kolegom Petrom Dolincem. \
    Slovenija in Avstrija sta podpisali sporazum o policijskem sodelovanju. »Sodelovanje je dobro,« je dejala Kosova. \
    Napovedala je, da bo Slovenija Avstriji pomagala. Družba Krka je podprla predlog Avstrije. \
    Slovenija ne podpira predloga Hrvaške.";
const SECOND: &str = "Ministrica Kos je v četrtek obiskala Dunaj, kjer se je pogovarjala s Petrom Dolincem. \
    Avstrija je sporazum o policijskem sodelovanju s Slovenijo odpovedala.";

fn pack() -> Pack {
    Pack::shipped("sl").expect("the Slovene pack is shipped")
}

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::standard(&pack()).expect("it is complete"))
}

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(pack()))
}

fn generator() -> Generator {
    Generator { pack: Some(pack().label().expect("its files can be read")), ..Generator::default() }
}

fn change(id: &str, date: &str, words: &str, generator: &Generator) -> Change {
    let base = Base::default();
    let article = Article { date: date.parse().ok(), title: Some(format!("Članek {id}")), ..Article::new(id, words) };
    let doc = pipeline().run(article);
    Change::new(base.article(id), emit(&doc, &base, generator), Header::default())
}

fn store_of(changes: Vec<Change>) -> Store {
    let mut store = Store::in_memory(Base::default());
    store.apply(changes).expect("memory");
    store.set_background(&pack()).expect("the gazetteer");
    store.refresh().expect("rules");
    store
}

fn both() -> Store {
    let generator = generator();
    store_of(vec![change("prvi", "2024-03-11", FIRST, &generator), change("drugi", "2024-05-02", SECOND, &generator)])
}

fn ask_with(store: &Store, reader: &Reader, asked: &Asked) -> Result<Explanation, String> {
    let ground = Ground {
        dataset: store.dataset(),
        base: store.base(),
        reader,
        headers: &|graph| store.header(graph.as_ref()).cloned(),
        lang: "en",
        most: 5,
    };
    explain(&ground, asked).map_err(|unknown| unknown.to_string())
}

fn ask(store: &Store, terms: &[&str]) -> Explanation {
    ask_with(store, reader(), &asked(terms)).expect("known")
}

fn asked(terms: &[&str]) -> Asked {
    let base = Base::default();
    match terms {
        [one] => Asked::Thing(thing(one, &base).expect("a term")),
        [subject, property, value] => Asked::Triple(oxigraph::model::Triple::new(
            thing(subject, &base).expect("a term"),
            predicate(property, &base).expect("a term"),
            object(value, &base).expect("a term"),
        )),
        _ => panic!("one term or three"),
    }
}

/// The facts of a class in an article that have some value of a property.
fn facts(store: &Store, article: &str, class: NamedNodeRef<'_>, value: (NamedNodeRef<'_>, &str)) -> Vec<NamedNode> {
    let graph = store.base().article(article);
    let of = |predicate, object: Option<NamedNodeRef<'_>>| {
        let object = object.map(Into::into);
        store
            .dataset()
            .quads_for_pattern(None, Some(predicate), object, Some(graph.as_ref().into()))
            .collect::<Vec<_>>()
    };
    let holds = |quad: &Quad| match &quad.object {
        Term::NamedNode(node) => node.as_str().ends_with(value.1),
        Term::Literal(literal) => literal.value() == value.1,
        _ => false,
    };
    let known: Vec<String> =
        of(value.0, None).iter().filter(|quad| holds(quad)).map(|quad| quad.subject.to_string()).collect();
    of(rdf::TYPE, Some(class))
        .into_iter()
        .filter(|quad| known.contains(&quad.subject.to_string()))
        .map(|quad| NamedNode::new_unchecked(quad.subject.to_string().trim_matches(['<', '>'])))
        .collect()
}

fn event(store: &Store, article: &str, frame: &str) -> Fact {
    let found = facts(store, article, tro::class::EVENT, (tro::property::FRAME, frame));
    let [iri] = found.as_slice() else { panic!("{frame}: {found:?}") };
    one(ask(store, &[iri.as_str()]))
}

fn one(answer: Explanation) -> Fact {
    let [fact] = <[Fact; 1]>::try_from(answer.facts).expect("one fact");
    fact
}

#[test]
fn an_event_is_told_by_its_words_frame_and_roles() {
    let store = both();
    let fact = event(&store, "prvi", "consult/srecati-se");
    assert_eq!((fact.kind, fact.reading), (FactKind::Event, Reading::Same));
    assert_eq!(fact.trigger.as_ref().map(|words| words.text.as_str()), Some("sestala"));
    let frame = fact.frame.as_ref().expect("a frame");
    assert_eq!((frame.form, frame.particle.as_deref()), ("verb", Some("se")));
    assert!(frame.explanation.as_ref().is_some_and(|words| !words.is_empty()));
    let told: Vec<_> = fact
        .roles
        .iter()
        .map(|role| (role.role, role.words.as_ref().map_or("", |words| words.text.as_str()), role.slot.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("actor", "Notranja ministrica Ana Kos", Some("nom")),
            ("recipient", "avstrijskim kolegom Petrom Dolincem", Some("z+ins")),
            ("place", "Ljubljani", Some("v+loc:place|country")),
        ]
    );
    let recipient = &fact.roles[1];
    assert_eq!((recipient.preposition.as_deref(), recipient.case.as_deref()), (Some("z"), Some("Ins")));
    assert_eq!(recipient.governor.as_deref(), Some("sestala"));
    let article = fact.article.as_ref().expect("an article");
    assert_eq!((article.title.as_deref(), article.date.as_deref()), (Some("Članek prvi"), Some("2024-03-11")));
    let sentence = &fact.sentences[0];
    let marked: Vec<_> = sentence.pieces().into_iter().filter_map(|(text, what)| what.map(|_| text)).collect();
    assert_eq!(marked, ["Notranja ministrica Ana Kos", "Ljubljani", "sestala", "avstrijskim kolegom Petrom Dolincem"]);
    assert!(fact.made_by.same_program && fact.made_by.same_pack, "{:?}", fact.made_by);
}

#[test]
fn a_confidence_is_taken_apart() {
    let known = event(&both(), "prvi", "consult/srecati-se").confidence;
    let (raw, weakest) = (known.raw.expect("raw"), known.weakest.expect("a participant"));
    assert!((raw - 0.95 * weakest.sqrt()).abs() < 0.002, "{known:?}");
    assert_eq!(known.calibrated, known.value);
    assert!(known.least.is_some_and(|least| known.value.is_some_and(|value| value >= least)));
}

#[test]
fn the_word_that_decides_the_modality_is_named() {
    let store = both();
    let planned = facts(&store, "prvi", tro::class::AID, (tro::property::MODALITY, "#Planned"));
    let planned = one(ask(&store, &[planned[0].as_str()])).modality.expect("a modality");
    let marker = planned.marker.expect("a word");
    assert_eq!(marker.words.map(|words| words.text), Some("Napovedala".into()));
    let refused = event(&store, "prvi", "reject/ne-podpreti").modality.expect("a modality");
    assert!(refused.asks_for_negation);
    assert_eq!(refused.negation.and_then(|told| told.words).map(|words| words.text), Some("ne".into()));
}

#[test]
fn frames_that_gave_way_are_told_with_the_reason() {
    let store = both();
    let why =
        |fact: &Fact, frame: &str| fact.rejected.iter().find(|other| other.frame.id == frame).map(|other| other.why);
    let refused = event(&store, "prvi", "reject/ne-podpreti");
    assert_eq!(why(&refused, "support/podpreti"), Some(Rejection::Denial));
    let supported = facts(&store, "prvi", tro::class::SUPPORT, (tro::property::ACTOR, "id/organisation/krka"));
    let supported = one(ask(&store, &[supported[0].as_str()]));
    assert_eq!(why(&supported, "reject/ne-podpreti"), Some(Rejection::Polarity));
    assert!(supported.rejected.iter().all(|other| Some(&other.frame.id) != supported.rule.as_ref()));
}

#[test]
fn the_candidates_of_an_ambiguous_name_are_told_with_why_one_won() {
    let store = both();
    let fact = facts(&store, "prvi", tro::class::SUPPORT, (tro::property::ACTOR, "id/organisation/krka"));
    let fact = one(ask(&store, &[fact[0].as_str()]));
    let mention = fact.mentions.iter().find(|mention| mention.words.text == "Krka").expect("the name");
    let rows = &mention.candidates.as_ref().expect("rows of the gazetteer").rows;
    assert!(rows.len() > 1, "{rows:?}");
    let (won, lost): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.won);
    assert_eq!(won.len(), 1);
    assert!(won[0].thing.as_ref().is_some_and(|thing| thing.iri.ends_with("id/organisation/krka")));
    assert!(won[0].fits_class && lost.iter().all(|row| !row.fits_class), "{lost:?}");
}

#[test]
fn a_subject_that_is_left_out_has_its_antecedents() {
    let store = both();
    let fact = event(&store, "drugi", "consult/srecati-se");
    let actor = fact.roles.iter().find(|role| role.role == "actor").expect("an actor");
    assert!(actor.thing.as_ref().is_some_and(|thing| thing.iri.ends_with("id/person/ana-kos")), "{actor:?}");
    let verb = fact.mentions.iter().find(|mention| mention.words.text == "pogovarjala").expect("the verb");
    assert_eq!(verb.named_as[0].words.text, "Kos");
    let choices = &verb.antecedents.last().expect("antecedents").choices;
    assert!(choices.iter().any(|choice| choice.things.iter().any(|thing| thing.iri.ends_with("id/person/ana-kos"))));
    assert!(choices.is_sorted_by(|one, other| one.score >= other.score), "{choices:?}");
}

#[test]
fn tenures_states_and_statements_are_told_by_their_words() {
    let store = both();
    let words = |fact: &Fact, role: &str| {
        let role = fact.roles.iter().find(|known| known.role == role).and_then(|role| role.words.clone());
        role.map(|words| words.text).unwrap_or_default()
    };
    let tenure = facts(&store, "prvi", org::MEMBERSHIP, (org::MEMBER, "id/person/ana-kos"));
    let tenure = one(ask(&store, &[tenure[0].as_str()]));
    assert_eq!((words(&tenure, "member"), words(&tenure, "post")), ("Ana Kos".into(), "Notranja ministrica".into()));
    let state = facts(&store, "drugi", tro::class::AGREEMENT_STATE, (tro::property::STATUS, "#Terminated"));
    let state = one(ask(&store, &[state[0].as_str()]));
    assert!(state.cues.iter().any(|cue| cue.words.text.contains("sporazum")), "{:?}", state.cues);
    let said = facts(&store, "prvi", tro::class::STATEMENT, (tro::property::SPEAKER, "id/person/ana-kos"));
    let said = one(ask(&store, &[said[0].as_str()]));
    assert_eq!(said.kind, FactKind::Statement);
    assert!(said.trigger.is_some() && said.confidence.raw.is_some(), "{said:?}");
    for fact in [&tenure, &state, &said] {
        assert_eq!(fact.reading, Reading::Same, "{}", fact.iri);
    }
}

#[test]
fn a_derived_triple_has_its_rule_and_all_that_supports_it() {
    let store = both();
    let answer = ask(&store, &["id/person/ana-kos", "tro:consultedWith", "id/person/peter-dolinc"]);
    assert_eq!(answer.kind, Kind::Triple);
    let files: Vec<&str> = answer.rules.iter().map(|rule| rule.file.as_str()).collect();
    assert_eq!(files, ["ontology/rules/consulted-with.rq"]);
    assert!(answer.rules[0].comment.contains("CONSULT"), "{}", answer.rules[0].comment);
    let articles: Vec<_> = answer.facts.iter().filter_map(|fact| fact.article.as_ref()?.title.as_deref()).collect();
    assert_eq!(articles, ["Članek drugi", "Članek prvi"], "the newest first");
    let quads = lowered(store.dataset().iter(), store.base());
    let stated = |quad: &&Quad| quad.predicate == rdf::PREDICATE && quad.object == tro::derived::CONSULTED_WITH.into();
    let statement = quads.iter().find(stated).expect("a statement of RDF 1.1").subject.to_string();
    assert_eq!(ask(&store, &[&statement]).rules, answer.rules);
    let minister = ask(&store, &["id/person/ana-kos", "a", "tro:Minister"]);
    assert_eq!(minister.rules.len(), 1, "{:?}", minister.rules);
    assert!(minister.facts.iter().all(|fact| fact.kind == FactKind::Tenure) && !minister.facts.is_empty());
    let status = ask(
        &store,
        &["id/agreement/sporazum-o-policijskem-sodelovanju-avstrija-slovenija", "tro:currentStatus", "tro:Terminated"],
    );
    assert_eq!(one(status).kind, FactKind::State);
}

#[test]
fn a_thing_is_told_by_what_articles_call_it() {
    let store = both();
    let person = ask(&store, &["id/person/ana-kos"]).about.expect("a person");
    assert_eq!(person.called.len(), 2);
    assert_eq!(person.called[0].told_as.as_deref(), Some("http://localhost:7878/id/person/kos"));
    assert!(
        person
            .identity
            .iter()
            .any(|identity| identity.called.as_deref() == Some("Kos") && !identity.reasons.is_empty())
    );
    assert!(person.derived.iter().any(|derived| derived.predicate == "tro:consultedWith" && derived.supports == 2));
    let country = ask(&store, &["id/country/avstrija"]).about.expect("a country");
    assert!(country.gazetteer.is_some_and(|listed| listed.same_as.iter().any(|iri| iri.contains("wikidata"))));
    let agreement = ask(&store, &["id/agreement/sporazum-o-policijskem-sodelovanju-avstrija-slovenija"]).about;
    let dates: Vec<_> = agreement.expect("an agreement").states.into_iter().filter_map(|state| state.date).collect();
    assert_eq!(dates, ["2024-03-11", "2024-05-02"], "the oldest first");
}

#[test]
fn a_sentence_and_a_mention_tell_what_was_found_and_missed_there() {
    let store = both();
    let fact = event(&store, "prvi", "consult/srecati-se");
    let sentence = ask(&store, &[&fact.sentences[0].iri]);
    assert_eq!(sentence.kind, Kind::Place);
    let words: Vec<&str> = sentence.mentions.iter().map(|mention| mention.words.text.as_str()).collect();
    assert!(words.contains(&"Ana Kos") && words.contains(&"Ljubljani"), "{words:?}");
    assert!(sentence.further_facts.iter().any(|brief| brief.iri == fact.iri));
    let name = fact.mentions.iter().find(|mention| mention.words.text == "Petrom Dolincem").expect("a name");
    let mention = ask(&store, &[&name.iri]);
    assert_eq!(mention.mentions, std::slice::from_ref(name));
    let article = ask(&store, &["article/prvi"]);
    assert_eq!(article.kind, Kind::Article);
    assert!(article.missed.iter().any(|missed| missed.reason == "no-actor"), "{:?}", article.missed);
}

#[test]
fn other_triples_have_their_graphs() {
    let store = both();
    let gender = ask(&store, &["id/person/ana-kos", "schema:gender", "schema:Female"]);
    assert_eq!(gender.graphs, ["http://localhost:7878/article/drugi", "http://localhost:7878/article/prvi"]);
    assert!(gender.mentions.iter().any(|mention| mention.words.text.ends_with("Kos")));
    let term = ask(&store, &["tro:Consult"]);
    assert_eq!(
        (term.kind, term.graphs.as_slice()),
        (Kind::Other, &["http://localhost:7878/graph/ontology".to_owned()][..])
    );
    let label = ask(&store, &["id/country/avstrija", "skos:prefLabel", "\"Avstrija\"@sl"]);
    assert_eq!(label.graphs, ["http://localhost:7878/graph/gazetteer"]);
}

#[test]
fn what_is_not_said_is_refused_with_what_is() {
    let store = both();
    let refused = |terms: &[&str]| ask_with(&store, reader(), &asked(terms)).expect_err("unknown");
    assert!(refused(&["id/person/nihce"]).contains("id/person/nihce"));
    let message = refused(&["id/person/ana-kos", "tro:consultedWith", "id/person/nihce"]);
    assert!(message.contains("is not said") && message.contains("id/person/peter-dolinc"), "{message}");
}

#[test]
fn without_its_text_a_fact_is_told_by_the_graph_alone() {
    let mut told = change("prvi", "2024-03-11", FIRST, &generator());
    told.quads.retain(|quad| quad.predicate != nif::IS_STRING);
    let store = store_of(vec![told]);
    let fact = event(&store, "prvi", "consult/srecati-se");
    assert_eq!(fact.reading, Reading::NoText);
    assert!(fact.roles.is_empty() && fact.trigger.is_some() && !fact.says.is_empty());
    let short = Reader::up_to(pack(), 10);
    let store = both();
    let iri = event(&store, "prvi", "consult/srecati-se").iri;
    let answer = ask_with(&store, &short, &asked(&[&iri])).expect("known");
    assert_eq!(one(answer).reading, Reading::TooLong);
}

#[test]
fn a_graph_of_another_version_is_told_as_such() {
    let other =
        Generator { version: "0.0.1".into(), pack: Some("sl 0.0.1 0123456789ab".into()), ..Generator::default() };
    let store = store_of(vec![change("prvi", "2024-03-11", FIRST, &other)]);
    let made = event(&store, "prvi", "consult/srecati-se").made_by;
    assert!(!made.same_program && !made.same_pack);
    assert_eq!(made.maker.program.as_deref(), Some("trojka 0.0.1"));
    // What the text does not give: the event names another sentence's words.
    let mut changed = change("prvi", "2024-03-11", FIRST, &other);
    for quad in &mut changed.quads {
        if quad.predicate == nif::IS_STRING {
            quad.object = oxigraph::model::Literal::new_simple_literal("Nekaj drugega.").into();
        }
    }
    let fact = event(&store_of(vec![changed]), "prvi", "consult/srecati-se");
    assert_eq!((fact.reading, fact.frame.is_none()), (Reading::Differs, true));
}

#[test]
fn the_threshold_that_was_asked_for_is_remembered() {
    let mut told = change("prvi", "2024-03-11", FIRST, &generator());
    told.header.least = Some("0.6".into());
    let store = store_of(vec![told]);
    assert_eq!(event(&store, "prvi", "consult/srecati-se").confidence.least, Some(0.6));
    let missed = ask(&store, &["article/prvi"]).missed;
    assert!(missed.iter().any(|missed| missed.reason == "below-threshold"), "{missed:?}");
}

#[test]
fn recording_changes_nothing() {
    let article = || Article { date: "2024-03-11".parse().ok(), ..Article::new("prvi", FIRST) };
    let recorder = Recorder::on();
    let recorded = pipeline().resume(Document { record: recorder.clone(), ..Document::new(article()) });
    let plain = pipeline().run(article());
    let quads = |doc| emit(doc, &Base::default(), &Generator::default());
    assert_eq!(quads(&recorded), quads(&plain));
    assert!(!recorder.take().attempts.is_empty());
    assert!(plain.record.take().attempts.is_empty() && !plain.record.is_on());
}

#[test]
fn text_has_lines_of_80_columns_and_marks_words() {
    let store = both();
    let answer = ask(&store, &["id/person/ana-kos", "tro:consultedWith", "id/person/peter-dolinc"]);
    let plain = text(&answer, store.base().as_str(), Style::Plain);
    let long: Vec<&str> = plain.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(long.iter().all(|line| line.split_whitespace().count() == 1), "{long:?}");
    for part in ["«sestala»", "Because", "consult/srecati-se", "Gave way", "Made by"] {
        assert!(plain.contains(part), "{part}:\n{plain}");
    }
    assert!(text(&answer, store.base().as_str(), Style::Terminal).contains("\u{1b}[1msestala\u{1b}[0m"));
}

#[test]
fn the_example_of_the_documents_is_what_the_program_says() {
    let store = both();
    let iri = event(&store, "prvi", "consult/srecati-se").iri;
    let told = text(&ask(&store, &[&iri]), store.base().as_str(), Style::Plain);
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/explaining.md")).expect("a page");
    let example = page.split("## An example").nth(1).and_then(|rest| rest.split("```").nth(1)).expect("an example");
    for line in example.lines().filter(|line| !line.is_empty() && *line != "…") {
        assert!(told.lines().any(|said| said == line), "{line}\n{told}");
    }
}

#[test]
fn the_keys_of_the_json_are_stable_and_documented() {
    let store = both();
    let answer = ask(&store, &["id/person/ana-kos", "tro:consultedWith", "id/person/peter-dolinc"]);
    let json = serde_json::to_value(&answer).expect("JSON");
    let again =
        serde_json::to_value(ask(&both(), &["id/person/ana-kos", "tro:consultedWith", "id/person/peter-dolinc"]));
    assert_eq!(json, again.expect("JSON"), "the same question has the same answer");
    let documented =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/explaining.md")).expect("a page");
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let fact = &json["facts"][0];
    for key in
        keys(&json).into_iter().chain(keys(fact)).chain(keys(&fact["roles"][0])).chain(keys(&fact["mentions"][0]))
    {
        assert!(documented.contains(&format!("`{key}`")), "docs/explaining.md says nothing of {key}");
    }
}

#[test]
fn the_command_explains_and_refuses() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let (article, store) = (folder.path().join("prvi.txt"), folder.path().join("store"));
    std::fs::write(&article, FIRST).expect("writable");
    let built = trojka(["build", "--quiet"]).arg(&article).arg("--store").arg(&store).run();
    assert_eq!(built.status, 0, "{}", built.stderr);
    let run = |arguments: &[&str]| trojka(["explain"]).args(arguments).arg("--store").arg(&store).run();
    let answer = run(&["id/person/ana-kos", "tro:consultedWith", "id/person/peter-dolinc"]);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let json: Value = serde_json::from_str(&answer.stdout).expect("JSON where nobody sits at a terminal");
    assert_eq!(json["facts"][0]["made_by"]["same_pack"], true, "{json}");
    let told = run(&["--format", "text", "id/person/ana-kos", "a", "tro:Minister"]);
    assert!(told.stdout.contains("«Notranja ministrica»"), "{}", told.stdout);
    let unknown = run(&["id/person/nihce"]);
    assert_eq!((unknown.status, unknown.stdout.as_str()), (1, ""));
    assert!(
        unknown.stderr.contains("nothing is known of <http://localhost:7878/id/person/nihce>"),
        "{}",
        unknown.stderr
    );
    assert_eq!(run(&["id/person/ana-kos", "tro:consultedWith"]).status, 2);
    assert_eq!(run(&["http://["]).status, 2);
}

fn service() -> Router {
    router(both(), Options { pack: Some(pack()), ..Options::default() }).expect("texts of the page")
}

#[tokio::test]
async fn the_service_answers_as_json_and_as_a_page() {
    let service = service();
    let triple = "/explain?subject=id/person/ana-kos&predicate=tro:consultedWith&object=id/person/peter-dolinc";
    let json = get(&service, triple, "*/*").await;
    assert_eq!((json.status, json.header("content-type")), (StatusCode::OK, "application/json"), "{}", json.body);
    let value: Value = serde_json::from_str(&json.body).expect("JSON");
    assert_eq!(value["facts"].as_array().map(Vec::len), Some(2), "{value}");
    let page = get(&service, triple, "text/html").await;
    assert!(page.header("content-type").starts_with("text/html"));
    for part in ["<mark class=\"trigger\">sestala</mark>", "consult/srecati-se", "ontology/rules/consulted-with.rq"] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(page.body.contains("Zakaj?"), "{}", page.body);
    let english = get(&service, &format!("{triple}&lang=en"), "text/html").await;
    assert!(english.body.contains("Why?") && english.body.contains("lang=sl"), "{}", english.body);
    let one = get(&service, &format!("{triple}&limit=1"), "*/*").await;
    let one: Value = serde_json::from_str(&one.body).expect("JSON");
    assert_eq!(
        (one["facts"].as_array().map(Vec::len), one["further_facts"].as_array().map(Vec::len)),
        (Some(1), Some(1))
    );
    let article = get(&service, "/article/prvi", "text/html").await;
    assert!(article.body.contains("href=\"/explain?iri=http%3A%2F%2Flocalhost"), "{}", article.body);
}

#[tokio::test]
async fn the_service_refuses_what_it_cannot_explain() {
    let service = service();
    for (path, accept, status, part) in [
        ("/explain?iri=id/person/nihce", "*/*", StatusCode::NOT_FOUND, "application/problem+json"),
        ("/explain?iri=id/person/nihce", "text/html", StatusCode::NOT_FOUND, "text/html"),
        (
            "/explain?subject=id/person/ana-kos&predicate=tro:aided&object=id/country/avstrija",
            "*/*",
            StatusCode::NOT_FOUND,
            "application/problem+json",
        ),
        ("/explain", "*/*", StatusCode::BAD_REQUEST, "application/problem+json"),
        ("/explain?iri=a&subject=b", "*/*", StatusCode::BAD_REQUEST, "application/problem+json"),
        ("/explain?iri=http://%5B", "*/*", StatusCode::BAD_REQUEST, "application/problem+json"),
        ("/explain?iri=id/person/ana-kos&limit=0", "*/*", StatusCode::BAD_REQUEST, "application/problem+json"),
        ("/explain?iri=id/person/ana-kos", "image/png", StatusCode::NOT_ACCEPTABLE, "application/problem+json"),
    ] {
        let answer = get(&service, path, accept).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.header("content-type").starts_with(part), "{path}: {}", answer.header("content-type"));
    }
}

#[test]
fn the_article_of_a_fact_is_found_whatever_names_stand_in_its_graph() {
    let store = both();
    let run = NamedNode::new_unchecked("http://localhost:7878/article/prvi#extraction");
    let made = ask(&store, &[run.as_str()]);
    assert_eq!(made.kind, Kind::Other);
    assert!(made.triples.iter().any(|line| line.predicate == "tro:pack"), "{:?}", made.triples);
    let generated = ask(&store, &["article/prvi", "prov:wasGeneratedBy", "article/prvi#extraction"]);
    assert!(generated.graphs.iter().any(|graph| graph.ends_with("article/prvi")));
    assert!(store.dataset().quads_for_pattern(None, Some(prov::WAS_GENERATED_BY), None, None).next().is_some());
}
