//! Errors of files that cannot be read.

/// Larger files are refused before they are read; the longest plans have half a megabyte.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The reason why a file is no readable document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    #[error("the file is empty")]
    Empty,
    #[error("the file holds nothing but white space")]
    Blank,
    #[error("{bytes} bytes are more than the {} a plan may have", MAX_BYTES)]
    TooLarge { bytes: u64 },
    /// The kind of file, as people call it: `a PNG image`.
    #[error("the file is {0}, not text")]
    Binary(&'static str),
    #[error("the text is in no encoding that can be read (UTF-8, UTF-16, GB18030)")]
    Encoding,
    #[error("there is no Chinese text in the file")]
    NoChinese,
    /// The format of a file that another program must convert, with the format to save it as.
    #[error("the file is {0}; open it and save it as DOCX, PDF or plain text")]
    Unsupported(&'static str),
    /// The kind of file, and what is wrong with it.
    #[error("the {kind} cannot be read: {reason}")]
    Damaged { kind: &'static str, reason: String },
    #[error("the {0} is protected with a password; save it without one")]
    Encrypted(&'static str),
    /// The unpacked size of the file exceeds the limit in MiB.
    #[error("the {0} unpacks to more than {1} MiB, more than any plan")]
    Bomb(&'static str, u64),
    /// The file has more than `limit` of `what`.
    #[error("the {kind} has more than {limit} {what}, more than any plan")]
    TooMuch { kind: &'static str, limit: u64, what: &'static str },
    #[error(
        "the PDF is a scan without a text layer; run it through OCR and save it as a searchable PDF \
         or as text"
    )]
    Scanned,
    #[error(
        "the PDF's fonts do not say which characters they show; run it through OCR and save it as a \
         searchable PDF or as text"
    )]
    NoUnicode,
}
