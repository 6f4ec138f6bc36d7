//! The bytes of the files of a release.

use super::observations;
use super::package::{self, Package};
use crate::api::problem::ApiError;
use crate::api::resources::{indicators, plans, regions};
use crate::api::snapshot::Snapshot;
use crate::domain::lang::Lang;
use crate::format::{About, Format, Table, csv};
use futures_util::stream::{self, BoxStream, StreamExt};
use sqlx::PgPool;
use std::sync::Arc;

/// The bytes of a file, piece by piece.
pub type Pieces = BoxStream<'static, Result<Vec<u8>, ApiError>>;

/// Writes one of the [`FILES`](super::files::FILES) of a release.
///
/// # Errors
/// The database does not answer; later ones are in the pieces, which end with them.
pub async fn file(
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
    Ok(stream::iter([csv::document(&table, false).map_err(ApiError::from)]).boxed())
}

/// The descriptor of a release.
///
/// # Errors
/// The database does not answer.
pub async fn descriptor(db: &PgPool, snapshot: &Snapshot, lang: Lang) -> Result<Package, ApiError> {
    let plans = plans::everything(db, snapshot).await?;
    let about = About::of_release(
        snapshot.release.id,
        snapshot.release.created_at,
        "datapackage",
        "datapackage.json",
        lang,
    );
    Ok(package::of(&about, &plans))
}
