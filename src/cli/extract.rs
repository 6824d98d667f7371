//! `trojka extract`: a filter from JSON lines to N-Quads.

use super::ingest::{Ingest, InputArgs};
use super::io::{BaseArg, Reporter, stdout_error, to_stdout};
use super::{Global, Outcome};
use crate::article::Options;
use crate::error::Result;

/// Reads one JSON article a line from standard input and writes their facts as N-Quads to standard output.
///
/// A pure filter: no store, no state, no blank nodes. What comes out for a line depends on that line only, so a cluster
/// can run it on parts of the input and put the outputs together.
#[derive(Debug, clap::Args)]
pub struct Extract {
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub input: InputArgs,
}

impl Extract {
    /// # Errors
    /// When the language pack cannot be used or standard output cannot be written.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let options = Options {
            max_bytes: self.input.max_bytes,
            lang: global.lang.clone(),
            as_filter: true,
            ..Options::default()
        };
        let base = self.base.get()?.unwrap_or_default();
        let pack = self.input.gazetteer.pack(global, &base)?;
        let ingest = Ingest::new(&pack, base, options, self.input.confidence.demand())?;
        let mut reporter = Reporter::new(global.quiet, "articles");
        to_stdout(|out| {
            ingest.run(&["-".into()], &mut reporter, |changes| {
                for quad in changes.iter().flat_map(|change| &change.quads) {
                    writeln!(out, "{quad} .").map_err(stdout_error)?;
                }
                out.flush().map_err(stdout_error)
            })?;
            Ok(())
        })?;
        Ok(reporter.finish())
    }
}
