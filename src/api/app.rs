//! The state that every handler shares: the database, the limits, the releases and answers in memory.

use crate::api::address::PublicAddress;
use crate::api::cache::AnswerCache;
use crate::api::lengths::FileLengths;
use crate::api::metrics::Metrics;
use crate::api::problem::ApiError;
use crate::api::snapshot::Snapshots;
use crate::config;
use crate::domain::text::Text;
use crate::store::{Snapshot, StatementCache};
use sqlx::PgPool;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Cells of a comparison that is a large answer. Computing 10,000 cells takes about 60 MB.
const LARGE: usize = 2500;
/// Large answers that are computed at once.
const LARGE_AT_ONCE: usize = 2;

/// The state of the service. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    /// A pool that can only read.
    pub db: PgPool,
    /// Limits on requests.
    pub limits: Arc<config::Limits>,
    /// The newest release and those requested lately.
    pub snapshots: Arc<Snapshots>,
    /// Answers kept in memory.
    pub answers: Arc<AnswerCache>,
    /// The counters of the service.
    pub metrics: Arc<Metrics>,
    /// Whether the server is stopping.
    pub stopping: Arc<AtomicBool>,
    /// The lengths of the files of releases.
    pub lengths: Arc<FileLengths>,
    /// The threads that compute answers; `None` where those that serve connections do.
    pub compute: Option<Handle>,
    /// The places of large answers that are computed.
    pub large_answers: Arc<Semaphore>,
    /// The configured address of the service; `None` where it is not configured.
    pub public_address: Option<PublicAddress>,
    /// Whether somebody sees the spans of requests.
    pub exports_traces: bool,
}

impl App {
    /// An application over a pool that can only read.
    pub fn new(db: PgPool, limits: config::Limits) -> Self {
        let answers = Arc::new(AnswerCache::new(limits.cache));
        Self {
            db,
            snapshots: Arc::new(Snapshots::keeping(StatementCache::new(limits.statement_cache))),
            limits: Arc::new(limits),
            answers,
            metrics: Arc::default(),
            stopping: Arc::default(),
            lengths: Arc::default(),
            compute: None,
            large_answers: Arc::new(Semaphore::new(LARGE_AT_ONCE)),
            public_address: None,
            exports_traces: false,
        }
    }

    /// The same, with spans that are exported.
    #[must_use]
    pub fn exporting_traces(self, exports_traces: bool) -> Self {
        Self { exports_traces, ..self }
    }

    /// The same, known by a public address.
    #[must_use]
    pub fn known_by(self, public_address: Option<PublicAddress>) -> Self {
        Self { public_address, ..self }
    }

    /// The same, with counters that others count in too.
    #[must_use]
    pub fn counting_in(self, metrics: Arc<Metrics>) -> Self {
        Self { metrics, ..self }
    }

    /// The same, with answers computed on the threads of another runtime.
    #[must_use]
    pub fn computing_on(self, compute: Handle) -> Self {
        Self { compute: Some(compute), ..self }
    }

    /// Waits until an answer of so many cells may be computed, and until few others of its size are. The result is held
    /// until the answer was written; `None` for a small answer, which does not wait.
    pub async fn room_for(&self, cells: usize) -> Option<Arc<OwnedSemaphorePermit>> {
        if cells < LARGE {
            return None;
        }
        Arc::clone(&self.large_answers).acquire_owned().await.ok().map(Arc::new)
    }

    /// The newest release and its catalogue.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn snapshot(&self) -> Result<Arc<Snapshot>, ApiError> {
        self.snapshots.newest(&self.db).await
    }

    /// Whether the service can answer, from what the watcher of releases knows; `None` where no watcher was
    /// started. The database is not asked.
    ///
    /// # Errors
    /// The server stops, or the watcher has no release to answer from; the text says why.
    pub fn readiness(&self) -> Result<Option<Arc<Snapshot>>, Text> {
        if self.stopping.load(Ordering::Relaxed) {
            return Err(Text::of("the server is stopping", "服务器正在停止"));
        }
        self.snapshots.readiness()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn few_large_answers_are_computed_at_once_and_small_ones_do_not_wait() {
        let db = PgPool::connect_lazy("postgres://nobody@127.0.0.1:9/none").unwrap();
        let app = App::new(db, config::Limits::default());
        let held = [app.room_for(LARGE).await, app.room_for(LARGE).await];
        assert!(held.iter().all(Option::is_some));
        assert!(app.room_for(LARGE - 1).await.is_none());
        let third = timeout(Duration::from_millis(50), app.room_for(LARGE));
        assert!(third.await.is_err(), "it waits");
        drop(held);
        assert!(app.room_for(LARGE).await.is_some());
    }
}
