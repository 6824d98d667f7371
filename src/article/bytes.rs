//! Opens inputs and unpacks them, within limits.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Unpacked bytes that are always let through, however well they were packed.
const FREE_BYTES: u64 = 64 << 20;
/// Above [`FREE_BYTES`], more unpacked bytes for one packed byte than this is taken for a decompression bomb.
/// Text packs 3 to 20 times, near-duplicates up to about 100 times.
const MAX_RATIO: u64 = 200;

/// Opens a file and unpacks it by the last ending of its name (`.gz`, `.zst`).
pub(super) fn open(path: &Path) -> io::Result<Box<dyn Read>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "is a folder"));
    }
    Ok(match packing(path) {
        Some(Packing::Gzip) => {
            Box::new(Bounded::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(file)), metadata.len()))
        }
        Some(Packing::Zstd) => Box::new(Bounded::new(zstd::Decoder::new(file)?, metadata.len())),
        None => Box::new(file),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// How a file is packed, by the last ending of its name.
pub(super) fn packing(path: &Path) -> Option<Packing> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "gz" => Some(Packing::Gzip),
        "zst" | "zstd" => Some(Packing::Zstd),
        _ => None,
    }
}

/// Everything that a reader gives, or `None` when it is more than `limit` bytes.
pub(super) fn read_within(mut reader: impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Ends with an error when an unpacker gives far more than its input can honestly hold.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Bounded<R> {
    fn new(inner: R, packed: u64) -> Self {
        Self { inner, left: packed.saturating_mul(MAX_RATIO).max(FREE_BYTES) }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| io::Error::other("unpacks to far more than text can, taken for a decompression bomb"))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_at_a_decompression_bomb() {
        let mut bomb = Bounded::new(io::repeat(b'a'), 1000);
        let error = io::copy(&mut bomb, &mut io::sink()).expect_err("endless");
        assert!(error.to_string().contains("decompression bomb"), "{error}");
    }

    #[test]
    fn refuses_one_byte_too_many() {
        assert_eq!(read_within(&b"1234"[..], 4).ok().flatten().as_deref(), Some(&b"1234"[..]));
        assert_eq!(read_within(&b"12345"[..], 4).ok().flatten(), None);
    }
}
