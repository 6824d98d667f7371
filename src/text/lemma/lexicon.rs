//! Word forms with their tag whose edit script is known from the training data.
//!
//! Layout, little-endian: for each entry in ascending order of its key a check of 32 bits, then for each the script (u16).

use crate::text::linear::{feature, string_id};
use bytes::Bytes;

#[derive(Debug, Clone)]
pub struct Lexicon {
    bytes: Bytes,
    entries: usize,
}

impl Lexicon {
    /// # Errors
    /// When the bytes do not fit together or name a script that is not there.
    pub fn parse(bytes: Bytes, scripts: usize) -> Result<Self, String> {
        let entries = bytes.len() / 6;
        let lexicon = Self { bytes, entries };
        let whole = lexicon.bytes.len() == 6 * entries && (0..entries).all(|entry| lexicon.script(entry) < scripts);
        whole.then_some(lexicon).ok_or_else(|| "has a faulty lexicon".into())
    }

    pub fn get(&self, key: u32) -> Option<usize> {
        let (mut low, mut high) = (0, self.entries);
        while low < high {
            let middle = (low + high) / 2;
            match self.check(middle).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(self.script(middle)),
            }
        }
        None
    }

    fn check(&self, entry: usize) -> u32 {
        let at = 4 * entry;
        u32::from_le_bytes([self.bytes[at], self.bytes[at + 1], self.bytes[at + 2], self.bytes[at + 3]])
    }

    fn script(&self, entry: usize) -> usize {
        let at = 4 * self.entries + 2 * entry;
        usize::from(u16::from_le_bytes([self.bytes[at], self.bytes[at + 1]]))
    }
}

/// Entries must be in ascending order of their keys.
pub fn to_bytes(entries: &[(u32, u16)]) -> Vec<u8> {
    let keys = entries.iter().flat_map(|(key, _)| key.to_le_bytes());
    keys.chain(entries.iter().flat_map(|(_, script)| script.to_le_bytes())).collect()
}

/// The key of a form in lower case with its tag.
pub fn key(lower: &str, xpos: &str) -> u32 {
    (feature(0, &[string_id(lower), string_id(xpos)]) >> 16) as u32
}
