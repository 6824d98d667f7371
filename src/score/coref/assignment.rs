//! The best pairing of two sets: the Hungarian algorithm (Kuhn 1955, Munkres 1957), with potentials.

/// The greatest sum of weights that pairs can have when each row and each column is in one pair at most. Weights are not
/// negative; all rows have the same length. Takes time in the square of the shorter side times the longer one.
pub fn best(weights: &[Vec<f64>]) -> f64 {
    let (rows, cols) = (weights.len(), weights.first().map_or(0, Vec::len));
    if rows > cols {
        let turned: Vec<Vec<f64>> = (0..cols).map(|col| weights.iter().map(|row| row[col]).collect()).collect();
        return best(&turned);
    }
    let mut search = Search::new(rows, cols);
    (1..=rows).for_each(|row| search.place(row, weights));
    (1..=cols).filter(|&col| search.row_of[col] > 0).map(|col| weights[search.row_of[col] - 1][col - 1]).sum()
}

/// Rows and columns are counted from 1; 0 stands for none.
struct Search {
    row_potential: Vec<f64>,
    col_potential: Vec<f64>,
    row_of: Vec<usize>,
}

impl Search {
    fn new(rows: usize, cols: usize) -> Self {
        Self { row_potential: vec![0.0; rows + 1], col_potential: vec![0.0; cols + 1], row_of: vec![0; cols + 1] }
    }

    /// Finds a column for one more row along the shortest path of exchanges.
    fn place(&mut self, row: usize, weights: &[Vec<f64>]) {
        let cols = self.row_of.len();
        let mut before = vec![0; cols];
        let mut least = vec![f64::INFINITY; cols];
        let mut done = vec![false; cols];
        self.row_of[0] = row;
        let mut at = 0;
        while self.row_of[at] != 0 {
            done[at] = true;
            let row = self.row_of[at];
            let (mut next, mut step) = (0, f64::INFINITY);
            for col in 1..cols {
                if done[col] {
                    continue;
                }
                let cost = -weights[row - 1][col - 1] - self.row_potential[row] - self.col_potential[col];
                if cost < least[col] {
                    (least[col], before[col]) = (cost, at);
                }
                if least[col] < step {
                    (step, next) = (least[col], col);
                }
            }
            for col in 0..cols {
                if done[col] {
                    self.row_potential[self.row_of[col]] += step;
                    self.col_potential[col] -= step;
                } else {
                    least[col] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            self.row_of[at] = self.row_of[before[at]];
            at = before[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanges_where_the_greedy_choice_is_worse() {
        assert_eq!(best(&[vec![9.0, 8.0], vec![8.0, 0.0]]), 16.0);
    }

    #[test]
    fn either_side_may_be_longer_or_empty() {
        assert_eq!(best(&[vec![1.0, 5.0, 3.0]]), 5.0);
        assert_eq!(best(&[vec![1.0], vec![5.0], vec![3.0]]), 5.0);
        assert_eq!(best(&[]), 0.0);
        assert_eq!(best(&[vec![]]), 0.0);
    }

    #[test]
    fn as_good_as_trying_every_order() {
        let mut random = crate::text::linear::Shuffle::new(3);
        for _ in 0..50 {
            let weights: Vec<Vec<f64>> = (0..4).map(|_| (0..5).map(|_| random.below(20) as f64).collect()).collect();
            assert_eq!(best(&weights), tried(&weights, &mut vec![false; 5]));
        }
    }

    fn tried(weights: &[Vec<f64>], used: &mut Vec<bool>) -> f64 {
        let Some((row, rest)) = weights.split_first() else { return 0.0 };
        let mut most: f64 = 0.0;
        for col in 0..row.len() {
            if !used[col] {
                used[col] = true;
                most = most.max(row[col] + tried(rest, used));
                used[col] = false;
            }
        }
        most
    }
}
