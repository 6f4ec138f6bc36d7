//! The handler of `/v1/series`.

use super::query::SeriesQuery;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::catalog::{Catalog, Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::text::phrase;
use crate::series::{self, ReportedStatement, Series};
use crate::store::series as store;
use axum::extract::State;
use std::collections::{BTreeMap, BTreeSet};

/// Figures over the years.
///
/// One entry for each indicator and region with a figure in any document: `points` are the actual
/// figures, one for each year, `growth` and `changes` the other actual figures, `targets` the
/// targets for a year. A year without a figure is absent.
///
/// Where documents state several figures for one year, one is used and the others are its
/// `candidates`: communiqué before evaluation before report before plan, a later document before an
/// earlier one, a final figure before an estimate. `choice` is the criterion that decided, `spread`
/// the distance of the figures.
#[utoipa::path(
    get, path = "/v1/series", tag = "outcomes", operation_id = "listSeries",
    responses(
        (status = 200, description = "A page of series, by indicator and region in the order of the catalogue", content(
            (Body<Vec<Series>> = "application/json"),
            (Object = "application/vnd.json-stat+json"), (String = "image/svg+xml"), (String = "text/csv"),
        )),
        Problems,
    ),
)]
pub(crate) async fn list_series(
    State(app): State<App>,
    Query { query, context }: Query<SeriesQuery>,
) -> Result<Answer<Series>, ApiError> {
    let snapshot = context.snapshot.clone();
    let (release, catalog) = (snapshot.release.id, snapshot.catalog.as_ref());
    let after = Place::read(&context)?;
    let years = query.years();
    let asked = query.indicators(catalog);
    let regions = query.regions.as_deref();
    let span = [*years.start(), *years.end()];
    let pairs = store::pairs(&app.db, release, regions, asked.as_deref(), span).await?;
    let known = known_pairs(catalog, &pairs);
    let total = known.len() as u64;
    let page: Vec<_> =
        known.iter().skip(after as usize).take(query.limit as usize).copied().collect();
    let mut entries = Vec::with_capacity(page.len());
    if !page.is_empty() {
        let statements = statements(&app, release, &page).await?;
        for (indicator, region) in page {
            let own = statements.get(region.id.as_str()).map_or(&[][..], Vec::as_slice);
            entries.push(series::series(indicator, region, snapshot.lang, own, &years));
        }
    }
    let next = Place::next(after, entries.len(), total, &context)?;
    let mut body = Body::page(entries, &context, query.limit, total, next);
    body.warnings.extend(notices(catalog, asked.as_deref(), regions, &known, snapshot.lang));
    Ok(Answer { body, context, name: "series" })
}

/// The statements for these indicators and regions, by region.
async fn statements(
    app: &App,
    release: i32,
    page: &[(&Indicator, &Region)],
) -> Result<BTreeMap<String, Vec<ReportedStatement>>, ApiError> {
    let indicators: Vec<_> = page.iter().map(|(indicator, _)| indicator.id.clone()).collect();
    let regions: BTreeSet<_> = page.iter().map(|(_, region)| region.id.clone()).collect();
    let regions: Vec<_> = regions.into_iter().collect();
    let mut by_region: BTreeMap<String, Vec<ReportedStatement>> = BTreeMap::new();
    for one in store::statements(&app.db, release, &regions, Some(&indicators)).await? {
        by_region.entry(one.document.region.clone()).or_default().push(one);
    }
    Ok(by_region)
}

/// The indicators and regions with a series, in the order of the catalogue.
fn known_pairs<'c>(
    catalog: &'c Catalog,
    pairs: &[store::Pair],
) -> Vec<(&'c Indicator, &'c Region)> {
    // Looked up pair by pair: a catalogue of thousands of regions has more combinations than documents state.
    let place = |pair: &store::Pair| {
        Some((catalog.indicator_place(&pair.indicator)?, catalog.region_place(&pair.region)?))
    };
    let mut places: Vec<_> = pairs.iter().filter_map(place).collect();
    places.sort_unstable();
    places.dedup();
    let known = |(indicator, region): (usize, usize)| {
        (&catalog.indicators[indicator], &catalog.regions[region])
    };
    places.into_iter().map(known).collect()
}

/// A notice about the regions, and one about the indicators, that the query names and no document states a figure of.
fn notices(
    catalog: &Catalog,
    indicators: Option<&[String]>,
    regions: Option<&[String]>,
    known: &[(&Indicator, &Region)],
    lang: Lang,
) -> Vec<Notice> {
    let without = |asked: Option<&'_ [String]>, has: &dyn Fn(&str) -> bool| -> Vec<String> {
        asked.into_iter().flatten().filter(|id| !has(id)).cloned().collect()
    };
    let regions = without(regions, &|id| known.iter().any(|(_, region)| region.id == id));
    let indicators =
        without(indicators, &|id| known.iter().any(|(indicator, _)| indicator.id == id));
    let lists = [
        (!regions.is_empty()).then(|| catalog.region_names(regions.iter().map(String::as_str))),
        (!indicators.is_empty())
            .then(|| catalog.indicator_names(indicators.iter().map(String::as_str))),
    ];
    let notice = |names| {
        let text = phrase!(
            "no document states a figure of {names}",
            "没有文件给出以下各项的数字：{names}",
            names = names,
        );
        Notice::new("no_figures", text, lang)
    };
    lists.into_iter().flatten().map(notice).collect()
}
