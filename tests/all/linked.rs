//! Linked data: every IRI leads somewhere, descriptions are whole, the data set and the service describe themselves.

use crate::serve::{Answer, ask, get, send, service, store};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use oxttl::{NTriplesParser, TurtleParser};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use trojka::graph::vocab::{prov, rdf, tro};
use trojka::graph::{Base, ontology};
use trojka::lang::Pack;
use trojka::serve::{Options, router, statistics};
use trojka::store::{Change, Header, Store};

const HTML: &str = "text/html";
const TURTLE: &str = "text/turtle";
const NTRIPLES: &str = "application/n-triples";

fn quads(store: &Store) -> Vec<Quad> {
    store.dataset().iter().collect()
}

/// All IRIs that quads name: subjects, predicates, objects and graphs.
fn iris(quads: &[Quad]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for quad in quads {
        found.insert(quad.predicate.as_str().to_owned());
        if let NamedOrBlankNode::NamedNode(node) = &quad.subject {
            found.insert(node.as_str().to_owned());
        }
        if let Term::NamedNode(node) = &quad.object {
            found.insert(node.as_str().to_owned());
        }
        if let oxigraph::model::GraphName::NamedNode(node) = &quad.graph_name {
            found.insert(node.as_str().to_owned());
        }
    }
    found
}

fn path(iri: &str) -> Option<&str> {
    let path = iri.strip_prefix(Base::default().as_str().trim_end_matches('/'))?;
    path.split('#').next()
}

fn triples(answer: &Answer) -> BTreeSet<String> {
    let parsed = NTriplesParser::new().for_slice(&answer.body);
    parsed.map(|triple| triple.expect("N-Triples").to_string()).collect()
}

/// The data inside a page.
fn held(page: &Answer) -> Option<BTreeSet<String>> {
    let (_, rest) = page.body.split_once("<script type=\"application/ld+json\">")?;
    let (json, _) = rest.split_once("</script>")?;
    let quads = oxjsonld::JsonLdParser::new().for_slice(json);
    Some(quads.map(|quad| oxigraph::model::Triple::from(quad.expect("JSON-LD")).to_string()).collect())
}

#[tokio::test]
async fn every_minted_iri_leads_somewhere() {
    let mut store = store();
    store.set_background(&Pack::shipped("sl").expect("the Slovene pack")).expect("memory");
    store.refresh().expect("rules");
    let quads = quads(&store);
    let gazetteer = Base::default().gazetteer_graph();
    let (background, told): (Vec<Quad>, Vec<Quad>) =
        quads.into_iter().partition(|quad| quad.graph_name == gazetteer.clone().into());
    let service = router(store, Options::default()).expect("texts of the page");
    let mut paths: BTreeSet<String> = iris(&told).iter().filter_map(|iri| path(iri)).map(str::to_owned).collect();
    // There are thousands of entries and one kind of them.
    paths.extend(iris(&background).iter().filter_map(|iri| path(iri)).step_by(97).map(str::to_owned));
    assert!(paths.len() > 80, "{}", paths.len());
    for path in &paths {
        for accept in [TURTLE, HTML] {
            let answer = get(&service, path, accept).await;
            // The endpoint sends people to the page on which they can ask.
            let answer = match answer.status {
                StatusCode::SEE_OTHER => get(&service, answer.header("location"), accept).await,
                _ => answer,
            };
            assert_eq!(answer.status, StatusCode::OK, "{path} {accept}");
            assert!(answer.header("content-type").starts_with(accept), "{path}");
        }
    }
}

#[tokio::test]
async fn every_fragment_of_an_article_has_its_place_on_the_page() {
    let store = store();
    let iris = iris(&quads(&store));
    let service = router(store, Options::default()).expect("texts of the page");
    let article = Base::default().article("srečanje");
    let page = get(&service, path(article.as_str()).expect("of the base"), HTML).await.body;
    let fragments: Vec<_> =
        iris.iter().filter_map(|iri| iri.strip_prefix(article.as_str())?.strip_prefix('#')).collect();
    assert!(fragments.len() > 15, "{fragments:?}");
    for fragment in fragments {
        assert_eq!(page.matches(&format!(" id=\"{fragment}\"")).count(), 1, "{fragment}");
    }
    // The place of what begins in the text is in the text.
    let text = &page[page.find("class=\"sentence\"").expect("text")..page.find("class=\"fact").expect("facts")];
    assert!(text.matches(" id=\"char=").count() > 8, "{text}");
}

