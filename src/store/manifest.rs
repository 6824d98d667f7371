//! `trojka.toml`: says that a folder is a store, of which version and for which base.

use crate::error::{Error, Result};
use crate::graph::Base;
use serde::{Deserialize, Serialize};
use std::path::Path;

pub(super) const FILE: &str = "trojka.toml";

/// Version of the folder's layout. Rises when an older program could no longer read it.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Version of the layout.
    pub format: u32,
    /// Prefix of every minted IRI.
    pub base: String,
    /// Program that made the folder.
    pub program: String,
}

impl Manifest {
    pub fn new(base: &Base) -> Self {
        Self { format: FORMAT, base: base.to_string(), program: format!("trojka {}", env!("CARGO_PKG_VERSION")) }
    }

    /// Reads and checks the manifest of a folder; `None` when it has none.
    pub fn read(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::file(path, error)),
        };
        let manifest: Self = toml::from_str(&text)
            .map_err(|error| Error::store(dir, format!("{FILE} cannot be understood: {}", error.message())))?;
        if manifest.format > FORMAT {
            let message = format!(
                "was written by a newer version ({}, store format {}); this one knows format {FORMAT}",
                manifest.program, manifest.format
            );
            return Err(Error::store(dir, message));
        }
        Ok(Some(manifest))
    }

    /// # Errors
    /// [`Error::Usage`] when a base is asked for that is not the store's.
    pub fn check(&self, dir: &Path, base: Option<&Base>) -> Result<()> {
        match base {
            Some(asked) if asked.as_str() != self.base => Err(Error::Usage(format!(
                "store {}: was built with the base {}, not {asked}; leave --base out or use another store",
                dir.display(),
                self.base
            ))),
            _ => Ok(()),
        }
    }

    /// The base, checked.
    pub fn base(&self, dir: &Path) -> Result<Base> {
        Base::new(&self.base).map_err(|error| Error::store(dir, format!("{FILE} names no usable base: {error}")))
    }

    pub fn to_toml(&self) -> String {
        format!(
            "# A store of Trojka: one compressed N-Quads file for each named graph.\n{}",
            toml::to_string(self).unwrap_or_default()
        )
    }
}
