//! Rows that a release does not have.

use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::names;
use crate::api::problem::ApiError;
use crate::store::versions as store;

/// The error for a row that the release does not have; it names the last release that had it.
pub(crate) async fn absent(
    app: &App,
    kind: &'static str,
    id: String,
    context: &RequestContext,
) -> ApiError {
    let release = context.snapshot.release.id;
    match store::last_with(&app.db, kind, &id, release).await {
        Ok(Some(last)) => ApiError::Withdrawn { what: names::row_kind(kind), id, release, last },
        Ok(None) => names::no_row(kind, id),
        Err(error) => error.into(),
    }
}
