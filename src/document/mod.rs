//! Bytes to lines of text: the kind of file, its encoding, and the place of each line.
//!
//! ```text
//! bytes ─kind─▶ text, Markdown ─text─────────────▶ lines as they are
//!               HTML page      ─text─▶ ─html─────▶ ┐
//!               DOCX           ─docx─────────────▶ ├ reading: lines free of markup
//!               PDF            ─pdf──────────────▶ ┘
//! ```
//! The kind is recognised by content, never by name. Text and Markdown are used as they are; lines end with
//! LF, CRLF or CR. For the other kinds a *reading* is made: one line for each visible line, without markup,
//! navigation and footers. A table becomes `<table>`, `<tr>` and `<td>`, each tag on its own line, so that
//! no line with text contains markup.
//!
//! A line therefore has two numbers. The parser uses the number in the reading. The number in messages
//! ([`Source::printed`]) is the line of the decoded source for HTML, the paragraph or table row for DOCX,
//! and the line of the extracted text for PDF. For text and Markdown both numbers are equal. Offsets count
//! characters (Unicode scalar values) of the reading, line ends included, without a byte order mark. A
//! reading never contains text that is struck out or hidden, or characters of zero width.
//! characters of no width.

mod bytes;
mod docx;
mod error;
mod html;
mod invisible;
mod kind;
mod pdf;
mod reading;
#[cfg(test)]
mod tests;
mod text;

use bytes::after;
pub use bytes::{any_bytes, has_white_space};
pub use error::{MAX_BYTES, SourceError};
use kind::Kind;
pub use reading::is_power;
use reading::{PrintedPlace, Reading};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Range;

// Offsets fit 32 bits: a byte of a file of MAX_BYTES decodes to at most three bytes, and a reading is no
// longer than that.
#[expect(clippy::cast_possible_truncation, reason = "MAX_BYTES bounds every text")]
fn small(number: usize) -> u32 {
    number as u32
}

/// A decoded document.
#[derive(Debug, Clone)]
pub struct Source {
    /// SHA-256 of the original bytes, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030` or the encoding that a page declares; `DOCX`, `PDF`.
    pub encoding: &'static str,
    /// The decoded text, or the reading of a page or container.
    pub text: String,
    lines: Vec<Line>,
    /// The printed place of each line of a reading; empty for text and Markdown.
    printed: Vec<PrintedPlace>,
}

/// The place of a line in the text, without its line end. The fields have 32 bits, which hold every offset
/// in [`MAX_BYTES`], because a file may consist of line ends only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    /// Byte offsets of its first character and of its end.
    begin: u32,
    end: u32,
    /// Character offset of its first character.
    start: u32,
    chars: u32,
}

impl Line {
    fn bytes(self) -> Range<usize> {
        self.begin as usize..self.end as usize
    }
}

impl Source {
    /// Decodes a file. Time and memory are linear in the file, which has at most [`MAX_BYTES`], and in its
    /// unpacked size, which is limited too.
    ///
    /// # Errors
    /// The file is no Chinese text, see [`SourceError`].
    pub fn read(bytes: &[u8]) -> Result<Self, SourceError> {
        if bytes.is_empty() {
            return Err(SourceError::Empty);
        }
        let size = bytes.len() as u64;
        if size > MAX_BYTES {
            return Err(SourceError::TooLarge { bytes: size });
        }
        let (reading, encoding) = match kind::of(bytes)? {
            Kind::Docx => (docx::read(bytes)?, "DOCX"),
            Kind::Pdf => (pdf::read(bytes)?, "PDF"),
            Kind::Html { charset } => {
                let (text, encoding) = match charset {
                    Some(charset) => text::decode_declared(bytes, charset)?,
                    None => text::decode(bytes)?,
                };
                (html::read(&text), encoding)
            }
            Kind::Text => {
                let (text, encoding) = text::decode(bytes)?;
                let reading = if html::is_page(&text) {
                    html::read(&text)
                } else {
                    let seen = match invisible::without_struck(&text) {
                        Cow::Owned(seen) => Some(seen),
                        Cow::Borrowed(_) => None,
                    };
                    Reading::plain(seen.unwrap_or(text))
                };
                (reading, encoding)
            }
        };
        let Reading { text, printed } = reading;
        let text = invisible::without_zero_width(text);
        text::check_chinese(&text)?;
        let sha256 = hex::encode(Sha256::digest(bytes));
        let lines = lines(&text);
        Ok(Self { sha256, bytes: size, encoding, text, lines, printed })
    }

    /// The number of lines; the last line may lack a line end.
    pub fn line_count(&self) -> u32 {
        small(self.lines.len())
    }

    /// A line without its line end; empty beyond the last line. Lines count from 1.
    pub fn line(&self, number: u32) -> &str {
        self.at(number).map_or("", |line| &self.text[line.bytes()])
    }

