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
    /// The period of its targets: that of the plan, or in a review the previous one. For outcomes, the
    /// reported years.
    pub period: [u16; 2],
    /// Id of its section.
    pub section: Option<String>,
    /// Line of the first header cell, 1-based.
    pub line: u32,
    pub rows: Vec<Row>,
}

/// One indicator of a table. A row with sub-rows becomes one `Row` for each sub-row. A figure of a further
/// year (2035年), and each amount of a row of statistics, has its own `Row`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Line on which the row begins, counted from 1.
    pub line: u32,
    /// Printed number; sub-rows have the number of their parent row.
    pub no: Option<String>,
    /// Category (经济发展); every row that the category cell spans has it.
    pub category: Option<String>,
    /// Label of the parent row; null for a row that is no sub-row.
    pub group: Option<String>,
    /// Label without unit and without the asterisk of a footnote.
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
    /// Planned annual growth, or in brackets the change over the period.
    pub growth: Option<String>,
    /// Review tables and outcomes: the actual value.
    pub actual: Option<String>,
    /// Review tables and outcomes: the actual growth.
    pub actual_growth: Option<String>,
}
