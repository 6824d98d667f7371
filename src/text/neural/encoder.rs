//! From the features of words to what a network makes of each word in its sentence: sums of embeddings, then recurrent
//! layers, each beyond the first added to its input.

use super::adam::Tensors;
use super::matrix::{Matrix, add};
use super::recurrent::{Recurrent, Trace};
use super::vocabulary::Row;
use crate::text::linear::Shuffle;
use std::ops::Range;

/// All weights; a gradient is a value of the same type.
#[derive(Debug, Clone)]
pub struct Encoder {
    pub words: Matrix,
    pub layers: Vec<Recurrent>,
}

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
}

/// What a pass leaves for the way back.
#[derive(Debug, Default)]
pub struct Pass {
    /// What each layer read.
    inputs: Vec<Matrix>,
    traces: Vec<Trace>,
    /// Which numbers of each input were kept, times what makes up for the others; empty outside training.
    masks: Vec<Vec<f32>>,
    /// What the last layer gave: one row for each word.
    pub states: Matrix,
}

impl Encoder {
    /// An encoder with `width` cells in each direction of each of `layers` recurrent layers.
    pub fn new(features: usize, word: usize, width: usize, layers: usize, random: &mut Shuffle) -> Self {
        let inputs = (0..layers).map(|layer| if layer == 0 { word } else { 2 * width });
        Self {
            words: Matrix::uniform(features, word, 0.15, random),
            layers: inputs.map(|inputs| Recurrent::new(inputs, width, random)).collect(),
        }
    }

    /// `dropout` gives a mask for a number of places, or none outside training.
    pub fn forward(&self, batch: &Batch, mut dropout: impl FnMut(usize) -> Option<Vec<f32>>) -> Pass {
        let mut state = self.embed(&batch.bags);
        let mut pass = Pass::default();
        let mut mask = |state: &mut Matrix, masks: &mut Vec<Vec<f32>>| {
            if let Some(mask) = dropout(state.data.len()) {
                hide(state, Some(&mask));
                masks.push(mask);
            }
        };
        for (number, layer) in self.layers.iter().enumerate() {
            mask(&mut state, &mut pass.masks);
            let (mut output, trace) = layer.forward(&state, &batch.sentences);
            if number > 0 {
                output.add_rows(0, &state);
            }
            pass.inputs.push(std::mem::replace(&mut state, output));
            pass.traces.push(trace);
        }
        mask(&mut state, &mut pass.masks);
        pass.states = state;
        pass
    }

    /// From the slopes of the states: adds to the gradient of the encoder.
    pub fn backward(&self, batch: &Batch, pass: &Pass, mut slopes: Matrix, gradient: &mut Encoder) {
        hide(&mut slopes, pass.masks.get(self.layers.len()));
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let (input, trace) = (&pass.inputs[number], &pass.traces[number]);
            let mut before = layer.backward(input, &batch.sentences, trace, &slopes, &mut gradient.layers[number]);
            if number > 0 {
                before.add_rows(0, &slopes);
            }
            hide(&mut before, pass.masks.get(number));
            slopes = before;
        }
        for (row, bag) in batch.bags.iter().enumerate() {
            for &feature in bag {
                add(gradient.words.row_mut(feature as usize), slopes.row(row));
            }
        }
    }

    fn embed(&self, bags: &[Vec<Row>]) -> Matrix {
        let mut sums = Matrix::zeros(bags.len(), self.words.cols);
        for (row, bag) in bags.iter().enumerate() {
            for &feature in bag {
                add(sums.row_mut(row), self.words.row(feature as usize));
            }
        }
        sums
    }
}

/// A random mask: zeros for what is hidden; the rest makes up for it.
pub fn dropout_mask(places: usize, dropout: f32, random: &mut Shuffle) -> Vec<f32> {
    let kept = 1.0 / (1.0 - dropout);
    (0..places).map(|_| if random.unit() < dropout { 0.0 } else { kept }).collect()
}

fn hide(numbers: &mut Matrix, mask: Option<&Vec<f32>>) {
    for (number, keep) in numbers.data.iter_mut().zip(mask.into_iter().flatten()) {
        *number *= keep;
    }
}

impl Tensors for Encoder {
    fn tensors(&self) -> Vec<&Matrix> {
        let layers = self.layers.iter().flat_map(|layer| [&layer.weights, &layer.bias]);
        std::iter::once(&self.words).chain(layers).collect()
    }

    fn tensors_mut(&mut self) -> Vec<&mut Matrix> {
        let layers = self.layers.iter_mut().flat_map(|layer| [&mut layer.weights, &mut layer.bias]);
        std::iter::once(&mut self.words).chain(layers).collect()
    }
}
