//! `/v1/cascade`: for each indicator what a city states, and what each of its districts states, leaves to
//! it, leaves to words or leaves out.

use super::compare::STATUSES;
use super::compare::named::Names;
use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::names;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::format::TABULAR;
use crate::api::problem::{ApiError, FieldError};
use crate::catalog::{Catalog, Indicator, Region};
use crate::compare::answer::Cascade;
use crate::compare::answer::Status;
use crate::compare::{Question, cascade};
use crate::domain::text::{Text, text};
use crate::domain::{Period, Plan};
use crate::store;
use axum::extract::State;
use axum::response::IntoResponse;
use sqlx::PgPool;

mod csv;

/// Most cells an answer may hold: indicators × regions, the region above among them.
const MAX_CELLS: usize = 10_000;
/// Indicators of a page where nobody says, and at most.
const DEFAULT_LIMIT: u32 = 50;
const MAX_LIMIT: u32 = 500;

/// How the parameters are documented; [`Wanted`] reads them. A test compares the two.
#[derive(Debug, Default, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct CascadeQuery {
    /// Id, official code, name or alias of the region above. Required; it must have regions below it.
    #[param(example = "wuhan")]
    parent: String,
    /// Ids, names or aliases of indicators, separated by commas. Left out: all of which the region or one
    /// below it states a base or a target. Answers come in the order of the catalogue.
    #[param(example = "gdp,pm25,good_air_days")]
    indicators: Option<String>,
    /// Only indicators of these domains.
    #[param(example = "ecology")]
    domains: Option<String>,
    /// Period of the plans. Left out: the newest.
    #[param(example = "2021-2025")]
    period: Option<String>,
    /// Only regions below whose target is `stated`, `delegated`, `relative`, `qualitative`, `not_stated`
    /// or `no_plan`, and only indicators with such a region; several separated by commas. Counts and sums
    /// are of all regions.
    #[param(value_type = Option<Vec<Status>>, example = "delegated")]
    status: Option<String>,
    /// Most indicators of a page; 0 asks for the count alone. Left out: 50, or as many as make 10,000
    /// cells with the regions.
    #[param(minimum = 0, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `page.next` of the page before. It holds for the same filters, and goes on in the same release.
    cursor: Option<String>,
    /// `json`, `csv`, `ndjson`, `xlsx` or `parquet`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// CSV only: begin with a byte order mark, for Excel.
    #[param(default = false)]
    bom: Option<bool>,
    /// How coded words (comparator, status, …) stand in tabular formats: as `code`, as `name` in the language of
    /// the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "parent,counts")]
    fields: Option<String>,
}

/// A [`CascadeQuery`], resolved.
#[derive(Debug)]
pub struct Wanted {
    /// Id.
    parent: String,
    /// Ids; `None` for all that are spoken of.
    indicators: Option<Vec<String>>,
    /// Ids.
    domains: Option<Vec<String>>,
    period: Option<[u16; 2]>,
    status: Option<Vec<Status>>,
    limit: u32,
}

impl FromQuery for Wanted {
    fn from_query(params: &mut Params<'_>) -> Self {
        let parent = parent(params).unwrap_or_default();
        let indicators = params.indicators("indicators");
        let domains = params.domains("domains");
        let period = params.period("period").map(|(first, last)| [first, last]);
        let words = STATUSES.map(|(word, _)| word);
        let status = params.words("status", &words).map(|asked| {
            let wanted =
                STATUSES.iter().filter(|(word, _)| asked.iter().any(|asked| asked == word));
            wanted.map(|(_, status)| *status).collect()
        });
        let limit = params.limit("limit", DEFAULT_LIMIT, MAX_LIMIT);
        params.cursor();
        params.table::<Cascade>(TABULAR);
        Self { parent, indicators, domains, period, status, limit }
    }
}

/// The id of the region above; what cannot be one is noted as an error.
fn parent(params: &mut Params<'_>) -> Option<String> {
    let asked = params.asks("parent");
    let Some(raw) = params.raw("parent") else {
        if !asked {
            let reason =
                Text::of("say whose districts: parent=wuhan", "请说明上级地区：parent=wuhan");
            let missing = FieldError::parameter("parent", reason);
            params.error(missing.allowed(above(params.catalog())));
        }
        return None;
    };
    let id = match names::region(params.catalog(), "parent", &raw) {
        Ok(id) => id,
        Err(error) => {
            params.error(*error);
            return None;
        }
    };
    let catalog = params.catalog();
    if catalog.children(&id).next().is_none() {
        let region = catalog.region(&id);
        let name = region.map_or(id.as_str(), |region| region.name_zh.as_str());
        let reason =
            text!("the catalogue has no region below {name}", "目录中 {name} 没有下级地区");
        let nearest = region.and_then(|region| region.parent.clone());
        let error = FieldError::value("parent", &raw, reason);
        params.error(error.nearest(nearest).allowed(above(catalog)));
        return None;
    }
    params.note_filter("parent", id.clone().into());
    Some(id)
}

