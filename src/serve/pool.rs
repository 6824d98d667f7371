//! Threads with deep stacks, for work that parses and evaluates what clients send.
//!
//! Starting such a thread takes longer than a quick query, so threads that did quick work are kept for more. One that
//! worked longer ends, and gives back what its stack had grown to.

use crate::query::DEEP_STACK;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SendError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Work that took longer ends its thread.
const QUICK: Duration = Duration::from_millis(50);

type Job = Box<dyn FnOnce() + Send>;
type Idle = Arc<Mutex<Vec<Sender<Job>>>>;

/// Threads that wait for work.
pub(super) struct Pool {
    idle: Idle,
    /// More are not kept.
    most: usize,
}

impl Pool {
    pub fn new(most: usize) -> Self {
        Self { idle: Idle::default(), most }
    }

    /// Does the work on a thread that is free, or on a new one.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn run(&self, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let mut job: Job = Box::new(work);
        while let Some(worker) = pop(&self.idle) {
            match worker.send(job) {
                Ok(()) => return Ok(()),
                Err(SendError(back)) => job = back,
            }
        }
        let (idle, most) = (Arc::clone(&self.idle), self.most);
        let builder = std::thread::Builder::new().name("query".into()).stack_size(DEEP_STACK);
        builder.spawn(move || work_on(job, &idle, most)).map(|_| ())
    }
}

fn pop(idle: &Idle) -> Option<Sender<Job>> {
    idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

fn work_on(mut job: Job, idle: &Idle, most: usize) {
    let (sender, receiver) = channel();
    loop {
        let began = Instant::now();
        // A panic is logged where it happens; whoever waits for the work sees that it gives nothing.
        let _ = catch_unwind(AssertUnwindSafe(job));
        if began.elapsed() > QUICK {
            return;
        }
        {
            let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() >= most {
                return;
            }
            idle.push(sender.clone());
        }
        match receiver.recv() {
            Ok(next) => job = next,
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_whatever_happened_before() {
        let pool = Pool::new(1);
        let (sender, receiver) = channel();
        for number in 0..20 {
            let sender = sender.clone();
            pool.run(move || {
                if number % 3 == 0 {
                    std::panic::resume_unwind(Box::new(()));
                }
                sender.send(number).expect("waits");
            })
            .expect("a thread");
        }
        drop(sender);
        let mut done: Vec<i32> = receiver.iter().collect();
        done.sort_unstable();
        assert_eq!(done, (0..20).filter(|number| number % 3 != 0).collect::<Vec<_>>());
    }
}