#[tokio::test]
async fn every_term_of_the_ontology_has_its_place() {
    let base = Base::default();
    let mut all = iris(&ontology::quads(&base).expect("the ontology parses"));
    let shapes = ontology::shapes(&base).expect("the shapes parse");
    all.extend(iris(&shapes.into_iter().map(|triple| triple.in_graph(base.ontology_graph())).collect::<Vec<_>>()));
    all.extend(iris(&quads(&store())));
    let service = service(Options::default());
    let whole = get(&service, "/ontology", HTML).await.body;
    let terms: Vec<&str> = all.iter().filter_map(|iri| iri.strip_prefix(tro::NAMESPACE)).collect();
    assert!(terms.len() > 350 && terms.contains(&"EventShape") && terms.contains(&"TopicScheme"), "{}", terms.len());
    for (index, term) in terms.iter().enumerate() {
        let answer = get(&service, &format!("/ontology/{term}"), NTRIPLES).await;
        assert_eq!(answer.status, StatusCode::OK, "{term}");
        assert!(answer.body.lines().any(|line| line.starts_with(&format!("<{}{term}> ", tro::NAMESPACE))), "{term}");
        assert!(whole.contains(&format!("<dt id=\"{term}\">")), "{term}");
        if index % 20 == 0 {
            let page = get(&service, &format!("/ontology/{term}"), HTML).await;
            assert!(page.status == StatusCode::OK && page.body.contains(&format!("tro:{term}")), "{term}");
        }
    }
    let links = get(&service, "/ontology/Agree", TURTLE).await;
    let described = "<https://w3id.org/trojka/ontology#Agree>; rel=\"describes\"";
    assert!(links.header("link").contains(described), "{}", links.header("link"));
    assert_eq!(get(&service, "/ontology/Nothing", TURTLE).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_other_files_of_the_ontology_have_their_places() {
    let service = service(Options::default());
    for rule in ontology::rules() {
        let answer = get(&service, &format!("/ontology/rules/{}", rule.stem()), "*/*").await;
        assert_eq!((answer.header("content-type"), &answer.body), ("application/sparql-query", &rule.text));
    }
    let context = get(&service, "/ontology/trojka.jsonld", "application/ld+json").await;
    assert!(context.header("content-type") == "application/ld+json" && context.body.contains("@context"));
    let (version, whole) =
        (get(&service, "/ontology/0.2.0", NTRIPLES).await, get(&service, "/ontology", NTRIPLES).await);
    assert_eq!(version.body, whole.body);
    let before = get(&service, "/ontology/0.1.0", NTRIPLES).await;
    assert_eq!(before.status, StatusCode::GONE);
    assert!(
        before.body.contains("ontology/0.2.0") && before.header("link").contains("latest-version"),
        "{}",
        before.body
    );
    assert!(whole.body.contains("NodeShape"), "shapes are part of the ontology");
    for bad in ["/ontology/rules/../../Cargo", "/ontology/rules/nothing", "/ontology/queries", "/ontology/%2e%2e/x"] {
        assert_eq!(get(&service, bad, TURTLE).await.status, StatusCode::NOT_FOUND, "{bad}");
    }
}

#[tokio::test]
async fn modules_of_the_ontology_have_their_places() {
    let service = service(Options::default());
    for file in ontology::files("core/", ".ttl").iter().filter(|file| file.stem() != "ontology") {
        let path = format!("/ontology/core/{}", file.stem());
        let data = turtle(&service, &path).await;
        let read = TurtleParser::new().for_slice(&file.text).collect::<Result<HashSet<_>, _>>().expect("Turtle");
        let terms: HashSet<_> = read.iter().map(|triple| triple.subject.clone()).collect();
        let data: HashSet<_> = data.into_iter().collect();
        assert!(read.is_subset(&data), "{path}");
        assert!(data.iter().all(|triple| terms.contains(&triple.subject)), "{path} holds terms of others");
        let page = get(&service, &path, HTML).await;
        assert_eq!(page.header("location"), format!("/ontology#core-{}", file.stem()));
    }
    let axioms = get(&service, "/ontology/owl", NTRIPLES).await.body;
    assert!(axioms.contains("ontology#Agree> ") && !axioms.contains("shacl#NodeShape") && !axioms.contains("/query/"));
}

#[tokio::test]
async fn the_page_of_the_ontology_speaks_both_languages_and_its_links_lead_somewhere() {
    let service = service(Options::default());
    let page = async |path: &str| get(&service, path, HTML).await;
    let (plain, sl, en) = (page("/ontology").await, page("/ontology?lang=sl").await, page("/ontology?lang=en").await);
    assert_eq!(plain.body, sl.body);
    assert_eq!(page("/ontology?lang=xx").await.body, plain.body);
    assert_eq!((sl.header("content-language"), en.header("content-language")), ("sl", "en"));
    for (answer, words) in [
        (&sl, ["Ontologija Trojka", "Seznami kod", "Vir</dt>"]),
        (&en, ["Trojka ontology", "Code lists", "Source</dt>"]),
    ] {
        for word in words {
            assert!(answer.body.contains(word), "{word}");
        }
        let links: BTreeSet<&str> =
            answer.body.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(links.len() > 300, "{}", links.len());
        for link in links {
            assert_eq!(answer.body.matches(&format!(" id=\"{link}\"")).count(), 1, "{link}");
        }
    }
    let term = page("/ontology/Consult?lang=en").await.body;
    for part in [
        "class · concept",
        "CONSULT",
        "Example</dt>",
        "tro:ConsultVisit",
        "tro:VerbalCooperation",
        "/ontology/ConsultVisit?lang=en",
    ] {
        assert!(term.contains(part), "{part}");
    }
}

#[tokio::test]
async fn pages_hold_the_same_as_the_data() {
    let service = service(Options::default());
    for path in [
        "/id/person/ana-kos",
        "/id/country/jezerje",
        "/article/sre%C4%8Danje",
        "/article/skript",
        "/ontology/Agree",
        "/query/02-agreements",
        "/.well-known/void",
    ] {
        let page = get(&service, path, HTML).await;
        let data = get(&service, path, NTRIPLES).await;
        let (held, whole) = (held(&page).unwrap_or_else(|| panic!("{path} holds data")), triples(&data));
        assert!(!whole.is_empty());
        assert_eq!(held, whole, "{path}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{path}");
    }
    let scripts = get(&service, "/article/skript", HTML).await.body.matches("<script").count();
    assert_eq!(scripts, 2, "the page's own and the data");
}

/// Objects of `prov:wasDerivedFrom` as a reader of RDF 1.1 counts them.
fn statements_in(turtle: &str) -> usize {
    let mut statements = 0;
    let mut count = |triple: rio_api::model::Triple<'_>| {
        statements += usize::from(triple.predicate.iri == prov::WAS_DERIVED_FROM.as_str());
        Ok::<(), rio_turtle::TurtleError>(())
    };
    let mut parser = rio_turtle::TurtleParser::new(std::io::Cursor::new(turtle), None);
    rio_api::parser::TriplesParser::parse_all(&mut parser, &mut count)
        .unwrap_or_else(|error| panic!("{error}: readers of RDF 1.1 must not stop at {turtle}"));
    statements
}

fn triple_terms_in(turtle: &str) -> usize {
    let triples = TurtleParser::new().for_slice(turtle).map(|triple| triple.expect("Turtle"));
    triples.filter(|triple| matches!(triple.object, Term::Triple(_))).count()
}

#[tokio::test]
async fn evidence_is_said_in_the_rdf_that_the_client_reads() {
    let service = service(Options::default());
    let asked = |query: &str| {
        format!(
            "/sparql?query={}",
            query.replace(' ', "%20").replace('#', "%23").replace('<', "%3C").replace('>', "%3E")
        )
    };
    let all = asked("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <http://localhost:7878/graph/derived> { ?s ?p ?o } }");
    let derived = get(&service, "/graph/derived", TURTLE).await;
    let statements = statements_in(&derived.body);
    assert!(statements > 0, "{}", derived.body);
    for path in ["/graph/derived", "/store?graph=http://localhost:7878/graph/derived", all.as_str()] {
        assert_eq!(statements_in(&get(&service, path, TURTLE).await.body), statements, "{path}");
        let new = get(&service, path, "text/turtle;version=1.2").await;
        assert_eq!(triple_terms_in(&new.body), statements, "{path}");
        let json = get(&service, path, "application/ld+json;version=1.2").await;
        let said = oxjsonld::JsonLdParser::new().for_slice(&json.body).map(|quad| quad.expect("JSON-LD"));
        assert_eq!(said.filter(|quad| quad.predicate == prov::WAS_DERIVED_FROM).count(), statements, "{path}");
    }
    let reifies = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>";
    let path = asked(&format!("CONSTRUCT WHERE {{ ?fact {reifies} ?triple }}"));
    assert_eq!(triple_terms_in(&get(&service, &path, TURTLE).await.body), statements, "the query speaks of RDF 1.2");
}

#[tokio::test]
async fn descriptions_tell_both_directions_with_labels() {
    let service = service(Options::default());
    let told = get(&service, "/id/country/jezerje", NTRIPLES).await.body;
    let iri = "<http://localhost:7878/id/country/jezerje>";
    assert!(told.lines().any(|line| line.starts_with(iri)), "{told}");
    assert!(told.lines().any(|line| line.ends_with(&format!("{iri} ."))), "{told}");
    assert!(told.contains("ontology#actor> <http") || told.contains("ontology#recipient> <http"), "{told}");
    assert!(told.contains("label> \"akter\"@sl") || told.contains("label> \"prejemnik\"@sl"), "{told}");
    assert!(
        told.contains("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/trojka/ontology#Event>")
    );
}

#[tokio::test]
async fn all_forms_are_linked_and_are_what_the_links_say() {
    let service = service(Options::default());
    for path in [
        "/id/person/ana-kos",
        "/article/sre%C4%8Danje",
        "/ontology",
        "/ontology/Agree",
        "/graph/derived",
        "/query/prefixes",
        "/.well-known/void",
    ] {
        let page = get(&service, path, HTML).await;
        let link = page.header("link").to_owned();
        let alternates: Vec<(String, String)> = link
            .split(", ")
            .filter(|link| link.contains("rel=\"alternate\""))
            .map(|link| {
                let (address, rest) = link[1..].split_once('>').expect("link");
                let media = rest.split("type=\"").nth(1).expect("type").trim_end_matches('"');
                (address.to_owned(), media.to_owned())
            })
            .collect();
        assert_eq!(alternates.len(), 7, "{path}: {link}");
        for (address, media) in alternates {
            let answer = get(&service, &address, "*/*").await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert_eq!(answer.header("content-type").split(';').next(), Some(media.as_str()), "{address}");
            assert_eq!(answer.header("link"), link, "{address}");
            let in_head = format!("<link rel=\"alternate\" type=\"{media}\" href=\"{address}\"");
            assert!(media == HTML || page.body.contains(&in_head), "{address}");
        }
        assert!(link.contains("rel=\"canonical\"") && page.body.contains("<link rel=\"canonical\""), "{path}");
    }
}

#[tokio::test]
async fn forms_go_by_old_names_and_unknown_ones_are_refused_with_a_list() {
    let service = service(Options::default());
    for (name, content_type) in [
        ("ttl", "text/turtle; charset=utf-8"),
        ("nt", NTRIPLES),
        ("json", "application/ld+json"),
        ("json-ld", "application/ld+json"),
        ("rdf", "application/rdf+xml"),
        ("xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("text%2Fturtle", "text/turtle; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ] {
        let answer = get(&service, &format!("/id/person/ana-kos?format={name}"), "image/png").await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, content_type), "{name}");
    }
    let refused = get(&service, "/id/person/ana-kos", "image/png").await;
    assert_eq!((refused.status, refused.header("vary")), (StatusCode::NOT_ACCEPTABLE, "Accept"));
    assert!(refused.body.contains("text/turtle") && refused.body.contains("application/ld+json"), "{}", refused.body);
    for (query, part) in [("format=docx", "turtle"), ("page=0", "number"), ("page=x", "number")] {
        let bad = get(&service, &format!("/id/person/ana-kos?{query}"), "*/*").await;
        assert_eq!(bad.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(bad.body.contains(part), "{}", bad.body);
    }
}

#[tokio::test]
async fn requests_may_be_conditional_and_without_a_body() {
    let service = service(Options::default());
    for path in ["/id/person/ana-kos", "/article/sre%C4%8Danje", "/ontology", "/ontology/Agree", "/.well-known/void"] {
        for accept in [TURTLE, HTML] {
            let whole = get(&service, path, accept).await;
            let head = Request::head(path).header("accept", accept).body(Body::empty()).expect("request");
            let head = send(&service, head).await;
            assert_eq!(head.body, "");
            for name in ["content-type", "etag", "last-modified", "link", "vary", "content-length"] {
                assert_eq!(
                    head.headers.get_all(name).iter().collect::<Vec<_>>(),
                    whole.headers.get_all(name).iter().collect::<Vec<_>>(),
                    "{path} {name}"
                );
                assert!(name == "content-length" || !head.header(name).is_empty(), "{path} {name}");
            }
            let modified = whole.header("last-modified");
            for (name, value) in [("if-none-match", whole.header("etag")), ("if-modified-since", modified)] {
                let again = Request::get(path).header("accept", accept).header(name, value).body(Body::empty());
                let again = send(&service, again.expect("request")).await;
                assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path} {name}");
                assert_eq!(again.header("etag"), whole.header("etag"));
            }
            let stale = Request::get(path).header("accept", accept).header("if-none-match", "\"x\"");
            let stale = stale.header("if-modified-since", modified).body(Body::empty()).expect("request");
            assert_eq!(send(&service, stale).await.status, StatusCode::OK);
        }
    }
}

