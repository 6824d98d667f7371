//! The network: an encoder, and above it scores of the classes of each word and of each class after another.

use super::chain;
use super::class::CLASSES;
use super::viterbi::{Scores, Transitions};
use crate::text::linear::{Archive, ArchiveBuilder, Shuffle};
use crate::text::neural::{
    Batch, Dense, Encoder, Finished, Matrix, Sizes, Tensors, Trail, pack, read_dense, unpack, write_dense,
};

/// Sizes of the layers, unless others are asked for.
pub(super) const SIZES: Sizes = Sizes { word: 80, recurrent: 64, layers: 2 };

/// All weights; a gradient is a value of the same type.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub encoder: Encoder,
    /// One for each set of guidelines that names were annotated by.
    pub heads: Vec<Head>,
}

/// From what the encoder makes of a word to the scores of its classes.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub output: Matrix,
    pub bias: Matrix,
    pub transitions: Matrix,
}

impl Head {
    fn transitions(&self) -> Transitions {
        Transitions(std::array::from_fn(|class| scores_of(self.transitions.row(class))))
    }

    /// The scores of the classes of each word.
    fn scores(&self, vectors: &Matrix) -> Vec<Scores> {
        let mut scores = Matrix::product(vectors, &self.output);
        scores.add_bias(&self.bias);
        (0..scores.rows).map(|row| scores_of(scores.row(row))).collect()
    }
}

/// The network once it is learnt, with its first head.
#[derive(Debug)]
pub(super) struct Scorer {
    encoder: Finished,
    output: Dense,
    pub transitions: Transitions,
}

impl Scorer {
    /// # Errors
    /// What is wrong with the model file.
    pub fn read(archive: &Archive) -> Result<Self, String> {
        let transitions = unpack(&archive.section("transitions")?).ok_or("has a damaged table transitions")?;
        let (encoder, output) = (Finished::read(archive)?, read_dense(archive, "output")?);
        let shapes = [transitions.rows, transitions.cols, output.outputs()] == [CLASSES; 3];
        if !shapes || output.inputs() != encoder.outputs() {
            return Err("has layers that do not fit together".into());
        }
        let transitions = Transitions(std::array::from_fn(|class| scores_of(transitions.row(class))));
        Ok(Self { encoder, output, transitions })
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.encoder.features()
    }

    /// The scores of the classes of each word.
    pub fn scores(&self, batch: &Batch) -> Vec<Scores> {
        let scores = self.output.apply(&self.encoder.vectors(batch));
        (0..scores.rows).map(|row| scores_of(scores.row(row))).collect()
    }
}

impl Network {
    pub fn new(features: usize, heads: usize, sizes: Sizes, random: &mut Shuffle) -> Self {
        let encoder = Encoder::new(features, sizes.word, sizes.recurrent, sizes.layers, random);
        let heads = (0..heads).map(|_| Head {
            output: Matrix::random(2 * sizes.recurrent, CLASSES, random),
            bias: Matrix::zeros(1, CLASSES),
            transitions: Matrix::zeros(CLASSES, CLASSES),
        });
        Self { encoder, heads: heads.collect() }
    }

    /// Adds the finished network with its first head to a model file.
    pub fn write(&self, archive: ArchiveBuilder) -> ArchiveBuilder {
        let head = &self.heads[0];
        let archive = self.encoder.write(archive).section("transitions", pack(&head.transitions));
        write_dense(archive, "output", &head.output, &head.bias)
    }

    /// Adds to the gradient of the mean loss of a word by the guidelines of one head, and returns that mean.
    pub fn add_gradient(
        &self,
        batch: &Batch,
        pass: (&Matrix, &Trail),
        gold: &[&[usize]],
        number: usize,
        gradient: &mut Network,
    ) -> f32 {
        let (vectors, trail) = pass;
        let (head, into) = (&self.heads[number], &mut gradient.heads[number]);
        let scores = head.scores(vectors);
        let words = scores.len().max(1) as f32;
        let mut turns = Transitions([[0.0; CLASSES]; CLASSES]);
        let mut slopes = vec![[0.0; CLASSES]; scores.len()];
        let transitions = head.transitions();
        let mut loss = 0.0;
        for (sentence, gold) in batch.sentences.iter().zip(gold) {
            let own = &mut slopes[sentence.clone()];
            loss += chain::gradient(&scores[sentence.clone()], &transitions, gold, own, &mut turns);
        }
        let data = slopes.into_iter().flatten().map(|slope| slope / words).collect();
        let slopes = Matrix { rows: scores.len(), cols: CLASSES, data };
        into.transitions.data.iter_mut().zip(turns.0.as_flattened()).for_each(|(to, slope)| *to += slope / words);
        into.output.add_turned_product(vectors, &slopes);
        into.bias.add_sum_of_rows(&slopes);
        let slopes = Matrix::product_turned(&slopes, &head.output);
        self.encoder.backward(batch, trail, slopes, &mut gradient.encoder);
        loss / words
    }
}

fn scores_of(row: &[f32]) -> Scores {
    std::array::from_fn(|class| row[class])
}

impl Tensors for Network {
    fn tensors(&self) -> Vec<&Matrix> {
        let heads = self.heads.iter().flat_map(|head| [&head.output, &head.bias, &head.transitions]);
        self.encoder.tensors().chain(heads).collect()
    }

    fn tensors_mut(&mut self) -> Vec<&mut Matrix> {
        let heads = self.heads.iter_mut();
        let heads = heads.flat_map(|head| [&mut head.output, &mut head.bias, &mut head.transitions]);
        self.encoder.tensors_mut().chain(heads).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gradient_agrees_with_differences() {
        let mut network = Network::new(8, 2, Sizes { word: 4, recurrent: 3, layers: 2 }, &mut Shuffle::new(5));
        let mut batch = Batch::default();
        batch.push([vec![0], vec![1, 2], vec![3], vec![4, 5, 1]]);
        batch.push([vec![0], vec![6, 7]]);
        let gold: [&[usize]; 2] = [&[0, 1, 2, 9], &[3, 0]];
        let loss = |network: &Network, gradient: &mut Network| {
            let (vectors, trail) = network.encoder.forward(&batch, |_| None);
            (0..2).map(|head| network.add_gradient(&batch, (&vectors, &trail), &gold, head, gradient)).sum::<f32>()
        };
        let mut gradient = network.zeros();
        loss(&network, &mut gradient);
        let expected: Vec<Vec<f32>> = gradient.tensors().iter().map(|tensor| tensor.data.clone()).collect();
        const STEP: f32 = 3e-3;
        for (number, slopes) in expected.iter().enumerate() {
            for (at, slope) in slopes.iter().enumerate() {
                let mut at_offset = |offset: f32| {
                    network.tensors_mut()[number].data[at] += offset;
                    let loss = loss(&network, &mut gradient);
                    network.tensors_mut()[number].data[at] -= offset;
                    loss
                };
                let measured = (at_offset(STEP) - at_offset(-STEP)) / (2.0 * STEP);
                assert!((measured - slope).abs() < 2e-3, "tensor {number} at {at}: {measured} and {slope}");
            }
        }
    }
}
