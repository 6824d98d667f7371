//! The end at which the thread of a query hands its result over.

use super::desk::Waits;
use crate::memory;
use crate::query::WriteError;
use bytes::Bytes;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

/// Bytes that go to the client at a time.
pub(super) const CHUNK: usize = 32 << 10;
/// Chunks that wait for the client.
pub(super) const AHEAD: usize = 4;

/// What the thread of a query says.
pub(super) enum Said {
    /// Before all else: the media type and the first bytes; whether they are all.
    Start {
        content_type: &'static str,
        head: Bytes,
        whole: bool,
    },
    Chunk(Bytes),
    Failed(WriteError),
}

/// Where a result goes.
pub(super) trait Sink: Write {
    /// To be said before the first byte.
    fn is_of_type(&mut self, media_type: &'static str);
}

/// Collects bytes and hands them over when there are enough.
pub(super) struct Outlet {
    /// To be set before the first byte.
    pub content_type: &'static str,
    started: bool,
    buffer: Vec<u8>,
    sender: mpsc::Sender<Said>,
    place: Place,
    waits: Waits,
    runtime: Handle,
}

/// The place to run, which is left to others while the client is waited for.
pub(super) struct Place {
    held: Option<OwnedSemaphorePermit>,
    places: Arc<Semaphore>,
    parking: Arc<Semaphore>,
}

impl Place {
    pub fn new(held: OwnedSemaphorePermit, places: &Arc<Semaphore>, parking: &Arc<Semaphore>) -> Self {
        Self { held: Some(held), places: Arc::clone(places), parking: Arc::clone(parking) }
    }
}

impl Outlet {
    /// To be made where the runtime is.
    pub fn new(sender: mpsc::Sender<Said>, place: Place, waits: Waits) -> Self {
        let (content_type, buffer) = ("application/octet-stream", Vec::new());
        Self { content_type, started: false, buffer, sender, place, waits, runtime: Handle::current() }
    }

    /// Says that there is no result, or no more of it; others may run while the client takes that.
    pub fn fail(mut self, error: WriteError) {
        self.place.held = None;
        // A client that has gone needs no answer.
        let _ = self.runtime.block_on(self.sender.send(Said::Failed(error)));
    }

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
    pub fn finish(&mut self) -> io::Result<()> {
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
        let parked = Arc::clone(&self.place.parking).try_acquire_owned().ok();
        if parked.is_some() {
            self.place.held = None;
        }
        let sent = self.runtime.block_on(self.sender.send(said)).map_err(|_| gone());
        if self.place.held.is_none() && sent.is_ok() {
            self.place.held = self.runtime.block_on(Arc::clone(&self.place.places).acquire_owned()).ok();
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
