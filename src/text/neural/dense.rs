//! A finished layer: numbers of 8 bits for the weights, products in whole numbers.

use super::dot::{Block, LANES, Pair, dots};
use super::matrix::Matrix;
use super::pack::unpack_rows;
use super::widely::widely;
use bytes::Bytes;

/// Inputs are rounded to whole numbers of at most this size, each row by its own scale.
const LARGEST: f32 = 2047.0;
/// So many products of 8 and 12 bits fit the 32 bits of a sum.
const MOST_INPUTS: usize = 8192;

/// A linear layer with a bias.
#[derive(Debug, Clone)]
pub struct Dense {
    inputs: usize,
    blocks: Vec<Block>,
    /// What a unit of a weight is worth, for each output.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// Reads a packed matrix with a row for each output, and a packed bias. `None` when they do not fit together.
    pub fn read(weights: &Bytes, bias: &Bytes) -> Option<Self> {
        let bias = super::unpack(bias)?;
        let rows = unpack_rows(weights)?;
        let (outputs, inputs) = (rows.rows, rows.cols);
        if bias.data.len() != outputs || inputs == 0 || inputs > MOST_INPUTS {
            return None;
        }
        let pairs = inputs.div_ceil(2);
        let mut blocks = vec![[[0; 2]; LANES]; outputs.div_ceil(LANES) * pairs];
        let mut scales = Vec::with_capacity(outputs);
        for output in 0..outputs {
            let (scale, numbers) = rows.row(output);
            scales.push(scale);
            let blocks = &mut blocks[output / LANES * pairs..];
            for (input, &number) in numbers.iter().enumerate() {
                blocks[input / 2][output % LANES][input % 2] = i16::from(number as i8);
            }
        }
        Some(Self { inputs, blocks, scales, bias: bias.data })
    }

    pub fn inputs(&self) -> usize {
        self.inputs
    }

    pub fn outputs(&self) -> usize {
        self.scales.len()
    }

    /// The layer's output for every row of input.
    pub fn apply(&self, input: &Matrix) -> Matrix {
        let pairs = self.inputs.div_ceil(2);
        let (rounded, scales) = round(input, pairs);
        let wide = self.blocks.len() / pairs * LANES;
        let mut sums = vec![0; input.rows * wide];
        dots(&rounded, &self.blocks, pairs, &mut sums);
        let mut out = Matrix::zeros(input.rows, self.outputs());
        for (row, scale) in scales.into_iter().enumerate() {
            finish(out.row_mut(row), &sums[row * wide..], scale, &self.scales, &self.bias);
        }
        out
    }
}

widely! {
    /// Makes numbers of sums: `scale` is what a unit of the inputs is worth, `units` those of the weights.
    fn finish(out: &mut [f32], sums: &[i32], scale: f32, units: &[f32], bias: &[f32]) {
        for (out, ((&sum, unit), bias)) in out.iter_mut().zip(sums.iter().zip(units).zip(bias)) {
            *out = sum as f32 * (scale * unit) + bias;
        }
    }
}

widely! {
    /// Rounds to whole numbers of a scale.
    fn round_row(row: &[f32], scale: f32, rounded: &mut [i16]) {
        // Adding 1.5 * 2^23 puts the whole number into the low bits.
        const SHIFT: f32 = 12_582_912.0;
        for (rounded, number) in rounded.iter_mut().zip(row) {
            *rounded = ((number / scale + SHIFT).to_bits() as i32).wrapping_sub(SHIFT.to_bits() as i32) as i16;
        }
    }
}

/// The rows as whole numbers, and what a unit is worth in each.
fn round(input: &Matrix, pairs: usize) -> (Vec<Pair>, Vec<f32>) {
    let mut rounded = vec![[0; 2]; input.rows * pairs];
    let mut scales = Vec::with_capacity(input.rows);
    for (row, rounded) in rounded.chunks_exact_mut(pairs).enumerate() {
        let row = input.row(row);
        let largest = row.iter().fold(0.0f32, |largest, number| largest.max(number.abs()));
        let scale = if largest > 0.0 { largest / LARGEST } else { 1.0 };
        scales.push(scale);
        round_row(row, scale, rounded.as_flattened_mut());
    }
    (rounded, scales)
}

#[cfg(test)]
mod tests {
    use super::super::pack;
    use super::*;
    use crate::text::linear::Shuffle;

    #[test]
    fn close_to_the_product_of_the_matrices() {
        let mut random = Shuffle::new(4);
        let (weights, bias) = (Matrix::random(37, 21, &mut random), Matrix::random(1, 21, &mut random));
        let dense = Dense::read(&pack(&weights.turned()).into(), &pack(&bias).into()).expect("own bytes");
        assert_eq!((dense.inputs(), dense.outputs()), (37, 21));
        let input = Matrix::uniform(11, 37, 2.0, &mut random);
        let mut expected = Matrix::product(&input, &weights);
        expected.add_bias(&bias);
        let found = dense.apply(&input);
        let far = found.data.iter().zip(&expected.data).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < 0.05, "{far}");
    }

    #[test]
    fn refuses_a_bias_of_another_length() {
        let weights: Bytes = pack(&Matrix::zeros(3, 4)).into();
        assert!(Dense::read(&weights, &pack(&Matrix::zeros(1, 4)).into()).is_none());
        assert!(Dense::read(&weights.slice(..9), &pack(&Matrix::zeros(1, 3)).into()).is_none());
    }
}