#[tokio::test]
async fn odd_paths_are_sensible_and_safe() {
    let service = service(Options::default());
    let whole = get(&service, "/article/sre%C4%8Danje", NTRIPLES).await;
    for path in ["/article/sre%c4%8danje", "/article/%73re%C4%8Danje"] {
        assert_eq!(get(&service, path, NTRIPLES).await.body, whole.body, "{path}");
    }
    let raw = Request::get(
        axum::http::Uri::from_maybe_shared(bytes::Bytes::from_static("/article/srečanje".as_bytes())).expect("URI"),
    );
    assert_eq!(
        send(&service, raw.header("accept", NTRIPLES).body(Body::empty()).expect("request")).await.body,
        whole.body
    );
    for (path, to) in [
        ("/id/person/ana-kos/", "/id/person/ana-kos"),
        ("/article/sre%c4%8danje/?format=ttl", "/article/sre%C4%8Danje?format=ttl"),
        ("/ontology/", "/ontology"),
        ("/ontology/Agree/", "/ontology/Agree"),
    ] {
        let answer = get(&service, path, TURTLE).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, to), "{path}");
    }
    for path in [
        "/id/person/nihče",
        "/id/person/%ff",
        "/id/person/../country/jezerje",
        "/id/person/%2e%2e/country/jezerje",
        "/id/person/ana-kos%2F..",
        "/id//example.org/",
        "/id/person/%3Cscript%3E",
        "/id/person/ana%20kos%00",
        "/article/sre%C4%8Danje/x",
        "/id/person/ana-kos?page=7",
    ] {
        for accept in [TURTLE, HTML] {
            let Ok(request) = Request::get(path).header("accept", accept).body(Body::empty()) else { continue };
            let answer = send(&service, request).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
            assert!(!answer.body.contains("<script>"), "{path}");
            assert!(answer.headers.get_all("vary").iter().any(|value| value == "Accept"), "{path}");
        }
    }
}

