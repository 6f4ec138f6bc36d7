//! Findings of the checks: what they are made from, writing them at a load, and reading them by release.

use super::compare::{Plan, Statement, statement};
use super::{Result, words};
use crate::checks::{Finding, Severity};
use crate::plan::id::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};

/// A plan as a release holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    pub id: i32,
    pub plan: Plan,
}

/// The plans of a release, by region and period.
///
/// # Errors
/// Those of the database.
pub async fn revisions(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<Revision>> {
    sqlx::query!(
        "
        select id, plan_id, region_id, period_start, period_end, base_year
        from plan_revision
        where release_from <= $1 and (release_to is null or release_to > $1)
        order by region_id, period_start
        ",
        release
    )
    .try_map(|row| {
        let year = super::compare::year;
        let period = [year(row.period_start)?, year(row.period_end)?];
        let base_year = year(row.base_year)?;
        let plan = Plan { id: row.plan_id, region: row.region_id, period, base_year };
        Ok(Revision { id: row.id, plan })
    })
    .fetch_all(db)
    .await
}

/// Everything a revision says, in document order. `indicator` is empty where the catalogue has none.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements(db: impl PgExecutor<'_>, revision: i32) -> Result<Vec<Statement>> {
    sqlx::query!(
        r#"
        select o.id, plan_id, coalesce(indicator_id, '') as "indicator_id!", kind, origin, label, value,
               value_high, unit, canonical_value, canonical_high, canonical_unit, text, rule,
               comparator, measure, year, attribute, line, quote, section_id, table_id, table_role,
               row_position, row_group, read_by, confidence, flags, document_sha256,
               (select title from plan_table
                where plan_table.revision_id = o.revision_id and plan_table.id = o.table_id)
                   as table_title
        from observation o join plan_revision revision on revision.id = o.revision_id
        where o.revision_id = $1
        order by position
        "#,
        revision
    )
    .try_map(|row| statement!(row))
    .fetch_all(db)
    .await
}

/// Everything a plan says in a release, in document order, as `statements`.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements_of_plan(
    db: &sqlx::PgPool,
    release: i32,
    plan_id: &str,
) -> Result<Vec<Statement>> {
    let revision = sqlx::query_scalar!(
        "
        select id from plan_revision
        where plan_id = $2 and release_from <= $1 and (release_to is null or release_to > $1)
        ",
        release,
        plan_id
    )
    .fetch_optional(db)
    .await?;
    match revision {
        Some(revision) => statements(db, revision).await,
        None => Ok(Vec::new()),
    }
}

/// Which rules a release was checked with; `None` where it was not.
///
/// # Errors
/// Those of the database.
pub async fn version(db: impl PgExecutor<'_>, release: i32) -> Result<Option<i32>> {
    sqlx::query_scalar!("select version from release_checks where release_id = $1", release)
        .fetch_optional(db)
        .await
}

/// Notes with which rules a release was checked.
///
/// # Errors
/// Those of the database.
pub async fn note_version(db: impl PgExecutor<'_>, release: i32, version: i32) -> Result<()> {
    sqlx::query!(
        "insert into release_checks (release_id, version) values ($1, $2)",
        release,
        version
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes these the findings about a plan from `release` on: what is found the same stays, the rest ends
/// and begins.
///
/// # Errors
/// Those of the database.
pub async fn replace(
    db: &mut PgConnection,
    release: i32,
    plan_id: &str,
    findings: &[Finding],
) -> Result<()> {
    let bodies: Vec<Value> =
        findings.iter().map(|found| serde_json::to_value(found).unwrap_or_default()).collect();
    let contents: Vec<String> =
        bodies.iter().map(|body| hex(&Sha256::digest(body.to_string()))).collect();
    sqlx::query!(
        "
        update finding set release_to = $1
        where plan_id = $2 and release_to is null and not exists (
            select from unnest($3::text[], $4::text[]) as new (id, content)
            where new.id = finding.id and new.content = finding.content
        )
        ",
        release,
        plan_id,
        &findings.iter().map(|found| found.id.clone()).collect::<Vec<_>>(),
        &contents
    )
    .execute(&mut *db)
    .await?;
    if findings.is_empty() {
        return Ok(());
    }
    let column = |of: fn(&Finding) -> String| -> Vec<String> { findings.iter().map(of).collect() };
    let severities: Vec<i32> = findings.iter().map(|found| level(found.severity)).collect();
    sqlx::query!(
        "
        insert into finding (id, release_from, plan_id, region_id, period_start, period_end, indicator_id,
                             kind, severity, body, content)
        select new.id, $1, plan.id, plan.region_id, plan.period_start, plan.period_end, new.indicator_id,
               new.kind, new.severity, new.body, new.content
        from plan, unnest($3::text[], $4::text[], $5::text[], $6::int[], $7::jsonb[], $8::text[])
            as new (id, indicator_id, kind, severity, body, content)
        where plan.id = $2 and not exists (
            select from finding old where old.id = new.id and old.release_to is null
        )
        ",
        release,
        plan_id,
        &column(|found| found.id.clone()),
        &column(|found| found.indicator.clone()),
        &column(|found| words::word(found.kind)),
        &severities,
        &bodies,
        &contents
    )
    .execute(db)
    .await?;
    Ok(())
}

/// As stored: 1 notice, 2 caution, 3 conflict.
pub fn level(severity: Severity) -> i32 {
    match severity {
        Severity::Notice => 1,
        Severity::Caution => 2,
        Severity::Conflict => 3,
    }
}

/// Which findings. `None` is no restriction; in a list any value may match.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// The release to read.
    pub release: i32,
    /// Ids.
    pub regions: Option<Vec<String>>,
    /// Ids.
    pub indicators: Option<Vec<String>>,
    /// First and last year of the plan, exactly.
    pub period: Option<(i32, i32)>,
    pub kinds: Option<Vec<String>>,
    /// As `level` has them.
    pub severities: Option<Vec<i32>>,
}

/// What findings are ordered by; then by region and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortKey {
    Region,
    Indicator,
    Kind,
    Severity,
}

