//! Arguments, one command, exit status.

use std::process::ExitCode;
use trojka::cli::{Cli, Outcome};
use trojka::error::Error;

fn main() -> ExitCode {
    match Cli::read().and_then(Cli::run) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) => {
            eprintln!("trojka: {error}");
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}
