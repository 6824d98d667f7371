//! Serving: the protocol, linked data, the page, and what hostile clients send.

use crate::command::trojka;
use crate::graph::sample::meeting;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use std::io::{BufRead, BufReader, Read};
use std::time::Duration;
use tower::ServiceExt;
use trojka::article::Article;
use trojka::document::Document;
use trojka::graph::{Base, Generator, emit};
use trojka::serve::{Options, router};
use trojka::store::{Change, Header, Store};

const ROWS: &str = "SELECT%20?s%20%7B%20?s%20a%20%3Chttps://schema.org/NewsArticle%3E%20%7D";
const JSON: &str = "application/sparql-results+json";

pub fn store() -> Store {
    let base = Base::default();
    let mut store = Store::in_memory(base.clone());
    let mut add = |doc: &Document| {
        let quads = emit(doc, &base, &Generator::default());
        let change = Change::new(base.article(&doc.article.id), quads, Header::default());
        store.apply(vec![change]).expect("memory");
    };
    add(&meeting("srečanje"));
    let mut hostile = Article::new("skript", "<script>alert(1)</script> & <b>\n\nDrugi odstavek.");
    hostile.title = Some("<img src=x onerror=alert(1)>".into());
    add(&Document::new(hostile));
    store.refresh().expect("rules");
    store
}

pub fn service(options: Options) -> Router {
    router(store(), options).expect("texts of the page")
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

pub async fn send(service: &Router, request: Request<Body>) -> Answer {
    let response = service.clone().oneshot(request).await.expect("infallible");
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 64 << 20).await.expect("whole body");
    let body = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Answer { status: parts.status, headers: parts.headers, body }
}

pub async fn get(service: &Router, path: &str, accept: &str) -> Answer {
    let request = Request::get(path).header("accept", accept).body(Body::empty()).expect("request");
    send(service, request).await
}

async fn post(service: &Router, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", content_type).body(body.into()).expect("request");
    send(service, request).await
}

pub async fn ask(service: &Router, query: &str) -> Answer {
    post(service, "/sparql", "application/sparql-query", query.to_owned()).await
}

