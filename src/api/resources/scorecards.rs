//! `/v1/scorecards/{region}`: plan against outcome, row by row of the review table.

use crate::api::answer::{Answer, Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::names;
use crate::api::ask::parameters::{PlanPeriod, Table};
use crate::api::ask::query::{Id, Query};
use crate::api::contract::responses::ItemProblems;
use crate::api::problem::{ApiError, FieldError};
use crate::domain::Period;
use crate::domain::text::Text;
use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::format::{Column, ColumnValue, Flat, Format, columns};
use crate::scorecard::{
    self, Arithmetic, Claim, OtherStatement, PlannedTarget, Review, ReviewedStatement,
    ScorecardRow, Summary, Verdict,
};
use crate::store;
use crate::store::Snapshot;
use crate::store::words::word;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// One region's plan for a period against the review in the next plan.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Scorecard {
    pub region: RegionRef,
    /// The period reviewed.
    #[schema(example = "2016-2020")]
    pub period: String,
    /// Periods of this region that have a review, newest first.
    #[schema(example = json!(["2016-2020"]))]
    pub periods: Vec<String>,
    /// Id of the plan whose document reviews it.
    #[schema(example = "jiangan-2021-2025")]
    pub reviewed_in: String,
    /// Id of the plan that was reviewed; null where it is not loaded.
    pub plan: Option<String>,
    pub summary: Summary,
    /// The rows of the review table, in document order.
    pub rows: Vec<ScoredRow>,
}

/// A row of a review table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoredRow {
    /// Null where the catalogue has none.
    pub indicator: Option<IndicatorRef>,
    /// In the document's words.
    #[schema(example = "地区生产总值")]
    pub label: String,
    /// Label of the parent row where the row is a sub-row.
    pub group: Option<String>,
    /// Printed number.
    pub no: Option<String>,
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    /// Id of the table.
    #[schema(example = "t1")]
    pub table: String,
    /// The row begins on it, 1-based.
    #[schema(example = 101)]
    pub line: u32,
    /// The verdict of claim and arithmetic together.
    pub verdict: Verdict,
    /// The claim in the words of the document.
    pub claim: Claim,
    /// The comparison of the figures, independent of the words.
    pub arithmetic: Arithmetic,
    /// The targets: value for the last year, growth a year, total or change over the period.
    pub targets: Vec<ReviewedStatement>,
    /// The outcomes, likewise.
    pub outcomes: Vec<ReviewedStatement>,
    /// The level at the start of the period; null where the review prints none.
    pub base: Option<ReviewedStatement>,
    /// Figures of the same thing and year at other places of the document, against the same target.
    pub elsewhere: Vec<OtherStatement>,
    /// The target in the reviewed plan; null where that plan is not loaded or states none.
    pub planned: Option<PlannedTarget>,
}

impl ScoredRow {
    fn of(row: ScorecardRow, snapshot: &Snapshot) -> Self {
        Self {
            indicator: row.indicator.as_deref().map(|id| IndicatorRef::of(id, snapshot)),
            label: row.label,
            group: row.group,
            no: row.no,
            attribute: row.attribute,
            table: row.table,
            line: row.line,
            verdict: row.verdict,
            claim: row.claim,
            arithmetic: row.arithmetic,
            targets: row.targets,
            outcomes: row.outcomes,
            base: row.base,
            elsewhere: row.elsewhere,
            planned: row.planned,
        }
    }

    /// The statement behind the arithmetic, or the first.
    fn used<'s>(&self, all: &'s [ReviewedStatement]) -> Option<&'s ReviewedStatement> {
        all.iter().find(|said| self.arithmetic.inputs.contains(&said.id)).or_else(|| all.first())
    }
}

columns! {
    fn cells(card: &Scorecard, row: &ScoredRow, release: i32);
    text "region_id" of "region" = &card.region.id;
    text "region_code" of "region" = card.region.code.as_ref();
    text "region_name" of "region" = &card.region.name;
    text "period" of "period" = &card.period;
    text "indicator_id" of "rows" = row.indicator.as_ref().map(|known| &known.id);
    text "indicator_name" of "rows" = row.indicator.as_ref().map(|known| &known.name);
    text "label" of "rows" = &row.label;
    text "group" of "rows" = row.group.as_ref();
    text "attribute" of "rows" as Attribute = row.attribute.as_ref();
    number "target" of "rows" = target(row).and_then(|said| said.value);
    text "target_comparator" of "rows" as Comparator = target(row).map(|said| word(said.comparator));
    text "target_measure" of "rows" as Measure = target(row).map(|said| word(said.measure));
    text "target_text" of "rows" = target(row).and_then(|said| said.text.as_ref());
    number "outcome" of "rows" = outcome(row).and_then(|said| said.value);
    text "outcome_comparator" of "rows" as Comparator = outcome(row).map(|said| word(said.comparator));
    text "outcome_measure" of "rows" as Measure = outcome(row).map(|said| word(said.measure));
    text "outcome_text" of "rows" = outcome(row).and_then(|said| said.text.as_ref());
    text "unit" of "rows" = unit(row);
    number "base" of "rows" = row.base.as_ref().and_then(|said| said.value);
    text "verdict" of "rows" as Verdict = word(row.verdict);
    text "claim" of "rows" as ReviewClaim = word(row.claim.kind);
    text "arithmetic" of "rows" as ReviewResult = word(row.arithmetic.result);
    number "difference" of "rows" = row.arithmetic.difference;
    text "method" of "rows" = row.arithmetic.method.as_str();
    text "table" of "rows" = &row.table;
    integer "line" of "rows" = row.line;
    text "target_id" of "rows" = target(row).map(|said| &said.id);
    text "outcome_id" of "rows" = outcome(row).map(|said| &said.id);
    text "reviewed_in" of "reviewed_in" = &card.reviewed_in;
    integer "release" of "release" = release;
}

