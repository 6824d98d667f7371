//! Functions between layers, written so that they give the same bits everywhere and run on many numbers at once.

use super::widely::widely;

/// e to the power of `x`, right to about 1 part in 10 million; 0 below -87, a large number above 87.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0; // 1.5 * 2^23: adding it rounds to a whole number
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let whole = shifted - SHIFT;
    let rest = (x - whole * 0.693_359_4) - whole * -2.121_944_4e-4;
    let mut power = 1.987_569_1e-4;
    for factor in [1.398_2e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        power = power * rest + factor;
    }
    let power = power * rest * rest + rest + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(SHIFT.to_bits()).wrapping_add(127);
    power * f32::from_bits(exponent << 23)
}

#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

widely! {
    /// Puts every number behind [`sigmoid`].
    pub fn sigmoids(numbers: &mut [f32]) {
        numbers.iter_mut().for_each(|number| *number = sigmoid(*number));
    }
}

widely! {
    /// Puts every number behind [`tanh`].
    pub fn tanhs(numbers: &mut [f32]) {
        numbers.iter_mut().for_each(|number| *number = tanh(*number));
    }
}

/// Turns scores into probabilities; scores of minus infinity give 0.
pub fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = if *score == f32::NEG_INFINITY { 0.0 } else { exp(*score - highest) };
        sum += *score;
    }
    for score in scores {
        *score /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_exact_functions() {
        for step in -800..800 {
            let x = step as f32 * 0.1;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "exp {x}");
            assert!((sigmoid(x) - 1.0 / (1.0 + (-x).exp())).abs() < 1e-6, "sigmoid {x}");
            assert!((tanh(x) - x.tanh()).abs() < 1e-6, "tanh {x}");
        }
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut scores = [1.0, 3.0, f32::NEG_INFINITY, -2.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(scores[2], 0.0);
    }
}
