//! `/v1/indicators`: the concepts plans set figures for, and who speaks of them.

use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{DomainId, Item, Many, RegionId, SearchText, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::catalog::Variant;
use crate::domain::Measure;
use crate::domain::words;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store;
use crate::store::search::fold;
use axum::extract::State;
use serde::Serialize;
use sqlx::PgPool;
use utoipa::ToSchema;

/// A concept that plans set figures for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Indicator {
    /// English, stable.
    #[schema(example = "green_coverage")]
    pub id: String,
    /// In the language asked for.
    #[schema(example = "绿化覆盖率")]
    pub name: String,
    /// In Chinese.
    #[schema(example = "绿化覆盖率")]
    pub name_zh: String,
    /// English name.
    #[schema(example = "Green coverage rate")]
    pub name_en: String,
    /// Canonical unit, which levels and totals are answered in; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// Id of its domain, as `domains=` takes it.
    #[schema(example = "ecology")]
    pub domain: String,
    #[schema(value_type = words::Direction)]
    pub direction: String,
    /// Whether the figures of districts may be added and are part of the city's: amounts and counts,
    /// not rates, means and figures per head. The districts need not make up the whole city.
    pub additive: bool,
    /// The kinds of measure its own figures come in, the usual one first.
    #[schema(value_type = Vec<words::Measure>)]
    pub measures: Vec<String>,
    /// Names under which documents print something narrower or otherwise defined; figures printed so
    /// are not compared with the others.
    pub variants: Vec<Variant>,
    /// What it is and what it is not; null where the name says it all.
    pub definition: Option<String>,
    /// Names documents print, accepted wherever an id is.
    pub aliases: Vec<String>,
    /// For a growth indicator the id of the level it is the growth of; else null.
    pub growth_of: Option<String>,
    /// Ids it must not be mixed with.
    pub distinct_from: Vec<String>,
    /// Ids that say something similar where this one is missing.
    pub related: Vec<String>,
    /// Targets in this release.
    #[schema(example = 3)]
    pub targets: i64,
    /// Actuals in this release.
    #[schema(example = 4)]
    pub actuals: i64,
    /// Ids of the regions whose plans speak of it.
    #[schema(example = json!(["jiangan", "wedz"]))]
    pub regions: Vec<String>,
}

columns! {
    fn cells(row: &Indicator, release: i32);
    key "indicator_id" of "id" = &row.id;
    text "indicator_name" of "name" = &row.name;
    text "indicator_name_en" of "name_en" = &row.name_en;
    text "unit" of "unit" = row.unit.as_ref();
    text "domain" of "domain" = &row.domain;
    text "direction" of "direction" as Direction = &row.direction;
    text "definition" of "definition" = row.definition.as_ref();
    text "aliases" of "aliases" = row.aliases.join(" ");
    text "growth_of" of "growth_of" = row.growth_of.as_ref();
    text "distinct_from" of "distinct_from" = row.distinct_from.join(" ");
    text "related" of "related" = row.related.join(" ");
    integer "targets" of "targets" = row.targets;
    integer "actuals" of "actuals" = row.actuals;
    text "regions" of "regions" = row.regions.join(" ");
    integer "release" of "release" = release;
    boolean "additive" of "additive" = row.additive;
    text "measures" of "measures" listing Measure = row.measures.join(" ");
}

