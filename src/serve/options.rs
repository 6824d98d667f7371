//! What the service may do, and how long it waits.

use super::metrics::Metrics;
use super::token::Token;
use crate::lang::Pack;
use std::sync::Arc;
use std::time::Duration;

/// What the service may do, and how long it waits.
#[derive(Debug, Clone)]
pub struct Options {
    /// How long one query may take.
    pub query_timeout: Duration,
    /// How many bytes of memory one query may take.
    pub query_memory: u64,
    /// A query that takes longer is logged with its text.
    pub slow_query: Duration,
    /// Queries that run at the same time; more wait.
    pub max_queries: usize,
    /// Queries that may wait for their turn; more are sent away.
    pub queue: usize,
    /// How long a query may wait for its turn.
    pub queue_wait: Duration,
    /// Whether the union of all graphs is the default graph of a query that names none.
    pub union_default_graph: bool,
    /// The language of the texts that are searched; without it the pack for the language of the page.
    pub pack: Option<Pack>,
    /// Largest body of a request in bytes, once unpacked.
    pub max_body: usize,
    /// What a client must show to write; without it nobody may.
    pub token: Option<Token>,
    /// Hosts that SERVICE may ask, as `host` or `host:port`, in lower case.
    pub allow_service: Vec<String>,
    /// Hosts from which LOAD may read, as `host` or `host:port`, in lower case.
    pub allow_load: Vec<String>,
    /// Connections that may be open at the same time.
    pub max_connections: usize,
    /// In what time the header of a request must be here; also the longest pause within a body.
    pub header_timeout: Duration,
    /// In what time the body of a request must be here.
    pub body_timeout: Duration,
    /// How long a client may take nothing of an answer that waits for it.
    pub write_timeout: Duration,
    /// How long a connection may stay open between two requests.
    pub idle_timeout: Duration,
    /// How long requests that are running may go on when the program is told to stop.
    pub shutdown_grace: Duration,
    /// What is counted. The router and the listener share it.
    pub metrics: Arc<Metrics>,
}

impl Default for Options {
    fn default() -> Self {
        let max_queries = default_max_queries();
        Self {
            query_timeout: Duration::from_secs(30),
            query_memory: 1 << 30,
            slow_query: Duration::from_secs(5),
            max_queries,
            queue: 4 * max_queries,
            queue_wait: Duration::from_secs(5),
            union_default_graph: true,
            pack: None,
            max_body: 8 << 20,
            token: None,
            allow_service: Vec::new(),
            allow_load: Vec::new(),
            max_connections: 1024,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(120),
            write_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(60),
            shutdown_grace: Duration::from_secs(30),
            metrics: Arc::default(),
        }
    }
}

/// Twice the processors, at least 4.
pub fn default_max_queries() -> usize {
    std::thread::available_parallelism().map_or(4, |processors| (2 * processors.get()).max(4))
}
