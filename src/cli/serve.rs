//! `trojka serve`: SPARQL, linked data and the page over HTTP.

use super::build::fill;
use super::ingest::InputArgs;
use super::io::{BaseArg, DecisionsArg, Reporter};
use super::{Global, Outcome};
use crate::error::{Error, Result};
use crate::serve::{Options, router, run};
use crate::store::Store;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;

/// Builds PATHs if there are any, then serves SPARQL, linked data and the web page.
///
/// Without --store all is kept in memory. A store that is built into while it is served is seen after a restart.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folder of the store.
    #[arg(long, value_name = "DIR", required_unless_present = "paths")]
    pub store: Option<PathBuf>,
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub decisions: DecisionsArg,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    pub bind: SocketAddr,
    /// Seconds that one query may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub query_timeout: u64,
    /// The default graph of a query that names none: the union of all graphs, or the standard's (here empty) one.
    #[arg(long, value_name = "GRAPH", default_value = "union", value_parser = ["union", "plain"])]
    pub default_graph: String,
}

impl Serve {
    /// # Errors
    /// When the store or the address cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let (store, outcome) = self.open(global)?;
        let options = Options {
            query_timeout: Duration::from_secs(self.query_timeout),
            union_default_graph: self.default_graph == "union",
            pack: Some(global.pack()?),
            ..Options::default()
        };
        let router = router(store, options)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        runtime.map_err(|source| self.failed(source))?.block_on(async {
            let listener = TcpListener::bind(self.bind).await.map_err(|source| self.failed(source))?;
            let address = listener.local_addr().map_err(|source| self.failed(source))?;
            eprintln!("Trojka is ready: http://{address}/");
            run(listener, router, stop_signal()).await
        })?;
        Ok(outcome)
    }

    fn open(&self, global: &Global) -> Result<(Store, Outcome)> {
        let (base, decisions) = (self.base.get()?, self.decisions.get()?);
        if self.paths.is_empty() && !self.input.gazetteer.files.is_empty() {
            return Err(Error::Usage("--gazetteer is for reading articles, and no PATH is given".into()));
        }
        let mut store = match &self.store {
            Some(dir) if self.paths.is_empty() && decisions.is_none() => {
                return Ok((Store::open(dir, base.as_ref())?, Outcome::Done));
            }
            Some(dir) => {
                self.input.gazetteer.check(global, dir, &base.clone().unwrap_or_default())?;
                Store::open_for_writing(dir, base.as_ref())?
            }
            None => Store::in_memory(base.unwrap_or_default())?,
        };
        let mut reporter = Reporter::new(global.quiet, "articles");
        decisions.map_or(Ok(()), |decisions| store.decide(&decisions))?;
        fill(&mut store, global, &self.paths, &self.input, &mut reporter)?;
        store.release();
        Ok((store, reporter.finish()))
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Network { what: format!("cannot listen on {}", self.bind), source }
    }
}

/// Done on Ctrl-C or SIGTERM.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