/// A data set in which one country stands in very many articles.
fn crowded() -> Store {
    let base = Base::default();
    let mut store = Store::in_memory(base.clone());
    let text =
        |n: usize| {
            let article = base.article(&format!("{n:04}"));
            let lines = (0..60).map(|m| {
            format!(
                "<{0}#event-{m:016x}> <{1}> <{2}> .\n<{0}#event-{m:016x}> <{3}actor> <{base}id/country/jezerje> .\n",
                article.as_str(), rdf::TYPE.as_str(), tro::class::EVENT.as_str(), tro::NAMESPACE
            )
        });
            let label = format!(
                "<{base}id/country/jezerje> <http://www.w3.org/2004/02/skos/core#prefLabel> \"Jezerje\"@sl .\n"
            );
            let text: String = lines.chain([label]).collect();
            (article, text)
        };
    let changes = (0..40).map(|n| {
        let (article, text) = text(n);
        let quads =
            NTriplesParser::new().for_slice(&text).map(|triple| triple.expect("N-Triples").in_graph(article.clone()));
        Change::new(article.clone(), quads.collect(), Header::default())
    });
    store.apply(changes.collect()).expect("memory");
    store.refresh().expect("rules");
    store
}

fn next(answer: &Answer) -> Option<String> {
    let link = answer.header("link").split(", ").find(|link| link.contains("rel=\"next\""))?;
    Some(link[1..].split_once('>')?.0.to_owned())
}

