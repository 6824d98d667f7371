//! The data set over HTTP: SPARQL protocol, linked data and the page.
//!
//! [`router`] builds the whole service without a socket, so that tests can call it; [`run`] puts it on one.

mod accept;
mod answer;
mod assets;
mod describe;
mod page;
mod problem;
mod resource;
mod search;
mod sparql;

use crate::error::{Error, Result};
use crate::graph::Base;
use crate::lang::Pack;
use crate::search::Live;
use crate::store::Store;
use answer::Desk;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::serve::ListenerExt;
use page::Site;
use problem::Problem;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

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
    /// The language of the texts that are searched; without it the pack for the language of the page.
    pub pack: Option<Pack>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            query_timeout: Duration::from_secs(30),
            max_queries: 16,
            union_default_graph: true,
            max_body: 8 << 20,
            pack: None,
        }
    }
}

/// What all requests share.
struct Service {
    store: Store,
    options: Options,
    desk: Desk,
    site: Site,
    search: Live,
}

impl Service {
    fn base(&self) -> &Base {
        self.store.base()
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
    let search = search::start(&store, &options, site.lang());
    let service = Arc::new(Service { store, options, desk, site, search });
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::OPTIONS])
        .allow_headers(Any)
        .expose_headers([header::ETAG, header::LINK]);
    Ok(Router::new()
        .route("/", get(page::home))
        .route("/query", get(page::query))
        .route("/entities", get(page::entities))
        .route("/sparql", any(sparql::handle))
        .route("/search", get(search::handle))
        .route("/health", get(health))
        .route("/id/{*path}", get(resource::handle))
        .route("/article/{*path}", get(resource::handle))
        .route("/graph/{*path}", get(resource::handle))
        .route("/ontology", get(resource::ontology))
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
