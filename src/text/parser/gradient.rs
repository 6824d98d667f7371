//! How far the network is from the gold trees, and which way leads closer.

use super::network::{Network, Pass, distance, relu_slope};
use crate::text::neural::{Batch, Matrix, softmax};
use std::ops::Range;

/// Heads and labels of a sentence; place 0 is the root's and is not looked at.
#[derive(Debug, Clone)]
pub(super) struct Gold {
    pub heads: Vec<usize>,
    pub labels: Vec<usize>,
}

/// Adds to the gradient of the mean cross-entropy of heads and relations, and returns that mean.
pub(super) fn add_gradient(
    network: &Network,
    batch: &Batch,
    pass: &Pass,
    gold: &[&Gold],
    gradient: &mut Network,
) -> f32 {
    let words = batch.sentences.iter().map(|sentence| sentence.len() - 1).sum::<usize>().max(1) as f32;
    let mut views = pass.views.like();
    let mut loss = 0.0;
    for (sentence, gold) in batch.sentences.iter().zip(gold) {
        loss += arcs(network, pass, sentence, gold, &mut views, gradient, words);
    }
    loss += labels(network, batch, pass, gold, &mut views, gradient, words);
    back_to_words(network, batch, pass, views, gradient);
    loss / words
}

fn arcs(
    network: &Network,
    pass: &Pass,
    sentence: &Range<usize>,
    gold: &Gold,
    views: &mut Matrix,
    gradient: &mut Network,
    words: f32,
) -> f32 {
    let size = network.arc_size();
    let own = pass.views.slice_rows(sentence.clone());
    let (dependents, heads) = (own.slice_cols(0..size), own.slice_cols(size..2 * size));
    let mut scores = network.arc_scores(&dependents, &heads);
    let mut loss = 0.0;
    scores.row_mut(0).fill(0.0);
    for word in 1..scores.rows {
        let row = scores.row_mut(word);
        row[word] = f32::NEG_INFINITY;
        softmax(row);
        loss -= row[gold.heads[word]].max(1e-9).ln();
        row[gold.heads[word]] -= 1.0;
        row.iter_mut().for_each(|slope| *slope /= words);
        for (head, slope) in row.iter().enumerate() {
            gradient.arc_distance.data[distance(word, head)] += slope;
        }
    }
    let slopes = scores;
    let turned_slopes = Matrix::product(&slopes, &heads);
    gradient.head_bias.add_sum_of_rows(&turned_slopes);
    gradient.arc.add_turned_product(&dependents, &turned_slopes);
    let mut turned = Matrix::product(&dependents, &network.arc);
    turned.add_bias(&network.head_bias);
    let mut head_slopes = heads.like();
    head_slopes.add_turned_product(&slopes, &turned);
    let dependent_slopes = Matrix::product_turned(&turned_slopes, &network.arc);
    for row in 0..own.rows {
        let into = views.row_mut(sentence.start + row);
        into[..size].copy_from_slice(dependent_slopes.row(row));
        into[size..2 * size].copy_from_slice(head_slopes.row(row));
    }
    loss
}

fn labels(
    network: &Network,
    batch: &Batch,
    pass: &Pass,
    gold: &[&Gold],
    views: &mut Matrix,
    gradient: &mut Network,
    words: f32,
) -> f32 {
    let (arcs, size) = (2 * network.arc_size(), network.label_size());
    let mut hidden = Matrix::zeros(0, size);
    for (sentence, gold) in batch.sentences.iter().zip(gold) {
        for word in 1..sentence.len() {
            hidden.data.extend(network.label_hidden(&pass.views, sentence.start, word, gold.heads[word]));
            hidden.rows += 1;
        }
    }
    let mut slopes = network.label_scores(&hidden);
    let right = gold.iter().flat_map(|gold| &gold.labels[1..]);
    let mut loss = 0.0;
    for (row, &right) in right.enumerate() {
        let row = slopes.row_mut(row);
        softmax(row);
        loss -= row[right].max(1e-9).ln();
        row[right] -= 1.0;
        row.iter_mut().for_each(|slope| *slope /= words);
    }
    gradient.labels.add_turned_product(&hidden, &slopes);
    gradient.labels_bias.add_sum_of_rows(&slopes);
    let mut back = Matrix::product_turned(&slopes, &network.labels);
    back.data.iter_mut().zip(&hidden.data).for_each(|(slope, out)| *slope *= relu_slope(*out));
    let mut row = 0;
    for (sentence, gold) in batch.sentences.iter().zip(gold) {
        for word in 1..sentence.len() {
            let head = gold.heads[word];
            let slopes = back.row(row);
            add(&mut views.row_mut(sentence.start + word)[arcs..arcs + size], slopes);
            add(&mut views.row_mut(sentence.start + head)[arcs + size..], slopes);
            add(gradient.label_distance.row_mut(distance(word, head)), slopes);
            row += 1;
        }
    }
    loss
}

fn back_to_words(network: &Network, batch: &Batch, pass: &Pass, mut views: Matrix, gradient: &mut Network) {
    let arcs = 2 * network.arc_size();
    for row in 0..views.rows {
        let slopes = views.row_mut(row)[..arcs].iter_mut();
        slopes.zip(pass.views.row(row)).for_each(|(slope, out)| *slope *= relu_slope(*out));
    }
    gradient.views.add_turned_product(&pass.encoder.states, &views);
    gradient.views_bias.add_sum_of_rows(&views);
    let slopes = Matrix::product_turned(&views, &network.views);
    network.encoder.backward(batch, &pass.encoder, slopes, &mut gradient.encoder);
}

fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[cfg(test)]
mod tests {
    use super::super::network::Sizes;
    use super::*;
    use crate::text::linear::Shuffle;
    use crate::text::neural::Tensors;

    fn loss(network: &Network, batch: &Batch, gold: &[&Gold]) -> f32 {
        let pass = network.forward(batch, |_| None);
        add_gradient(network, batch, &pass, gold, &mut network.zeros())
    }

    #[test]
    fn the_gradient_agrees_with_differences() {
        let sizes = Sizes { word: 4, recurrent: 3, layers: 2, arc: 4, label: 5 };
        let mut network = Network::new(8, 3, sizes, &mut Shuffle::new(5));
        let mut batch = Batch::default();
        batch.push([vec![0], vec![1, 2], vec![3], vec![4, 5, 1]]);
        batch.push([vec![0], vec![6, 7], vec![2]]);
        let gold = [
            Gold { heads: vec![0, 2, 0, 2], labels: vec![0, 1, 0, 2] },
            Gold { heads: vec![0, 0, 1], labels: vec![0, 0, 1] },
        ];
        let gold: Vec<&Gold> = gold.iter().collect();
        let mut gradient = network.zeros();
        let pass = network.forward(&batch, |_| None);
        add_gradient(&network, &batch, &pass, &gold, &mut gradient);
        let expected: Vec<Vec<f32>> = gradient.tensors().iter().map(|tensor| tensor.data.clone()).collect();
        const STEP: f32 = 3e-4;
        for (number, slopes) in expected.iter().enumerate() {
            for (at, slope) in slopes.iter().enumerate() {
                let mut at_offset = |offset: f32| {
                    network.tensors_mut()[number].data[at] += offset;
                    let loss = loss(&network, &batch, &gold);
                    network.tensors_mut()[number].data[at] -= offset;
                    loss
                };
                let measured = (at_offset(STEP) - at_offset(-STEP)) / (2.0 * STEP);
                assert!((measured - slope).abs() < 2e-3, "tensor {number} at {at}: {measured} and {slope}");
            }
        }
    }
}
