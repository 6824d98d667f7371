//! The features that have a row in an embedding.

use crate::text::linear::FeatureId;
use bytes::Bytes;
use rustc_hash::FxHashMap;

/// Row of an embedding.
pub type Row = u32;

/// Features are told apart by their upper 32 bits, which are kept in ascending order; the row is the place in this order.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    checks: Bytes,
    /// Where the checks that share their upper bits begin; the end after the last.
    starts: Vec<u32>,
}

/// The upper bits that lead to a start.
const BITS: u32 = 16;

impl Vocabulary {
    /// The features that occur at least `least` times, at most so many of the most frequent.
    pub fn new<'f>(features: impl Iterator<Item = &'f FeatureId>, least: usize, most: usize) -> Self {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for &id in features {
            *counts.entry(check(id)).or_default() += 1;
        }
        let mut ranked: Vec<(usize, u32)> =
            counts.into_iter().filter(|&(_, count)| count >= least).map(|(check, count)| (count, check)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        ranked.truncate(most);
        let mut checks: Vec<u32> = ranked.into_iter().map(|(_, check)| check).collect();
        checks.sort_unstable();
        let bytes: Vec<u8> = checks.into_iter().flat_map(u32::to_le_bytes).collect();
        Self::from_bytes(bytes.into()).expect("whole numbers in order")
    }

    /// Uses the bytes where they lie; `None` when they are not numbers in ascending order.
    pub fn from_bytes(checks: Bytes) -> Option<Self> {
        let (numbers, rest) = checks.as_chunks();
        let mut starts = vec![0; (1 << BITS) + 1];
        let mut last = None;
        for number in numbers {
            let number = u32::from_le_bytes(*number);
            if last.is_some_and(|last| last >= number) {
                return None;
            }
            last = Some(number);
            starts[(number >> (32 - BITS)) as usize + 1] += 1;
        }
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        rest.is_empty().then(|| Self { checks: checks.clone(), starts })
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.checks
    }

    pub fn len(&self) -> usize {
        self.checks.len() / 4
    }

    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    pub fn row(&self, feature: FeatureId) -> Option<Row> {
        let check = check(feature);
        let bucket = (check >> (32 - BITS)) as usize;
        let (start, end) = (self.starts[bucket], self.starts[bucket + 1]);
        let (numbers, _) = self.checks[4 * start as usize..4 * end as usize].as_chunks();
        let place = numbers.iter().position(|&number| u32::from_le_bytes(number) == check)?;
        Some(start + place as u32)
    }

    /// The rows of those features that have one.
    pub fn rows(&self, features: &[FeatureId]) -> Vec<Row> {
        features.iter().filter_map(|&feature| self.row(feature)).collect()
    }
}

fn check(feature: FeatureId) -> u32 {
    (feature >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::linear::feature;

    #[test]
    fn frequent_features_have_rows_of_their_own() {
        let ids: Vec<FeatureId> = (0..1000).map(|number| feature(1, &[number])).collect();
        let vocabulary = Vocabulary::new(ids.iter().chain(&ids[..500]).chain(&ids[..400]), 2, 400);
        assert_eq!(vocabulary.len(), 400);
        let mut rows = vocabulary.rows(&ids);
        rows.sort_unstable();
        assert_eq!(rows, (0..400).collect::<Vec<Row>>());
        let again = Vocabulary::from_bytes(Bytes::copy_from_slice(vocabulary.as_bytes())).expect("own bytes");
        assert!(ids.iter().all(|&id| vocabulary.row(id) == again.row(id)));
        assert!(Vocabulary::from_bytes(Bytes::from_static(&[2, 0, 0, 0, 1, 0, 0, 0])).is_none());
        assert!(Vocabulary::from_bytes(Bytes::from_static(&[2, 0])).is_none());
    }
}
