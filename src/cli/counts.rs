//! Counts as lines of text: precision, recall and F1 in per cent, and how many gold has.

use crate::score::conllu::Count;

/// A line for each count below the header, whose first column says what is counted.
pub(super) fn lines<'n>(what: &str, rows: impl IntoIterator<Item = (&'n str, Count)>) -> String {
    let row = |(name, count): (&str, Count)| {
        let [precision, recall, f1] = [count.precision(), count.recall(), count.f1()].map(|share| share * 100.0);
        format!("{name:<10} {precision:>9.2} {recall:>9.2} {f1:>9.2} {:>8}\n", count.gold)
    };
    let header = format!("{what:<10} {:>9} {:>9} {:>9} {:>8}\n", "precision", "recall", "F1", "gold");
    header + &rows.into_iter().map(row).collect::<String>()
}
