//! `/explain`: why the graph says something, as JSON or as a page.
//!
//! To answer, articles are read anew. That takes a turn at the desk as a query does, on a thread of the pool; texts beyond
//! [`LONGEST`] are left alone, because their reading cannot be broken off.

use super::conditional::tagged;
use super::desk::{Desk, Turn, Watch, no_thread};
use super::metrics::Ending;
use super::problem::Problem;
use super::{Options, Service, Shared, accept, page};
use crate::dataset::budget::Stop;
use crate::explain::{Asked, Explanation, Ground, Reader, Unknown, explain, object, predicate, thing};
use crate::graph::Base;
use crate::lang::Pack;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::Triple;
use serde::Deserialize;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Longest article that is read for a request, in code points: about two seconds of work.
const LONGEST: usize = 200_000;
/// Facts that are explained in full, when no number is given and at most.
const FACTS: usize = 5;
const MOST_FACTS: usize = 20;

/// What is asked: one thing, or the three parts of a triple, as on the command line.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wish {
    iri: Option<String>,
    subject: Option<String>,
    predicate: Option<String>,
    object: Option<String>,
    limit: Option<String>,
    /// Of labels, and of the page.
    lang: Option<String>,
    format: Option<String>,
}

impl Wish {
    fn asked(&self, base: &Base) -> Result<Asked, Problem> {
        let bad = |message: String| Problem::new(400, message);
        match (&self.iri, &self.subject, &self.predicate, &self.object) {
            (Some(iri), None, None, None) => thing(iri, base).map(Asked::Thing).map_err(bad),
            (None, Some(subject), Some(property), Some(value)) => {
                let subject = thing(subject, base).map_err(bad)?;
                let (property, value) = (predicate(property, base).map_err(bad)?, object(value, base).map_err(bad)?);
                Ok(Asked::Triple(Triple::new(subject, property, value)))
            }
            _ => Err(bad("ask by `iri`, or by `subject`, `predicate` and `object`".into())),
        }
    }

    /// The language that is asked for if there are words in it, else that of the page.
    fn lang<'s>(&'s self, service: &'s Service) -> &'s str {
        let known = self.lang.as_deref().filter(|lang| service.reasons.contains_key(*lang));
        known.unwrap_or(&service.text.lang)
    }

    fn most(&self) -> Result<usize, Problem> {
        let limit = self.limit.as_deref().map_or(Some(FACTS), |limit| limit.parse().ok());
        let limit = limit.filter(|limit| (1..=MOST_FACTS).contains(limit));
        limit.ok_or_else(|| Problem::new(400, format!("limit must be a number from 1 to {MOST_FACTS}")))
    }
}

/// The reader of articles, which loads its language pack with the first question.
pub(super) fn reader(options: &Options, lang: &str) -> crate::error::Result<Reader> {
    let pack = options.pack.clone().map_or_else(|| Pack::shipped(lang), Ok)?;
    Ok(Reader::up_to(pack, LONGEST))
}

/// `/explain`.
pub(super) async fn handle(State(service): Shared, Query(wish): Query<Wish>, headers: HeaderMap) -> Response {
    let mut response = match respond(&service, &wish, &headers).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

async fn respond(service: &Arc<Service>, wish: &Wish, headers: &HeaderMap) -> Result<Response, Problem> {
    let as_page = accept::for_search(headers, wish.format.as_deref())?;
    let (asked, most) = (wish.asked(service.base())?, wish.most()?);
    let lang = wish.lang(service).to_owned();
    let work = {
        let service = Arc::clone(service);
        move || answer(&service, &asked, most, &lang).map(|answer| shown(&service, &answer, as_page.then_some(&lang)))
    };
    match at_desk(&service.desk, work).await? {
        Ok(body) => {
            let media_type = if as_page { "text/html; charset=utf-8" } else { "application/json" };
            Ok(tagged(body, media_type, Some(service.modified()), headers))
        }
        Err(_) if as_page => Ok(page::unknown(service)),
        Err(unknown) => Err(Problem::new(404, unknown.to_string())),
    }
}

fn answer(service: &Service, asked: &Asked, most: usize, lang: &str) -> Result<Explanation, Unknown> {
    let ground = Ground {
        dataset: &service.dataset,
        base: service.base(),
        reader: &service.reader,
        headers: &|graph| service.header(graph.as_ref()),
        lang,
        most,
    };
    explain(&ground, asked)
}

/// A page in a language, or JSON without one.
fn shown(service: &Service, answer: &Explanation, lang: Option<&String>) -> Vec<u8> {
    if let Some(lang) = lang {
        return page::explanation(service, answer, lang).into_string().into_bytes();
    }
    let json = serde_json::to_string_pretty(answer).expect("only strings, numbers and lists");
    format!("{json}\n").into_bytes()
}

/// Does work that reads the data set when its turn comes, and waits for its end.
async fn at_desk<T: Send + 'static>(desk: &Desk, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let turn = desk.turn("explain").await?;
    let budget = desk.budget();
    let _watch = Watch::new(&budget.signal, desk.timeout);
    let (sender, receiver) = oneshot::channel();
    let started = desk.pool.run(move || {
        let Turn { place, watch } = turn;
        let done = budget.spend(work);
        watch.ends(match &done {
            Ok(_) => Ending::Answered,
            Err(Stop::TimedOut) => Ending::TimedOut,
            Err(_) => Ending::Failed,
        });
        drop(place);
        let _ = sender.send(done);
    });
    started.map_err(|error| no_thread(&error))?;
    desk.first(async { receiver.await.ok() }).await?.map_err(|stop| match stop {
        Stop::TimedOut => Problem::new(504, "the explanation took too long and was given up"),
        stop => Problem::new(503, format!("the explanation was given up because {stop}")),
    })
}
