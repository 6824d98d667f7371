//! Links of names by pairs: of all pairs of names that mean one thing, how many are linked to one thing, and the other
//! way round.
//!
//! Pairs need no common list of things, so identifiers of any kind on either side can be compared (the clusterings of
//! names are; as in the cross-lingual task of Piskorski, Marcińczuk, Yangarber 2024).

use super::conllu::Count;
use std::collections::HashMap;
use std::hash::Hash;

/// What one name means by gold, and by the analysis; `None` where one of them has no such name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked<G, F> {
    pub gold: Option<G>,
    pub found: Option<F>,
}

/// Counts pairs of names: `correct` mean one thing on both sides.
pub fn pairs<G: Eq + Hash, F: Eq + Hash>(names: &[Linked<G, F>]) -> Count {
    Count {
        correct: together(names.iter().filter_map(|name| name.gold.as_ref().zip(name.found.as_ref()))),
        found: together(names.iter().filter_map(|name| name.found.as_ref())),
        gold: together(names.iter().filter_map(|name| name.gold.as_ref())),
    }
}

/// The number of pairs whose two meanings are equal.
fn together<T: Eq + Hash>(meanings: impl Iterator<Item = T>) -> usize {
    let mut sizes: HashMap<T, usize> = HashMap::new();
    meanings.for_each(|meaning| *sizes.entry(meaning).or_default() += 1);
    sizes.into_values().map(|size| size * (size - 1) / 2).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Vec<Linked<char, char>> {
        let meaning = |c: char| (c != '-').then_some(c);
        list.split(' ')
            .map(|pair| {
                let mut pair = pair.chars();
                let mut next = || pair.next().and_then(meaning);
                Linked { gold: next(), found: next() }
            })
            .collect()
    }

    #[test]
    fn pairs_are_counted_whatever_the_things_are_called() {
        assert_eq!(pairs(&names("ax ax by by")), Count { correct: 2, found: 2, gold: 2 });
        // One of three is linked to something else.
        assert_eq!(pairs(&names("ax ax ay")), Count { correct: 1, found: 1, gold: 3 });
        // Two things are taken for one.
        assert_eq!(pairs(&names("ax ax bx")), Count { correct: 1, found: 3, gold: 1 });
    }

    #[test]
    fn a_name_that_one_side_lacks_counts_for_the_other() {
        assert_eq!(pairs(&names("ax ax a- -x")), Count { correct: 1, found: 3, gold: 3 });
        assert_eq!(pairs(&names("ax")), Count::default());
    }
}