/// Ids of the first regions that have others below them: as many as an error may name.
fn above(catalog: &Catalog) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for parent in catalog.regions.iter().filter_map(|region| region.parent.as_ref()) {
        if !ids.contains(parent) {
            ids.push(parent.clone());
        }
        if ids.len() == 20 {
            break;
        }
    }
    ids
}

/// What each district does with the city's indicators.
///
/// One entry for each indicator: what the plan of the region above states (base, target, growth), and
/// for each region below it whether its plan states a target, leaves it to the region above
/// (`delegated`, with the figure it leads to where there is one), ties it to another (`relative`), has
/// other words (`qualitative`), or leaves it out (`not_stated`); a region whose plan has not been read
/// is `no_plan`. Figures of the regions below are added up where the indicator adds up, and set against
/// the region above; `complete` says whether all of them are in the sum.
///
/// Figures that words lead to stand in `resolution` alone: they are not compared and not added.
#[utoipa::path(
    get, path = "/v1/cascade", tag = "compare", operation_id = "listCascade",
    params(CascadeQuery),
    responses(
        (status = 200, description = "One page of indicators, in the order of the catalogue", content(
            (Body<Vec<Cascade>> = "application/json"),
            (String = "text/csv"),
        )),
        Problems,
    ),
)]
pub(crate) async fn list_cascade(
    State(app): State<App>,
    Query { wanted, mut asked }: Query<Wanted>,
) -> Result<impl IntoResponse, ApiError> {
    let cursor: Option<Cursor<String>> = Cursor::read(&asked)?;
    let snapshot = asked.snapshot.clone();
    let (release, catalog) = (snapshot.release.id, snapshot.catalog.as_ref());
    let unknown = || ApiError::Internal("the region above is not in the catalogue".to_owned());
    let parent = catalog.region(&wanted.parent).ok_or_else(unknown)?;
    let plans = store::compare::plans(&app.db, release, wanted.period).await?;
    let period = wanted.period.or_else(|| plans.first().map(|plan| plan.period));
    let family = Family {
        db: &app.db,
        release,
        catalog,
        parent,
        children: catalog.children(&parent.id).collect(),
        plans: &plans,
        period: period.unwrap_or_default(),
    };
    let chunk = (MAX_CELLS / (family.children.len() + 1)).max(1);
    let limit = wanted.limit as usize;
    if limit > chunk && wanted.limit != DEFAULT_LIMIT {
        let places = family.children.len() + 1;
        let reason = text!(
            "{limit} indicators in {places} regions are more than {MAX_CELLS} cells: ask for {chunk} at a time",
            "{limit} 个指标乘 {places} 个地区超过 {MAX_CELLS} 格：一次最多 {chunk} 个指标"
        );
        return Err(ApiError::invalid(FieldError::value("limit", &limit.to_string(), reason)));
    }
    let limit = limit.min(chunk);
    let indicators = family.indicators(&wanted).await?;
    let after = cursor.map(|cursor| cursor.keys);
    let status = wanted.status.as_deref();
    let mut page = family.page(&indicators, status, after.as_deref(), limit, chunk).await?;
    if let Some(names) = Names::of(&snapshot) {
        for entry in &mut page.entries {
            names.cascade(entry);
        }
    }
    let next = match page.entries.last().filter(|_| page.more) {
        Some(last) => Some(Cursor::<String>::after(last.indicator.id.clone(), &asked)?),
        None => None,
    };
    let period = Period::from(family.period);
    asked.filters.insert("period".to_owned(), period.to_string().into());
    let limit = u32::try_from(limit).unwrap_or(MAX_LIMIT);
    let mut body = Body::page(page.entries, &asked, limit, page.total, next);
    body.warnings = family.notices();
    Ok(Answer { body, asked, name: "cascade" })
}

