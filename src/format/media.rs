//! The formats: their words, media types and file extensions.

/// A format of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
    Ndjson,
    Xlsx,
    Parquet,
    JsonStat,
    /// A picture.
    Svg,
}

/// The formats of every list.
pub const TABULAR: &[Format] =
    &[Format::Json, Format::Csv, Format::Ndjson, Format::Xlsx, Format::Parquet];

/// The formats of a list that is also a picture.
pub const PICTURE: &[Format] =
    &[Format::Json, Format::Csv, Format::Ndjson, Format::Xlsx, Format::Parquet, Format::Svg];

/// The formats of a list that is a cube and a picture.
pub const CUBE: &[Format] = &[
    Format::Json,
    Format::Csv,
    Format::Ndjson,
    Format::Xlsx,
    Format::Parquet,
    Format::JsonStat,
    Format::Svg,
];

impl Format {
    /// The word in `format=`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::JsonStat => "jsonstat",
            Self::Svg => "svg",
        }
    }

    /// The word in `Accept`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
            Self::Ndjson => "application/x-ndjson",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
            Self::JsonStat => "application/vnd.json-stat+json",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The value of `Content-Type`.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8; header=present",
            other => other.media_type(),
        }
    }

    /// Whether people open the format as a file, so that they would take a part for the whole.
    pub fn is_file(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx | Self::Parquet)
    }

    /// The extension of a file in this format.
    pub fn extension(self) -> &'static str {
        match self {
            Self::JsonStat => "jsonstat.json",
            other => other.word(),
        }
    }

    /// Whether the format has rows and columns, so that `fields=` may name columns.
    pub fn is_tabular(self) -> bool {
        !matches!(self, Self::Json | Self::JsonStat | Self::Svg)
    }
}
