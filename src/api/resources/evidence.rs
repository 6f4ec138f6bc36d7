//! `/evidence` of a row: its whole place in the document.

use crate::api::answer::{Body, One};
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::ItemProblems;
use crate::api::problem::ApiError;
use crate::api::resources::absent::absent;
use crate::domain::words;
use crate::store::evidence as store;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// The place of a figure in its document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FullEvidence {
    /// The row's id.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    pub document: DocumentRef,
    /// Line of the number, 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Page the line is on, 1-based; null where the format has no pages (text, Markdown, HTML).
    pub page: Option<i32>,
    /// Characters of the quote in the decoded document, `[first, end)`, from 0.
    #[schema(example = json!([61210, 61227]))]
    pub span: [i32; 2],
    /// Headings above it, the chapter first; empty where there are none.
    pub sections: Vec<Heading>,
    /// The row of the indicator table; null in running text.
    pub table_row: Option<TableRow>,
    /// Verbatim: the shortest clause that carries the figure.
    #[schema(example = "到2025年，绿化覆盖率达到46.72%")]
    pub quote: String,
    /// The parser's rule that read it; `correction` where a person added it, null where a person wrote the
    /// whole parsed plan.
    #[schema(example = "table/cell")]
    pub rule: Option<String>,
    /// 0 to 1.
    #[schema(example = 0.97, minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// Doubts: `digit_lost`, `unit_guessed`, `wrapped`, …; `corrected` where a person corrected it.
    pub flags: Vec<String>,
    /// The correction by a person; null without one.
    pub correction: Option<Correction>,
}

/// A correction of a reading. The row has the corrected fields; the quote and `printed` have what
/// is printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Correction {
    /// The reason, with the place in the document.
    #[schema(
        example = "万 is lost: the plan's own target for the same thing is 留下大学生10万人 (line 758)"
    )]
    pub reason: String,
    /// The corrected fields: `kind`, `label`, `indicator`, `value`, `value_high`, `rule`, `unit`,
    /// `comparator`, `measure`, `year`, `attribute`; null where a field was emptied. Empty where a
    /// person added the whole row, which the parser had missed.
    #[schema(value_type = Object, example = json!({"unit": "万人"}))]
    pub set: Map<String, Value>,
    /// The same fields as they were read.
    #[schema(value_type = Object, example = json!({"unit": "人"}))]
    pub was: Map<String, Value>,
    /// The author; null where it is not recorded.
    pub by: Option<String>,
    /// ISO date; null where it is not recorded.
    #[schema(example = "2026-03-01")]
    pub on: Option<String>,
    /// File in `data/corrections/` that has it.
    #[schema(example = "qiaokou.toml")]
    pub file: String,
}

/// The text a plan was read from.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = EvidenceDocument)]
pub struct DocumentRef {
    /// SHA-256 of its bytes, lower-case hex.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// File name without folders.
    #[schema(example = "jiangan.txt")]
    pub file: String,
    /// As printed.
    #[schema(example = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要")]
    pub title: String,
    /// The plan's id; null for a document that is no plan.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Its id, as `/v1/documents/{id}` takes it.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
}

/// A heading of the outline.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Heading {
    /// Unique in the plan, by number of chapter, section and so on.
    #[schema(example = "1.4")]
    pub id: String,
    /// As printed; null where the heading has none.
    #[schema(example = "第四节")]
    pub number: Option<String>,
    /// As printed, without its number.
    #[schema(example = "主要目标")]
    pub title: String,
    /// 1-based.
    #[schema(example = 162)]
    pub line: i32,
}

/// A row of an indicator table, cells as printed; null where a cell is empty, absent or a dash.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TableRow {
    /// Table id.
    #[schema(example = "t2")]
    pub table: String,
    #[schema(value_type = words::TableRole)]
    pub role: String,
    /// Title of the table.
    pub title: Option<String>,
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
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    /// The cell of this figure.
    #[schema(example = "target")]
    pub cell: Option<String>,
    pub cells: Cells,
}

/// The cells of a row, as printed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Cells {
    /// Value of the base year.
    #[schema(example = "46.52")]
    pub base: Option<String>,
    /// Value planned for the last year.
    #[schema(example = "46.72")]
    pub target: Option<String>,
    /// Planned growth a year, or in brackets the cumulative change.
    pub growth: Option<String>,
    /// Review tables: value reached.
    pub actual: Option<String>,
    /// Review tables: growth reached.
    pub actual_growth: Option<String>,
}

/// The evidence of a row.
async fn of(
    app: &App,
    kind: &'static str,
    id: String,
    context: RequestContext,
) -> Result<One<FullEvidence>, ApiError> {
    let release = context.snapshot.release.id;
    let found = store::of_row(&app.db, release, kind, &id).await?;
    let Some(found) = found else { return Err(absent(app, kind, id, &context).await) };
    let headings = match &found.section_id {
        Some(section) => store::headings(&app.db, found.revision_id, section).await?,
        None => Vec::new(),
    };
    let sections = headings.into_iter().map(|heading| Heading {
        id: heading.id,
        number: heading.number,
        title: heading.title,
        line: heading.line,
    });
    Ok(One::new(full(found, sections.collect()), context))
}

fn full(found: store::Evidence, sections: Vec<Heading>) -> FullEvidence {
    let cells = Cells {
        base: found.base,
        target: found.target,
        growth: found.growth,
        actual: found.actual,
        actual_growth: found.actual_growth,
    };
    // A table's figure has a row; the role and the label are then never null.
    let table_row = match (found.table_id, found.table_role, found.row_label, found.row_line) {
        (Some(table), Some(role), Some(label), Some(line)) => Some(TableRow {
            table,
            role,
            title: found.table_title,
            line,
            no: found.row_no,
            category: found.row_category,
            group: found.row_group,
            label,
            unit: found.row_unit,
            attribute: found.row_attribute,
            cell: found.cell,
            cells,
        }),
        _ => None,
    };
    FullEvidence {
        id: found.id,
        document: DocumentRef {
            sha256: found.document,
            file: found.file,
            title: found.title,
            plan: found.plan_id,
            id: found.document_id,
        },
        line: found.line,
        page: found.page,
        span: [found.span_start, found.span_end],
        sections,
        table_row,
        quote: found.quote,
        rule: found.read_by,
        confidence: found.confidence,
        flags: found.flags,
        correction: found.correction.map(|stored| stored.0).map(|stored| Correction {
            reason: stored.reason,
            set: stored.set,
            was: stored.was,
            by: stored.by,
            on: stored.on,
            file: stored.file,
        }),
    }
}

/// Where a target stands.
///
/// Document, line, characters, section, and for a table the whole row as printed.
#[utoipa::path(
    get, path = "/v1/targets/{id}/evidence", tag = "rows", operation_id = "getTargetEvidence",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The evidence", body = Body<FullEvidence>), ItemProblems),
)]
pub(crate) async fn get_target_evidence(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<FullEvidence>>,
) -> Result<One<FullEvidence>, ApiError> {
    of(&app, "target", id, context).await
}

/// Where an actual stands.
///
/// Document, line, characters, section, and for a table the whole row as printed.
#[utoipa::path(
    get, path = "/v1/actuals/{id}/evidence", tag = "rows", operation_id = "getActualEvidence",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468")),
    responses((status = 200, description = "The evidence", body = Body<FullEvidence>), ItemProblems),
)]
pub(crate) async fn get_actual_evidence(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<FullEvidence>>,
) -> Result<One<FullEvidence>, ApiError> {
    of(&app, "actual", id, context).await
}