/// The finding a page begins after.
#[derive(Debug, Clone)]
pub struct After {
    /// Its sort key; of a severity the level.
    pub key: String,
    pub region: String,
    pub id: String,
}

/// How many findings match.
///
/// # Errors
/// Those of the database.
pub async fn count(db: impl PgExecutor<'_>, filter: &Filter) -> Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from finding
        where release_from <= $1 and (release_to is null or release_to > $1)
          and ($2::text[] is null or region_id = any($2))
          and ($3::text[] is null or indicator_id = any($3))
          and ($4::integer is null or (period_start = $4 and period_end = $5::integer))
          and ($6::text[] is null or kind = any($6))
          and ($7::integer[] is null or severity = any($7))
        "#,
        filter.release,
        filter.regions.as_deref() as Option<&[String]>,
        filter.indicators.as_deref() as Option<&[String]>,
        filter.period.map(|period| period.0),
        filter.period.map(|period| period.1),
        filter.kinds.as_deref() as Option<&[String]>,
        filter.severities.as_deref() as Option<&[i32]>,
    )
    .fetch_one(db)
    .await
}

/// One page in one order: the same statement for each, so that each is checked when compiled.
macro_rules! page {
    ($db:expr, $filter:expr, $after:expr, $limit:expr, $key:literal, $from:literal, $beyond:literal, $order:literal) => {{
        let filter: &Filter = $filter;
        let after: Option<&After> = $after;
        sqlx::query_scalar!(
            r#"
            select body as "body: Json<Finding>" from finding
            where release_from <= $1 and (release_to is null or release_to > $1)
              and ($2::text[] is null or region_id = any($2))
              and ($3::text[] is null or indicator_id = any($3))
              and ($4::integer is null or (period_start = $4 and period_end = $5::integer))
              and ($6::text[] is null or kind = any($6))
              and ($7::integer[] is null or severity = any($7))
              and ($10::text is null or "#
                + $key
                + $beyond
                + $from
                + " or ("
                + $key
                + " = "
                + $from
                + r#"
                   and (region_id, id) > ($9::text, $10)))
            order by "#
                + $key
                + $order
                + r#", region_id, id
            limit $11
            "#,
            filter.release,
            filter.regions.as_deref() as Option<&[String]>,
            filter.indicators.as_deref() as Option<&[String]>,
            filter.period.map(|period| period.0),
            filter.period.map(|period| period.1),
            filter.kinds.as_deref() as Option<&[String]>,
            filter.severities.as_deref() as Option<&[i32]>,
            after.map(|after| &after.key),
            after.map(|after| &after.region),
            after.map(|after| &after.id),
            $limit,
        )
        .fetch_all($db)
        .await
    }};
}

/// At most `limit` findings after the one given, in the order asked.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: impl PgExecutor<'_>,
    filter: &Filter,
    (key, descending): (SortKey, bool),
    after: Option<&After>,
    limit: i64,
) -> Result<Vec<Finding>> {
    macro_rules! either {
        ($key:literal, $from:literal) => {
            if descending {
                page!(db, filter, after, limit, $key, $from, " < ", " desc")
            } else {
                page!(db, filter, after, limit, $key, $from, " > ", " asc")
            }
        };
    }
    let found = match key {
        SortKey::Region => either!("region_id", "$8::text"),
        SortKey::Indicator => either!("indicator_id", "$8::text"),
        SortKey::Kind => either!("kind", "$8::text"),
        SortKey::Severity => either!("severity", "$8::text::integer"),
    }?;
    Ok(found.into_iter().map(|found| found.0).collect())
}

/// One finding of a release; `None` where there is none.
///
/// # Errors
/// Those of the database.
pub async fn one(db: impl PgExecutor<'_>, release: i32, id: &str) -> Result<Option<Finding>> {
    let found = sqlx::query_scalar!(
        r#"
        select body as "body: Json<Finding>" from finding
        where id = $2 and release_from <= $1 and (release_to is null or release_to > $1)
        "#,
        release,
        id
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| found.0))
}
