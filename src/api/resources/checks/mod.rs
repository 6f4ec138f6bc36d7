//! `/v1/checks`: figures of a plan that a reader should see side by side, with the arithmetic between
//! them. They are computed at a load (`ingest::findings`) and kept with the release.

pub mod query;

use super::rows::{IndicatorRef, RegionRef};
use crate::api::answer::Notice;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::query::{Id, Item, ItemParams, Query};
use crate::api::contract::{ItemProblems, Problems};
use crate::api::format::{Column, ColumnValue, Flat, columns};
use crate::api::problem::ApiError;
use crate::api::resources::checks::query::{CheckParams, CheckQuery};
use crate::api::snapshot::Snapshot;
use crate::checks::{Explanation, Finding, Input, Kind, Severity, Term};
use crate::domain::Period;
use crate::domain::text::Text;
use crate::store::checks::{self as store, SortKey};
use crate::store::words::word;
use axum::extract::State;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Two things a plan says that a reader should see side by side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Check {
    /// From the plan, the kind and the ids of the figures: the same in every release that has the same
    /// figures.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    pub kind: Kind,
    pub severity: Severity,
    pub region: RegionRef,
    pub indicator: IndicatorRef,
    /// Id of the plan it is about.
    #[schema(example = "qiaokou-2021-2025")]
    pub plan: String,
    /// Of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// One sentence with the figures.
    pub summary: String,
    /// Unit of the numbers below; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// What the document says of the thing.
    pub stated: Term,
    /// What the other figures lead to.
    pub implied: Term,
    /// `stated.value` less `implied.value`.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 0.6)]
    pub difference: Option<Decimal>,
    /// How far apart the two may be and still both be true, from the decimals printed and 左右; bounds
    /// are in `low` and `high`.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 0.071)]
    pub tolerance: Option<Decimal>,
    /// Whether some value satisfies both, with rounding, 左右 and bounds.
    pub can_both_hold: bool,
    /// The computation with its figures, units and rounding.
    pub arithmetic: String,
    /// The observations it was made from, each with its place and its role in the arithmetic.
    pub inputs: Vec<Input>,
    /// What may be behind it; only what can apply.
    pub explanations: Vec<Explanation>,
}

impl Check {
    /// With the names of this snapshot.
    fn of(found: Finding, snapshot: &Snapshot) -> Self {
        Self {
            id: found.id,
            kind: found.kind,
            severity: found.severity,
            region: RegionRef::of(&found.region, snapshot),
            indicator: IndicatorRef::of(&found.indicator, snapshot),
            plan: found.plan,
            period: Period::from(found.period).to_string(),
            summary: found.summary,
            unit: found.unit,
            stated: found.stated,
            implied: found.implied,
            difference: found.difference,
            tolerance: found.tolerance,
            can_both_hold: found.can_both_hold,
            arithmetic: found.arithmetic,
            inputs: found.inputs,
            explanations: found.explanations,
        }
    }
}