/// A region above, those below it, and where to ask what they say.
struct Family<'f> {
    db: &'f PgPool,
    release: i32,
    catalog: &'f Catalog,
    parent: &'f Region,
    /// In the order of the catalogue.
    children: Vec<&'f Region>,
    /// Of the period, of all regions.
    plans: &'f [Plan],
    period: [u16; 2],
}

/// Some of the entries.
struct Page {
    entries: Vec<Cascade>,
    /// All that there are.
    total: u64,
    /// Whether some come after.
    more: bool,
}

impl<'f> Family<'f> {
    /// Ids of those of `regions` that have a plan of the period.
    fn speaking<'r>(&self, regions: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
        let plans: std::collections::HashSet<_> =
            self.plans.iter().map(|plan| plan.region.as_str()).collect();
        regions.filter(|region| plans.contains(region)).collect()
    }

    fn regions(&self) -> impl Iterator<Item = &str> {
        let children = self.children.iter().map(|region| region.id.as_str());
        std::iter::once(self.parent.id.as_str()).chain(children)
    }

    /// The indicators asked for, or spoken of, in the order of the catalogue.
    async fn indicators(&self, wanted: &Wanted) -> Result<Vec<&'f Indicator>, ApiError> {
        let spoken;
        let ids = if let Some(ids) = &wanted.indicators {
            ids
        } else {
            let speaking = self.speaking(self.regions());
            spoken =
                store::compare::spoken_of(self.db, self.release, self.period, &speaking).await?;
            &spoken
        };
        let ids: std::collections::HashSet<_> = ids.iter().collect();
        let within = |known: &&Indicator| {
            wanted.domains.as_ref().is_none_or(|domains| domains.contains(&known.domain))
        };
        let asked = self.catalog.indicators.iter().filter(|known| ids.contains(&known.id));
        Ok(asked.filter(within).collect())
    }

    /// One page. Where a status is asked for, every indicator must be looked at to count those that have
    /// it; that is done some at a time, so that no more than an answer's cells are held.
    async fn page(
        &self,
        indicators: &[&'f Indicator],
        status: Option<&[Status]>,
        after: Option<&str>,
        limit: usize,
        chunk: usize,
    ) -> Result<Page, ApiError> {
        let place = |id: &str| self.catalog.indicators.iter().position(|known| known.id == id);
        let after = after.and_then(place);
        let beyond = |known: &Indicator| after.is_none_or(|after| place(&known.id) > Some(after));
        let Some(status) = status else {
            let rest: Vec<_> = indicators.iter().copied().filter(|known| beyond(known)).collect();
            let entries = self.cascade(rest.iter().copied().take(limit).collect()).await?;
            let (total, more) = (indicators.len() as u64, rest.len() > limit);
            return Ok(Page { entries, total, more });
        };
        let mut page = Page { entries: Vec::new(), total: 0, more: false };
        for some in indicators.chunks(chunk.min(DEFAULT_LIMIT as usize)) {
            for mut entry in self.cascade(some.to_vec()).await? {
                entry.children.retain(|child| status.contains(&child.status));
                if entry.children.is_empty() {
                    continue;
                }
                page.total += 1;
                let wanted = after.is_none_or(|after| place(&entry.indicator.id) > Some(after));
                if wanted && page.entries.len() < limit {
                    page.entries.push(entry);
                } else if wanted {
                    page.more = true;
                }
            }
        }
        Ok(page)
    }

    /// The entries of some indicators.
    async fn cascade(&self, indicators: Vec<&'f Indicator>) -> Result<Vec<Cascade>, ApiError> {
        if indicators.is_empty() {
            return Ok(Vec::new());
        }
        let question = Question {
            catalog: self.catalog,
            indicators,
            regions: self.children.clone(),
            period: self.period,
        };
        let scope = question.scope();
        let speaking = self.speaking(scope.regions.iter().map(String::as_str));
        let statements = store::compare::statements(
            self.db,
            self.release,
            self.period,
            &speaking,
            &scope.indicators,
        )
        .await?;
        Ok(cascade::table(&question, self.parent, self.plans, &statements))
    }

    /// Regions of which no plan is loaded.
    fn notices(&self) -> Vec<Notice> {
        let speaking = self.speaking(self.regions());
        let without: Vec<_> = self.regions().filter(|id| !speaking.contains(id)).collect();
        if without.is_empty() {
            return Vec::new();
        }
        let period = Period::from(self.period);
        let regions = without.join(", ");
        let message = format!("no plan for {period} is loaded of {regions}");
        vec![Notice { code: "no_plan".to_owned(), message }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = CascadeQuery::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<Wanted>(), documented);
    }
}
