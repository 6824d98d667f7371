//! The data set over HTTP: SPARQL protocol, linked data and the page.
//!
//! [`router`] builds the whole service without a socket, so that tests can call it; [`run`] puts it on one.

mod abilities;
mod accept;
mod answer;
mod assets;
mod conditional;
mod dataset;
mod describe;
mod links;
mod page;
mod problem;
mod resource;
mod sparql;
mod vocabulary;

pub use dataset::{Class, Kind, Links, Part, Property, Statistics, statistics};

use crate::error::{Error, Result};
use crate::graph::Base;
use crate::store::Store;
use abilities::Abilities;
use answer::Desk;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::ListenerExt;
use dataset::Counted;
use jiff::Timestamp;
use page::Site;
use problem::Problem;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};
use vocabulary::Vocabulary;

/// What the service may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long one query may take.
    pub query_timeout: Duration,
    /// Queries that run at the same time; more wait.
    pub max_queries: usize,
    /// Whether the union of all graphs is the default graph of a query that names none.
    pub union_default_graph: bool,
    /// Largest body of a request in bytes.
    pub max_body: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { query_timeout: Duration::from_secs(30), max_queries: 16, union_default_graph: true, max_body: 8 << 20 }
    }
}

/// What all requests share.
struct Service {
    store: Store,
    options: Options,
    desk: Desk,
    site: Site,
    vocabulary: Vocabulary,
    counted: Counted,
    /// The data set is as it is at least since then.
    modified: Timestamp,
}

impl Service {
    fn base(&self) -> &Base {
        self.store.base()
    }

    /// What the descriptions of the service say that it can do.
    fn abilities(&self) -> Abilities {
        Abilities { union_default_graph: self.options.union_default_graph, ..Abilities::default() }
    }
}

type Shared = State<Arc<Service>>;

/// The service on a store that no longer changes.
///
/// # Errors
/// When the texts of the page cannot be used.
pub fn router(store: Store, options: Options) -> Result<Router> {
    let site = Site::new(&store)?;
    let desk = Desk::new(&options);
    let vocabulary = Vocabulary::new(&store)?;
    let (counted, modified) = (Counted::default(), Timestamp::now());
    let service = Arc::new(Service { store, options, desk, site, vocabulary, counted, modified });
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::OPTIONS])
        .allow_headers(Any)
        .expose_headers([header::ETAG, header::LINK, header::LAST_MODIFIED]);
    Ok(Router::new()
        .route("/", get(page::home))
        .route("/query", get(page::query))
        .route("/entities", get(page::entities))
        .route("/sparql", any(sparql::handle))
        .route("/health", get(health))
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
        .with_state(service)
        .layer(CompressionLayer::new())
        .layer(from_fn(secure))
        .layer(cors)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Problem::new(500, "the request met a fault in the program").into_response()
        })))
}

/// Serves until `stop` is done, then finishes the requests that are running.
///
/// # Errors
/// When the socket fails.
pub async fn run(listener: TcpListener, router: Router, stop: impl Future<Output = ()> + Send + 'static) -> Result<()> {
    // Without it, an answer of several packets waits 40 ms for the client's delayed acknowledgement.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await
        .map_err(|source| Error::Network { what: "serving".into(), source })
}

async fn health() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], "{\"status\":\"ok\"}\n").into_response()
}

async fn not_found(uri: Uri) -> Problem {
    Problem::new(404, format!("there is nothing at {}", uri.path()))
}

async fn method_not_allowed(method: Method, uri: Uri) -> Problem {
    Problem::new(405, format!("{} does not take {method}", uri.path())).with(header::ALLOW, "GET, HEAD, OPTIONS")
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
