//! The best tree for given scores of arcs (Chu and Liu 1965, Edmonds 1967).

use crate::text::neural::Matrix;

/// So much that no tree has two arcs from the root if one with a single arc exists.
const SECOND_ROOT: f32 = 1e6;

/// Heads of the best tree with one arc from the root (place 0); row dependent, column head.
pub(super) fn best_tree(scores: &Matrix) -> Vec<usize> {
    let mut rows: Vec<Vec<f64>> =
        (0..scores.rows).map(|row| scores.row(row).iter().map(|&score| f64::from(score)).collect()).collect();
    for (word, row) in rows.iter_mut().enumerate() {
        row[0] -= f64::from(SECOND_ROOT);
        row[word] = f64::NEG_INFINITY;
    }
    let mut heads = spanning(&rows);
    heads[0] = 0;
    heads
}

fn spanning(scores: &[Vec<f64>]) -> Vec<usize> {
    let heads: Vec<usize> =
        scores.iter().enumerate().map(|(word, row)| if word == 0 { 0 } else { highest(row) }).collect();
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let contracted = Contracted::new(scores, &heads, &cycle);
    contracted.expand(heads, &spanning(&contracted.scores))
}

fn highest(row: &[f64]) -> usize {
    (1..row.len()).fold(0, |best, head| if row[head] > row[best] { head } else { best })
}

/// The words of one cycle, if there is any.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen_from[at] == 0 {
            seen_from[at] = start;
            at = heads[at];
        }
        if at != 0 && seen_from[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// The scores with a cycle drawn together to one word, the last one.
struct Contracted {
    scores: Vec<Vec<f64>>,
    /// The words outside the cycle, by their new numbers.
    outside: Vec<usize>,
    /// For each word outside, which word of the cycle is its best head.
    exit: Vec<usize>,
    /// For each word outside, which word of the cycle it would best be the head of.
    entry: Vec<usize>,
}

impl Contracted {
    fn new(scores: &[Vec<f64>], heads: &[usize], cycle: &[usize]) -> Self {
        let outside: Vec<usize> = (0..heads.len()).filter(|word| !cycle.contains(word)).collect();
        let best = |gain: &dyn Fn(usize) -> f64| {
            cycle.iter().copied().fold(cycle[0], |best, word| if gain(word) > gain(best) { word } else { best })
        };
        let exit: Vec<usize> = outside.iter().map(|&word| best(&|inside| scores[word][inside])).collect();
        let gain = |inside: usize, head: usize| scores[inside][head] - scores[inside][heads[inside]];
        let entry: Vec<usize> = outside.iter().map(|&head| best(&|inside| gain(inside, head))).collect();
        let mut contracted: Vec<Vec<f64>> = Vec::with_capacity(outside.len() + 1);
        for (&word, &exit) in outside.iter().zip(&exit) {
            contracted.push(outside.iter().chain([&exit]).map(|&head| scores[word][head]).collect());
        }
        let mut into: Vec<f64> = outside.iter().zip(&entry).map(|(&head, &inside)| gain(inside, head)).collect();
        into.push(f64::NEG_INFINITY);
        contracted.push(into);
        Self { scores: contracted, outside, exit, entry }
    }

    /// Puts the heads of the contracted tree into those of the cycle.
    fn expand(&self, mut heads: Vec<usize>, contracted: &[usize]) -> Vec<usize> {
        let cycle = self.outside.len();
        for (number, &word) in self.outside.iter().enumerate().skip(1) {
            heads[word] = match contracted[number] {
                head if head == cycle => self.exit[number],
                head => self.outside[head],
            };
        }
        let head = contracted[cycle];
        heads[self.entry[head]] = self.outside[head];
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::linear::Shuffle;

    /// All trees with one root, one after the other.
    fn by_trying(scores: &Matrix) -> f32 {
        let words = scores.rows - 1;
        let mut best = f32::NEG_INFINITY;
        for code in 0..scores.rows.pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|word| code / scores.rows.pow(word as u32) % scores.rows).collect();
            let heads: Vec<usize> = std::iter::once(0).chain(heads).collect();
            if heads[1..].iter().filter(|&&head| head == 0).count() == 1 && find_cycle(&heads).is_none() {
                best = best.max((1..=words).map(|word| scores.row(word)[heads[word]]).sum());
            }
        }
        best
    }

    #[test]
    fn no_tree_is_better() {
        let mut random = Shuffle::new(1);
        for words in 1..=5 {
            for _ in 0..40 {
                let scores = Matrix::uniform(words + 1, words + 1, 1.0, &mut random);
                let heads = best_tree(&scores);
                assert_eq!(heads[1..].iter().filter(|&&head| head == 0).count(), 1);
                assert!(find_cycle(&heads).is_none());
                let total: f32 = (1..=words).map(|word| scores.row(word)[heads[word]]).sum();
                assert!((total - by_trying(&scores)).abs() < 1e-4, "{scores:?} {heads:?}");
            }
        }
    }
}
