//! Counts of a release.

use super::database::Result;
use sqlx::PgExecutor;

/// Observations of one kind, indicator and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
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
///
/// # Errors
/// Those of the database.
pub async fn tallies(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<Tally>> {
    sqlx::query_as!(
        Tally,
        r#"
        select counts.kind, indicator_id, counts.period_start, counts.period_end,
               sum(observations)::bigint as "observations!", min(year) as year_first, max(year) as year_last
        from availability counts
        join revision on revision.id = counts.revision_id
        where in_release(revision.release_from, revision.release_to, $1) and revision.kind = 'plan'
        group by 1, 2, 3, 4
        order by 3, 4, 1, 2
        "#,
        release
    )
    .fetch_all(db)
    .await
}

/// Plans of one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub first: i32,
    pub last: i32,
    pub plans: i64,
}

/// The periods plans are for, in order.
///
/// # Errors
/// Those of the database.
pub async fn periods(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<Period>> {
    sqlx::query_as!(
        Period,
        r#"
        select period_start as first, period_end as last, count(distinct plan_id) as "plans!"
        from revision
        where in_release(release_from, release_to, $1) and kind = 'plan'
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
pub async fn sizes(db: impl PgExecutor<'_>, release: i32) -> Result<Sizes> {
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
