//! The features of a parser state.

use super::state::{Side, State};
use super::words::Word;
use crate::text::linear::Features;

/// Fills `features` with what the state shows.
pub(super) fn extract(state: &State, words: &[Word], features: &mut Features) {
    features.clear();
    let view = View::new(state, words);
    single(&view, features);
    pairs(&view, features);
    triples(&view, features);
    structure(&view, features);
    between(&view, features);
}

struct View<'s> {
    state: &'s State,
    words: &'s [Word],
    s0: usize,
    s1: usize,
    s2: usize,
    b0: usize,
    b1: usize,
    b2: usize,
}

impl<'s> View<'s> {
    fn new(state: &'s State, words: &'s [Word]) -> Self {
        let (s0, s1, s2) = (state.from_top(0), state.from_top(1), state.from_top(2));
        Self { state, words, s0, s1, s2, b0: state.ahead(0), b1: state.ahead(1), b2: state.ahead(2) }
    }

    fn label(&self, word: usize) -> u64 {
        if word == 0 { 0 } else { self.state.labels[word] as u64 + 1 }
    }

    fn left(&self, word: usize) -> Side {
        self.state.left[word]
    }

    fn right(&self, word: usize) -> Side {
        self.state.right[word]
    }

    /// The word that leads a phrase: its first dependent to the left, usually a preposition or a conjunction.
    fn marker(&self, word: usize) -> u64 {
        self.words[self.left(word).outer].lemma
    }
}

fn single(view: &View, features: &mut Features) {
    for at in [view.s0, view.s1, view.b0, view.b1] {
        let w = view.words[at];
        features.push(&[w.form]);
        features.push(&[w.lemma]);
        features.push(&[w.lemma, w.class]);
        features.push(&[w.xpos]);
        features.push(&[w.class]);
        features.push(&[w.suffix, w.upos]);
    }
    for at in [view.s2, view.b2, view.state.ahead(3)] {
        let w = view.words[at];
        features.push(&[w.xpos]);
        features.push(&[w.lemma, w.upos]);
    }
    for at in [view.s0, view.s1] {
        let (before, after) = (view.words[at.saturating_sub(1)], view.words[if at == 0 { 0 } else { at + 1 }]);
        features.push(&[before.class, view.words[at].class]);
        features.push(&[after.class, view.words[at].class]);
        features.push(&[before.lemma, view.words[at].upos]);
        features.push(&[after.lemma, view.words[at].upos]);
    }
}

fn pairs(view: &View, features: &mut Features) {
    let pairs = [
        (view.s0, view.b0),
        (view.s1, view.s0),
        (view.s1, view.b0),
        (view.s0, view.b1),
        (view.b0, view.b1),
        (view.s2, view.s0),
    ];
    for (number, (a, b)) in pairs.into_iter().enumerate() {
        let (a_at, b_at) = (a, b);
        let (a, b) = (view.words[a], view.words[b]);
        features.push(&[a.xpos, b.xpos]);
        features.push(&[a.class, b.class]);
        features.push(&[a.lemma, b.class]);
        features.push(&[a.class, b.lemma]);
        features.push(&[a.upos, b.upos]);
        if number < 3 {
            features.push(&[a.lemma, b.lemma]);
            features.push(&[a.lemma, b.xpos]);
            features.push(&[a.xpos, b.lemma]);
            features.push(&[a.form, b.upos]);
            features.push(&[a.upos, b.form]);
            features.push(&[a.upos, b.upos, agreement(a, b)]);
            features.push(&[a.class, b.class, distance(a_at, b_at)]);
            features.push(&[a.lemma, b.upos, distance(a_at, b_at)]);
            features.push(&[a.upos, b.lemma, distance(a_at, b_at)]);
            features.push(&[view.marker(a_at), a.class, b.class]);
            features.push(&[view.marker(b_at), a.class, b.class]);
            features.push(&[view.marker(a_at), a.class, b.lemma]);
            features.push(&[view.marker(b_at), a.lemma, b.class]);
        }
    }
}

