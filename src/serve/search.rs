//! `/search`: labels, headlines and sentences that have the words, as JSON or as a page.

use super::problem::Problem;
use super::resource::blocking;
use super::{Options, Service, Shared, accept, page};
use crate::dataset::Dataset;
use crate::lang::Pack;
use crate::query::Search;
use crate::search::{Filter, Hit, Index, Kind, Lemmas, Live, SearchError, entries};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{GraphName, NamedNode};
use serde::Deserialize;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// Hits when no number is given, and at most.
const HITS: usize = 20;
const MOST_HITS: usize = 1000;
/// Hits of each kind on the page.
const ON_PAGE: usize = 30;
/// How long a request waits for an index that is being made.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    q: String,
    limit: Option<String>,
    /// Names of [`Kind`]s, with commas.
    kind: Option<String>,
    format: Option<String>,
}

/// Begins to make the index of a data set, in the background.
pub(super) fn start(dataset: &Dataset, options: &Options, lang: &str) -> Live {
    let pack = options.pack.clone().map_or_else(|| Pack::shipped(lang), Ok);
    let make = move || {
        let lemmas = pack.and_then(|pack| Lemmas::load(&pack)).map_err(|error| error.to_string())?;
        Index::new(Arc::new(lemmas)).map_err(|error| error.to_string())
    };
    let dataset = dataset.clone();
    let named = dataset.snapshot().named_graphs().map(|(name, _)| name.into()).collect::<Vec<GraphName>>();
    let graphs = named.into_iter().chain([GraphName::DefaultGraph]).collect();
    Live::start(graphs, make, move |graph| entries(&dataset, graph.as_ref()))
}

/// What answers the searches in queries.
pub(super) fn for_queries(service: &Arc<Service>) -> Search {
    let service: Weak<Service> = Arc::downgrade(service);
    Arc::new(move |text, limit| {
        let service = service.upgrade().ok_or_else(|| SearchError::NotReady("the service is ending".into()))?;
        service.search.wait(service.options.query_timeout)?.find(text, limit)
    })
}

/// `/search`.
pub(super) async fn handle(State(service): Shared, Query(wish): Query<Wish>, headers: HeaderMap) -> Response {
    blocking(move || respond(&service, &wish, &headers)).await
}

fn respond(service: &Service, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    if accept::for_search(headers, wish.format.as_deref())? {
        return Ok(in_html(service, &wish.q));
    }
    let kinds = match wish.kind.as_deref().unwrap_or("") {
        "" => Vec::new(),
        names => names.split(',').map(|name| name.trim().parse()).collect::<Result<Vec<Kind>, _>>().map_err(bad)?,
    };
    let limit = wish.limit.as_deref().map_or(Some(HITS), |limit| limit.parse().ok());
    let limit = limit.filter(|limit| (1..=MOST_HITS).contains(limit));
    let limit = limit.ok_or_else(|| bad(format!("limit must be a number from 1 to {MOST_HITS}")))?;
    let hits = search(service, &wish.q, limit, kinds).map_err(problem)?;
    let hits: Vec<serde_json::Value> = hits.iter().map(|hit| in_json(service, hit)).collect();
    let body = serde_json::json!({ "query": wish.q, "hits": hits });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::VARY, "Accept")];
    Ok((headers, format!("{body}\n")).into_response())
}

/// The ontology is left out: its terms would stand before what the articles tell.
fn search(service: &Service, text: &str, limit: usize, kinds: Vec<Kind>) -> Result<Vec<Hit>, SearchError> {
    let filter = Filter { kinds, without: vec![service.base().ontology_graph().into()] };
    service.search.wait(PATIENCE)?.search(text, limit, &filter)
}

fn in_json(service: &Service, hit: &Hit) -> serde_json::Value {
    let highlights: Vec<[usize; 2]> = hit.highlights.iter().map(|span| [span.start, span.end]).collect();
    let article = article(hit);
    let named = if hit.kind == Kind::Label { Some(&hit.thing) } else { article.as_ref() };
    serde_json::json!({
        "iri": hit.thing.as_str(),
        "label": named.map(|node| page::label(service, node)),
        "kind": hit.kind.as_str(),
        "text": hit.text,
        "lang": hit.language,
        "highlights": highlights,
        // A number with three decimals, not the neighbour that a float of 32 bits is.
        "score": (f64::from(hit.score) * 1000.0).round() / 1000.0,
        "article": article.map(NamedNode::into_string),
    })
}

/// The article of a headline or a sentence.
pub(super) fn article(hit: &Hit) -> Option<NamedNode> {
    let iri = hit.thing.as_str();
    (hit.kind != Kind::Label).then(|| NamedNode::new_unchecked(iri.split('#').next().unwrap_or(iri)))
}

fn in_html(service: &Service, text: &str) -> Response {
    let things = search(service, text, ON_PAGE, vec![Kind::Label]);
    let texts = || search(service, text, ON_PAGE, vec![Kind::Headline, Kind::Sentence]);
    match things.and_then(|things| Ok((things, texts()?))) {
        Ok((things, texts)) => page::found(service, text, &things, &texts),
        Err(error) => {
            let page = page::not_found_because(service, text, &error.to_string());
            (problem(error).status(), page).into_response()
        }
    }
}

fn bad(message: String) -> Problem {
    Problem::new(400, message)
}

fn problem(error: SearchError) -> Problem {
    match error {
        SearchError::TooLong | SearchError::TooManyWords => bad(error.to_string()),
        SearchError::NotReady(reason) => Problem::new(503, reason).with(header::RETRY_AFTER, "5"),
        SearchError::Failed(_) => Problem::new(StatusCode::INTERNAL_SERVER_ERROR.as_u16(), error.to_string()),
    }
}
