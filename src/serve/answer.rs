//! Results as streams.
//!
//! A query runs on a thread of its own and hands its result over in chunks; a slow client makes the thread wait, and
//! others run meanwhile; one that leaves stops it. The first chunk is looked at before the status line is sent, so most
//! errors have a status of their own; a later one breaks the body off, never ending it as if it were whole. Small queries
//! are answered on the spot.

use super::desk::{Desk, Turn, Watch, no_thread};
use super::metrics::Ending;
use super::outlet::{AHEAD, Outlet, Place, Said, Sink};
use super::problem::Problem;
use super::slip::{self, Slip};
use crate::dataset::Dataset;
use crate::dataset::budget::{Signal, Stop};
use crate::export::PREFIXES;
use crate::query::{Output, QueryError, Question, Rendering, WriteError, write_results};
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use oxigraph::sparql::QueryResults;
use std::io;
use tokio::sync::mpsc;

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
        if !slip::is_small(question) {
            return Err(turn);
        }
        let mut slip = Slip::default();
        match slip::budget().spend(|| evaluate(dataset, question, rendering, &mut slip)) {
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
        let place = Place::new(place, &self.places, &self.parking);
        let mut outlet = Outlet::new(sender, place, watch.waits());
        let started = self.pool.run(move || {
            let produced = budget.spend(|| produce(&mut outlet).and_then(|()| Ok(outlet.finish()?)));
            let done = produced.unwrap_or_else(|stop| Err(QueryError::Stopped(stop).into()));
            query.ends(done.as_ref().map_or_else(ending, |()| Ending::Answered));
            if let Err(error) = done {
                outlet.fail(error);
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

fn evaluate(
    dataset: &Dataset,
    question: &Question,
    rendering: Rendering,
    sink: &mut impl Sink,
) -> Result<(), WriteError> {
    let results = question.ask(dataset)?;
    sink.is_of_type(media_type(&results, rendering)?);
    write_results(results, rendering, PREFIXES, &question.dialect(), sink)
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
