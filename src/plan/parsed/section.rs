//! A heading of the outline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A chapter, section or box of the outline. Entries of the table of contents are not among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Position in the outline: `1` is the first chapter, `1.4` its fourth section; boxes (专栏) are `box3`.
    pub id: String,
    /// 1 chapter, 2 section, 3 subsection. The level of a box is one more than that of its section.
    pub level: u8,
    /// As printed: 第四节, （三）, 专栏1; null where there is none.
    pub number: Option<String>,
    pub title: String,
    /// First and last line, counted from 1, both included.
    pub line: u32,
    pub end_line: u32,
}
