//! Joins characters into lines by their place on the page.
//!
//! Characters at the same height form a line, from left to right, independent of the order in which they
//! are drawn. A wide gap becomes a tab, because a column begins there.

use super::super::reading::is_power;
use super::glyphs::Glyph;

/// A line of text on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextRow {
    pub text: String,
    /// y of the base line, downward.
    pub y: f64,
    /// x of both ends.
    pub from: f64,
    pub to: f64,
    pub size: f64,
    /// x of both ends of each piece between tabs.
    pub cells: Vec<(f64, f64)>,
}

/// The least gap that becomes a tab, in heights of the font.
const TAB: f64 = 1.6;
/// The least gap between Latin words that becomes a space, in heights of the font.
const SPACE: f64 = 0.15;

/// The lines from top to bottom.
pub(super) fn rows(glyphs: Vec<Glyph>) -> Vec<TextRow> {
    heights(glyphs).into_iter().filter_map(|(row, y)| put_together(row, y)).collect()
}

/// The characters of each line from top to bottom, with y of the base line.
pub(super) fn heights(mut glyphs: Vec<Glyph>) -> Vec<(Vec<Glyph>, f64)> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows = Vec::new();
    let mut row: Vec<Glyph> = Vec::new();
    let (mut y, mut size) = (0.0, 0.0);
    for glyph in glyphs {
        // The tallest character decides the height of the line; small ones may be raised or lowered.
        if !row.is_empty() && (glyph.y - y).abs() > 0.4 * glyph.size.max(size) {
            rows.push((std::mem::take(&mut row), y));
            size = 0.0;
        }
        if glyph.size > 1.1 * size {
            (y, size) = (glyph.y, glyph.size);
        }
        row.push(glyph);
    }
    rows.push((row, y));
    rows
}

/// The line of text that the characters of one height form, from left to right.
pub(super) fn put_together(mut row: Vec<Glyph>, y: f64) -> Option<TextRow> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = usual_size(&row);
    let from = row.first()?.x;
    let mut line =
        TextRow { text: String::new(), y, from, to: 0.0, size, cells: vec![(from, from)] };
    let mut before: Option<&Glyph> = None;
    for glyph in &row {
        if let Some(before) = before {
            // Some programs draw a bold character twice.
            if before.text == glyph.text && (glyph.x - before.x).abs() < 0.25 * before.width {
                continue;
            }
            let gap = glyph.x - line.to;
            if gap > TAB * size {
                line.text.push('\t');
                line.cells.push((glyph.x, glyph.x));
            } else if gap > SPACE * size && latin(&before.text) && latin(&glyph.text) {
                line.text.push(' ');
            }
        }
        let raised = glyph.size < 0.75 * size && glyph.y < y - 0.15 * size;
        if !raised || is_power(&line.text, &glyph.text) {
            line.text.push_str(&glyph.text);
        }
        line.to = line.to.max(glyph.x + glyph.width);
        if let Some((_, end)) = line.cells.last_mut() {
            *end = line.to;
        }
        before = Some(glyph);
    }
    (!line.text.trim().is_empty()).then_some(line)
}

/// The median size of the characters.
fn usual_size(row: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = row.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

fn latin(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '.' | ',' | '%'))
}

/// x at which most lines of a page begin, and x at which the longest line ends.
pub(super) fn edges<'r>(rows: impl Iterator<Item = &'r TextRow>) -> (f64, f64) {
    let rows: Vec<&TextRow> = rows.collect();
    let mut starts: Vec<f64> = rows.iter().map(|row| row.from).collect();
    starts.sort_by(f64::total_cmp);
    let near = |start: f64| starts.iter().filter(|it| (**it - start).abs() < 2.0).count();
    let left = starts.iter().copied().max_by_key(|&start| near(start)).unwrap_or(0.0);
    (left, rows.iter().map(|row| row.to).fold(0.0, f64::max))
}

/// Whether a paragraph ends between two lines: the first is short, the second is indented, or they differ
/// in size or are far apart. Between two pages only indent and size are compared.
pub(super) fn ends(
    above: &TextRow,
    below: &TextRow,
    (left, right): (f64, f64),
    page_between: bool,
) -> bool {
    let size = above.size.max(below.size);
    if above.text.contains('\t') && below.text.contains('\t') {
        return false;
    }
    let sized = (above.size - below.size).abs() > 0.12 * size;
    let far = below.y - above.y > 2.6 * size;
    // The lines of a title are centred.
    let middle = |row: &TextRow| f64::midpoint(row.from, row.to);
    if !sized && !far && !page_between && (middle(above) - middle(below)).abs() < 0.3 * size {
        return false;
    }
    let indented = below.from > left + 1.2 * below.size;
    let short = above.to < right - 2.5 * size;
    indented || sized || !page_between && (short || far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, x: f64, y: f64, size: f64) -> Vec<Glyph> {
        let mut x = x;
        text.chars()
            .map(|sign| {
                let width = if sign.is_ascii() { size / 2.0 } else { size };
                x += width;
                Glyph { text: sign.to_string(), x: x - width, y, width, size }
            })
            .collect()
    }

    fn texts(glyphs: Vec<Glyph>) -> Vec<String> {
        rows(glyphs).into_iter().map(|row| row.text).collect()
    }

    #[test]
    fn lines_are_read_from_left_to_right_and_top_to_bottom() {
        let mut page = glyphs("第二行", 10.0, 40.0, 12.0);
        page.extend(glyphs("46.5%", 70.0, 20.0, 12.0));
        page.extend(glyphs("绿化率", 10.0, 20.5, 12.0));
        assert_eq!(texts(page), ["绿化率\t46.5%", "第二行"]);
    }

    #[test]
    fn footnote_marks_are_left_out_and_powers_are_read() {
        let mut page = glyphs("46.5%", 10.0, 20.0, 12.0);
        page.extend(glyphs("1", 40.0, 16.0, 6.0));
        page.extend(glyphs("，8μg/m", 43.0, 20.0, 12.0));
        page.extend(glyphs("3", 91.0, 16.0, 6.0));
        assert_eq!(texts(page), ["46.5%，8μg/m3"]);
    }

    #[test]
    fn bold_drawn_twice_is_read_once_and_equal_digits_stay() {
        let mut page = glyphs("2200亿", 10.0, 20.0, 12.0);
        page.extend(glyphs("2200亿", 10.3, 20.0, 12.0));
        assert_eq!(texts(page), ["2200亿"]);
    }

    #[test]
    fn an_indent_begins_a_paragraph_and_a_short_line_ends_one() {
        let row = |text: &str, from: f64, to: f64, y: f64| {
            let (text, size) = (text.to_owned(), 10.0);
            TextRow { text, y, from, to, size, cells: vec![(from, to)] }
        };
        let full = row("甲", 0.0, 300.0, 10.0);
        let indented = row("乙", 20.0, 300.0, 25.0);
        let next = row("丙", 0.0, 120.0, 40.0);
        let last = row("丁", 0.0, 300.0, 55.0);
        let edges = edges([&full, &indented, &next, &last].into_iter());
        assert_eq!(edges, (0.0, 300.0));
        assert!(ends(&full, &indented, edges, false));
        assert!(!ends(&indented, &next, edges, false));
        assert!(ends(&next, &last, edges, false));
        assert!(!ends(&next, &last, edges, true));
        let title = [row("某区发展", 60.0, 240.0, 10.0), row("规划纲要", 100.0, 200.0, 25.0)];
        assert!(!ends(&title[0], &title[1], edges, false));
    }
}