fn triples(view: &View, features: &mut Features) {
    let (s0, s1, b0) = (view.s0, view.s1, view.b0);
    let child = |side: Side| side.outer;
    let threes = [
        (s1, s0, b0),
        (s0, b0, view.b1),
        (view.s2, s1, s0),
        (b0, view.b1, view.b2),
        (s0, child(view.left(s0)), b0),
        (s0, child(view.right(s0)), b0),
        (s1, child(view.left(s1)), s0),
        (s1, child(view.right(s1)), s0),
        (s1, s0, child(view.left(s0))),
        (s1, s0, child(view.right(s0))),
        (s0, b0, child(view.left(b0))),
        (s0, s1, view.b1),
    ];
    for (a, b, c) in threes {
        let (a, b, c) = (view.words[a], view.words[b], view.words[c]);
        features.push(&[a.upos, b.upos, c.upos]);
        features.push(&[a.class, b.class, c.class]);
    }
    let w = |at: usize| view.words[at];
    features.push(&[w(s1).class, w(s0).class, w(b0).class, w(view.b1).class]);
    features.push(&[w(s1).upos, w(s0).upos, w(b0).upos, w(view.b1).upos, w(view.b2).upos]);
    features.push(&[w(view.s2).upos, w(s1).upos, w(s0).upos, w(b0).upos]);
    features.push(&[w(s1).lemma, w(s0).upos, w(b0).lemma]);
    features.push(&[w(s1).upos, w(s0).lemma, w(b0).upos]);
}

fn structure(view: &View, features: &mut Features) {
    for at in [view.s0, view.s1, view.b0] {
        let w = view.words[at];
        let (left, right) = (view.left(at), view.right(at));
        features.push(&[w.upos, left.labels]);
        features.push(&[w.upos, right.labels]);
        features.push(&[w.lemma, left.labels, right.labels]);
        features.push(&[w.class, left.labels | right.labels]);
        features.push(&[w.class, u64::from(left.count.min(4)), u64::from(right.count.min(4))]);
        for child in [left.outer, left.inner, right.outer, right.inner] {
            let c = view.words[child];
            features.push(&[w.upos, view.label(child)]);
            features.push(&[c.lemma, view.label(child)]);
            features.push(&[c.class, view.label(child), w.class]);
        }
    }
    let (s0, s1, b0) = (view.words[view.s0], view.words[view.s1], view.words[view.b0]);
    let labels = |at: usize| view.left(at).labels | view.right(at).labels;
    features.push(&[s0.upos, b0.class, labels(view.s0)]);
    features.push(&[s0.class, b0.upos, labels(view.b0)]);
    features.push(&[s1.upos, s0.class, labels(view.s1)]);
    features.push(&[s1.class, s0.upos, labels(view.s0)]);
    features.push(&[view.state.stack.len().min(5) as u64, s0.upos, b0.upos]);
}

/// How many words between two are looked at, so that the time for a state has a limit.
const WINDOW: usize = 12;

fn between(view: &View, features: &mut Features) {
    for (a, b) in [(view.s0, view.b0), (view.s1, view.s0)] {
        let mut seen = 0u64;
        if a != 0 && b != 0 {
            for word in &view.words[(a + 1).max(b.saturating_sub(WINDOW))..b] {
                seen |= 1 << word.upos;
            }
        }
        features.push(&[view.words[a].upos, view.words[b].upos, seen]);
        features.push(&[view.words[a].class, view.words[b].class, seen & PARTING]);
        features.push(&[view.words[b].lemma, seen & PARTING]);
    }
}

/// Kinds of words that part clauses: AUX, CCONJ, PUNCT, SCONJ, VERB by their place in [`Upos`](crate::text::Upos).
const PARTING: u64 = 1 << 4 | 1 << 5 | 1 << 13 | 1 << 14 | 1 << 16;

/// Which of case, gender and number two words share; 0 to 7, 8 and more where one of them has none.
fn agreement(a: Word, b: Word) -> u64 {
    let same = |x: u64, y: u64| if x == 0 || y == 0 { 2 } else { u64::from(x == y) };
    same(a.case, b.case) + 3 * same(a.gender, b.gender) + 9 * same(a.number, b.number)
}

/// The distance of two words in classes that widen.
fn distance(a: usize, b: usize) -> u64 {
    match b.abs_diff(a) {
        near @ 0..=4 => near as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=15 => 7,
        _ => 8,
    }
}
