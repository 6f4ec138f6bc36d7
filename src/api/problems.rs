//! What the `type` address of a problem leads to.

use super::document::{ItemProblems, Problems};
use super::names;
use super::problem::{self, ApiError};
use super::query::{Id, NoQuery, PlainQuery};
use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// A kind of problem, explained.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemType {
    /// The address problems name as their `type`.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown-parameter")]
    pub kind: String,
    /// The HTTP status it comes with.
    #[schema(example = 400)]
    pub status: u16,
    #[schema(example = "Unknown parameter")]
    pub title: String,
    /// What happened and what to do.
    pub about: String,
}

impl From<&problem::Kind> for ProblemType {
    fn from(kind: &problem::Kind) -> Self {
        Self {
            kind: format!("/problems/{}", kind.slug),
            status: kind.status.as_u16(),
            title: kind.title.to_owned(),
            about: kind.about.to_owned(),
        }
    }
}

/// Every kind of problem.
#[utoipa::path(
    get, path = "/problems", tag = "service", operation_id = "listProblemTypes",
    responses((status = 200, description = "By status", body = [ProblemType]), Problems),
)]
pub(crate) async fn list_problems(_: PlainQuery<NoQuery>) -> Json<Vec<ProblemType>> {
    Json(problem::KINDS.iter().map(ProblemType::from).collect())
}

/// One kind of problem.
#[utoipa::path(
    get, path = "/problems/{slug}", tag = "service", operation_id = "getProblemType",
    params(("slug" = String, Path, description = "Last part of the `type` address", example = "unknown-parameter")),
    responses((status = 200, description = "The kind", body = ProblemType), ItemProblems),
)]
pub(crate) async fn get_problem(
    Id(slug): Id,
    _: PlainQuery<NoQuery>,
) -> Result<Json<ProblemType>, ApiError> {
    let kind = problem::KINDS.iter().find(|kind| kind.slug == slug);
    kind.map(|kind| Json(kind.into())).ok_or_else(|| ApiError::NotFound {
        what: "kind of problem",
        nearest: names::nearest(&slug, problem::KINDS.iter().map(|kind| kind.slug)),
        id: slug,
    })
}
