//! The input of a comparison: the plans of one period and their statements on some indicators.

use super::columns::{OF_REVISION, StatementRow, observation, year};
use super::database::Result;
use super::documents::missing_parts;
use crate::domain::{Plan, Statement};
use crate::plan::parsed::Warning;
use sqlx::types::Json;
use sqlx::{PgExecutor, QueryBuilder};

/// The plans of a release for one period, by region id. `None` for the period means the period for
/// which most of `regions` have a plan, the newest of equals; `None` for the regions means all
/// regions.
///
/// # Errors
/// Those of the database.
pub async fn plans(
    db: impl PgExecutor<'_>,
    release: i32,
    period: Option<[u16; 2]>,
    regions: Option<&[&str]>,
) -> Result<Vec<Plan>> {
    let [first, last] = period.map_or([None; 2], |period| period.map(|year| Some(i32::from(year))));
    sqlx::query!(
        r#"
        with usual as (
            select period_start, period_end from revision
            where in_release(release_from, release_to, $1) and kind = 'plan'
            group by period_start, period_end
            order by count(distinct region_id) filter (where $4::text[] is null or region_id = any($4)) desc,
                     period_end desc, period_start desc
            limit 1
        )
        select distinct on (region_id) plan_id as "plan_id!", region_id, revision.period_start, revision.period_end,
               base_year as "base_year!",
               jsonb_path_query_array(jsonb_agg(missing) over (partition by plan_id), '$[*][*]')
                   as "missing!: Json<Vec<Warning>>"
        from revision, usual
        where in_release(release_from, release_to, $1) and kind = 'plan'
          and revision.period_start = coalesce($2::int, usual.period_start)
          and revision.period_end = coalesce($3::int, usual.period_end)
        order by region_id, part nulls first, document_id
        "#,
        release,
        first,
        last,
        regions as Option<&[&str]>,
    )
    .try_map(|row| {
        Ok(Plan {
            id: row.plan_id,
            region: row.region_id,
            period: [year(row.period_start)?, year(row.period_end)?],
            base_year: year(row.base_year)?,
            missing: missing_parts(row.missing),
        })
    })
    .fetch_all(db)
    .await
}

/// All statements of the plans of these regions for one period on these indicators, by plan,
/// indicator and place in the document.
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
    // Selects the observations first, through the index on indicator and region. In a single join
    // the planner may expect few revisions and read all observations of each.
    let mut query =
        QueryBuilder::new("with said as materialized (select o.revision_id, o.position, ");
    query.push(observation("o")).push(" from observation o where o.indicator_id = any(");
    query.push_bind(indicators).push(")");
    // With many regions the index would be read once for each region, which is most of the index.
    if regions.len() <= MANY_REGIONS {
        query.push(" and o.region_id = any(").push_bind(regions).push(")");
    }
    query.push(") select said.*, ").push(OF_REVISION).push(
        ", (select title from plan_table
            where plan_table.revision_id = said.revision_id and plan_table.id = said.table_id) as table_title
         from said join revision on revision.id = said.revision_id
         where in_release(revision.release_from, revision.release_to, ",
    );
    query.push_bind(release).push(") and revision.region_id = any(").push_bind(regions);
    query.push(") and revision.period_start = ").push_bind(i32::from(period[0]));
    query.push(" and revision.period_end = ").push_bind(i32::from(period[1]));
    query.push(" and revision.kind = 'plan' order by revision.plan_id, said.indicator_id, revision.part nulls first,");
    query.push(" revision.document_id, said.position");
    let rows: Vec<StatementRow> = query.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(StatementRow::statement).collect()
}

/// With more regions than this the query filters by indicator alone.
const MANY_REGIONS: usize = 500;

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
    // Selects the observations first, as above, here through the index on the region.
    sqlx::query_scalar!(
        r#"
        with said as materialized (
            select revision_id, indicator_id, kind, table_role, year
            from observation where region_id = any($4) and indicator_id is not null
        )
        select distinct indicator_id as "indicator_id!"
        from said join revision on revision.id = said.revision_id
        where in_release(release_from, release_to, $1) and revision.kind = 'plan'
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
