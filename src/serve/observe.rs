//! One line of log and one count for each request, which bears an id that the answer names as `X-Request-Id`.

use super::log::{excerpt, ms};
use super::metrics::Metrics;
use super::{Service, listen::Peer};
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use hyper::body::{Frame, SizeHint};
use percent_encoding::{CONTROLS, utf8_percent_encode};
use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};
use std::time::Instant;
use tracing::{Instrument, Span};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Code points of a path, or of a message, that are logged.
const LOGGED_PATH: usize = 1000;

/// Counts and logs what `next` does.
pub(super) async fn observe(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let span = tracing::error_span!("request", id = id.to_str().unwrap_or_default());
    let mut record = Record::new(&service.options.metrics, &request, span.clone());
    let mut response = next.run(request).instrument(span).await;
    response.headers_mut().insert(REQUEST_ID, id);
    record.status = Some(response.status());
    record.end = if record.method == Method::HEAD || response.body().is_end_stream() { End::Whole } else { End::Left };
    response.map(|body| Body::new(Observed { body, record }))
}

/// The id that the client, or a proxy before the server, has given, when it is a plain one; otherwise a new one.
fn request_id(headers: &HeaderMap) -> HeaderValue {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0));
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let plain = |value: &&HeaderValue| {
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        (1..=64).contains(&value.len()) && value.as_bytes().iter().all(fits)
    };
    headers.get(REQUEST_ID).filter(plain).cloned().unwrap_or_else(|| {
        let id = format!("{:08x}-{}", *PROCESS as u32, NEXT.fetch_add(1, Ordering::Relaxed));
        HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("none"))
    })
}

/// How the body of an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// It broke off because something failed.
    Failed,
    /// The client did not take it to its end.
    Left,
}

/// What is known of one request; dropped, it is logged.
struct Record {
    metrics: Arc<Metrics>,
    method: Method,
    path: String,
    route: String,
    peer: Option<SocketAddr>,
    began: Instant,
    status: Option<StatusCode>,
    bytes: u64,
    end: End,
    span: Span,
}

impl Record {
    fn new(metrics: &Arc<Metrics>, request: &Request, span: Span) -> Self {
        metrics.request_begins();
        // Nothing but visible ASCII remains.
        let path = utf8_percent_encode(request.uri().path(), CONTROLS).to_string();
        let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str);
        Self {
            metrics: Arc::clone(metrics),
            method: request.method().clone(),
            path: excerpt(&path, LOGGED_PATH),
            route: route.to_owned(),
            peer: request.extensions().get::<Peer>().map(|peer| peer.0),
            began: Instant::now(),
            status: None,
            bytes: 0,
            end: End::Left,
            span,
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        self.metrics.request_ends(&self.route, &self.method, self.status, took);
        let _request = self.span.enter();
        let end = match self.end {
            End::Whole => "whole",
            End::Failed => "failed",
            End::Left => "left",
        };
        tracing::info!(
            target: "trojka::request",
            method = self.method.as_str(),
            path = self.path.as_str(),
            status = self.status.map(|status| status.as_u16()),
            bytes = self.bytes,
            ms = ms(took),
            peer = self.peer.map(tracing::field::display),
            end,
            "request"
        );
    }
}

/// A body that is counted on its way.
struct Observed {
    body: Body,
    record: Record,
}

impl HttpBody for Observed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                self.record.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
                if self.body.is_end_stream() {
                    self.record.end = End::Whole;
                }
            }
            Poll::Ready(Some(Err(error))) => {
                let _request = self.record.span.clone().entered();
                tracing::warn!(target: "trojka::request", error = excerpt(&error.to_string(), LOGGED_PATH), "an answer broke off");
                self.record.end = End::Failed;
            }
            Poll::Ready(None) => self.record.end = End::Whole,
            Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
