//! `/v1/plans`: the plans that were read, with outline and indicator tables.

use super::documents::entry::Warning;
use super::documents::reading::{self, Reading, Section};
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{Item, Many, PlanPeriod, RegionId, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::domain::text::Text;
use crate::export::Plan;
use crate::store::plans as store;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// A plan with what was read from it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WholePlan {
    #[serde(flatten)]
    pub plan: Plan,
    /// The outline, in document order.
    pub sections: Vec<Section>,
    /// Indicator tables, in document order.
    pub tables: Vec<reading::Table>,
    /// Parts that could not be read.
    pub warnings: Vec<Warning>,
}

query! {
    /// Filters of plans.
    pub struct PlanQuery {
        /// Regions by id, official code, name or alias; `children:wuhan` for those below one.
        #[example = "jiangan,420104"]
        regions: Many<RegionId>,
        /// The plan's period.
        #[example = "2021-2025"]
        period: PlanPeriod,
        #[example = "region,title"]
        answer: Table<Plan>,
    }
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
