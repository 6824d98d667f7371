//! `trojka build`: articles into a store.

use super::ingest::{Ingest, InputArgs};
use super::io::{BaseArg, DecisionsArg, Reporter, StoreArg};
use super::validate::GateArg;
use super::{Global, Outcome};
use crate::article::Options;
use crate::error::Result;
use crate::store::Store;
use std::path::PathBuf;

/// Reads articles, extracts facts and writes them to the store.
///
/// Files (.txt, .md, .jsonl, each also .gz or .zst), folders with all below them, `-` for standard input (JSON lines
/// when it begins with `{`, else one text). The same article read again replaces its own graph.
#[derive(Debug, clap::Args)]
pub struct Build {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub base: BaseArg,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub validate: GateArg,
    #[command(flatten)]
    pub decisions: DecisionsArg,
}

impl Build {
    /// # Errors
    /// When the language pack or the store cannot be used.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let decisions = self.decisions.get()?;
        let base = self.base.get()?;
        self.input.gazetteer.check(global, &self.store.store, &base.clone().unwrap_or_default())?;
        let mut store = Store::open_for_writing(&self.store.store, base.as_ref())?;
        let mut reporter = Reporter::new(global.quiet, "articles");
        decisions.map_or(Ok(()), |decisions| store.decide(&decisions))?;
        let count = fill(&mut store, global, &self.paths, &self.input, self.validate, &mut reporter)?;
        if !global.quiet {
            let noun = if count == 1 { "article" } else { "articles" };
            reporter.say(&format!("{count} {noun} built into {}", self.store.store.display()));
        }
        Ok(reporter.finish())
    }
}

/// Builds inputs into an open store; gives the number of articles.
///
/// # Errors
/// As [`Build::run`].
pub(super) fn fill(
    store: &mut Store,
    global: &Global,
    paths: &[PathBuf],
    input: &InputArgs,
    validate: GateArg,
    reporter: &mut Reporter,
) -> Result<usize> {
    let options =
        Options { max_bytes: input.max_bytes, lang: global.lang.clone(), stored: store.seen(), ..Options::default() };
    let pack = input.gazetteer.pack(global, store.base())?;
    let gate = validate.gate(store.base(), &pack)?;
    let ingest = Ingest::new(&pack, store.base().clone(), options, input.confidence.demand())?.through(gate);
    let count = ingest.run(paths, reporter, |changes| store.apply(changes))?;
    store.set_background(&pack)?;
    store.refresh()?;
    validate.check_following(store, reporter)?;
    for thing in store.idle_decisions() {
        reporter.say(&format!("trojka: a decision is about {thing}, of which no article tells [idle-decision]"));
    }
    Ok(count)
}
