//! `/v1/regions`: divisions and development zones, and which of them have a plan.

use super::reference::RegionCode;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{Item, Many, RegionId, SearchText, Table, Words};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::domain::words;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store;
use crate::store::search::fold;
use axum::extract::State;
use serde::Serialize;
use sqlx::PgPool;
use std::collections::HashMap;
use utoipa::ToSchema;

/// A division (city, district) or a functional zone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Region {
    /// Ours, stable.
    #[schema(example = "jiangan")]
    pub id: String,
    /// In the language asked for.
    #[schema(example = "江岸区")]
    pub name: String,
    /// In Chinese.
    #[schema(example = "江岸区")]
    pub name_zh: String,
    /// English name.
    #[schema(example = "Jiang'an District")]
    pub name_en: String,
    /// Official code (GB/T 2260) in force; null for a zone that has none.
    #[schema(example = "420102")]
    pub code: Option<String>,
    #[schema(value_type = words::Level)]
    pub level: String,
    /// Id of the region above; null for a city.
    #[schema(example = "wuhan")]
    pub parent: Option<String>,
    /// Other names, accepted wherever an id is.
    #[schema(example = json!(["江岸", "武汉市江岸区"]))]
    pub aliases: Vec<String>,
    /// Every official code, with the years it held.
    pub codes: Vec<RegionCode>,
    /// Ids of its plans in this release.
    #[schema(example = json!(["jiangan-2021-2025"]))]
    pub plans: Vec<String>,
}

columns! {
    fn cells(row: &Region, release: i32);
    key "region_id" of "id" = &row.id;
    text "region_code" of "code" = row.code.as_ref();
    text "region_name" of "name" = &row.name;
    text "region_name_en" of "name_en" = &row.name_en;
    text "level" of "level" as Level = &row.level;
    text "parent_id" of "parent" = row.parent.as_ref();
    text "aliases" of "aliases" = row.aliases.join(" ");
    text "plans" of "plans" = row.plans.join(" ");
    integer "release" of "release" = release;
}

impl Flat for Region {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

query! {
    /// Which regions are asked for.
    pub struct RegionQuery {
        /// The regions above, by id, code or name.
        #[example = "wuhan"]
        parent: Many<RegionId>,
        /// `city`, `district`, `zone`.
        #[example = "district,zone"]
        level: Words<words::Level>,
        /// Text that stands in a name, alias or code; width, case and blanks do not matter.
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

/// A region of the catalogue with the ids of its plans.
fn described(region: &crate::catalog::Region, plans: Vec<String>, snapshot: &Snapshot) -> Region {
    Region {
        id: region.id.clone(),
        name: snapshot.region_name(region).to_owned(),
        name_zh: region.name_zh.clone(),
        name_en: region.name_en.clone(),
        code: region.code().map(str::to_owned),
        level: store::words::word(region.level),
        parent: region.parent.clone(),
        aliases: region.aliases.clone(),
        codes: region
            .codes
            .iter()
            .map(|code| RegionCode {
                code: code.code.clone(),
                from: code.from,
                to: code.to,
                note: code.note.clone(),
            })
            .collect(),
        plans,
    }
}

/// Every region of the release.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn everything(db: &PgPool, snapshot: &Snapshot) -> Result<Vec<Region>, ApiError> {
    let plans = store::plans::named(db, snapshot.release.id, None).await?;
    let mut of: HashMap<String, Vec<String>> = HashMap::new();
    for plan in plans {
        of.entry(plan.region_id).or_default().push(plan.id);
    }
    let regions = snapshot.catalog.regions.iter();
    Ok(regions
        .map(|region| described(region, of.remove(&region.id).unwrap_or_default(), snapshot))
        .collect())
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
    let mut regions = everything(&app.db, &context.snapshot).await?;
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
    let described = described(region, plans, &context.snapshot);
    Ok(One::new(described, context))
}
