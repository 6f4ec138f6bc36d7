//! Counts of a release.

use super::database::Result;
use sqlx::{PgExecutor, PgPool};

/// Everything that is counted over a whole release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseCounts {
    /// Equal combinations together: at most a few thousand.
    pub tallies: Vec<ObservationCount>,
    /// In their order.
    pub periods: Vec<Period>,
    pub sizes: Sizes,
}

impl ReleaseCounts {
    /// The counts of a release.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read(db: &PgPool, release: i32) -> Result<Self> {
        Ok(Self {
            tallies: tallies(db, release).await?,
            periods: periods(db, release).await?,
            sizes: sizes(db, release).await?,
        })
    }
}

/// Observations of one kind, indicator and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObservationCount {
    /// `target` or `actual`.
    pub kind: String,
    /// Null where the catalogue has none.
    pub indicator_id: Option<String>,
    pub period_start: i32,
    pub period_end: i32,
    pub observations: i64,
    /// First year of them; null where none has a year.
    pub year_first: Option<i32>,
    pub year_last: Option<i32>,
}

/// All observations of a release, equal combinations together: at most a few thousand rows.
async fn tallies(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<ObservationCount>> {
    sqlx::query_as!(
        ObservationCount,
        r#"
        select kind, indicator_id, period_start, period_end,
               sum(observations)::bigint as "observations!", min(year) as year_first, max(year) as year_last
        from availability_total
        where in_release(release_from, release_to, $1) and of_plans
        group by 1, 2, 3, 4
        order by 3, 4, 1, 2
        "#,
        release
    )
    .fetch_all(db)
    .await
}

/// What states the targets of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub first: i32,
    pub last: i32,
    pub plans: i64,
    /// Regions with a later plan that reviews it.
    pub reviewed: i64,
    /// Regions with a document of another kind that looks ahead to its last year.
    pub outlooks: i64,
}

/// The periods that plans are for or review, and those of five years that other documents look ahead to the end of, in
/// order. A plan ends in a year that five divides, so other years are no end of a period.
///
/// # Errors
/// Those of the database.
async fn periods(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<Period>> {
    sqlx::query_as!(
        Period,
        r#"
        with loaded as (
            select id, region_id, plan_id, kind, period_start, period_end, promises_start, promises_end
            from revision where in_release(release_from, release_to, $1)
        ), stated as (
            select period_start as first, period_end as last, plan_id as plan, null as reviewed, null as outlook
            from loaded where kind = 'plan'
            union all
            select plan_table.period_start, plan_table.period_end, null, region_id, null
            from loaded join plan_table on plan_table.revision_id = loaded.id and role = 'review'
            where kind = 'plan'
              and exists (select from table_row where table_row.revision_id = loaded.id and table_id = plan_table.id)
            union all
            select promises_end - 4, promises_end, null, null, region_id
            from loaded where kind <> 'plan' and promises_start < promises_end and promises_end % 5 = 0
        )
        select first as "first!", last as "last!", count(distinct plan) as "plans!", count(distinct reviewed) as "reviewed!",
               count(distinct outlook) as "outlooks!"
        from stated
        group by 1, 2
        order by 1, 2
        "#,
        release
    )
    .fetch_all(db)
    .await
}

/// Regions that have a plan, and documents whose whole text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    pub regions: i64,
    pub texts: i64,
}

/// How many regions and texts a release has.
///
/// # Errors
/// Those of the database.
async fn sizes(db: impl PgExecutor<'_>, release: i32) -> Result<Sizes> {
    sqlx::query_as!(
        Sizes,
        r#"
        select count(distinct region_id) as "regions!", count(distinct whole.document_sha256) as "texts!"
        from revision
        left join document_text whole
            on whole.document_sha256 = revision.document_sha256 and whole.release_from <= $1
        where in_release(revision.release_from, revision.release_to, $1)
        "#,
        release
    )
    .fetch_one(db)
    .await
}
