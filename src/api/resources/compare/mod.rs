//! `/v1/compare`: indicators across regions, one cell for each.

use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::names;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::format::CUBE;
use crate::api::problem::{ApiError, FieldError};
use crate::compare::answer::{Cell, Entry, Status};
use crate::compare::{self, Question};
use crate::domain::text::{Text, text};
use crate::domain::{Period, Plan};
use crate::store;
use axum::extract::State;
use axum::response::IntoResponse;
use rust_decimal::Decimal;
use std::collections::HashSet;

mod csv;
mod cube;
pub(super) mod named;

/// Most cells an answer may hold.
const MAX_CELLS: usize = 10_000;

/// What may be compared.
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "what `Params::table` reads is here for the documentation")]
pub struct CompareQuery {
    /// Ids, names or aliases of indicators, separated by commas. This or `domain` is required.
    #[param(example = "gdp,green_coverage,pm25")]
    indicators: Option<String>,
    /// Every indicator of these domains, after those of `indicators`.
    #[param(example = "ecology")]
    domain: Option<String>,
    /// Ids, official codes, names or aliases of regions, separated by commas. Left out: every region
    /// with a plan for the period.
    #[param(example = "wuhan,jiangan,420104")]
    regions: Option<String>,
    /// Period of the plans. Left out: the newest.
    #[param(example = "2021-2025")]
    period: Option<String>,
    /// Only cells whose target is `stated`, `delegated`, `relative`, `qualitative`, `not_stated` or
    /// `no_plan`; several separated by commas. Ranks and comparability are those of all asked regions.
    #[param(value_type = Option<Vec<Status>>, example = "stated,delegated")]
    status: Option<String>,
    /// Order of the cells of each indicator: `rank`, `base`, `target`, `change`, `change_percent`,
    /// `annual_growth`, `stated_growth`; with `-` in front the greatest first. Cells without the figure
    /// come last, equal ones in the order of the regions. Left out: the order of the regions.
    #[param(
        pattern = "^-?(rank|base|target|change|change_percent|annual_growth|stated_growth)$",
        example = "-target"
    )]
    sort: Option<String>,
    /// Most cells for each indicator, after sorting. Left out: all.
    #[param(minimum = 1, maximum = 5000, example = 10)]
    limit: Option<u32>,
    /// `json`, `csv`, `ndjson`, `xlsx`, `parquet` or `jsonstat`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// `true`: CSV begins with a byte order mark, as a spreadsheet program may want it.
    #[param(example = true)]
    bom: Option<bool>,
    /// How coded words (comparator, status, …) stand in tabular formats: as `code`, as `name` in the language of
    /// the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, or of their cells, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "base,target,derived")]
    fields: Option<String>,
}

/// A [`CompareQuery`], resolved.
#[derive(Debug)]
pub struct Wanted {
    /// Ids, in the order asked.
    indicators: Vec<String>,
    /// Ids, in the order asked; `None` for all with a plan.
    regions: Option<Vec<String>>,
    period: Option<[u16; 2]>,
    status: Option<Vec<Status>>,
    sort: Option<Sort>,
    limit: Option<usize>,
}

/// Statuses, as written in a query.
pub(super) const STATUSES: [(&str, Status); 6] = [
    ("stated", Status::Stated),
    ("delegated", Status::Delegated),
    ("relative", Status::Relative),
    ("qualitative", Status::Qualitative),
    ("not_stated", Status::NotStated),
    ("no_plan", Status::NoPlan),
];

impl FromQuery for Wanted {
    fn from_query(params: &mut Params<'_>) -> Self {
        let mut indicators = params.indicators_in_order("indicators").unwrap_or_default();
        let asked = params.asks("indicators");
        if let Some(domains) = params.domains("domain") {
            for known in &params.catalog().indicators {
                if domains.contains(&known.domain) && !indicators.contains(&known.id) {
                    indicators.push(known.id.clone());
                }
            }
        } else if !asked && !params.asks("domain") {
            let reason = Text::of(
                "say what to compare: indicators=gdp,pm25 or domain=ecology; /v1/indicators lists them",
                "请说明要比较什么：indicators=gdp,pm25 或 domain=ecology；/v1/indicators 列出全部指标",
            );
            params.error(FieldError::parameter("indicators", reason));
        }
        let regions = params.regions_in_order("regions");
        let period = params.period("period").map(|(first, last)| [first, last]);
        let words = STATUSES.map(|(word, _)| word);
        let status = params.words("status", &words).map(|asked| {
            let wanted =
                STATUSES.iter().filter(|(word, _)| asked.iter().any(|asked| asked == word));
            wanted.map(|(_, status)| *status).collect()
        });
        let sort = Sort::read(params);
        let limit = params.integer("limit", 1..=5000).map(|limit| limit as usize);
        params.table::<Entry>(CUBE);
        Self { indicators, regions, period, status, sort, limit }
    }
}

