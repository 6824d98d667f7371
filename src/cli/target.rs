//! Where what is written goes: standard output, or a file that appears when it is complete.

use super::io::{stdout_error, to_stdout};
use crate::error::{Error, Result};
use crate::export::Digest;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    /// It is a file.
    File(Written),
    /// It went to standard output or into a device.
    Out,
    /// Whoever read it had seen enough.
    CutOff,
}

/// Writes to a file or, without one, to standard output.
///
/// # Errors
/// When it cannot be written.
pub fn to(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Gone> {
    let Some(path) = path else {
        let mut gone = Gone::CutOff;
        to_stdout(|out| {
            write(out).and_then(|()| out.flush()).map_err(stdout_error)?;
            gone = Gone::Out;
            Ok(())
        })?;
        return Ok(gone);
    };
    to_file(path, write)
}

/// Writes beside the target and renames; a target that is no plain file (a device, a pipe) is written to directly.
fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Gone> {
    let failed = |error| Error::file(path, error);
    if std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        let mut out = BufWriter::new(File::create(path).map_err(failed)?);
        return write(&mut out).and_then(|()| out.flush()).map(|()| Gone::Out).map_err(failed);
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // Temporary files are private by default; what was asked for is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).map_err(failed)?;
    let mut out = Counting { inner: BufWriter::with_capacity(64 << 10, file), digest: Digest::default(), bytes: 0 };
    write(&mut out).map_err(failed)?;
    let written = Written { bytes: out.bytes, sha256: out.digest.finish() };
    let file = out.inner.into_inner().map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(Gone::File(written))
}

struct Counting<W> {
    inner: W,
    digest: Digest,
    bytes: u64,
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.digest.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
