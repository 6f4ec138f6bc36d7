//! `/v1/targets` and `/v1/actuals`: the rows, one for each thing a plan says. What is read from the
//! query is in `row_query`, evidence in `evidence`.

pub mod query;

use super::evidence::{self, FullEvidence};
use super::history;
use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::cursor::Cursor;
use crate::api::ask::query::{Asked, Id, Item, ItemParams, Query};
use crate::api::contract::{ItemProblems, Problems};
use crate::api::format::{Column, ColumnValue, Flat, columns};
use crate::api::problem::ApiError;
use crate::api::resources::rows::query::{RowParams, RowQuery};
use crate::api::snapshot::Snapshot;
use crate::domain::Period;
use crate::domain::words;
use crate::store::ObservationRow;
use crate::store::rows::{self as store, SortKey};
use axum::extract::State;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// One thing a plan says about its region.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Row {
    /// Stable: the same place of the same document has the same id in every release.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    #[schema(value_type = words::RowKind)]
    pub kind: String,
    pub region: RegionRef,
    /// Null where the catalogue has no indicator for the label.
    pub indicator: Option<IndicatorRef>,
    /// What is measured, in the document's words.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// The period the statement belongs to; in a review table that of the plan before.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The year the value holds or ends; null where the document does not say.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// In `unit`. Null where the goal is in words; `status` says which, `printed.text` has them.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 46.72)]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// The indicator's canonical unit where the printed one converts to it, else as printed; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    #[schema(value_type = words::Comparator)]
    pub comparator: String,
    #[schema(value_type = words::Measure)]
    pub measure: String,
    /// Null where the document does not say.
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    #[schema(value_type = words::Status)]
    pub status: String,
    pub printed: Printed,
    pub evidence: Evidence,
}

/// A region, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegionRef {
    /// As `regions=` takes it.
    #[schema(example = "jiangan")]
    pub id: String,
    /// In the language asked for.
    #[schema(example = "江岸区")]
    pub name: String,
    /// Official code (GB/T 2260) in force; null for a zone that has none.
    #[schema(example = "420102")]
    pub code: Option<String>,
}

/// An indicator, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct IndicatorRef {
    /// As `indicators=` takes it.
    #[schema(example = "green_coverage")]
    pub id: String,
    /// In the language asked for.
    #[schema(example = "绿化覆盖率")]
    pub name: String,
}

/// As the document has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Printed {
    /// The figure, digits as read; null where the goal is in words.
    #[schema(example = "46.72")]
    pub value: Option<String>,
    /// Upper end of a range.
    pub value_high: Option<String>,
    /// As printed; null where none is.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// The goal in words: 完成市下达目标; null where there is a figure.
    pub text: Option<String>,
}

/// Where it stands, in short; `/evidence` has all of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Evidence {
    /// The document: sha256 of its bytes.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub document: String,
    /// Line of the number in the document, 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Section id; null where it stands in none.
    #[schema(example = "1.4")]
    pub section: Option<String>,
    /// Table id; null in running text.
    #[schema(example = "t2")]
    pub table: Option<String>,
    /// Verbatim: the shortest clause that carries the figure.
    #[schema(example = "到2025年，绿化覆盖率达到46.72%")]
    pub quote: String,
    /// The parser's rule that read it; `correction` where a person added it, null where a person wrote the
    /// whole parsed plan.
    #[schema(example = "table/cell")]
    pub rule: Option<String>,
    /// 0 to 1.
    #[schema(example = 0.97, minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// Doubts: `digit_lost`, `unit_guessed`, `wrapped`, …; `corrected` where a person set a field or added the
    /// row, which `/evidence` explains.
    pub flags: Vec<String>,
}

impl RegionRef {
    /// The region of an id, with the names of this snapshot.
    pub fn of(id: &str, snapshot: &Snapshot) -> Self {
        let known = snapshot.catalog.region(id);
        Self {
            id: id.to_owned(),
            name: known.map_or(id, |region| snapshot.region_name(region)).to_owned(),
            code: known.and_then(|region| region.code()).map(str::to_owned),
        }
    }
}

impl IndicatorRef {
    /// The indicator of an id, with the names of this snapshot.
    pub fn of(id: &str, snapshot: &Snapshot) -> Self {
        let known = snapshot.catalog.indicator(id);
        let name = known.map_or(id, |indicator| snapshot.indicator_name(indicator)).to_owned();
        Self { id: id.to_owned(), name }
    }
}

