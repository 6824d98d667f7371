//! Search over HTTP: in SPARQL, as JSON and as a page; what of a graph can be found.

use crate::command::trojka;
use crate::graph::sample::meeting;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;
use trojka::article::Article;
use trojka::graph::{Base, Generator, emit};
use trojka::lang::Pack;
use trojka::pipeline::Pipeline;
use trojka::search::{Kind, entries};
use trojka::serve::{Options, router};
use trojka::store::{Change, Header, Store};

const LAKE: &str = "Jezero pri Borovljah\n\nDržavi sta podpisali več sporazumov o čistem jezeru. \
    Predsednik zadruge je govoril z Mihom Vertalo. V Škofji Loki <b>so</b> vodi namenili največ denarja.";

/// An article as the pipeline reads it, one that was put together by hand without lemmas, and a hostile one.
fn store() -> Store {
    let base = Base::default();
    let pipeline = Pipeline::standard(&Pack::shipped("sl").expect("shipped")).expect("complete");
    let mut lake = Article::new("jezero", LAKE);
    lake.title = Some("Jezero pri Borovljah".into());
    let mut hostile = Article::new("skript", "Nič.");
    hostile.title = Some("<script>alert('zlonamernež')</script>".into());
    let docs = [pipeline.run(lake), meeting("srečanje"), trojka::document::Document::new(hostile)];
    let mut store = Store::in_memory(base.clone());
    for doc in &docs {
        let quads = emit(doc, &base, &Generator::default());
        store.apply(vec![Change::new(base.article(&doc.article.id), quads, Header::default())]).expect("memory");
    }
    store.refresh().expect("rules");
    store
}

fn service() -> Router {
    router(store(), Options::default()).expect("texts of the page")
}

async fn get(service: &Router, path: &str, accept: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header("accept", accept).body(Body::empty()).expect("request");
    let (parts, body) = service.clone().oneshot(request).await.expect("infallible").into_parts();
    let bytes = to_bytes(body, 64 << 20).await.expect("whole body");
    (parts.status, parts.headers, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

async fn hits(service: &Router, parameters: &str) -> Vec<Value> {
    let (status, headers, body) = get(service, &format!("/search?{parameters}"), "application/json").await;
    assert_eq!((status, headers["content-type"].to_str().ok()), (StatusCode::OK, Some("application/json")), "{body}");
    let body: Value = serde_json::from_str(&body).expect("JSON");
    body["hits"].as_array().expect("hits").clone()
}

async fn ask(service: &Router, query: &str) -> (StatusCode, String) {
    let query = format!(
        "PREFIX tro: <https://w3id.org/trojka/ontology#> PREFIX schema: <https://schema.org/> \
         PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> {query}"
    );
    let (status, _, body) = get(service, &format!("/sparql?query={}", encoded(&query)), "text/csv").await;
    (status, body)
}

#[test]
fn what_of_a_graph_can_be_found() {
    let store = store();
    let graph = store.base().article("jezero");
    let found = entries(store.dataset(), graph.as_ref().into());
    let of = |kind: Kind| found.iter().filter(move |entry| entry.kind == kind);
    let headline = of(Kind::Headline).next().expect("a headline");
    assert_eq!((headline.text.as_str(), headline.thing.as_str()), ("Jezero pri Borovljah", graph.as_str()));
    let sentence = of(Kind::Sentence).find(|entry| entry.text.starts_with("Državi")).expect("a sentence");
    let lemmas = sentence.lemmas.as_deref().unwrap_or("");
    assert!(lemmas.contains("sporazum o čist jezero."), "{lemmas}");
    let chunks = |text: &str| text.split_whitespace().count();
    for entry in of(Kind::Sentence) {
        let lemmas = entry.lemmas.as_deref().expect("every sentence has lemmas");
        assert_eq!(chunks(lemmas), chunks(&entry.text), "{entry:?}");
    }
    let person = of(Kind::Sentence).flat_map(|entry| &entry.names).find(|(_, name)| name.contains("Vertala"));
    assert!(person.is_some(), "{found:?}");
    assert!(of(Kind::Label).all(|entry| !entry.text.starts_with("trojka")), "the run is nothing to find");
}

#[tokio::test]
async fn as_json() {
    let service = service();
    let found = hits(&service, "q=sporazuma+jezera&kind=sentence").await;
    let hit = &found[0];
    assert!(hit["text"].as_str().expect("text").starts_with("Državi"), "{found:?}");
    assert_eq!(hit["kind"], "sentence");
    assert_eq!(hit["label"], "Jezero pri Borovljah");
    assert!(hit["article"].as_str().expect("article").ends_with("/article/jezero"));
    assert!(hit["iri"].as_str().expect("IRI").contains("/article/jezero#char="));
    let span = &hit["highlights"][0];
    let (start, end) = (span[0].as_u64().expect("start") as usize, span[1].as_u64().expect("end") as usize);
    let marked: String = hit["text"].as_str().expect("text").chars().skip(start).take(end - start).collect();
    assert_eq!(marked, "sporazumov");

    let names = hits(&service, "q=vertale&kind=label").await;
    assert!(names.iter().any(|hit| hit["label"].as_str().is_some_and(|label| label.contains("Vertala"))), "{names:?}");
    let folded = hits(&service, "q=skofja+loka").await;
    assert!(folded.iter().any(|hit| hit["kind"] == "sentence"), "{folded:?}");
    let headline = hits(&service, "q=jezera+borovlje&kind=headline,label").await;
    assert!(headline.iter().any(|hit| hit["kind"] == "headline"), "{headline:?}");
    assert_eq!(hits(&service, "q=jezero&limit=1").await.len(), 1);
    assert!(hits(&service, "q=").await.is_empty() && hits(&service, "").await.is_empty());
    // No term of the ontology stands before what articles tell.
    let agreement = hits(&service, "q=sporazum&limit=1000").await;
    assert!(agreement.iter().all(|hit| !hit["iri"].as_str().expect("IRI").starts_with("https://w3id.org/")));
}

#[tokio::test]
async fn without_lemmas_in_the_graph() {
    let store = store();
    let graph = store.base().article("srečanje");
    let sentences = entries(store.dataset(), graph.as_ref().into());
    assert!(sentences.iter().all(|entry| entry.lemmas.is_none()), "the sample has no lemmas");
    let service = router(store, Options::default()).expect("texts of the page");
    let meeting = hits(&service, "q=predsednikom&kind=sentence").await;
    assert!(
        meeting.iter().any(|hit| hit["iri"].as_str().is_some_and(|iri| iri.contains("sre%C4%8Danje"))),
        "{meeting:?}"
    );
}

#[tokio::test]
async fn faults_are_problem_documents() {
    let service = service();
    let long = "a".repeat(1001);
    for (parameters, part) in [
        (format!("q={long}"), "longer than 1000"),
        (format!("q={}", "a+".repeat(41)), "more than 40 words"),
        ("q=a&limit=0".into(), "from 1 to"),
        ("q=a&limit=x".into(), "from 1 to"),
        ("q=a&kind=fact".into(), "there are label, headline, sentence"),
        ("q=a&format=docx".into(), "docx"),
    ] {
        let (status, headers, body) = get(&service, &format!("/search?{parameters}"), "application/json").await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(headers["content-type"], "application/problem+json");
        assert!(body.contains(part), "{body}");
    }
    let (status, _, _) = get(&service, "/search?q=a", "image/png").await;
    assert_eq!(status, StatusCode::NOT_ACCEPTABLE);
    for odd in ["\"", "-", "((", "a AND OR NOT \" *", "field:x^2 ~", "\u{0}", "🦊 %25", "\\"] {
        let (status, _, body) = get(&service, &format!("/search?q={}", encoded(odd)), "*/*").await;
        assert_eq!(status, StatusCode::OK, "{odd}: {body}");
    }
}

#[tokio::test]
async fn as_a_page_without_script() {
    let service = service();
    let (status, headers, body) = get(&service, "/search?q=sporazumi+%3Cb%3E", "text/html").await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers["content-type"].to_str().expect("text").starts_with("text/html"));
    assert!(body.contains("<mark>sporazumov</mark>"), "{body}");
    assert!(body.contains("value=\"sporazumi &lt;b&gt;\""), "{body}");
    let (_, _, body) = get(&service, "/search?q=vodi", "text/html").await;
    assert!(body.contains("&lt;b&gt;so&lt;/b&gt; <mark>vodi</mark>"), "{body}");
    let (_, _, body) = get(&service, "/search?q=zlonamernez", "text/html").await;
    assert!(body.contains("&lt;script&gt;alert('<mark>zlonamernež</mark>"), "{body}");
    let (_, _, body) = get(&service, "/search?q=jezero+borovlje", "text/html").await;
    assert_eq!(body.matches("<mark>Jezero</mark>").count(), 1, "the headline opens the text as well: {body}");
    let (_, _, home) = get(&service, "/", "text/html").await;
    assert!(home.contains("action=\"/search\"") && home.contains("name=\"q\""), "every page has the box");
    let (status, _, body) = get(&service, &format!("/search?q={}", "a".repeat(2000)), "text/html").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.contains("longer than 1000"), "{body}");
}

