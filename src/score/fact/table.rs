//! Tables of scores for people.

use super::count::Counts;
use comfy_table::{CellAlignment, Table, presets};

/// A table whose columns after the first hold numbers.
pub fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::ASCII_MARKDOWN).set_header(header);
    for column in 1..header.len() {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Precision, recall and F1 in per cent, then how many are right, found and gold.
pub fn cells(counts: Counts) -> [String; 6] {
    [
        percent(counts.precision()),
        percent(counts.recall()),
        percent(counts.f1()),
        counts.right.to_string(),
        counts.found().to_string(),
        counts.gold().to_string(),
    ]
}

/// A share in per cent.
pub fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{:.1}", 100.0 * value))
}
