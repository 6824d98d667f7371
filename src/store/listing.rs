//! What lies in the folder, so that changes by other processes are noticed.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::PathBuf;
use std::time::SystemTime;

/// The graph files with what tells one state of a file from another. Files are only ever replaced, never written to.
pub(super) type Listing = BTreeMap<PathBuf, State>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    modified: Option<SystemTime>,
    length: u64,
    #[cfg(unix)]
    inode: u64,
}

impl State {
    pub fn new(metadata: &Metadata) -> Self {
        Self {
            modified: metadata.modified().ok(),
            length: metadata.len(),
            #[cfg(unix)]
            inode: std::os::unix::fs::MetadataExt::ino(metadata),
        }
    }
}
