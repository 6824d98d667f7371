//! SPARQL 1.1 Protocol, query operation: <https://www.w3.org/TR/sparql11-protocol/#query-operation>.

use super::accept::{self, View};
use super::conditional::{matches_tag, not_modified};
use super::form::{Form, Operation};
use super::problem::Problem;
use super::resource::blocking;
use super::{Service, Shared, dataset, resource, search};
use crate::query::{Question, Rendering};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `/sparql`.
pub(super) async fn handle(State(service): Shared, request: Request) -> Response {
    match respond(&service, request).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn respond(service: &Arc<Service>, request: Request) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    let mut form = Form::new(parts.uri.query())?;
    match parts.method {
        Method::GET | Method::HEAD => {}
        Method::POST => form.add_body(Operation::Query, &parts.headers, body, service.options.max_body).await?,
        method => {
            let problem = Problem::new(405, format!("/sparql does not take {method}"));
            return Err(problem.with(header::ALLOW, "GET, HEAD, POST, OPTIONS"));
        }
    }
    if form.query.is_empty() && form.update.is_empty() && parts.method != Method::POST {
        let service = Arc::clone(service);
        return Ok(blocking(move || about_itself(&service, &parts.headers, form.format.as_deref())).await);
    }
    let rendering = accept::for_results(&parts.headers, form.format.as_deref())?;
    let question = Question { rdf12: accept::reads_rdf12(&parts.headers), ..question(form, service)? };
    let tag = if parts.method == Method::POST { None } else { tag(service, &question, rendering) };
    if let Some(tag) = tag.as_ref().filter(|tag| matches_tag(&parts.headers, tag)) {
        return Ok(not_modified(tag));
    }
    let mut response = service.desk.answer(service.dataset.clone(), question, rendering).await;
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    if let Some(tag) = tag.filter(|_| response.status().is_success()).and_then(|tag| HeaderValue::try_from(tag).ok()) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// A request without a query asks what the service is: in RDF its description, for people the page to ask on.
fn about_itself(service: &Service, headers: &HeaderMap, format: Option<&str>) -> Result<Response, Problem> {
    let missing = || Problem::new(400, "there is no query: give it as the parameter `query`");
    if format.is_none() && headers.get(header::ACCEPT).is_none() {
        return Err(missing());
    }
    match accept::for_resource(headers, format) {
        Ok(View::Rdf(format)) => {
            let statistics = service.counted.of(service);
            let quads = dataset::service(service.base(), &statistics, &service.abilities());
            resource::in_rdf(service, quads, format, headers)
        }
        Ok(View::Html) => Ok(axum::response::Redirect::to("/query").into_response()),
        Err(_) => Err(missing()),
    }
}

fn question(mut form: Form, service: &Arc<Service>) -> Result<Question, Problem> {
    let (default_graphs, named_graphs) = form.graphs(Operation::Query)?;
    Ok(Question {
        text: form.text(Operation::Query)?,
        base: Some(service.base().to_string()),
        union: service.options.union_default_graph,
        default_graphs,
        named_graphs,
        services: service.services.clone(),
        rdf12: false,
        search: Some(search::for_queries(service)),
    })
}

/// Tells whether the same question on the same data is asked again: a weak entity tag. `None` for queries whose result
/// follows from more than the data.
fn tag(service: &Service, question: &Question, rendering: Rendering) -> Option<String> {
    const MOODS: [&str; 7] = ["NOW", "RAND", "UUID", "BNODE", "SERVICE", "[", "_:"];
    let text = question.text.to_ascii_uppercase();
    if MOODS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let asked = format!("{:?} {:?} {rendering:?} {}", question.default_graphs, question.named_graphs, question.rdf12);
    let mut hasher = blake3::Hasher::new();
    hasher.update(service.state().as_bytes()).update(asked.as_bytes()).update(question.text.as_bytes());
    Some(format!("W/\"{}\"", &hasher.finalize().to_hex()[..24]))
}