/// Order of the cells of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sort {
    key: Key,
    descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Rank,
    Base,
    Target,
    Change,
    ChangePercent,
    AnnualGrowth,
    StatedGrowth,
}

/// Sort keys, as written in a query.
const KEYS: [(&str, Key); 7] = [
    ("rank", Key::Rank),
    ("base", Key::Base),
    ("target", Key::Target),
    ("change", Key::Change),
    ("change_percent", Key::ChangePercent),
    ("annual_growth", Key::AnnualGrowth),
    ("stated_growth", Key::StatedGrowth),
];

impl Sort {
    fn read(params: &mut Params<'_>) -> Option<Self> {
        let raw = params.raw("sort")?;
        let (descending, word) = raw.strip_prefix('-').map_or((false, &*raw), |word| (true, word));
        let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == word) else {
            let nearest = names::nearest(word, KEYS.map(|(known, _)| known));
            let error = FieldError::value(
                "sort",
                &raw,
                Text::of("no figure to sort by", "不是可供排序的数值"),
            );
            params.error(error.nearest(nearest).allowed(KEYS.map(|(known, _)| known)));
            return None;
        };
        params.note("sort", raw.clone());
        Some(Self { key: *key, descending })
    }

    /// Sorts; what has no figure comes last either way, equal figures keep their order.
    fn sort(self, cells: &mut [Cell]) {
        cells.sort_by(|one, other| match (self.figure(one), self.figure(other)) {
            (Some(one), Some(other)) if self.descending => other.cmp(&one),
            (Some(one), Some(other)) => one.cmp(&other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        });
    }

    fn figure(self, cell: &Cell) -> Option<Decimal> {
        let value = |figure: &Option<compare::Figure>| figure.as_ref()?.value;
        match self.key {
            Key::Rank => cell.rank.map(Decimal::from),
            Key::Base => value(&cell.base),
            Key::Target => value(&cell.target),
            Key::Change => cell.derived.change,
            Key::ChangePercent => cell.derived.change_percent,
            Key::AnnualGrowth => cell.derived.annual_growth,
            Key::StatedGrowth => value(&cell.stated_growth),
        }
    }
}

/// Compare indicators across regions.
///
/// One cell for each asked indicator and region: the figure of the base year, the target for the last
/// year of the period, growth as stated and as implied by the two, the share of the region above, and
/// the place among the cells that may be compared. Every printed figure has the id of its observation
/// and the line it stands on; every computed one its arithmetic and the ids it was computed from.
///
/// Where there is no figure, it is null and never zero: `status`, `reasons`, `missing` and `resolution`
/// say why. A plan that was read and does not say is `not_stated`; where no plan is loaded it is `no_plan`.
#[utoipa::path(
    get, path = "/v1/compare", tag = "compare", operation_id = "compareIndicators",
    params(CompareQuery),
    responses(
        (status = 200, description = "One entry for each indicator, in the order asked", content(
            (Body<Vec<Entry>> = "application/json"),
            (Object = "application/vnd.json-stat+json"), (String = "text/csv", example = "region_id,region_code,region_name,indicator_id,…"),
        )),
        Problems,
    ),
)]
pub(crate) async fn compare_indicators(
    State(app): State<App>,
    Query { wanted, mut asked }: Query<Wanted>,
) -> Result<impl IntoResponse, ApiError> {
    let release = asked.snapshot.release.id;
    let plans = store::compare::plans(&app.db, release, wanted.period).await?;
    let snapshot = asked.snapshot.clone();
    let question = question(&wanted, &snapshot.catalog, &plans)?;
    let scope = question.scope();
    let speaking: Vec<_> = plans
        .iter()
        .map(|plan| plan.region.as_str())
        .filter(|region| scope.regions.binary_search_by(|id| id.as_str().cmp(region)).is_ok())
        .collect();
    let statements =
        store::compare::statements(&app.db, release, question.period, &speaking, &scope.indicators)
            .await?;
    let mut entries = compare::table(&question, &plans, &statements);
    if let Some(names) = named::Names::of(&snapshot) {
        for entry in &mut entries {
            names.entry(entry);
        }
    }
    for entry in &mut entries {
        if let Some(status) = &wanted.status {
            entry.cells.retain(|cell| status.contains(&cell.status));
        }
        if let Some(sort) = wanted.sort {
            sort.sort(&mut entry.cells);
        }
        entry.cells.truncate(wanted.limit.unwrap_or(usize::MAX));
    }
    let period = Period::from(question.period);
    asked.filters.insert("period".to_owned(), period.to_string().into());
    let mut body = Body::whole(entries, &asked);
    body.warnings = notices(&question, &plans);
    Ok(Answer { body, asked, name: "compare" })
}

