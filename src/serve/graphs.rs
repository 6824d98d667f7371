//! SPARQL 1.1 Graph Store HTTP Protocol: <https://www.w3.org/TR/sparql11-http-rdf-update/>.
//!
//! Without a graph the whole data set is meant, as in Oxigraph and Fuseki: GET reads it, POST adds to it, PUT replaces it,
//! DELETE empties it; POST of triples makes a new graph.

mod payload;
mod telling;

use super::accept;
use super::conditional::{matches_tag, not_modified};
use super::form;
use super::problem::Problem;
use super::token::Token;
use super::{Service, Shared};
use crate::dataset::{Edit, name_of};
use crate::query::{QueryError, insert};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oxigraph::model::{BlankNode, GraphName, NamedNode};
use payload::Payload;
use std::sync::Arc;
use telling::{Telling, serialize};

const METHODS: &str = "GET, HEAD, PUT, POST, DELETE, OPTIONS";

/// What a request is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Graph(GraphName),
    All,
}

/// `/store` and `/store/…`.
pub(super) async fn handle(State(service): Shared, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    match respond(&service, &parts, body).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

async fn respond(service: &Arc<Service>, parts: &Parts, body: Body) -> Result<Response, Problem> {
    let target = target(service, parts)?;
    match parts.method {
        Method::GET | Method::HEAD => read(service, &target, parts).await,
        Method::PUT | Method::POST | Method::DELETE => {
            Token::authorise(service.options.token.as_ref(), &parts.headers)?;
            write(service, target, parts, body).await
        }
        _ => {
            let problem = Problem::new(405, format!("{} does not take {}", parts.uri.path(), parts.method));
            Err(problem.with(header::ALLOW, METHODS))
        }
    }
}

/// `?default`, `?graph=IRI`, the request's own address, or nothing.
fn target(service: &Service, parts: &Parts) -> Result<Target, Problem> {
    let (mut default, mut graphs) = (false, Vec::new());
    for pair in parts.uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name {
            "default" => default = true,
            "graph" => graphs.push(form::decode(value.as_bytes())?),
            _ => {}
        }
    }
    let direct = parts.uri.path().strip_prefix("/store/").filter(|path| !path.is_empty());
    match (default, graphs.pop(), direct) {
        _ if !graphs.is_empty() => Err(Problem::new(400, "there must be one graph at most")),
        (true, None, None) => Ok(Target::Graph(GraphName::DefaultGraph)),
        (false, Some(iri), None) => Ok(Target::Graph(absolute(service, parts, &iri)?.into())),
        (false, None, Some(_)) => {
            let own = own_address(service, parts);
            Ok(Target::Graph(form::name(own)?.into()))
        }
        (false, None, None) => Ok(Target::All),
        _ => Err(Problem::new(400, "say which graph in one way only: default, graph, or the address")),
    }
}

/// A graph's name, which may be relative to the address of the request.
fn absolute(service: &Service, parts: &Parts, iri: &str) -> Result<NamedNode, Problem> {
    let bad = |_| Problem::new(400, format!("{iri:?} is no IRI"));
    let base = oxiri::Iri::parse(own_address(service, parts)).map_err(bad)?;
    let resolved = base.resolve(iri).map_err(bad)?;
    Ok(NamedNode::new_unchecked(resolved.into_inner()))
}

/// The address of the request without its query, as its client sees it.
fn own_address(service: &Service, parts: &Parts) -> String {
    let base = service.base().as_str();
    let (scheme, rest) = base.split_once("://").unwrap_or(("http", base));
    let ours = rest.split('/').next().unwrap_or_default();
    let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| parts.uri.authority().map(|authority| authority.as_str())).unwrap_or(ours);
    let scheme = if host.eq_ignore_ascii_case(ours) { scheme } else { "http" };
    format!("{scheme}://{host}{}", parts.uri.path())
}

