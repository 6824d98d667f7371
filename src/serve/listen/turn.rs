//! Whose turn it is on a connection: the client's, or the server's.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What a connection waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// The first byte.
    Silent,
    /// The rest of a header.
    Heading,
    /// The answer to a request; or its body, for which others keep the time.
    Busy,
    /// The next request.
    Idle,
}

/// The phase of a connection, and how often it changed. Shared between the parts of one connection's task.
#[derive(Debug, Default)]
pub(super) struct Turn {
    phase: AtomicU64,
    unsent: AtomicBool,
}

/// A phase at one time; another one when the phase has changed since, even if it is the same again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment(u64);

impl Moment {
    pub fn phase(self) -> Phase {
        match self.0 & 3 {
            0 => Phase::Silent,
            1 => Phase::Heading,
            2 => Phase::Busy,
            _ => Phase::Idle,
        }
    }
}

impl Turn {
    pub fn now(&self) -> Moment {
        Moment(self.phase.load(Ordering::Relaxed))
    }

    fn becomes(&self, phase: u64) {
        let count = self.phase.load(Ordering::Relaxed) >> 2;
        self.phase.store(((count + 1) << 2) | phase, Ordering::Relaxed);
    }

    /// The client has said something.
    pub fn heard(&self) {
        if matches!(self.now().phase(), Phase::Silent | Phase::Idle) {
            self.becomes(1);
        }
    }

    /// Whether bytes of an answer wait for the client to take them.
    pub fn is_unsent(&self) -> bool {
        self.unsent.load(Ordering::Relaxed)
    }

    pub fn set_unsent(&self, unsent: bool) {
        self.unsent.store(unsent, Ordering::Relaxed);
    }

    /// A request is whole, its answer begins; it ends when what this gives is dropped.
    pub fn begin(self: &Arc<Self>) -> Answering {
        self.becomes(2);
        Answering(Arc::clone(self))
    }
}

/// Lasts as long as a request is being answered.
#[derive(Debug)]
pub(super) struct Answering(Arc<Turn>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.becomes(3);
    }
}
