//! How sure the margins of a finder make it.

use super::NameFinder;
use crate::document::Document;

/// The slope with which confidences fit best (highest likelihood) to which names are right.
pub(super) fn fit_slope(finder: &NameFinder, documents: &[Document]) -> f32 {
    let mut outcomes = Vec::new();
    for document in documents {
        for found in finder.find(&document.sentences) {
            let right = document
                .names
                .iter()
                .any(|gold| (gold.sentence, &gold.tokens, gold.class) == (found.sentence, &found.tokens, found.class));
            outcomes.push((found.confidence, right));
        }
    }
    let likelihood = |slope: f32| -> f32 {
        let fitted = outcomes.iter().map(|&(at_one, right)| {
            let odds = (at_one / (1.0 - at_one).max(1e-6)).max(1e-6).powf(slope);
            let sure = odds / (1.0 + odds);
            if right { sure } else { 1.0 - sure }.max(1e-6).ln()
        });
        fitted.sum()
    };
    let slopes = (1..=60).map(|step| step as f32 * 0.05);
    slopes.max_by(|a, b| likelihood(*a).total_cmp(&likelihood(*b))).unwrap_or(1.0)
}
