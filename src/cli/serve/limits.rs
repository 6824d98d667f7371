//! What the flags of `serve` say about limits, rights and the log.

use crate::cli::units::{count, host, memory_size, seconds, size, span};
use crate::error::{Error, Result};
use crate::serve::{LogFormat, LogLevel, Options, Token, default_max_queries};
use std::path::PathBuf;
use std::time::Duration;

/// The variable of the environment that holds the token. There is no flag for it: every user of a machine can read the
/// arguments of every process.
const TOKEN: &str = "TROJKA_TOKEN";

/// How queries are answered.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Queries")]
pub struct QueryArgs {
    /// The default graph of a query that names none: the union of all graphs, or the standard's (here empty) one.
    #[arg(long, value_name = "GRAPH", default_value = "union", value_parser = ["union", "plain"])]
    pub default_graph: String,
    /// Seconds that one query may take.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub query_timeout: Duration,
    /// Memory that one query may take.
    #[arg(long, value_name = "SIZE", default_value = "1GiB", value_parser = size)]
    pub query_memory: u64,
    /// Queries that run at the same time [default: twice the processors, at least 4]
    #[arg(long, value_name = "N", value_parser = count)]
    pub max_queries: Option<usize>,
    /// Queries that may wait for their turn; more get 503 [default: 4 times --max-queries]
    #[arg(long, value_name = "N")]
    pub queue: Option<usize>,
    /// Seconds that a query may wait for its turn before it gets 503.
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = span)]
    pub queue_wait: Duration,
    /// A query that runs for longer than so many seconds is logged with its text.
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = span)]
    pub slow_query: Duration,
}

/// Who may do what.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Rights")]
pub struct RightArgs {
    /// File whose content a client must show to write (`Authorization: Bearer …`). Or give the token itself in the
    /// environment as TROJKA_TOKEN. Without a token nobody can write.
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Host, or host:port, that SERVICE in a query may ask; may be given more than once [default: none]
    #[arg(long, value_name = "HOST", value_delimiter = ',', value_parser = host)]
    pub allow_service: Vec<String>,
    /// Host, or host:port, from which LOAD in an update may read; may be given more than once [default: none]
    #[arg(long, value_name = "HOST", value_delimiter = ',', value_parser = host)]
    pub allow_load: Vec<String>,
}

/// What connections may take.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Connections")]
pub struct ConnectionArgs {
    /// Largest body of a request, once unpacked; more gets 413.
    #[arg(long, value_name = "SIZE", default_value = "8MiB", value_parser = memory_size)]
    pub max_body: usize,
    /// Connections that may be open at the same time; more get 503 after a moment.
    #[arg(long, value_name = "N", default_value = "1024", value_parser = count)]
    pub max_connections: usize,
    /// Seconds in which the header of a request must be here, and longest pause within a body.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub header_timeout: Duration,
    /// Seconds in which the body of a request must be here.
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = seconds)]
    pub body_timeout: Duration,
    /// Seconds that a client may take nothing of its answer.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub write_timeout: Duration,
    /// Seconds that a connection may stay open between two requests.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub idle_timeout: Duration,
    /// Seconds that running requests may go on after Ctrl-C or SIGTERM.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = span)]
    pub shutdown_grace: Duration,
}

/// What is written on standard error.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Log")]
pub struct LogArgs {
    /// How lines are written.
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub log_format: LogFormat,
    /// The least urgent lines that are written; info has one for each request [default: info, with --quiet error]
    #[arg(long, value_name = "LEVEL", hide_default_value = true)]
    pub log_level: Option<LogLevel>,
}

/// All of them.
#[derive(Debug, clap::Args)]
pub struct Limits {
    #[command(flatten)]
    pub queries: QueryArgs,
    #[command(flatten)]
    pub rights: RightArgs,
    #[command(flatten)]
    pub connections: ConnectionArgs,
    #[command(flatten)]
    pub log: LogArgs,
}

impl Limits {
    /// What the flags mean together.
    ///
    /// # Errors
    /// When the token cannot be read or used.
    pub fn options(&self) -> Result<Options> {
        let (queries, connections) = (&self.queries, &self.connections);
        let max_queries = queries.max_queries.unwrap_or_else(default_max_queries);
        Ok(Options {
            query_timeout: queries.query_timeout,
            query_memory: queries.query_memory,
            slow_query: queries.slow_query,
            max_queries,
            queue: queries.queue.unwrap_or(4 * max_queries),
            queue_wait: queries.queue_wait,
            union_default_graph: queries.default_graph == "union",
            max_body: connections.max_body,
            token: self.rights.token()?,
            allow_service: self.rights.allow_service.clone(),
            allow_load: self.rights.allow_load.clone(),
            max_connections: connections.max_connections,
            header_timeout: connections.header_timeout,
            body_timeout: connections.body_timeout,
            write_timeout: connections.write_timeout,
            idle_timeout: connections.idle_timeout,
            shutdown_grace: connections.shutdown_grace,
            ..Options::default()
        })
    }
}

impl RightArgs {
    fn token(&self) -> Result<Option<Token>> {
        let unusable = |place: &str| {
            Error::Usage(format!("the token in {place} must be one word of visible ASCII characters, and not empty"))
        };
        let given = std::env::var_os(TOKEN);
        match (&self.token_file, given) {
            (Some(_), Some(_)) => {
                Err(Error::Usage(format!("there are two tokens: {TOKEN} and --token-file; leave one out")))
            }
            (None, None) => Ok(None),
            (None, Some(text)) => {
                let token = text.to_str().and_then(Token::new);
                token.ok_or_else(|| unusable(TOKEN)).map(Some)
            }
            (Some(path), None) => {
                let text = std::fs::read_to_string(path).map_err(|error| Error::file(path, error))?;
                Token::new(&text).ok_or_else(|| unusable(&path.display().to_string())).map(Some)
            }
        }
    }
}
