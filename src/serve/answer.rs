//! Queries on threads of their own, their results as a stream.
//!
//! Each query runs on a thread with a deep stack and hands its result over in chunks; a slow client makes the thread
//! wait, one that leaves stops it. The first chunk is looked at before the status line is sent, so most errors have a
//! status of their own; a later one breaks the body off, never ending it as if it were whole.

use super::Options;
use super::accept::{names_of, not_acceptable};
use super::problem::Problem;
use crate::export::PREFIXES;
use crate::query::{DEEP_STACK, Output, QueryError, Question, Rendering, WriteError, write_results};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};
use oxigraph::sparql::{CancellationToken, QueryResults};
use oxigraph::store::Store as Dataset;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// Bytes that go to the client at a time.
const CHUNK: usize = 32 << 10;
/// How long a stopped query may take to notice before the client is answered without it.
const GRACE: Duration = Duration::from_secs(2);

/// Where queries are taken.
pub(super) struct Desk {
    permits: Arc<Semaphore>,
    timeout: Duration,
}

/// What the thread of a query says.
enum Said {
    /// The media type, before all chunks.
    Type(&'static str),
    Chunk(Bytes),
    Failed(WriteError),
}

impl Desk {
    pub fn new(options: &Options) -> Self {
        Self { permits: Arc::new(Semaphore::new(options.max_queries.max(1))), timeout: options.query_timeout }
    }

    /// Answers a query; errors are problem documents.
    pub async fn answer(&self, dataset: Dataset, question: Question, rendering: Rendering) -> Response {
        match self.start(dataset, question, rendering).await {
            Ok(response) => response,
            Err(problem) => problem.into_response(),
        }
    }

    async fn start(&self, dataset: Dataset, question: Question, rendering: Rendering) -> Result<Response, Problem> {
        let waited = tokio::time::timeout(self.timeout, Arc::clone(&self.permits).acquire_owned()).await;
        let Ok(Ok(permit)) = waited else {
            let busy = Problem::new(503, "too many queries are running; try again later");
            return Err(busy.with(header::RETRY_AFTER, "5"));
        };
        let watch = Watch::new(&question.cancel, self.timeout);
        let (sender, mut receiver) = mpsc::channel(4);
        spawn(dataset, question, rendering, sender, permit)?;
        let content_type = match self.first(&mut receiver).await? {
            Said::Type(name) => name,
            Said::Failed(error) => return Err(self.problem(&watch, error)),
            Said::Chunk(_) => return Err(Problem::new(500, "the query met a fault in the program")),
        };
        let head = match self.first(&mut receiver).await? {
            Said::Chunk(bytes) => bytes,
            Said::Failed(error) => return Err(self.problem(&watch, error)),
            Said::Type(_) => Bytes::new(),
        };
        let rest = stream::unfold(Some((receiver, watch)), |state| async move {
            let (mut receiver, watch) = state?;
            match receiver.recv().await? {
                Said::Chunk(bytes) => Some((Ok(bytes), Some((receiver, watch)))),
                Said::Failed(error) => Some((Err(io::Error::other(error.to_string())), None)),
                Said::Type(_) => None,
            }
        });
        // The compressor asks once more after the end.
        let body = stream::once(async move { Ok(head) }).chain(rest).fuse();
        let headers = [(header::CONTENT_TYPE, content_type), (header::VARY, "Accept")];
        Ok((headers, Body::from_stream(body)).into_response())
    }

    /// The next word of the query's thread, which has a little longer than the query.
    async fn first(&self, receiver: &mut mpsc::Receiver<Said>) -> Result<Said, Problem> {
        match tokio::time::timeout(self.timeout + GRACE, receiver.recv()).await {
            Ok(said) => said.ok_or_else(|| Problem::new(500, "the query met a fault in the program")),
            Err(_) => Err(timed_out(self.timeout)),
        }
    }

