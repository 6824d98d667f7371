//! Conditional requests (RFC 9110, section 13).

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Whether the client has what a weak entity tag stands for already (`If-None-Match`).
pub(super) fn matches_tag(headers: &HeaderMap, tag: &str) -> bool {
    let same = |value: &HeaderValue| {
        value.to_str().is_ok_and(|list| list.split(',').any(|one| matches!(one.trim(), "*") || one.trim() == tag))
    };
    headers.get_all(header::IF_NONE_MATCH).iter().any(same)
}

/// The answer to a client that has it.
pub(super) fn not_modified(tag: &str) -> Response {
    (StatusCode::NOT_MODIFIED, [(header::ETAG, tag), (header::VARY, "Accept")]).into_response()
}
