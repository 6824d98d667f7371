//! What commands share: the store they are given, messages about inputs, standard output.

use super::Outcome;
use crate::error::{Error, Result};
use crate::event::Demand;
use crate::finding::{Finding, Severity};
use crate::graph::Base;
use crate::identity::Decisions;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{BufWriter, ErrorKind, IsTerminal, Write};
use std::path::PathBuf;
use std::time::Duration;

/// The prefix of minted IRIs.
#[derive(Debug, Clone, clap::Args)]
pub struct BaseArg {
    /// Prefix of every IRI that is minted: absolute, ends with a slash. A store remembers its own.
    /// Default for a new store: http://localhost:7878/
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
}

impl BaseArg {
    /// # Errors
    /// [`Error::Usage`] for what cannot be a base.
    pub fn get(&self) -> Result<Option<Base>> {
        self.base.as_deref().map(Base::new).transpose()
    }
}

/// How sure a fact has to be.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ConfidenceArg {
    /// Drop facts (posts, agreements, events, statements) that are less sure than this, 0 to 1. The default, by
    /// F1 on the development gold, is in the language pack.
    #[arg(long, value_name = "X", value_parser = share)]
    pub min_confidence: Option<f32>,
}

impl ConfidenceArg {
    pub fn demand(&self) -> Demand {
        Demand { least: self.min_confidence, ..Demand::default() }
    }
}

fn share(text: &str) -> Result<f32, String> {
    let value = text.parse::<f32>().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "must be a number from 0 to 1".to_owned())
}

/// What people decided about who is who.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct DecisionsArg {
    /// Turtle file with owl:sameAs and owl:differentFrom between things. The store keeps the decisions until another
    /// file replaces them.
    #[arg(long, value_name = "FILE.ttl")]
    pub decisions: Option<PathBuf>,
}

impl DecisionsArg {
    /// # Errors
    /// When the file cannot be read or holds anything else.
    pub fn get(&self) -> Result<Option<Decisions>> {
        self.decisions.as_deref().map(Decisions::read).transpose()
    }
}

/// The folder of a store.
#[derive(Debug, Clone, clap::Args)]
pub struct StoreArg {
    /// Folder of the store.
    #[arg(long, value_name = "DIR")]
    pub store: PathBuf,
}

/// Tells about inputs on standard error, below the progress bar, and remembers whether one failed.
pub struct Reporter {
    bar: Option<ProgressBar>,
    failed: bool,
}

impl Reporter {
    /// Shows progress only on a terminal and unless `quiet`.
    pub fn new(quiet: bool, what: &'static str) -> Self {
        let shown = !quiet && std::io::stderr().is_terminal();
        let bar = shown.then(|| {
            let style = ProgressStyle::with_template("{spinner} {pos} {msg} ({elapsed})");
            let bar = ProgressBar::new_spinner().with_message(what);
            bar.enable_steady_tick(Duration::from_millis(120));
            style.map(|style| bar.clone().with_style(style)).unwrap_or(bar)
        });
        Self { bar, failed: false }
    }

    pub fn advance(&self, by: usize) {
        if let Some(bar) = &self.bar {
            bar.inc(by as u64);
        }
    }

    /// Prints a finding, unless it is a mere note.
    pub fn tell(&mut self, finding: &Finding) {
        if finding.severity > Severity::Note {
            self.fail(&format!("trojka: {finding}"));
        }
    }

    /// Prints a line on standard error, about something that failed.
    pub fn fail(&mut self, line: &str) {
        self.failed = true;
        self.say(line);
    }

    /// Prints a line on standard error.
    pub fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("{line}")),
            None => eprintln!("{line}"),
        }
    }

    pub fn finish(self) -> Outcome {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if self.failed { Outcome::SomeFailed } else { Outcome::Done }
    }
}

/// Writes to standard output. A reader that has seen enough and closes it is no error.
///
/// # Errors
/// When standard output cannot be written, e.g. because the disk is full.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let mut out = BufWriter::with_capacity(64 << 10, std::io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush().map_err(stdout_error));
    // What is still in the buffer after an error must not be tried again when the writer is dropped.
    let _ = out.into_parts();
    match written {
        Err(Error::File { source, .. }) if source.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Writes one text to standard output, as [`to_stdout`].
///
/// # Errors
/// As [`to_stdout`].
pub fn print(text: &str) -> Result<()> {
    to_stdout(|out| out.write_all(text.as_bytes()).map_err(stdout_error))
}

/// An error of writing to standard output.
pub fn stdout_error(source: std::io::Error) -> Error {
    Error::file("standard output", source)
}
