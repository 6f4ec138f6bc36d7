//! The reading of a page or container: lines without markup, each with its printed number.

/// The printed place of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PrintedPlace {
    /// Line of the decoded source or of the extracted text, counted from 1.
    pub line: u32,
    /// Page, counted from 1; `None` where unknown.
    pub page: Option<u32>,
}

/// A text and the printed places of its lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reading {
    /// Each line ends with LF, except in a text that is used as it is.
    pub text: String,
    /// One entry for each line; empty for a text that is used as it is.
    pub printed: Vec<PrintedPlace>,
}

impl Reading {
    /// A text that is used as it is.
    pub(super) fn plain(text: String) -> Self {
        Self { text, printed: Vec::new() }
    }

    /// Adds a line of text. White space around it is removed, and line ends within it become spaces. A
    /// printed number that is less than that of the line before is raised to it.
    pub(super) fn line(&mut self, text: &str, at: PrintedPlace) {
        let line = self.printed.last().map_or(at.line, |last| last.line.max(at.line)).max(1);
        self.printed.push(PrintedPlace { line, ..at });
        let text = text.trim();
        if is_markup(text) {
            // Text that looks like the markup of a table must not be read as markup.
            self.text.push('＜');
            self.text.push_str(&text[1..]);
        } else {
            self.text.extend(text.chars().map(|sign| match sign {
                '\n' | '\r' => ' ',
                sign => sign,
            }));
        }
        self.text.push('\n');
    }

    /// Adds an empty line, which ends a paragraph, unless the last line is empty.
    pub(super) fn blank(&mut self, at: PrintedPlace) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.line("", at);
        }
    }

    pub(super) fn open_table(&mut self, at: PrintedPlace) {
        self.markup("<table>", at);
    }

    pub(super) fn open_row(&mut self, at: PrintedPlace) {
        self.markup("<tr>", at);
    }

    /// Opens a cell with these spans; its text follows on lines of its own.
    pub(super) fn open_cell(&mut self, columns: usize, rows: usize, at: PrintedPlace) {
        match (columns, rows) {
            (0 | 1, 0 | 1) => self.markup("<td>", at),
            _ => self.markup(&format!("<td colspan={columns} rowspan={rows}>"), at),
        }
    }

    pub(super) fn close_table(&mut self, at: PrintedPlace) {
        self.markup("</table>", at);
    }

    fn markup(&mut self, tag: &str, at: PrintedPlace) {
        self.line("", at);
        self.text.pop();
        self.text.push_str(tag);
        self.text.push('\n');
    }
}

/// Whether raised text after a line belongs to it: the power of a unit (m³) does, the mark of a footnote
/// (46.5%¹) does not.
pub fn is_power(line: &str, raised: &str) -> bool {
    let power = matches!(raised.trim(), "2" | "3" | "-1" | "-2" | "-3");
    power && line.ends_with(|sign: char| sign.is_ascii_alphabetic())
}

/// Whether a line of a reading is the markup of a table.
pub(super) fn is_markup(line: &str) -> bool {
    matches!(line, "<table>" | "</table>" | "<tr>" | "<td>")
        || line.starts_with("<td colspan=") && line.ends_with('>')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_markup_is_kept_as_text() {
        let mut reading = Reading::default();
        let at = |line| PrintedPlace { line, page: None };
        reading.line("<td>", at(3));
        reading.open_cell(2, 1, at(2));
        reading.blank(at(4));
        reading.blank(at(4));
        assert_eq!(reading.text, "＜td>\n<td colspan=2 rowspan=1>\n\n");
        assert_eq!(reading.printed.iter().map(|at| at.line).collect::<Vec<_>>(), [3, 3, 4]);
    }
}
