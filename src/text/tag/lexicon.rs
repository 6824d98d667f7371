//! The word forms of the training data with the analyses that they had.
//!
//! Layout, little-endian: number of forms (u32), number of readings (u32), for each form a check of 32 bits in ascending
//! order, then for each form where its readings start (u32) with the end after the last, then for each reading its tag
//! (u16) and count (u8, cut at 255).

use super::tagset::Tag;
use crate::text::linear::string_id;
use bytes::Bytes;
use std::collections::BTreeMap;

/// An analysis of a form and how often it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub tag: Tag,
    pub count: u32,
}

/// Forms in lower case, digits made equal.
#[derive(Debug, Clone)]
pub struct Lexicon {
    bytes: Bytes,
    forms: usize,
}

impl Lexicon {
    /// Reads a lexicon without copying it.
    ///
    /// # Errors
    /// When the bytes do not fit together.
    pub fn parse(bytes: Bytes, tags: usize) -> Result<Self, String> {
        let fault = || "has a faulty lexicon".to_owned();
        if bytes.len() < 8 {
            return Err(fault());
        }
        let lexicon = Self { forms: word(&bytes, 0) as usize, bytes };
        let readings = word(&lexicon.bytes, 4) as usize;
        if lexicon.bytes.len() != 8 + 8 * lexicon.forms + 4 + 3 * readings {
            return Err(fault());
        }
        let whole = (0..lexicon.forms).all(|form| {
            let (start, end) = lexicon.range(form);
            start <= end && end <= readings
        });
        let whole = whole && lexicon.all_tags().all(|tag| usize::from(tag) < tags);
        whole.then_some(lexicon).ok_or_else(fault)
    }

    /// Most frequent reading first; empty for a form that is not there.
    pub fn get(&self, key: u64) -> Vec<Reading> {
        let check = key as u32;
        let (mut low, mut high) = (0, self.forms);
        while low < high {
            let middle = (low + high) / 2;
            match word(&self.bytes, 8 + 4 * middle).cmp(&check) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return self.readings(middle),
            }
        }
        Vec::new()
    }

    fn readings(&self, form: usize) -> Vec<Reading> {
        let (start, end) = self.range(form);
        let base = 8 + 8 * self.forms + 4;
        let rows = self.bytes.get(base + 3 * start..base + 3 * end).unwrap_or_default();
        rows.chunks_exact(3)
            .map(|row| Reading { tag: u16::from_le_bytes([row[0], row[1]]), count: u32::from(row[2]) })
            .collect()
    }

    fn all_tags(&self) -> impl Iterator<Item = Tag> {
        let rows = self.bytes[8 + 8 * self.forms + 4..].chunks_exact(3);
        rows.map(|row| u16::from_le_bytes([row[0], row[1]]))
    }

    fn range(&self, form: usize) -> (usize, usize) {
        let at = 8 + 4 * self.forms + 4 * form;
        (word(&self.bytes, at) as usize, word(&self.bytes, at + 4) as usize)
    }
}

/// Counts the readings of forms.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    forms: BTreeMap<u32, BTreeMap<Tag, u32>>,
}

impl LexiconBuilder {
    pub fn add(&mut self, key: u64, tag: Tag) {
        *self.forms.entry(key as u32).or_default().entry(tag).or_default() += 1;
    }

    /// Keeps the readings for which `keep` says so, from how often they and all readings of their form were seen.
    pub fn retain(&mut self, keep: impl Fn(u32, u32) -> bool) {
        for tags in self.forms.values_mut() {
            let total = tags.values().sum();
            tags.retain(|_, count| keep(*count, total));
        }
        self.forms.retain(|_, tags| !tags.is_empty());
    }

    pub fn build(&self) -> Lexicon {
        let (mut checks, mut starts, mut readings) = (Vec::new(), Vec::new(), Vec::new());
        for (check, tags) in &self.forms {
            checks.extend(check.to_le_bytes());
            starts.extend((readings.len() as u32 / 3).to_le_bytes());
            let mut tags: Vec<_> = tags.iter().collect();
            tags.sort_by_key(|&(tag, count)| (std::cmp::Reverse(*count), *tag));
            for (tag, count) in tags {
                readings.extend(tag.to_le_bytes());
                readings.push((*count).min(255) as u8);
            }
        }
        let count = readings.len() as u32 / 3;
        starts.extend(count.to_le_bytes());
        let mut bytes = (self.forms.len() as u32).to_le_bytes().to_vec();
        bytes.extend(count.to_le_bytes());
        bytes.extend(checks.into_iter().chain(starts).chain(readings));
        Lexicon { bytes: bytes.into(), forms: self.forms.len() }
    }
}

impl Lexicon {
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The key of a form that is in lower case with its digits made equal.
pub fn key(lower: &str) -> u64 {
    string_id(lower)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_finds() {
        let mut builder = LexiconBuilder::default();
        for (form, tag) in [("mesta", 3), ("mesta", 5), ("mesta", 5), ("dan", 1)] {
            builder.add(key(form), tag);
        }
        let lexicon = Lexicon::parse(builder.build().bytes, 6).expect("own bytes");
        assert_eq!(lexicon.get(key("mesta")), [Reading { tag: 5, count: 2 }, Reading { tag: 3, count: 1 }]);
        assert!(lexicon.get(key("dne")).is_empty());
        assert!(Lexicon::parse(builder.build().bytes, 5).is_err());
    }
}
