//! Columns of a table, and the macro that declares them together with their values.

use crate::domain::words;
use serde::Serialize;

/// The type of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
    Boolean,
    Text,
}

/// A column of a flat form ([`super::Flat`]).
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Never renamed or reused.
    pub name: &'static str,
    pub kind: ColumnKind,
    /// The field of the JSON entry that it comes from, which `fields=` names.
    pub field: &'static str,
    /// The set its codes are from, whose names `labels=` writes; `None` for a column that is not coded.
    pub words: Option<&'static words::Set>,
    /// Whether one value may hold several codes, separated by blanks.
    pub several: bool,
    /// Whether it identifies the entry of a row. `fields=` never leaves out such a column or its field.
    pub key: bool,
}

impl Column {
    const fn of(kind: ColumnKind, name: &'static str, field: &'static str) -> Self {
        Self { name, kind, field, words: None, several: false, key: false }
    }

    /// A column of text.
    pub const fn text(name: &'static str, field: &'static str) -> Self {
        Self::of(ColumnKind::Text, name, field)
    }

    /// A column of whole numbers.
    pub const fn integer(name: &'static str, field: &'static str) -> Self {
        Self::of(ColumnKind::Integer, name, field)
    }

    /// A column of decimal numbers.
    pub const fn number(name: &'static str, field: &'static str) -> Self {
        Self::of(ColumnKind::Number, name, field)
    }

    /// A column of booleans.
    pub const fn boolean(name: &'static str, field: &'static str) -> Self {
        Self::of(ColumnKind::Boolean, name, field)
    }

    /// The column of an id.
    pub const fn key(name: &'static str, field: &'static str) -> Self {
        Self { key: true, ..Self::of(ColumnKind::Text, name, field) }
    }

    /// A column of whole numbers that identify the entry.
    pub const fn integer_key(name: &'static str, field: &'static str) -> Self {
        Self { key: true, ..Self::of(ColumnKind::Integer, name, field) }
    }

    /// The same column with codes of this set.
    #[must_use]
    pub const fn coded(self, words: &'static words::Set) -> Self {
        Self { words: Some(words), ..self }
    }

    /// The same column where a value may hold several codes of this set.
    #[must_use]
    pub const fn several(self, words: &'static words::Set) -> Self {
        Self { words: Some(words), several: true, ..self }
    }
}

/// Declares the columns of a table, each once: kind, name, field of the JSON entry, set of codes where
/// the column is coded (`as` for one code a value, `listing` for several), and the value of a row.
///
/// ```ignore
/// columns! {
///     fn cells(row: &Availability, release: i32);
///     key "region_id" of "region" = row.region.as_ref().map(|region| &region.id);
///     text "kind" of "kind" as RowKind = row.kind.as_ref();
///     integer "release" of "release" = release;
/// }
/// ```
/// makes `const COLUMNS: &[Column]` and `fn cells`, which returns the values of a row in the order of
/// the columns. Columns are append-only: programs address them by position too.
macro_rules! columns {
    (
        fn $cells:ident($($row:ident: $type:ty),* $(,)?);
        $($kind:ident $name:literal of $field:literal $(as $code:ident)? $(listing $codes:ident)? = $value:expr;)*
    ) => {
        const COLUMNS: &[$crate::format::Column] = &[$(
            $crate::format::Column::$kind($name, $field)
                $(.coded(&$crate::domain::words::$code::SET))?
                $(.several(&$crate::domain::words::$codes::SET))?
        ),*];

        fn $cells($($row: $type),*) -> Vec<$crate::format::ColumnValue> {
            vec![$($crate::format::ColumnValue::from($value)),*]
        }
    };
}
pub(crate) use columns;
