//! Releases: creating them and finding the one for an answer.

use super::database::Result;
use chrono::{DateTime, Utc};
use sqlx::{PgConnection, PgExecutor};

/// One immutable state of the data set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// 1, 2, 3, … without gaps.
    pub id: i32,
    pub created_at: DateTime<Utc>,
    /// SHA-256 of the content of all its plans and of the catalogue.
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

/// Waits until no other load runs, and makes other loads wait until the transaction ends.
///
/// # Errors
/// Those of the database.
pub async fn lock(transaction: &mut PgConnection) -> Result<()> {
    // The key of the lock is "plan" in ASCII; nothing else in the database uses it.
    sqlx::query!("select pg_advisory_xact_lock(1886151022)").execute(transaction).await?;
    Ok(())
}

/// A release about to be made; its id is the next one.
#[derive(Debug, Clone, Copy)]
pub struct NewRelease<'r> {
    pub content_sha256: &'r str,
    pub catalog_sha256: &'r str,
    pub plans: i32,
    pub targets: i32,
    pub actuals: i32,
    /// Quality of the reading of its plans, as JSON; see [`crate::evaluate::quality::Quality`].
    pub quality: &'r str,
}

/// Makes the next release and returns its id. The caller must have `lock`, because two loads would take the
/// same id.
///
/// # Errors
/// Those of the database.
pub async fn insert(db: impl PgExecutor<'_>, new: NewRelease<'_>) -> Result<i32> {
    sqlx::query_scalar!(
        "
        insert into release (id, content_sha256, catalog_sha256, plans, targets, actuals, quality)
        select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6 from release
        returning id
        ",
        new.content_sha256,
        new.catalog_sha256,
        new.plans,
        new.targets,
        new.actuals,
        new.quality
    )
    .fetch_one(db)
    .await
}

/// Quality of the reading of the plans of a release, as JSON; `None` where it was not stored or the
/// release does not exist.
///
/// # Errors
/// Those of the database.
pub async fn quality(db: impl PgExecutor<'_>, id: i32) -> Result<Option<String>> {
    let kept = sqlx::query_scalar!("select quality from release where id = $1", id);
    Ok(kept.fetch_optional(db).await?.flatten())
}

/// The changes of a release to the previous one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changes {
    /// Whether the catalogue changed.
    pub catalog_changed: bool,
    pub plans_added: i32,
    pub plans_changed: i32,
    pub plans_removed: i32,
    /// Observations.
    pub added: i32,
    pub changed: i32,
    pub withdrawn: i32,
}

/// Stores what a release changed.
///
/// # Errors
/// Those of the database.
pub async fn write_changes(db: impl PgExecutor<'_>, id: i32, changes: Changes) -> Result<()> {
    sqlx::query!(
        "
        insert into release_change (release_id, catalog_changed, plans_added, plans_changed, plans_removed,
                                    added, changed, withdrawn)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        ",
        id,
        changes.catalog_changed,
        changes.plans_added,
        changes.plans_changed,
        changes.plans_removed,
        changes.added,
        changes.changed,
        changes.withdrawn
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A release and what it changed.
#[derive(Debug, Clone)]
pub struct ReleaseSummary {
    pub id: i32,
    pub created_at: DateTime<Utc>,
    pub content_sha256: String,
    pub catalog_sha256: String,
    pub plans: i32,
    pub targets: i32,
    pub actuals: i32,
    pub catalog_changed: bool,
    pub plans_added: i32,
    pub plans_changed: i32,
    pub plans_removed: i32,
    pub added: i32,
    pub changed: i32,
    pub withdrawn: i32,
}

/// Releases `first..=last`, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn described(
    db: impl PgExecutor<'_>,
    first: i32,
    last: i32,
) -> Result<Vec<ReleaseSummary>> {
    sqlx::query_as!(
        ReleaseSummary,
        "
        select id, created_at, content_sha256, catalog_sha256, plans, targets, actuals, catalog_changed,
               plans_added, plans_changed, plans_removed, added, changed, withdrawn
        from release join release_change on release_id = id
        where id between $1 and $2
        order by id desc
        ",
        first,
        last
    )
    .fetch_all(db)
    .await
}

/// The channel on which a new release is announced.
pub(super) const CHANNEL: &str = "plan_targets_release";

/// Announces a new release to all listeners when the transaction commits.
///
/// # Errors
/// Those of the database.
pub async fn announce(db: impl PgExecutor<'_>, id: i32) -> Result<()> {
    sqlx::query!("select pg_notify($1, $2)", CHANNEL, id.to_string()).execute(db).await?;
    Ok(())
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
