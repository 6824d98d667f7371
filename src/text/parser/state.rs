//! The transition system: arc-hybrid (Kuhlmann, Gómez-Rodríguez, Satta 2011) with its dynamic oracle (Goldberg and Nivre 2013).
//!
//! Words are numbered from 1 to n; n + 1 stands for the root and waits at the end of the buffer. 0 means "no word".
//! A sentence of n words takes 2n transitions, and the result is always one tree with one root.

/// What to do next; labels are numbers of relations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Transition {
    /// Moves the next word of the buffer onto the stack.
    Shift,
    /// Attaches the top of the stack to the next word and removes it.
    Left(usize),
    /// Attaches the top of the stack to the word below it and removes it.
    Right(usize),
}

/// The two outermost children of a word on one side, how many there are, and which relations they bear.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Side {
    pub outer: usize,
    pub inner: usize,
    pub count: u32,
    pub labels: u64,
}

#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub words: usize,
    pub stack: Vec<usize>,
    pub next: usize,
    /// For each word its head, n + 1 for the root.
    pub heads: Vec<usize>,
    pub labels: Vec<usize>,
    pub left: Vec<Side>,
    pub right: Vec<Side>,
}

impl State {
    pub fn new(words: usize) -> Self {
        Self {
            words,
            stack: Vec::new(),
            next: 1,
            heads: vec![0; words + 2],
            labels: vec![0; words + 2],
            left: vec![Side::default(); words + 2],
            right: vec![Side::default(); words + 2],
        }
    }

    pub fn root(&self) -> usize {
        self.words + 1
    }

    pub fn is_final(&self) -> bool {
        self.next == self.root() && self.stack.is_empty()
    }

    /// A word of the stack counted from its top, 0 when the stack is not that deep.
    pub fn from_top(&self, depth: usize) -> usize {
        self.stack.len().checked_sub(depth + 1).map_or(0, |at| self.stack[at])
    }

    /// A word of the buffer, 0 behind its end.
    pub fn ahead(&self, distance: usize) -> usize {
        let word = self.next + distance;
        if word <= self.root() { word } else { 0 }
    }

    pub fn can_shift(&self) -> bool {
        self.next < self.root()
    }

    pub fn can_left(&self) -> bool {
        !self.stack.is_empty() && (self.next < self.root() || self.stack.len() == 1)
    }

    pub fn can_right(&self) -> bool {
        self.stack.len() > 1
    }

    /// The transition must be allowed.
    pub fn apply(&mut self, transition: Transition) {
        match transition {
            Transition::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Transition::Left(label) => self.attach(self.next, label),
            Transition::Right(label) => self.attach(self.from_top(1), label),
        }
    }

    fn attach(&mut self, head: usize, label: usize) {
        let Some(word) = self.stack.pop() else { return };
        self.heads[word] = head;
        self.labels[word] = label;
        let side = if word < head { &mut self.left[head] } else { &mut self.right[head] };
        *side = Side { outer: word, inner: side.outer, count: side.count + 1, labels: side.labels | 1 << (label % 64) };
    }
}

/// The tree to learn: heads as in [`State`], and for each word its dependents.
pub(super) struct Gold {
    pub heads: Vec<usize>,
    pub labels: Vec<usize>,
    dependents: Vec<Vec<usize>>,
}

impl Gold {
    /// `heads` and `labels` have a place for word 0 and for the root.
    pub fn new(heads: Vec<usize>, labels: Vec<usize>) -> Self {
        let mut dependents = vec![Vec::new(); heads.len()];
        for word in 1..heads.len() - 1 {
            dependents[heads[word]].push(word);
        }
        Self { heads, labels, dependents }
    }

    /// How many arcs of the tree become impossible by shifting.
    pub fn cost_of_shift(&self, state: &State) -> usize {
        let word = state.next;
        let below = state.stack.len().saturating_sub(1);
        let head_lost = state.stack[..below].contains(&self.heads[word]);
        let lost = self.dependents[word].iter().filter(|&d| state.stack.contains(d)).count();
        lost + usize::from(head_lost)
    }

    pub fn cost_of_left(&self, state: &State) -> usize {
        let (word, head) = (state.from_top(0), self.heads[state.from_top(0)]);
        let head_lost = head != state.next && (head > state.next || (head != 0 && head == state.from_top(1)));
        self.dependents_ahead(state, word) + usize::from(head_lost)
    }

    pub fn cost_of_right(&self, state: &State) -> usize {
        let word = state.from_top(0);
        self.dependents_ahead(state, word) + usize::from(self.heads[word] >= state.next)
    }

    fn dependents_ahead(&self, state: &State, word: usize) -> usize {
        self.dependents[word].iter().filter(|&&d| d >= state.next).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn follow(gold: &Gold) -> State {
        let mut state = State::new(gold.heads.len() - 2);
        while !state.is_final() {
            let word = state.from_top(0);
            let label = gold.labels[word];
            let options = [
                (state.can_left(), Transition::Left(label), Gold::cost_of_left as fn(&Gold, &State) -> usize),
                (state.can_right(), Transition::Right(label), Gold::cost_of_right),
                (state.can_shift(), Transition::Shift, Gold::cost_of_shift),
            ];
            let best = options.into_iter().filter(|o| o.0).min_by_key(|o| (o.2)(gold, &state)).expect("not final");
            state.apply(best.1);
        }
        state
    }

    #[test]
    fn the_oracle_finds_a_projective_tree() {
        // 2 is the root, 1 and 4 hang on it, 3 on 4, 5 on 3.
        let gold = Gold::new(vec![0, 2, 6, 4, 2, 4, 0], vec![0, 1, 2, 3, 4, 5, 0]);
        let state = follow(&gold);
        assert_eq!(state.heads[1..6], gold.heads[1..6]);
        assert_eq!(state.labels[1..6], gold.labels[1..6]);
    }

    #[test]
    fn a_non_projective_tree_loses_arcs_and_stays_a_tree() {
        // 1 hangs on 3, 2 (root) has 3 and 4: the arc from 3 to 1 crosses the root's.
        let gold = Gold::new(vec![0, 3, 5, 2, 2, 0], vec![0; 6]);
        let state = follow(&gold);
        assert!((1..5).filter(|&w| state.heads[w] == gold.heads[w]).count() >= 2);
        assert_eq!(state.heads[1..5].iter().filter(|&&h| h == 5).count(), 1);
    }
}
