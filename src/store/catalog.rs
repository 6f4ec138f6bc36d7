//! The catalogues as a load wrote them.

use super::Result;
use crate::catalog::{Catalog, Indicator, Region};
use sqlx::PgExecutor;
use sqlx::types::Json;

/// The catalogues a release was made with, by its `catalog_sha256`.
///
/// # Errors
/// Those of the database; among them `RowNotFound` where there is no such version, and a decoding
/// error where a program with other catalogues has written it.
pub async fn version(db: impl PgExecutor<'_>, sha256: &str) -> Result<Catalog> {
    let row = sqlx::query!(
        r#"
        select regions as "regions: Json<Vec<Region>>", indicators as "indicators: Json<Vec<Indicator>>"
        from catalog_version where sha256 = $1
        "#,
        sha256,
    )
    .fetch_one(db)
    .await?;
    Ok(Catalog::of(row.regions.0, row.indicators.0, Vec::new()))
}
