//! Writing files so that a power cut leaves the old or the new one, never half of one.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Ending of files that are being written. What bears it after a crash is rubbish.
pub(super) const UNFINISHED: &str = "tmp";

/// A file that is written and synced but does not bear its name yet. Dropped without [`publish`](Self::publish) it goes.
pub(super) struct Draft {
    temporary: PathBuf,
    target: PathBuf,
    published: bool,
}

impl Draft {
    pub fn write(target: PathBuf, bytes: &[u8]) -> io::Result<Self> {
        let mut temporary = target.clone().into_os_string();
        temporary.push(".");
        temporary.push(UNFINISHED);
        let draft = Self { temporary: temporary.into(), target, published: false };
        let mut file = File::create(&draft.temporary)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(draft)
    }

    pub fn publish(mut self) -> io::Result<()> {
        std::fs::rename(&self.temporary, &self.target)?;
        self.published = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.published {
            let _ = std::fs::remove_file(&self.temporary);
        }
    }
}

/// Makes renames and removals in a folder last.
pub(super) fn sync_folder(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}
