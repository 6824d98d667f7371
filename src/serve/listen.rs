//! The socket: HTTP/1.1 (RFC 9112) with bounds on everything that a client can make the server wait for or hold.
//!
//! Each connection is served by a task of its own. Who says nothing, speaks too slowly or takes nothing is cut off; when
//! all places are taken, the connections that have been open longest end after their answer, and newcomers wait a
//! moment before they are sent away.

mod connection;
mod farewell;
mod socket;
mod turn;

use super::intake::MAX_HEAD;
use super::metrics::{Metrics, Refusal, max_files};
use super::options::Options;
use crate::error::Result;
use axum::Router;
use connection::Patience;
use hyper::server::conn::http1;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};

/// Connections that may wait for a place, or linger after their end, at the same time.
const ANTEROOM: usize = 256;
/// How long a connection waits for a place.
const WAIT: Duration = Duration::from_secs(1);
/// File descriptors that are left to everything but connections.
const OTHER_FILES: usize = 64;
/// Pause after an accept that failed for want of file descriptors or memory.
const BREATH: Duration = Duration::from_millis(100);
/// Time between two lines of the log that say that all places are taken.
const QUIET: Duration = Duration::from_secs(10);
/// How long connections that are cut off may take to notice.
const CUT: Duration = Duration::from_secs(1);

/// Who sends a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub SocketAddr);

/// Whether the service goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Open,
    /// Requests that are running go on, no others.
    Finishing,
    Over,
}

/// What all connections share.
struct Door {
    routes: TowerToHyperService<Router>,
    http: http1::Builder,
    patience: Patience,
    grace: Duration,
    places: Arc<Semaphore>,
    all_places: u32,
    anteroom: Arc<Semaphore>,
    /// Told when somebody begins to wait for a place.
    crowd: Notify,
    waiting: AtomicUsize,
    told_full: Mutex<Option<Instant>>,
    stage: watch::Sender<Stage>,
    metrics: Arc<Metrics>,
}

/// Serves until `stop` is done, then finishes the requests that are running, for `options.shutdown_grace` at most.
///
/// # Errors
/// None today: what goes wrong with a connection ends that connection only.
pub async fn run(
    listener: TcpListener,
    router: Router,
    options: &Options,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<()> {
    let door = Arc::new(Door::new(router, options));
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            biased;
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => door.admit(stream, Peer(peer)),
                Err(error) => door.not_accepted(&error).await,
            },
        }
    }
    drop(listener);
    door.close().await;
    Ok(())
}

impl Door {
    fn new(router: Router, options: &Options) -> Self {
        let mut http = http1::Builder::new();
        // The driver of a connection keeps the times itself: it knows a header that is late from a pause.
        http.header_read_timeout(None).max_buf_size(MAX_HEAD);
        let places = affordable(options.max_connections);
        Self {
            routes: TowerToHyperService::new(router),
            http,
            patience: Patience {
                header: options.header_timeout,
                idle: options.idle_timeout,
                write: options.write_timeout,
            },
            grace: options.shutdown_grace,
            places: Arc::new(Semaphore::new(places)),
            all_places: places.try_into().unwrap_or(u32::MAX),
            anteroom: Arc::new(Semaphore::new(ANTEROOM)),
            crowd: Notify::new(),
            waiting: AtomicUsize::new(0),
            told_full: Mutex::default(),
            stage: watch::channel(Stage::Open).0,
            metrics: Arc::clone(&options.metrics),
        }
    }

    fn admit(self: &Arc<Self>, stream: TcpStream, peer: Peer) {
        // Without it, an answer of several packets waits 40 ms for the client's delayed acknowledgement.
        let _ = stream.set_nodelay(true);
        let door = Arc::clone(self);
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            tokio::spawn(async move { door.serve(stream, peer, place).await });
        } else if let Ok(seat) = Arc::clone(&self.anteroom).try_acquire_owned() {
            tokio::spawn(async move { door.wait(stream, peer, seat).await });
        } else {
            self.metrics.connection_refused(Refusal::Full);
        }
    }

    /// A connection for which there is no place yet.
    async fn wait(self: Arc<Self>, stream: TcpStream, peer: Peer, seat: OwnedSemaphorePermit) {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        self.crowd.notify_one();
        let place = tokio::time::timeout(WAIT, Arc::clone(&self.places).acquire_owned()).await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        if let Ok(Ok(place)) = place {
            drop(seat);
            return self.serve(stream, peer, place).await;
        }
        self.metrics.connection_refused(Refusal::Full);
        self.tell_full(peer);
        farewell::say(stream, &farewell::full()).await;
    }

    /// Says it once in a while: a flood of connections is not to flood the log.
    fn tell_full(&self, peer: Peer) {
        let mut told = self.told_full.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| told.elapsed() >= QUIET) {
            *told = Some(Instant::now());
            tracing::warn!(target: "trojka::connection", peer = %peer.0, "turned away: too many connections");
        }
    }

    /// Failed accepts are the client's business, or pass when files are closed elsewhere; neither ends the service.
    async fn not_accepted(&self, error: &io::Error) {
        use ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
        if matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted) {
            return;
        }
        self.metrics.accept_failed();
        tracing::error!(target: "trojka::connection", error = error.to_string(), "a connection cannot be accepted");
        tokio::time::sleep(BREATH).await;
    }

    /// Whether somebody waits for a place now.
    fn is_crowded(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }

    /// Waits for the end of all connections, then cuts off those that are left.
    async fn close(&self) {
        self.metrics.stop();
        self.stage.send_replace(Stage::Finishing);
        let all = || self.places.acquire_many(self.all_places);
        if tokio::time::timeout(self.grace, all()).await.is_err() {
            let left = self.all_places as usize - self.places.available_permits();
            tracing::warn!(target: "trojka::connection", left, "connections are cut off: the time to finish is over");
            self.stage.send_replace(Stage::Over);
            let _ = tokio::time::timeout(CUT, all()).await;
        }
    }
}

/// As many connections as wished, but no more than there are file descriptors for.
fn affordable(wished: usize) -> usize {
    // A float holds every number of files that a system allows.
    let files = max_files().map_or(usize::MAX, |files| files as usize);
    let places = wished.clamp(1, files.saturating_sub(ANTEROOM + OTHER_FILES).max(1)).min(Semaphore::MAX_PERMITS);
    if places < wished {
        tracing::warn!(target: "trojka::connection", wished, places, files, "fewer connections: the limit of open files");
    }
    places
}
