//! Exact weights while they are learnt.

use super::feature::FeatureId;
use super::weights::{Row, Weights};
use rustc_hash::FxHashMap;

/// Learns weights for pairs of feature and class by additive updates and averages them over time.
pub struct Trainer {
    classes: usize,
    index: FxHashMap<FeatureId, u32>,
    rows: Vec<TrainingRow>,
    /// Number of decisions seen, the time over which weights are averaged.
    now: u32,
}

#[derive(Default)]
struct TrainingRow {
    updates: u32,
    cells: Vec<Cell>,
}

struct Cell {
    class: u16,
    weight: f32,
    /// Sum of the weight over all times up to `since`.
    total: f64,
    since: u32,
}

/// Which weights are left out of the finished model.
#[derive(Debug, Clone, Copy)]
pub struct Pruning {
    /// A feature that was updated fewer times goes.
    pub min_updates: u32,
    /// A weight goes when its size is below this share of the mean size of all weights.
    pub min_share: f32,
    /// A weight goes when it is smaller than this after rounding (nearly all weights lie within 127).
    pub min_units: u8,
}

impl Default for Pruning {
    fn default() -> Self {
        Self { min_updates: 1, min_share: 0.0, min_units: 0 }
    }
}

impl Trainer {
    /// # Panics
    /// With more than 65,536 classes.
    pub fn new(classes: usize) -> Self {
        assert!(classes <= 1 << 16, "classes are stored in 16 bits");
        Self { classes, index: FxHashMap::default(), rows: Vec::new(), now: 1 }
    }

    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Adds the present weights of the features to `scores`, which has one place for each class.
    pub fn score(&self, features: &[FeatureId], scores: &mut [f32]) {
        for id in features {
            if let Some(&row) = self.index.get(id) {
                for cell in &self.rows[row as usize].cells {
                    scores[cell.class as usize] += cell.weight;
                }
            }
        }
    }

    /// Adds `delta` to the weight of each feature for a class.
    pub fn update(&mut self, features: &[FeatureId], class: usize, delta: f32) {
        let now = self.now;
        for &id in features {
            let fresh = self.rows.len() as u32;
            let row = *self.index.entry(id).or_insert(fresh);
            if row == fresh {
                self.rows.push(TrainingRow::default());
            }
            self.rows[row as usize].update(class as u16, delta, now);
        }
    }

    /// Ends a decision: time goes on.
    pub fn tick(&mut self) {
        self.now += 1;
    }

    /// The averaged weights, pruned and rounded to 8 bits.
    pub fn finish(self, pruning: Pruning) -> Weights {
        let now = self.now;
        let rows = self.index.iter().map(|(&id, &row)| (id, &self.rows[row as usize]));
        let averaged =
            rows.filter(|(_, row)| row.updates >= pruning.min_updates).map(|(id, row)| (id, row.average(now)));
        let mut rows: Vec<Row> = averaged.collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        let sizes = || rows.iter().flat_map(|(_, cells)| cells.iter().map(|(_, weight)| f64::from(weight.abs())));
        let floor = f64::from(pruning.min_share) * sizes().sum::<f64>() / (sizes().count().max(1) as f64);
        for (_, cells) in &mut rows {
            cells.retain(|(_, weight)| f64::from(weight.abs()) >= floor);
        }
        Weights::build(self.classes, rows, pruning.min_units)
    }
}

impl TrainingRow {
    fn update(&mut self, class: u16, delta: f32, now: u32) {
        self.updates += 1;
        if let Some(cell) = self.cells.iter_mut().find(|cell| cell.class == class) {
            cell.total += f64::from(cell.weight) * f64::from(now - cell.since);
            cell.weight += delta;
            cell.since = now;
        } else {
            self.cells.push(Cell { class, weight: delta, total: 0.0, since: now });
        }
    }

    fn average(&self, now: u32) -> Vec<(u16, f32)> {
        let mean = |c: &Cell| (c.total + f64::from(c.weight) * f64::from(now - c.since)) / f64::from(now);
        let mut cells: Vec<_> = self.cells.iter().map(|cell| (cell.class, mean(cell) as f32)).collect();
        cells.sort_unstable_by_key(|(class, _)| *class);
        cells
    }
}
