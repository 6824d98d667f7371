//! Arguments, one command, exit status.

use clap::Parser;
use std::process::ExitCode;
use trojka::cli::{Cli, Outcome};
use trojka::error::Error;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) => {
            eprintln!("trojka: {error}");
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}
