//! The data set over HTTP: SPARQL protocol, linked data and the page.
//!
//! [`router`] builds the whole service without a socket, so that tests can call it; [`run`] puts it on one.

mod abilities;
mod accept;
mod answer;
mod assets;
mod conditional;
mod cross_origin;
mod dataset;
mod describe;
mod desk;
mod explain;
mod form;
mod graphs;
mod health;
mod intake;
mod links;
mod listen;
mod live;
mod log;
mod metrics;
mod observe;
mod options;
mod outlet;
mod page;
mod pool;
mod problem;
mod resource;
mod search;
mod slip;
mod sparql;
mod token;
mod update;
mod vocabulary;

pub use dataset::{Class, Kind, Links, Part, Property, Statistics, statistics};

pub use listen::run;
pub use log::{Log, LogFormat, LogLevel};
pub use metrics::{Ending, Metrics, QueryWatch};
pub use options::{Options, default_max_queries};
pub use token::Token;

use crate::error::Result;
use crate::store::Store;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use live::Service;
use problem::Problem;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;

type Shared = State<Arc<Service>>;

/// The service on a store. What other processes do to the store's folder is taken over while it lives.
///
/// # Errors
/// When the texts of the page cannot be used.
pub fn router(store: Store, options: Options) -> Result<Router> {
    let service = Service::start(store, options)?;
    let metrics = Arc::clone(&service.options.metrics);
    Ok(Router::new()
        .route("/", get(page::home))
        .route("/query", get(page::query))
        .route("/entities", get(page::entities))
        .route("/sparql", any(sparql::handle))
        .route("/update", any(update::handle))
        .route("/store", any(graphs::handle))
        .route("/store/{*path}", any(graphs::handle))
        .route("/search", get(search::handle))
        .route("/explain", get(explain::handle))
        .route("/health", get(health::health))
        .route("/metrics", get(health::metrics))
        .route("/id/{*path}", get(resource::handle))
        .route("/article/{*path}", get(resource::handle))
        .route("/graph/{*path}", get(resource::handle))
        .route("/query/{*path}", get(resource::handle))
        .route("/ontology", get(vocabulary::handle))
        .route("/ontology/{*path}", get(vocabulary::handle))
        .route("/ontology/", get(vocabulary::handle))
        .route("/.well-known/void", get(dataset::handle))
        .route("/assets/{*path}", get(assets::handle))
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed)
        .with_state(Arc::clone(&service))
        .layer(CompressionLayer::new())
        .layer(from_fn(plain_head))
        .layer(RequestDecompressionLayer::new())
        .layer(from_fn(secure))
        .layer(from_fn(cross_origin::cross_origin))
        .layer(CatchPanicLayer::custom(move |_: Box<dyn std::any::Any + Send>| {
            metrics.panicked();
            Problem::new(500, "the request met a fault in the program").into_response()
        }))
        .layer(from_fn_with_state(Arc::clone(&service), intake::intake))
        .layer(from_fn_with_state(service, observe::observe)))
}

async fn not_found(uri: Uri) -> Problem {
    Problem::new(404, format!("there is nothing at {}", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    Problem::new(405, format!("{} does not take {method}", uri.path())).with(header::ALLOW, "GET, HEAD, OPTIONS")
}

/// What HEAD describes is not compressed: there would be nothing to unpack.
async fn plain_head(mut request: Request<Body>, next: Next) -> Response {
    if request.method() == Method::HEAD {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    next.run(request).await
}

/// Headers that keep pages from doing what they never need to.
async fn secure(request: Request<Body>, next: Next) -> Response {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    const HEADERS: [(HeaderName, &str); 3] = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
