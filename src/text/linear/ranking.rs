//! Weights of one score, learnt by following gradients.

use super::feature::FeatureId;
use super::weights::Weights;
use rustc_hash::FxHashMap;

/// Learns a weight for each feature with steps that grow smaller the more a feature has been moved: AdaGrad (Duchi et al.
/// 2011).
#[derive(Debug, Default)]
pub struct Ranker {
    index: FxHashMap<FeatureId, u32>,
    cells: Vec<Cell>,
    /// Decisions seen, the time over which weights are averaged.
    now: u32,
    /// From when on.
    from: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    weight: f32,
    squares: f32,
    steps: u32,
    /// Sum of the weight over all times up to `since`.
    total: f64,
    since: u32,
}

impl Cell {
    /// Brings the sum up to a time.
    fn catch_up(&mut self, now: u32, from: u32) {
        let since = self.since.max(from);
        self.total += f64::from(self.weight) * f64::from(now.saturating_sub(since));
        self.since = now;
    }
}

const TINY: f32 = 1e-2;

impl Ranker {
    /// The rows of features, by which they are found quickly; new ones get a row.
    pub fn rows(&mut self, features: &[FeatureId]) -> Vec<u32> {
        let rows = features.iter().map(|&id| {
            let fresh = self.cells.len() as u32;
            let row = *self.index.entry(id).or_insert(fresh);
            if row == fresh {
                self.cells.push(Cell::default());
            }
            row
        });
        rows.collect()
    }

    pub fn score(&self, rows: &[u32]) -> f32 {
        rows.iter().map(|&row| self.cells[row as usize].weight).sum()
    }

    /// Moves the weights of some rows against a slope.
    pub fn descend(&mut self, rows: &[u32], slope: f32, rate: f32) {
        for &row in rows {
            let cell = &mut self.cells[row as usize];
            cell.catch_up(self.now, self.from);
            cell.squares += slope * slope;
            cell.weight -= rate * slope / (TINY + cell.squares).sqrt();
            cell.steps += 1;
        }
    }

    /// Ends a decision: time goes on.
    pub fn tick(&mut self) {
        self.now += 1;
    }

    /// Averages the weights from now on only.
    pub fn average_from_now(&mut self) {
        self.from = self.now;
        self.cells.iter_mut().for_each(|cell| cell.total = 0.0);
    }

    /// The averaged weights rounded to 8 bits, without the features that were moved fewer times than `least`.
    pub fn finish(mut self, least: u32) -> Weights {
        let (now, from) = (self.now, self.from);
        for cell in &mut self.cells {
            cell.catch_up(now, from);
            if now > from {
                cell.weight = (cell.total / f64::from(now - from)) as f32;
            }
        }
        let rows = self.index.into_iter().map(|(id, row)| (id, self.cells[row as usize]));
        let kept = rows.filter(|(_, cell)| cell.steps >= least.max(1));
        let mut rows: Vec<_> = kept.map(|(id, cell)| (id, vec![(0, cell.weight)])).collect();
        rows.sort_unstable_by_key(|(id, _)| *id);
        Weights::build(1, rows, 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature;
    use super::*;

    #[test]
    fn learns_an_order_and_keeps_it_in_bytes() {
        let mut ranker = Ranker::default();
        let (good, bad) = ([feature(0, &[1]), feature(0, &[3])], [feature(0, &[2]), feature(0, &[3])]);
        for _ in 0..20 {
            for (features, slope) in [(&good, -1.0), (&bad, 1.0)] {
                let rows = ranker.rows(features);
                ranker.descend(&rows, slope, 0.1);
            }
        }
        let rows = [ranker.rows(&good), ranker.rows(&bad)];
        assert!(ranker.score(&rows[0]) > ranker.score(&rows[1]));
        let weights = ranker.finish(2);
        let points = |features: [FeatureId; 2]| {
            let mut scores = [0];
            weights.add(features, &mut scores);
            scores[0]
        };
        assert!(points(good) > points(bad));
    }
}
