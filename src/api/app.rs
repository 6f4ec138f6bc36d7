//! The state that every handler shares: the database, the limits, the releases in memory.

use crate::api::problem::ApiError;
use crate::api::snapshot;
use crate::config;
use crate::store::Snapshot;
use sqlx::PgPool;
use std::sync::Arc;

/// The state of the service. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// A pool that can only read.
    pub db: PgPool,
    /// Limits on requests.
    pub limits: config::Limits,
    /// The newest release and those requested lately.
    pub snapshots: Arc<snapshot::Snapshots>,
}

impl App {
    /// An application over a pool that can only read.
    pub fn new(db: PgPool, limits: config::Limits) -> Self {
        Self { db, limits, snapshots: Arc::default() }
    }

    /// The newest release and its catalogue.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, ApiError> {
        self.snapshots.newest(&self.db).await
    }
}
