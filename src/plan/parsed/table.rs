//! An indicator table, with its rows and cells as printed.

use crate::domain::{Attribute, TableRole};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An indicator table (主要指标). Project lists and other boxes are not indicator tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// `t1`, `t2`, … in document order.
    pub id: String,
    pub role: TableRole,
    pub title: Option<String>,
    /// The period its targets are for: the plan's, or in a review the one before. Of outcomes, the
    /// years reported.
    pub period: [u16; 2],
    /// Section id.
    pub section: Option<String>,
    /// Line of the first header cell, 1-based.
    pub line: u32,
    pub rows: Vec<Row>,
}

/// One indicator of a table. A row with sub-rows yields one `Row` for each sub-row; a figure of a
/// further year (2035年), and each amount of a row of statistics, has a `Row` of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// 1-based line the row begins on.
    pub line: u32,
    /// Printed number, carried down to sub-rows.
    pub no: Option<String>,
    /// Category cell (经济发展), carried down to every row it spans.
    pub category: Option<String>,
    /// Label of the parent row where this is a sub-row.
    pub group: Option<String>,
    /// Without unit, without the asterisk of a footnote.
    pub label: String,
    pub unit: Option<String>,
    pub attribute: Option<Attribute>,
    pub cells: Cells,
}

/// Cells as printed; null where the cell is empty, absent or a dash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cells {
    /// Value of the base year.
    pub base: Option<String>,
    /// Value planned for the last year.
    pub target: Option<String>,
    /// Planned growth a year, or in brackets the cumulative change.
    pub growth: Option<String>,
    /// Review tables and outcomes: value reached.
    pub actual: Option<String>,
    /// Review tables and outcomes: growth reached.
    pub actual_growth: Option<String>,
}
