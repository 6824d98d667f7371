//! What stops a run: a file, the network, a language pack, the store; each with its path or IRI and its cause.
//!
//! Trouble with a single article does not come here; it is a [`Finding`](crate::finding::Finding).

use std::path::{Path, PathBuf};

/// What most functions of this crate give back.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a run stopped. Its text is the message that people read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file that cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    /// A table, frame or model of a language pack that cannot be used.
    #[error("language pack {pack}: {file}{}: {message}", line.map(|l| format!(":{l}")).unwrap_or_default())]
    Pack { pack: String, file: String, line: Option<usize>, message: String },
    /// A file that does not hold what it should, with the line (counted from 1) where that shows.
    #[error("{path}{}: {message}", line.map(|l| format!(":{l}")).unwrap_or_default(), path = path.display())]
    Format { path: PathBuf, line: Option<usize>, message: String },
    /// Stages that cannot work together.
    #[error("pipeline: {0}")]
    Pipeline(String),
    /// A folder that is no store, or a store that cannot be used.
    #[error("store {path}: {message}", path = path.display())]
    Store { path: PathBuf, message: String },
    /// A query that has no answer.
    #[error("query: {0}")]
    Query(String),
    /// An address that cannot be listened on or reached.
    #[error("{what}: {source}")]
    Network {
        what: String,
        #[source]
        source: std::io::Error,
    },
    /// The caller asked for something that does not exist (exit status 2).
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// An [`Error::File`].
    pub fn file(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Self::File { path: path.as_ref().to_path_buf(), source }
    }

    /// An [`Error::Format`].
    pub fn format(path: impl AsRef<Path>, line: Option<usize>, message: impl ToString) -> Self {
        Self::Format { path: path.as_ref().to_path_buf(), line, message: message.to_string() }
    }

    /// An [`Error::Store`].
    pub fn store(path: impl AsRef<Path>, message: impl ToString) -> Self {
        Self::Store { path: path.as_ref().to_path_buf(), message: message.to_string() }
    }
}
