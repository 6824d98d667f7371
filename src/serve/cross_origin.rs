//! Pages of other origins may read, and write with a token (<https://fetch.spec.whatwg.org/#http-cors-protocol>); and
//! OPTIONS says what a place takes.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// `*` does not stand for Authorization: <https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name>.
const PREFLIGHT: [(HeaderName, &str); 4] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "*, Authorization"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];
const EXPOSED: &str = "Allow, ETag, Last-Modified, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id";

/// Answers preflight requests, opens the answers to all others, and turns what a place says to a method that it does not
/// take into what OPTIONS asks for.
pub(super) async fn cross_origin(request: Request, next: Next) -> Response {
    let options = request.method() == Method::OPTIONS;
    if options && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
        return (StatusCode::OK, PREFLIGHT).into_response();
    }
    // `OPTIONS *` asks about the server as a whole (RFC 9110, section 9.3.7).
    if options && request.uri().path() == "*" {
        return allow(HeaderValue::from_static(PREFLIGHT[1].1));
    }
    let mut response = next.run(request).await;
    let allowed = response.headers().get(header::ALLOW).cloned();
    if let (true, StatusCode::METHOD_NOT_ALLOWED, Some(methods)) = (options, response.status(), allowed) {
        response = allow(methods);
    }
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    response
}

fn allow(methods: HeaderValue) -> Response {
    (StatusCode::NO_CONTENT, [(header::ALLOW, methods)]).into_response()
}
