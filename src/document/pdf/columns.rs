//! Pages in two columns: the left column is read before the right one.
//!
//! Two columns are recognised by a strip in the middle that no character touches on many lines, with text
//! on both sides that fills its column. Cells of a table without ruling lines do not fill their columns, so
//! such a table is read line by line.

use super::glyphs::Glyph;
use super::lines::{self, TextRow};

/// The least number of lines in each column.
const FEWEST: usize = 6;
/// The least number of characters in a line of a column, on average.
const NARROWEST: usize = 10;
/// The step in which a strip is looked for, in points.
const STEP: f64 = 2.0;

type Height = (Vec<Glyph>, f64);

/// The lines of a page in reading order, each with the y at which its part of the page begins. Lines with
/// the same y keep their order.
pub(super) fn rows(glyphs: Vec<Glyph>) -> Vec<(f64, TextRow)> {
    let heights = lines::heights(glyphs);
    let Some((from, to, middle)) = columns(&heights) else {
        let rows = heights.into_iter().filter_map(|(row, y)| lines::put_together(row, y));
        return rows.map(|row| (row.y, row)).collect();
    };
    let top = heights[from].1;
    let (mut rows, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    let mut below = Vec::new();
    for (at, (row, y)) in heights.into_iter().enumerate() {
        if (from..to).contains(&at) {
            let (one, other) = row.into_iter().partition(|glyph| glyph.x < middle);
            left.extend::<Vec<Glyph>>(one);
            right.extend::<Vec<Glyph>>(other);
        } else if at < from {
            rows.extend(lines::put_together(row, y).map(|row| (row.y, row)));
        } else {
            below.extend(lines::put_together(row, y).map(|row| (row.y, row)));
        }
    }
    // The right column is moved to the position of the left, so that its indents and short lines are
    // recognised.
    let edge = |glyphs: &[Glyph]| glyphs.iter().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
    let shift = edge(&right) - edge(&left);
    for glyph in &mut right {
        glyph.x -= shift;
    }
    rows.extend(lines::rows(left).into_iter().chain(lines::rows(right)).map(|row| (top, row)));
    rows.extend(below);
    rows
}

/// Index of the first line of two columns, the index after the last one, and x of the strip between them.
fn columns(heights: &[Height]) -> Option<(usize, usize, f64)> {
    let glyphs = || heights.iter().flat_map(|(row, _)| row);
    let from = glyphs().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
    let to = glyphs().map(|glyph| glyph.x + glyph.width).fold(f64::NEG_INFINITY, f64::max);
    if !(to - from).is_finite() || !(100.0..2000.0).contains(&(to - from)) {
        return None;
    }
    let mut best: Option<(usize, usize, f64)> = None;
    let mut at = from + (to - from) * 0.4;
    while at < from + (to - from) * 0.6 {
        for (first, last) in free(heights, at) {
            let longer = best.is_none_or(|(from, to, _)| last - first > to - from);
            if longer && filled(&heights[first..last], at) {
                best = Some((first, last, at));
            }
        }
        at += STEP;
    }
    best
}

/// Runs of lines of which no character touches the strip: index of the first, and index after the last.
fn free(heights: &[Height], at: f64) -> Vec<(usize, usize)> {
    let touches = |row: &[Glyph]| {
        row.iter().any(|glyph| {
            let room = 0.4 * glyph.size;
            glyph.x < at + room && glyph.x + glyph.width > at - room
        })
    };
    let mut runs = Vec::new();
    let mut first = 0;
    for (end, (row, _)) in heights.iter().enumerate() {
        if touches(row) {
            runs.push((first, end));
            first = end + 1;
        }
    }
    runs.push((first, heights.len()));
    runs.retain(|(first, last)| last - first >= FEWEST);
    runs
}

/// Whether both sides of a strip contain running text: many lines with many characters, most of which reach
/// the edge of their column.
fn filled(heights: &[Height], at: f64) -> bool {
    let side = |left: bool| {
        let mut ends = Vec::new();
        let mut signs = 0;
        for (row, _) in heights {
            let mut own = row.iter().filter(|glyph| (glyph.x < at) == left).peekable();
            if own.peek().is_none() {
                continue;
            }
            let mut end = f64::NEG_INFINITY;
            for glyph in own {
                signs += 1;
                end = end.max(glyph.x + glyph.width);
            }
            ends.push(end);
        }
        let edge = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let size = heights[0].0.first().map_or(10.0, |glyph| glyph.size);
        let full = ends.iter().filter(|end| edge - **end < 1.6 * size).count();
        ends.len() >= FEWEST && signs >= ends.len() * NARROWEST && full * 2 > ends.len()
    };
    !heights.is_empty() && side(true) && side(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(sign, at): (char, f64)| Glyph {
            text: sign.to_string(),
            x: x + at * 10.0,
            y,
            width: 10.0,
            size: 10.0,
        };
        text.chars().zip((0..).map(f64::from)).map(glyph).collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).into_iter().map(|(_, row)| row.text).collect()
    }

    /// A title over two columns of eight lines, with the right column half a line lower, and a last line.
    fn page() -> Vec<Glyph> {
        let mut page = line("跨过两栏的标题在页面的正中间这里", 120.0, 20.0);
        for n in 0..8 {
            let y = 50.0 + 15.0 * f64::from(n);
            page.extend(line(&format!("左栏第{n}行的文字写满一行为止"), 50.0, y));
            page.extend(line(&format!("右栏第{n}行的文字写满一行为止"), 230.0, y + 6.0));
        }
        page.extend(line("两栏之下又是一行写满整页的文字没有分栏一直到右边的边缘", 50.0, 200.0));
        page
    }

    #[test]
    fn the_left_column_is_read_before_the_right() {
        let texts = texts(page());
        assert_eq!(texts.len(), 18);
        assert!(texts[0].starts_with("跨过"));
        assert!(texts[1..9].iter().all(|text| text.starts_with('左')), "{texts:?}");
        assert!(texts[9..17].iter().all(|text| text.starts_with('右')), "{texts:?}");
        assert!(texts[17].starts_with("两栏之下"));
        // Both columns begin at the same x.
        let rows = rows(page());
        assert!((rows[1].1.from - rows[9].1.from).abs() < 0.1);
    }

    #[test]
    fn a_table_without_rules_is_read_line_by_line() {
        let mut table = Vec::new();
        for (n, length) in (0..).zip([6, 12, 8, 10, 6, 9, 7, 11]) {
            let y = 50.0 + 15.0 * f64::from(n);
            let label = "城镇居民人均可支配收入与增速".chars().take(length);
            table.extend(line(&label.collect::<String>(), 50.0, y));
            table.extend(line("约束性45.6", 230.0, y));
        }
        assert!(texts(table).iter().all(|text| text.contains('\t')));
    }
}
