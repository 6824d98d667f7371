//! What a request must be before anyone looks at it: one host, an address and headers of bounded length, a body that
//! comes in time.

use super::Service;
use super::listen::Peer;
use super::problem::Problem;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Uri, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// Longest address of a request in bytes. A longer query goes into the body of a POST.
const MAX_URL: usize = 32 << 10;
/// Most bytes of all headers of a request.
const MAX_HEADER: usize = 32 << 10;
/// What the parser of HTTP takes before it turns a request away by itself; above both limits, so that most clients are
/// told in full what was too long.
pub(super) const MAX_HEAD: usize = 96 << 10;

/// Turns away what is too long or comes too slowly.
pub(super) async fn intake(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response {
    if let Err(problem) = check(&request) {
        return problem.into_response();
    }
    let options = &service.options;
    let late = Arc::new(AtomicBool::new(false));
    let request = if request.body().is_end_stream() {
        request
    } else {
        request.map(|body| Body::new(Timed::new(body, options.header_timeout, options.body_timeout, Arc::clone(&late))))
    };
    let response = next.run(request).await;
    // Whatever a handler makes of a body that broke off: the reason is the client's.
    if late.load(Ordering::Relaxed) && !response.status().is_success() {
        let problem = Problem::new(408, "the body of the request did not come in time");
        return problem.with(header::CONNECTION, "close").into_response();
    }
    response
}

fn check(request: &Request) -> Result<(), Problem> {
    let length = url_length(request.uri());
    if length > MAX_URL {
        let detail = format!("the address has {length} bytes, the most are {MAX_URL}; send long queries by POST");
        return Err(Problem::new(414, detail));
    }
    let size = header_size(request.headers());
    if size > MAX_HEADER {
        return Err(Problem::new(431, format!("the headers have {size} bytes, the most are {MAX_HEADER}")));
    }
    // RFC 9112, section 3.2; a call that comes over no socket may do without.
    let hosts = request.headers().get_all(header::HOST).iter().count();
    let needed = request.version() == Version::HTTP_11 && request.extensions().get::<Peer>().is_some();
    if hosts > 1 || (hosts == 0 && needed) {
        return Err(Problem::new(400, format!("the request has {hosts} Host headers; it must have one")));
    }
    Ok(())
}

fn url_length(uri: &Uri) -> usize {
    uri.path().len() + uri.query().map_or(0, |query| query.len() + 1)
}

fn header_size(headers: &HeaderMap<HeaderValue>) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

/// A body that must come without long pauses and be here after some time. Only waiting for the client counts.
struct Timed {
    body: Body,
    pause: Duration,
    end: Instant,
    timer: Pin<Box<Sleep>>,
    waiting: bool,
    late: Arc<AtomicBool>,
}

impl Timed {
    fn new(body: Body, pause: Duration, whole: Duration, late: Arc<AtomicBool>) -> Self {
        let end = Instant::now() + whole;
        Self { body, pause, end, timer: Box::pin(tokio::time::sleep_until(end)), waiting: false, late }
    }
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if polled.is_ready() {
            self.waiting = false;
            return polled;
        }
        if !self.waiting {
            self.waiting = true;
            let until = self.end.min(Instant::now() + self.pause);
            self.timer.as_mut().reset(until);
        }
        ready!(self.timer.as_mut().poll(cx));
        self.late.store(true, Ordering::Relaxed);
        Poll::Ready(Some(Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut)))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
