//! The state of the data set that a request is answered from.

use super::problem::ApiError;
use crate::catalog::Catalog;
use crate::store;
use crate::store::release::Release;
use sqlx::PgPool;
use std::sync::{Arc, Mutex, PoisonError};

/// A release and the catalogues it was made with.
#[derive(Debug)]
pub struct Snapshot {
    pub release: Release,
    pub catalog: Arc<Catalog>,
}

/// The newest snapshot; the catalogues are read again only when a load has changed them.
#[derive(Debug, Default)]
pub struct Newest(Mutex<Option<Arc<Snapshot>>>);

impl Newest {
    /// The newest release, asked of the database each time.
    ///
    /// # Errors
    /// The database does not answer, or holds no release yet.
    pub async fn get(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        let release = store::release::current(db).await?.ok_or_else(|| {
            ApiError::Unavailable(
                "no release has been loaded yet: run `plan-targets ingest`".to_owned(),
            )
        })?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.as_ref().filter(|known| known.release == release) {
            return Ok(Arc::clone(known));
        }
        let catalog = match known {
            Some(known) if known.release.catalog_sha256 == release.catalog_sha256 => {
                Arc::clone(&known.catalog)
            }
            _ => Arc::new(store::catalog::version(db, &release.catalog_sha256).await?),
        };
        let snapshot = Arc::new(Snapshot { release, catalog });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&snapshot));
        Ok(snapshot)
    }
}

/// The state of an older release.
///
/// # Errors
/// The database does not answer, or holds no such release.
pub async fn older(db: &PgPool, id: i32) -> Result<Snapshot, ApiError> {
    let release = store::release::one(db, id).await?.ok_or_else(|| ApiError::NotFound {
        what: "release",
        id: id.to_string(),
        nearest: None,
    })?;
    let catalog = Arc::new(store::catalog::version(db, &release.catalog_sha256).await?);
    Ok(Snapshot { release, catalog })
}