#[tokio::test]
async fn the_three_ways_to_ask() {
    let service = service(Options::default());
    let form = format!("query={}", ROWS.replace("%20", "+"));
    for answer in [
        get(&service, &format!("/sparql?query={ROWS}"), "*/*").await,
        post(&service, "/sparql", "application/x-www-form-urlencoded", form).await,
        ask(&service, "SELECT ?s { ?s a <https://schema.org/NewsArticle> }").await,
    ] {
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, JSON), "{}", answer.body);
        assert!(answer.body.contains("/article/sre%C4%8Danje\""), "{}", answer.body);
        assert!(answer.headers.get_all("vary").iter().any(|value| value == "Accept"));
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[tokio::test]
async fn results_in_the_form_that_is_accepted() {
    let service = service(Options::default());
    let ask = "ASK%20%7B%7D";
    let triples = "CONSTRUCT%20WHERE%20%7B?s%20a%20%3Chttps://schema.org/NewsArticle%3E%7D";
    for (query, accept, content_type, part) in [
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml", "<uri>"),
        (ROWS, "text/csv", "text/csv; charset=utf-8", "s\r\nhttp"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?s\n<http"),
        (ROWS, "text/html, application/xml;q=0.1, */*;q=0.5", JSON, "bindings"),
        (ask, "text/csv", "text/csv; charset=utf-8", "true"),
        (ask, "application/sparql-results+xml", "application/sparql-results+xml", "<boolean>true</boolean>"),
        (triples, "text/turtle", "text/turtle; charset=utf-8", "schema:NewsArticle"),
        (triples, "application/n-triples", "application/n-triples", "<https://schema.org/NewsArticle> ."),
        (triples, "application/ld+json", "application/ld+json", "NewsArticle"),
        (triples, "application/rdf+xml", "application/rdf+xml", "rdf:RDF"),
        (triples, "application/n-quads", "application/n-quads", "NewsArticle> ."),
        (triples, "application/trig", "application/trig", "schema:NewsArticle"),
    ] {
        let answer = get(&service, &format!("/sparql?query={query}"), accept).await;
        assert_eq!(answer.status, StatusCode::OK, "{accept}: {}", answer.body);
        assert_eq!(answer.header("content-type"), content_type, "{accept}");
        assert!(answer.body.contains(part), "{accept}: {}", answer.body);
    }
    let answer = get(&service, &format!("/sparql?query={ROWS}&format=csv"), "*/*").await;
    assert!(answer.header("content-type").starts_with("text/csv"));
    let described = get(&service, "/sparql", "text/turtle").await;
    assert!(described.body.contains("UnionDefaultGraph"), "{}", described.body);
}

#[tokio::test]
async fn errors_are_problem_documents() {
    let service = service(Options { max_body: 10_000, ..Options::default() });
    let query = "application/sparql-query";
    let form = "application/x-www-form-urlencoded";
    let many = format!("SELECT * {{ ?s ?p \"{}\" }}", "a".repeat(20_000));
    let put = Request::put("/sparql").body(Body::empty()).expect("request");
    for (answer, status, part) in [
        (ask(&service, "SELECT * {\n ?s ?p").await, 400, "line 2"),
        (get(&service, "/sparql", "*/*").await, 200, ""),
        (get(&service, "/sparql", "image/png").await, 400, "no query"),
        (post(&service, "/sparql", form, "query=ASK{}&query=ASK{}").await, 400, "exactly one"),
        (post(&service, "/sparql", form, "update=CLEAR+ALL").await, 400, "not updates"),
        (post(&service, "/sparql", form, "query=%FF").await, 400, "UTF-8"),
        (post(&service, "/sparql?default-graph-uri=x", query, "ASK {}").await, 400, "no absolute IRI"),
        (post(&service, "/sparql", "text/plain", "ASK {}").await, 415, "text/plain"),
        (post(&service, "/sparql", query, many).await, 413, "10000 bytes"),
        (get(&service, &format!("/sparql?query={ROWS}"), "image/png").await, 406, "none of the accepted"),
        (get(&service, &format!("/sparql?query={ROWS}"), "text/turtle").await, 406, "sparql-results"),
        (get(&service, &format!("/sparql?query={ROWS}&format=docx"), "*/*").await, 400, "docx"),
        (ask(&service, "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").await, 403, "SERVICE"),
        (send(&service, put).await, 405, "PUT"),
        (get(&service, "/ni/tega", "*/*").await, 404, "/ni/tega"),
        (get(&service, "/id/person/nihce", "text/turtle").await, 404, "/id/person/nihce"),
        (get(&service, "/assets/../Cargo.toml", "*/*").await, 404, ""),
    ] {
        assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
        if status >= 400 {
            assert_eq!(answer.header("content-type"), "application/problem+json");
            let problem: serde_json::Value = serde_json::from_str(&answer.body).expect("JSON");
            assert_eq!(problem["status"], status);
            assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(part)), "{problem}");
        }
    }
    let put = Request::put("/sparql").body(Body::empty()).expect("request");
    assert_eq!(send(&service, put).await.header("allow"), "GET, HEAD, POST, OPTIONS");
}

#[tokio::test]
async fn the_default_graph_is_the_union_unless_plain() {
    let query = "ASK { ?s a <https://schema.org/NewsArticle> }";
    let graph = "http%3A%2F%2Flocalhost%3A7878%2Farticle%2Fskript";
    let path = format!("/sparql?default-graph-uri={graph}");
    for (union, expected) in [(true, "true"), (false, "false")] {
        let service = service(Options { union_default_graph: union, ..Options::default() });
        assert!(ask(&service, query).await.body.contains(expected));
        let named = post(&service, &path, "application/sparql-query", "SELECT ?s { ?s a ?c }").await;
        assert!(named.body.contains("skript") && !named.body.contains("ana-kos"), "{}", named.body);
    }
}

