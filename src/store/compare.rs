//! What a comparison is made from: plans of one period, and what they say of some indicators.

use super::{Result, words};
use crate::domain::{Attribute, Comparator, Kind, Measure, Origin, TableRole, WordRule};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use sqlx::PgExecutor;

/// A plan that was read and loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub id: String,
    /// Region id.
    pub region: String,
    /// First and last year, both included.
    pub period: [u16; 2],
    pub base_year: u16,
}

/// One observation of a release, its figure in the indicator's canonical unit and as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    pub id: String,
    /// Id of the plan that says it.
    pub plan: String,
    /// Indicator id; observations without one take no part in comparisons.
    pub indicator: String,
    pub kind: Kind,
    pub origin: Origin,
    /// In words of the document.
    pub label: String,
    /// In `unit`; null where the goal is in words.
    pub value: Option<Decimal>,
    /// Upper end of a range, in `unit`.
    pub value_high: Option<Decimal>,
    /// Canonical for levels and totals; `%`, 倍 or 百分点 for growth, multiples and changes.
    pub unit: Option<String>,
    pub comparator: Comparator,
    pub measure: Measure,
    pub year: Option<u16>,
    pub attribute: Option<Attribute>,
    /// The goal in words.
    pub text: Option<String>,
    /// What the words mean.
    pub rule: Option<WordRule>,
    /// As printed, in `printed_unit`.
    pub printed_value: Option<Decimal>,
    pub printed_high: Option<Decimal>,
    pub printed_unit: Option<String>,
    /// Whether the table it stands in sets targets or reviews the plan before; null in running text.
    pub table_role: Option<TableRole>,
    /// Id of that table in its document.
    pub table: Option<String>,
    /// Title of that table, where one is printed.
    pub table_title: Option<String>,
    /// Which row of that table, from 0.
    pub row: Option<i32>,
    /// Label of the parent row where the row is a sub-row.
    pub group: Option<String>,
    /// Id of the document.
    pub document: String,
    /// 1-based.
    pub line: u32,
    pub section: Option<String>,
    /// Verbatim.
    pub quote: String,
    /// The parser's rule.
    pub read_by: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    pub flags: Vec<String>,
}

/// The statement of a row that has the columns of an observation and its plan's.
macro_rules! statement {
    ($row:ident) => {
        Ok($crate::store::compare::Statement {
            id: $row.id,
            plan: $row.plan_id,
            indicator: $row.indicator_id,
            kind: $crate::store::compare::word(&$row.kind)?,
            origin: $crate::store::compare::word(&$row.origin)?,
            label: $row.label,
            value: $row.canonical_value,
            value_high: $row.canonical_high,
            unit: $row.canonical_unit,
            comparator: $crate::store::compare::word(&$row.comparator)?,
            measure: $crate::store::compare::word(&$row.measure)?,
            year: $row.year.map($crate::store::compare::year).transpose()?,
            attribute: $row.attribute.as_deref().map($crate::store::compare::word).transpose()?,
            text: $row.text,
            rule: $row.rule.as_deref().map($crate::store::compare::word).transpose()?,
            printed_value: $row.value,
            printed_high: $row.value_high,
            printed_unit: $row.unit,
            table_role: $row.table_role.as_deref().map($crate::store::compare::word).transpose()?,
            table: $row.table_id,
            table_title: $row.table_title,
            row: $row.row_position,
            group: $row.row_group,
            document: $row.document_sha256,
            line: u32::try_from($row.line).map_err($crate::store::compare::decode)?,
            section: $row.section_id,
            quote: $row.quote,
            read_by: $row.read_by,
            confidence: $row.confidence,
            flags: $row.flags,
        })
    };
}
pub(super) use statement;