#[tokio::test]
async fn what_stands_in_every_article_comes_page_by_page() {
    let service = router(crowded(), Options::default()).expect("texts of the page");
    let mut address = Some("/id/country/jezerje".to_owned());
    let (mut facts, mut pages) = (BTreeSet::new(), 0);
    while let Some(at) = address {
        let answer = get(&service, &at, NTRIPLES).await;
        assert_eq!(answer.status, StatusCode::OK, "{at}");
        assert!(answer.body.lines().count() < 5_000, "{at}");
        facts.extend(triples(&answer).into_iter().filter(|triple| triple.contains("#actor> <http://localhost")));
        pages += 1;
        address = next(&answer);
    }
    assert_eq!((facts.len(), pages), (40 * 60, 3));
    let first = get(&service, "/id/country/jezerje", HTML).await.body;
    assert!(first.contains("<span class=\"count\">2400</span>"), "the page says how many there are");
    assert_eq!(first.matches("class=\"fact ").count(), 50, "and shows some");
    let mut shown = BTreeSet::new();
    for page in 1..=48 {
        let page = get(&service, &format!("/id/country/jezerje?page={page}"), HTML).await;
        assert_eq!(page.status, StatusCode::OK);
        shown.insert(page.body.matches("class=\"fact ").count());
    }
    assert_eq!(shown, BTreeSet::from([50]), "all of them are on one page or another");
    let last = get(&service, "/id/country/jezerje?page=48", HTML).await;
    assert_eq!((next(&last), get(&service, "/id/country/jezerje?page=49", HTML).await.status.as_u16()), (None, 404));
    let graph = get(&service, "/graph/ontology", HTML).await;
    assert_eq!(next(&graph).as_deref(), Some("/graph/ontology?page=2"));
}

