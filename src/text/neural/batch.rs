//! What a network reads: sentences of words, each word a bag of features.

use super::vocabulary::Row;
use crate::text::linear::Shuffle;
use std::ops::Range;

/// Bags of features of sentences that stand below each other.
#[derive(Debug, Default)]
pub struct Batch {
    pub bags: Vec<Vec<Row>>,
    pub sentences: Vec<Range<usize>>,
}

impl Batch {
    pub fn push(&mut self, bags: impl IntoIterator<Item = Vec<Row>>) {
        let start = self.bags.len();
        self.bags.extend(bags);
        self.sentences.push(start..self.bags.len());
    }

    /// Adds a sentence of a training set, with a share of the features hidden at random.
    pub fn push_hiding(&mut self, bags: &[Vec<Row>], hide: f32, random: &mut Shuffle) {
        self.push(bags.iter().map(|bag| bag.iter().copied().filter(|_| random.unit() >= hide).collect()));
    }

    /// The rows that occur, each once, in ascending order.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.bags.iter().flatten().copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// Cuts examples into pieces of about so many words.
pub fn pieces<E>(mut examples: &[E], words: usize, length: impl Fn(&E) -> usize) -> impl Iterator<Item = &[E]> {
    std::iter::from_fn(move || {
        let mut seen = 0;
        let more = |example: &&E| {
            let fits = seen < words;
            seen += length(example);
            fits
        };
        let count = examples.iter().take_while(more).count();
        let (piece, rest) = examples.split_at(count);
        examples = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Zeros for what is hidden; the rest makes up for it (Srivastava et al. 2014).
pub fn mask(places: usize, dropout: f32, random: &mut Shuffle) -> Vec<f32> {
    let kept = 1.0 / (1.0 - dropout);
    (0..places).map(|_| if random.unit() < dropout { 0.0 } else { kept }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_once_they_have_enough_words() {
        let found: Vec<&[usize]> = pieces(&[3, 3, 3, 10, 1], 5, |&length| length).collect();
        assert_eq!(found, [&[3, 3][..], &[3, 10], &[1]]);
    }

    #[test]
    fn a_row_is_listed_once() {
        let mut batch = Batch::default();
        batch.push([vec![4, 1], vec![1]]);
        batch.push([vec![0, 4]]);
        assert_eq!(batch.sentences, [0..2, 2..3]);
        assert_eq!(batch.rows(), [0, 1, 4]);
    }
}
