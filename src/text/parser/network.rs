//! The network: bags of features, recurrent layers, a score for every pair of words (Dozat and Manning 2017), and a score
//! for every relation of a pair (Kiperwasser and Goldberg 2016).

use crate::text::linear::Shuffle;
use crate::text::neural::{Batch, Encoder, Matrix, Tensors, Trail};

/// Sizes of the layers.
#[derive(Debug, Clone, Copy)]
pub struct Sizes {
    pub word: usize,
    /// Cells in each direction of a recurrent layer.
    pub recurrent: usize,
    pub layers: usize,
    pub arc: usize,
    pub label: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        Self { word: 128, recurrent: 128, layers: 3, arc: 128, label: 96 }
    }
}

/// All weights; a gradient is a value of the same type.
#[derive(Debug, Clone)]
pub(super) struct Network {
    pub encoder: Encoder,
    /// From the last layer to four views of a word: as dependent and as head of an arc, and the same for its relation.
    pub views: Matrix,
    pub views_bias: Matrix,
    pub arc: Matrix,
    pub head_bias: Matrix,
    /// What direction and distance add to an arc, and to the hidden layer of its relation.
    pub arc_distance: Matrix,
    pub label_distance: Matrix,
    pub labels: Matrix,
    pub labels_bias: Matrix,
}

/// Classes of direction and distance.
pub(super) const DISTANCES: usize = 16;

/// The class of the way from a dependent to a head.
pub(super) fn distance(dependent: usize, head: usize) -> usize {
    let far = match dependent.abs_diff(head) {
        near @ 0..=4 => near.saturating_sub(1),
        5..=6 => 4,
        7..=10 => 5,
        11..=20 => 6,
        _ => 7,
    };
    if head < dependent { far } else { far + DISTANCES / 2 }
}

/// What a pass leaves: the way through the encoder, the vectors of the words, and their views.
pub(super) struct Pass {
    pub trail: Trail,
    pub vectors: Matrix,
    pub views: Matrix,
}

impl Network {
    pub fn new(words: usize, labels: usize, sizes: Sizes, random: &mut Shuffle) -> Self {
        let wide = 2 * sizes.recurrent;
        let views = 2 * (sizes.arc + sizes.label);
        Self {
            encoder: Encoder::new(words, sizes.word, sizes.recurrent, sizes.layers, random),
            views: Matrix::random(wide, views, random),
            views_bias: Matrix::zeros(1, views),
            arc: Matrix::random(sizes.arc, sizes.arc, random),
            head_bias: Matrix::zeros(1, sizes.arc),
            arc_distance: Matrix::zeros(1, DISTANCES),
            label_distance: Matrix::zeros(DISTANCES, sizes.label),
            labels: Matrix::random(sizes.label, labels, random),
            labels_bias: Matrix::zeros(1, labels),
        }
    }

    pub fn arc_size(&self) -> usize {
        self.arc.rows
    }

    pub fn label_size(&self) -> usize {
        self.labels.rows
    }

    /// From bags to views. `dropout` gives a mask for a number of places, or none outside training.
    pub fn forward(&self, batch: &Batch, dropout: impl FnMut(usize) -> Option<Vec<f32>>) -> Pass {
        let (vectors, trail) = self.encoder.forward(batch, dropout);
        let mut views = Matrix::product(&vectors, &self.views);
        views.add_bias(&self.views_bias);
        bend(&mut views, 2 * self.arc_size());
        Pass { trail, vectors, views }
    }

    /// The scores of all arcs of a sentence, from the views of its words: row dependent, column head.
    pub fn arc_scores(&self, dependents: &Matrix, heads: &Matrix) -> Matrix {
        let mut turned = Matrix::product(dependents, &self.arc);
        turned.add_bias(&self.head_bias);
        let mut scores = Matrix::product_turned(&turned, heads);
        for dependent in 0..scores.rows {
            for (head, score) in scores.row_mut(dependent).iter_mut().enumerate() {
                *score += self.arc_distance.data[distance(dependent, head)];
            }
        }
        scores
    }

    /// The hidden layer before the relations of one arc.
    pub fn label_hidden(&self, views: &Matrix, start: usize, dependent: usize, head: usize) -> Vec<f32> {
        let (arcs, size) = (2 * self.arc_size(), self.label_size());
        let own = &views.row(start + dependent)[arcs..arcs + size];
        let other = &views.row(start + head)[arcs + size..];
        let far = self.label_distance.row(distance(dependent, head));
        own.iter().zip(other).zip(far).map(|((a, b), c)| relu(a + b + c)).collect()
    }

    /// The scores of the relations for hidden layers that stand below each other.
    pub fn label_scores(&self, hidden: &Matrix) -> Matrix {
        let mut scores = Matrix::product(hidden, &self.labels);
        scores.add_bias(&self.labels_bias);
        scores
    }
}

/// Applies [`relu`] to the first columns.
pub(super) fn bend(views: &mut Matrix, columns: usize) {
    for row in 0..views.rows {
        views.row_mut(row)[..columns].iter_mut().for_each(|number| *number = relu(*number));
    }
}

/// Leaky, so that nothing stops learning.
pub(super) fn relu(x: f32) -> f32 {
    if x > 0.0 { x } else { 0.1 * x }
}

/// The slope of [`relu`], which can be told from what it gave.
pub(super) fn relu_slope(out: f32) -> f32 {
    if out > 0.0 { 1.0 } else { 0.1 }
}

impl Tensors for Network {
    fn tensors(&self) -> Vec<&Matrix> {
        let rest = [
            &self.views,
            &self.views_bias,
            &self.arc,
            &self.head_bias,
            &self.arc_distance,
            &self.label_distance,
            &self.labels,
            &self.labels_bias,
        ];
        self.encoder.tensors().chain(rest).collect()
    }

    fn tensors_mut(&mut self) -> Vec<&mut Matrix> {
        let rest = [
            &mut self.views,
            &mut self.views_bias,
            &mut self.arc,
            &mut self.head_bias,
            &mut self.arc_distance,
            &mut self.label_distance,
            &mut self.labels,
            &mut self.labels_bias,
        ];
        self.encoder.tensors_mut().chain(rest).collect()
    }
}