columns! {
    fn cells(row: &Check, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "indicator_id" of "indicator" = &row.indicator.id;
    text "indicator_name" of "indicator" = &row.indicator.name;
    text "plan" of "plan" = &row.plan;
    text "period" of "period" = &row.period;
    text "kind" of "kind" as CheckKind = word(row.kind);
    text "severity" of "severity" as CheckSeverity = word(row.severity);
    number "stated" of "stated" = row.stated.value;
    text "stated_comparator" of "stated" as Comparator = word(row.stated.comparator);
    number "stated_low" of "stated" = row.stated.low;
    number "stated_high" of "stated" = row.stated.high;
    number "implied" of "implied" = row.implied.value;
    text "implied_comparator" of "implied" as Comparator = word(row.implied.comparator);
    number "implied_low" of "implied" = row.implied.low;
    number "implied_high" of "implied" = row.implied.high;
    text "unit" of "unit" = row.unit.as_ref();
    number "difference" of "difference" = row.difference;
    number "tolerance" of "tolerance" = row.tolerance;
    boolean "can_both_hold" of "can_both_hold" = row.can_both_hold;
    text "summary" of "summary" = &row.summary;
    text "arithmetic" of "arithmetic" = &row.arithmetic;
    text "explanations" of "explanations" listing CheckExplanation = codes(row);
    text "roles" of "inputs" listing CheckRole = listed(row, |input| word(input.role));
    text "lines" of "inputs" = listed(row, |input| input.line.to_string());
    text "inputs" of "inputs" = listed(row, |input| input.id.clone());
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

/// A word for each input, separated by blanks.
fn listed(check: &Check, word: impl Fn(&Input) -> String) -> String {
    check.inputs.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn codes(check: &Check) -> String {
    let codes = check.explanations.iter().map(|known| word(known.code));
    codes.collect::<Vec<_>>().join(" ")
}

impl Flat for Check {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// Sort keys of a finding, as a cursor keeps them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    #[serde(rename = "o")]
    key: String,
    #[serde(rename = "g")]
    region: String,
    #[serde(rename = "i")]
    id: String,
}

impl Keys {
    fn of(found: &Finding, key: SortKey) -> Self {
        let key = match key {
            SortKey::Region => found.region.clone(),
            SortKey::Indicator => found.indicator.clone(),
            SortKey::Kind => word(found.kind),
            SortKey::Severity => store::level(found.severity).to_string(),
        };
        Self { key, region: found.region.clone(), id: found.id.clone() }
    }
}

/// Findings: figures that a reader should see side by side.
///
/// Stated growth against the growth that base and target imply, a table against the running text, a target on
/// the wrong side of its base, a base against the outcome reviewed, a claim against a figure, parts against
/// their whole. Each has the figures with their ids and lines, the arithmetic, and what may be behind it. None
/// says that anything is wrong. Ties are ordered by region and id.
#[utoipa::path(
    get, path = "/v1/checks", tag = "checks", operation_id = "listChecks", params(CheckParams),
    responses((status = 200, description = "A page of findings", content(
        (Body<Vec<Check>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_checks(
    State(app): State<App>,
    Query { wanted, asked }: Query<CheckQuery>,
) -> Result<Answer<Check>, ApiError> {
    let CheckQuery { mut filter, sort, limit } = wanted;
    let cursor: Option<Cursor<Keys>> = Cursor::read(&asked)?;
    filter.release = asked.snapshot.release.id;
    let after = cursor.map(|cursor| {
        let Keys { key, region, id } = cursor.keys;
        store::After { key, region, id }
    });
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    // One more than asked shows whether there is a next page; for the count alone, none.
    let wanted = if limit == 0 { 0 } else { i64::from(limit) + 1 };
    let mut found = store::page(&app.db, &filter, sort, after.as_ref(), wanted).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = match found.last().filter(|_| more) {
        Some(last) => Some(Cursor::after(Keys::of(last, sort.0), &asked)?),
        None => None,
    };
    let checks = found.into_iter().map(|found| Check::of(found, &asked.snapshot)).collect();
    let mut body = Body::page(checks, &asked, limit, total, next);
    if store::version(&app.db, filter.release).await?.is_none() {
        body.warnings.push(Notice {
            code: "not_checked".to_owned(),
            message:
                "this release was made before there were checks; the next load checks its plans"
                    .to_owned(),
        });
    }
    Ok(Answer { body, asked, name: "checks" })
}

/// One finding.
#[utoipa::path(
    get, path = "/v1/checks/{id}", tag = "checks", operation_id = "getCheck",
    params(("id" = String, Path, description = "Id of a finding", example = "5f0c3a9e1b7d2468"), ItemParams),
    responses((status = 200, description = "The finding", body = Body<Check>), ItemProblems),
)]
pub(crate) async fn get_check(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<Item<Check>>,
) -> Result<One<Check>, ApiError> {
    let found = store::one(&app.db, asked.snapshot.release.id, &id).await?;
    let found = found.ok_or_else(|| ApiError::NotFound {
        what: Text::of("finding", "核对结果"),
        id,
        nearest: None,
    })?;
    Ok(One::new(Check::of(found, &asked.snapshot), asked))
}
