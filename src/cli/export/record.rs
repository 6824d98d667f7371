//! The record beside a dump.

use super::{Export, Source};
use crate::cli::target::{self, Written};
use crate::error::Result;
use crate::export::Form;
use crate::export::record::{File, Record};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What is behind the name of a dump in that of its record.
const ENDING: &str = ".dcat.ttl";
/// The record of a folder.
const IN_FOLDER: &str = "tables.dcat.ttl";

/// The file that `--output` names.
pub fn file(typed: &Export, form: Form, written: Written, extent: String) -> File {
    named(typed.output.as_deref().unwrap_or(Path::new("")), form, written, extent)
}

pub fn named(path: &Path, form: Form, written: Written, extent: String) -> File {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    File { name, form, bytes: written.bytes, sha256: written.sha256, extent }
}

/// Writes what is said of some files, unless nothing is to be said.
///
/// # Errors
/// When it cannot be written.
pub fn write(
    typed: &Export,
    source: &Source<'_>,
    files: Vec<File>,
    selected: String,
    triples: Option<(u64, String)>,
) -> Result<()> {
    let Some(output) = typed.output.as_deref().filter(|_| !typed.no_record && !files.is_empty()) else { return Ok(()) };
    let record = Record { files, selected, triples, pack: pack(source)? };
    let bytes = record.bytes(source.snapshot, source.store.base(), source.selection)?;
    target::to(Some(&path(output)), |out| out.write_all(&bytes)).map(|_| ())
}

/// The language pack at hand with its version.
fn pack(source: &Source<'_>) -> Result<String> {
    #[derive(serde::Deserialize)]
    struct About {
        version: String,
    }
    let pack = source.global.pack()?;
    let about: About =
        toml::from_str(&pack.text("pack.toml")?).map_err(|error| pack.error("pack.toml", None, error))?;
    Ok(format!("{} {}", pack.lang, about.version))
}

fn path(output: &Path) -> PathBuf {
    if output.is_dir() {
        return output.join(IN_FOLDER);
    }
    let mut path = OsString::from(output);
    path.push(ENDING);
    path.into()
}
