//! Results as streams.
//!
//! A query runs on a thread of its own and hands its result over in chunks; a slow client makes the thread wait, and
//! others run meanwhile; one that leaves stops it. The first chunk is looked at before the status line is sent, so most
//! errors have a status of their own; a later one breaks the body off, never ending it as if it were whole.

use super::desk::{Desk, Turn, Waits, Watch, no_thread};
use super::metrics::Ending;
use super::problem::Problem;
use crate::dataset::Dataset;
use crate::dataset::budget::{Budget, Signal, Stop};
use crate::export::PREFIXES;
use crate::memory;
use crate::query::{Output, QueryError, Question, Rendering, WriteError, write_results};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use oxigraph::sparql::QueryResults;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// Bytes that go to the client at a time.
const CHUNK: usize = 32 << 10;
/// Chunks that wait for the client.
const AHEAD: usize = 4;

/// What a query may be that is answered on the spot: bytes and brackets of its text, steps and memory of its evaluation.
/// The steps take about a millisecond.
const SMALL_TEXT: usize = 2 << 10;
const SMALL_DEPTH: usize = 32;
const SMALL_STEPS: u32 = 10_000;
const SMALL_MEMORY: u64 = 8 << 20;

/// What the thread of a query says.
enum Said {
    /// Before all else: the media type and the first bytes; whether they are all.
    Start {
        content_type: &'static str,
        head: Bytes,
        whole: bool,
    },
    Chunk(Bytes),
    Failed(WriteError),
}

impl Desk {
    /// Answers a query; errors are problem documents.
    pub async fn answer(&self, dataset: Dataset, question: Question, rendering: Rendering) -> Response {
        let turn = match self.turn(&question.text).await {
            Ok(turn) => turn,
            Err(problem) => return problem.into_response(),
        };
        let turn = match self.at_once(turn, &dataset, &question, rendering) {
            Ok(response) => return response,
            Err(turn) => turn,
        };
        let produce = move |outlet: &mut Outlet| evaluate(&dataset, &question, rendering, outlet);
        let watch = |signal: &Signal| Watch::new(signal, self.timeout);
        self.start(turn, watch, produce).await.unwrap_or_else(IntoResponse::into_response)
    }

    /// Answers a query on the spot when it is small and its result too: most are, and to wake another thread takes longer.
    /// Otherwise the turn comes back, and nothing has happened.
    fn at_once(
        &self,
        turn: Turn,
        dataset: &Dataset,
        question: &Question,
        rendering: Rendering,
    ) -> Result<Response, Turn> {
        if !is_small(question) {
            return Err(turn);
        }
        let mut slip = Slip { content_type: "", bytes: Vec::new() };
        let budget = Budget { memory: Some(SMALL_MEMORY), steps: Some(SMALL_STEPS), ..Budget::default() };
        match budget.spend(|| evaluate(dataset, question, rendering, &mut slip)) {
            Err(_) | Ok(Err(WriteError::Io(_))) => Err(turn),
            Ok(Err(error)) => {
                turn.watch.ends(ending(&error));
                Ok(self.problem(error).into_response())
            }
            Ok(Ok(())) => {
                turn.watch.ends(Ending::Answered);
                Ok(([(header::CONTENT_TYPE, slip.content_type)], slip.bytes).into_response())
            }
        }
    }

    /// Answers with what `produce` writes, for as long as the client takes it.
    pub async fn stream(
        &self,
        text: &str,
        produce: impl FnOnce(&mut Outlet) -> Result<(), WriteError> + Send + 'static,
    ) -> Response {
        let answer = match self.turn(text).await {
            Ok(turn) => self.start(turn, Watch::without_limit, produce).await,
            Err(problem) => Err(problem),
        };
        answer.unwrap_or_else(IntoResponse::into_response)
    }

    async fn start(
        &self,
        turn: Turn,
        watch: impl FnOnce(&Signal) -> Watch,
        produce: impl FnOnce(&mut Outlet) -> Result<(), WriteError> + Send + 'static,
    ) -> Result<Response, Problem> {
        let Turn { place, watch: query } = turn;
        let budget = self.budget();
        let watch = watch(&budget.signal);
        let (sender, mut receiver) = mpsc::channel(AHEAD);
        let mut outlet = Outlet {
            content_type: "application/octet-stream",
            started: false,
            buffer: Vec::new(),
            sender: sender.clone(),
            turn: Place { held: Some(place), places: Arc::clone(&self.places), parking: Arc::clone(&self.parking) },
            waits: watch.waits(),
            runtime: Handle::current(),
        };
        let started = self.pool.run(move || {
            let produced = budget.spend(|| produce(&mut outlet).and_then(|()| Ok(outlet.finish()?)));
            let done = produced.unwrap_or_else(|stop| Err(QueryError::Stopped(stop).into()));
            query.ends(done.as_ref().map_or_else(ending, |()| Ending::Answered));
            outlet.turn.held = None;
            if let Err(error) = done {
                // A client that takes nothing is not waited for.
                let _ = outlet.runtime.block_on(sender.send(Said::Failed(error)));
            }
        });
        started.map_err(|error| no_thread(&error))?;
        match self.first(receiver.recv()).await? {
            Said::Start { content_type, head, whole: true } => {
                Ok(([(header::CONTENT_TYPE, content_type)], head).into_response())
            }
            Said::Start { content_type, head, whole: false } => {
                let body = Body::from_stream(rest(head, receiver, watch));
                Ok(([(header::CONTENT_TYPE, content_type)], body).into_response())
            }
            Said::Failed(error) => Err(self.problem(error)),
            Said::Chunk(_) => Err(Problem::new(500, "the query met a fault in the program")),
        }
    }
}

