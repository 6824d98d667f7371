//! What the work on one thread may use, and how it ends when that is used up.
//!
//! The evaluator takes thousands of steps a millisecond and cannot be told to stop between them. But with each it calls
//! the data set: it draws a quad, copies a term, compares two. Those calls count as [`step`]s, and every few steps the
//! budget of the thread is looked at. When it is used up the step does not return: it unwinds the thread's stack up to
//! [`Budget::spend`], which says why. So sorts, products, paths and aggregates end wherever they are, and what they held is
//! freed.

use crate::memory;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// Steps between two looks at the budget.
const STRIDE: u32 = 64;

/// Why work ended before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[repr(u8)]
pub enum Stop {
    #[error("it was stopped")]
    Cancelled = 1,
    #[error("its time was over")]
    TimedOut = 2,
    #[error("it needed more memory than it may use")]
    OutOfMemory = 3,
    #[error("it took more steps than it may take")]
    TooLong = 4,
}

/// Ends work on another thread. Clones are handles to the same one.
#[derive(Debug, Clone, Default)]
pub struct Signal {
    reason: Arc<AtomicU8>,
}

impl Signal {
    /// Ends the work at its next look; the first reason stays.
    pub fn stop(&self, why: Stop) {
        let _ = self.reason.compare_exchange(0, why as u8, Ordering::AcqRel, Ordering::Acquire);
    }

    /// Why the work is to end.
    pub fn reason(&self) -> Option<Stop> {
        match self.reason.load(Ordering::Acquire) {
            0 => None,
            2 => Some(Stop::TimedOut),
            3 => Some(Stop::OutOfMemory),
            _ => Some(Stop::Cancelled),
        }
    }
}

/// What a piece of work may use.
#[derive(Debug, Clone, Default)]
pub struct Budget {
    pub signal: Signal,
    /// Bytes that the thread may hold more than when the work began.
    pub memory: Option<u64>,
    /// Steps that the work may take, in about.
    pub steps: Option<u32>,
}

struct Running {
    budget: Budget,
    /// Bytes that the thread held when the work began.
    held: i64,
    looks: u32,
}

thread_local! {
    static LEFT: Cell<u32> = const { Cell::new(STRIDE) };
    static RUNNING: RefCell<Option<Running>> = const { RefCell::new(None) };
}

/// What a step that does not return unwinds with.
struct Stopped(Stop);

impl Budget {
    /// Does the work within the budget.
    ///
    /// # Errors
    /// Why it ended early.
    ///
    /// # Panics
    /// When the work panics.
    pub fn spend<T>(self, work: impl FnOnce() -> T) -> Result<T, Stop> {
        let _ended = End;
        RUNNING.set(Some(Running { budget: self, held: memory::held(), looks: 0 }));
        catch_unwind(AssertUnwindSafe(work)).map_err(|payload: Box<dyn Any + Send>| {
            match payload.downcast::<Stopped>() {
                Ok(stopped) => stopped.0,
                Err(panic) => resume_unwind(panic),
            }
        })
    }
}

/// Takes the budget from the thread, however the work ends.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        RUNNING.set(None);
    }
}

/// One small step of work. Does not return when the budget of the thread is used up.
#[inline]
pub fn step() {
    let left = LEFT.get();
    if left == 0 { look() } else { LEFT.set(left - 1) }
}

/// Looks at the budget at once: before and after a step that may take long or need much.
#[cold]
pub fn look() {
    LEFT.set(STRIDE);
    let used_up = RUNNING.with_borrow_mut(|running| {
        let Running { budget, held, looks } = running.as_mut()?;
        *looks += 1;
        let over = budget.memory.is_some_and(|limit| memory::held() - *held > limit.try_into().unwrap_or(i64::MAX));
        let long = budget.steps.is_some_and(|limit| *looks > limit / STRIDE);
        let own = over.then_some(Stop::OutOfMemory).or(long.then_some(Stop::TooLong));
        budget.signal.reason().or(own)
    });
    if let Some(stop) = used_up {
        end(stop);
    }
}

/// Ends the work of this thread. Without a budget there is nothing to end, and it panics.
pub fn end(stop: Stop) -> ! {
    resume_unwind(Box::new(Stopped(stop)))
}
