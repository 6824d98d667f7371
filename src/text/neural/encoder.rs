//! From bags of features to a vector for each word in its sentence.

use super::batch::Batch;
use super::dense::Dense;
use super::matrix::Matrix;
use super::pack::{Rows, pack, unpack_rows};
use super::recurrent::{Recurrent, Trace, read_gates};
use crate::text::linear::{Archive, ArchiveBuilder, Shuffle};

/// Sizes of the layers of an encoder.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub word: usize,
    /// Cells in each direction of a recurrent layer.
    pub recurrent: usize,
    pub layers: usize,
}

/// An embedding and recurrent layers that are being learnt. From the second layer on, a layer adds to what it reads.
#[derive(Debug, Clone)]
pub struct Encoder {
    pub words: Matrix,
    pub layers: Vec<Recurrent>,
}

/// What a pass leaves for the way back.
#[derive(Debug)]
pub struct Trail {
    inputs: Vec<Matrix>,
    traces: Vec<Trace>,
    /// Which numbers of each input were kept, times what makes up for the others; empty outside training.
    masks: Vec<Vec<f32>>,
}

impl Encoder {
    /// Vectors of `word` numbers for so many features, then so many `layers` with `width` cells in each direction.
    pub fn new(features: usize, word: usize, width: usize, layers: usize, random: &mut Shuffle) -> Self {
        let inputs = (0..layers).map(|layer| if layer == 0 { word } else { 2 * width });
        Self {
            words: Matrix::uniform(features, word, 0.15, random),
            layers: inputs.map(|inputs| Recurrent::new(inputs, width, random)).collect(),
        }
    }

    /// The vectors of all words. `dropout` gives a mask for a number of places, or none outside training.
    pub fn forward(&self, batch: &Batch, mut dropout: impl FnMut(usize) -> Option<Vec<f32>>) -> (Matrix, Trail) {
        let mut state = self.embed(batch);
        let mut trail = Trail { inputs: Vec::new(), traces: Vec::new(), masks: Vec::new() };
        let mut hide = |state: &mut Matrix, trail: &mut Trail| {
            if let Some(mask) = dropout(state.data.len()) {
                apply(state, Some(&mask));
                trail.masks.push(mask);
            }
        };
        for (number, layer) in self.layers.iter().enumerate() {
            hide(&mut state, &mut trail);
            let (mut output, trace) = layer.forward(&state, &batch.sentences);
            if number > 0 {
                output.add_rows(0, &state);
            }
            trail.inputs.push(std::mem::replace(&mut state, output));
            trail.traces.push(trace);
        }
        hide(&mut state, &mut trail);
        (state, trail)
    }

    fn embed(&self, batch: &Batch) -> Matrix {
        let mut sums = Matrix::zeros(batch.bags.len(), self.words.cols);
        for (row, bag) in batch.bags.iter().enumerate() {
            let sum = sums.row_mut(row);
            for &feature in bag {
                super::matrix::add(sum, self.words.row(feature as usize));
            }
        }
        sums
    }

    /// From the gradient of the vectors: adds to the gradient of the encoder.
    pub fn backward(&self, batch: &Batch, trail: &Trail, mut slopes: Matrix, gradient: &mut Encoder) {
        apply(&mut slopes, trail.masks.get(self.layers.len()));
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let (input, trace) = (&trail.inputs[number], &trail.traces[number]);
            let mut before = layer.backward(input, &batch.sentences, trace, &slopes, &mut gradient.layers[number]);
            if number > 0 {
                before.add_rows(0, &slopes);
            }
            apply(&mut before, trail.masks.get(number));
            slopes = before;
        }
        for (row, bag) in batch.bags.iter().enumerate() {
            for &feature in bag {
                super::matrix::add(gradient.words.row_mut(feature as usize), slopes.row(row));
            }
        }
    }

    /// All matrices, the embedding first.
    pub fn tensors(&self) -> impl Iterator<Item = &Matrix> {
        let layers = self.layers.iter().flat_map(|layer| [&layer.weights, &layer.bias]);
        std::iter::once(&self.words).chain(layers)
    }

    pub fn tensors_mut(&mut self) -> impl Iterator<Item = &mut Matrix> {
        let layers = self.layers.iter_mut().flat_map(|layer| [&mut layer.weights, &mut layer.bias]);
        std::iter::once(&mut self.words).chain(layers)
    }

    /// Adds the finished encoder to a model file.
    pub fn write(&self, archive: ArchiveBuilder) -> ArchiveBuilder {
        let layers = (self.layers.len() as u32).to_le_bytes();
        let archive = archive.section("layers", layers).section("words", pack(&self.words));
        self.layers.iter().enumerate().fold(archive, |archive, (number, layer)| {
            write_dense(archive, &format!("layer-{number}"), &layer.weights, &layer.bias)
        })
    }
}

