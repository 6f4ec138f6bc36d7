//! The states of the data set that requests are answered from.

use super::lang::Lang;
use super::problem::ApiError;
use super::text::Text;
use crate::catalog::{Catalog, Indicator, Region};
use crate::store;
use crate::store::release::Release;
use sqlx::PgPool;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Most releases kept at hand beside the newest. Each holds its catalogues, which releases that have
/// the same share.
const MOST_OLDER: usize = 16;

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
    /// The one asked for last comes first.
    older: Vec<Arc<Snapshot>>,
}

impl Kept {
    fn all(&self) -> impl Iterator<Item = &Arc<Snapshot>> {
        self.newest.iter().chain(&self.older)
    }
}

impl Snapshots {
    /// The newest release.
    ///
    /// # Errors
    /// The database does not answer, or holds no release yet.
    pub async fn newest(&self, db: &PgPool) -> Result<Arc<Snapshot>, ApiError> {
        let release = store::release::current(db).await?.ok_or_else(|| {
            ApiError::Unavailable(Text::of(
                "no release has been loaded yet: run `plan-targets ingest`",
                "尚未载入任何发布版本：请运行 `plan-targets ingest`",
            ))
        })?;
        let known = self.kept().newest.clone();
        if let Some(known) = known.filter(|known| known.release == release) {
            return Ok(known);
        }
        let snapshot = self.with_catalog(db, release).await?;
        let mut kept = self.kept();
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