#[tokio::test]
async fn iris_dereference() {
    let service = service(Options::default());
    for (accept, content_type) in [
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html", "text/html; charset=utf-8"),
    ] {
        for (path, part) in [
            ("/id/person/ana-kos", "Ana Kos"),
            ("/id/country/jezerje", "Jezerje"),
            ("/article/sre%C4%8Danje", "Jezerskem"),
            ("/ontology", "Consult"),
        ] {
            let answer = get(&service, path, accept).await;
            assert_eq!(answer.status, StatusCode::OK, "{path} {accept}");
            assert_eq!(answer.header("content-type"), content_type, "{path}");
            assert!(answer.body.contains(part), "{path} {accept}: {}", answer.body);
        }
    }
    let first = get(&service, "/id/person/ana-kos", "text/turtle").await;
    let tag = first.header("etag").to_owned();
    assert!(tag.len() > 10);
    let again = Request::get("/id/person/ana-kos").header("accept", "text/turtle").header("if-none-match", &tag);
    let again = send(&service, again.body(Body::empty()).expect("request")).await;
    assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let json = get(&service, "/id/person/ana-kos?format=jsonld", "text/turtle").await;
    assert_eq!(json.header("content-type"), "application/ld+json");
    assert_ne!(json.header("etag"), tag);
}

