//! One writer at a time.

use crate::error::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

pub(super) const FILE: &str = "lock";

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
