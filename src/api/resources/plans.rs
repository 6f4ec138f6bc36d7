//! `/v1/plans`: the plans that were read, with outline and indicator tables.

use super::documents::entry::Warning;
use super::documents::reading::{self, Reading, Section};
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{Cursor, IdSet, Item, Limit, PlanPeriod, RegionId, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::resources::pages::{DEFAULT_LIMIT, MAX_LIMIT};
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
        regions: IdSet<RegionId>,
        /// The plan's period.
        #[example = "2021-2025"]
        period: PlanPeriod,
        /// Most entries of a page; 0 asks for the count alone.
        limit: Limit<DEFAULT_LIMIT, MAX_LIMIT>,
        /// `page.next` of the previous page. It is valid for the same filters, and continues in the same release.
        cursor: Cursor,
        #[example = "region,title"]
        answer: Table<Plan>,
    }
}

/// Plans.
///
/// Those of the release, by region and period.
#[utoipa::path(
    get, path = "/v1/plans", tag = "catalogue", operation_id = "listPlans",
    responses((status = 200, description = "A page of plans", content(
        (Body<Vec<Plan>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_plans(
    State(app): State<App>,
    Query { query, context }: Query<PlanQuery>,
) -> Result<Answer<Plan>, ApiError> {
    let period = query.period.map(|(first, last)| [first, last]);
    let after = Place::read(&context)?;
    let snapshot = context.snapshot.clone();
    let ids = snapshot.plans(&app.db).await?.ids(query.regions.as_deref(), period);
    let total = ids.len() as u64;
    let page: Vec<&str> = ids.into_iter().skip(after as usize).take(query.limit as usize).collect();
    let plans = store::all(&app.db, snapshot.release.id, Some(&page)).await?;
    let plans: Vec<_> = plans.iter().filter_map(|plan| Plan::of(plan, &snapshot)).collect();
    let next = Place::next(after, plans.len(), total, &context)?;
    let body = Body::page(plans, &context, query.limit, total, next);
    Ok(Answer { body, context, name: "plans" })
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
    let mut plans = store::all(&app.db, release, Some(&[&id])).await?;
    let found = plans.pop();
    let Some((found, plan)) = found.and_then(|found| {
        let plan = Plan::of(&found, &context.snapshot)?;
        Some((found, plan))
    }) else {
        let known = context.snapshot.plans(&app.db).await?;
        let nearest = names::nearest(&id, known.all().map(|known| &*known.plan.id));
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
