//! `trojka serve`: SPARQL, linked data and the page over HTTP.

mod limits;
pub(super) mod settings;
mod stop;

use super::build::fill;
use super::ingest::InputArgs;
use super::io::{BaseArg, DecisionsArg, Reporter};
use super::validate::GateArg;
use super::{Global, Outcome};
use crate::error::{Error, Result};
use crate::serve::{Log, LogFormat, LogLevel, Options, router, run};
use crate::store::Store;
use limits::{Limits, LogArgs};
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::net::TcpListener;

/// Stack of the threads that serve sockets, which also answer small queries. Only what is used is backed by memory.
const STACK: usize = 16 << 20;

/// Builds PATHs if there are any, then serves SPARQL, linked data and the web page.
///
/// Each flag may also be a variable of the environment or a line of the --config file. Without --store all is kept in
/// memory. What others build into the store while it is served is seen within seconds.
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Folder of the store. Needed when there are no PATHs.
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub validate: GateArg,
    #[command(flatten)]
    pub decisions: DecisionsArg,
    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    pub bind: SocketAddr,
    #[command(flatten)]
    pub limits: Limits,
    /// TOML file with any of these flags as keys, such as `query-timeout = 10`. A flag goes before its variable in the
    /// environment, that before the file.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl Serve {
    /// # Errors
    /// When the store or the address cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        crate::memory::give_back_at_once();
        let options = self.limits.options()?;
        let LogArgs { log_format, log_level } = self.limits.log;
        let level = log_level.unwrap_or(if global.quiet { LogLevel::Error } else { LogLevel::Info });
        let _log = Log::start(log_format, level).map_err(|source| self.failed(source))?;
        let (store, outcome) = self.open(global, options.token.is_some())?;
        let options = Options { pack: Some(self.input.gazetteer.pack(global, store.base())?), ..options };
        let router = router(store, options.clone())?;
        let runtime = tokio::runtime::Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build();
        let runtime = runtime.map_err(|source| self.failed(source))?;
        runtime.block_on(async {
            let stop = stop::signal().map_err(|source| self.failed(source))?;
            let listener = TcpListener::bind(self.bind).await.map_err(|source| self.failed(source))?;
            let address = listener.local_addr().map_err(|source| self.failed(source))?;
            match log_format {
                LogFormat::Text => eprintln!("Trojka is ready: http://{address}/"),
                LogFormat::Json => tracing::info!(target: "trojka", address = %address, "ready"),
            }
            run(listener, router, &options, stop).await
        })?;
        // Work that did not end in time is left alone.
        runtime.shutdown_background();
        Ok(outcome)
    }

    /// With a token the store may be a new one, which clients fill.
    fn open(&self, global: &Global, writable: bool) -> Result<(Store, Outcome)> {
        let (base, decisions) = (self.base.get()?, self.decisions.get()?);
        if self.paths.is_empty() && self.store.is_none() && !writable {
            let message = "nothing to serve: give PATHs, or a store with --store DIR, TROJKA_STORE or a line in --config; or a token, to \
                 begin with nothing and fill it";
            return Err(Error::Usage(message.into()));
        }
        if self.paths.is_empty() && !self.input.gazetteer.files.is_empty() {
            return Err(Error::Usage("--gazetteer is for reading articles, and no PATH is given".into()));
        }
        let mut store = match &self.store {
            Some(dir) if self.paths.is_empty() && decisions.is_none() && (dir.exists() || !writable) => {
                return Ok((Store::open(dir, base.as_ref())?, Outcome::Done));
            }
            Some(dir) => {
                self.input.gazetteer.check(global, dir, &base.clone().unwrap_or_default())?;
                Store::open_for_writing(dir, base.as_ref())?
            }
            None => Store::in_memory(base.unwrap_or_default()),
        };
        if self.paths.is_empty() && decisions.is_none() {
            store.refresh()?;
            store.release();
            return Ok((store, Outcome::Done));
        }
        let mut reporter = Reporter::new(global.quiet, "articles");
        decisions.map_or(Ok(()), |decisions| store.decide(&decisions))?;
        fill(&mut store, global, &self.paths, &self.input, self.validate, &mut reporter)?;
        store.release();
        Ok((store, reporter.finish()))
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::Network { what: format!("cannot listen on {}", self.bind), source }
    }
}
