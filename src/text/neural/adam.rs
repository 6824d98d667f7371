//! Following gradients: Adam (Kingma and Ba 2015).

use super::matrix::Matrix;

/// A value made of matrices, always listed in the same order.
pub trait Tensors {
    fn tensors(&self) -> Vec<&Matrix>;
    fn tensors_mut(&mut self) -> Vec<&mut Matrix>;
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

    /// Moves the network against the gradient, and sets the gradient back to zero. Rows without any gradient (words that
    /// did not occur) stay as they are.
    pub fn step<N: Tensors>(&mut self, network: &mut N, gradient: &mut N, rate: f32) {
        self.steps += 1;
        let length = gradient.tensors().iter().flat_map(|t| &t.data).map(|g| g * g).sum::<f32>().sqrt();
        let scale = if length > LONGEST { LONGEST / length } else { 1.0 };
        let rate = rate * (1.0 - KEEP_SQUARE.powi(self.steps)).sqrt() / (1.0 - KEEP_MEAN.powi(self.steps));
        let all = network.tensors_mut().into_iter().zip(gradient.tensors_mut());
        for ((tensor, gradient), (mean, square)) in all.zip(self.means.iter_mut().zip(&mut self.squares)) {
            let cols = tensor.cols;
            for start in (0..tensor.data.len()).step_by(cols.max(1)) {
                let row = start..start + cols;
                let gradient = &mut gradient.data[row.clone()];
                if gradient.iter().all(|g| *g == 0.0) {
                    continue;
                }
                let moments = mean.data[row.clone()].iter_mut().zip(&mut square.data[row.clone()]);
                for ((value, g), (m, s)) in tensor.data[row].iter_mut().zip(gradient.iter_mut()).zip(moments) {
                    let slope = *g * scale;
                    *m = KEEP_MEAN * *m + (1.0 - KEEP_MEAN) * slope;
                    *s = KEEP_SQUARE * *s + (1.0 - KEEP_SQUARE) * slope * slope;
                    *value -= rate * *m / (s.sqrt() + TINY);
                    *g = 0.0;
                }
            }
        }
    }
}
