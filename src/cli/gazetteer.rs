//! Files that add entities to the gazetteer.

use super::Global;
use crate::entity::gazetteer::Gazetteer;
use crate::error::Result;
use crate::graph::{Base, additions};
use crate::lang::Pack;
use std::path::{Path, PathBuf};

/// Entities that the user adds.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct GazetteerArg {
    /// Turtle file with countries, places, organisations or facilities to know beside the built-in ones, or with more
    /// names for these. Can be given several times.
    #[arg(long = "gazetteer", value_name = "FILE.ttl")]
    pub files: Vec<PathBuf>,
}

impl GazetteerArg {
    /// The language pack with what the files add; IRIs in them begin with the base, or are relative to it.
    ///
    /// # Errors
    /// When there is no such pack, or a file cannot be used.
    pub fn pack(&self, global: &Global, base: &Base) -> Result<Pack> {
        let pack = global.pack()?;
        let mut found = Vec::new();
        for file in &self.files {
            found.extend(additions::read(file, base, &pack.lang)?);
        }
        Ok(pack.with_additions(found))
    }

    /// Tells what is wrong with the files before a store is made for what comes of them.
    ///
    /// # Errors
    /// As [`GazetteerArg::pack`], and when what the files say cannot be added to the gazetteer.
    pub fn check(&self, global: &Global, store: &Path, base: &Base) -> Result<()> {
        if self.files.is_empty() || store.exists() {
            return Ok(());
        }
        Gazetteer::load(&self.pack(global, base)?).map(drop)
    }
}
