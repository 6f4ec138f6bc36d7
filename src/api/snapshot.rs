//! The releases that requests are answered from.
//!
//! A load announces its commit (`NOTIFY`). [`watch`] listens for that, and also asks the database every
//! [`POLL`] in case an announcement was lost. While the watcher is connected, requests use the release it
//! knows: milliseconds behind a load, and at most [`POLL`] plus [`PATIENCE`]. While it is not, each request
//! asks the database for the newest release. Where the database does not answer either, it is away: the newest
//! release stays the known one, so that answers in memory go on, and what needs the database is refused at once.

use super::problem::ApiError;
use crate::domain::text::Text;
use crate::store::news::ReleaseListener;
use crate::store::release::Release;
use crate::store::{self, NewsSource, Snapshot, StatementCache};
use sqlx::PgPool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// Releases kept in memory beside the newest. Releases with equal catalogues share them.
const MOST_OLDER: usize = 16;

/// The time between two queries of the watcher while nothing is announced.
pub const POLL: Duration = Duration::from_secs(30);
/// How long the watcher waits for an answer.
pub const PATIENCE: Duration = Duration::from_secs(5);
/// How long it waits for a connection.
const CONNECT: Duration = Duration::from_secs(1);
/// How long a database that the watcher cannot connect to may take to answer a query. A change of host takes less.
const ANSWER: Duration = Duration::from_secs(2);
/// The time between two attempts to connect: a database that is back is found in a fraction of a second.
const RETRY: Duration = Duration::from_millis(100);

/// The newest release and those requested lately. A release never changes, so entries never expire. A
/// catalogue is read only where no release in memory has the same one.
#[derive(Debug, Default)]
pub struct Snapshots {
    known: Mutex<SnapshotCache>,
    statements: Arc<StatementCache>,
}

#[derive(Debug, Default)]
struct SnapshotCache {
    newest: Option<Arc<Snapshot>>,
    watch: Watch,
    /// Why the watcher has no release to answer from; `None` where none was started, and while it has one.
    trouble: Option<Text>,
    /// The most recently requested first.
    older: Vec<Arc<Snapshot>>,
}

/// What the watcher knows of the database.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Watch {
    /// No watcher is connected. Each request asks the database.
    #[default]
    None,
    /// It keeps the newest release up to date.
    Connected,
    /// The database does not answer.
    Away,
}

impl SnapshotCache {
    fn all(&self) -> impl Iterator<Item = &Arc<Snapshot>> {
        self.newest.iter().chain(&self.older)
    }
}

impl Snapshots {
    /// None yet. Snapshots keep statements of plans in this cache.
    pub fn keeping(statements: StatementCache) -> Self {
        Self { statements: Arc::new(statements), ..Self::default() }
    }

    /// The statements in memory.
    pub fn statements(&self) -> &StatementCache {
        &self.statements
    }

    /// The newest release: the one the watcher knows, else the one in the database.
    ///
    /// # Errors
    /// The database does not answer, or contains no release yet.
    pub async fn newest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        if let Some(known) = self.known_newest() {
            return Ok(known);
        }
        self.reachable()?;
        self.latest(db).await
    }

    /// The newest release where a connected watcher knows it, and the last one it knew while the database is away.
    pub fn known_newest(&self) -> Option<Arc<Snapshot>> {
        let kept = self.kept();
        kept.newest.clone().filter(|_| kept.watch != Watch::None)
    }

    /// Whether the watcher has found that the database does not answer.
    pub fn is_database_away(&self) -> bool {
        self.kept().watch == Watch::Away
    }

    /// Passes where the database may answer.
    ///
    /// # Errors
    /// It is away.
    pub fn reachable(&self) -> Result<(), ApiError> {
        if self.is_database_away() { Err(ApiError::DatabaseAway) } else { Ok(()) }
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
        if kept.watch == Watch::Connected && !watcher {
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
        self.reachable()?;
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
        let snapshot = Snapshot::of_release(release, catalog);
        Ok(Arc::new(snapshot.keeping(Arc::clone(&self.statements))))
    }

    /// Whether a watcher is connected.
    pub fn are_watched(&self) -> bool {
        self.kept().watch == Watch::Connected
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
            None => Ok(kept.newest.clone().filter(|_| kept.watch == Watch::Connected)),
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
        (kept.watch, kept.trouble) = (Watch::Connected, None);
    }

    fn unwatched(&self, watch: Watch, why: Text) {
        let mut kept = self.kept();
        (kept.watch, kept.trouble) = (watch, Some(why));
    }

    fn kept(&self) -> MutexGuard<'_, SnapshotCache> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
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
    snapshots.unwatched(Watch::None, connecting());
    // Whether the log has said that the connection is lost. It says no more until the connection is back.
    let mut lost = false;
    loop {
        let begun = Instant::now();
        let (why, was_connected) = watch_once(&snapshots, &source, &mut lost).await;
        // The log has the cause; an answer to anybody does not.
        let silent = Text::of("the database does not answer", "数据库没有响应");
        if was_connected {
            snapshots.unwatched(Watch::None, silent);
            if begun.elapsed() > RETRY {
                continue;
            }
        } else {
            let answers = timeout(ANSWER, store::release::current(&source.reads)).await;
            let answers = answers.is_ok_and(|answer| answer.is_ok());
            let watch = if answers { Watch::None } else { Watch::Away };
            snapshots.unwatched(watch, silent);
            if !std::mem::replace(&mut lost, true) {
                let then = if answers {
                    "each request asks the database for the newest release"
                } else {
                    "answers in memory go on, other requests are refused"
                };
                tracing::warn!(reason = &*why.reason().en, then, "the database is lost");
            }
        }
        tokio::time::sleep(RETRY).await;
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

/// Watches until the connection is lost or the database does not answer. Returns the reason, and whether there was a
/// connection.
async fn watch_once(
    snapshots: &Snapshots,
    source: &NewsSource,
    lost: &mut bool,
) -> (ApiError, bool) {
    let failed = |what: &str| ApiError::Internal(format!("the watcher {what}"));
    let mut connected = false;
    let mut news = match timeout(CONNECT, ReleaseListener::listen(source)).await {
        Ok(Ok(news)) => news,
        Ok(Err(error)) => return (error.into(), connected),
        Err(_) => return (failed("could not connect in time"), connected),
    };
    loop {
        // Asked on the listening connection after listening began: this shows that the connection is
        // alive, and an announcement just before it is not missed.
        let release = match timeout(PATIENCE, news.current()).await {
            Ok(Ok(release)) => release,
            Ok(Err(error)) => return (error.into(), connected),
            Err(_) => return (failed("got no answer in time"), connected),
        };
        if let Some(release) = release {
            match timeout(PATIENCE, snapshots.learn(&source.reads, release, true)).await {
                Ok(Ok(_)) => snapshots.watched(),
                Ok(Err(error)) => return (error, connected),
                Err(_) => return (failed("got no catalogues in time"), connected),
            }
        } else {
            snapshots.unwatched(Watch::None, no_release());
        }
        connected = true;
        if std::mem::take(lost) {
            tracing::info!("the database is back");
        }
        match timeout(POLL, news.next()).await {
            Ok(Ok(true)) | Err(_) => {}
            Ok(Ok(false)) => return (failed("lost its connection"), connected),
            Ok(Err(error)) => return (error.into(), connected),
        }
    }
}
