//! `trojka backup`: a copy of a store that others may use meanwhile.

use super::io::StoreArg;
use super::{Global, Outcome};
use crate::error::Result;
use crate::store::{Copying, backup};
use std::path::PathBuf;

/// Copies a store while others serve it or build into it.
///
/// The copy is a store of its own. Files are linked where the file system can do that, so it takes moments and hardly
/// any space; give --copy for a copy that outlives a broken disk block, or a target on another disk.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[command(flatten)]
    pub store: StoreArg,
    /// Folder of the copy; it must not exist or be empty.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
    /// Copy every file, link none.
    #[arg(long)]
    pub copy: bool,
}

impl Backup {
    /// # Errors
    /// When there is no store, or the copy cannot be written.
    pub fn run(&self, global: &Global) -> Result<Outcome> {
        let copying = if self.copy { Copying::Copies } else { Copying::Links };
        let done = backup(&self.store.store, &self.to, copying)?;
        if !global.quiet {
            let (linked, copied, bytes) = (done.linked, done.copied, done.bytes);
            eprintln!("{} is a store with {linked} files linked and {copied} copied, {bytes} bytes", self.to.display());
        }
        Ok(Outcome::Done)
    }
}