impl Flat for Indicator {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

query! {
    /// Which indicators are asked for.
    pub struct IndicatorQuery {
        /// Domains.
        #[example = "ecology"]
        domains: Many<DomainId>,
        /// Only indicators that plans of these regions speak of.
        #[example = "jiangan"]
        regions: Many<RegionId>,
        /// Text that stands in a name or alias; width, case and blanks do not matter.
        #[example = "绿化"]
        q: SearchText,
        #[example = "name,unit"]
        answer: Table<Indicator>,
    }
}

impl IndicatorQuery {
    fn matches(&self, indicator: &Indicator) -> bool {
        let spoken =
            |regions: &Vec<String>| indicator.regions.iter().any(|id| regions.contains(id));
        self.domains.as_ref().is_none_or(|domains| domains.contains(&indicator.domain))
            && self.regions.as_ref().is_none_or(spoken)
            && self.q.as_ref().is_none_or(|text| {
                let names = [&indicator.id, &indicator.name_zh, &indicator.name_en].into_iter();
                names.chain(&indicator.aliases).any(|name| fold(name).contains(&fold(text)))
            })
    }
}

/// The usual measure first, which a catalogue entry need not name.
fn measures(indicator: &crate::catalog::Indicator) -> impl Iterator<Item = Measure> {
    let usual = indicator.measure();
    let others = indicator.measures.iter().copied().filter(move |measure| *measure != usual);
    std::iter::once(usual).chain(others)
}

/// An indicator of the catalogue with what the release says of it.
fn described(
    indicator: &crate::catalog::Indicator,
    stated: &[store::plans::Stated],
    snapshot: &Snapshot,
) -> Indicator {
    let stated = stated.iter().find(|stated| stated.indicator_id == indicator.id);
    Indicator {
        id: indicator.id.clone(),
        name: snapshot.indicator_name(indicator).to_owned(),
        name_zh: indicator.name_zh.clone(),
        name_en: indicator.name_en.clone(),
        unit: indicator.unit.clone(),
        domain: indicator.domain.clone(),
        direction: store::words::word(indicator.direction),
        additive: indicator.additive,
        measures: measures(indicator).map(store::words::word).collect(),
        variants: indicator.variants.clone(),
        definition: indicator.definition.clone(),
        aliases: indicator.aliases.clone(),
        growth_of: indicator.growth_of.clone(),
        distinct_from: indicator.distinct_from.clone(),
        related: indicator.related.clone(),
        targets: stated.map_or(0, |stated| stated.targets),
        actuals: stated.map_or(0, |stated| stated.actuals),
        regions: stated.map(|stated| stated.regions.clone()).unwrap_or_default(),
    }
}

/// Every indicator of the release.
///
/// # Errors
/// The database does not answer.
pub(crate) async fn everything(
    db: &PgPool,
    snapshot: &Snapshot,
) -> Result<Vec<Indicator>, ApiError> {
    let stated = store::plans::stated(db, snapshot.release.id, None).await?;
    let indicators = snapshot.catalog.indicators.iter();
    Ok(indicators.map(|indicator| described(indicator, &stated, snapshot)).collect())
}

/// Indicators.
///
/// The whole catalogue in its own order, which is the order answers use; never paged.
#[utoipa::path(
    get, path = "/v1/indicators", tag = "catalogue", operation_id = "listIndicators",
    responses((status = 200, description = "The indicators", content(
        (Body<Vec<Indicator>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_indicators(
    State(app): State<App>,
    Query { query, context }: Query<IndicatorQuery>,
) -> Result<Answer<Indicator>, ApiError> {
    let mut indicators = everything(&app.db, &context.snapshot).await?;
    indicators.retain(|indicator| query.matches(indicator));
    Ok(Answer { body: Body::whole(indicators, &context), context, name: "indicators" })
}

/// One indicator, by id, name or alias.
#[utoipa::path(
    get, path = "/v1/indicators/{id}", tag = "catalogue", operation_id = "getIndicator",
    params(("id" = String, Path, description = "Id, name or alias", example = "green_coverage")),
    responses((status = 200, description = "The indicator", body = Body<Indicator>), ItemProblems),
)]
pub(crate) async fn get_indicator(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<Item<Indicator>>,
) -> Result<One<Indicator>, ApiError> {
    let indicator = names::indicator_in_path(&context.snapshot.catalog, id)?;
    let stated =
        store::plans::stated(&app.db, context.snapshot.release.id, Some(&indicator.id)).await?;
    let described = described(indicator, &stated, &context.snapshot);
    Ok(One::new(described, context))
}