impl Row {
    /// As answered: in the canonical unit where there is one, names from the snapshot.
    pub fn of(row: ObservationRow, snapshot: &Snapshot) -> Self {
        let canonical = row.canonical_value.is_some();
        Self {
            region: RegionRef::of(&row.region_id, snapshot),
            indicator: row.indicator_id.as_deref().map(|id| IndicatorRef::of(id, snapshot)),
            period: Period::stored(row.period_start, row.period_end).to_string(),
            year: row.year,
            value: row.canonical_value.or(row.value),
            value_high: if canonical { row.canonical_high } else { row.value_high },
            unit: if canonical { row.canonical_unit } else { row.unit.clone() },
            printed: Printed {
                value: row.value.map(|value| value.to_string()),
                value_high: row.value_high.map(|value| value.to_string()),
                unit: row.unit,
                text: row.text,
            },
            evidence: Evidence {
                document: row.document,
                line: row.line,
                section: row.section_id,
                table: row.table_id,
                quote: row.quote,
                rule: row.read_by,
                confidence: row.confidence,
                flags: row.flags,
            },
            id: row.id,
            kind: row.kind,
            label: row.label,
            comparator: row.comparator,
            measure: row.measure,
            attribute: row.attribute,
            status: row.status,
        }
    }
}

columns! {
    fn cells(row: &Row, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "kind" of "kind" as RowKind = &row.kind;
    text "period" of "period" = &row.period;
    integer "year" of "year" = row.year;
    number "value" of "value" = row.value;
    number "value_high" of "value_high" = row.value_high;
    text "unit" of "unit" = row.unit.as_ref();
    text "comparator" of "comparator" as Comparator = &row.comparator;
    text "measure" of "measure" as Measure = &row.measure;
    text "status" of "status" as Status = &row.status;
    text "attribute" of "attribute" as Attribute = row.attribute.as_ref();
    text "label" of "label" = &row.label;
    text "printed_value" of "printed" = row.printed.value.as_ref();
    text "printed_value_high" of "printed" = row.printed.value_high.as_ref();
    text "printed_unit" of "printed" = row.printed.unit.as_ref();
    text "printed_text" of "printed" = row.printed.text.as_ref();
    text "document" of "evidence" = &row.evidence.document;
    integer "line" of "evidence" = row.evidence.line;
    text "section" of "evidence" = row.evidence.section.as_ref();
    text "table" of "evidence" = row.evidence.table.as_ref();
    text "quote" of "evidence" = &row.evidence.quote;
    text "rule" of "evidence" = row.evidence.rule.as_ref();
    number "confidence" of "evidence" = row.evidence.confidence;
    text "flags" of "evidence" = row.evidence.flags.join(" ");
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

impl Flat for Row {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// Sort keys of a row, as a cursor keeps them.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    /// Number or word the rows are ordered by; figures as text, so that no digit is lost.
    #[serde(rename = "o")]
    key: Option<String>,
    #[serde(rename = "g")]
    region: String,
    #[serde(rename = "l")]
    line: i32,
    #[serde(rename = "i")]
    id: String,
}

impl Keys {
    fn of(row: &ObservationRow, key: SortKey) -> Self {
        let key = match key {
            SortKey::Region => Some(row.region_id.clone()),
            SortKey::Indicator => row.indicator_id.clone(),
            SortKey::Label => Some(row.label.clone()),
            SortKey::Year => row.year.map(|year| year.to_string()),
            SortKey::Line => Some(row.line.to_string()),
            SortKey::Value => row.canonical_value.or(row.value).map(|value| value.to_string()),
        };
        Self { key, region: row.region_id.clone(), line: row.line, id: row.id.clone() }
    }

    fn into_after(self, key: SortKey) -> store::After {
        let Self { key: at, region, line, id } = self;
        let (number, word) = match key {
            SortKey::Region | SortKey::Indicator | SortKey::Label => (None, at),
            SortKey::Year | SortKey::Line | SortKey::Value => {
                (at.and_then(|number| number.parse().ok()), None)
            }
        };
        store::After { number, word, region, line, id }
    }
}

async fn list(
    app: &App,
    kind: &'static str,
    name: &'static str,
    Query { wanted, asked }: Query<RowQuery>,
) -> Result<Answer<Row>, ApiError> {
    let RowQuery { mut filter, sort, limit } = wanted;
    let cursor: Option<Cursor<Keys>> = Cursor::read(&asked)?;
    filter.kinds = Some(vec![kind.to_owned()]);
    filter.release = asked.snapshot.release.id;
    let after = cursor.map(|cursor| cursor.keys.into_after(sort.key));
    let total = store::count(&app.db, &filter).await?.unsigned_abs();
    // One more than asked shows whether there is a next page; for the count alone, none.
    let wanted = if limit == 0 { 0 } else { i64::from(limit) + 1 };
    let mut rows = store::page(&app.db, &filter, sort, after.as_ref(), wanted).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = match rows.last().filter(|_| more) {
        Some(last) => Some(Cursor::after(Keys::of(last, sort.key), &asked)?),
        None => None,
    };
    let rows = rows.into_iter().map(|row| Row::of(row, &asked.snapshot)).collect();
    Ok(Answer { body: Body::page(rows, &asked, limit, total, next), asked, name })
}

async fn one(
    app: &App,
    kind: &'static str,
    id: String,
    asked: Asked,
) -> Result<One<Row>, ApiError> {
    let row = store::one(&app.db, asked.snapshot.release.id, kind, &id).await?;
    let Some(row) = row else { return Err(history::absent(app, kind, id, &asked).await) };
    Ok(One::new(Row::of(row, &asked.snapshot), asked))
}

/// Targets: what plans commit to.
///
/// One row for each figure or goal in words, from tables and running text, each with the line it
/// stands on. Filters narrow; values of one list are alternatives. Rows without the sort key come
/// last; ties are ordered by region, line and id.
#[utoipa::path(
    get, path = "/v1/targets", tag = "rows", operation_id = "listTargets", params(RowParams),
    responses((status = 200, description = "A page of targets", content(
        (Body<Vec<Row>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_targets(
    State(app): State<App>,
    query: Query<RowQuery>,
) -> Result<Answer<Row>, ApiError> {
    list(&app, "target", "targets", query).await
}

/// Actuals: what plans say was achieved.
///
/// As `/v1/targets`, for achieved or estimated figures: base values, results of the period before.
#[utoipa::path(
    get, path = "/v1/actuals", tag = "rows", operation_id = "listActuals", params(RowParams),
    responses((status = 200, description = "A page of actuals", content(
        (Body<Vec<Row>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn list_actuals(
    State(app): State<App>,
    query: Query<RowQuery>,
) -> Result<Answer<Row>, ApiError> {
    list(&app, "actual", "actuals", query).await
}

/// One target.
#[utoipa::path(
    get, path = "/v1/targets/{id}", tag = "rows", operation_id = "getTarget",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), ItemParams),
    responses((status = 200, description = "The target", body = Body<Row>), ItemProblems),
)]
pub(crate) async fn get_target(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<Item<Row>>,
) -> Result<One<Row>, ApiError> {
    one(&app, "target", id, asked).await
}

/// One actual.
#[utoipa::path(
    get, path = "/v1/actuals/{id}", tag = "rows", operation_id = "getActual",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), ItemParams),
    responses((status = 200, description = "The actual", body = Body<Row>), ItemProblems),
)]
pub(crate) async fn get_actual(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<Item<Row>>,
) -> Result<One<Row>, ApiError> {
    one(&app, "actual", id, asked).await
}

/// Where a target stands.
///
/// Document, line, characters, section, and for a table the whole row as printed.
#[utoipa::path(
    get, path = "/v1/targets/{id}/evidence", tag = "rows", operation_id = "getTargetEvidence",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), ItemParams),
    responses((status = 200, description = "The evidence", body = Body<FullEvidence>), ItemProblems),
)]
pub(crate) async fn get_target_evidence(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<Item<FullEvidence>>,
) -> Result<One<FullEvidence>, ApiError> {
    evidence::of(&app, "target", id, asked).await
}

/// Where an actual stands.
///
/// Document, line, characters, section, and for a table the whole row as printed.
#[utoipa::path(
    get, path = "/v1/actuals/{id}/evidence", tag = "rows", operation_id = "getActualEvidence",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), ItemParams),
    responses((status = 200, description = "The evidence", body = Body<FullEvidence>), ItemProblems),
)]
pub(crate) async fn get_actual_evidence(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<Item<FullEvidence>>,
) -> Result<One<FullEvidence>, ApiError> {
    evidence::of(&app, "actual", id, asked).await
}
