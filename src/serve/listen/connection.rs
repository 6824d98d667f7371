//! One connection, from its first byte to its last.

use super::socket::Socket;
use super::turn::{Answering, Phase, Turn};
use super::{Door, Peer, Stage, WAIT, farewell};
use crate::serve::metrics::Refusal;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, Response};
use hyper::body::{Frame, Incoming, SizeHint};
use hyper::service::{HttpService, Service, service_fn};
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::Instant;

type Connection<S> = hyper::server::conn::http1::Connection<TokioIo<Socket>, S>;

/// How long a connection waits for its client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    pub header: Duration,
    pub idle: Duration,
    pub write: Duration,
}

/// How a connection ended.
enum End {
    /// As HTTP ends connections.
    Done,
    Failed(hyper::Error),
    /// It was closed without a word.
    Dropped,
    LateHeader,
}

/// What a connection may meet.
enum Event {
    Ended(hyper::Result<()>),
    Moved,
    Late,
    Crowd,
    Stage(Stage),
}

impl Door {
    pub(super) async fn serve(self: Arc<Self>, stream: TcpStream, peer: Peer, place: OwnedSemaphorePermit) {
        self.metrics.connection_opens();
        let turn = Arc::new(Turn::default());
        let socket = TokioIo::new(Socket::new(stream, Arc::clone(&turn), self.patience.write));
        let mut connection =
            self.http.serve_connection(socket, service_fn(|request| self.answer(&turn, peer, request)));
        let end = self.drive(&mut connection, &turn).await;
        let socket = connection.into_parts().io.into_inner();
        self.metrics.connection_closes();
        drop(place);
        self.part(socket, peer, end).await;
    }

    /// Polls the connection and keeps its times.
    async fn drive<S>(&self, connection: &mut Connection<S>, turn: &Turn) -> End
    where
        S: HttpService<Incoming, ResBody = Held>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        S::Future: Unpin,
    {
        let mut stage = self.stage.subscribe();
        let (mut known, mut closing) = (Stage::Open, false);
        let mut crowd = pin!(self.crowd.notified());
        let (mut moment, mut since) = (turn.now(), Instant::now());
        let mut timer = pin!(tokio::time::sleep(self.patience.header));
        loop {
            let polled = poll_fn(|cx| match Pin::new(&mut *connection).poll(cx) {
                Poll::Ready(result) => Poll::Ready(Event::Ended(result)),
                Poll::Pending if turn.now() != moment => Poll::Ready(Event::Moved),
                Poll::Pending => Poll::Pending,
            });
            let event = tokio::select! {
                biased;
                // First, so that an answer that is made after the service was told to stop says that it is the last.
                Ok(now) = stage.wait_for(|now| *now > known) => Event::Stage(*now),
                event = polled => event,
                () = &mut timer, if moment.phase() != Phase::Busy => Event::Late,
                () = &mut crowd => Event::Crowd,
            };
            match event {
                Event::Ended(Ok(())) => return End::Done,
                Event::Ended(Err(error)) => return End::Failed(error),
                Event::Moved => {
                    (moment, since) = (turn.now(), Instant::now());
                    timer.as_mut().reset(since + self.patience.for_phase(moment.phase()));
                }
                Event::Late if moment.phase() == Phase::Heading => return End::LateHeader,
                // What is on its way to a slow reader is bounded by the socket.
                Event::Late if turn.is_unsent() => timer.as_mut().reset(Instant::now() + self.patience.header),
                Event::Late if moment.phase() == Phase::Idle && !closing => {
                    closing = true;
                    yields(connection, Phase::Idle);
                    timer.as_mut().reset(Instant::now() + self.patience.header);
                }
                Event::Late | Event::Stage(Stage::Over) => return End::Dropped,
                Event::Crowd => {
                    crowd.set(self.crowd.notified());
                    if !self.is_crowded() {
                        continue;
                    }
                    if !yields(connection, moment.phase()) {
                        return End::Dropped;
                    }
                    if moment.phase() == Phase::Heading {
                        let hurried = timer.deadline().min(since + WAIT);
                        timer.as_mut().reset(hurried);
                    }
                }
                Event::Stage(now) => {
                    known = now;
                    if !yields(connection, moment.phase()) {
                        return End::Dropped;
                    }
                }
            }
        }
    }

    fn answer(
        &self,
        turn: &Arc<Turn>,
        peer: Peer,
        mut request: Request<Incoming>,
    ) -> Pin<Box<dyn Future<Output = Result<Response<Held>, std::convert::Infallible>> + Send>> {
        let answering = turn.begin();
        request.extensions_mut().insert(peer);
        let response = self.routes.call(request);
        Box::pin(async move { Ok(response.await?.map(|body| Held { body, _answering: answering })) })
    }

    async fn part(&self, socket: Socket, peer: Peer, end: End) {
        let Some(stream) = socket.into_open() else { return };
        // Whoever lingers has given its place back; there are seats for some.
        let Ok(_seat) = Arc::clone(&self.anteroom).try_acquire_owned() else { return };
        match end {
            End::Done => farewell::linger(stream).await,
            End::Dropped => {}
            End::LateHeader => {
                self.metrics.connection_refused(Refusal::HeaderTimeout);
                tracing::debug!(target: "trojka::connection", peer = %peer.0, "the header of a request did not come");
                farewell::say(stream, &farewell::late()).await;
            }
            End::Failed(error) => {
                tracing::debug!(target: "trojka::connection", peer = %peer.0, error = error.to_string(), "broken off");
                if error.is_parse() {
                    self.metrics.connection_refused(Refusal::Malformed);
                    farewell::linger(stream).await;
                } else if is_stalled(&error) {
                    self.metrics.connection_refused(Refusal::WriteTimeout);
                }
            }
        }
    }
}

impl Patience {
    fn for_phase(&self, phase: Phase) -> Duration {
        match phase {
            Phase::Silent | Phase::Heading => self.header,
            Phase::Idle => self.idle,
            // Not looked at.
            Phase::Busy => Duration::ZERO,
        }
    }
}

/// Ends a connection after the answer that it is at, or at once when it is idle; `false` when it has said nothing yet,
/// so that there is nothing to wait for.
fn yields<S>(connection: &mut Connection<S>, phase: Phase) -> bool
where
    S: HttpService<Incoming, ResBody = Held>,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    S::Future: Unpin,
{
    Pin::new(connection).graceful_shutdown();
    phase != Phase::Silent
}

/// Whether a client took nothing for too long.
fn is_stalled(error: &hyper::Error) -> bool {
    let cause = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    cause.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

/// A body during which the connection is busy.
pub(super) struct Held {
    body: Body,
    _answering: Answering,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
