//! `/health` and `/metrics`: how the service is, for the programs that watch it.

use super::Shared;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `/health`: 200 when ready; 503 while the last requests are finished.
pub(super) async fn health(State(service): Shared) -> Response {
    let (code, status) = match service.options.metrics.is_stopping() {
        false => (StatusCode::OK, "ok"),
        true => (StatusCode::SERVICE_UNAVAILABLE, "stopping"),
    };
    let body = serde_json::json!({ "status": status, "version": env!("CARGO_PKG_VERSION") });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (code, headers, format!("{body}\n")).into_response()
}

/// `/metrics`.
pub(super) async fn metrics(State(service): Shared, headers: HeaderMap) -> Response {
    let snapshot = service.dataset.snapshot();
    service.options.metrics.render(&headers, snapshot.len(), snapshot.named_graphs().count())
}
