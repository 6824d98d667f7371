//! The classes between which the finder decides for each token: outside, or begin or inside of a kind of name.

use crate::text::token::{Name, NameClass};
use std::ops::Range;

/// Number of classes.
pub(super) const CLASSES: usize = 1 + 2 * KINDS.len();

/// No name.
pub(super) const OUTSIDE: usize = 0;

/// Class and possessive mark of each kind.
const KINDS: [(NameClass, bool); 5] = [
    (NameClass::Per, false),
    (NameClass::Loc, false),
    (NameClass::Org, false),
    (NameClass::Misc, false),
    (NameClass::Per, true),
];

/// The class of a name's first token; the class of its further tokens follows it.
pub(super) fn begin(class: NameClass, possessive: bool) -> usize {
    let kind = KINDS.iter().position(|&kind| kind == (class, possessive)).unwrap_or(3);
    1 + 2 * kind
}

fn is_begin(class: usize) -> bool {
    class % 2 == 1
}

/// Whether `next` may stand after `class`: a name goes on only in its own kind.
pub(super) fn may_follow(class: usize, next: usize) -> bool {
    next == OUTSIDE || is_begin(next) || class == next || class + 1 == next && is_begin(class)
}

/// Whether a sentence may begin with this class.
pub(super) fn may_start(class: usize) -> bool {
    class == OUTSIDE || is_begin(class)
}

/// The classes of a sentence's tokens.
pub(super) fn encode<'n>(tokens: usize, names: impl IntoIterator<Item = &'n Name>) -> Vec<usize> {
    let mut classes = vec![OUTSIDE; tokens];
    for name in names {
        let first = begin(name.class, name.possessive);
        for at in name.tokens.clone().filter(|&at| at < tokens) {
            classes[at] = if at == name.tokens.start { first } else { first + 1 };
        }
    }
    classes
}

/// The names that a sentence's classes stand for.
pub(super) fn decode(classes: &[usize]) -> Vec<(Range<usize>, NameClass, bool)> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < classes.len() {
        let start = at;
        at += 1;
        if is_begin(classes[start]) {
            while at < classes.len() && classes[at] == classes[start] + 1 {
                at += 1;
            }
            let (class, possessive) = KINDS[(classes[start] - 1) / 2];
            names.push((start..at, class, possessive));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(tokens: Range<usize>, class: NameClass, possessive: bool) -> Name {
        Name { sentence: 0, tokens, class, possessive, confidence: 1.0 }
    }

    #[test]
    fn neighbouring_names_stay_apart() {
        let names =
            [name(0..2, NameClass::Per, false), name(2..3, NameClass::Per, true), name(4..5, NameClass::Loc, false)];
        let classes = encode(5, &names);
        assert!(may_start(classes[0]) && classes.windows(2).all(|pair| may_follow(pair[0], pair[1])));
        let found: Vec<_> =
            decode(&classes).into_iter().map(|(tokens, class, poss)| name(tokens, class, poss)).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn a_name_does_not_change_its_kind() {
        let (person, place) = (begin(NameClass::Per, false), begin(NameClass::Loc, false));
        assert!(!may_follow(person, place + 1));
        assert!(!may_follow(OUTSIDE, person + 1));
        assert!(!may_start(person + 1));
    }
}
