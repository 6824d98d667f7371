//! Changing what is served: SPARQL Update, the Graph Store Protocol, and what hostile clients send there.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use std::time::Duration;
use tower::ServiceExt;
use trojka::article::Article;
use trojka::document::Document;
use trojka::graph::{Base, Generator, emit};
use trojka::serve::{Options, Token, router};
use trojka::store::{Change, Header, Store};

const TOKEN: &str = "skrivnost";
const UPDATE: &str = "application/sparql-update";
const QUERY: &str = "application/sparql-query";
const TURTLE: &str = "text/turtle";

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

/// A client of one service, with the token.
struct Client(Router);

impl Client {
    fn new(store: Store, options: Options) -> Self {
        Self(router(store, Options { token: Token::new(TOKEN), ..options }).expect("texts of the page"))
    }

    fn empty() -> Self {
        Self::new(Store::in_memory(Base::default()), Options { union_default_graph: false, ..Options::default() })
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.0.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("whole body");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    async fn call(&self, method: Method, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", "localhost:7878");
        let request = request.header("authorization", format!("Bearer {TOKEN}")).header("content-type", content_type);
        self.send(request.body(body.into()).expect("request")).await
    }

    async fn update(&self, text: impl Into<Body>) -> Answer {
        self.call(Method::POST, "/update", UPDATE, text).await
    }

    async fn get(&self, path: &str, accept: &str) -> Answer {
        let request = Request::get(path).header("accept", accept).header("host", "localhost:7878");
        self.send(request.body(Body::empty()).expect("request")).await
    }

    /// The rows of a query as TSV, without the first line.
    async fn rows(&self, query: &str) -> Vec<String> {
        let request = Request::post("/sparql").header("accept", "text/tab-separated-values");
        let request = request.header("content-type", QUERY).body(Body::from(query.to_owned())).expect("request");
        let answer = self.send(request).await;
        assert_eq!(answer.status, 200, "{query}: {}", answer.body);
        answer.body.lines().skip(1).map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn updates_take_effect_together_or_not_at_all() {
    let client = Client::empty();
    let answer = client.update("INSERT DATA { <x:a> <x:p> 1, 01, \"č\"@sl . GRAPH <x:g> { _:b <x:p> _:b } }").await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    assert_eq!(client.rows("SELECT ?o { <x:a> <x:p> ?o } ORDER BY STR(?o)").await.len(), 3, "01 is not 1");
    assert_eq!(client.rows("SELECT ?s { GRAPH <x:g> { ?s <x:p> ?s } }").await.len(), 1);
    let failing = "DELETE WHERE { <x:a> ?p ?o } ; CREATE GRAPH <x:g>";
    assert_eq!(client.update(failing).await.status, 409);
    assert_eq!(client.rows("SELECT ?o { <x:a> <x:p> ?o }").await.len(), 3, "nothing has changed");
    let reads_its_own =
        "INSERT { <x:b> <x:q> ?o } WHERE { <x:a> <x:p> ?o } ; DELETE { ?s <x:q> 1 } WHERE { ?s <x:q> 1 }";
    assert_eq!(client.update(reads_its_own).await.status, 204);
    assert_eq!(client.rows("SELECT ?o { <x:b> <x:q> ?o }").await.len(), 2);
    assert_eq!(client.update("DROP GRAPH <x:g> ; DROP SILENT GRAPH <x:none>").await.status, 204);
    assert_eq!(client.rows("SELECT ?g { GRAPH ?g {} FILTER(STRSTARTS(STR(?g), 'x:')) }").await.len(), 0);
}

#[tokio::test]
async fn writing_needs_the_token() {
    let open = Client(router(Store::in_memory(Base::default()), Options::default()).expect("texts of the page"));
    let insert = "INSERT DATA { <x:a> <x:p> 1 }";
    assert_eq!(open.update(insert).await.status, 403, "no token is set");
    let client = Client::empty();
    for (path, method, content_type) in
        [("/update", Method::POST, UPDATE), ("/store?default", Method::PUT, TURTLE), ("/store", Method::DELETE, TURTLE)]
    {
        for token in [None, Some("Bearer druga"), Some("Basic skrivnost")] {
            let mut request = Request::builder().method(method.clone()).uri(path).header("content-type", content_type);
            if let Some(token) = token {
                request = request.header("authorization", token);
            }
            let answer = client.send(request.body(Body::from(insert)).expect("request")).await;
            assert_eq!(answer.status, 401, "{path} {token:?}");
            assert!(answer.headers.contains_key("www-authenticate"));
        }
    }
    assert!(client.rows("SELECT ?o { <x:a> <x:p> ?o }").await.is_empty());
}

#[tokio::test]
async fn the_protocol_of_updates() {
    let client = Client::empty();
    let form = "application/x-www-form-urlencoded";
    let encoded = "update=INSERT%20DATA%20%7B%20GRAPH%20%3Cx%3Ag%3E%20%7B%20%3Cx%3Aa%3E%20%3Cx%3Ap%3E%201%20%7D%20%7D";
    for (answer, status) in [
        (client.call(Method::POST, "/update", form, encoded).await, 204),
        (
            client
                .call(
                    Method::POST,
                    "/update?using-graph-uri=x%3Ag",
                    UPDATE,
                    "INSERT { <x:b> <x:p> ?o } WHERE { ?s <x:p> ?o }",
                )
                .await,
            204,
        ),
        (
            client
                .call(
                    Method::POST,
                    "/update?using-graph-uri=x%3Ag",
                    UPDATE,
                    "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
                )
                .await,
            400,
        ),
        (client.call(Method::POST, "/update", form, "update=CLEAR+ALL&update=CLEAR+ALL").await, 400),
        (client.call(Method::POST, "/update", form, "query=ASK%7B%7D").await, 400),
        (client.call(Method::POST, "/update", "text/plain", "CLEAR ALL").await, 415),
        (client.call(Method::POST, "/update", UPDATE, "CLEAR").await, 400),
        (client.call(Method::GET, "/update?update=CLEAR+ALL", UPDATE, "").await, 405),
        (client.call(Method::GET, "/sparql?update=CLEAR+ALL", UPDATE, "").await, 400),
        (client.update("LOAD <http://127.0.0.1:1/x.ttl>").await, 403),
        (client.update("LOAD SILENT <file:///etc/passwd>").await, 204),
        (client.update("INSERT { <x:c> <x:p> ?o } WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").await, 403),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    assert_eq!(client.rows("SELECT ?s { ?s <x:p> 1 }").await, ["<x:b>"]);
}

#[tokio::test]
async fn graphs_are_put_added_to_read_and_deleted() {
    let client = Client::empty();
    let one = "<x:a> <x:p> 1 .";
    let place = "/store?graph=x%3Ag";
    assert_eq!(client.get(place, "*/*").await.status, 404);
    assert_eq!(client.call(Method::PUT, place, TURTLE, one).await.status, 201);
    assert_eq!(client.call(Method::POST, place, "application/n-triples", "<x:a> <x:p> <x:b> .\n").await.status, 204);
    let read = client.get(place, "application/n-triples").await;
    assert_eq!((read.status, read.body.lines().count()), (200, 2), "{}", read.body);
    let tag = read.headers["etag"].clone();
    let again = Request::get(place).header("accept", "application/n-triples").header("if-none-match", &tag);
    assert_eq!(client.send(again.body(Body::empty()).expect("request")).await.status, 304);
    assert_eq!(client.call(Method::PUT, place, TURTLE, one).await.status, 204);
    assert_eq!(client.get(place, "application/n-triples").await.body.lines().count(), 1, "PUT replaces");
    assert_eq!(client.call(Method::DELETE, place, TURTLE, "").await.status, 204);
    assert_eq!(client.call(Method::DELETE, place, TURTLE, "").await.status, 404);
    assert_eq!(client.call(Method::PUT, "/store/oseba/1", TURTLE, "<> <x:p> 1 .").await.status, 201);
    assert_eq!(
        client.rows("SELECT ?s { GRAPH <http://localhost:7878/store/oseba/1> { ?s <x:p> 1 } }").await,
        ["<http://localhost:7878/store/oseba/1>"]
    );
    let made = client.call(Method::POST, "/store", TURTLE, one).await;
    assert_eq!(made.status, 201);
    let location = made.headers["location"].to_str().expect("ASCII").replace("http://localhost:7878", "");
    assert_eq!(client.get(&location, TURTLE).await.status, 200);
    let all = client.get("/store", "application/n-quads").await;
    assert_eq!(all.body.lines().count(), 2, "{}", all.body);
    for (answer, status) in [
        (client.call(Method::PUT, "/store?default&graph=x%3Ag", TURTLE, one).await, 400),
        (client.call(Method::PUT, place, "text/html", one).await, 415),
        (client.call(Method::PUT, place, TURTLE, "<x:a> <x:p>").await, 400),
        (client.call(Method::PATCH, place, TURTLE, one).await, 405),
        (client.call(Method::POST, "/store", "application/trig", "_:g { <x:a> <x:p> 1 }").await, 400),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let form =
        "--x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"a.ttl\"\r\n\r\n<x:m> <x:p> 1 .\r\n--x--\r\n";
    assert_eq!(client.call(Method::POST, "/store?default", "multipart/form-data; boundary=x", form).await.status, 204);
    assert_eq!(client.rows("SELECT ?s { ?s <x:p> 1 }").await, ["<x:m>"]);
    assert_eq!(client.call(Method::DELETE, "/store", TURTLE, "").await.status, 204);
    assert!(client.get("/store", "application/n-quads").await.body.is_empty());
}

#[tokio::test]
async fn a_query_has_a_tag_as_long_as_the_data_stay() {
    let client = Client::empty();
    let place = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D";
    let first = client.get(place, "text/csv").await;
    let tag = first.headers["etag"].clone();
    let again = || Request::get(place).header("accept", "text/csv").header("if-none-match", &tag).body(Body::empty());
    assert_eq!(client.send(again().expect("request")).await.status, 304);
    assert_ne!(client.get(place, "text/tab-separated-values").await.headers["etag"], tag, "another form");
    assert_eq!(client.update("INSERT DATA { <x:a> <x:p> 1 }").await.status, 204);
    assert_eq!(client.send(again().expect("request")).await.status, 200);
    let random = client.get("/sparql?query=SELECT%20(RAND()%20AS%20%3Fr)%20%7B%7D", "text/csv").await;
    assert!(!random.headers.contains_key("etag"));
}

/// Data that nest or grow without bound: each is refused or taken, and the process lives.
#[tokio::test]
async fn no_data_end_the_process() {
    let client = Client::empty();
    let nest = |open: &str, inside: &str, close: &str| {
        let depth = 50_000;
        format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
    };
    let laughs: String =
        (1..12).map(|i| format!("<!ENTITY a{i} \"{}\">", format!("&a{};", i - 1).repeat(10))).collect();
    for (content_type, body) in [
        (TURTLE, format!("<x:a> <x:p> {} .", nest("[ <x:p> ", "1", "]"))),
        (TURTLE, format!("<x:a> <x:p> {} .", nest("(", "1", ")"))),
        (TURTLE, format!("<x:a> <x:p> {} .", nest("<<( <x:a> <x:p> ", "1", ")>>"))),
        ("application/n-triples", format!("<x:a> <x:p> {} .", nest("<<( <x:a> <x:p> ", "<x:b>", ")>>"))),
        ("application/ld+json", nest("[", "{}", "]")),
        ("application/ld+json", nest("{\"x:p\":", "1", "}")),
        ("application/ld+json", format!("{{\"@context\":{}}}", nest("[", "{}", "]"))),
        ("application/rdf+xml", nest("<a>", "", "</a>")),
        (
            "application/rdf+xml",
            format!(
                "<!DOCTYPE r [<!ENTITY a0 \"ha\">{laughs}]><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:x='x:'><rdf:Description rdf:about='x:a' x:p='&a11;'/></rdf:RDF>"
            ),
        ),
    ] {
        let shown: String = body.chars().take(40).collect();
        let answer = client.call(Method::POST, "/store?default", content_type, body).await;
        assert!([204, 400, 413].contains(&answer.status), "{shown}: {} {}", answer.status, answer.body);
    }
    for open in ["{ ", "( ", "[ <x:p> ", "<<( <x:a> <x:p> "] {
        let text = format!("INSERT DATA {{ <x:a> <x:p> {}", open.repeat(50_000));
        let answer = client.update(text).await;
        assert_eq!(answer.status, 400, "{open}: {}", answer.body);
    }
    assert_eq!(client.update("INSERT DATA { <x:o> <x:p> <x:o> }").await.status, 204);
    let deeper = "INSERT { <x:o> <x:p> ?t } WHERE { <x:o> <x:p> ?o BIND(TRIPLE(<x:o>, <x:p>, ?o) AS ?t) }";
    let mut last = 204;
    for _ in 0..40 {
        last = client.update(deeper).await.status;
    }
    assert_eq!(last, 400, "terms do not grow deeper without end");
    assert_eq!(client.rows("SELECT ?o { <x:o> <x:p> <x:o> }").await.len(), 1);
}

#[tokio::test]
async fn values_do_not_grow_without_bound() {
    let memory = 64 << 20;
    let client = Client::new(Store::in_memory(Base::default()), Options { query_memory: memory, ..Options::default() });
    let doubled = (1..40).fold(String::from("BIND('0123456789' AS ?v0)"), |text, i| {
        format!("{text} BIND(CONCAT(?v{0}, ?v{0}) AS ?v{i})", i - 1)
    });
    let numbers = (0..2000).map(|i| i.to_string()).collect::<Vec<_>>().join(" ");
    let product = format!("VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} VALUES ?c {{ {numbers} }}");
    for query in [
        format!("SELECT (STRLEN(?v39) AS ?n) {{ {doubled} }}"),
        format!("SELECT (GROUP_CONCAT(?a) AS ?t) {{ {product} }}"),
        format!("SELECT ?a ?b ?c {{ {product} }} ORDER BY ?c ?a"),
        format!("SELECT DISTINCT ?a ?b ?c {{ {product} }} ORDER BY ?c"),
        format!(
            "SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {product} BIND(CONCAT(STR(?a), '-', STR(?b), '-', STR(?c)) AS ?x) }}"
        ),
    ] {
        let request = Request::post("/sparql").header("content-type", QUERY).body(Body::from(query.clone()));
        let answer = client.send(request.expect("request")).await;
        assert_eq!(answer.status, 503, "{}: {}", &query[..40], answer.body);
        assert!(answer.body.contains("memory"), "{}", answer.body);
    }
}

fn article(id: &str, text: &str) -> Change {
    let base = Base::default();
    let quads = emit(&Document::new(Article::new(id, text)), &base, &Generator::default());
    Change::new(base.article(id), quads, Header::default())
}

#[tokio::test]
async fn changes_are_kept_and_those_of_others_are_seen() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let dir = folder.path().join("store");
    let open = || Store::open_for_writing(&dir, None).expect("a store");
    drop(open());
    let client = Client::new(Store::open(&dir, None).expect("a store"), Options::default());
    assert_eq!(
        client.update("INSERT DATA { <x:a> <x:p> 1 GRAPH <x:g> { <x:b> <x:p> 2 } } ; CREATE GRAPH <x:e>").await.status,
        204
    );
    let mut other = open();
    assert_eq!(
        other
            .dataset()
            .quads_for_pattern(None, None, None, None)
            .filter(|quad| quad.predicate.as_str() == "x:p")
            .count(),
        2
    );
    assert!(other.has_graph(oxigraph::model::NamedNodeRef::new_unchecked("x:e")), "a graph without quads is kept");
    other.apply(vec![article("drugi", "Minister je odpotoval.")]).expect("written");
    drop(other);
    let query = "SELECT ?a { ?a a <https://schema.org/NewsArticle> }";
    for _ in 0..100 {
        if !client.rows(query).await.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(client.rows(query).await.len(), 1, "another process built it");
    assert_eq!(client.update("DROP GRAPH <x:g>").await.status, 204, "on top of what the other wrote");
    let kept = open();
    assert_eq!(kept.article_ids().collect::<Vec<_>>(), ["drugi"]);
    assert!(!kept.has_graph(oxigraph::model::NamedNodeRef::new_unchecked("x:g")));
}

#[tokio::test]
async fn what_follows_from_facts_follows_their_change() {
    let mut store = Store::in_memory(Base::default());
    let base = Base::default();
    let quads = emit(&crate::graph::sample::meeting("srecanje"), &base, &Generator::default());
    store.apply(vec![Change::new(base.article("srecanje"), quads, Header::default())]).expect("memory");
    store.refresh().expect("rules");
    let client = Client::new(store, Options::default());
    let query = "PREFIX tro: <https://w3id.org/trojka/ontology#> SELECT ?a { ?a tro:consultedWith ?b }";
    assert_eq!(client.rows(query).await.len(), 2);
    assert_eq!(client.update("DROP GRAPH <http://localhost:7878/article/srecanje>").await.status, 204);
    for _ in 0..100 {
        if client.rows(query).await.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("what was derived from the article is still there");
}
