//! The releases that requests are answered from.
//!
//! A load announces its commit (`NOTIFY`). [`watch`] listens for that, and also asks the database every
//! [`POLL`] in case an announcement was lost. While the watcher is connected, requests use the release it
//! knows: milliseconds behind a load, and at most [`POLL`] plus [`PATIENCE`]. While it is not, each request
//! asks the database for the newest release.

use super::problem::ApiError;
use crate::domain::text::Text;
use crate::store::news::News;
use crate::store::release::Release;
use crate::store::{self, NewsSource, Snapshot};
use sqlx::PgPool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// Releases kept in memory beside the newest. Releases with equal catalogues share them.
const MOST_OLDER: usize = 16;

/// The time between two queries of the watcher while nothing is announced.
pub const POLL: Duration = Duration::from_secs(30);
/// How long the watcher waits for an answer, and at most between two attempts to connect.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// The time before the first attempt to connect again. It doubles with each attempt.
const FIRST_RETRY: Duration = Duration::from_millis(250);

/// The newest release and those requested lately. A release never changes, so entries never expire. A
/// catalogue is read only where no release in memory has the same one.
#[derive(Debug, Default)]
pub struct Snapshots(Mutex<SnapshotCache>);

#[derive(Debug, Default)]
struct SnapshotCache {
    newest: Option<Arc<Snapshot>>,
    /// Whether a connected watcher keeps `newest` up to date.
    watched: bool,
    /// Why the watcher has no release to answer from; `None` where none was started, and while it has one.
    trouble: Option<Text>,
    /// The most recently requested first.
    older: Vec<Arc<Snapshot>>,
}

impl SnapshotCache {
    fn all(&self) -> impl Iterator<Item = &Arc<Snapshot>> {
        self.newest.iter().chain(&self.older)
    }
}

impl Snapshots {
    /// The newest release: the one the watcher knows, else the one in the database.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn newest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        match self.known_newest() {
            Some(known) => Ok(known),
            None => self.latest(db).await,
        }
    }

    /// The newest release where a connected watcher knows it.
    pub fn known_newest(&self) -> Option<Arc<Snapshot>> {
        let kept = self.kept();
        kept.newest.clone().filter(|_| kept.watched)
    }

    /// The newest release in the database.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn latest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        let release = store::release::current(db)
            .await?
            .ok_or_else(|| ApiError::Unavailable(no_release()))?;
        self.learn(db, release, false).await
    }

    /// Sets the newest release, unless a request reports it while a watcher is connected: the request may
    /// have been slow, and the watcher may know a newer one.
    async fn learn(
        &self,
        db: &PgPool,
        release: Release,
        watcher: bool,
    ) -> Result<Arc<Snapshot>, ApiError> {
        let known = self.kept().newest.clone();
        if let Some(known) = known.filter(|known| known.release == release) {
            return Ok(known);
        }
        let snapshot = self.with_catalog(db, release).await?;
        let mut kept = self.kept();
        if kept.watched && !watcher {
            return Ok(snapshot);
        }
        // Release numbers only grow. A smaller one, or an equal one with other content, is another database.
        if let Some(before) = kept.newest.replace(Arc::clone(&snapshot)) {
            if before.release.id < snapshot.release.id {
                kept.keep(before);
            } else {
                kept.older.clear();
            }
        }
        Ok(snapshot)
    }

    /// A release by its number; `None` where there is none.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of_release(
        &self,
        db: &PgPool,
        id: i32,
    ) -> Result<Option<Arc<Snapshot>>, ApiError> {
        if let Some(known) = self.kept().take(id) {
            return Ok(Some(known));
        }
        let Some(release) = store::release::one(db, id).await? else { return Ok(None) };
        let snapshot = self.with_catalog(db, release).await?;
        self.kept().keep(Arc::clone(&snapshot));
        Ok(Some(snapshot))
    }

    async fn with_catalog(&self, db: &PgPool, release: Release) -> Result<Arc<Snapshot>, ApiError> {
        let same = |kept: &&Arc<Snapshot>| kept.release.catalog_sha256 == release.catalog_sha256;
        let known = self.kept().all().find(same).map(|kept| Arc::clone(&kept.catalog));
        let catalog = match known {
            Some(catalog) => catalog,
            None => Arc::new(store::catalog::version(db, &release.catalog_sha256).await?),
        };
        Ok(Arc::new(Snapshot::of_release(release, catalog)))
    }

    /// Whether a watcher is connected.
    pub fn are_watched(&self) -> bool {
        self.kept().watched
    }

    /// The newest release that is known, up to date or not.
    pub fn known(&self) -> Option<Arc<Snapshot>> {
        self.kept().newest.clone()
    }

    /// The newest release where a watcher keeps it up to date; `None` where no watcher was started.
    ///
    /// # Errors
    /// Why the watcher has none.
    pub fn readiness(&self) -> Result<Option<Arc<Snapshot>>, Text> {
        let kept = self.kept();
        match &kept.trouble {
            Some(trouble) => Err(trouble.clone()),
            None => Ok(kept.newest.clone().filter(|_| kept.watched)),
        }
    }

    /// Waits until the watcher has a release or knows why it has none; for ever where no watcher is started.
    pub async fn settled(&self) {
        loop {
            match self.readiness() {
                Ok(Some(_)) => return,
                Err(why) if why != connecting() => return,
                Ok(None) | Err(_) => tokio::time::sleep(Duration::from_millis(5)).await,
            }
        }
    }

    fn watched(&self) {
        let mut kept = self.kept();
        (kept.watched, kept.trouble) = (true, None);
    }

    fn unwatched(&self, why: Text) {
        let mut kept = self.kept();
        (kept.watched, kept.trouble) = (false, Some(why));
    }

    fn kept(&self) -> MutexGuard<'_, SnapshotCache> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SnapshotCache {
    /// A release in memory.
    fn take(&mut self, id: i32) -> Option<Arc<Snapshot>> {
        if let Some(newest) = self.newest.as_ref().filter(|newest| newest.release.id == id) {
            return Some(Arc::clone(newest));
        }
        let at = self.older.iter().position(|kept| kept.release.id == id)?;
        let found = self.older.remove(at);
        self.older.insert(0, Arc::clone(&found));
        Some(found)
    }

    fn keep(&mut self, snapshot: Arc<Snapshot>) {
        self.older.retain(|kept| kept.release.id != snapshot.release.id);
        self.older.insert(0, snapshot);
        self.older.truncate(MOST_OLDER);
    }
}

