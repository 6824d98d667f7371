//! The command line: what was typed. One file for each command.

mod analyze;
mod backup;
mod build;
mod completions;
mod counts;
mod evaluate;
mod evaluate_conllu;
mod evaluate_coref;
mod evaluate_linking;
mod evaluate_slavicner;
mod explain;
mod export;
mod extract;
mod gazetteer;
mod health;
mod ingest;
mod io;
mod jackknife;
mod layers;
mod man;
mod missed;
mod query;
mod remove;
mod serve;
mod target;
mod train;
mod units;
mod validate;

use crate::error::Result;
use crate::lang::Pack;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;

/// Reads Slovene news articles and turns them into an RDF knowledge graph.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command knows.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// No progress on standard error, only errors.
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Language pack to read articles with.
    #[arg(long, global = true, default_value = "sl", value_name = "CODE")]
    pub lang: String,
    /// Folder with language packs to use in place of the built-in ones (laid out like `data/`).
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

impl Global {
    /// The language pack that the options name.
    ///
    /// # Errors
    /// When there is no such pack.
    pub fn pack(&self) -> Result<Pack> {
        match &self.data {
            Some(dir) => Pack::folder(dir, &self.lang),
            None => Pack::shipped(&self.lang),
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Analyze(analyze::Analyze),
    Build(build::Build),
    Remove(remove::Remove),
    Query(query::Query),
    Explain(explain::Explain),
    Export(export::Export),
    Validate(validate::Validate),
    Serve(Box<serve::Serve>),
    Health(health::Health),
    Backup(backup::Backup),
    Extract(extract::Extract),
    Evaluate(evaluate::Evaluate),
    Train(train::Train),
    Man(man::Man),
    Completions(completions::Completions),
}

/// The command line with the variables of the environment that stand for flags.
fn definition() -> clap::Command {
    serve::settings::with_variables(Cli::command())
}

/// How a command ended when nothing stopped it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Some inputs failed and were reported by name; the rest was kept.
    SomeFailed,
}

impl Cli {
    /// What was typed, with what the environment and the file of `serve --config` add. Ends the process when that is
    /// wrong, or asks for help.
    ///
    /// # Errors
    /// When the file cannot be read, or says what no flag understands.
    pub fn read() -> Result<Self> {
        let command = serve::settings::apply(<Self as CommandFactory>::command(), std::env::args_os())?;
        Ok(Self::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit()))
    }

    /// Runs the command.
    ///
    /// # Errors
    /// What stops the whole run; trouble with single inputs is reported on standard error and gives
    /// [`Outcome::SomeFailed`].
    pub fn run(self) -> Result<Outcome> {
        match self.command {
            Command::Analyze(command) => command.run(&self.global),
            Command::Build(command) => command.run(&self.global),
            Command::Remove(command) => command.run(&self.global),
            Command::Query(command) => command.run(&self.global),
            Command::Explain(command) => command.run(&self.global),
            Command::Export(command) => command.run(&self.global),
            Command::Validate(command) => command.run(&self.global),
            Command::Serve(command) => command.run(&self.global),
            Command::Health(command) => command.run(&self.global),
            Command::Backup(command) => command.run(&self.global),
            Command::Extract(command) => command.run(&self.global),
            Command::Evaluate(command) => command.run(&self.global),
            Command::Train(command) => command.run(&self.global),
            Command::Man(command) => command.run(&self.global),
            Command::Completions(command) => command.run(),
        }
    }
}
