//! `/v1/regions`: divisions and development zones, with the ids of their plans.

use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{IdSet, Item, RegionId, SearchText, Table, Words};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::domain::words;
use crate::export::Region;
use crate::store;
use crate::store::search::fold;
use axum::extract::State;

query! {
    /// Filters of regions.
    pub struct RegionQuery {
        /// The regions above, by id, code or name.
        #[example = "wuhan"]
        parent: IdSet<RegionId>,
        /// `city`, `district`, `zone`.
        #[example = "district,zone"]
        level: Words<words::Level>,
        /// A part of a name, alias or code; width, case and blanks do not matter.
        #[example = "江岸"]
        q: SearchText,
        #[example = "name,code"]
        answer: Table<Region>,
    }
}

impl RegionQuery {
    fn matches(&self, region: &Region) -> bool {
        let parent =
            |parents: &Vec<String>| region.parent.as_ref().is_some_and(|id| parents.contains(id));
        self.parent.as_ref().is_none_or(parent)
            && self.level.as_ref().is_none_or(|levels| levels.contains(&region.level))
            && self.q.as_ref().is_none_or(|text| {
                let names = [&region.id, &region.name_zh, &region.name_en].into_iter();
                let codes = region.codes.iter().map(|code| &code.code);
                names
                    .chain(&region.aliases)
                    .chain(codes)
                    .any(|name| fold(name).contains(&fold(text)))
            })
    }
}

/// Regions.
///
/// The whole catalogue, a region above before those below it; never paged.
#[utoipa::path(
    get, path = "/v1/regions", tag = "catalogue", operation_id = "listRegions",
    responses((status = 200, description = "The regions", content(
        (Body<Vec<Region>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_regions(
    State(app): State<App>,
    Query { query, context }: Query<RegionQuery>,
) -> Result<Answer<Region>, ApiError> {
    let mut regions = Region::all(&app.db, &context.snapshot).await?;
    regions.retain(|region| query.matches(region));
    Ok(Answer { body: Body::whole(regions, &context), context, name: "regions" })
}

/// One region, by id, official code, name or alias.
#[utoipa::path(
    get, path = "/v1/regions/{id}", tag = "catalogue", operation_id = "getRegion",
    params(("id" = String, Path, description = "Id, official code, name or alias", example = "420102")),
    responses((status = 200, description = "The region", body = Body<Region>), ItemProblems),
)]
pub(crate) async fn get_region(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<Region>>,
) -> Result<One<Region>, ApiError> {
    let region = names::region_in_path(&context.snapshot.catalog, id)?;
    let release = context.snapshot.release.id;
    let plans = store::plans::named(&app.db, release, Some(&region.id)).await?;
    let plans = plans.into_iter().map(|plan| plan.id).collect();
    let described = Region::of(region, plans, &context.snapshot);
    Ok(One::new(described, context))
}
