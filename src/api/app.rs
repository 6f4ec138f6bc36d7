//! The state that every handler shares: the database, the limits, the releases and answers in memory.

use crate::api::cache::AnswerCache;
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
    /// Answers kept in memory.
    pub answers: Arc<AnswerCache>,
    /// The address the service is known by, as `https://example.org`, for citations; `None` where it is not configured.
    pub public_address: Option<Arc<str>>,
}

impl App {
    /// An application over a pool that can only read.
    pub fn new(db: PgPool, limits: config::Limits) -> Self {
        let answers = Arc::new(AnswerCache::new(limits.cache));
        Self { db, limits, snapshots: Arc::default(), answers, public_address: None }
    }

    /// The same, known by a public address.
    #[must_use]
    pub fn known_by(self, address: Option<&str>) -> Self {
        Self { public_address: address.map(Arc::from), ..self }
    }

    /// The newest release and its catalogue.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, ApiError> {
        self.snapshots.newest(&self.db).await
    }
}
