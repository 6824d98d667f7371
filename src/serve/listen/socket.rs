//! The bytes of a connection: notes when the client speaks, breaks off when it takes nothing.

use super::turn::{Phase, Turn};
use std::future::Future;
use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

/// A client must take so many bytes in the time it is given, or all there are.
const LEAST: usize = 16 << 10;
/// How long a client that has closed its side may wait for the answer to its request. One that has gone looks the same
/// until something is sent to it.
const HALF_CLOSED: Duration = Duration::from_secs(2);

/// A TCP connection with a sense of time.
pub(super) struct Socket {
    stream: TcpStream,
    turn: Arc<Turn>,
    patience: Duration,
    /// Runs while the client takes less than it is sent.
    stalled: Option<Pin<Box<Sleep>>>,
    taken: usize,
    /// The client has closed its side; until then its request goes on.
    closed: Option<Pin<Box<Sleep>>>,
}

impl Socket {
    pub fn new(stream: TcpStream, turn: Arc<Turn>, patience: Duration) -> Self {
        Self { stream, turn, patience, stalled: None, taken: 0, closed: None }
    }

    /// The connection, when the client may still be sending.
    pub fn into_open(self) -> Option<TcpStream> {
        self.closed.is_none().then_some(self.stream)
    }

    /// The end of what the client says, held back for a moment while its request is being answered.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let until = self.closed.get_or_insert_with(|| Box::pin(tokio::time::sleep(HALF_CLOSED)));
        if self.turn.now().phase() == Phase::Busy {
            ready!(until.as_mut().poll(cx));
        }
        Poll::Ready(Ok(()))
    }

    fn poll_taken(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.taken += bytes;
                if self.taken >= LEAST {
                    self.relax();
                }
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => {
                self.turn.set_unsent(true);
                let end = Instant::now() + self.patience;
                let timer = self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
                ready!(timer.as_mut().poll(cx));
                Poll::Ready(Err(io::Error::new(ErrorKind::TimedOut, "the client takes nothing")))
            }
        }
    }

    fn relax(&mut self) {
        self.stalled = None;
        self.taken = 0;
    }
}

impl AsyncRead for Socket {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if self.closed.is_some() {
            return self.poll_end(cx);
        }
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.turn.heard();
            Poll::Ready(Ok(()))
        } else if buffer.remaining() == 0 {
            Poll::Ready(Ok(()))
        } else {
            self.poll_end(cx)
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.poll_taken(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.poll_taken(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Asked for when all has been written.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.relax();
        self.turn.set_unsent(false);
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
