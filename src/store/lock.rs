//! One writer at a time.

use crate::error::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

pub(super) const FILE: &str = "lock";

/// Held while the files of one change take their places, and while they are read for a backup.
pub(super) const PUBLISHING: &str = "publishing";

/// Held as long as it lives. The operating system frees it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// # Errors
    /// When another process holds the lock, or when the file cannot be made.
    pub fn take(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|error| Error::store(dir, format!("cannot be written: {error}")))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = file.read_to_string(&mut holder);
                let message = format!("another trojka (process {}) is writing to it; try again later", holder.trim());
                return Err(Error::store(dir, message));
            }
            Err(TryLockError::Error(error)) => return Err(Error::store(dir, format!("cannot be locked: {error}"))),
        }
        // The number is only for the message above; a store on a full disk can still be opened.
        let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

/// The right to see, or to make, a change as a whole. Held for moments only; whoever wants it waits.
#[derive(Debug)]
pub(super) struct Publishing {
    _file: File,
}

impl Publishing {
    /// # Errors
    /// When the file cannot be made.
    pub fn wait(dir: &Path) -> Result<Self> {
        let open = OpenOptions::new().write(true).create(true).truncate(false).open(dir.join(PUBLISHING));
        let file = open.map_err(|error| Error::store(dir, format!("cannot be written: {error}")))?;
        file.lock().map_err(|error| Error::store(dir, format!("cannot be locked: {error}")))?;
        Ok(Self { _file: file })
    }
}
