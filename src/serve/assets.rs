//! The style and script of the page, which are part of the program.

use super::conditional::tagged;
use super::problem::Problem;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

#[derive(Embed)]
#[folder = "web/"]
pub(super) struct Web;

/// `/assets/…`.
pub(super) async fn handle(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let content_type = match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return Problem::new(404, "there is no such file").into_response(),
    };
    let Some(file) = Web::get(&path) else { return Problem::new(404, "there is no such file").into_response() };
    let mut response = tagged(file.data.into_owned(), content_type, None, &headers);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}
