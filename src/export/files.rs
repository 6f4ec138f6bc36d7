//! The files of a release.

use crate::format::Format;

/// The tables of a release: name, and the formats each is had in.
pub const FILES: &[(&str, &[Format])] = &[
    ("observations", &[Format::Csv, Format::Parquet]),
    ("regions", &[Format::Csv]),
    ("indicators", &[Format::Csv]),
    ("plans", &[Format::Csv]),
];