/// The chunks up to the end, or up to an error that breaks the body off.
fn rest(
    head: Bytes,
    receiver: mpsc::Receiver<Said>,
    watch: Watch,
) -> impl stream::Stream<Item = io::Result<Bytes>> + Send {
    let chunks = stream::unfold(Some((Some(head), receiver, watch)), |state| async move {
        let (head, mut receiver, watch) = state?;
        if let Some(head) = head {
            return Some((Ok(head), Some((None, receiver, watch))));
        }
        match receiver.recv().await {
            Some(Said::Chunk(bytes)) if bytes.is_empty() => None,
            Some(Said::Chunk(bytes)) => Some((Ok(bytes), Some((None, receiver, watch)))),
            Some(Said::Failed(error)) => Some((Err(io::Error::other(error.to_string())), None)),
            // The end is said by an empty chunk; without it the thread broke off.
            Some(Said::Start { .. }) | None => Some((Err(io::Error::other("the query broke off")), None)),
        }
    });
    // The compressor asks once more after the end.
    futures_util::StreamExt::fuse(chunks)
}

/// What an error says of the query's end.
fn ending(error: &WriteError) -> Ending {
    match error {
        WriteError::Query(QueryError::Stopped(Stop::TimedOut)) => Ending::TimedOut,
        WriteError::Query(QueryError::Stopped(Stop::OutOfMemory)) => Ending::OverMemory,
        WriteError::Query(QueryError::Stopped(Stop::Cancelled)) => Ending::Cancelled,
        WriteError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Cancelled,
        WriteError::Query(QueryError::Evaluation(_)) | WriteError::Io(_) => Ending::Failed,
        _ => Ending::Rejected,
    }
}

/// Where a result goes.
trait Sink: Write {
    /// To be said before the first byte.
    fn is_of_type(&mut self, media_type: &'static str);
}

fn evaluate(
    dataset: &Dataset,
    question: &Question,
    rendering: Rendering,
    sink: &mut impl Sink,
) -> Result<(), WriteError> {
    let results = question.ask(dataset)?;
    sink.is_of_type(media_type(&results, rendering)?);
    write_results(results, rendering, PREFIXES, sink)
}

/// Whether a query is worth a try on the spot: short, flat, asking no other server and no index.
fn is_small(question: &Question) -> bool {
    const OPENING: [char; 4] = ['(', '{', '[', '!'];
    let text = question.text.as_str();
    let asks = |word: &str| text.contains(word);
    text.len() <= SMALL_TEXT
        && !question.services.any()
        && !asks("matches")
        && !asks("query")
        && text.matches(OPENING).count() <= SMALL_DEPTH
}

/// A result that has to fit into one chunk.
struct Slip {
    content_type: &'static str,
    bytes: Vec<u8>,
}

impl Sink for Slip {
    fn is_of_type(&mut self, media_type: &'static str) {
        self.content_type = media_type;
    }
}

impl Write for Slip {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > CHUNK {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
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
pub(super) struct Outlet {
    /// To be set before the first byte.
    pub content_type: &'static str,
    started: bool,
    buffer: Vec<u8>,
    sender: mpsc::Sender<Said>,
    turn: Place,
    waits: Waits,
    runtime: Handle,
}

/// The place to run, which is left to others while the client is waited for.
struct Place {
    held: Option<OwnedSemaphorePermit>,
    places: Arc<Semaphore>,
    parking: Arc<Semaphore>,
}

impl Outlet {
    fn hand_over(&mut self, last: bool) -> io::Result<()> {
        let room = if last { 0 } else { CHUNK + CHUNK / 8 };
        let bytes = std::mem::replace(&mut self.buffer, Vec::with_capacity(room));
        memory::hand_over(bytes.capacity());
        let bytes = Bytes::from(bytes);
        if std::mem::replace(&mut self.started, true) {
            self.say(Said::Chunk(bytes))
        } else {
            self.say(Said::Start { content_type: self.content_type, head: bytes, whole: last })
        }
    }

    /// Sends what is left, and the end.
    fn finish(&mut self) -> io::Result<()> {
        if !self.started {
            return self.hand_over(true);
        }
        if !self.buffer.is_empty() {
            self.hand_over(true)?;
        }
        self.say(Said::Chunk(Bytes::new()))
    }

    fn say(&mut self, said: Said) -> io::Result<()> {
        let gone = || io::Error::new(io::ErrorKind::BrokenPipe, "the client has gone");
        let said = match self.sender.try_send(said) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Closed(_)) => return Err(gone()),
            Err(TrySendError::Full(said)) => said,
        };
        let since = Instant::now();
        let parked = Arc::clone(&self.turn.parking).try_acquire_owned().ok();
        if parked.is_some() {
            self.turn.held = None;
        }
        let sent = self.runtime.block_on(self.sender.send(said)).map_err(|_| gone());
        if self.turn.held.is_none() && sent.is_ok() {
            self.turn.held = self.runtime.block_on(Arc::clone(&self.turn.places).acquire_owned()).ok();
        }
        drop(parked);
        self.waits.add(since);
        sent
    }
}

impl Sink for Outlet {
    fn is_of_type(&mut self, media_type: &'static str) {
        self.content_type = media_type;
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.hand_over(false)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
