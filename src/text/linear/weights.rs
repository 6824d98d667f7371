//! Finished weights, read in place.
//!
//! Layout, little-endian: `TRJW`, number of classes (u32), logarithm of the number of buckets (u32), value of one unit
//! (f32), length of the rows in bytes (u32), then where each bucket's rows start (u32 each, and the end), then the rows.
//! A feature lies in the bucket that its top bits name. A row is a check of 16 bits, the number of cells (u8; longer rows
//! are split), and its cells: class (u8, or u16 with more than 256 classes) and weight (i8).

use super::feature::FeatureId;
use bytes::Bytes;

const MAGIC: &[u8; 4] = b"TRJW";
const HEADER: usize = 20;
/// The share of weights that fits into 8 bits without being cut.
const UNCUT: f64 = 0.9995;

/// Weights of a finished model: for a feature, what it adds to the score of each class.
#[derive(Debug, Clone)]
pub struct Weights {
    bytes: Bytes,
    classes: usize,
    bucket_bits: u32,
    unit: f32,
    wide: bool,
}

/// A feature's weights before rounding, sorted by class.
pub(super) type Row = (FeatureId, Vec<(u16, f32)>);

impl Weights {
    /// Reads weights without copying them.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the bytes.
    pub fn parse(bytes: Bytes) -> Result<Self, &'static str> {
        if bytes.len() < HEADER || &bytes[..4] != MAGIC {
            return Err("weights do not start with TRJW");
        }
        let classes = u32_at(&bytes, 4) as usize;
        let bucket_bits = u32_at(&bytes, 8);
        let unit = f32::from_bits(u32_at(&bytes, 12));
        if bucket_bits > 28 || !unit.is_finite() || classes > 1 << 16 {
            return Err("weights have an impossible header");
        }
        let starts = 4 * ((1usize << bucket_bits) + 1);
        if bytes.len() != HEADER + starts + u32_at(&bytes, 16) as usize {
            return Err("weights are cut short");
        }
        Ok(Self { bytes, classes, bucket_bits, unit, wide: classes > 256 })
    }

    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// What one unit of a score stands for in the scores of training.
    pub fn unit(&self) -> f32 {
        self.unit
    }

    /// Adds the weights of the features to `scores`, which has one place for each class.
    pub fn add(&self, features: impl IntoIterator<Item = FeatureId>, scores: &mut [i32]) {
        for id in features {
            self.each(id, |class, weight| {
                if let Some(score) = scores.get_mut(class) {
                    *score += weight;
                }
            });
        }
    }

    /// Calls `found` with each class for which the feature has a weight, and that weight.
    #[inline]
    pub fn each(&self, id: FeatureId, mut found: impl FnMut(usize, i32)) {
        let cell = if self.wide { 3 } else { 2 };
        let mut rest = self.bucket(id);
        let check = check_of(id);
        while let [low, high, cells, tail @ ..] = rest {
            let (row, next) = tail.split_at((*cells as usize * cell).min(tail.len()));
            if u16::from_le_bytes([*low, *high]) == check {
                if self.wide {
                    row.chunks_exact(3)
                        .for_each(|c| found(u16::from_le_bytes([c[0], c[1]]) as usize, i32::from(c[2] as i8)));
                } else {
                    row.chunks_exact(2).for_each(|c| found(c[0] as usize, i32::from(c[1] as i8)));
                }
            }
            rest = next;
        }
    }

    fn bucket(&self, id: FeatureId) -> &[u8] {
        let at = HEADER + 4 * bucket_of(id, self.bucket_bits);
        let rows = HEADER + 4 * ((1 << self.bucket_bits) + 1);
        let start = rows + u32_at(&self.bytes, at) as usize;
        let end = rows + u32_at(&self.bytes, at + 4) as usize;
        self.bytes.get(start..end).unwrap_or_default()
    }

    /// Rows must be sorted by feature.
    pub(super) fn build(classes: usize, mut rows: Vec<Row>, min_units: u8) -> Self {
        let unit = unit_for(&rows);
        for (_, cells) in &mut rows {
            cells.retain(|(_, weight)| rounded(*weight, unit).unsigned_abs() >= min_units.max(1));
        }
        if min_units > 0 {
            rows.retain(|(_, cells)| !cells.is_empty());
        }
        let bucket_bits = (rows.len() / 2).max(1).next_power_of_two().trailing_zeros();
        let mut starts = Vec::with_capacity((1 << bucket_bits) + 1);
        let mut body = Vec::new();
        for (id, cells) in rows {
            let bucket = bucket_of(id, bucket_bits);
            while starts.len() <= bucket {
                starts.push(body.len() as u32);
            }
            write_row(&mut body, id, &cells, unit, classes > 256);
        }
        starts.resize((1 << bucket_bits) + 1, body.len() as u32);
        let mut bytes = MAGIC.to_vec();
        for value in [classes as u32, bucket_bits, unit.to_bits(), body.len() as u32].iter().chain(&starts) {
            bytes.extend(value.to_le_bytes());
        }
        bytes.extend(body);
        Self { bytes: bytes.into(), classes, bucket_bits, unit, wide: classes > 256 }
    }
}

fn write_row(body: &mut Vec<u8>, id: FeatureId, cells: &[(u16, f32)], unit: f32, wide: bool) {
    let kept: Vec<(u16, i8)> = cells.iter().map(|&(class, weight)| (class, rounded(weight, unit))).collect();
    for part in kept.chunks(255) {
        body.extend(check_of(id).to_le_bytes());
        body.push(part.len() as u8);
        for &(class, weight) in part {
            let class = class.to_le_bytes();
            body.extend(&class[..if wide { 2 } else { 1 }]);
            body.push(weight as u8);
        }
    }
}

fn rounded(weight: f32, unit: f32) -> i8 {
    (weight / unit).round().clamp(-127.0, 127.0) as i8
}

/// The value of one unit, such that nearly all weights fit into -127 to 127.
fn unit_for(rows: &[Row]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().flat_map(|(_, cells)| cells.iter().map(|(_, weight)| weight.abs())).collect();
    if sizes.is_empty() {
        return 1.0;
    }
    let at = ((sizes.len() - 1) as f64 * UNCUT) as usize;
    let (_, largest, _) = sizes.select_nth_unstable_by(at, f32::total_cmp);
    if *largest > 0.0 { *largest / 127.0 } else { 1.0 }
}

fn bucket_of(id: FeatureId, bits: u32) -> usize {
    id.checked_shr(64 - bits).unwrap_or(0) as usize
}

fn check_of(id: FeatureId) -> u16 {
    id as u16
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}
