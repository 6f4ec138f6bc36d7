//! The bytes of the files of a release.

use super::descriptor::{self, Package};
use super::error::ExportError;
use super::indicator::Indicator;
use super::plan::Plan;
use super::region::Region;
use super::stream::{BATCH, observations};
use crate::domain::lang::Lang;
use crate::format::{About, Format, Table, csv};
use crate::store::Snapshot;
use futures_util::stream::{self, BoxStream, StreamExt};
use sqlx::PgPool;
use std::sync::Arc;

/// The bytes of a file, piece by piece.
pub type ByteStream = BoxStream<'static, Result<Vec<u8>, ExportError>>;

/// The origin of a file of a release. `file` is the last part of its address.
pub fn about(snapshot: &Snapshot, name: &'static str, file: &str, lang: Lang) -> About {
    About::of_release(snapshot.release.id, snapshot.release.created_at, name, file, lang)
}

/// Writes one of the [`FILES`](super::files::FILES) of a release.
///
/// # Errors
/// The database does not answer. Later errors are in the stream and end it.
pub async fn file(
    db: &PgPool,
    snapshot: &Arc<Snapshot>,
    about: About,
    format: Format,
) -> Result<ByteStream, ExportError> {
    let table = match about.name {
        "regions" => Table::of(&Region::all(db, snapshot).await?, about.release),
        "indicators" => Table::of(&Indicator::all_with_regions(db, snapshot).await?, about.release),
        "plans" => Table::of(&Plan::all(db, snapshot).await?, about.release),
        _ => {
            let pieces = observations(db, snapshot, about, format, BATCH);
            return Ok(pieces.await?.boxed());
        }
    };
    // One line for each region, indicator or plan, so the file is always small.
    Ok(stream::iter([csv::document(&table, false).map_err(ExportError::from)]).boxed())
}

/// The descriptor of a release.
///
/// # Errors
/// The database does not answer.
pub async fn descriptor(
    db: &PgPool,
    snapshot: &Snapshot,
    lang: Lang,
) -> Result<Package, ExportError> {
    let plans = Plan::all(db, snapshot).await?;
    let about = about(snapshot, "datapackage", "datapackage.json", lang);
    Ok(descriptor::of(&about, &plans))
}
