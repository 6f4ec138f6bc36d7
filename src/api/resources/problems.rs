//! `/v1/problems`: the pages that the `type` of a problem names.

use crate::api::address::PublicAddress;
use crate::api::ask::names;
use crate::api::ask::parameters::NoQuery;
use crate::api::ask::query::{Id, PlainQuery};
use crate::api::contract::responses::{ItemProblems, Problems};
use crate::api::problem;
use crate::api::problem::ApiError;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// The explanation of a kind of problem.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemType {
    /// The `type` of such a problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/unknown-parameter")]
    pub kind: String,
    /// Its HTTP status.
    #[schema(example = 400)]
    pub status: u16,
    /// A line.
    #[schema(example = "Unknown parameter")]
    pub title: String,
    /// What happened and what to do.
    pub about: String,
}

impl ProblemType {
    fn of(kind: &problem::Kind, lang: Lang, address: &PublicAddress) -> Self {
        Self {
            kind: address.path(&format!("/problems/{}", kind.slug)),
            status: kind.status.as_u16(),
            title: kind.title.of(lang).to_owned(),
            about: kind.about.of(lang).to_owned(),
        }
    }
}

/// Every kind of problem.
///
/// Titles and explanations in `lang`, English where it is left out.
#[utoipa::path(
    get, path = "/problems", tag = "service", operation_id = "listProblemTypes",
    responses((status = 200, description = "By status", body = [ProblemType]), Problems),
)]
pub(crate) async fn list_problems(
    address: Option<Extension<PublicAddress>>,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Json<Vec<ProblemType>> {
    let lang = lang.unwrap_or(Lang::En);
    let address = address.map(|Extension(address)| address).unwrap_or_default();
    Json(problem::KINDS.iter().map(|kind| ProblemType::of(kind, lang, &address)).collect())
}

/// One kind of problem.
///
/// In `lang`, English where it is left out.
#[utoipa::path(
    get, path = "/problems/{slug}", tag = "service", operation_id = "getProblemType",
    params(("slug" = String, Path, description = "Last part of the `type` address", example = "unknown-parameter")),
    responses((status = 200, description = "The kind", body = ProblemType), ItemProblems),
)]
pub(crate) async fn get_problem(
    Id(slug): Id,
    address: Option<Extension<PublicAddress>>,
    PlainQuery { lang, .. }: PlainQuery<NoQuery>,
) -> Result<Json<ProblemType>, ApiError> {
    let lang = lang.unwrap_or(Lang::En);
    let address = address.map(|Extension(address)| address).unwrap_or_default();
    let kind = problem::KINDS.iter().find(|kind| kind.slug == slug);
    kind.map(|kind| Json(ProblemType::of(kind, lang, &address))).ok_or_else(|| ApiError::NotFound {
        what: Text::of("kind of problem", "问题类型"),
        nearest: names::nearest(&slug, problem::KINDS.iter().map(|kind| kind.slug)),
        id: slug,
    })
}