fn apply(numbers: &mut Matrix, mask: Option<&Vec<f32>>) {
    if let Some(mask) = mask {
        numbers.data.iter_mut().zip(mask).for_each(|(number, keep)| *number *= keep);
    }
}

/// Adds a finished linear layer to a model file.
pub fn write_dense(archive: ArchiveBuilder, name: &str, weights: &Matrix, bias: &Matrix) -> ArchiveBuilder {
    archive.section(name, pack(&weights.turned())).section(&format!("{name}-bias"), pack(bias))
}

/// Reads a finished linear layer.
///
/// # Errors
/// When the model file does not have it, or it is damaged.
pub fn read_dense(archive: &Archive, name: &str) -> Result<Dense, String> {
    let (weights, bias) = (archive.section(name)?, archive.section(&format!("{name}-bias"))?);
    Dense::read(&weights, &bias).ok_or_else(|| format!("has a damaged layer {name}"))
}

/// An encoder that has been learnt, with 8 bits for each weight; its embedding is read where it lies.
#[derive(Debug, Clone)]
pub struct Finished {
    words: Rows,
    layers: Vec<Dense>,
}

impl Finished {
    /// # Errors
    /// What is wrong with the model file.
    pub fn read(archive: &Archive) -> Result<Self, String> {
        let layers = archive.section("layers")?;
        let layers = layers[..].try_into().map(u32::from_le_bytes).map_err(|_| "has no number of layers")?;
        let words = unpack_rows(&archive.section("words")?).ok_or("has a damaged embedding")?;
        let layers: Vec<Dense> =
            (0..layers).map(|number| read_dense(archive, &format!("layer-{number}"))).collect::<Result<_, _>>()?;
        let mut inputs = words.cols;
        for layer in &layers {
            if layer.inputs() != inputs || layer.outputs() % 6 != 0 {
                return Err("has layers that do not fit together".into());
            }
            inputs = layer.outputs() / 3;
        }
        Ok(Self { words, layers })
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.words.rows
    }

    /// The length of a word's vector.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(self.words.cols, |layer| layer.outputs() / 3)
    }

    /// The vectors of all words.
    pub fn vectors(&self, batch: &Batch) -> Matrix {
        let mut state = Matrix::zeros(batch.bags.len(), self.words.cols);
        for (row, bag) in batch.bags.iter().enumerate() {
            let sum = state.row_mut(row);
            bag.iter().for_each(|&feature| self.words.add_to(feature as usize, sum));
        }
        for (number, layer) in self.layers.iter().enumerate() {
            let mut output = read_gates(layer.apply(&state), &batch.sentences);
            if number > 0 {
                output.add_rows(0, &state);
            }
            state = output;
        }
        state
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    #[test]
    fn finished_and_learning_agree() {
        let encoder = Encoder::new(20, 6, 5, 2, &mut Shuffle::new(8));
        let bytes = encoder.write(ArchiveBuilder::default()).into_bytes();
        let finished = Finished::read(&Archive::parse(Cow::Owned(bytes)).expect("own bytes")).expect("own sections");
        let mut batch = Batch::default();
        batch.push([vec![1, 2], vec![], vec![3, 19]]);
        batch.push([vec![7]]);
        let (expected, _) = encoder.forward(&batch, |_| None);
        let found = finished.vectors(&batch);
        assert_eq!((finished.features(), finished.outputs()), (20, 10));
        let far = found.data.iter().zip(&expected.data).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
        assert!(far < 0.02, "{far}");
    }
}
