//! The input of a comparison: the statements of plans on some indicators.

use super::database::Result;
use super::plan_list::ChosenPlans;
use super::snapshot::Snapshot;
use super::statement_cache::Statements;
use crate::domain::Plan;
use sqlx::PgExecutor;

/// All statements of the chosen plans of these regions on these indicators, by plan in the order of the regions, and
/// within a plan by document, indicator and place in the document.
///
/// # Errors
/// Those of the database; a word that the enumerations do not have.
pub async fn statements(
    db: impl PgExecutor<'_>,
    snapshot: &Snapshot,
    chosen: &ChosenPlans<'_>,
    (regions, indicators): (&[String], &[String]),
) -> Result<Statements> {
    let documents = chosen.documents(regions);
    snapshot.statements.read(db, &snapshot.release, &documents, indicators).await
}

/// The documents of regions that look ahead to the last year of a period without being plans for it, as stand-ins for
/// a plan: by region, of each the one that became known last first. A document that is no plan looks ahead to years
/// after the first that it sets targets for, because that one is its own year.
///
/// # Errors
/// Those of the database.
pub async fn outlooks(
    db: impl PgExecutor<'_>,
    release: i32,
    period: [u16; 2],
    regions: &[&str],
) -> Result<Vec<Plan>> {
    sqlx::query!(
        r#"
        select coalesce(plan_id, document_id) as "id!", region_id
        from revision
        where in_release(release_from, release_to, $1) and region_id = any($3)
          and case kind when 'plan' then promises_end < $2 else promises_start < $2 and promises_end >= $2 end
          and exists (
              select from observation o
              where o.revision_id = revision.id and o.kind = 'target' and o.year = $2 and o.indicator_id is not null)
        group by 1, 2
        order by 2, max(coalesce(extract(year from issued), reports_end + 1, promises_start)) desc, 1
        "#,
        release,
        i32::from(period[1]),
        regions as &[&str],
    )
    .map(|row| Plan::outlook(row.id, row.region_id, period))
    .fetch_all(db)
    .await
}

/// Ids of the indicators with a base or a target in the plans of these regions for one period: an
/// actual of the period before, or a target of the plan's own period. By id.
///
/// # Errors
/// Those of the database.
pub async fn spoken_of(
    db: impl PgExecutor<'_>,
    release: i32,
    period: [u16; 2],
    regions: &[&str],
) -> Result<Vec<String>> {
    // Selects the observations first, through the index on the region. In a single join the planner may expect few
    // revisions and read all observations of each.
    sqlx::query_scalar!(
        r#"
        with said as materialized (
            select revision_id, indicator_id, kind, table_role, year
            from observation where region_id = any($4) and indicator_id is not null
        )
        select distinct indicator_id as "indicator_id!"
        from said join revision on revision.id = said.revision_id
        where in_release(release_from, release_to, $1) and revision.kind = 'plan' and revision.region_id = any($4)
          and period_start = $2 and period_end = $3
          and case said.kind
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
