//! What the readers of tabs, pipes, stacked cells and HTML all yield: rows of cells, each cell with
//! the line it stands on.

use std::ops::Range;

/// One printed cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// Trimmed, white space collapsed, without markup; empty where nothing is printed.
    pub text: String,
    /// 1-based.
    pub line: u32,
    /// Where the text stands in its line. Of a cell over several lines, or with markup in it, the
    /// part that holds its first words.
    pub bytes: Range<usize>,
}

impl Cell {
    /// A cell of these bytes of a line; white space around them is left out.
    pub fn of(line: u32, text: &str, bytes: Range<usize>) -> Self {
        let raw = &text[bytes.clone()];
        let start = bytes.start + (raw.len() - raw.trim_start().len());
        let trimmed = raw.trim();
        let plain = trimmed.trim_matches('*').trim();
        // Bold markup goes, a lone asterisk before a label stays: it is a footnote's.
        let keep =
            if trimmed.starts_with("**") && trimmed.ends_with("**") { plain } else { trimmed };
        Self {
            text: keep.replace("<br>", " ").split_whitespace().collect::<Vec<_>>().join(" "),
            line,
            bytes: start..start + trimmed.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Tabs,
    Pipes,
    /// Columns set apart by two or more spaces.
    Spaces,
    /// One cell a line.
    Stacked,
    Html,
}

impl Shape {
    /// Name of the rule that reads it.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Tabs => "table/tabs",
            Self::Pipes => "table/pipes",
            Self::Spaces => "table/spaces",
            Self::Stacked => "table/stacked",
            Self::Html => "table/html",
        }
    }
}

/// A table as printed, not yet understood. Headers that are repeated at a page break are left out.
#[derive(Debug, Clone)]
pub struct Raw {
    pub shape: Shape,
    pub header: Vec<Vec<Cell>>,
    /// Empty cells included, also where a cell spans several: only HTML repeats it then.
    pub rows: Vec<Vec<Cell>>,
    /// Lines from the header to the last row, both included.
    pub lines: (u32, u32),
}
