//! `/v1/releases/{id}/…`: a whole release as files, streamed, with a Data Package descriptor.
//!
//! Each file belongs to one release, so it never changes. Observations are read plan by plan
//! ([`observations`]) and sent as they are written: memory does not grow with the release, and a client that
//! goes away ends the work, for nothing is read that nobody takes.

use super::{indicators, plans, regions};
use crate::api::answer::file_name;
use crate::api::app::App;
use crate::api::ask::params::Params;
use crate::api::ask::query::{Asked, FromQuery, Id, Query};
use crate::api::contract::ItemProblems;
use crate::api::format::{About, Format, Table, csv};
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshot;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, BoxStream, StreamExt};
use sqlx::PgPool;
use std::sync::Arc;

mod describe;
pub mod observations;
pub mod package;

/// Nothing can be asked of a file: its name says what it is.
#[derive(Debug)]
pub struct FileQuery;

impl FromQuery for FileQuery {
    fn from_query(_: &mut Params<'_>) -> Self {
        Self
    }
}

/// The tables of a release: name, and the formats each is had in.
pub const FILES: &[(&str, &[Format])] = &[
    ("observations", &[Format::Csv, Format::Parquet]),
    ("regions", &[Format::Csv]),
    ("indicators", &[Format::Csv]),
    ("plans", &[Format::Csv]),
];

/// The request, where its path names a release there is.
fn of_release(id: String, asked: Asked) -> Result<Asked, ApiError> {
    if asked.snapshot.release.id.to_string() == id {
        return Ok(asked);
    }
    Err(ApiError::NotFound { what: Text::of("release", "版本"), id, nearest: None })
}

/// The bytes of a file, piece by piece.
pub type Pieces = BoxStream<'static, Result<Vec<u8>, ApiError>>;

/// Writes one of the [`FILES`] of a release.
///
/// # Errors
/// The database does not answer; later ones are in the pieces, which end with them.
pub async fn contents(
    db: &PgPool,
    snapshot: &Arc<Snapshot>,
    about: About,
    format: Format,
) -> Result<Pieces, ApiError> {
    let table = match about.name {
        "regions" => Table::of(&regions::everything(db, snapshot).await?, about.release),
        "indicators" => Table::of(&indicators::everything(db, snapshot).await?, about.release),
        "plans" => Table::of(&plans::everything(db, snapshot).await?, about.release),
        _ => {
            let pieces = observations::stream(db, snapshot, about, format, observations::BATCH);
            return Ok(pieces.await?.boxed());
        }
    };
    // A line for each region, indicator or plan: small whatever the release.
    Ok(stream::iter([csv::document(&table, false)]).boxed())
}

/// The descriptor of a release.
///
/// # Errors
/// The database does not answer.
pub async fn package(
    db: &PgPool,
    snapshot: &Snapshot,
    lang: Lang,
) -> Result<package::Package, ApiError> {
    let plans = plans::everything(db, snapshot).await?;
    let about = About::of_release(&snapshot.release, "datapackage", "datapackage.json", lang);
    Ok(package::of(&about, &plans))
}

/// A file as an answer, named by its release.
async fn file(
    app: &App,
    id: String,
    asked: Asked,
    name: &'static str,
    format: Format,
) -> Result<Response, ApiError> {
    let Asked { snapshot, lang, .. } = of_release(id, asked)?;
    let path = format!("{name}.{}", format.extension());
    let about = About::of_release(&snapshot.release, name, &path, lang);
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    if let Some(name) = file_name(name, snapshot.release.id, format.extension()) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    let pieces = contents(&app.db, &snapshot, about, format).await?;
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A release as a Data Package.
///
/// The descriptor ([Frictionless](https://specs.frictionlessdata.io/tabular-data-package/)) of a whole release: its
/// files, the columns of each with type and meaning, keys, licence and sources. Paths are relative to its own address.
#[utoipa::path(
    get, path = "/v1/releases/{id}/datapackage.json", tag = "releases", operation_id = "getDataPackage",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The descriptor", body = package::Package), ItemProblems),
)]
pub(crate) async fn get_package(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Json<package::Package>, ApiError> {
    let Asked { snapshot, lang, .. } = of_release(id, asked)?;
    Ok(Json(package(&app.db, &snapshot, lang).await?))
}

/// Every target and actual of a release, as CSV.
///
/// The columns of `/v1/targets`; by region, plan, kind, line and id. Streamed.
#[utoipa::path(
    get, path = "/v1/releases/{id}/observations.csv", tag = "releases", operation_id = "downloadObservationsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn observations_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Response, ApiError> {
    file(&app, id, asked, "observations", Format::Csv).await
}

/// Every target and actual of a release, as Parquet.
///
/// The same rows and columns as `observations.csv`, typed. Streamed.
#[utoipa::path(
    get, path = "/v1/releases/{id}/observations.parquet", tag = "releases",
    operation_id = "downloadObservationsParquet",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((Vec<u8> = "application/vnd.apache.parquet"))),
        ItemProblems),
)]
pub(crate) async fn observations_parquet(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Response, ApiError> {
    file(&app, id, asked, "observations", Format::Parquet).await
}

/// The regions of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/regions.csv", tag = "releases", operation_id = "downloadRegionsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn regions_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Response, ApiError> {
    file(&app, id, asked, "regions", Format::Csv).await
}

/// The indicators of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/indicators.csv", tag = "releases", operation_id = "downloadIndicatorsCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn indicators_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Response, ApiError> {
    file(&app, id, asked, "indicators", Format::Csv).await
}

/// The plans of a release, as CSV.
#[utoipa::path(
    get, path = "/v1/releases/{id}/plans.csv", tag = "releases", operation_id = "downloadPlansCsv",
    params(("id" = i32, Path, description = "Number of a release", example = 1)),
    responses((status = 200, description = "The file", content((String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn plans_csv(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<FileQuery>,
) -> Result<Response, ApiError> {
    file(&app, id, asked, "plans", Format::Csv).await
}
