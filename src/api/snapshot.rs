//! The states of the data set that requests are answered from.
//!
//! Which release is the newest is asked of the database at every request, unless a watcher knows:
//! [`watch`] listens for what a load announces when it commits, and asks by itself every
//! [`POLL`] in case an announcement went astray. While it is connected, requests are answered from what it
//! knows, at most milliseconds behind a load and never more than [`POLL`] and [`PATIENCE`] together. When it
//! loses its connection, requests ask again.

use super::problem::ApiError;
use crate::catalog::{Catalog, Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::store;
use crate::store::release::Release;
use sqlx::PgPool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// Most releases kept at hand beside the newest. Each holds its catalogues, which releases that have
/// the same share.
const MOST_OLDER: usize = 16;

/// How often the watcher asks though nothing was announced.
pub const POLL: Duration = Duration::from_secs(30);
/// How long the watcher waits for an answer, and before it tries to connect again.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A release, the catalogues it was made with, and the language their names are given in.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub release: Release,
    pub catalog: Arc<Catalog>,
    /// Of [`region_name`](Self::region_name) and [`indicator_name`](Self::indicator_name).
    pub lang: Lang,
}

impl Snapshot {
    /// The same with names in a language.
    pub fn in_language(self: Arc<Self>, lang: Lang) -> Arc<Self> {
        if self.lang == lang { self } else { Arc::new(Self { lang, ..(*self).clone() }) }
    }

    /// What a region is called.
    pub fn region_name<'r>(&self, region: &'r Region) -> &'r str {
        match self.lang {
            Lang::Zh => &region.name_zh,
            Lang::En => &region.name_en,
        }
    }

    /// What an indicator is called.
    pub fn indicator_name<'i>(&self, indicator: &'i Indicator) -> &'i str {
        match self.lang {
            Lang::Zh => &indicator.name_zh,
            Lang::En => &indicator.name_en,
        }
    }
}

/// The newest release and those asked for lately. A release never changes, so what is kept stays true;
/// catalogues are read only when none of the releases kept has the same.
#[derive(Debug, Default)]
pub struct Snapshots(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    newest: Option<Arc<Snapshot>>,
    /// Whether a watcher sees to it that `newest` is the newest.
    watched: bool,
    /// The one asked for last comes first.
    older: Vec<Arc<Snapshot>>,
}

impl Kept {
    fn all(&self) -> impl Iterator<Item = &Arc<Snapshot>> {
        self.newest.iter().chain(&self.older)
    }
}

impl Snapshots {
    /// The newest release; what the watcher knows, else as `latest`.
    ///
    /// # Errors
    /// The database does not answer, or holds no release yet.
    pub async fn newest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        let known = {
            let kept = self.kept();
            kept.newest.clone().filter(|_| kept.watched)
        };
        match known {
            Some(known) => Ok(known),
            None => self.latest(db).await,
        }
    }

    /// The newest release, asked of the database.
    ///
    /// # Errors
    /// The database does not answer, or holds no release yet.
    pub async fn latest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        let release = store::release::current(db).await?.ok_or_else(|| {
            ApiError::Unavailable(Text::of(
                "no release has been loaded yet: run `plan-targets ingest`",
                "尚未载入任何发布版本：请运行 `plan-targets ingest`",
            ))
        })?;
        self.learn(db, release, false).await
    }

    /// Takes a release for the newest; the word of a request, which may have been slow, does not count
    /// against that of the watcher.
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
        // Numbers only grow: a smaller one, or the same for something else, is another database.
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
        Ok(Arc::new(Snapshot { release, catalog, lang: Lang::default() }))
    }

    /// Whether a watcher is connected.
    pub fn are_watched(&self) -> bool {
        self.kept().watched
    }

    fn watched(&self, watched: bool) {
        self.kept().watched = watched;
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// A release that is kept.
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

/// Keeps `snapshots` at the newest release until the task is dropped. Takes one connection of its own,
/// made as those of the pool are.
pub async fn watch(snapshots: Arc<Snapshots>, db: PgPool) {
    loop {
        let ended = watch_once(&snapshots, &db).await;
        snapshots.watched(false);
        tracing::warn!(reason = ?ended, "not told of new releases; each request asks instead");
        tokio::time::sleep(PATIENCE).await;
    }
}

/// Watches until the connection is lost or the database does not answer; returns why.
async fn watch_once(snapshots: &Snapshots, db: &PgPool) -> ApiError {
    let lost = |what: &str| ApiError::Internal(format!("the watcher {what}"));
    let mut news = match timeout(PATIENCE, store::release::News::listen(db)).await {
        Ok(Ok(news)) => news,
        Ok(Err(error)) => return error.into(),
        Err(_) => return lost("could not connect in time"),
    };
    loop {
        // Asked after listening began, and on that connection: it shows that it is there, and what was
        // announced before is not missed.
        let release = match timeout(PATIENCE, news.current()).await {
            Ok(Ok(release)) => release,
            Ok(Err(error)) => return error.into(),
            Err(_) => return lost("waited for an answer in vain"),
        };
        if let Some(release) = release {
            match timeout(PATIENCE, snapshots.learn(db, release, true)).await {
                Ok(Ok(_)) => snapshots.watched(true),
                Ok(Err(error)) => return error,
                Err(_) => return lost("waited for the catalogues in vain"),
            }
        }
        match timeout(POLL, news.next()).await {
            Ok(Ok(true)) | Err(_) => {}
            Ok(Ok(false)) => return lost("lost its connection"),
            Ok(Err(error)) => return error.into(),
        }
    }
}
