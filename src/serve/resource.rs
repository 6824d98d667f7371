//! Linked data: what an IRI of the base stands for, as RDF or as a page.
//!
//! A path is looked up as it was asked for, then with its percent-encoding as the program writes it, so `č`, `%c4%8d`
//! and `%C4%8D` are one thing. Nothing of a path reaches the file system, and `.` and `..` mean nothing.

use super::accept::{self, View};
use super::answer::with_charset;
use super::conditional::tagged;
use super::links::Links;
use super::problem::Problem;
use super::{Service, Shared, dataset, describe, page};
use crate::export::rdf11::lowered;
use crate::export::{Format, normal_form, write_with};
use crate::graph::iri::encoded_path;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{NamedNode, Quad};
use percent_encoding::percent_decode;
use std::sync::Arc;

/// What the query of an address may ask for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wish {
    pub format: Option<String>,
    /// From 1 on.
    pub page: usize,
}

impl Wish {
    /// # Errors
    /// 400 for a page that is no number from 1 on. Parameters that nobody knows do nothing.
    pub fn read(uri: &Uri) -> Result<Self, Problem> {
        let mut wish = Self { format: None, page: 1 };
        for pair in uri.query().unwrap_or("").split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match name {
                "format" => wish.format = Some(percent_decode(value.as_bytes()).decode_utf8_lossy().into_owned()),
                "page" => {
                    let number = value.parse().ok().filter(|&page| (1..=1_000_000).contains(&page));
                    wish.page = number.ok_or_else(|| Problem::new(400, "`page` must be a number from 1 on"))?;
                }
                _ => {}
            }
        }
        Ok(wish)
    }
}

/// What was found under an IRI.
pub(super) struct Found {
    pub iri: NamedNode,
    pub is: Is,
    pub quads: Vec<Quad>,
    pub more: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Article,
    Graph,
    Thing,
}

/// `/id/…`, `/article/…`, `/graph/…` and `/query/…`.
pub(super) async fn handle(State(service): Shared, uri: Uri, headers: HeaderMap) -> Response {
    blocking(move || resource(&service, &uri, &headers)).await
}

fn resource(service: &Arc<Service>, uri: &Uri, headers: &HeaderMap) -> Result<Response, Problem> {
    let wish = Wish::read(uri)?;
    let path = uri.path();
    for candidate in [path.to_owned(), encoded_path(path)] {
        if let Some(found) = find(service, &candidate, wish.page)
            && let Some(response) = show(service, &found, &wish, headers)?
        {
            return Ok(response);
        }
    }
    let trimmed = encoded_path(path.trim_end_matches('/'));
    if path.ends_with('/') && find(service, &trimmed, 1).is_some() {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Ok(axum::response::Redirect::permanent(&format!("{trimmed}{query}")).into_response());
    }
    Ok(unknown(service, path, &wish, headers))
}

/// The answer for an address of which nothing is known.
pub(super) fn unknown(service: &Service, path: &str, wish: &Wish, headers: &HeaderMap) -> Response {
    let mut response = if wish.format.as_deref().is_none_or(|name| name == "html") && accept::wants_html(headers) {
        page::unknown(service)
    } else {
        let of = if wish.page > 1 { format!(" on page {}", wish.page) } else { String::new() };
        Problem::new(404, format!("nothing is known of {path}{of}")).into_response()
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    response
}

fn find(service: &Service, path: &str, page: usize) -> Option<Found> {
    let iri = NamedNode::new(format!("{}{}", service.base(), path.strip_prefix('/')?)).ok()?;
    let dataset = &service.dataset;
    let is_graph = dataset.snapshot().contains_named_graph(iri.as_ref().into());
    let (is, found) = if is_graph && service.base().article_id(iri.as_str()).is_some() {
        let quads = if page == 1 { describe::whole_graph(dataset, iri.as_ref()) } else { Vec::new() };
        (Is::Article, describe::Page { quads, more: false })
    } else if is_graph {
        (Is::Graph, describe::graph(dataset, iri.as_ref(), page))
    } else {
        (Is::Thing, describe::resource(dataset, service.base(), iri.as_ref(), page))
    };
    let there = !found.quads.is_empty() || (page > 1 && find(service, path, 1).is_some());
    there.then_some(Found { iri, is, quads: found.quads, more: found.more })
}

/// `None` when there is no such page of it; those for people are shorter than those of the data.
fn show(service: &Service, found: &Found, wish: &Wish, headers: &HeaderMap) -> Result<Option<Response>, Problem> {
    let iri = found.iri.as_str();
    let path = iri.strip_prefix(service.base().as_str()).unwrap_or(iri);
    let mut links = Links::new(&format!("/{path}"), iri, iri);
    (links.page, links.more) = (wish.page, found.more);
    let response = match accept::for_resource(headers, wish.format.as_deref())? {
        View::Html => {
            let Some(page) = page::resource(service, found, &links) else { return Ok(None) };
            links.more = page.more;
            in_html(service, page.markup, headers)
        }
        View::Rdf(_) if found.quads.is_empty() => return Ok(None),
        View::Rdf(format) => in_rdf(service, found.quads.clone(), format, headers)?,
    };
    Ok(Some(links.put_on(response)))
}

/// Quads as the body of a response, with validators; 304 when the client has them already. Clients that do not ask for
/// RDF 1.2 get RDF 1.1.
pub(super) fn in_rdf(
    service: &Service,
    quads: Vec<Quad>,
    format: Format,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let quads =
        if accept::reads_rdf12(headers) && format.has_triple_terms() { quads } else { lowered(quads, service.base()) };
    let body = rdf(quads, format, dataset::PREFIXES).map_err(|error| Problem::new(500, error.to_string()))?;
    Ok(tagged(body, with_charset(format.media_type()), Some(service.modified()), headers))
}

/// A page, with validators.
pub(super) fn in_html(service: &Service, page: maud::Markup, headers: &HeaderMap) -> Response {
    tagged(page.into_string().into_bytes(), "text/html; charset=utf-8", Some(service.modified()), headers)
}

/// Quads in their normal form.
pub(super) fn rdf<const N: usize>(
    quads: Vec<Quad>,
    format: Format,
    prefixes: [(&str, &str); N],
) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    let used = |namespace: &str| quads.iter().any(|quad| quad.predicate.as_str().starts_with(namespace));
    let prefixes: Vec<_> = prefixes.into_iter().filter(|(_, namespace)| used(namespace)).collect();
    write_with(&prefixes, &normal_form(quads, format), format, &mut body)?;
    Ok(body)
}

/// Runs work that reads the data set off the threads that serve sockets.
pub(super) async fn blocking(work: impl FnOnce() -> Result<Response, Problem> + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => varying(problem.into_response()),
        Err(_) => Problem::new(500, "the request met a fault in the program").into_response(),
    }
}

/// Which form is refused depends on what is accepted.
fn varying(mut response: Response) -> Response {
    if response.status() == StatusCode::NOT_ACCEPTABLE {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_wished_for() {
        let read = |uri: &str| Wish::read(&uri.parse().expect("URI"));
        assert_eq!(read("/a?x&page=3&format=ld%2Bjson").ok(), Some(Wish { format: Some("ld+json".into()), page: 3 }));
        for bad in ["/a?page=0", "/a?page=", "/a?page=-1", "/a?page=x", "/a?page=99999999999999999999"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
