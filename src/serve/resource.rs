//! Linked data: what an IRI of the base stands for, as RDF or as a page.

use super::accept::{self, View};
use super::conditional::{matches_tag, not_modified};
use super::answer::with_charset;
use super::problem::Problem;
use super::{Service, Shared, describe, page};
use crate::export::{Format, normal_form, write};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{NamedNode, Quad};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
pub(super) struct Wish {
    format: Option<String>,
}

/// `/id/…`, `/article/…` and `/graph/…`.
pub(super) async fn handle(State(service): Shared, uri: Uri, wish: Query<Wish>, headers: HeaderMap) -> Response {
    let path = uri.path().to_owned();
    blocking(move || resource(&service, &path, wish.format.as_deref(), &headers)).await
}

/// `/ontology`.
pub(super) async fn ontology(State(service): Shared, wish: Query<Wish>, headers: HeaderMap) -> Response {
    blocking(move || {
        let quads = describe::graph(&service.dataset, service.base().ontology_graph().as_ref());
        match accept::for_resource(&headers, wish.format.as_deref())? {
            View::Html => Ok(page::ontology(&service)),
            View::Rdf(format) => in_rdf(quads, format, &headers),
        }
    })
    .await
}

fn resource(
    service: &Arc<Service>,
    path: &str,
    format: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let unknown = || Problem::new(404, format!("nothing is known of {path}"));
    let iri = NamedNode::new(format!("{}{}", service.base(), path.trim_start_matches('/'))).map_err(|_| unknown())?;
    let dataset = &service.dataset;
    let whole = service.dataset.snapshot().contains_named_graph(iri.as_ref().into());
    let quads = if whole { describe::graph(dataset, iri.as_ref()) } else { describe::resource(dataset, iri.as_ref()) };
    if quads.is_empty() {
        return if format.is_none() && accept::wants_html(headers) {
            Ok(page::unknown(service))
        } else {
            Err(unknown())
        };
    }
    let mut response = match accept::for_resource(headers, format)? {
        View::Html => page::resource(service, &iri),
        View::Rdf(format) => in_rdf(quads, format, headers)?,
    };
    if let Ok(link) = HeaderValue::from_str(&format!("<{iri}>; rel=\"describes\"")) {
        response.headers_mut().insert(header::LINK, link);
    }
    Ok(response)
}

/// Quads as the body of a response, with an entity tag; 304 when the client has them already.
pub(super) fn in_rdf(quads: Vec<Quad>, format: Format, headers: &HeaderMap) -> Result<Response, Problem> {
    let quads = normal_form(quads, format);
    let mut body = Vec::new();
    write(&quads, format, &mut body).map_err(|error| Problem::new(500, error.to_string()))?;
    Ok(tagged(body, with_charset(format.media_type()), headers))
}

/// A body with a weak entity tag (weak because it may be compressed on its way).
pub(super) fn tagged(body: Vec<u8>, content_type: &'static str, headers: &HeaderMap) -> Response {
    let tag = format!("W/\"{}\"", &blake3::hash(&body).to_hex()[..24]);
    if matches_tag(headers, &tag) {
        return not_modified(&tag);
    }
    let common = [(header::ETAG, tag.as_str()), (header::VARY, "Accept")];
    (common, [(header::CONTENT_TYPE, content_type)], body).into_response()
}

/// Runs work that reads the data set off the threads that serve sockets.
pub(super) async fn blocking(work: impl FnOnce() -> Result<Response, Problem> + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::new(500, "the request met a fault in the program").into_response(),
    }
}
