//! One writer at a time.

use crate::error::{Error, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::Path;
use std::time::Duration;

pub(super) const FILE: &str = "lock";

/// Held while the files of one change take their places, and while they are read for a backup.
pub(super) const PUBLISHING: &str = "publishing";

/// How often a lock that another process holds is tried for, and the time between: a server holds it for moments.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);

/// Held as long as it lives. The operating system frees it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// # Errors
    /// When another process holds the lock for longer than some seconds, or when the file cannot be made.
    pub fn take(dir: &Path) -> Result<Self> {
        Self::try_for(dir, TRIES)
    }

    /// As [`take`](Self::take), without waiting.
    ///
    /// # Errors
    /// As there.
    pub fn take_now(dir: &Path) -> Result<Self> {
        Self::try_for(dir, 1)
    }

    fn try_for(dir: &Path, tries: u32) -> Result<Self> {
        let path = dir.join(FILE);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(|error| Error::store(dir, format!("cannot be written: {error}")))?;
        match try_for_a_while(&file, tries) {
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

fn try_for_a_while(file: &File, tries: u32) -> Result<(), TryLockError> {
    for _ in 1..tries {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    file.try_lock()
}
