//! The best sequence of classes, and how far ahead of the others it is.

use super::class::{CLASSES, may_follow, may_start};

pub(super) type Scores = [f32; CLASSES];

pub(super) const NEVER: f32 = -1e30;

/// What each class adds to the score of each class after it.
#[derive(Debug, Clone)]
pub(super) struct Transitions(pub [Scores; CLASSES]);

impl Transitions {
    pub(super) fn get(&self, class: usize, next: usize) -> f32 {
        if may_follow(class, next) { self.0[class][next] } else { NEVER }
    }
}

/// The sequence of classes with the highest sum of scores (Viterbi).
pub(super) fn best(scores: &[Scores], transitions: &Transitions) -> Vec<usize> {
    let ahead = forward(scores, transitions, most);
    let Some(last) = ahead.last() else { return Vec::new() };
    let mut class = highest(last);
    let mut path = vec![class];
    for totals in ahead.iter().rev().skip(1) {
        let through: Scores = std::array::from_fn(|before| totals[before] + transitions.get(before, class));
        class = highest(&through);
        path.push(class);
    }
    path.reverse();
    path
}

/// For each token, by how much the best sequence beats the best one that has another class there.
pub(super) fn margins(scores: &[Scores], transitions: &Transitions, path: &[usize]) -> Vec<f32> {
    let ahead = forward(scores, transitions, most);
    let behind = backward(scores, transitions, most);
    let through = |at: usize, class: usize| ahead[at][class] + behind[at][class];
    let best_other = |at: usize| (0..CLASSES).filter(|&c| c != path[at]).map(|c| through(at, c)).fold(NEVER, f32::max);
    (0..path.len()).map(|at| through(at, path[at]) - best_other(at)).collect()
}

/// What `join` makes of the totals of all sequences up to and with each token, for each class there.
pub(super) fn forward(scores: &[Scores], transitions: &Transitions, join: impl Fn(&Scores) -> f32) -> Vec<Scores> {
    let mut all: Vec<Scores> = Vec::with_capacity(scores.len());
    for own in scores {
        let totals = std::array::from_fn(|class| {
            own[class]
                + match all.last() {
                    None if may_start(class) => 0.0,
                    None => NEVER,
                    Some(before) => join(&std::array::from_fn(|b| before[b] + transitions.get(b, class))),
                }
        });
        all.push(totals);
    }
    all
}

/// The same for all sequences after each token.
pub(super) fn backward(scores: &[Scores], transitions: &Transitions, join: impl Fn(&Scores) -> f32) -> Vec<Scores> {
    let mut all = vec![[0.0; CLASSES]; scores.len()];
    for at in (0..scores.len().saturating_sub(1)).rev() {
        let (next, own) = (all[at + 1], scores[at + 1]);
        all[at] =
            std::array::from_fn(|class| join(&std::array::from_fn(|n| transitions.get(class, n) + own[n] + next[n])));
    }
    all
}

/// The highest of the totals.
fn most(totals: &Scores) -> f32 {
    totals.iter().copied().fold(NEVER, f32::max)
}

fn highest(scores: &Scores) -> usize {
    (1..CLASSES).fold(0, |best, class| if scores[class] > scores[best] { class } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_allowed_though_single_scores_are_not() {
        let mut scores = [[0.0; CLASSES]; 3];
        scores[0][2] = 5.0;
        scores[0][1] = 4.0;
        scores[1][2] = 4.0;
        scores[2][4] = 3.0;
        let transitions = Transitions([[0.0; CLASSES]; CLASSES]);
        let path = best(&scores, &transitions);
        assert!(may_start(path[0]) && path.windows(2).all(|pair| may_follow(pair[0], pair[1])), "{path:?}");
        assert_eq!(&path[..2], [1, 2]);
        assert!(margins(&scores, &transitions, &path).iter().all(|&margin| margin >= 0.0));
    }
}