#[tokio::test]
async fn the_page_shows_facts_and_escapes_text() {
    let service = service(Options::default());
    let html = "text/html";
    let home = get(&service, "/", html).await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("href=\"/article/sre%C4%8Danje\""), "{}", home.body);
    let article = get(&service, "/article/sre%C4%8Danje", html).await.body;
    for part in ["CONSULT", "href=\"/id/person/ana-kos\"", "id=\"char=0,", "class=\"mention k-person\"", "REQUEST"] {
        assert!(article.contains(part), "{part} {article}");
    }
    let person = get(&service, "/id/person/ana-kos", html).await.body;
    assert!(person.contains("Peter Dolinec") && person.contains("notranja ministrica"), "{person}");
    let hostile = get(&service, "/article/skript", html).await.body;
    for page in [&hostile, &home.body] {
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{page}");
    }
    assert!(hostile.contains("&lt;script&gt;alert"));
    let missing = get(&service, "/id/person/nihce", html).await;
    assert_eq!((missing.status, missing.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
    for path in ["/query", "/entities", "/ontology", "/assets/style.css", "/assets/page.js", "/assets/query.js"] {
        let answer = get(&service, path, html).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("http://") || path != "/assets/style.css", "no third party");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn browsers_may_ask_from_elsewhere() {
    let service = service(Options::default());
    let preflight = Request::options("/sparql")
        .header("origin", "https://example.org")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let answer = send(&service, preflight.body(Body::empty()).expect("request")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert!(answer.header("access-control-allow-methods").contains("POST"));
    let health = get(&service, "/health", "*/*").await;
    assert_eq!(health.status, StatusCode::OK);
    assert!(health.body.contains("\"status\":\"ok\""), "{}", health.body);
}

/// Queries that nest or chain, as deep as asked.
fn hostile(depth: usize, links: usize) -> Vec<String> {
    let nest = |before: &str, open: &str, inside: &str, close: &str, after: &str| {
        format!("{before}{}{inside}{}{after}", open.repeat(depth), close.repeat(depth))
    };
    let chain = |before: &str, link: &str, after: &str| format!("{before}{}{after}", link.repeat(links));
    vec![
        nest("ASK ", "{", "<x:n> <x:n> <x:n>", "}", ""),
        nest("SELECT (", "(", "1", ")", " AS ?x) {}"),
        nest("ASK { FILTER(", "!", "true", "", ") }"),
        nest("SELECT (", "- ", "1", "", " AS ?x) {}"),
        nest("ASK { <x:n> ", "(", "<x:p>", ")", " ?o }"),
        nest("ASK { <x:n> ", "^(", "<x:p>", ")", " ?o }"),
        nest("ASK { <x:n> <x:p> ", "(", "1", ")", " }"),
        nest("ASK { <x:n> <x:p> ", "[ <x:p> ", "1", "]", " }"),
        nest("ASK { ", "OPTIONAL { ", "<x:n> <x:n> <x:n>", "}", " }"),
        nest("ASK { ", "FILTER EXISTS { ", "<x:n> <x:n> <x:n>", "}", " }"),
        nest("ASK ", "{ { SELECT * ", "{ <x:n> <x:n> <x:n> }", "} }", ""),
        nest("SELECT (", "IF(true, 1, ", "1", ")", " AS ?x) {}"),
        nest("ASK { ", "{ <x:a> <x:b> <x:c> } UNION { ", "<x:n> <x:n> <x:n>", "}", " }"),
        nest("ASK { ", "GRAPH <x:g> { ", "<x:n> <x:n> <x:n>", "}", " }"),
        nest("ASK { ", "<< <x:a> <x:b> ", "<x:c>", " >>", " <x:p> <x:o> }"),
        chain("SELECT (", "1+", "1 AS ?x) {}"),
        chain("ASK { FILTER(", "false || ", "true) }"),
        chain("ASK { ", "OPTIONAL { <x:n> <x:n> <x:n> } ", "}"),
        chain("ASK { ", "{ <x:n> <x:n> <x:n> } UNION ", "{} }"),
        chain("ASK { <x:n> ", "<x:p>/", "<x:p> ?o }"),
        chain("ASK { <x:n> ", "<x:p>|", "<x:p> ?o }"),
        chain("ASK { ", "{ <x:n> <x:n> <x:n> } ", "}"),
        chain("ASK { ", "FILTER(true) ", "}"),
        chain("ASK { ", "MINUS { <x:n> <x:n> <x:n> } ", "}"),
        chain("ASK { ", "<x:n> <x:n> <x:n> . ", "}"),
        chain("ASK { <x:n> <x:n> (", "1 ", ") }"),
    ]
}

#[tokio::test]
async fn no_query_is_too_deep_for_the_process() {
    let service = service(Options::default());
    for query in hostile(100_000, 100_000) {
        let answer = ask(&service, &query).await;
        assert!([400, 413].contains(&answer.status.as_u16()), "{} {}", &query[..40], answer.body);
    }
    let flat_and_not = [hostile(12, 20), hostile(15, 31), hostile(40, 60)].concat();
    for query in flat_and_not {
        let answer = ask(&service, &query).await;
        assert!([200, 400].contains(&answer.status.as_u16()), "{} {}", &query[..40], answer.body);
    }
    assert_eq!(ask(&service, "ASK {}").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_query_that_takes_too_long_is_stopped() {
    let service = service(Options { query_timeout: Duration::from_millis(300), ..Options::default() });
    let answer = ask(&service, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").await;
    assert_eq!(answer.status, StatusCode::GATEWAY_TIMEOUT, "{}", answer.body);
    assert!(answer.body.contains("took longer"), "{}", answer.body);
    assert_eq!(ask(&service, "ASK {}").await.status, StatusCode::OK);
}

#[tokio::test]
async fn large_results_stream_whole() {
    let service = service(Options::default());
    let numbers: String = (0..100).map(|n| format!("{n} ")).collect();
    let query = format!("SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }}");
    let answer = ask(&service, &query).await;
    let json: serde_json::Value = serde_json::from_str(&answer.body).expect("whole JSON");
    assert_eq!(json["results"]["bindings"].as_array().map(Vec::len), Some(10_000));
}

#[tokio::test]
async fn browsers_get_packed_results() {
    let service = service(Options::default());
    let request = Request::get(format!("/sparql?query={ROWS}")).header("accept-encoding", "gzip");
    let response = service.oneshot(request.body(Body::empty()).expect("request")).await.expect("infallible");
    assert_eq!(response.headers()["content-encoding"], "gzip");
    let bytes = to_bytes(response.into_body(), 1 << 20).await.expect("whole body");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).expect("gzip");
    assert!(text.ends_with("]}}") && text.contains("/article/skript"), "{text}");
}

#[test]
fn the_program_serves_and_stops() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let article = folder.path().join("novica.txt");
    std::fs::write(&article, "Minister je v četrtek obiskal sosednjo državo.\n").expect("writable");
    let mut child = trojka(["serve", "--quiet", "--bind", "127.0.0.1:0"]).arg(&article).spawn_with_stderr();
    let mut line = String::new();
    BufReader::new(child.stderr.take().expect("piped")).read_line(&mut line).expect("a line");
    let address = line.trim().strip_prefix("Trojka is ready: ").unwrap_or_else(|| panic!("{line:?}")).to_owned();
    let read = |path: &str| {
        let mut response = ureq::get(format!("{address}{path}")).call().expect("answer");
        response.body_mut().read_to_string().expect("text")
    };
    assert!(read("health").contains("ok"));
    assert!(read("article/novica").contains("sosednjo"));
    #[cfg(unix)]
    {
        let stop = std::process::Command::new("kill").arg(child.id().to_string()).status().expect("kill");
        assert!(stop.success());
        assert!(child.wait().expect("child").success(), "SIGTERM ends it properly");
    }
    #[cfg(not(unix))]
    child.kill().expect("running");
}
