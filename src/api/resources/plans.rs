//! `/v1/plans`: the plans that were read, with outline and indicator tables.

use super::documents::{self, Reading, Section, Source, Warning};
use super::reference::RegionRef;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{Item, Many, PlanPeriod, RegionId, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::domain::Period;
use crate::domain::text::Text;
use crate::format::{Column, ColumnValue, Flat, columns};
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
    /// The file its main document was read from.
    pub document: Source,
    /// Ids of the documents it is made of, the main one first.
    #[schema(example = json!(["jiangan-2021-2025"]))]
    pub documents: Vec<String>,
    /// Targets read from them.
    #[schema(example = 180)]
    pub targets: i32,
    /// Actuals read from them.
    #[schema(example = 140)]
    pub actuals: i32,
    /// The release that brought it as it is now.
    #[schema(example = 1)]
    pub since_release: i32,
}

/// A plan with what was read from it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholePlan {
    #[serde(flatten)]
    pub plan: Plan,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Indicator tables, in document order.
    pub tables: Vec<documents::Table>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

impl Plan {
    /// `None` only for a plan without documents, which no release has.
    fn of(plan: &store::Plan, snapshot: &Snapshot) -> Option<Self> {
        let main = plan.main()?;
        let sum = |of: fn(&documents::store::Document) -> i32| plan.documents.iter().map(of).sum();
        Some(Self {
            id: plan.id.clone(),
            region: RegionRef::of(&main.region_id, snapshot),
            period: Period::stored(main.period_start, main.period_end).to_string(),
            // A plan without one is not loaded.
            base_year: main.base_year.unwrap_or_default(),
            horizon: main.horizon,
            adopted: main.adopted,
            title: main.title.clone(),
            document: Source::of(main),
            documents: plan.documents.iter().map(|document| document.id.clone()).collect(),
            targets: sum(|document| document.targets),
            actuals: sum(|document| document.actuals),
            since_release: plan
                .documents
                .iter()
                .map(|of| of.release_from)
                .max()
                .unwrap_or_default(),
        })
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
    text "documents" of "documents" = row.documents.join(" ");
}

impl Flat for Plan {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

query! {
    /// Which plans are context for.
    pub struct PlanQuery {
        /// Regions by id, official code, name or alias.
        #[example = "jiangan,420104"]
        regions: Many<RegionId>,
        /// The plan's period.
        #[example = "2021-2025"]
        period: PlanPeriod,
        #[example = "region,title"]
        answer: Table<Plan>,
    }
}

/// Every plan of the release.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn everything(db: &PgPool, snapshot: &Snapshot) -> Result<Vec<Plan>, ApiError> {
    let plans = store::all(db, snapshot.release.id, None, None, None).await?;
    Ok(plans.iter().filter_map(|plan| Plan::of(plan, snapshot)).collect())
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
    let plans = plans.iter().filter_map(|plan| Plan::of(plan, &context.snapshot)).collect();
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
    let found = plans.pop();
    let Some((found, plan)) = found.and_then(|found| {
        let plan = Plan::of(&found, &context.snapshot)?;
        Some((found, plan))
    }) else {
        let known = store::all(&app.db, release, None, None, None).await?;
        let nearest = names::nearest(&id, known.iter().map(|plan| plan.id.as_str()));
        return Err(ApiError::NotFound { what: Text::of("plan", "规划"), id, nearest });
    };
    let mut whole =
        WholePlan { plan, sections: Vec::new(), tables: Vec::new(), warnings: Vec::new() };
    for document in &found.documents {
        let Reading { sections, tables, warnings } =
            Reading::of(&app.db, document, context.lang).await?;
        whole.sections.extend(sections);
        whole.tables.extend(tables);
        whole.warnings.extend(warnings);
    }
    Ok(One::new(whole, context))
}
