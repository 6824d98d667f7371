//! SPARQL 1.1 Protocol, query operation: <https://www.w3.org/TR/sparql11-protocol/#query-operation>.

use super::accept::{self, View};
use super::problem::Problem;
use super::{Service, Shared, describe, resource, search};
use crate::query::Question;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::NamedNode;
use percent_encoding::percent_decode;
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
    let mut form = Form::default();
    form.add(parts.uri.query().unwrap_or("").as_bytes())?;
    match parts.method {
        Method::GET | Method::HEAD => {}
        Method::POST => form.add_body(&parts.headers, body, service.options.max_body).await?,
        method => {
            let problem = Problem::new(405, format!("/sparql does not take {method}"));
            return Err(problem.with(header::ALLOW, "GET, HEAD, POST, OPTIONS"));
        }
    }
    if form.query.is_empty() && parts.method != Method::POST {
        return about_itself(service, &parts.headers, form.format.as_deref());
    }
    let rendering = accept::for_results(&parts.headers, form.format.as_deref())?;
    let question = form.question(service)?;
    Ok(service.desk.answer(service.store.dataset().clone(), question, rendering).await)
}

/// A request without a query asks what the service is: in RDF its description, for people the page to ask on.
fn about_itself(service: &Service, headers: &HeaderMap, format: Option<&str>) -> Result<Response, Problem> {
    let missing = || Problem::new(400, "there is no query: give it as the parameter `query`");
    if format.is_none() && headers.get(header::ACCEPT).is_none() {
        return Err(missing());
    }
    match accept::for_resource(headers, format) {
        Ok(View::Rdf(format)) => resource::in_rdf(describe::service(service), format, headers),
        Ok(View::Html) => Ok(axum::response::Redirect::to("/query").into_response()),
        Err(_) => Err(missing()),
    }
}

/// The parameters of a request.
#[derive(Default)]
struct Form {
    query: Vec<String>,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
    format: Option<String>,
    update: bool,
}

impl Form {
    async fn add_body(&mut self, headers: &HeaderMap, body: Body, limit: usize) -> Result<(), Problem> {
        let too_large = || Problem::new(413, format!("the body is larger than {limit} bytes"));
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit as u64) {
            return Err(too_large());
        }
        let bytes = to_bytes(body, limit).await.map_err(|_| too_large())?;
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        match content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => self.add(&bytes),
            "application/sparql-query" => {
                let query = String::from_utf8(bytes.into()).map_err(|_| not_utf8())?;
                self.query.push(query);
                Ok(())
            }
            other => Err(Problem::new(
                415,
                format!(
                    "{other:?} is no type for a query; send application/sparql-query or application/x-www-form-urlencoded"
                ),
            )),
        }
    }

    /// Adds `name=value&…`.
    fn add(&mut self, encoded: &[u8]) -> Result<(), Problem> {
        for pair in encoded.split(|&byte| byte == b'&').filter(|pair| !pair.is_empty()) {
            let at = pair.iter().position(|&byte| byte == b'=').unwrap_or(pair.len());
            let value = decode(pair.get(at + 1..).unwrap_or(b""))?;
            match decode(&pair[..at])?.as_str() {
                "query" => self.query.push(value),
                "default-graph-uri" => self.default_graphs.push(value),
                "named-graph-uri" => self.named_graphs.push(value),
                "format" => self.format = Some(value),
                "update" => self.update = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn question(self, service: &Arc<Service>) -> Result<Question, Problem> {
        if self.update {
            return Err(Problem::new(400, "/sparql takes queries, not updates"));
        }
        let mut queries = self.query.into_iter();
        let (Some(text), None) = (queries.next(), queries.next()) else {
            return Err(Problem::new(400, "there must be exactly one query"));
        };
        Ok(Question {
            text,
            base: Some(service.base().to_string()),
            union: service.options.union_default_graph,
            default_graphs: names(self.default_graphs)?,
            named_graphs: names(self.named_graphs)?,
            search: Some(search::for_queries(service)),
            ..Question::default()
        })
    }
}

fn names(iris: Vec<String>) -> Result<Vec<NamedNode>, Problem> {
    let name = |iri: String| NamedNode::new(&iri).map_err(|_| Problem::new(400, format!("{iri:?} is no absolute IRI")));
    iris.into_iter().map(name).collect()
}

fn decode(encoded: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = encoded.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
    percent_decode(&spaced).decode_utf8().map(Into::into).map_err(|_| not_utf8())
}

fn not_utf8() -> Problem {
    Problem::new(400, "the query is not UTF-8")
}
