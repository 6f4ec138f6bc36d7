//! The kind of a file, recognised by its first bytes.

use super::error::SourceError;

/// The kinds of files that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind<'b> {
    Docx,
    Pdf,
    /// A page that declares its encoding or begins like HTML.
    Html {
        charset: Option<&'b [u8]>,
    },
    /// Any other file that may be text.
    Text,
}

/// The encoding of a page is declared within this number of bytes; browsers look at the first 1024.
const HEAD: usize = 4096;

/// The kind of a file.
///
/// # Errors
/// [`SourceError::Binary`] for formats without text, [`SourceError::Unsupported`] for formats that another
/// program must convert.
pub(super) fn of(bytes: &[u8]) -> Result<Kind<'_>, SourceError> {
    const IMAGES: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x7FELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"SQLite format 3", "a database"),
    ];
    if let Some((_, kind)) = IMAGES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(SourceError::Binary(kind));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(SourceError::Unsupported("an old or protected Office document (DOC, XLS, …)"));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(SourceError::Unsupported("an RTF document"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Docx);
    }
    // Readers of PDF accept the mark anywhere in the first kilobyte, and mail programs put bytes before it.
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|five| five == b"%PDF-") && !start.starts_with(b"<") {
        return Ok(Kind::Pdf);
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let begins = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .iter()
        .find(|byte| !byte.is_ascii_whitespace());
    let charset = if begins == Some(&b'<') { charset(head) } else { None };
    Ok(if charset.is_some() { Kind::Html { charset } } else { Kind::Text })
}

/// The declared encoding: `gb2312` of `<meta charset="gb2312">`,
/// `<meta … content="text/html; charset=gb2312">` and `<?xml … encoding="gb2312"?>`.
fn charset(head: &[u8]) -> Option<&[u8]> {
    let word = |name: &[u8]| {
        let at = head.windows(name.len()).position(|part| part.eq_ignore_ascii_case(name))?;
        let rest = &head[at + name.len()..];
        let begin = rest.iter().position(|byte| !b" \t\r\n=\"'".contains(byte))?;
        let rest = &rest[begin..];
        let end =
            rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))?;
        (begin > 0 && end > 0).then_some(&rest[..end])
    };
    let xml = if head.starts_with(b"<?xml") { word(b"encoding") } else { None };
    xml.or_else(|| word(b"charset"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding_is_found() {
        for (head, want) in [
            ("<html><meta charset=\"gb2312\">", Some("gb2312")),
            ("<meta content='text/html; CHARSET=GBK' />", Some("GBK")),
            ("<?xml version='1.0' encoding='utf-8'?><html>", Some("utf-8")),
            ("<html>charset", None),
            ("<html>charset=", None),
        ] {
            assert_eq!(charset(head.as_bytes()), want.map(str::as_bytes), "{head}");
        }
    }

    #[test]
    fn a_text_that_mentions_formats_is_text() {
        for text in ["PDF 和 DOCX", "charset=gb2312", "# 规划\n<table>"] {
            assert_eq!(of(text.as_bytes()), Ok(Kind::Text), "{text}");
        }
        assert_eq!(of(b"\n%PDF-1.4"), Ok(Kind::Pdf));
        assert_eq!(of(b"PK\x03\x04"), Ok(Kind::Docx));
    }
}