#[tokio::test]
async fn in_sparql() {
    let service = service();
    let (status, rows) = ask(
        &service,
        "SELECT ?article { ?s tro:matches 'sporazumu jezer' ; a nif:Sentence ; nif:referenceContext ?article }",
    )
    .await;
    assert_eq!((status, rows.lines().nth(1)), (StatusCode::OK, Some("http://localhost:7878/article/jezero")), "{rows}");
    let scored = "SELECT ?thing ?score ?text { [] tro:query 'jezero' ; tro:found ?thing ; tro:score ?score ; tro:text ?text ; tro:limit 2 } ORDER BY DESC(?score)";
    let (_, rows) = ask(&service, scored).await;
    assert_eq!(rows.lines().count(), 3, "{rows}");
    assert_eq!(ask(&service, scored).await.1, rows, "the same every time");
    let (_, rows) =
        ask(&service, "SELECT ?a { ?a a schema:NewsArticle FILTER NOT EXISTS { ?a tro:matches 'jezera' } }").await;
    assert!(!rows.contains("jezero") && rows.contains("skript"), "{rows}");
    let (status, body) = ask(&service, "SELECT * { ?s tro:matches ?words }").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(body.contains("must be a string in the query"), "{body}");
}

#[test]
fn on_the_command_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = dir.path().join("store").display().to_string();
    let article = dir.path().join("jezero.txt");
    std::fs::write(&article, LAKE).expect("written");
    let built = trojka(["build", "--quiet", "--store", &store]).arg(&article).run();
    assert_eq!(built.status, 0, "{}", built.stderr);
    let query = "PREFIX tro: <https://w3id.org/trojka/ontology#> \
        SELECT ?text { [] tro:query 'skofjo loko denar' ; tro:text ?text }";
    let run = trojka(["query", "--store", &store, "--format", "csv", "-e", query]).run();
    assert!(run.stdout.contains("V Škofji Loki"), "{run:?}");
}
