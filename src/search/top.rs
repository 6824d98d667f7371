//! The best hits, each entry once though it stands in many graphs, in an order that does not depend on how the index is
//! laid out.

use super::Kind;
use rustc_hash::FxHashMap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// Fast field with the [`key`] of the entry.
pub const KEY: &str = "key";

/// Thousandths, so that sums in another order are the same.
pub type Points = u32;

/// A number that is the same for entries that are one hit. Of hits with the same points the lower one stands first: labels
/// before headlines before sentences, short texts before long ones.
pub fn key(thing: &str, kind: Kind, text: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(thing.as_bytes()).update(b"\n").update(text.as_bytes());
    let digest: [u8; 8] = hasher.finalize().as_bytes()[..8].try_into().unwrap_or_default();
    let length = text.len().min(LONGEST) as u64;
    ((kind as u64) << KIND_AT) | (length << LENGTH_AT) | (u64::from_le_bytes(digest) >> (64 - LENGTH_AT))
}

/// Where the parts of a key lie; the kind has two bits, the length ten.
const KIND_AT: u32 = 62;
const LENGTH_AT: u32 = 52;
/// Bytes of a text from which on its length does not count any more.
const LONGEST: usize = 1023;

/// The kind in a key.
pub fn kind(key: u64) -> Kind {
    Kind::ALL.into_iter().find(|&kind| kind as u64 == key >> KIND_AT).unwrap_or(Kind::Label)
}

/// Collects the best `limit` entries of some kinds.
pub struct Top {
    pub limit: usize,
    pub kinds: Vec<Kind>,
}

/// The best entries by key.
type Best = FxHashMap<u64, (Points, DocAddress)>;

pub struct TopOfSegment {
    best: Best,
    limit: usize,
    /// Fewer points do not count any more.
    least: Points,
    kinds: Vec<Kind>,
    keys: Column<u64>,
    segment: SegmentOrdinal,
}

impl Collector for Top {
    type Fruit = Vec<(Points, DocAddress)>;
    type Child = TopOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<TopOfSegment> {
        Ok(TopOfSegment {
            best: Best::default(),
            limit: self.limit,
            least: 0,
            kinds: self.kinds.clone(),
            keys: reader.fast_fields().u64(KEY)?,
            segment,
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, fruits: Vec<Best>) -> tantivy::Result<Self::Fruit> {
        let mut best = Best::default();
        for (key, found) in fruits.into_iter().flatten() {
            add(&mut best, key, found);
        }
        Ok(ranked(best, self.limit).into_iter().map(|(_, found)| found).collect())
    }
}

impl SegmentCollector for TopOfSegment {
    type Fruit = Best;

    fn collect(&mut self, doc: DocId, score: Score) {
        let points = (score * 1000.0).round() as Points;
        if points < self.least {
            return;
        }
        let key = self.keys.first(doc).unwrap_or_default();
        if !self.kinds.is_empty() && !self.kinds.contains(&kind(key)) {
            return;
        }
        add(&mut self.best, key, (points, DocAddress::new(self.segment, doc)));
        if self.best.len() > self.limit.saturating_mul(4).saturating_add(64) {
            let kept = ranked(std::mem::take(&mut self.best), self.limit);
            self.least = kept.last().map_or(0, |(_, (points, _))| *points);
            self.best = kept.into_iter().collect();
        }
    }

    fn harvest(self) -> Best {
        self.best
    }
}

fn add(best: &mut Best, key: u64, found: (Points, DocAddress)) {
    let known = best.entry(key).or_insert(found);
    if found.0 > known.0 || (found.0 == known.0 && found.1 < known.1) {
        *known = found;
    }
}

fn ranked(best: Best, limit: usize) -> Vec<(u64, (Points, DocAddress))> {
    let mut best: Vec<_> = best.into_iter().collect();
    best.sort_unstable_by_key(|&(key, (points, _))| (std::cmp::Reverse(points), key));
    best.truncate(limit);
    best
}
