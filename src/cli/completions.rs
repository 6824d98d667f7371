//! `trojka completions`: what a shell needs to complete the command line.

use super::io::print;
use super::{Outcome, definition};
use crate::error::{Error, Result};
use clap_complete::{Shell, generate};

/// Writes a completion script for a shell to standard output.
///
/// bash: `source <(trojka completions bash)`, or write it to ~/.local/share/bash-completion/completions/trojka.
/// zsh: write it to a file _trojka in a folder of $fpath. fish: write it to
/// ~/.config/fish/completions/trojka.fish.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub shell: Shell,
}

impl Completions {
    /// # Errors
    /// When standard output cannot be written.
    pub fn run(&self) -> Result<Outcome> {
        let mut command = definition();
        let name = command.get_name().to_owned();
        let mut script = Vec::new();
        generate(self.shell, &mut command, name, &mut script);
        let script = String::from_utf8(script).map_err(|error| Error::Usage(format!("completion script: {error}")))?;
        print(&script)?;
        Ok(Outcome::Done)
    }
}
