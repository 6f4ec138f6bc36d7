//! `/v1/indicators`: the concepts that plans set figures for, and the regions whose plans state
//! them.

use crate::api::answer::{Answer, Body, Notice, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{DomainId, IdSet, Item, RegionId, SearchText, Table, Words};
use crate::api::ask::query::{Id, Query};
use crate::api::ask::reader::FormerId;
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem::ApiError;
use crate::domain::words;
use crate::export::Indicator;
use crate::store::plans;
use crate::store::search::fold;
use axum::extract::State;
use std::collections::HashSet;

query! {
    /// Filters of indicators.
    pub struct IndicatorQuery {
        /// Domains.
        #[example = "ecology"]
        domains: IdSet<DomainId>,
        /// Only indicators that plans of these regions state; `children:wuhan` for those below one.
        #[example = "jiangan"]
        regions: IdSet<RegionId>,
        /// A part of a name or alias; width, case and blanks do not matter.
        #[example = "绿化"]
        q: SearchText,
        /// `regions` for the ids of the regions whose plans state each indicator, which are many where many regions
        /// are loaded.
        #[example = "regions"]
        include: Words<words::IndicatorPart>,
        #[example = "name,unit"]
        answer: Table<Indicator>,
    }
}

impl IndicatorQuery {
    fn matches(&self, indicator: &Indicator) -> bool {
        self.domains.as_ref().is_none_or(|domains| domains.contains(&indicator.domain))
            && self.q.as_ref().is_none_or(|text| {
                let names = [&indicator.id, &indicator.name_zh, &indicator.name_en].into_iter();
                names.chain(&indicator.aliases).any(|name| fold(name).contains(&fold(text)))
            })
    }
}

/// Indicators.
///
/// The whole catalogue in its own order, which is the order answers use; never paged. `include=regions` adds the regions
/// whose plans state each; `/v1/indicators/{id}` has those of one.
#[utoipa::path(
    get, path = "/v1/indicators", tag = "catalogue", operation_id = "listIndicators",
    responses((status = 200, description = "The indicators", content(
        (Body<Vec<Indicator>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_indicators(
    State(app): State<App>,
    Query { query, context }: Query<IndicatorQuery>,
) -> Result<Answer<Indicator>, ApiError> {
    let snapshot = &context.snapshot;
    let mut indicators = if query.include.is_some() {
        Indicator::all_with_regions(&app.db, snapshot).await?
    } else {
        Indicator::all(&app.db, snapshot).await?
    };
    indicators.retain(|indicator| query.matches(indicator));
    if let Some(regions) = query.regions.as_deref() {
        let stating = plans::stating(&app.db, snapshot.release.id, Some(regions)).await?;
        let stated: HashSet<_> = stating.into_iter().map(|one| one.indicator_id).collect();
        indicators.retain(|indicator| stated.contains(&indicator.id));
    }
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
    let former = id.clone();
    let indicator = names::indicator_in_path(&context.snapshot.catalog, id)?;
    let (release, id) = (context.snapshot.release.id, indicator.id.as_str());
    let stated = plans::stated(&app.db, release, Some(id)).await?;
    let regions = plans::stating_one(&app.db, release, id).await?;
    let described = Indicator::of(indicator, &stated, &context.snapshot).with_regions(regions);
    let former = context
        .snapshot
        .catalog
        .successor(&former)
        .map(|_| FormerId { former, id: described.id.clone() });
    let lang = context.lang;
    let mut one = One::new(described, context);
    one.body.warnings.extend(former.map(|former| Notice::former_indicator(&former, lang)));
    Ok(one)
}
