//! Headers of several rows, whose cells span columns and rows.

use super::cell::fold;
use super::grid::Cell;

/// The words above each column; words that span several columns are repeated: 规划目标2020,
/// 规划目标年均增长.
pub(super) fn merged(header: &[Vec<Cell>]) -> Vec<String> {
    let width = header.iter().map(Vec::len).max().unwrap_or(0);
    let text = |row: &[Cell], at: usize| row.get(at).map_or(String::new(), |cell| fold(&cell.text));
    (0..width)
        .map(|at| {
            let mut words = String::new();
            for (level, row) in header.iter().enumerate() {
                let mut own = text(row, at);
                let below = header.get(level + 1..).unwrap_or_default();
                if own.is_empty() && below.iter().any(|row| !text(row, at).is_empty()) {
                    own = (0..at)
                        .rev()
                        .map(|at| text(row, at))
                        .find(|t| !t.is_empty())
                        .unwrap_or_default();
                }
                // A cell that spans rows may be repeated in each.
                if !words.ends_with(&own) {
                    words.push_str(&own);
                }
            }
            words
        })
        .collect()
}
