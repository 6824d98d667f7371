//! A model file: named sections of bytes.
//!
//! Layout: `TRJM`, version (u32), number of sections (u32), for each section the length of its name, the length of its
//! bytes (u32 each) and the name; then the bytes of all sections in the same order.

use bytes::Bytes;
use std::borrow::Cow;
use std::ops::Range;

const MAGIC: &[u8; 4] = b"TRJM";
const VERSION: u32 = 1;

/// A model file that has been opened; its sections share its memory.
#[derive(Debug, Clone)]
pub struct Archive {
    bytes: Bytes,
    sections: Vec<(String, Range<usize>)>,
}

impl Archive {
    /// Opens a model file; bytes that are part of the program are not copied.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn parse(bytes: Cow<'static, [u8]>) -> Result<Self, String> {
        let bytes = match bytes {
            Cow::Borrowed(shipped) => Bytes::from_static(shipped),
            Cow::Owned(read) => Bytes::from(read),
        };
        Self::directory(bytes).ok_or_else(|| "is not a model file of this version of the program".into())
    }

    /// A section's bytes.
    ///
    /// # Errors
    /// When the file has no such section.
    pub fn section(&self, name: &str) -> Result<Bytes, String> {
        let found = self.sections.iter().find(|(section, _)| section == name);
        found
            .map(|(_, range)| self.bytes.slice(range.clone()))
            .ok_or_else(|| format!("has no section {name}: it was made by another version of the program"))
    }

    /// A section that holds a list of strings.
    ///
    /// # Errors
    /// When the file has no such section, or the section is not UTF-8.
    pub fn strings(&self, name: &str) -> Result<Vec<String>, String> {
        let bytes = self.section(name)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| format!("has a section {name} that is not UTF-8"))?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn directory(bytes: Bytes) -> Option<Self> {
        let word = |at: usize| bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
        if bytes.get(..4)? != MAGIC || word(4)? != VERSION as usize {
            return None;
        }
        let mut lengths = Vec::new();
        let mut at = 12;
        for _ in 0..word(8)? {
            let name = bytes.get(at + 8..at + 8 + word(at)?)?;
            lengths.push((std::str::from_utf8(name).ok()?.to_owned(), word(at + 4)?));
            at += 8 + name.len();
        }
        let mut sections = Vec::new();
        for (name, length) in lengths {
            sections.push((name, at..at + length));
            at += length;
        }
        (at == bytes.len()).then_some(Self { bytes, sections })
    }
}

/// Puts a model file together.
#[derive(Debug, Default)]
pub struct ArchiveBuilder {
    sections: Vec<(String, Vec<u8>)>,
}

impl ArchiveBuilder {
    #[must_use]
    pub fn section(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.sections.push((name.into(), bytes.as_ref().to_vec()));
        self
    }

    /// A list of strings, none of which may hold a line feed.
    #[must_use]
    pub fn strings<S: AsRef<str>>(self, name: &str, strings: impl IntoIterator<Item = S>) -> Self {
        let text: String = strings.into_iter().flat_map(|s| [s.as_ref().to_owned(), "\n".to_owned()]).collect();
        self.section(name, text)
    }

    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend((self.sections.len() as u32).to_le_bytes());
        for (name, section) in &self.sections {
            bytes.extend((name.len() as u32).to_le_bytes());
            bytes.extend((section.len() as u32).to_le_bytes());
            bytes.extend(name.as_bytes());
        }
        bytes.extend(self.sections.into_iter().flat_map(|(_, section)| section));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        ArchiveBuilder::default().strings("labels", ["nsubj", "flat:name"]).section("raw", [1, 2, 3]).into_bytes()
    }

    #[test]
    fn gives_back_its_sections() {
        let archive = Archive::parse(Cow::Owned(sample())).expect("own bytes");
        assert_eq!(archive.strings("labels").expect("labels"), ["nsubj", "flat:name"]);
        assert_eq!(&archive.section("raw").expect("raw")[..], [1, 2, 3]);
        assert_eq!(
            archive.section("none").expect_err("absent"),
            "has no section none: it was made by another version of the program"
        );
    }

    #[test]
    fn refuses_anything_cut_short() {
        let bytes = sample();
        for end in 0..bytes.len() {
            assert!(Archive::parse(Cow::Owned(bytes[..end].to_vec())).is_err(), "{end} bytes");
        }
    }
}
