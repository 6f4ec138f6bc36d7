//! Answers of `/v1` that a page contains beside its own.

use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::declare::FromQuery;
use crate::api::ask::query::{EarlyResponse, Query};
use crate::api::ask::raw_query::encoded;
use crate::api::problem::ApiError;
use axum::extract::{FromRequestParts as _, Request};

/// Reads the query of another answer, in the language and from the release of the page.
///
/// # Errors
/// Those of the query.
pub(super) async fn query<T: FromQuery>(
    app: &App,
    page: &RequestContext,
    path: &str,
    parameters: &[(&str, &str)],
) -> Result<Query<T>, ApiError> {
    let release = page.snapshot.release.id.to_string();
    let own = [("lang", page.lang.word()), ("release", release.as_str())];
    let pairs = parameters.iter().chain(&own);
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let request = Request::get(format!("{path}?{}", pairs.join("&"))).body(());
    let failed = |what: String| ApiError::Internal(format!("the query of {path}: {what}"));
    let (mut parts, ()) = request.map_err(|error| failed(error.to_string()))?.into_parts();
    Query::from_request_parts(&mut parts, app).await.map_err(|refused| match refused {
        EarlyResponse::Problem(problem) => problem,
        // The request has no conditions and no place of a kept answer.
        EarlyResponse::NotModified | EarlyResponse::Cached(_) => {
            failed("answered early".to_owned())
        }
    })
}