fn target(row: &ScoredRow) -> Option<&ReviewedStatement> {
    row.used(&row.targets)
}

fn outcome(row: &ScoredRow) -> Option<&ReviewedStatement> {
    row.used(&row.outcomes)
}

/// The unit of the outcome, or of the target where only that has a figure.
fn unit(row: &ScoredRow) -> Option<&Arc<str>> {
    let outcome = outcome(row);
    let figure = outcome.filter(|said| said.value.is_some()).or(target(row));
    figure.or(outcome)?.unit.as_ref()
}

impl Flat for Scorecard {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        self.rows.iter().map(|row| cells(self, row, release)).collect()
    }
}

query! {
    /// The requested review.
    pub struct ScorecardQuery {
        /// The period reviewed. Left out: the newest that has a review table.
        #[example = "2016-2020"]
        period: PlanPeriod,
        #[example = "summary,rows"]
        answer: Table<Scorecard>,
    }
}

/// Plan against outcome.
///
/// The targets of a region's plan for a period against the review table of the next plan: row by
/// row the target, the outcome, the claim in words (达标, 视同完成, 可比口径完成), the comparison
/// of the figures by direction and comparator, and a verdict. `met` and `missed` follow from
/// figures (`missed` also from words); `claimed` means met by words only.
#[utoipa::path(
    get, path = "/v1/scorecards/{region}", tag = "checks", operation_id = "getScorecard",
    params(("region" = String, Path, description = "Id, official code, name or alias of a region", example = "jiangan")),
    responses((status = 200, description = "The scorecard", content(
        (Body<Scorecard> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_scorecard(
    State(app): State<App>,
    Id(id): Id,
    Query { query, context }: Query<ScorecardQuery>,
) -> Result<Response, ApiError> {
    let region = names::region_in_path(&context.snapshot.catalog, id)?.id.clone();
    let release = context.snapshot.release.id;
    let reviews = store::scorecard::reviews(&app.db, release, &region).await?;
    let mut periods: Vec<String> = Vec::new();
    for known in &reviews {
        let period = written(known.period);
        if !periods.contains(&period) {
            periods.push(period);
        }
    }
    let Some(newest) = reviews.first() else {
        let what = Text::of("plan with a review table for the region", "含完成情况表的规划，地区");
        return Err(ApiError::NotFound { what, id: region, nearest: None });
    };
    let period = query.period.map_or(newest.period, |(first, last)| [first, last]);
    let Some(found) = reviews.iter().find(|known| known.period == period) else {
        let why =
            Text::of("no plan of this region reviews this period", "该地区没有规划回顾这一时期");
        let error = FieldError::value("period", &written(period), why).allowed(&periods);
        return Err(ApiError::invalid(error));
    };
    let rows = store::scorecard::rows(&app.db, found.revision_id, period).await?;
    let statements = store::checks::statements(&app.db, &[found.revision_id]).await?;
    let cells = store::scorecard::cells(&app.db, found.revision_id).await?;
    let plan = context.snapshot.plans(&app.db).await?.choose(Some(period), None).of(&region);
    let then = match plan {
        Some(plan) => store::checks::statements_of_plan(&app.db, release, &plan.id).await?,
        None => Vec::new(),
    };
    let review = Review {
        catalog: &context.snapshot.catalog,
        lang: context.snapshot.lang,
        plan: &found.plan,
        period,
        rows: &rows,
        statements: &statements,
        cells: &cells,
        before: plan.map(|plan| (plan, then.as_slice())),
    };
    let card = scorecard::scorecard(&review);
    let card = Scorecard {
        region: RegionRef::of(&card.region, &context.snapshot),
        period: card.period,
        periods,
        reviewed_in: card.reviewed_in,
        plan: card.plan,
        summary: card.summary,
        rows: card.rows.into_iter().map(|row| ScoredRow::of(row, &context.snapshot)).collect(),
    };
    if context.format == Format::Json {
        let mut body = Body::new(card, &context);
        body.links.csv = Some(context.link(&[("format", "csv")]));
        return Ok(One { body, context }.into_response());
    }
    let total = card.rows.len();
    let limit = u32::try_from(total).unwrap_or(u32::MAX);
    let body = Body::page(vec![card], &context, limit, total as u64, None);
    Ok(Answer { body, context, name: "scorecard" }.into_response())
}

fn written(period: [u16; 2]) -> String {
    Period::from(period).to_string()
}