    fn problem(&self, watch: &Watch, error: WriteError) -> Problem {
        match error {
            WriteError::Query(QueryError::Cancelled) if watch.is_over() => timed_out(self.timeout),
            WriteError::Query(QueryError::Cancelled) => Problem::new(503, "the query was stopped"),
            WriteError::Query(error @ QueryError::Refused(crate::query::Complaint::Service { .. })) => {
                Problem::new(403, error.to_string())
            }
            WriteError::Query(QueryError::Evaluation(message)) => Problem::new(500, message),
            WriteError::Query(QueryError::NotReady(message)) => {
                Problem::new(503, message).with(header::RETRY_AFTER, "5")
            }
            WriteError::Query(error) => Problem::new(400, error.to_string()),
            WriteError::WantsTriples(_) => not_acceptable(names_of(true)),
            WriteError::WantsRows => not_acceptable(names_of(false)),
            WriteError::Io(error) => Problem::new(500, error.to_string()),
        }
    }
}

fn timed_out(limit: Duration) -> Problem {
    Problem::new(504, format!("the query took longer than {} seconds and was stopped", limit.as_secs()))
}

/// Stops a query when its time is over, and when nobody waits for it any more.
struct Watch {
    cancel: CancellationToken,
    over: Arc<AtomicBool>,
    timer: tokio::task::JoinHandle<()>,
}

impl Watch {
    fn new(cancel: &CancellationToken, limit: Duration) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let (token, flag) = (cancel.clone(), Arc::clone(&over));
        let timer = tokio::spawn(async move {
            tokio::time::sleep(limit).await;
            flag.store(true, Ordering::Release);
            token.cancel();
        });
        Self { cancel: cancel.clone(), over, timer }
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Acquire)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.timer.abort();
        self.cancel.cancel();
    }
}

fn spawn(
    dataset: Dataset,
    question: Question,
    rendering: Rendering,
    sender: mpsc::Sender<Said>,
    permit: OwnedSemaphorePermit,
) -> Result<(), Problem> {
    let work = move || {
        let _permit = permit;
        if let Err(error) = evaluate(&dataset, &question, rendering, &sender) {
            let _ = sender.blocking_send(Said::Failed(error));
        }
    };
    let builder = std::thread::Builder::new().name("query".into()).stack_size(DEEP_STACK);
    builder.spawn(work).map(|_| ()).map_err(|error| Problem::new(503, format!("no thread for the query: {error}")))
}

fn evaluate(
    dataset: &Dataset,
    question: &Question,
    rendering: Rendering,
    sender: &mpsc::Sender<Said>,
) -> Result<(), WriteError> {
    let results = question.ask(dataset)?;
    let content_type = media_type(&results, rendering)?;
    let gone = || io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone");
    sender.blocking_send(Said::Type(content_type)).map_err(|_| gone())?;
    let mut chunks = Chunks { buffer: Vec::with_capacity(CHUNK), sender };
    write_results(results, rendering, PREFIXES, &mut chunks)?;
    chunks.send()?;
    Ok(())
}

fn media_type(results: &QueryResults<'_>, rendering: Rendering) -> Result<&'static str, WriteError> {
    use oxigraph::sparql::results::QueryResultsFormat as Rows;
    match results {
        QueryResults::Graph(_) => Ok(with_charset(rendering.triples.ok_or(WriteError::WantsRows)?.media_type())),
        _ => match rendering.rows.ok_or(WriteError::WantsTriples("SELECT"))? {
            Output::Rows(Rows::Csv) => Ok("text/csv; charset=utf-8"),
            Output::Rows(Rows::Tsv) => Ok("text/tab-separated-values; charset=utf-8"),
            Output::Rows(format) => Ok(format.media_type()),
            _ => Ok("text/plain; charset=utf-8"),
        },
    }
}

/// Turtle's type is `text/…`, for which readers may guess another encoding than the standard's UTF-8.
pub(super) fn with_charset(media_type: &'static str) -> &'static str {
    if media_type == "text/turtle" { "text/turtle; charset=utf-8" } else { media_type }
}

/// Collects bytes and hands them over when there are enough.
struct Chunks<'s> {
    buffer: Vec<u8>,
    sender: &'s mpsc::Sender<Said>,
}

impl Chunks<'_> {
    fn send(&mut self) -> io::Result<()> {
        let bytes = Bytes::from(std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK)));
        self.sender
            .blocking_send(Said::Chunk(bytes))
            .map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone"))
    }
}

impl Write for Chunks<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
