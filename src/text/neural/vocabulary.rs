//! The features that a network knows.

use crate::text::linear::FeatureId;
use rustc_hash::FxHashMap;

/// Row of the embedding matrix.
pub type Row = u32;

/// The features that have a row.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    rows: FxHashMap<FeatureId, Row>,
    ids: Vec<FeatureId>,
}

impl Vocabulary {
    /// The features that occur at least `least` times, at most so many of the most frequent, in the order of their ids.
    pub fn new<'f>(features: impl Iterator<Item = &'f FeatureId>, least: usize, most: usize) -> Self {
        let mut counts: FxHashMap<FeatureId, usize> = FxHashMap::default();
        for &id in features {
            *counts.entry(id).or_default() += 1;
        }
        let mut ranked: Vec<(usize, FeatureId)> =
            counts.into_iter().filter(|&(_, count)| count >= least).map(|(id, count)| (count, id)).collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        ranked.truncate(most);
        let mut ids: Vec<FeatureId> = ranked.into_iter().map(|(_, id)| id).collect();
        ids.sort_unstable();
        Self::from_ids(ids)
    }

    fn from_ids(ids: Vec<FeatureId>) -> Self {
        Self { rows: ids.iter().zip(0..).map(|(&id, row)| (id, row)).collect(), ids }
    }

    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (ids, _) = bytes.as_chunks();
        Self::from_ids(ids.iter().map(|&id| FeatureId::from_le_bytes(id)).collect())
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.ids.iter().flat_map(|id| id.to_le_bytes()).collect()
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The rows of those features that have one.
    pub fn rows(&self, features: &[FeatureId]) -> Vec<Row> {
        features.iter().filter_map(|id| self.rows.get(id).copied()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_frequent_and_comes_back_from_bytes() {
        let vocabulary = Vocabulary::new([7, 3, 7, 9, 3, 7, 5, 5].iter(), 2, 2);
        assert_eq!(vocabulary.len(), 2);
        for known in [vocabulary.clone(), Vocabulary::from_bytes(&vocabulary.to_bytes())] {
            assert_eq!(known.rows(&[9, 7, 3, 5]).len(), 2, "7, and of the equals 5, whose id is higher");
            assert_eq!(known.rows(&[7, 3]), [1]);
        }
    }
}