    /// Every line with its number, in order.
    pub fn lines(&self) -> impl Iterator<Item = (u32, &str)> {
        (1..=self.line_count()).map(|number| (number, self.line(number)))
    }

    /// Character offsets `[start, end)` of a line; `[0, 0]` beyond the last line.
    pub fn extent(&self, number: u32) -> [u32; 2] {
        self.at(number).map_or([0, 0], |line| [line.start, line.start + line.chars])
    }

    /// Character offsets in the text of a range of bytes within a line. A byte beyond the line or within a
    /// character is moved back to the nearest boundary.
    pub fn span(&self, number: u32, bytes: Range<usize>) -> [u32; 2] {
        let line = self.line(number);
        let chars = |at: usize| small(line[..line.floor_char_boundary(at)].chars().count());
        let [start, _] = self.extent(number);
        let first = chars(bytes.start);
        [start + first, start + chars(bytes.end).max(first)]
    }

    /// Number of the line that contains a character offset; a line end belongs to the line it ends.
    pub fn line_of(&self, offset: u32) -> u32 {
        small(self.lines.partition_point(|line| line.start <= offset)).max(1)
    }

    /// Number of the line that contains a byte of the text, and the offset of the byte in that line.
    pub fn place(&self, byte: usize) -> (u32, usize) {
        let number = self.lines.partition_point(|line| line.begin as usize <= byte).max(1);
        let begin = self.lines.get(number - 1).map_or(0, |line| line.begin as usize);
        (small(number), byte.saturating_sub(begin))
    }

    /// The text between two character offsets.
    pub fn slice(&self, [start, end]: [u32; 2]) -> &str {
        let from = self.at(self.line_of(start)).map_or("", |line| {
            let rest = &self.text[line.begin as usize..];
            &rest[after(rest, (start - line.start.min(start)) as usize)..]
        });
        &from[..after(from, end.saturating_sub(start) as usize)]
    }

    /// Whether a line is the markup of a table.
    pub fn is_markup(&self, number: u32) -> bool {
        !self.printed.is_empty() && reading::is_markup(self.line(number))
    }

    /// The number of a line in messages, as described at the head of this module. It never decreases from
    /// one line to the next.
    pub fn printed(&self, number: u32) -> u32 {
        self.printed_at(number).map_or(number, |printed| printed.line)
    }

    /// The page of a line, from 1; `None` where the document does not contain it.
    pub fn page(&self, number: u32) -> Option<u32> {
        self.printed_at(number).and_then(|printed| printed.page)
    }

    /// Character offsets `[start, end)` of all lines with this printed number; `[0, 0]` where there are
    /// none.
    pub fn printed_extent(&self, printed: u32) -> [u32; 2] {
        if self.printed.is_empty() {
            return self.extent(printed);
        }
        let first = self.printed.partition_point(|at| at.line < printed);
        let after = self.printed.partition_point(|at| at.line <= printed);
        if first == after {
            return [0, 0];
        }
        [self.extent(small(first) + 1)[0], self.extent(small(after))[1]]
    }

    fn printed_at(&self, number: u32) -> Option<PrintedPlace> {
        self.printed.get((number as usize).checked_sub(1)?).copied()
    }

    fn at(&self, number: u32) -> Option<Line> {
        self.lines.get((number as usize).checked_sub(1)?).copied()
    }
}

fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut begin, mut start) = (Vec::new(), 0, 0u32);
    // A search for one character is much faster than one for two, and most texts have no CR.
    let returns = text.contains('\r');
    while begin < text.len() {
        let rest = &text[begin..];
        let length = if returns { rest.find(['\n', '\r']) } else { rest.find('\n') };
        let end = begin + length.unwrap_or(rest.len());
        let chars = small(text[begin..end].chars().count());
        lines.push(Line { begin: small(begin), end: small(end), start, chars });
        let ends = if text[end..].starts_with("\r\n") { 2 } else { 1 };
        start += chars + ends;
        begin = end + ends as usize;
    }
    lines
}

/// The line without white space and markup at both ends: `## **第一章**` becomes `第一章`.
pub fn bare(line: &str) -> &str {
    // Most lines begin and end with a character that stays. These bytes begin ideographs.
    let begins = line.as_bytes().first().is_some_and(|byte| (0xE4..=0xE9).contains(byte));
    let stays = |sign: char| !sign.is_ascii() && !sign.is_whitespace() && sign != '\u{FEFF}';
    if begins && line.ends_with(stays) {
        return line;
    }
    line.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}')
        .trim_start_matches(['#', '>'])
        .trim_matches(|sign: char| sign.is_whitespace() || sign == '*')
}

/// The text without white space.
pub fn compact(text: &str) -> Cow<'_, str> {
    if !has_white_space(text) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for part in text.split_whitespace() {
        kept.push_str(part);
    }
    Cow::Owned(kept)
}
