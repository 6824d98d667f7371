//! The network that scores the parts of analyses.

use super::tagset::{Tag, TagSet};
use crate::text::linear::Shuffle;
use crate::text::neural::{Batch, Encoder, Matrix, Sizes, Tensors, Trail, softmax};

/// Sizes of the layers, unless others are asked for.
pub(super) const SIZES: Sizes = Sizes { word: 112, recurrent: 128, layers: 2 };

/// All weights; a gradient is a value of the same type.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub encoder: Encoder,
    pub parts: Matrix,
    pub parts_bias: Matrix,
}

/// What a pass leaves.
pub(super) struct Pass {
    trail: Trail,
    vectors: Matrix,
    /// The scores of the parts of all words.
    pub scores: Matrix,
}

impl Network {
    pub fn new(features: usize, outputs: usize, sizes: Sizes, random: &mut Shuffle) -> Self {
        let mut parts = Matrix::random(2 * sizes.recurrent, outputs, random);
        parts.data.iter_mut().for_each(|weight| *weight *= 0.5);
        Self {
            encoder: Encoder::new(features, sizes.word, sizes.recurrent, sizes.layers, random),
            parts,
            parts_bias: Matrix::zeros(1, outputs),
        }
    }

    pub fn forward(&self, batch: &Batch, dropout: impl FnMut(usize) -> Option<Vec<f32>>) -> Pass {
        let (vectors, trail) = self.encoder.forward(batch, dropout);
        let mut scores = Matrix::product(&vectors, &self.parts);
        scores.add_bias(&self.parts_bias);
        Pass { trail, vectors, scores }
    }

    /// Adds to the gradient of the mean cross-entropy of the analyses, and returns that mean.
    pub fn add_gradient(&self, batch: &Batch, pass: &Pass, gold: &[Tag], tags: &TagSet, gradient: &mut Self) -> f32 {
        let words = gold.len().max(1) as f32;
        let mut slopes = pass.scores.like();
        let mut all = vec![0.0; tags.len()];
        let mut loss = 0.0;
        for (row, &gold) in gold.iter().enumerate() {
            let scores = pass.scores.row(row);
            all.iter_mut().zip(0..).for_each(|(score, tag)| *score = tags.score(tag, scores));
            softmax(&mut all);
            loss -= all[gold as usize].max(1e-9).ln();
            all[gold as usize] -= 1.0;
            let slopes = slopes.row_mut(row);
            for (&slope, tag) in all.iter().zip(0..) {
                tags.parts(tag).iter().for_each(|&part| slopes[part as usize] += slope / words);
            }
        }
        gradient.parts.add_turned_product(&pass.vectors, &slopes);
        gradient.parts_bias.add_sum_of_rows(&slopes);
        let slopes = Matrix::product_turned(&slopes, &self.parts);
        self.encoder.backward(batch, &pass.trail, slopes, &mut gradient.encoder);
        loss / words
    }
}

impl Tensors for Network {
    fn tensors(&self) -> Vec<&Matrix> {
        self.encoder.tensors().chain([&self.parts, &self.parts_bias]).collect()
    }

    fn tensors_mut(&mut self) -> Vec<&mut Matrix> {
        self.encoder.tensors_mut().chain([&mut self.parts, &mut self.parts_bias]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tagset::{Analysis, Use};
    use super::*;
    use crate::text::token::Upos;

    fn tags() -> TagSet {
        let analysis = |feats: &str, upos| Analysis { xpos: "X".into(), upos, feats: feats.into() };
        let often = Use { open: true, frequent: true };
        TagSet::new(vec![
            (analysis("Case=Nom|Number=Sing", Upos::Noun), often),
            (analysis("Case=Gen|Number=Sing", Upos::Noun), Use::default()),
            (analysis("Case=Nom|Number=Plur", Upos::Adj), Use::default()),
        ])
    }

    #[test]
    fn the_gradient_agrees_with_differences() {
        let tags = tags();
        let sizes = Sizes { word: 4, recurrent: 3, layers: 2 };
        let mut network = Network::new(6, tags.outputs(), sizes, &mut Shuffle::new(5));
        let mut batch = Batch::default();
        batch.push([vec![0, 1], vec![2], vec![3]]);
        batch.push([vec![4, 5]]);
        let gold = [0, 2, 1, 0];
        let loss = |network: &Network, gradient: &mut Network| {
            network.add_gradient(&batch, &network.forward(&batch, |_| None), &gold, &tags, gradient)
        };
        let mut gradient = network.zeros();
        loss(&network, &mut gradient);
        let expected: Vec<Vec<f32>> = gradient.tensors().iter().map(|tensor| tensor.data.clone()).collect();
        const STEP: f32 = 3e-4;
        for (number, slopes) in expected.iter().enumerate() {
            for (at, slope) in slopes.iter().enumerate() {
                let mut at_offset = |offset: f32| {
                    network.tensors_mut()[number].data[at] += offset;
                    let loss = loss(&network, &mut network.zeros());
                    network.tensors_mut()[number].data[at] -= offset;
                    loss
                };
                let measured = (at_offset(STEP) - at_offset(-STEP)) / (2.0 * STEP);
                assert!((measured - slope).abs() < 2e-3, "tensor {number} at {at}: {measured} and {slope}");
            }
        }
    }
}
