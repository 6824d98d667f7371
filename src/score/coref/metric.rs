//! MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean, the CoNLL score.

use super::assignment;
use rustc_hash::FxHashMap;

/// A partition of mentions. A mention is a number; the same number on both sides is the same mention.
pub type Chains = Vec<Vec<usize>>;

/// A measure over several documents: what is right and what it is a share of.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measure {
    pub recall: (f64, f64),
    pub precision: (f64, f64),
}

impl Measure {
    fn add(&mut self, other: Measure) {
        for (sum, part) in [(&mut self.recall, other.recall), (&mut self.precision, other.precision)] {
            sum.0 += part.0;
            sum.1 += part.1;
        }
    }

    /// From 0 to 1; 0 when there was nothing to find.
    pub fn recall(&self) -> f64 {
        share(self.recall)
    }

    /// From 0 to 1; 0 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.precision)
    }

    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

fn share((right, all): (f64, f64)) -> f64 {
    if all > 0.0 { right / all } else { 0.0 }
}

/// All measures, summed over documents.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// Which words are mentions at all.
    pub mentions: Measure,
    pub muc: Measure,
    pub b_cubed: Measure,
    pub ceaf_e: Measure,
}

impl Scores {
    /// Adds a document.
    pub fn add(&mut self, gold: &Chains, found: &Chains) {
        self.mentions.add(mentions(gold, found));
        self.muc.add(both_ways(gold, found, muc));
        self.b_cubed.add(both_ways(gold, found, b_cubed));
        self.ceaf_e.add(ceaf_e(gold, found));
    }

    /// The mean of the three F1.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3.0
    }
}

type Share = fn(&Chains, &FxHashMap<usize, usize>) -> (f64, f64);

/// Recall, and precision as recall with the sides changed over.
fn both_ways(gold: &Chains, found: &Chains, share: Share) -> Measure {
    Measure { recall: share(gold, &places(found)), precision: share(found, &places(gold)) }
}

/// The chain of each mention.
fn places(chains: &Chains) -> FxHashMap<usize, usize> {
    let all = chains.iter().enumerate();
    all.flat_map(|(number, chain)| chain.iter().map(move |&mention| (mention, number))).collect()
}

fn mentions(gold: &Chains, found: &Chains) -> Measure {
    let known = places(found);
    let right = gold.iter().flatten().filter(|mention| known.contains_key(mention)).count() as f64;
    let count = |chains: &Chains| chains.iter().map(Vec::len).sum::<usize>() as f64;
    Measure { recall: (right, count(gold)), precision: (right, count(found)) }
}

/// The links that remain of a chain when the other side cuts it into parts. Who is nowhere is a part alone.
fn muc(chains: &Chains, other: &FxHashMap<usize, usize>) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for chain in chains {
        let mut parts: Vec<usize> = chain.iter().filter_map(|mention| other.get(mention).copied()).collect();
        let absent = chain.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        sum.0 += (chain.len() - parts.len() - absent) as f64;
        sum.1 += (chain.len() - 1) as f64;
    }
    sum
}

/// For each mention, the share of its chain that the other side has together with it.
fn b_cubed(chains: &Chains, other: &FxHashMap<usize, usize>) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for chain in chains {
        let mut parts: FxHashMap<usize, usize> = FxHashMap::default();
        for part in chain.iter().filter_map(|mention| other.get(mention)) {
            *parts.entry(*part).or_default() += 1;
        }
        let squares: usize = parts.values().map(|size| size * size).sum();
        sum.0 += squares as f64 / chain.len() as f64;
        sum.1 += chain.len() as f64;
    }
    sum
}

/// Chains paired in the best way; a pair counts by the mentions that both have.
fn ceaf_e(gold: &Chains, found: &Chains) -> Measure {
    let places = places(found);
    let alike = |chain: &Vec<usize>| {
        let mut row = vec![0.0; found.len()];
        for &place in chain.iter().filter_map(|mention| places.get(mention)) {
            row[place] += 2.0 / (chain.len() + found[place].len()) as f64;
        }
        row
    };
    let weights: Vec<Vec<f64>> = gold.iter().map(alike).collect();
    let right = assignment::best(&weights);
    Measure { recall: (right, gold.len() as f64), precision: (right, found.len() as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(chains: &[&[usize]]) -> Chains {
        chains.iter().map(|chain| chain.to_vec()).collect()
    }

    fn scored(gold: &[&[usize]], found: &[&[usize]]) -> Scores {
        let mut scores = Scores::default();
        scores.add(&chains(gold), &chains(found));
        scores
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    fn all_near(measure: &Measure, recall: f64, precision: f64, f1: f64) {
        near(measure.recall(), recall);
        near(measure.precision(), precision);
        near(measure.f1(), f1);
    }

    /// Pradhan et al. 2014, section 4: gold {a b c} {d e f g}, found {a b} {c d} {f g h i}, numbered from 1.
    #[test]
    fn the_worked_example_of_pradhan() {
        let scores = scored(&[&[1, 2, 3], &[4, 5, 6, 7]], &[&[1, 2], &[3, 4], &[6, 7, 8, 9]]);
        // Recall: (3 - 2 + 4 - 3) / (2 + 3); precision: (2 - 1 + 2 - 2 + 4 - 3) / (1 + 1 + 3).
        all_near(&scores.muc, 0.4, 0.4, 0.4);
        // Recall: (4/3 + 1/3 + 1/4 + 4/4) / 7; precision: (4/2 + 1/2 + 1/2 + 4/4) / 8.
        all_near(&scores.b_cubed, 5.0 / 12.0, 0.5, 5.0 / 11.0);
        // Pairs: {a b c} with {a b} 4/5, {d e f g} with {f g h i} 4/8; 1.3 over 2 gold and 3 found chains.
        all_near(&scores.ceaf_e, 0.65, 1.3 / 3.0, 0.52);
        near(scores.conll(), (0.4 + 5.0 / 11.0 + 0.52) / 3.0);
        all_near(&scores.mentions, 6.0 / 7.0, 6.0 / 8.0, 0.8);
    }

    /// Bagga and Baldwin 1998: {1 … 5} {6 7} {8 … 12}; joining two large chains is worse than a large and a small one.
    #[test]
    fn the_worked_example_of_b_cubed() {
        let gold: [&[usize]; 3] = [&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]];
        let small = scored(&gold, &[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let large = scored(&gold, &[&[1, 2, 3, 4, 5, 8, 9, 10, 11, 12], &[6, 7]]);
        near(small.muc.precision(), 0.9);
        near(large.muc.precision(), 0.9);
        near(small.b_cubed.precision(), (5.0 + 4.0 / 7.0 + 25.0 / 7.0) / 12.0);
        near(large.b_cubed.precision(), (2.0 + 25.0 / 10.0 + 25.0 / 10.0) / 12.0);
        near(small.b_cubed.recall(), 1.0);
    }

    /// Luo 2005: one chain for all of them may be paired with one gold chain only.
    #[test]
    fn one_chain_for_everything_loses_by_entities() {
        let scores =
            scored(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]], &[&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
        near(scores.ceaf_e.recall(), 10.0 / 17.0 / 3.0);
        near(scores.ceaf_e.precision(), 10.0 / 17.0);
    }

    #[test]
    fn the_same_chains_are_all_right_and_nothing_gives_nothing() {
        let gold: [&[usize]; 2] = [&[1], &[2, 3]];
        near(scored(&gold, &gold).conll(), 1.0);
        near(scored(&gold, &[]).conll(), 0.0);
        near(scored(&[], &[]).conll(), 0.0);
    }
}
