//! The parts of a document beside figures: outline, tables, warnings.

use super::entry::Warning;
use crate::api::resources::evidence::Cells;
use crate::domain::lang::Lang;
use crate::domain::{Period, words};
use crate::store::documents::Document;
use crate::store::{self, plans};
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// A chapter, section or box.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Section {
    /// Place in the outline; unique in its document.
    #[schema(example = "1.4")]
    pub id: String,
    /// Id of its document.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    /// 1 chapter, 2 section, 3 subsection; a box has one more than its surroundings.
    #[schema(example = 2)]
    pub level: i32,
    /// As printed; null where the heading has none.
    #[schema(example = "第四节")]
    pub number: Option<String>,
    /// As printed.
    #[schema(example = "主要目标")]
    pub title: String,
    /// 1-based, both included.
    #[schema(example = 162)]
    pub line: i32,
    /// Its last line, 1-based.
    #[schema(example = 229)]
    pub end_line: i32,
}

/// An indicator table (主要指标).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Table {
    /// Unique in its document.
    #[schema(example = "t2")]
    pub id: String,
    /// Id of the document it stands in.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    #[schema(value_type = words::TableRole)]
    pub role: String,
    /// Null where none is printed.
    pub title: Option<String>,
    /// The period its targets are for: the plan's, or in a review the one before.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Section id; null where it is in no section.
    pub section: Option<String>,
    /// Line of the first header cell, counted from 1.
    #[schema(example = 204)]
    pub line: i32,
    pub rows: Vec<PlanTableRow>,
}

/// A row of an indicator table, cells as printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanTableRow {
    /// The row begins on it, 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Printed number, carried down to sub-rows.
    #[schema(example = "18")]
    pub no: Option<String>,
    /// Category cell, carried down.
    #[schema(example = "绿色生态")]
    pub category: Option<String>,
    /// Label of the parent row where this is a sub-row.
    pub group: Option<String>,
    /// As printed.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// As printed, in the row or above the table; null where none is.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// Whether the target is binding; null where the table does not say.
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    /// The cells of the columns with figures.
    pub cells: Cells,
}

/// The parts of a document beside figures.
pub(crate) struct Reading {
    pub sections: Vec<Section>,
    pub tables: Vec<Table>,
    pub warnings: Vec<Warning>,
}

impl Reading {
    pub(crate) async fn of(db: &PgPool, found: &Document, lang: Lang) -> store::Result<Self> {
        let sections = plans::sections(db, found.revision_id).await?;
        let tables = plans::tables(db, found.revision_id).await?;
        let rows = plans::table_rows(db, found.revision_id).await?;
        Ok(Self {
            sections: sections.into_iter().map(|of| section(&found.id, of)).collect(),
            tables: tables.into_iter().map(|of| table(&found.id, of, &rows)).collect(),
            warnings: found.warnings.iter().map(|of| Warning::of(of, lang)).collect(),
        })
    }
}

fn section(document: &str, found: plans::Section) -> Section {
    let plans::Section { id, level, number, title, line, end_line } = found;
    Section { id, document: document.to_owned(), level, number, title, line, end_line }
}

fn table(document: &str, found: plans::Table, rows: &[plans::TableRow]) -> Table {
    let own = rows.iter().filter(|row| row.table_id == found.id);
    Table {
        rows: own.map(row).collect(),
        id: found.id,
        document: document.to_owned(),
        role: found.role,
        title: found.title,
        period: Period::stored(found.period_start, found.period_end).to_string(),
        section: found.section_id,
        line: found.line,
    }
}

fn row(found: &plans::TableRow) -> PlanTableRow {
    let found = found.clone();
    PlanTableRow {
        line: found.line,
        no: found.no,
        category: found.category,
        group: found.group_label,
        label: found.label,
        unit: found.unit,
        attribute: found.attribute,
        cells: Cells {
            base: found.base,
            target: found.target,
            growth: found.growth,
            actual: found.actual,
            actual_growth: found.actual_growth,
        },
    }
}
