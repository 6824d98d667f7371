//! What the service counts, for Prometheus: `/metrics`.

mod process;
mod query;

pub(super) use process::max_files;
pub use query::{Ending, QueryWatch};

use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder, prometheus_text, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};
use std::fmt::{self, Write};
use std::time::Duration;

/// Upper bounds of the durations of requests and queries, in seconds.
const BOUNDS: [f64; 13] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0, 60.0];

/// All counters of one service. [`Options`](super::Options) carry it to the router and to the listener.
///
/// Labels come from fixed sets only (routes, methods, statuses, reasons), so clients cannot make it grow.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabels, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    connections: Gauge,
    refused: Family<RefusalLabels, Counter>,
    accept_errors: Counter,
    panics: Counter,
    waiting: Gauge,
    running: Gauge,
    queries: Family<EndingLabels, Counter>,
    query_seconds: Histogram,
    updates: Family<UpdateLabels, Counter>,
    quads: Gauge,
    graphs: Gauge,
    stopping: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RefusalLabels {
    reason: Refusal,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EndingLabels {
    ending: Ending,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct UpdateLabels {
    result: &'static str,
}

/// Why a connection was turned away or broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Refusal {
    /// Too many were open.
    Full,
    /// The header of a request did not come in time.
    HeaderTimeout,
    /// The client took nothing of an answer.
    WriteTimeout,
    /// It did not speak HTTP.
    Malformed,
}

impl Refusal {
    fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::HeaderTimeout => "header_timeout",
            Self::WriteTimeout => "write_timeout",
            Self::Malformed => "malformed",
        }
    }
}

impl EncodeLabelValue for Refusal {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> fmt::Result {
        encoder.write_str(self.name())
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut all = Self {
            registry: Registry::default(),
            requests: Family::default(),
            durations: Family::new_with_constructor(histogram),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            refused: Family::default(),
            accept_errors: Counter::default(),
            panics: Counter::default(),
            waiting: Gauge::default(),
            running: Gauge::default(),
            queries: Family::default(),
            query_seconds: histogram(),
            updates: Family::default(),
            quads: Gauge::default(),
            graphs: Gauge::default(),
            stopping: Gauge::default(),
        };
        let mut registry = Registry::default();
        registry.register_collector(Box::new(process::Process::begins()));
        let ours = registry.sub_registry_with_prefix("trojka");
        ours.register("build", "The program", Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]));
        ours.register("http_requests", "Requests that were answered", all.requests.clone());
        ours.register("http_requests_in_flight", "Requests that are being answered", all.in_flight.clone());
        ours.register("http_connections", "Open connections", all.connections.clone());
        ours.register("http_connections_refused", "Connections turned away or broken off", all.refused.clone());
        ours.register("http_accept_errors", "Connections that could not be accepted", all.accept_errors.clone());
        ours.register("http_panics", "Requests that met a fault in the program", all.panics.clone());
        ours.register("queries_waiting", "Queries that wait for their turn", all.waiting.clone());
        ours.register("queries_running", "Queries that run", all.running.clone());
        ours.register("queries", "Queries by how they ended", all.queries.clone());
        ours.register("updates", "Updates and graph store writes by result", all.updates.clone());
        ours.register("store_quads", "Quads in the store", all.quads.clone());
        ours.register("store_named_graphs", "Named graphs in the store", all.graphs.clone());
        ours.register("stopping", "1 while the last requests are finished", all.stopping.clone());
        let help = "From the header of a request to the end of its answer";
        ours.register_with_unit("http_request_duration", help, Unit::Seconds, all.durations.clone());
        let help = "From the start of a query to its end";
        ours.register_with_unit("query_duration", help, Unit::Seconds, all.query_seconds.clone());
        all.registry = registry;
        all
    }
}

fn histogram() -> Histogram {
    Histogram::new(BOUNDS)
}

impl Metrics {
    /// An update or a write to a graph is over.
    pub fn updated(&self, done: bool) {
        let result = if done { "done" } else { "failed" };
        self.updates.get_or_create(&UpdateLabels { result }).inc();
    }

    /// Whether the service was told to stop.
    pub fn is_stopping(&self) -> bool {
        self.stopping.get() != 0
    }

    /// The service was told to stop.
    pub(super) fn stop(&self) {
        self.stopping.set(1);
    }

    pub(super) fn request_begins(&self) {
        self.in_flight.inc();
    }

    /// `status` is `None` when the client left before there was one.
    pub(super) fn request_ends(&self, route: &str, method: &Method, status: Option<StatusCode>, took: Duration) {
        self.in_flight.dec();
        // 499 is what other servers count for it, too.
        let status = status.map_or(499, |status| status.as_u16());
        let labels = RequestLabels { route: route.to_owned(), method: known(method), status };
        self.requests.get_or_create(&labels).inc();
        self.durations.get_or_create(&RouteLabels { route: labels.route }).observe(took.as_secs_f64());
    }

    pub(super) fn panicked(&self) {
        self.panics.inc();
    }

    pub(super) fn connection_opens(&self) {
        self.connections.inc();
    }

    pub(super) fn connection_closes(&self) {
        self.connections.dec();
    }

    pub(super) fn connection_refused(&self, reason: Refusal) {
        self.refused.get_or_create(&RefusalLabels { reason }).inc();
    }

    pub(super) fn accept_failed(&self) {
        self.accept_errors.inc();
    }

    /// All figures in the form that the client takes: OpenMetrics 1.0, or the text format of Prometheus.
    pub(super) fn render(&self, headers: &HeaderMap, quads: usize, graphs: usize) -> Response {
        self.quads.set(quads.try_into().unwrap_or(i64::MAX));
        self.graphs.set(graphs.try_into().unwrap_or(i64::MAX));
        let accept = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let open =
            accept.flat_map(|line| line.split(',')).any(|one| one.trim().starts_with("application/openmetrics-text"));
        let mut body = String::new();
        let (content_type, written) = if open {
            ("application/openmetrics-text; version=1.0.0; charset=utf-8", text::encode(&mut body, &self.registry))
        } else {
            (prometheus_text::CONTENT_TYPE, prometheus_text::encode(&mut body, &self.registry))
        };
        if written.is_err() {
            return super::problem::Problem::new(500, "the figures cannot be written").into_response();
        }
        let headers =
            [(header::CONTENT_TYPE, content_type), (header::VARY, "Accept"), (header::CACHE_CONTROL, "no-store")];
        (headers, body).into_response()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

/// Methods that are nobody's invention.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}
