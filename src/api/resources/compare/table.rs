//! The handler of `/v1/compare`.

use super::named::Names;
use super::order;
use super::query::{CompareQuery, CompareRequest};
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::{ApiError, FieldError};
use crate::api::resources::no_plan;
use crate::catalog::Catalog;
use crate::compare::answer::Entry;
use crate::compare::{self, CompareInput};
use crate::domain::Period;
use crate::domain::lang::Lang;
use crate::domain::text::text;
use crate::store::{self, ChosenPlans};
use axum::extract::State;

/// The most cells of an answer.
const MAX_CELLS: usize = 10_000;

/// Compare indicators across regions.
///
/// One cell for each indicator and region of the request: the figure of the base year, the target
/// for the last year of the period, growth as stated and as implied by the two, the share of the
/// region above, and the place among the comparable cells. Every printed figure has the id of its
/// observation and the line it stands on; every computed one its arithmetic and the ids it was
/// computed from.
///
/// Where there is no figure, it is null and never zero: `status`, `reasons`, `missing` and
/// `resolution` say why. A complete plan without a target is `not_stated`, a plan whose text lacks
/// a part is `unknown`, and a region without a loaded plan is `no_plan`.
#[utoipa::path(
    get, path = "/v1/compare", tag = "compare", operation_id = "compareIndicators",
    responses(
        (status = 200, description = "One entry for each indicator, in the order of the request", content(
            (Body<Vec<Entry>> = "application/json"),
            (Object = "application/vnd.json-stat+json"), (String = "image/svg+xml"), (String = "text/csv", example = "region_id,region_code,region_name,indicator_id,…"),
        )),
        Problems,
    ),
)]
pub(crate) async fn compare_indicators(
    State(app): State<App>,
    Query { query, mut context }: Query<CompareQuery>,
) -> Result<Answer<Entry>, ApiError> {
    let request = query.into_request(&context.snapshot.catalog);
    let places: Option<Vec<&str>> =
        request.regions.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
    let snapshot = context.snapshot.clone();
    let chosen = snapshot.plans(&app.db).await?.choose(request.period, places.as_deref());
    let input = compare_input(&request, &snapshot.catalog, &chosen)?;
    let scope = input.scope();
    let plans: Vec<_> = scope.regions.iter().filter_map(|id| chosen.of(id)).cloned().collect();
    let statements =
        store::compare::statements(&app.db, &chosen, &scope.regions, &scope.indicators).await?;
    let mut entries = compare::table(&input, &plans, &statements);
    if let Some(names) = Names::of(&snapshot) {
        for entry in &mut entries {
            names.entry(entry);
        }
    }
    for entry in &mut entries {
        if let Some(status) = &request.status {
            entry.cells.retain(|cell| status.contains(&cell.status));
        }
        if let Some((key, descending)) = request.sort {
            order::sort(&mut entry.cells, key, descending);
        }
        entry.cells.truncate(request.limit.unwrap_or(usize::MAX));
    }
    let period = Period::from(input.period);
    let without = entries.iter().filter(|entry| entry.cells.is_empty());
    let without: Vec<_> = without.map(|entry| entry.indicator.id.clone()).collect();
    // Indicators without cells share one notice.
    if request.status.is_some() {
        entries.retain(|entry| !entry.cells.is_empty());
    }
    context.filters.insert("period".to_owned(), period.to_string().into());
    let mut body = Body::whole(entries, &context);
    body.warnings.extend(notices(&input, &chosen, context.lang));
    if request.status.is_some() && !without.is_empty() {
        let ids = without.join(", ");
        let text =
            text!("no region has this status for {ids}", "以下指标没有地区属于所选状态：{ids}");
        body.warnings.push(Notice::new("no_cells", text, context.lang));
    }
    Ok(Answer { body, context, name: "compare" })
}

/// The input of the comparison, with the defaults of the request filled in.
fn compare_input<'c>(
    request: &CompareRequest,
    catalog: &'c Catalog,
    chosen: &ChosenPlans<'_>,
) -> Result<CompareInput<'c>, ApiError> {
    let regions: Vec<_> = match &request.regions {
        Some(ids) => ids.iter().filter_map(|id| catalog.region(id)).collect(),
        None => catalog.regions.iter().filter(|region| chosen.of(&region.id).is_some()).collect(),
    };
    let indicators: Vec<_> =
        request.indicators.iter().filter_map(|id| catalog.indicator(id)).collect();
    let shown = regions.len().min(request.limit.unwrap_or(usize::MAX)) * indicators.len();
    if shown > MAX_CELLS {
        let (many, places) = (indicators.len(), regions.len());
        let reason = text!(
            "{many} indicators in {places} regions are {shown} cells; an answer holds at most {MAX_CELLS}",
            "{many} 个指标乘 {places} 个地区共 {shown} 格；一次最多 {MAX_CELLS} 格"
        );
        return Err(ApiError::invalid(FieldError::value("indicators", "…", reason)));
    }
    Ok(CompareInput { catalog, indicators, regions, period: chosen.period })
}

/// The notices of the answer: regions without a plan.
fn notices(input: &CompareInput<'_>, chosen: &ChosenPlans<'_>, lang: Lang) -> Vec<Notice> {
    let period = Period::from(input.period);
    let without: Vec<_> = input
        .regions
        .iter()
        .filter(|region| chosen.of(&region.id).is_none())
        .map(|region| region.id.as_str())
        .collect();
    if chosen.plans.is_empty() {
        let text = text!("no plan for {period} is loaded", "未载入 {period} 年的任何规划");
        return vec![Notice::new("no_plan", text, lang)];
    }
    if without.is_empty() {
        return Vec::new();
    }
    vec![no_plan::notice(&period.to_string(), &without, lang)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Direction, Indicator, Region, RegionLevel};
    use crate::store::PlanList;

    #[test]
    fn an_answer_too_large_is_refused_unless_limited() {
        let region = |number: usize| Region {
            urban: false,
            id: format!("r{number}"),
            name_zh: format!("第{number}区"),
            name_en: format!("District {number}"),
            aliases: Vec::new(),
            level: RegionLevel::City,
            parent: None,
            codes: Vec::new(),
        };
        let indicator = |number: usize| {
            Indicator::new(&format!("i{number}"), &format!("指标{number}"), "%", Direction::Higher)
        };
        let regions: Vec<_> = (0..101).map(region).collect();
        let indicators: Vec<_> = (0..100).map(indicator).collect();
        let mut request = CompareRequest {
            indicators: indicators.iter().map(|known| known.id.clone()).collect(),
            regions: Some(regions.iter().map(|known| known.id.clone()).collect()),
            period: None,
            status: None,
            sort: None,
            limit: None,
        };
        let catalog = Catalog::of(regions, indicators, Vec::new());
        let list = PlanList::default();
        let none = list.choose(None, None);
        let refused = compare_input(&request, &catalog, &none).unwrap_err().to_string();
        assert!(refused.contains("100 indicators in 101 regions are 10100 cells"), "{refused}");
        request.limit = Some(100);
        assert!(compare_input(&request, &catalog, &none).is_ok());
    }
}
