//! Which mention of one side is which of the other.

use super::metric::Chains;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// When two mentions are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The same words.
    Exact,
    /// The same head; of several with one head, those of the same words first.
    Head,
}

/// Gives the mentions of both sides numbers, the same one to a pair that matches. A mention is its words, as numbers of
/// tokens in the document; `head` tells the head of such words. What is twice on one side counts once there, in its
/// first chain.
pub fn align(
    gold: &[Vec<Range<usize>>],
    found: &[Vec<Range<usize>>],
    how: Match,
    head: impl Fn(&Range<usize>) -> usize,
) -> (Chains, Chains) {
    let mut exact: FxHashMap<Range<usize>, usize> = FxHashMap::default();
    let gold = numbered(gold, &mut exact);
    let count = exact.len();
    let mut partner: FxHashMap<Range<usize>, usize> = FxHashMap::default();
    let all: Vec<&Range<usize>> = found.iter().flatten().collect();
    let mut taken = vec![false; count];
    for words in &all {
        if let Some(&number) = exact.get(*words) {
            partner.insert((*words).clone(), number);
            taken[number] = true;
        }
    }
    if how == Match::Head {
        let mut open: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        let mut left: Vec<(&Range<usize>, &usize)> = exact.iter().filter(|&(_, &number)| !taken[number]).collect();
        left.sort_by_key(|&(_, number)| std::cmp::Reverse(*number));
        left.into_iter().for_each(|(words, &number)| open.entry(head(words)).or_default().push(number));
        for words in &all {
            if !partner.contains_key(*words)
                && let Some(number) = open.get_mut(&head(words)).and_then(Vec::pop)
            {
                partner.insert((*words).clone(), number);
            }
        }
    }
    let mut next = count;
    let mut number = |words: &Range<usize>| {
        *partner.entry(words.clone()).or_insert_with(|| {
            next += 1;
            next - 1
        })
    };
    let mut seen = FxHashSet::default();
    let chains = found.iter().map(|chain| chain.iter().map(&mut number).filter(|&n| seen.insert(n)).collect());
    (gold, chains.filter(|chain: &Vec<usize>| !chain.is_empty()).collect())
}

/// Numbers for mentions in the order in which they come.
fn numbered(chains: &[Vec<Range<usize>>], numbers: &mut FxHashMap<Range<usize>, usize>) -> Chains {
    let mut fresh = |words: &Range<usize>| {
        let next = numbers.len();
        (*numbers.entry(words.clone()).or_insert(next) == next).then_some(next)
    };
    let all = chains.iter().map(|chain| chain.iter().filter_map(&mut fresh).collect());
    all.filter(|chain: &Vec<usize>| !chain.is_empty()).collect()
}

/// Takes out the chains of one mention.
pub fn drop_singletons(chains: &Chains) -> Chains {
    chains.iter().filter(|chain| chain.len() > 1).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(chains: &[&[(usize, usize)]]) -> Vec<Vec<Range<usize>>> {
        chains.iter().map(|chain| chain.iter().map(|&(start, end)| start..end).collect()).collect()
    }

    fn last(words: &Range<usize>) -> usize {
        words.end - 1
    }

    #[test]
    fn heads_match_what_words_do_not() {
        let gold = chains(&[&[(0, 3), (5, 6)], &[(7, 8)]]);
        let found = chains(&[&[(2, 3), (5, 6)], &[(9, 10)]]);
        let (_, exact) = align(&gold, &found, Match::Exact, last);
        assert_eq!(exact, [vec![3, 1], vec![4]]);
        let (gold, by_head) = align(&gold, &found, Match::Head, last);
        assert_eq!((gold, by_head), (vec![vec![0, 1], vec![2]], vec![vec![0, 1], vec![3]]));
    }

    #[test]
    fn the_same_words_go_before_the_same_head() {
        let (gold, found) = (chains(&[&[(0, 3)], &[(2, 3)]]), chains(&[&[(1, 3)], &[(2, 3)]]));
        let (gold, found) = align(&gold, &found, Match::Head, last);
        assert_eq!((gold, found), (vec![vec![0], vec![1]], vec![vec![0], vec![1]]));
    }

    #[test]
    fn what_is_told_twice_counts_once() {
        let (gold, found) = (chains(&[&[(0, 1), (0, 1)]]), chains(&[&[(0, 1)], &[(0, 1)]]));
        let (gold, found) = align(&gold, &found, Match::Exact, last);
        assert_eq!((gold, found), (vec![vec![0]], vec![vec![0]]));
    }
}
