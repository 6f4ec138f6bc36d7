//! `/v1/releases/{id}/…`: a whole release as files, streamed, with a Data Package descriptor.

use crate::api::answer::file_name;
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::declare::{FromQuery, ParameterDeclaration, Part, QueryParameter};
use crate::api::ask::query::{Id, Query};
use crate::api::ask::reader::QueryReader;
use crate::api::contract::responses::{FileProblems, ItemProblems};
use crate::api::http::ranges::FileRequest;
use crate::api::problem::ApiError;
use crate::domain::text::Text;
use crate::export::contents;
use crate::export::descriptor::Package;
use crate::format::Format;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// The query of a file, which has no parameters of its own.
#[derive(Debug)]
pub struct FileQuery;

impl Part for FileQuery {
    type Value = Self;

    fn read(_: &mut QueryReader<'_>, _: &'static str) -> Self {
        Self
    }

    fn declare(_: QueryParameter, _: &mut Vec<ParameterDeclaration>) {}
}

impl FromQuery for FileQuery {}

/// The request, where its path names an existing release.
fn of_release(id: String, context: RequestContext) -> Result<RequestContext, ApiError> {
    if context.snapshot.release.id.to_string() == id {
        return Ok(context);
    }
    Err(ApiError::NotFound { what: Text::of("release", "版本"), id, nearest: None })
}

/// A file as an answer, named by its release.
async fn file(
    app: &App,
    id: String,
    context: RequestContext,
    request: FileRequest,
    name: &'static str,
    format: Format,
) -> Result<Response, ApiError> {
    let RequestContext { snapshot, lang, .. } = of_release(id, context)?;
    let path = format!("{name}.{}", format.extension());
    let about = contents::about(&snapshot, name, &path, lang);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    if let Some(name) = file_name(name, snapshot.release.id, format.extension()) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    let write = async || Ok(contents::file(&app.db, &snapshot, about.clone(), format).await?);
    request.answer(headers, write).await
}

/// A release as a Data Package.
///
/// The descriptor ([Frictionless](https://specs.frictionlessdata.io/tabular-data-package/)) of a whole release: its
/// files, the columns of each with type and meaning, keys, licence and sources. Paths are relative to its own address.
#[utoipa::path(
    get, path = "/v1/releases/{id}/datapackage.json", tag = "releases", operation_id = "getDataPackage",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The descriptor", body = Package), ItemProblems),
)]
pub(crate) async fn get_package(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
) -> Result<Json<Package>, ApiError> {
    let RequestContext { snapshot, lang, .. } = of_release(id, context)?;
    Ok(Json(contents::descriptor(&app.db, &snapshot, lang).await?))
}

/// Every target and actual of a release, as CSV.
///
/// The columns of `/v1/targets`; by region, plan, kind, line and id. Streamed.
#[utoipa::path(
    get, path = "/v1/releases/{id}/observations.csv", tag = "releases", operation_id = "downloadObservationsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))),
        (status = 206, description = "The part of it that `Range` names", content((String = "text/csv"))), FileProblems),
)]
pub(crate) async fn observations_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
    request: FileRequest,
) -> Result<Response, ApiError> {
    file(&app, id, context, request, "observations", Format::Csv).await
}

/// Every target and actual of a release, as Parquet.
///
/// The same rows and columns as `observations.csv`, typed. Streamed.
#[utoipa::path(
    get, path = "/v1/releases/{id}/observations.parquet", tag = "releases",
    operation_id = "downloadObservationsParquet",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((Vec<u8> = "application/vnd.apache.parquet"))),
        (status = 206, description = "The part of it that `Range` names", content((Vec<u8> = "application/vnd.apache.parquet"))),
        FileProblems),
)]
pub(crate) async fn observations_parquet(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
    request: FileRequest,
) -> Result<Response, ApiError> {
    file(&app, id, context, request, "observations", Format::Parquet).await
}

/// The regions of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/regions.csv", tag = "releases", operation_id = "downloadRegionsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))),
        (status = 206, description = "The part of it that `Range` names", content((String = "text/csv"))), FileProblems),
)]
pub(crate) async fn regions_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
    request: FileRequest,
) -> Result<Response, ApiError> {
    file(&app, id, context, request, "regions", Format::Csv).await
}

/// The indicators of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/indicators.csv", tag = "releases", operation_id = "downloadIndicatorsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))),
        (status = 206, description = "The part of it that `Range` names", content((String = "text/csv"))), FileProblems),
)]
pub(crate) async fn indicators_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
    request: FileRequest,
) -> Result<Response, ApiError> {
    file(&app, id, context, request, "indicators", Format::Csv).await
}

/// The plans of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/plans.csv", tag = "releases", operation_id = "downloadPlansCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))),
        (status = 206, description = "The part of it that `Range` names", content((String = "text/csv"))), FileProblems),
)]
pub(crate) async fn plans_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { context, .. }: Query<FileQuery>,
    request: FileRequest,
) -> Result<Response, ApiError> {
    file(&app, id, context, request, "plans", Format::Csv).await
}
