//! A whole release, read document by document, so that the size of the data set limits no statement
//! and no list.

use super::columns::{OF_REVISION, ObservationRow, observation};
use super::database::Result;
use sqlx::{PgExecutor, QueryBuilder};

/// A document of a release, for a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    pub revision_id: i32,
    /// Targets and actuals in it.
    pub rows: i32,
}

/// The documents of a release, by region and period: a few bytes for each.
///
/// # Errors
/// Those of the database.
pub async fn parts(db: impl PgExecutor<'_>, release: i32) -> Result<Vec<Part>> {
    sqlx::query_as!(
        Part,
        r#"
        select id as revision_id, targets + actuals as "rows!"
        from revision
        where in_release(release_from, release_to, $1)
        order by region_id collate "C", period_start, period_end, document_id collate "C"
        "#,
        release
    )
    .fetch_all(db)
    .await
}

/// Every observation of these documents: documents in the order given, in each the actuals and then the targets, by
/// line and id.
///
/// # Errors
/// Those of the database.
pub async fn rows(db: impl PgExecutor<'_>, revisions: &[i32]) -> Result<Vec<ObservationRow>> {
    let mut query = QueryBuilder::new("select ");
    query.push(observation("o")).push(", ").push(OF_REVISION).push(" from unnest(");
    query.push_bind(revisions).push(
        "::integer[]) with ordinality as part (revision_id, place)
         join revision on revision.id = part.revision_id
         join observation o on o.revision_id = part.revision_id
         order by part.place, o.kind collate \"C\", o.line, o.id",
    );
    query.build_query_as().fetch_all(db).await
}