/// Keeps `snapshots` at the newest release until the task is dropped. Uses one connection of its own with
/// the options of the pool.
pub async fn watch(snapshots: Arc<Snapshots>, source: impl Into<NewsSource>) {
    let source = source.into();
    snapshots.unwatched(connecting());
    let mut connected = true;
    let mut wait = FIRST_RETRY;
    loop {
        let ended = watch_once(&snapshots, &source, &mut connected).await;
        let why = ended.reason();
        // One line when the connection is lost. What follows until it is back is the same.
        if std::mem::take(&mut connected) {
            wait = FIRST_RETRY;
            tracing::warn!(
                reason = &*why.en,
                "the watcher of releases is disconnected; each request asks the database"
            );
        }
        // The log has the cause; an answer to anybody does not.
        snapshots.unwatched(Text::of("the database does not answer", "数据库没有响应"));
        tokio::time::sleep(wait).await;
        wait = PATIENCE.min(wait * 2);
    }
}

/// The state before the first answer of the database.
fn connecting() -> Text {
    Text::of("connecting to the database", "正在连接数据库")
}

fn no_release() -> Text {
    Text::of(
        "no release has been loaded yet: run `plan-targets ingest`",
        "尚未载入任何发布版本：请运行 `plan-targets ingest`",
    )
}

/// Watches until the connection is lost or the database does not answer. Returns the reason.
async fn watch_once(snapshots: &Snapshots, source: &NewsSource, connected: &mut bool) -> ApiError {
    let lost = |what: &str| ApiError::Internal(format!("the watcher {what}"));
    let mut news = match timeout(PATIENCE, News::listen(source)).await {
        Ok(Ok(news)) => news,
        Ok(Err(error)) => return error.into(),
        Err(_) => return lost("could not connect in time"),
    };
    loop {
        // Asked on the listening connection after listening began: this shows that the connection is
        // alive, and an announcement just before it is not missed.
        let release = match timeout(PATIENCE, news.current()).await {
            Ok(Ok(release)) => release,
            Ok(Err(error)) => return error.into(),
            Err(_) => return lost("got no answer in time"),
        };
        if let Some(release) = release {
            match timeout(PATIENCE, snapshots.learn(&source.reads, release, true)).await {
                Ok(Ok(_)) => snapshots.watched(),
                Ok(Err(error)) => return error,
                Err(_) => return lost("got no catalogues in time"),
            }
        } else {
            snapshots.unwatched(no_release());
        }
        if !std::mem::replace(connected, true) {
            tracing::info!("the watcher of releases is connected again");
        }
        match timeout(POLL, news.next()).await {
            Ok(Ok(true)) | Err(_) => {}
            Ok(Ok(false)) => return lost("lost its connection"),
            Ok(Err(error)) => return error.into(),
        }
    }
}
