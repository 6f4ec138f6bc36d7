//! Bytes to text with lines: what kind of file it is, in which encoding, and where each line is.
//!
//! By content, never by name: a byte order mark, valid UTF-8, or whichever of UTF-16 and GB18030
//! yields Chinese. Lines end with LF, CRLF or CR. Offsets count characters (Unicode scalar values)
//! of the decoded text, line ends included, a byte order mark not.

use super::id::hex;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::ops::Range;

/// Larger files are refused before they are read: the longest plans have half a megabyte.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

// Offsets fit 32 bits: a file of MAX_BYTES decodes to at most three bytes for each of its own.
#[expect(clippy::cast_possible_truncation, reason = "MAX_BYTES bounds every text")]
fn small(number: usize) -> u32 {
    number as u32
}

/// So much of a file decides its encoding.
const SAMPLE: usize = 64 * 1024;

/// A document, decoded.
#[derive(Debug, Clone)]
pub struct Source {
    /// Of the bytes as given, lower-case hex.
    pub sha256: String,
    pub bytes: u64,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `GB18030`.
    pub encoding: &'static str,
    pub text: String,
    lines: Vec<Line>,
}

/// Where one line stands in the text, its line end not included. Small, for a file may be all
/// line ends; 32 bits hold every offset in [`MAX_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    /// Byte offset of its first character, and of its end.
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

/// Why a file is no plan text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    #[error("the file is empty")]
    Empty,
    #[error("the file holds nothing but white space")]
    Blank,
    #[error("{bytes} bytes are more than the {} a plan may have", MAX_BYTES)]
    TooLarge { bytes: u64 },
    /// What it is, as a person calls it: `a PNG image`.
    #[error("the file is {0}, not text")]
    Binary(&'static str),
    #[error("the text is in no encoding that can be read (UTF-8, UTF-16, GB18030)")]
    Encoding,
    #[error("there is no Chinese text in the file")]
    NoChinese,
}

impl Source {
    /// Decode a file.
    ///
    /// # Errors
    /// What is no Chinese text: see [`SourceError`]. In time and memory linear in the file, which
    /// is at most [`MAX_BYTES`] long.
    pub fn read(bytes: &[u8]) -> Result<Self, SourceError> {
        if bytes.is_empty() {
            return Err(SourceError::Empty);
        }
        let size = bytes.len() as u64;
        if size > MAX_BYTES {
            return Err(SourceError::TooLarge { bytes: size });
        }
        if let Some(kind) = magic(bytes) {
            return Err(SourceError::Binary(kind));
        }
        if bytes.iter().all(|&byte| byte.is_ascii_whitespace() || byte == 0) {
            return Err(SourceError::Blank);
        }
        let encoding = guess(bytes)?;
        let (text, _, _) = encoding.decode(bytes);
        let text = text.into_owned();
        check_chinese(&text)?;
        let sha256 = hex(&Sha256::digest(bytes));
        let lines = lines(&text);
        let encoding = if encoding == GB18030 { "GB18030" } else { encoding.name() };
        Ok(Self { sha256, bytes: size, encoding, text, lines })
    }

    /// How many lines there are; the last one needs no line end.
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

    /// Character offsets in the text of a range of bytes within a line. Bytes beyond the line or
    /// within a character are moved to the next boundary before them.
    pub fn span(&self, number: u32, bytes: Range<usize>) -> [u32; 2] {
        let line = self.line(number);
        let chars = |at: usize| small(line[..line.floor_char_boundary(at)].chars().count());
        let [start, _] = self.extent(number);
        let first = chars(bytes.start);
        [start + first, start + chars(bytes.end).max(first)]
    }

    /// Number of the line that holds a character offset; a line end belongs to the line it ends.
    pub fn line_of(&self, offset: u32) -> u32 {
        small(self.lines.partition_point(|line| line.start <= offset)).max(1)
    }

    /// The line that holds a byte of the text, and which byte of the line it is.
    pub fn place(&self, byte: usize) -> (u32, usize) {
        let number = self.lines.partition_point(|line| line.begin as usize <= byte).max(1);
        let begin = self.lines.get(number - 1).map_or(0, |line| line.begin as usize);
        (small(number), byte.saturating_sub(begin))
    }

    /// The text between two character offsets.
    pub fn slice(&self, [start, end]: [u32; 2]) -> &str {
        let byte = |offset: u32| {
            self.at(self.line_of(offset)).map_or(0, |line| {
                let begin = line.begin as usize;
                let rest = &self.text[begin..];
                let skip = (offset - line.start.min(offset)) as usize;
                begin + rest.char_indices().nth(skip).map_or(rest.len(), |(at, _)| at)
            })
        };
        &self.text[byte(start)..byte(end.max(start))]
    }

    fn at(&self, number: u32) -> Option<Line> {
        self.lines.get((number as usize).checked_sub(1)?).copied()
    }
}

fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut begin, mut start, mut chars) = (Vec::new(), 0, 0u32, 0u32);
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != '\n' && sign != '\r' {
            chars += 1;
            continue;
        }
        lines.push(Line { begin: small(begin), end: small(at), start, chars });
        let mut ends = 1;
        begin = at + 1;
        if sign == '\r' && signs.next_if(|&(_, next)| next == '\n').is_some() {
            (ends, begin) = (2, at + 2);
        }
        start += chars + ends;
        chars = 0;
    }
    if begin < text.len() {
        lines.push(Line { begin: small(begin), end: small(text.len()), start, chars });
    }
    lines
}

