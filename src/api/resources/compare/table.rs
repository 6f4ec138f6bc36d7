//! The handler of `/v1/compare`.

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
use crate::domain::lang::Lang;
use crate::domain::text::{phrase, text};
use crate::domain::{Basis, Period, Plan};
use crate::store::{self, ChosenPlans};
use axum::extract::State;
use sqlx::PgPool;
use std::collections::BTreeSet;

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
///
/// Where no plan of a region for the period is loaded, its targets are those that the review table of a later plan
/// repeats, or those that a document states for the last year of the period. `basis` and `basis_document` say so, and
/// where such a text does not state a target the cell is `unknown`.
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
    let release = snapshot.release.id;
    let others = substitutes(&app.db, release, &snapshot.catalog, &request, &chosen).await?;
    let known = TargetTexts { chosen, others: &others };
    let input = compare_input(&request, &snapshot.catalog, snapshot.lang, &known)?;
    context.room = app.room_for(input.regions.len() * input.indicators.len()).await;
    let scope = input.scope();
    let plans = scope.regions.iter().filter_map(|id| chosen.of(id)).chain(&others);
    let statements = store::compare::statements(
        &app.db,
        &snapshot,
        &chosen,
        (&scope.regions, &scope.indicators),
    )
    .await?;
    let mut of_others = Vec::new();
    if !others.is_empty() {
        let regions: BTreeSet<_> = others.iter().map(|plan| plan.region.to_string()).collect();
        let regions: Vec<_> = regions.into_iter().collect();
        let said =
            store::series::statements(&app.db, release, &regions, Some(&scope.indicators)).await?;
        of_others = compare::substituted(&others, said.into_iter().map(|one| one.statement));
    }
    let mut entries = compare::table(&input, plans, statements.iter().chain(&of_others));
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
    body.warnings.extend(notices(&request, &input, &known, context.lang));
    if request.status.is_some() && !without.is_empty() {
        let ids = without.join(", ");
        let text =
            text!("no region has this status for {ids}", "以下指标没有地区属于所选状态：{ids}");
        body.warnings.push(Notice::new("no_cells", text, context.lang));
    }
    Ok(Answer { body, context, name: "compare" })
}

/// The texts that state targets: the plans for the period, and others in place of those that are not loaded.
#[derive(Debug, Clone, Copy)]
struct TargetTexts<'k> {
    chosen: ChosenPlans<'k>,
    others: &'k [Plan],
}

impl TargetTexts<'_> {
    /// The basis of the targets of a region; `None` where nothing states any.
    fn basis(&self, region: &str) -> Option<Basis> {
        let other = || self.others.iter().find(|plan| *plan.region == *region);
        self.chosen.of(region).or_else(other).map(|plan| plan.basis)
    }
}

/// The texts that state targets of regions without a plan for the period: reviews of their own and of the regions above,
/// then outlooks. Read for regions that are asked for, and for all where fewer than two have a plan.
async fn substitutes(
    db: &PgPool,
    release: i32,
    catalog: &Catalog,
    request: &CompareRequest,
    chosen: &ChosenPlans<'_>,
) -> Result<Vec<Plan>, ApiError> {
    let without = |id: &&str| chosen.of(id).is_none();
    let asked: Vec<&str> = match &request.regions {
        Some(ids) => ids.iter().map(String::as_str).filter(without).collect(),
        None if chosen.plans.len() < 2 => {
            catalog.regions.iter().map(|known| known.id.as_str()).filter(without).collect()
        }
        None => Vec::new(),
    };
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let above = asked.iter().filter_map(|id| catalog.region(id)).flat_map(|it| catalog.above(it));
    let above = above.map(|it| it.id.as_str()).filter(without);
    let reviewed: BTreeSet<&str> = above.chain(asked.iter().copied()).collect();
    let reviewed: Vec<_> = reviewed.into_iter().collect();
    let period = chosen.period;
    let mut found = store::scorecard::reviewing(db, release, period, Some(&reviewed)).await?;
    found.extend(store::compare::outlooks(db, release, period, &asked).await?);
    Ok(found)
}

/// The input of the comparison, with the defaults of the request filled in.
fn compare_input<'c>(
    request: &CompareRequest,
    catalog: &'c Catalog,
    lang: Lang,
    known: &TargetTexts<'_>,
) -> Result<CompareInput<'c>, ApiError> {
    let is_known = |id: &str| known.basis(id).is_some();
    let regions: Vec<_> = match &request.regions {
        Some(ids) => {
            let shown = |id: &&String| is_known(id) || !request.of_groups.contains(id);
            ids.iter().filter(shown).filter_map(|id| catalog.region(id)).collect()
        }
        None => catalog.regions.iter().filter(|region| is_known(&region.id)).collect(),
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
    let period = known.chosen.period;
    Ok(CompareInput { catalog, indicators, regions, period, lang })
}

/// The notices of the answer: regions without a plan, those that have no cell too, and regions whose targets another
/// document states.
fn notices(
    request: &CompareRequest,
    input: &CompareInput<'_>,
    known: &TargetTexts<'_>,
    lang: Lang,
) -> Vec<Notice> {
    let period = Period::from(input.period);
    // Without a list every region of the input has a plan.
    let without = request.regions.iter().flatten().map(String::as_str);
    let without: Vec<_> = without.filter(|id| known.basis(id).is_none()).collect();
    if known.chosen.plans.is_empty() && known.others.is_empty() {
        let text = text!("no plan for {period} is loaded", "未载入 {period} 年的任何规划");
        return vec![Notice::new("no_plan", text, lang)];
    }
    let mut notices = Vec::new();
    if !without.is_empty() {
        notices.push(no_plan::notice(input.catalog, &period.to_string(), &without, lang));
    }
    for (basis, code) in [(Basis::Reviewed, "reviewed"), (Basis::Outlook, "outlook")] {
        let ids = input.regions.iter().map(|region| region.id.as_str());
        let ids: Vec<_> = ids.filter(|id| known.basis(id) == Some(basis)).collect();
        if ids.is_empty() {
            continue;
        }
        let regions = input.catalog.region_names(ids);
        let period = period.to_string();
        let text = if basis == Basis::Reviewed {
            phrase!(
                "no plan of {regions} for {period} is loaded; their targets are those that a later plan reviews",
                "未载入以下地区 {period} 年的规划，目标取自后一规划的回顾：{regions}",
                period = period,
                regions = regions,
            )
        } else {
            phrase!(
                "no plan of {regions} for {period} is loaded; their targets are those that other documents state for its last year",
                "未载入以下地区 {period} 年的规划，目标取自其他文件对期末年份的展望：{regions}",
                period = period,
                regions = regions,
            )
        };
        notices.push(Notice::new(code, text, lang));
    }
    notices
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
            of_groups: Vec::new(),
            period: None,
            status: None,
            sort: None,
            limit: None,
        };
        let catalog = Catalog::of(regions, indicators, Vec::new());
        let list = PlanList::default();
        let none = TargetTexts { chosen: list.choose(None, None), others: &[] };
        let refused = compare_input(&request, &catalog, Lang::Zh, &none).unwrap_err().to_string();
        assert!(refused.contains("100 indicators in 101 regions are 10100 cells"), "{refused}");
        request.limit = Some(100);
        assert!(compare_input(&request, &catalog, Lang::Zh, &none).is_ok());
    }
}
