//! Validators and conditional requests, RFC 9110, sections 8.8 and 13.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};

/// A body with a weak entity tag (weak because it may be compressed on its way) and, where it is known, the time since
/// which it is as it is; 304 when the client has it already.
pub(super) fn tagged(
    body: Vec<u8>,
    content_type: &'static str,
    modified: Option<Timestamp>,
    headers: &HeaderMap,
) -> Response {
    let tag = format!("W/\"{}\"", &blake3::hash(&body).to_hex()[..24]);
    let known = is_known(&tag, modified, headers);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, content_type)], body).into_response()
    };
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::VARY, "Accept");
    if let Some(date) = modified.and_then(|time| DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok()) {
        set(header::LAST_MODIFIED, &date);
    }
    response
}

/// Whether the client has what an entity tag stands for already.
pub(super) fn matches_tag(headers: &HeaderMap, tag: &str) -> bool {
    is_known(tag, None, headers)
}

/// The answer to a client that has it.
pub(super) fn not_modified(tag: &str) -> Response {
    (StatusCode::NOT_MODIFIED, [(header::ETAG, tag), (header::VARY, "Accept")]).into_response()
}

/// `If-Modified-Since` counts only without `If-None-Match` (RFC 9110, section 13.1.3).
fn is_known(tag: &str, modified: Option<Timestamp>, headers: &HeaderMap) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    if headers.contains_key(header::IF_NONE_MATCH) {
        let lists = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        return lists.flat_map(|list| list.split(',')).any(|one| one.trim() == "*" || opaque(one) == opaque(tag));
    }
    let since = headers.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|date| DateTimeParser::new().parse_timestamp(date).ok());
    matches!((modified, since), (Some(modified), Some(since)) if modified.as_second() <= since.as_second())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(name: HeaderName, value: &str) -> u16 {
        let modified = Timestamp::from_second(1_000_000_000).ok();
        let headers = HeaderMap::from_iter([(name, value.parse().expect("header"))]);
        tagged(b"x".to_vec(), "text/plain", modified, &headers).status().as_u16()
    }

    #[test]
    fn answers_304_to_who_has_it() {
        let whole = tagged(b"x".to_vec(), "text/plain", None, &HeaderMap::new());
        let tag = whole.headers()[header::ETAG].to_str().expect("ASCII").to_owned();
        assert!(whole.headers().get(header::LAST_MODIFIED).is_none());
        for (value, expected) in [(tag.as_str(), 304), (&tag[2..], 304), ("\"a\", *", 304), ("\"a\"", 200)] {
            assert_eq!(status(header::IF_NONE_MATCH, value), expected, "{value}");
        }
        for (value, expected) in [
            ("Sun, 09 Sep 2001 01:46:40 GMT", 304),
            ("Sun, 09 Sep 2001 01:46:41 GMT", 304),
            ("Sun, 09 Sep 2001 01:46:39 GMT", 200),
            ("yesterday", 200),
        ] {
            assert_eq!(status(header::IF_MODIFIED_SINCE, value), expected, "{value}");
        }
    }

    #[test]
    fn the_entity_tag_goes_before_the_time() {
        let headers = HeaderMap::from_iter([
            (header::IF_NONE_MATCH, "\"other\"".parse().expect("header")),
            (header::IF_MODIFIED_SINCE, "Sun, 09 Sep 2040 01:46:40 GMT".parse().expect("header")),
        ]);
        let modified = Timestamp::from_second(1_000_000_000).ok();
        let answer = tagged(b"x".to_vec(), "text/plain", modified, &headers);
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::LAST_MODIFIED], "Sun, 09 Sep 2001 01:46:40 GMT");
    }
}
