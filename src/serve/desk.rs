//! Where queries and changes take their turn, and are watched while they run.
//!
//! A turn is one of few places to run; who finds none waits a little in a short queue, then is asked to come back. The
//! work runs on a thread of the [`Pool`] within a [`Budget`]: when its time is over, when it needs too much memory, or
//! when its client has gone, it ends.

use super::metrics::{Ending, Metrics, QueryWatch};
use super::pool::Pool;
use super::problem::Problem;
use super::{Options, problem};
use crate::dataset::budget::{Budget, Signal, Stop};
use crate::query::{QueryError, WriteError};
use axum::http::header;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How long work that was told to stop may take to notice before the client is answered without it.
const GRACE: Duration = Duration::from_secs(2);

/// Where queries and changes are taken.
pub(super) struct Desk {
    pub(super) places: Arc<Semaphore>,
    /// For those that wait for a slow client and let others run meanwhile.
    pub(super) parking: Arc<Semaphore>,
    /// One change at a time.
    writers: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
    queue_wait: Duration,
    pub(super) timeout: Duration,
    slow: Duration,
    memory: u64,
    pub(super) pool: Pool,
    metrics: Arc<Metrics>,
}

/// A place to run.
pub(super) struct Turn {
    pub place: OwnedSemaphorePermit,
    pub watch: QueryWatch,
}

impl Desk {
    pub fn new(options: &Options) -> Self {
        let most = options.max_queries.max(1);
        Self {
            places: Arc::new(Semaphore::new(most)),
            parking: Arc::new(Semaphore::new(4 * most)),
            writers: Arc::new(Semaphore::new(1)),
            waiting: AtomicUsize::new(0),
            queue: options.queue,
            queue_wait: options.queue_wait,
            timeout: options.query_timeout,
            slow: options.slow_query,
            memory: options.query_memory,
            pool: Pool::new(most),
            metrics: Arc::clone(&options.metrics),
        }
    }

    /// What a piece of work may use.
    pub fn budget(&self) -> Budget {
        Budget { memory: Some(self.memory), ..Budget::default() }
    }

    /// Waits for a turn.
    pub async fn turn(&self, text: &str) -> Result<Turn, Problem> {
        self.take(&self.places, text).await
    }

    async fn take(&self, places: &Arc<Semaphore>, text: &str) -> Result<Turn, Problem> {
        let mut watch = self.metrics.query(text, self.slow);
        let place = match Arc::clone(places).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(_) => self.queue(places).await,
        };
        match place {
            Some(place) => {
                watch.runs();
                Ok(Turn { place, watch })
            }
            None => {
                watch.ends(Ending::TurnedAway);
                Err(Problem::new(503, "too many queries are running; try again later").with(header::RETRY_AFTER, "2"))
            }
        }
    }

    async fn queue(&self, places: &Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
        let _waiting = Waiting::new(&self.waiting, self.queue)?;
        tokio::time::timeout(self.queue_wait, Arc::clone(places).acquire_owned()).await.ok()?.ok()
    }

    /// Does something that changes the data set, one after the other, and waits for its end. Dropped before that, the
    /// change is given up if it is not being written yet.
    pub async fn change<T: Send + 'static>(
        &self,
        text: &str,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = self.take(&self.writers, text).await?;
        let budget = self.budget();
        let _watch = Watch::new(&budget.signal, self.timeout);
        let (sender, receiver) = oneshot::channel();
        let started = self.pool.run(move || {
            let Turn { place, watch } = turn;
            let done = budget.spend(work).unwrap_or_else(|stop| Err(stopped(stop)));
            watch.ends(if done.is_ok() { Ending::Answered } else { Ending::Rejected });
            drop(place);
            let _ = sender.send(done);
        });
        started.map_err(|error| no_thread(&error))?;
        let done = receiver.await.unwrap_or_else(|_| Err(Problem::new(500, "the request met a fault in the program")));
        self.metrics.updated(done.is_ok());
        done
    }

    /// A message of running work, which has a little longer than its time.
    pub async fn first<T>(&self, message: impl Future<Output = Option<T>>) -> Result<T, Problem> {
        match tokio::time::timeout(self.timeout + GRACE, message).await {
            Ok(message) => message.ok_or_else(|| Problem::new(500, "the query met a fault in the program")),
            Err(_) => Err(self.timed_out()),
        }
    }

    /// The answer to a query that ended early.
    pub fn problem(&self, error: WriteError) -> Problem {
        match error {
            WriteError::Query(QueryError::Stopped(Stop::TimedOut)) => self.timed_out(),
            error => problem::of_query(error),
        }
    }

    fn timed_out(&self) -> Problem {
        let limit = self.timeout.as_secs_f64();
        Problem::new(504, format!("the query took longer than {limit} seconds and was stopped"))
    }
}

pub(super) fn no_thread(error: &io::Error) -> Problem {
    Problem::new(503, format!("no thread can be started: {error}")).with(header::RETRY_AFTER, "2")
}

/// The answer to a change that ended early.
fn stopped(stop: Stop) -> Problem {
    match stop {
        Stop::TimedOut => Problem::new(504, "the change took too long and was given up; nothing has changed"),
        stop => Problem::new(503, format!("the change was given up because {stop}; nothing has changed")),
    }
}

/// One that waits in the queue.
struct Waiting<'c>(&'c AtomicUsize);

impl<'c> Waiting<'c> {
    fn new(count: &'c AtomicUsize, most: usize) -> Option<Self> {
        let waiting = Self(count);
        (count.fetch_add(1, Ordering::AcqRel) < most).then_some(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// How many times its own time work may wait for its client.
const PATIENCE: u32 = 3;

/// Stops work when its time is over, and when nobody waits for it any more. Time in which the work waits for its client
/// is not counted, up to [`PATIENCE`].
pub(super) struct Watch {
    signal: Signal,
    timer: tokio::task::JoinHandle<()>,
    waits: Waits,
}

/// Milliseconds that work waited for its client.
#[derive(Clone, Default)]
pub(super) struct Waits(Arc<AtomicU64>);

impl Waits {
    pub fn add(&self, since: Instant) {
        self.0.fetch_add(since.elapsed().as_millis().try_into().unwrap_or(u64::MAX), Ordering::AcqRel);
    }

    fn take(&self) -> Duration {
        Duration::from_millis(self.0.swap(0, Ordering::AcqRel))
    }
}

impl Watch {
    pub fn new(signal: &Signal, limit: Duration) -> Self {
        let waits = Waits::default();
        let (alarm, waited) = (signal.clone(), waits.clone());
        let timer = tokio::spawn(async move {
            let (mut left, mut patience) = (limit, limit.saturating_mul(PATIENCE));
            while !left.is_zero() {
                tokio::time::sleep(left).await;
                left = waited.take().min(patience);
                patience -= left;
            }
            alarm.stop(Stop::TimedOut);
        });
        Self { signal: signal.clone(), timer, waits }
    }

    /// Stops work only when nobody waits for it any more.
    pub fn without_limit(signal: &Signal) -> Self {
        Self { signal: signal.clone(), timer: tokio::spawn(async {}), waits: Waits::default() }
    }

    pub fn waits(&self) -> Waits {
        self.waits.clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.timer.abort();
        self.signal.stop(Stop::Cancelled);
    }
}
