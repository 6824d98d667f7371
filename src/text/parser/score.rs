//! The network once it is learnt: scores of arcs and relations.

use super::network::{Network, bend, distance, relu};
use crate::text::linear::{Archive, ArchiveBuilder};
use crate::text::neural::{Batch, Dense, Finished, Matrix, Vocabulary, pack, read_dense, unpack, write_dense};

/// Layers that have been learnt; see [`Network`].
#[derive(Debug)]
pub(super) struct Scorer {
    encoder: Finished,
    views: Dense,
    arc: Dense,
    arc_distance: Matrix,
    label_distance: Matrix,
    labels: Dense,
}

impl Scorer {
    /// # Errors
    /// What is wrong with the model file.
    pub fn read(archive: &Archive) -> Result<Self, String> {
        let matrix = |name: &str| unpack(&archive.section(name)?).ok_or_else(|| format!("has a damaged table {name}"));
        let scorer = Self {
            encoder: Finished::read(archive)?,
            views: read_dense(archive, "views")?,
            arc: read_dense(archive, "arc")?,
            arc_distance: matrix("arc-distance")?,
            label_distance: matrix("label-distance")?,
            labels: read_dense(archive, "labels")?,
        };
        let (arc, label) = (scorer.arc.inputs(), scorer.labels.inputs());
        let fits = scorer.views.inputs() == scorer.encoder.outputs()
            && scorer.views.outputs() == 2 * (arc + label)
            && scorer.arc.outputs() == arc
            && scorer.arc_distance.data.len() == scorer.label_distance.rows
            && scorer.label_distance.rows == super::network::DISTANCES
            && scorer.label_distance.cols == label;
        fits.then_some(scorer).ok_or_else(|| "has layers that do not fit together".into())
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.encoder.features()
    }

    /// The number of relations.
    pub fn relations(&self) -> usize {
        self.labels.outputs()
    }

    /// Four views of each word: as dependent and as head of an arc, and the same for its relation.
    pub fn views(&self, batch: &Batch) -> Matrix {
        let mut views = self.views.apply(&self.encoder.vectors(batch));
        bend(&mut views, 2 * self.arc.inputs());
        views
    }

    /// The scores of all arcs of a sentence: row dependent, column head.
    pub fn arcs(&self, views: &Matrix) -> Matrix {
        let size = self.arc.inputs();
        let turned = self.arc.apply(&views.slice_cols(0..size));
        let mut scores = Matrix::zeros(views.rows, views.rows);
        for dependent in 0..views.rows {
            for (head, score) in scores.row_mut(dependent).iter_mut().enumerate() {
                let far = self.arc_distance.data[distance(dependent, head)];
                *score = product(turned.row(dependent), &views.row(head)[size..2 * size]) + far;
            }
        }
        scores
    }

    /// The scores of the relations of all words but the first, which stands for the root, to their heads.
    pub fn labels(&self, views: &Matrix, heads: &[usize]) -> Matrix {
        let (arcs, size) = (2 * self.arc.inputs(), self.labels.inputs());
        let mut hidden = Matrix::zeros(heads.len() - 1, size);
        for (word, &head) in heads.iter().enumerate().skip(1) {
            let own = &views.row(word)[arcs..arcs + size];
            let other = &views.row(head)[arcs + size..];
            let far = self.label_distance.row(distance(word, head));
            let numbers = own.iter().zip(other).zip(far).map(|((a, b), c)| relu(a + b + c));
            hidden.row_mut(word - 1).iter_mut().zip(numbers).for_each(|(place, number)| *place = number);
        }
        self.labels.apply(&hidden)
    }
}

/// The product of two vectors, summed in an order that does not depend on the processor.
fn product(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 16;
    let mut sums = [0.0; LANES];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// The bytes of a model file.
pub(super) fn write(labels: &[String], vocabulary: &Vocabulary, network: &Network) -> Vec<u8> {
    let archive = ArchiveBuilder::default().strings("relations", labels).section("features", vocabulary.as_bytes());
    let archive = network.encoder.write(archive);
    let archive = write_dense(archive, "views", &network.views, &network.views_bias);
    let archive = write_dense(archive, "arc", &network.arc, &network.head_bias);
    let archive = archive.section("arc-distance", pack(&network.arc_distance));
    let archive = archive.section("label-distance", pack(&network.label_distance));
    write_dense(archive, "labels", &network.labels, &network.labels_bias).into_bytes()
}
