//! Rebuilds the tables in `data/common` that are made from identifier sources.
//!
//! ```text
//! cargo run --example gazetteer [-- SOURCES [TABLES]]
//! ```
//!
//! SOURCES is the folder with the source files (default: `$TROJKA_SHARED/identifiers`, else `../shared/identifiers`),
//! TABLES the folder to write to (default `data/common`). What was left out, and why, goes to standard error.

mod generate;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).map(PathBuf::from);
    let sources = args.next().unwrap_or_else(generate::default_sources);
    let tables = args.next().unwrap_or_else(|| PathBuf::from("data/common"));
    let made = match generate::generate(&sources, &tables) {
        Ok(made) => made,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    for remark in &made.remarks {
        eprintln!("{remark}");
    }
    for (name, text) in &made.files {
        if let Err(error) = std::fs::write(tables.join(name), text) {
            eprintln!("{}: {error}", tables.join(name).display());
            return ExitCode::FAILURE;
        }
        eprintln!("{}: {} rows", tables.join(name).display(), text.lines().count() - 1);
    }
    ExitCode::SUCCESS
}
