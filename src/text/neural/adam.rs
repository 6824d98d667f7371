//! Following gradients: Adam (Kingma and Ba 2015).

use super::matrix::Matrix;
use super::vocabulary::Row;
use std::ops::Range;

/// A value made of matrices, always listed in the same order, the embedding of features first.
pub trait Tensors {
    fn tensors(&self) -> Vec<&Matrix>;
    fn tensors_mut(&mut self) -> Vec<&mut Matrix>;

    /// A gradient to begin with.
    fn zeros(&self) -> Self
    where
        Self: Clone,
    {
        let mut zeros = self.clone();
        zeros.tensors_mut().into_iter().for_each(|tensor| tensor.data.fill(0.0));
        zeros
    }
}

/// The running means of gradients and of their squares.
pub struct Adam {
    means: Vec<Matrix>,
    squares: Vec<Matrix>,
    steps: i32,
}

const KEEP_MEAN: f32 = 0.9;
const KEEP_SQUARE: f32 = 0.99;
const TINY: f32 = 1e-8;
/// Longer gradients are shortened to this length.
const LONGEST: f32 = 5.0;

impl Adam {
    pub fn new(network: &impl Tensors) -> Self {
        let zeros = || network.tensors().into_iter().map(Matrix::like).collect();
        Self { means: zeros(), squares: zeros(), steps: 0 }
    }

    /// Moves the network against the gradient, and sets the gradient back to zero. Of the first matrix, the embedding, only
    /// the rows `touched` have a gradient; the others stay as they are.
    pub fn step<N: Tensors>(&mut self, network: &mut N, gradient: &mut N, touched: &[Row], rate: f32) {
        self.steps += 1;
        let length = squares(gradient, touched).sqrt();
        let scale = if length > LONGEST { LONGEST / length } else { 1.0 };
        let rate = rate * (1.0 - KEEP_SQUARE.powi(self.steps)).sqrt() / (1.0 - KEEP_MEAN.powi(self.steps));
        let all = network.tensors_mut().into_iter().zip(gradient.tensors_mut());
        let moments = self.means.iter_mut().zip(&mut self.squares);
        for (number, ((tensor, gradient), (mean, square))) in all.zip(moments).enumerate() {
            let (cols, whole) = (mean.cols, 0..mean.data.len());
            let mut descend = |places: Range<usize>| {
                let moments = mean.data[places.clone()].iter_mut().zip(&mut square.data[places.clone()]);
                let values = tensor.data[places.clone()].iter_mut().zip(&mut gradient.data[places]);
                for ((value, g), (m, s)) in values.zip(moments) {
                    let slope = *g * scale;
                    *m = KEEP_MEAN * *m + (1.0 - KEEP_MEAN) * slope;
                    *s = KEEP_SQUARE * *s + (1.0 - KEEP_SQUARE) * slope * slope;
                    *value -= rate * *m / (s.sqrt() + TINY);
                    *g = 0.0;
                }
            };
            match number {
                0 => touched.iter().for_each(|&row| descend(row as usize * cols..(row as usize + 1) * cols)),
                _ => descend(whole),
            }
        }
    }
}

/// The sum of the squares of all numbers.
fn squares(gradient: &impl Tensors, touched: &[Row]) -> f32 {
    let sum = |numbers: &[f32]| numbers.iter().map(|g| g * g).sum::<f32>();
    let tensors = gradient.tensors();
    let (embedding, rest) = tensors.split_first().expect("a network has an embedding");
    let embedding: f32 = touched.iter().map(|&row| sum(embedding.row(row as usize))).sum();
    embedding + rest.iter().map(|tensor| sum(&tensor.data)).sum::<f32>()
}
