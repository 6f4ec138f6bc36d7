//! The input of a scorecard: the reviews, their rows, and the cells of the observations.

use super::columns::{decode, year};
use super::database::Result;
use super::documents::missing_parts;
use crate::domain::{Basis, Plan};
use crate::plan::parsed::Warning;
use crate::scorecard::TableRow;
use sqlx::PgExecutor;
use sqlx::types::Json;

/// A review of one period in a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub revision_id: i32,
    /// The plan whose document contains it.
    pub plan: Plan,
    /// First and last year of the period reviewed.
    pub period: [u16; 2],
}

/// The reviews in the plans of a region, newest period first.
///
/// # Errors
/// Those of the database.
pub async fn reviews(db: impl PgExecutor<'_>, release: i32, region: &str) -> Result<Vec<Review>> {
    sqlx::query!(
        r#"
        select distinct revision.id, plan_id as "plan_id!", region_id, revision.period_start, revision.period_end,
               base_year as "base_year!", missing as "missing: Json<Vec<Warning>>",
               plan_table.period_start as first, plan_table.period_end as last
        from revision
        join plan_table on plan_table.revision_id = revision.id and role = 'review'
        where region_id = $2 and in_release(release_from, release_to, $1) and kind = 'plan'
        order by last desc, first desc, 2
        "#,
        release,
        region
    )
    .try_map(|row| {
        let period = [year(row.period_start)?, year(row.period_end)?];
        let base_year = year(row.base_year)?;
        let missing = missing_parts(row.missing);
        Ok(Review {
            revision_id: row.id,
            plan: Plan {
                id: row.plan_id.into(),
                region: row.region_id.into(),
                period,
                base_year,
                missing,
                basis: Basis::Plan,
            },
            period: [year(row.first)?, year(row.last)?],
        })
    })
    .fetch_all(db)
    .await
}

/// The plans whose review tables look back on a period, one of each region: the period with the id of the reviewing plan,
/// by region. `None` is every region.
///
/// # Errors
/// Those of the database.
pub async fn reviewing(
    db: impl PgExecutor<'_>,
    release: i32,
    period: [u16; 2],
    regions: Option<&[&str]>,
) -> Result<Vec<Plan>> {
    sqlx::query!(
        r#"
        select distinct on (region_id) plan_id as "plan_id!", region_id
        from revision
        join plan_table on plan_table.revision_id = revision.id and role = 'review'
        where in_release(release_from, release_to, $1) and kind = 'plan'
          and plan_table.period_start = $2 and plan_table.period_end = $3
          and exists (select from table_row where table_row.revision_id = revision.id and table_id = plan_table.id)
          and ($4::text[] is null or region_id = any($4))
        order by region_id, revision.period_start, plan_id
        "#,
        release,
        i32::from(period[0]),
        i32::from(period[1]),
        regions as Option<&[&str]>,
    )
    .map(|row| Plan::reviewed(row.plan_id, row.region_id, period))
    .fetch_all(db)
    .await
}

/// The rows of the review tables of one period, in document order.
///
/// # Errors
/// Those of the database.
pub async fn rows(
    db: impl PgExecutor<'_>,
    revision_id: i32,
    period: [u16; 2],
) -> Result<Vec<TableRow>> {
    sqlx::query!(
        "
        select table_id, table_row.position, table_row.line, no, group_label, label, unit, attribute
        from table_row
        join plan_table on plan_table.revision_id = table_row.revision_id and plan_table.id = table_id
        where table_row.revision_id = $1 and role = 'review' and period_start = $2 and period_end = $3
        order by plan_table.position, table_row.position
        ",
        revision_id,
        i32::from(period[0]),
        i32::from(period[1])
    )
    .try_map(|row| {
        Ok(TableRow {
            table: row.table_id,
            position: row.position,
            line: u32::try_from(row.line).map_err(decode)?,
            no: row.no,
            group: row.group_label,
            label: row.label,
            unit: row.unit,
            attribute: row.attribute,
        })
    })
    .fetch_all(db)
    .await
}

/// The cell of each observation of a revision, in document order; null in running text.
///
/// # Errors
/// Those of the database.
pub async fn cells(db: impl PgExecutor<'_>, revision_id: i32) -> Result<Vec<Option<String>>> {
    sqlx::query_scalar!(
        "select cell from observation where revision_id = $1 order by position",
        revision_id
    )
    .fetch_all(db)
    .await
}
