//! `/v1/plans`: the plans that were read, with outline and indicator tables.

use super::evidence::Cells;
use super::reference::RegionRef;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{self, Item, Many, PlanPeriod, RegionId};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::format::{Column, ColumnValue, Flat, columns};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::domain::Period;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::plans as store;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// One region's plan for one period.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Plan {
    /// Region, first and last year.
    #[schema(example = "jiangan-2021-2025")]
    pub id: String,
    pub region: RegionRef,
    /// First and last year.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The year targets are measured from.
    #[schema(example = 2020)]
    pub base_year: i32,
    /// Year of the long-range objectives; null where the document has none.
    #[schema(example = 2035)]
    pub horizon: Option<i32>,
    /// Null where the text states no date.
    pub adopted: Option<NaiveDate>,
    /// As printed.
    #[schema(example = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要")]
    pub title: String,
    pub document: Document,
    /// Targets read from it.
    #[schema(example = 180)]
    pub targets: i32,
    /// Actuals read from it.
    #[schema(example = 140)]
    pub actuals: i32,
    /// The release that brought it as it is now.
    #[schema(example = 1)]
    pub since_release: i32,
}

/// The text a plan was read from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Document {
    /// Of its bytes, lower-case hex.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// File name without folders.
    #[schema(example = "jiangan.txt")]
    pub file: String,
    /// Its size.
    #[schema(example = 115_735)]
    pub bytes: i64,
    /// How its characters were encoded.
    #[schema(example = "UTF-8")]
    pub encoding: String,
}

/// A plan with what was read from it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholePlan {
    #[serde(flatten)]
    pub plan: Plan,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Indicator tables, in document order.
    pub tables: Vec<Table>,
    /// What could not be read.
    pub warnings: Vec<PlanWarning>,
}

/// A chapter, section or box.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Section {
    /// Place in the outline.
    #[schema(example = "1.4")]
    pub id: String,
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
    /// Unique in the plan.
    #[schema(example = "t2")]
    pub id: String,
    #[schema(value_type = words::TableRole)]
    pub role: String,
    /// Null where none is printed.
    pub title: Option<String>,
    /// The period its targets are for: the plan's, or in a review the one before.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// Section id; null where it stands in none.
    pub section: Option<String>,
    /// Of the first header cell, 1-based.
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
    /// Whether the target binds; null where the table does not say.
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    /// What the columns of figures hold.
    pub cells: Cells,
}

/// Something that could not be read.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanWarning {
    /// 1-based; null where it concerns the whole document.
    pub line: Option<u32>,
    /// What and where, in English.
    pub message: String,
}

impl Plan {
    fn of(plan: &store::Plan, snapshot: &Snapshot) -> Self {
        Self {
            id: plan.id.clone(),
            region: RegionRef::of(&plan.region_id, snapshot),
            period: Period::stored(plan.period_start, plan.period_end).to_string(),
            base_year: plan.base_year,
            horizon: plan.horizon,
            adopted: plan.adopted,
            title: plan.title.clone(),
            document: Document {
                sha256: plan.sha256.clone(),
                file: plan.file.clone(),
                bytes: plan.bytes,
                encoding: plan.encoding.clone(),
            },
            targets: plan.targets,
            actuals: plan.actuals,
            since_release: plan.release_from,
        }
    }
}

columns! {
    fn cells(row: &Plan, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "period" of "period" = &row.period;
    integer "base_year" of "base_year" = row.base_year;
    integer "horizon" of "horizon" = row.horizon;
    text "adopted" of "adopted" = row.adopted.map(|date| date.to_string());
    text "title" of "title" = &row.title;
    text "document" of "document" = &row.document.sha256;
    text "file" of "document" = &row.document.file;
    integer "bytes" of "document" = row.document.bytes;
    text "encoding" of "document" = &row.document.encoding;
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    integer "since_release" of "since_release" = row.since_release;
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

impl Flat for Plan {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

query! {
    /// Which plans are asked for.
    pub struct PlanQuery {
        /// Regions by id, official code, name or alias.
        #[example = "jiangan,420104"]
        regions: Many<RegionId>,
        /// The plan's period.
        #[example = "2021-2025"]
        period: PlanPeriod,
        #[example = "region,title"]
        answer: parameters::Table<Plan>,
    }
}

/// Every plan of the release.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn everything(db: &PgPool, snapshot: &Snapshot) -> Result<Vec<Plan>, ApiError> {
    let plans = store::all(db, snapshot.release.id, None, None, None).await?;
    Ok(plans.iter().map(|plan| Plan::of(plan, snapshot)).collect())
}

/// Plans.
///
/// Those of the release, by region and period; never paged.
#[utoipa::path(
    get, path = "/v1/plans", tag = "catalogue", operation_id = "listPlans",
    responses((status = 200, description = "The plans", content(
        (Body<Vec<Plan>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_plans(
    State(app): State<App>,
    Query { query, context }: Query<PlanQuery>,
) -> Result<Answer<Plan>, ApiError> {
    let release = context.snapshot.release.id;
    let period = query.period.map(|(first, last)| (first.into(), last.into()));
    let plans = store::all(&app.db, release, query.regions.as_deref(), None, period).await?;
    let plans = plans.iter().map(|plan| Plan::of(plan, &context.snapshot)).collect();
    Ok(Answer { body: Body::whole(plans, &context), context, name: "plans" })
}

/// One plan, with its outline and indicator tables.
#[utoipa::path(
    get, path = "/v1/plans/{id}", tag = "catalogue", operation_id = "getPlan",
    params(("id" = String, Path, description = "Id of a plan", example = "jiangan-2021-2025")),
    responses((status = 200, description = "The plan", body = Body<WholePlan>), ItemProblems),
)]
pub(crate) async fn get_plan(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<WholePlan>>,
) -> Result<One<WholePlan>, ApiError> {
    let release = context.snapshot.release.id;
    let mut plans = store::all(&app.db, release, None, Some(&id), None).await?;
    let Some(plan) = plans.pop() else {
        let known = store::all(&app.db, release, None, None, None).await?;
        let nearest = names::nearest(&id, known.iter().map(|plan| plan.id.as_str()));
        return Err(ApiError::NotFound { what: Text::of("plan", "规划"), id, nearest });
    };
    let sections = store::sections(&app.db, plan.revision_id).await?;
    let tables = store::tables(&app.db, plan.revision_id).await?;
    let rows = store::table_rows(&app.db, plan.revision_id).await?;
    let whole = WholePlan {
        sections: sections.into_iter().map(section).collect(),
        tables: tables.into_iter().map(|found| table(found, &rows)).collect(),
        warnings: warnings(&plan),
        plan: Plan::of(&plan, &context.snapshot),
    };
    Ok(One::new(whole, context))
}

fn section(found: store::Section) -> Section {
    let store::Section { id, level, number, title, line, end_line } = found;
    Section { id, level, number, title, line, end_line }
}

fn table(found: store::Table, rows: &[store::TableRow]) -> Table {
    let own = rows.iter().filter(|row| row.table_id == found.id);
    Table {
        rows: own.map(row).collect(),
        id: found.id,
        role: found.role,
        title: found.title,
        period: Period::stored(found.period_start, found.period_end).to_string(),
        section: found.section_id,
        line: found.line,
    }
}

fn row(found: &store::TableRow) -> PlanTableRow {
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

fn warnings(plan: &store::Plan) -> Vec<PlanWarning> {
    let warnings = plan.warnings.0.iter();
    warnings
        .map(|found| PlanWarning { line: found.line, message: found.kind.message(Lang::En) })
        .collect()
}
