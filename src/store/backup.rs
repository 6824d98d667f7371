//! A copy of a store's folder, made while others read it or write to it.
//!
//! Files of a store are never changed, only replaced by renames, so a hard link is as good as a copy as long as the disk
//! lives. The changes of one write appear together: while they do, the writer holds [`Publishing`], and so does the
//! backup while it links. Graphs that follow from others may lag behind, as after a crash; whoever opens the copy
//! mends that.

use super::disk::{Draft, UNFINISHED, sync_folder};
use super::lock::{self, Publishing};
use super::manifest::{self, Manifest};
use crate::error::{Error, Result};
use std::fs::File;
use std::io;
use std::path::Path;

/// How files get into a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copying {
    /// By hard links where the file system can, else by copies.
    Links,
    /// By copies, which share nothing with the store.
    Copies,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backup {
    pub linked: usize,
    pub copied: usize,
    pub bytes: u64,
}

/// Makes `to` a store with the same content as the one in `from`. Once this returns the copy outlasts a power cut.
///
/// Waits for a write that is being published, never for a whole build; writers wait while files are linked.
///
/// # Errors
/// [`Error::Store`] when `from` is no store, when `to` exists and is not an empty folder, when one lies in the other,
/// or when `to` cannot be written. Then `to` is no store: the manifest comes last.
pub fn backup(from: &Path, to: &Path, copying: Copying) -> Result<Backup> {
    let Some(manifest) = Manifest::read(from)? else {
        return Err(Error::store(from, "is no store (it has no trojka.toml)"));
    };
    let failed = |error: io::Error| Error::store(to, format!("the backup cannot be made: {error}"));
    refuse_full(to)?;
    std::fs::create_dir_all(to).map_err(failed)?;
    refuse_nested(from, to)?;
    let mut done = Backup::default();
    {
        let _publishing = Publishing::wait(from)?;
        copy_folder(from, to, copying, true, &mut done).map_err(failed)?;
    }
    Draft::write(to.join(manifest::FILE), manifest.to_toml().as_bytes()).and_then(Draft::publish).map_err(failed)?;
    sync_folder(to).map_err(failed)?;
    // The folder's own name has to last as well.
    let parent = to.canonicalize().ok().and_then(|to| to.parent().map(sync_folder));
    parent.unwrap_or(Ok(())).map_err(failed)?;
    Ok(done)
}

fn refuse_full(to: &Path) -> Result<()> {
    let message = match std::fs::read_dir(to) {
        Ok(mut entries) => match entries.next() {
            None => return Ok(()),
            Some(_) => "is not empty; a backup needs a new folder".to_owned(),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => format!("cannot hold a backup: {error}"),
    };
    Err(Error::store(to, message))
}

fn refuse_nested(from: &Path, to: &Path) -> Result<()> {
    let real = |path: &Path| path.canonicalize().map_err(|error| Error::file(path, error));
    let (source, target) = (real(from)?, real(to)?);
    if source.starts_with(&target) || target.starts_with(&source) {
        let _ = std::fs::remove_dir(to);
        return Err(Error::store(
            to,
            format!("lies in {}, or around it; a backup needs a place of its own", from.display()),
        ));
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path, copying: Copying, top: bool, done: &mut Backup) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let shown = name.to_string_lossy();
        let own = top && [lock::FILE, lock::PUBLISHING, manifest::FILE].contains(&&*shown);
        if own || Path::new(&name).extension().is_some_and(|ending| ending == UNFINISHED) {
            continue;
        }
        let target = to.join(&name);
        if kind.is_dir() {
            std::fs::create_dir(&target)?;
            copy_folder(&entry.path(), &target, copying, false, done)?;
        } else if kind.is_file() {
            copy_file(&entry.path(), &target, copying, done)?;
        }
    }
    sync_folder(to)
}

fn copy_file(from: &Path, to: &Path, copying: Copying, done: &mut Backup) -> io::Result<()> {
    if copying == Copying::Links && std::fs::hard_link(from, to).is_ok() {
        done.linked += 1;
    } else {
        std::fs::copy(from, to)?;
        File::open(to)?.sync_all()?;
        done.copied += 1;
    }
    done.bytes += std::fs::metadata(to)?.len();
    Ok(())
}
