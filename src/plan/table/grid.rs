//! The result of every table reader (tabs, pipes, stacked cells, HTML): rows of cells, each cell with its
//! line.

use crate::document::{has_white_space, is_power};
use std::ops::Range;

/// One printed cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cell {
    /// Trimmed, white space collapsed, without markup; empty for an empty cell.
    pub text: String,
    /// Line, counted from 1.
    pub line: u32,
    /// The byte range of the text in its line. For a cell of several lines, or with markup in it, the part
    /// with its first figure, else its first words.
    pub bytes: Range<usize>,
    /// The lines of a cell of several lines, each with its place; empty for a cell of one line.
    pub pieces: Vec<CellLine>,
}

/// One line of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CellLine {
    /// As in [`Cell`].
    pub text: String,
    pub line: u32,
    pub bytes: Range<usize>,
}

impl CellLine {
    /// The line as a separate cell.
    pub(super) fn cell(&self) -> Cell {
        Cell {
            text: self.text.clone(),
            line: self.line,
            bytes: self.bytes.clone(),
            pieces: Vec::new(),
        }
    }
}

impl Cell {
    /// A cell from these bytes of a line, without the white space around them.
    pub(super) fn of(line: u32, text: &str, bytes: Range<usize>) -> Self {
        let raw = &text[bytes.clone()];
        let start = bytes.start + (raw.len() - raw.trim_start().len());
        let trimmed = raw.trim();
        let plain = trimmed.trim_matches('*').trim();
        // Bold marks are removed. A single asterisk before a label stays, because it is a footnote mark.
        let bold = trimmed.len() >= 4 && trimmed.starts_with("**") && trimmed.ends_with("**");
        let keep = if bold { plain } else { trimmed };
        // A quote contains no markup.
        let at = start + if bold { trimmed.find(plain).unwrap_or(0) } else { 0 };
        if !keep.contains('<') {
            let text = collapsed(keep);
            return Self { text, line, bytes: at..at + keep.len(), pieces: Vec::new() };
        }
        let (text, bytes) = without_tags(keep);
        let pieces = pieces(keep)
            .into_iter()
            .map(|(text, bytes)| CellLine { text, line, bytes: at + bytes.start..at + bytes.end })
            .collect();
        Self { text, line, bytes: at + bytes.start..at + bytes.end, pieces }
    }

    /// Appends the next printed line of this cell.
    pub(super) fn extend(&mut self, next: Self) {
        if self.is_empty() {
            *self = next;
            return;
        }
        if self.pieces.is_empty() {
            let Self { text, line, bytes, .. } = self.clone();
            self.pieces.push(CellLine { text, line, bytes });
        }
        let has_digits = |text: &str| text.contains(|sign: char| sign.is_ascii_digit());
        // The place of a cell is the place of its figure.
        if !has_digits(&self.text) && has_digits(&next.text) {
            (self.line, self.bytes) = (next.line, next.bytes.clone());
        }
        self.text.push(' ');
        self.text.push_str(&next.text);
        self.pieces.push(CellLine { text: next.text, line: next.line, bytes: next.bytes });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The text with one space for white space in it, and none at its ends.
fn collapsed(text: &str) -> String {
    if has_white_space(text) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// The text of a Markdown cell that contains tags, without footnote marks, and the byte range of its first
/// figure, or of its first words if it has none.
fn without_tags(cell: &str) -> (String, Range<usize>) {
    let mut text = String::new();
    let mut place: Option<Range<usize>> = None;
    let (mut at, mut raised) = (0, false);
    while at < cell.len() {
        let rest = &cell[at..];
        let tag = rest
            .strip_prefix('<')
            .filter(|tag| tag.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '/'));
        if let Some(tag) = tag
            && let Some(close) = tag.find('>')
        {
            let name = tag[..close].to_ascii_lowercase();
            raised = name == "sup";
            if name.starts_with("br") {
                text.push(' ');
            }
            at += close + 2;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let end = rest[first..].find('<').map_or(cell.len(), |end| at + first + end);
        let piece = &cell[at..end];
        if !raised || is_power(&text, piece) {
            text.push_str(piece);
            let digits = |piece: &str| piece.contains(|sign: char| sign.is_ascii_digit());
            let better =
                place.as_ref().is_none_or(|place| !digits(&cell[place.clone()]) && digits(piece));
            if better && !piece.trim().is_empty() {
                let begin = at + piece.len() - piece.trim_start().len();
                place = Some(begin..begin + piece.trim().len());
            }
        }
        at = end;
    }
    (collapsed(&text), place.unwrap_or(0..cell.len()))
}

/// The lines of a Markdown cell with `<br>`; empty for a cell of one line.
fn pieces(cell: &str) -> Vec<(String, Range<usize>)> {
    let lower = cell.to_ascii_lowercase();
    let mut found = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(tag) = lower.get(at..).and_then(|rest| rest.find("<br")).map(|tag| at + tag) {
        let Some(close) = cell[tag..].find('>').map(|close| tag + close + 1) else { break };
        found.push(begin..tag);
        (begin, at) = (close, close);
    }
    if found.is_empty() {
        return Vec::new();
    }
    found.push(begin..cell.len());
    found
        .into_iter()
        .map(|range| {
            let (text, place) = without_tags(&cell[range.clone()]);
            (text, range.start + place.start..range.start + place.end)
        })
        .filter(|(text, _)| !text.is_empty())
        .collect()
}

/// The form in which a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Tabs,
    Pipes,
    /// Columns separated by two or more spaces.
    Spaces,
    /// One cell a line.
    Stacked,
    Html,
}

impl Shape {
    /// Name of the rule that reads this form.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Tabs => "table/tabs",
            Self::Pipes => "table/pipes",
            Self::Spaces => "table/spaces",
            Self::Stacked => "table/stacked",
            Self::Html => "table/html",
        }
    }
}

/// A table as printed. Headers that are repeated after a page break are left out.
#[derive(Debug, Clone)]
pub(super) struct RawTable {
    pub shape: Shape,
    pub header: Vec<Vec<Cell>>,
    /// Empty cells are included. Only HTML repeats a cell that spans several columns or rows.
    pub rows: Vec<Vec<Cell>>,
    /// First line of the header and last line of the rows.
    pub lines: (u32, u32),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_cell_is_neither_read_nor_quoted() {
        let cell = |text: &str| {
            let cell = Cell::of(1, text, 0..text.len());
            (cell.text.clone(), text[cell.bytes].to_owned())
        };
        for (printed, read, quoted) in [
            ("PM<sub>2.5</sub>浓度（μg/m<sup>3</sup>）", "PM2.5浓度（μg/m3）", "2.5"),
            ("森林覆盖率<sup>2</sup>", "森林覆盖率", "森林覆盖率"),
            ("约<b>700</b>", "约700", "700"),
            ("**23.5**", "23.5", "23.5"),
            ("企业<br>（家）", "企业 （家）", "企业"),
            // These texts stay: a bound, and a mark before a label.
            ("<6", "<6", "<6"),
            ("*就业", "*就业", "*就业"),
        ] {
            assert_eq!(cell(printed), (read.to_owned(), quoted.to_owned()), "{printed}");
        }
    }
}