/// The plans of a release for one period, or, without one, for the newest that any plan has; by
/// region id.
///
/// # Errors
/// Those of the database.
pub async fn plans(
    db: impl PgExecutor<'_>,
    release: i32,
    period: Option<[u16; 2]>,
) -> Result<Vec<Plan>> {
    let [first, last] = period.map_or([None; 2], |period| period.map(|year| Some(i32::from(year))));
    sqlx::query!(
        r#"
        with newest as (
            select period_start, period_end from plan_revision
            where release_from <= $1 and (release_to is null or release_to > $1)
            order by period_end desc, period_start desc limit 1
        )
        select plan_id, region_id, revision.period_start, revision.period_end, base_year
        from plan_revision revision, newest
        where release_from <= $1 and (release_to is null or release_to > $1)
          and revision.period_start = coalesce($2::int, newest.period_start)
          and revision.period_end = coalesce($3::int, newest.period_end)
        order by region_id
        "#,
        release,
        first,
        last,
    )
    .try_map(|row| {
        Ok(Plan {
            id: row.plan_id,
            region: row.region_id,
            period: [year(row.period_start)?, year(row.period_end)?],
            base_year: year(row.base_year)?,
        })
    })
    .fetch_all(db)
    .await
}

/// Everything that the plans of these regions for one period say of these indicators, by plan, indicator
/// and place in the document.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements(
    db: impl PgExecutor<'_>,
    release: i32,
    period: [u16; 2],
    regions: &[&str],
    indicators: &[String],
) -> Result<Vec<Statement>> {
    // The observations by themselves first, through the index on indicator and region. In one join a
    // generic plan takes the revisions to be few and reads all that each of them says.
    sqlx::query!(
        r#"
        with said as materialized (
            select id, revision_id, position, indicator_id, kind, origin, label, value, value_high,
                   unit, canonical_value, canonical_high, canonical_unit, text, rule, comparator,
                   measure, year, attribute, line, quote, section_id, table_id, table_role,
                   row_position, row_group, read_by, confidence, flags
            from observation
            -- Of many regions the index would be read for each, and most of it, to leave out next to nothing.
            where indicator_id = any($5) and (cardinality($4::text[]) > 500 or region_id = any($4))
        )
        select said.id, plan_id, indicator_id as "indicator_id!", kind, origin, label, value,
               value_high, unit, canonical_value, canonical_high, canonical_unit, text, rule,
               comparator, measure, year, attribute, line, quote, section_id, table_id, table_role,
               row_position, row_group, read_by, confidence, flags, document_sha256,
               (select title from plan_table
                where plan_table.revision_id = said.revision_id and plan_table.id = said.table_id)
                   as table_title
        from said join plan_revision revision on revision.id = said.revision_id
        where release_from <= $1 and (release_to is null or release_to > $1)
          and period_start = $2 and period_end = $3 and revision.region_id = any($4)
        order by plan_id, indicator_id, position
        "#,
        release,
        i32::from(period[0]),
        i32::from(period[1]),
        regions as &[&str],
        indicators,
    )
    .try_map(|row| statement!(row))
    .fetch_all(db)
    .await
}

/// Ids of the indicators of which the plans of these regions for one period state a base or a target:
/// an actual of the period before, or a commitment for the plan's own. By id.
///
/// # Errors
/// Those of the database.
pub async fn spoken_of(
    db: impl PgExecutor<'_>,
    release: i32,
    period: [u16; 2],
    regions: &[&str],
) -> Result<Vec<String>> {
    // As above: the observations by themselves first, here through the index on the region.
    sqlx::query_scalar!(
        r#"
        with said as materialized (
            select revision_id, indicator_id, kind, table_role, year
            from observation where region_id = any($4) and indicator_id is not null
        )
        select distinct indicator_id as "indicator_id!"
        from said join plan_revision revision on revision.id = said.revision_id
        where release_from <= $1 and (release_to is null or release_to > $1)
          and period_start = $2 and period_end = $3
          and case kind
                when 'actual' then
                    year is null
                    or year between base_year - (period_end - period_start + 1) and base_year
                else
                    table_role is distinct from 'review'
                    and (year is null or year between base_year + 1 and period_end)
              end
        order by 1
        "#,
        release,
        i32::from(period[0]),
        i32::from(period[1]),
        regions as &[&str],
    )
    .fetch_all(db)
    .await
}

/// The enumeration a stored word stands for.
pub(super) fn word<T: DeserializeOwned>(word: &str) -> Result<T> {
    words::read(word).ok_or_else(|| decode(UnknownWord(word.to_owned())))
}

/// A word written by a program that knew more of them.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is none of the known words")]
struct UnknownWord(String);

pub(super) fn year(year: i32) -> Result<u16> {
    u16::try_from(year).map_err(decode)
}

pub(super) fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