async fn read(service: &Arc<Service>, target: &Target, parts: &Parts) -> Result<Response, Problem> {
    let snapshot = service.dataset.snapshot();
    let graph = match target {
        Target::Graph(graph) => Some(graph.as_ref()),
        Target::All => None,
    };
    if let Some(name) = graph.and_then(|graph| name_of(&graph.into_owned()))
        && !snapshot.contains_named_graph(name.as_ref())
    {
        return Err(Problem::new(404, format!("there is no graph {name}")));
    }
    let format = parts.uri.query().and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("format=")));
    let format = match target {
        Target::Graph(_) => accept::for_graph(&parts.headers, format)?,
        Target::All => accept::for_dataset(&parts.headers, format)?,
    };
    let asked = format!("{} {target:?} {format} {}", service.state(), accept::reads_rdf12(&parts.headers));
    let tag = format!("W/\"{}\"", &blake3::hash(asked.as_bytes()).to_hex()[..24]);
    if matches_tag(&parts.headers, &tag) {
        return Ok(not_modified(&tag));
    }
    let quads = snapshot.quads_for_pattern(None, None, None, graph);
    let whole = *target == Target::All;
    let telling = Telling::new(service.base(), format, accept::reads_rdf12(&parts.headers));
    let mut response =
        service.desk.stream(parts.uri.path(), move |outlet| serialize(quads, format, telling, whole, outlet)).await;
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept"));
    if let Some(tag) = HeaderValue::try_from(tag).ok().filter(|_| response.status().is_success()) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

async fn write(service: &Arc<Service>, target: Target, parts: &Parts, body: Body) -> Result<Response, Problem> {
    let base = match &target {
        Target::Graph(GraphName::NamedNode(name)) => name.as_str().to_owned(),
        _ => own_address(service, parts),
    };
    let payload = if parts.method == Method::DELETE {
        Payload::default()
    } else {
        Payload::read(&parts.headers, body, service.options.max_body, &base).await?
    };
    let target = match target {
        Target::All if parts.method == Method::POST && !payload.has_graphs() => {
            let name = format!("{}/{}", own_address(service, parts).trim_end_matches('/'), new_name());
            let location = HeaderValue::try_from(name.as_str()).ok();
            let graph = GraphName::from(NamedNode::new_unchecked(name));
            let mut response = change(service, Method::POST, Target::Graph(graph), payload, &parts.headers).await?;
            response.headers_mut().extend(location.map(|location| (header::LOCATION, location)));
            return Ok(response);
        }
        target => target,
    };
    change(service, parts.method.clone(), target, payload, &parts.headers).await
}

/// A name for a graph that nobody else has.
fn new_name() -> String {
    BlankNode::default().into_string()
}

async fn change(
    service: &Arc<Service>,
    method: Method,
    target: Target,
    payload: Payload,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    if let Target::Graph(GraphName::NamedNode(name)) = &target {
        precondition(service, name, headers)?;
    }
    let label = format!("{method} {target:?}");
    let existed = service.change(&label, move |edit| make(edit, &method, &target, payload)).await?;
    match existed {
        None => Err(Problem::new(404, "there is no such graph")),
        Some(true) => Ok(StatusCode::NO_CONTENT.into_response()),
        Some(false) => Ok(StatusCode::CREATED.into_response()),
    }
}

/// `If-None-Match: *` lets only new graphs be made, `If-Match: *` only those that are there be changed.
fn precondition(service: &Service, name: &NamedNode, headers: &HeaderMap) -> Result<(), Problem> {
    let there = service.dataset.snapshot().contains_named_graph(name.as_ref().into());
    let any = |name| headers.get(name).is_some_and(|value: &HeaderValue| value.as_bytes() == b"*");
    if (there && any(header::IF_NONE_MATCH)) || (!there && any(header::IF_MATCH)) {
        return Err(Problem::new(412, "the graph is not as the request says"));
    }
    Ok(())
}

/// Makes the change and says whether what it is about was there before; `None` when it should have been.
fn make(edit: &mut Edit<'_>, method: &Method, target: &Target, payload: Payload) -> Result<Option<bool>, QueryError> {
    let replaces = method != Method::POST;
    match target {
        Target::All => {
            let quads = payload.quads()?;
            if replaces {
                let graphs: Vec<_> = edit.snapshot().named_graphs().map(|(name, _)| name).collect();
                graphs.iter().for_each(|graph| edit.drop_graph(graph));
                edit.clear(&GraphName::DefaultGraph);
            }
            insert(edit, quads)?;
            Ok(Some(true))
        }
        Target::Graph(graph) => {
            let quads = payload.triples(graph)?;
            let name = name_of(graph);
            let existed = name.as_ref().is_none_or(|name| edit.snapshot().contains_named_graph(name.as_ref()));
            match &name {
                Some(name) if method == Method::DELETE => {
                    edit.drop_graph(name);
                    return Ok(existed.then_some(true));
                }
                Some(name) => edit.create(name),
                None => {}
            }
            if replaces {
                edit.clear(graph);
            }
            insert(edit, quads)?;
            Ok(Some(existed))
        }
    }
}
