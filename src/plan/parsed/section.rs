//! A heading of the outline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A chapter, section or box of the outline (the table of contents is left out).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Position in the outline: `1` is the first chapter, `1.4` its fourth section; boxes (专栏) are `box3`.
    pub id: String,
    /// 1 chapter, 2 section, 3 subsection; a box has the level of its surroundings plus one.
    pub level: u8,
    /// As printed: 第四节, （三）, 专栏1; null where the heading has none.
    pub number: Option<String>,
    pub title: String,
    /// 1-based, both included.
    pub line: u32,
    pub end_line: u32,
}