/// What was asked, with what was left out filled in.
fn question<'c>(
    wanted: &Wanted,
    catalog: &'c crate::catalog::Catalog,
    plans: &[Plan],
) -> Result<Question<'c>, ApiError> {
    let with_plan: HashSet<_> = plans.iter().map(|plan| plan.region.as_str()).collect();
    let regions: Vec<_> = match &wanted.regions {
        Some(ids) => ids.iter().filter_map(|id| catalog.region(id)).collect(),
        None => {
            catalog.regions.iter().filter(|region| with_plan.contains(region.id.as_str())).collect()
        }
    };
    let indicators: Vec<_> =
        wanted.indicators.iter().filter_map(|id| catalog.indicator(id)).collect();
    let shown = regions.len().min(wanted.limit.unwrap_or(usize::MAX)) * indicators.len();
    if shown > MAX_CELLS {
        let (many, places) = (indicators.len(), regions.len());
        let reason = text!(
            "{many} indicators in {places} regions are {shown} cells; an answer holds at most {MAX_CELLS}",
            "{many} 个指标乘 {places} 个地区共 {shown} 格；一次最多 {MAX_CELLS} 格"
        );
        return Err(ApiError::invalid(FieldError::value("indicators", "…", reason)));
    }
    let period = wanted.period.or_else(|| plans.first().map(|plan| plan.period));
    Ok(Question { catalog, indicators, regions, period: period.unwrap_or_default() })
}

/// What concerns the whole answer: regions without a plan.
fn notices(question: &Question<'_>, plans: &[Plan]) -> Vec<Notice> {
    let period = Period::from(question.period);
    let with_plan: HashSet<_> = plans.iter().map(|plan| plan.region.as_str()).collect();
    let without: Vec<_> = question
        .regions
        .iter()
        .filter(|region| !with_plan.contains(region.id.as_str()))
        .map(|region| region.id.as_str())
        .collect();
    if plans.is_empty() {
        let message = format!("no plan for {period} is loaded");
        return vec![Notice { code: "no_plan".to_owned(), message }];
    }
    if without.is_empty() {
        return Vec::new();
    }
    let message = format!("no plan for {period} is loaded of {}", without.join(", "));
    vec![Notice { code: "no_plan".to_owned(), message }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{Catalog, Direction, Indicator, Region, RegionLevel};

    #[test]
    fn an_answer_too_large_is_refused_unless_limited() {
        let region = |number: usize| Region {
            id: format!("r{number}"),
            name_zh: format!("第{number}区"),
            name_en: format!("District {number}"),
            aliases: Vec::new(),
            level: RegionLevel::City,
            parent: None,
            codes: Vec::new(),
        };
        let indicator = |number: usize| Indicator {
            id: format!("i{number}"),
            name_zh: format!("指标{number}"),
            name_en: format!("Indicator {number}"),
            aliases: Vec::new(),
            unit: None,
            same_units: Vec::new(),
            domain: "economy".to_owned(),
            direction: Direction::Higher,
            additive: false,
            measures: Vec::new(),
            variants: Vec::new(),
            growth_of: None,
            distinct_from: Vec::new(),
            related: Vec::new(),
            definition: None,
        };
        let regions: Vec<_> = (0..101).map(region).collect();
        let indicators: Vec<_> = (0..100).map(indicator).collect();
        let mut wanted = Wanted {
            indicators: indicators.iter().map(|known| known.id.clone()).collect(),
            regions: Some(regions.iter().map(|known| known.id.clone()).collect()),
            period: None,
            status: None,
            sort: None,
            limit: None,
        };
        let catalog = Catalog::of(regions, indicators, Vec::new());
        let refused = question(&wanted, &catalog, &[]).unwrap_err().to_string();
        assert!(refused.contains("100 indicators in 101 regions are 10100 cells"), "{refused}");
        wanted.limit = Some(100);
        assert!(question(&wanted, &catalog, &[]).is_ok());
    }
}