/// File kinds people drop here by mistake, or that another program must read first.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive (DOCX, XLSX, …)"),
        (b"PK\x05\x06", "a ZIP archive (DOCX, XLSX, …)"),
        (b"\xD0\xCF\x11\xE0", "an old Office document (DOC, XLS, …)"),
        (b"{\\rtf", "an RTF document"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"SQLite format 3", "a database"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|&(_, kind)| kind)
}

/// The encoding: a byte order mark is believed; else the first that decodes without many errors
/// and reads like Chinese.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, SourceError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nul = sample.contains(&0);
    if !nul && std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    // Frequency decides between encodings that would all decode: GB18030 bytes are mostly valid
    // UTF-16, of characters nobody uses.
    let best = [UTF_8, GB18030, UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(|&encoding| !nul || encoding == UTF_16LE || encoding == UTF_16BE)
        .map(|encoding| (encoding, likeness(&encoding.decode_without_bom_handling(sample).0)))
        .filter(|&(_, likeness)| likeness > 0.02)
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    match best {
        Some((encoding, _)) => Ok(encoding),
        None if nul => Err(SourceError::Binary("binary data")),
        None => Err(SourceError::Encoding),
    }
}

/// Share of the characters that are among the commonest of such documents; 0 where too many could
/// not be decoded.
fn likeness(text: &str) -> f64 {
    const COMMON: &str =
        "的，。、年发展建设区市经济社会和国民生产业大一是十五规划目标新提高主在指标";
    let (mut all, mut common, mut broken) = (0u32, 0u32, 0u32);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        all += 1;
        broken += u32::from(sign == char::REPLACEMENT_CHARACTER || sign == '\0');
        common += u32::from(COMMON.contains(sign));
    }
    // A sample may end within a character; beyond that one broken character in 200 is damage.
    if all == 0 || broken > 2 + all / 200 { 0.0 } else { f64::from(common) / f64::from(all) }
}

/// At least one character in a hundred is Chinese, and few are the marks of what could not be
/// decoded.
fn check_chinese(text: &str) -> Result<(), SourceError> {
    let (mut all, mut chinese, mut broken) = (0u64, 0u64, 0u64);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        all += 1;
        chinese += u64::from(('\u{4E00}'..='\u{9FFF}').contains(&sign));
        broken += u64::from(sign == char::REPLACEMENT_CHARACTER || sign == '\0');
    }
    match () {
        () if all == 0 => Err(SourceError::Blank),
        () if broken > 2 + all / 100 => Err(SourceError::Encoding),
        () if chinese == 0 || chinese < all / 100 => Err(SourceError::NoChinese),
        () => Ok(()),
    }
}

/// White space and markup of a line's beginning and end taken off: `## **第一章**` is `第一章`.
pub fn bare(line: &str) -> &str {
    line.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}')
        .trim_start_matches(['#', '>'])
        .trim_matches(|sign: char| sign.is_whitespace() || sign == '*')
}

/// Without any white space.
pub fn compact(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_whitespace) {
        Cow::Owned(text.chars().filter(|sign| !sign.is_whitespace()).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "甲区的发展规划。\r\n\r\n到2025年，绿化率45%\r经济\n的目标";

    #[test]
    fn lines_count_characters_over_every_kind_of_line_end() {
        let source = Source::read(TEXT.as_bytes()).unwrap();
        assert_eq!(source.line_count(), 5);
        assert_eq!(source.line(3), "到2025年，绿化率45%");
        assert_eq!(source.extent(3), [12, 25]);
        assert_eq!(source.slice(source.extent(4)), "经济");
        assert_eq!(source.line_of(13), 3);
        let line = source.line(3);
        let at = line.find("45%").unwrap();
        let span = source.span(3, at..at + 3);
        assert_eq!(source.slice(span), "45%");
        assert_eq!(source.line(0), "");
        assert_eq!(source.line(99), "");
        assert_eq!(source.extent(99), [0, 0]);
    }

    #[test]
    fn encodings_are_told_by_content() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        let le_marked = [b"\xFF\xFE".as_slice(), &le].concat();
        for (bytes, encoding) in [
            (gb, "GB18030"),
            (le, "UTF-16LE"),
            (be, "UTF-16BE"),
            (marked, "UTF-8"),
            (le_marked, "UTF-16LE"),
        ] {
            let source = Source::read(&bytes).unwrap();
            assert_eq!((source.encoding, source.text.as_str()), (encoding, TEXT));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        let refused = |bytes: &[u8]| Source::read(bytes).unwrap_err().to_string();
        assert_eq!(refused(b""), "the file is empty");
        assert_eq!(refused(b" \n\t "), "the file holds nothing but white space");
        assert_eq!(refused("\u{3000}\n".as_bytes()), "the file holds nothing but white space");
        assert_eq!(refused(b"\x89PNG\r\n\x1a\n"), "the file is a PNG image, not text");
        assert_eq!(refused(b"%PDF-1.7"), "the file is a PDF, not text");
        assert_eq!(refused(b"plain English"), "there is no Chinese text in the file");
        assert_eq!(refused(&[0, 1, 2, 3, 0, 255, 7]), "the file is binary data, not text");
    }

    #[test]
    fn noise_is_refused() {
        let mut state = 1u64;
        let noise: Vec<u8> = (0..200_000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 56) as u8
            })
            .collect();
        assert!(Source::read(&noise).is_err());
        let without_nul: Vec<u8> = noise.into_iter().filter(|&byte| byte != 0).collect();
        assert_eq!(Source::read(&without_nul).unwrap_err(), SourceError::Encoding);
    }
}
