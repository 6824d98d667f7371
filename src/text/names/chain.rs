//! A linear-chain conditional random field: how improbable the right classes are, and which way leads closer (Lafferty,
//! McCallum and Pereira 2001).

use super::class::{CLASSES, may_follow};
use super::viterbi::{NEVER, Scores, Transitions, backward, forward};

/// Minus the logarithm of the probability of the right classes. Sets the slopes of each token's scores and adds to those
/// of the transitions.
pub(super) fn gradient(
    scores: &[Scores],
    transitions: &Transitions,
    gold: &[usize],
    slopes: &mut [Scores],
    turns: &mut Transitions,
) -> f32 {
    let ahead = forward(scores, transitions, log_sum);
    let behind = backward(scores, transitions, log_sum);
    let Some(total) = ahead.last().map(log_sum) else { return 0.0 };
    let mut right = 0.0;
    for (at, &class) in gold.iter().enumerate() {
        right += scores[at][class];
        slopes[at] = std::array::from_fn(|class| (ahead[at][class] + behind[at][class] - total).exp());
        slopes[at][class] -= 1.0;
        let Some(last) = at.checked_sub(1) else { continue };
        right += transitions.get(gold[last], class);
        turns.0[gold[last]][class] -= 1.0;
        for (from, before) in ahead[last].iter().enumerate() {
            for to in (0..CLASSES).filter(|&to| may_follow(from, to)) {
                let through = before + transitions.get(from, to) + scores[at][to] + behind[at][to];
                turns.0[from][to] += (through - total).exp();
            }
        }
    }
    total - right
}

/// The logarithm of the sum of the exponentials.
fn log_sum(numbers: &Scores) -> f32 {
    let highest = numbers.iter().copied().fold(NEVER, f32::max);
    highest + numbers.iter().map(|number| (number - highest).exp()).sum::<f32>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loss_of_one_token_is_that_of_its_probability() {
        let scores = [[2.0, 1.0, 9.0, 0.0, 9.0, 0.0, 9.0, 0.0, 9.0, 0.0, 9.0]];
        let none = Transitions([[0.0; CLASSES]; CLASSES]);
        let (mut slopes, mut turns) = ([[0.0; CLASSES]; 1], none.clone());
        let loss = gradient(&scores, &none, &[1], &mut slopes, &mut turns);
        let sum = 2f32.exp() + 1f32.exp() + 4.0;
        assert!((loss - (sum.ln() - 1.0)).abs() < 1e-5, "a name cannot begin with its inside");
        assert!((slopes[0][1] - (1f32.exp() / sum - 1.0)).abs() < 1e-5);
    }
}
