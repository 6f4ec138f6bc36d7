//! The files of a release.

use crate::format::Format;

/// The tables of a release: name and formats.
pub const FILES: &[(&str, &[Format])] = &[
    ("observations", &[Format::Csv, Format::Parquet]),
    ("regions", &[Format::Csv]),
    ("indicators", &[Format::Csv]),
    ("plans", &[Format::Csv]),
];
