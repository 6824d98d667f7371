//! A gated recurrent layer that reads in both directions.
//!
//! As in the simple recurrent unit (Lei et al. 2018), the gates look at the input alone, so that one product serves all
//! words of all sentences and only cheap steps run from word to word. With input x, for each direction:
//! f = sigmoid(x F), r = sigmoid(x R), c' = f c + (1 - f) x Z, h = r tanh(c').

use super::activation::{sigmoids, tanhs};
use super::matrix::Matrix;
use crate::text::linear::Shuffle;
use std::ops::Range;

/// Weights: columns in six groups of `width`: Z, F, R of the forward direction, then of the backward one.
#[derive(Debug, Clone)]
pub struct Recurrent {
    pub weights: Matrix,
    pub bias: Matrix,
}

/// What a pass through the layer leaves for the way back.
#[derive(Debug)]
pub struct Trace {
    /// Z as it is, F and R behind their sigmoid.
    gates: Matrix,
    cells: Matrix,
    /// tanh of the cells.
    squashed: Matrix,
}

impl Recurrent {
    /// A layer with `width` cells in each direction.
    pub fn new(inputs: usize, width: usize, random: &mut Shuffle) -> Self {
        let mut bias = Matrix::zeros(1, 6 * width);
        for group in [1, 4] {
            bias.data[group * width..(group + 1) * width].fill(1.0);
        }
        let weights = Matrix::uniform(inputs, 6 * width, (3.0 / inputs as f32).sqrt(), random);
        Self { weights, bias }
    }

    fn width(&self) -> usize {
        self.bias.cols / 6
    }

    /// The layer's output, two times `width` columns, for sentences that stand below each other in `input`.
    pub fn forward(&self, input: &Matrix, sentences: &[Range<usize>]) -> (Matrix, Trace) {
        let width = self.width();
        let mut gates = Matrix::product(input, &self.weights);
        gates.add_bias(&self.bias);
        open(&mut gates, width);
        let mut trace = Trace { gates, cells: Matrix::zeros(input.rows, 2 * width), squashed: Matrix::default() };
        for sentence in sentences {
            scan(&trace.gates, &mut trace.cells, sentence.clone(), 0);
            scan(&trace.gates, &mut trace.cells, sentence.clone().rev(), width);
        }
        trace.squashed = trace.cells.clone();
        tanhs(&mut trace.squashed.data);
        let mut output = trace.squashed.clone();
        close(&trace.gates, &mut output);
        (output, trace)
    }

    /// From the gradient of the output: adds to the gradient of the layer and returns that of the input.
    pub fn backward(
        &self,
        input: &Matrix,
        sentences: &[Range<usize>],
        trace: &Trace,
        output: &Matrix,
        gradient: &mut Recurrent,
    ) -> Matrix {
        let width = self.width();
        let mut gates = trace.gates.like();
        for sentence in sentences {
            scan_back(trace, output, &mut gates, sentence.clone().rev(), 0, width);
            scan_back(trace, output, &mut gates, sentence.clone(), width, width);
        }
        gradient.weights.add_turned_product(input, &gates);
        gradient.bias.add_sum_of_rows(&gates);
        Matrix::product_turned(&gates, &self.weights)
    }
}

/// The output of a layer from its gates as the linear part leaves them, bias included.
pub fn read_gates(mut gates: Matrix, sentences: &[Range<usize>]) -> Matrix {
    let width = gates.cols / 6;
    open(&mut gates, width);
    let mut output = Matrix::zeros(gates.rows, 2 * width);
    for sentence in sentences {
        scan(&gates, &mut output, sentence.clone(), 0);
        scan(&gates, &mut output, sentence.clone().rev(), width);
    }
    tanhs(&mut output.data);
    close(&gates, &mut output);
    output
}

/// Puts F and R of both directions behind their sigmoid.
fn open(gates: &mut Matrix, width: usize) {
    for row in 0..gates.rows {
        let row = gates.row_mut(row);
        for group in [1, 4] {
            sigmoids(&mut row[group * width..(group + 2) * width]);
        }
    }
}

/// Fills the cells of one direction, whose columns begin at `offset`.
fn scan(gates: &Matrix, cells: &mut Matrix, rows: impl Iterator<Item = usize>, offset: usize) {
    let width = gates.cols / 6;
    let mut state = vec![0.0; width];
    for row in rows {
        let gates = &gates.row(row)[3 * offset..];
        for ((c, z), f) in state.iter_mut().zip(&gates[..width]).zip(&gates[width..2 * width]) {
            *c = z + f * (*c - z);
        }
        cells.row_mut(row)[offset..offset + width].copy_from_slice(&state);
    }
}

/// Lets through what R says.
fn close(gates: &Matrix, output: &mut Matrix) {
    let width = gates.cols / 6;
    for row in 0..output.rows {
        let gates = gates.row(row);
        let (ahead, back) = output.row_mut(row).split_at_mut(width);
        ahead.iter_mut().zip(&gates[2 * width..3 * width]).for_each(|(h, r)| *h *= r);
        back.iter_mut().zip(&gates[5 * width..]).for_each(|(h, r)| *h *= r);
    }
}

/// Goes against the direction of reading; fills the gradient of the gates before their sigmoid.
fn scan_back(
    trace: &Trace,
    output: &Matrix,
    gates: &mut Matrix,
    rows: impl Iterator<Item = usize>,
    offset: usize,
    width: usize,
) {
    let mut carried = vec![0.0; width];
    let mut rows = rows.peekable();
    while let Some(row) = rows.next() {
        let before = rows.peek().map(|&before| &trace.cells.row(before)[offset..offset + width]);
        let own = &trace.gates.row(row)[3 * offset..3 * (offset + width)];
        let (squashed, out) = (&trace.squashed.row(row)[offset..], &output.row(row)[offset..]);
        let into = &mut gates.row_mut(row)[3 * offset..3 * (offset + width)];
        for i in 0..width {
            let (z, f, r, t) = (own[i], own[width + i], own[2 * width + i], squashed[i]);
            let cell = carried[i] + out[i] * r * (1.0 - t * t);
            let last = before.map_or(0.0, |cells| cells[i]);
            into[i] = cell * (1.0 - f);
            into[width + i] = cell * (last - z) * f * (1.0 - f);
            into[2 * width + i] = out[i] * t * r * (1.0 - r);
            carried[i] = cell * f;
        }
    }
}
