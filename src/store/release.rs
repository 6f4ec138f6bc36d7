//! Releases: which there are and which one answers.

use super::Result;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// One immutable state of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// 1, 2, 3, … without gaps.
    pub id: i32,
    pub created_at: DateTime<Utc>,
    /// Of the content of all its plans and of the catalogue.
    pub content_sha256: String,
    /// Key of the catalogues it was made with.
    pub catalog_sha256: String,
    /// Plans in it, changed by it or not.
    pub plans: i32,
    /// Observations of kind target.
    pub targets: i32,
    /// Observations of kind actual.
    pub actuals: i32,
}

/// The newest release; `None` before the first load.
///
/// # Errors
/// Those of the database.
pub async fn current(db: impl PgExecutor<'_>) -> Result<Option<Release>> {
    sqlx::query_as!(
        Release,
        "
        select id, created_at, content_sha256, catalog_sha256, plans, targets, actuals
        from release order by id desc limit 1
        "
    )
    .fetch_optional(db)
    .await
}

/// Waits until no other load is under way, and keeps others waiting until the transaction ends.
///
/// # Errors
/// Those of the database.
pub async fn lock(transaction: &mut PgConnection) -> Result<()> {
    // The number is this program's own, "plan" in ASCII; it means nothing else in the database.
    sqlx::query!("select pg_advisory_xact_lock(1886151022)").execute(transaction).await?;
    Ok(())
}

/// A release about to be made; its id is the next one.
#[derive(Debug, Clone, Copy)]
pub struct New<'r> {
    pub content_sha256: &'r str,
    pub catalog_sha256: &'r str,
    pub plans: i32,
    pub targets: i32,
    pub actuals: i32,
}

/// Makes the next release and returns its id. Only under `lock`: two would take the same id.
///
/// # Errors
/// Those of the database.
pub async fn insert(db: impl PgExecutor<'_>, new: New<'_>) -> Result<i32> {
    sqlx::query_scalar!(
        "
        insert into release (id, content_sha256, catalog_sha256, plans, targets, actuals)
        select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5 from release
        returning id
        ",
        new.content_sha256,
        new.catalog_sha256,
        new.plans,
        new.targets,
        new.actuals
    )
    .fetch_one(db)
    .await
}

/// A release by its id; `None` where there is none.
///
/// # Errors
/// Those of the database.
pub async fn one(db: impl PgExecutor<'_>, id: i32) -> Result<Option<Release>> {
    sqlx::query_as!(
        Release,
        "
        select id, created_at, content_sha256, catalog_sha256, plans, targets, actuals
        from release where id = $1
        ",
        id
    )
    .fetch_optional(db)
    .await
}
