//! Releases: which there are and which one answers.

use super::Result;
use chrono::{DateTime, Utc};
use sqlx::PgExecutor;

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