async fn count(service: &Router, what: &str) -> u64 {
    let answer = ask(service, what).await;
    let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body));
    json["results"]["bindings"][0]["n"]["value"].as_str().and_then(|n| n.parse().ok()).expect("a number")
}

/// Values of a property of a node in triples.
fn values<'t>(triples: &'t [oxigraph::model::Triple], node: &str, property: &str) -> Vec<&'t Term> {
    let of = |triple: &&oxigraph::model::Triple| {
        triple.subject.to_string() == format!("<{node}>") && triple.predicate.as_str().ends_with(property)
    };
    triples.iter().filter(of).map(|triple| &triple.object).collect()
}

fn number(term: Option<&&Term>) -> Option<u64> {
    match term {
        Some(Term::Literal(literal)) => literal.value().parse().ok(),
        _ => None,
    }
}

async fn turtle(service: &Router, path: &str) -> Vec<oxigraph::model::Triple> {
    let answer = get(service, path, TURTLE).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    TurtleParser::new().for_slice(&answer.body).collect::<Result<_, _>>().expect("Turtle")
}

#[tokio::test]
async fn the_data_set_describes_itself_with_its_counts() {
    let service = service(Options::default());
    let void = turtle(&service, "/.well-known/void").await;
    let dataset = Base::default().dataset();
    let one = |property: &str| number(values(&void, dataset.as_str(), property).first());
    for (property, query) in [
        ("void#triples", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"),
        ("void#distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        ("void#distinctObjects", "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"),
        ("void#properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        ("void#classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
        ("void#documents", "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a <https://schema.org/NewsArticle> }"),
        (
            "void#entities",
            "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER(REGEX(STR(?s), \"^http://localhost:7878/id/[a-z]+/[^/#]+$\")) }",
        ),
    ] {
        assert_eq!(one(property), Some(count(&service, query).await), "{property}");
    }
    for (list, of, counted, query) in [
        (
            "void#propertyPartition",
            "void#property",
            "void#triples",
            "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?o { ?s <T> ?o } }",
        ),
        ("void#classPartition", "void#class", "void#entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a <T> }"),
    ] {
        let parts = values(&void, dataset.as_str(), list);
        assert!(parts.len() > 10, "{list}");
        for part in parts {
            let Term::NamedNode(part) = part else { panic!("no blank nodes") };
            let Some(Term::NamedNode(term)) = values(&void, part.as_str(), of).first() else { panic!("{part}") };
            let expected = count(&service, &query.replace("<T>", &term.to_string())).await;
            assert_eq!(number(values(&void, part.as_str(), counted).first()), Some(expected), "{term}");
        }
    }
    assert_eq!(values(&void, dataset.as_str(), "void#uriSpace").len(), 1);
    assert_eq!(values(&void, dataset.as_str(), "title").len(), 2);
    assert_eq!(values(&void, dataset.as_str(), "void#sparqlEndpoint"), [&Term::from(Base::default().endpoint())]);
    assert!(values(&void, dataset.as_str(), "void#exampleResource").len() > 3);
    assert!(values(&void, dataset.as_str(), "publisher").is_empty(), "nobody has said who publishes");
    let subsets = values(&void, dataset.as_str(), "void#subset");
    for kind in ["articles", "ontology", "derived"] {
        assert!(
            subsets.iter().any(|part| part.to_string().ends_with(&format!("#graphs-{kind}>"))),
            "{kind}: {subsets:?}"
        );
    }
    let page = get(&service, "/.well-known/void", HTML).await;
    assert!(page.status == StatusCode::OK && page.body.contains("schema:NewsArticle"), "{}", page.body);
}

#[test]
fn counting_needs_no_order_and_finds_links() {
    let store = crowded();
    let mut quads = quads(&store);
    let counted = statistics(&Base::default(), quads.iter().cloned());
    quads.reverse();
    assert_eq!(statistics(&Base::default(), quads.into_iter()), counted);
    assert_eq!(counted.kinds[0].1.graphs, 40);
}

/// The three tests of the W3C: <https://www.w3.org/2009/sparql/docs/tests/data-sparql11/service-description/manifest>.
#[tokio::test]
async fn the_service_describes_itself() {
    const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
    for union in [true, false] {
        let service = service(Options { union_default_graph: union, ..Options::default() });
        // GET on endpoint returns RDF; a matching sd:endpoint triple.
        let told = turtle(&service, "/sparql").await;
        let endpoint = Base::default().endpoint();
        let services: Vec<_> =
            told.iter().filter(|triple| triple.predicate.as_str() == format!("{SD}endpoint")).collect();
        let [of_service] = services[..] else { panic!("one endpoint: {services:?}") };
        assert_eq!(of_service.object, endpoint.clone().into());
        // Conforms to the schema: every term is one of the vocabulary, every object is of its range.
        let ranges = BTreeMap::from([
            ("endpoint", None),
            ("supportedLanguage", None),
            ("resultFormat", None),
            ("inputFormat", None),
            ("feature", None),
            ("propertyFeature", Some("Feature")),
            ("extensionFunction", Some("Function")),
            ("defaultEntailmentRegime", None),
            ("defaultDataset", Some("Dataset")),
            ("defaultGraph", Some("Graph")),
            ("namedGraph", Some("NamedGraph")),
            ("name", None),
            ("graph", Some("Graph")),
        ]);
        for triple in &told {
            assert!(matches!(triple.subject, NamedOrBlankNode::NamedNode(_)));
            let Some(property) = triple.predicate.as_str().strip_prefix(SD) else { continue };
            let range = ranges.get(property).unwrap_or_else(|| panic!("sd:{property} is no term"));
            let Term::NamedNode(object) = &triple.object else { panic!("{triple}") };
            if let Some(class) = range {
                let types = values(&told, object.as_str(), "#type");
                assert!(types.iter().any(|of| of.to_string() == format!("<{SD}{class}>")), "{triple}");
            }
        }
        let of = |property: &str| values(&told, endpoint.as_str(), property).len();
        assert_eq!(of("#resultFormat"), 10);
        assert_eq!(of("#feature"), usize::from(union));
        let default = format!("{}#default-graph", endpoint.as_str());
        let triples = number(values(&told, &default, "void#triples").first()).expect("a count");
        assert_eq!(triples > 0, union);
        let names = told.iter().filter(|triple| triple.predicate.as_str() == format!("{SD}name")).count() as u64;
        assert_eq!(names, count(&service, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }").await);
    }
}

/// As editors ask for them: <https://github.com/sib-swiss/sparql-editor>.
const EXECUTABLES: &str = "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?sq ?comment ?query WHERE {
      ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query } ORDER BY ?sq";
const PREFIXES: &str = "PREFIX sh: <http://www.w3.org/ns/shacl#>
    SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix";

#[tokio::test]
async fn editors_find_questions_that_run() {
    let service = service(Options::default());
    let rows = |answer: Answer| {
        let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("{}", answer.body));
        json["results"]["bindings"].as_array().cloned().expect("rows")
    };
    let found = rows(ask(&service, EXECUTABLES).await);
    let files = ontology::files("queries/", ".rq");
    assert_eq!(found.len(), 2 * files.len(), "each in two languages");
    for row in &found {
        let text = row["query"]["value"].as_str().expect("text");
        let answer = ask(&service, text).await;
        assert_eq!(answer.status, StatusCode::OK, "{text}\n{}", answer.body);
        assert!(files.iter().any(|file| file.text == text), "the same query as in the file");
        let iri = row["sq"]["value"].as_str().expect("IRI");
        let page = get(&service, path(iri).expect("of the base"), HTML).await;
        assert!(page.status == StatusCode::OK && page.body.contains("selected"), "{iri}");
    }
    let prefixes = rows(ask(&service, PREFIXES).await);
    assert_eq!(prefixes.len(), trojka::graph::vocab::PREFIXES.len());
    let about = get(&service, "/query/01-ministers-met", NTRIPLES).await.body;
    for part in [
        "shacl#SPARQLSelectExecutable>",
        "shacl#prefixes> <http://localhost:7878/query/prefixes>",
        "target> <http://localhost:7878/sparql>",
        "keywords> \"ministers\"",
        "label> \"Meetings of ministers\"@en",
    ] {
        assert!(about.contains(part), "{part} {about}");
    }
    let list = get(&service, "/query", HTML).await.body;
    for file in &files {
        assert!(list.contains(&format!("href=\"/query/{}\"", file.stem())), "{}", file.stem());
    }
}

#[test]
fn the_w3c_names_three_tests_of_descriptions() {
    let manifest =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/w3c/sparql/sparql11/service-description/manifest.ttl");
    let Ok(text) = std::fs::read_to_string(manifest) else { return };
    let parser = TurtleParser::new().with_base_iri("http://example.org/").expect("IRI");
    let tests = parser.for_slice(&text).map(|triple| triple.expect("Turtle"));
    let names: BTreeSet<String> = tests
        .filter(|triple| triple.predicate.as_str().ends_with("test-manifest#name"))
        .filter_map(|triple| NamedNode::try_from(Term::from(triple.subject)).ok())
        .filter_map(|test| test.as_str().rsplit('#').next().map(str::to_owned))
        .collect();
    let known = ["conforms-to-schema", "has-endpoint-triple", "returns-rdf"].map(str::to_owned);
    assert_eq!(names, BTreeSet::from(known), "`the_service_describes_itself` holds all of them");
}
