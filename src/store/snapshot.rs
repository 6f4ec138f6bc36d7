//! A release with its catalogues, as answers and files are made from it.

use super::availability_counts::{EntryCounts, entries};
use super::database::Result;
use super::meta::ReleaseCounts;
use super::plan_list::PlanList;
use super::release::{self, Release};
use super::statement_cache::StatementCache;
use crate::catalog::unit_name;
use crate::catalog::{Catalog, Indicator, Region};
use crate::domain::lang::Lang;
use crate::spelling::letter_index::LetterIndex;
use sqlx::PgPool;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// A release, its catalogues, and the language of their names.
#[derive(Debug, Clone)]
pub struct Snapshot {
    pub release: Release,
    pub catalog: Arc<Catalog>,
    /// The language of [`region_name`](Self::region_name) and [`indicator_name`](Self::indicator_name).
    pub lang: Lang,
    /// Shared by the snapshot in both languages.
    plans: Arc<OnceCell<PlanList>>,
    /// Likewise.
    plan_letters: Arc<OnceCell<LetterIndex>>,
    /// Likewise.
    counts: Arc<OnceCell<ReleaseCounts>>,
    /// Likewise.
    entries: Arc<OnceCell<Vec<EntryCounts>>>,
    /// Shared by all snapshots of a server.
    pub(super) statements: Arc<StatementCache>,
}

impl Snapshot {
    /// A release and its catalogues, with names in the default language.
    pub fn of_release(release: Release, catalog: Arc<Catalog>) -> Self {
        Self {
            release,
            catalog,
            lang: Lang::default(),
            plans: Arc::default(),
            plan_letters: Arc::default(),
            counts: Arc::default(),
            entries: Arc::default(),
            statements: Arc::default(),
        }
    }

    /// The same, with statements of its plans looked for and kept in a cache.
    #[must_use]
    pub fn keeping(self, statements: Arc<StatementCache>) -> Self {
        Self { statements, ..self }
    }

    /// The plans of the release. The first caller reads them from the database.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plans(&self, db: &PgPool) -> Result<&PlanList> {
        self.plans.get_or_try_init(|| PlanList::read(db, self.release.id)).await
    }

    /// Finds the places of plans in their list by folded id and folded title.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn plan_letters(&self, db: &PgPool) -> Result<&LetterIndex> {
        let plans = self.plans(db).await?;
        let index = || async {
            let mut index = LetterIndex::default();
            for (place, plan) in plans.all().enumerate() {
                index.add(plan.folded_id, place);
                index.add(plan.folded_title, place);
            }
            index
        };
        Ok(self.plan_letters.get_or_init(index).await)
    }

    /// What is counted over the whole release. The first caller has the database count it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn counts(&self, db: &PgPool) -> Result<&ReleaseCounts> {
        self.counts.get_or_try_init(|| ReleaseCounts::read(db, self.release.id)).await
    }

    /// How many entries `/v1/availability` has by region and more. The first caller has the database add them up.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn entries(&self, db: &PgPool) -> Result<&[EntryCounts]> {
        let entries = self.entries.get_or_try_init(|| entries(db, self.release.id)).await?;
        Ok(entries)
    }

    /// The newest release; `None` before the first load.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn newest(db: &PgPool) -> Result<Option<Self>> {
        match release::current(db).await? {
            Some(release) => Self::of(db, release).await.map(Some),
            None => Ok(None),
        }
    }

    /// A release by its number; `None` where there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn numbered(db: &PgPool, id: i32) -> Result<Option<Self>> {
        match release::one(db, id).await? {
            Some(release) => Self::of(db, release).await.map(Some),
            None => Ok(None),
        }
    }

    async fn of(db: &PgPool, release: Release) -> Result<Self> {
        let catalog = Arc::new(super::catalog::version(db, &release.catalog_sha256).await?);
        Ok(Self::of_release(release, catalog))
    }

    /// A unit in the language of the names; as it is where it has no other name.
    pub fn unit_name(&self, unit: &str) -> String {
        unit_name::in_language(unit, self.lang)
    }

    /// The same release with names in another language.
    pub fn in_language(self: Arc<Self>, lang: Lang) -> Arc<Self> {
        if self.lang == lang { self } else { Arc::new(Self { lang, ..(*self).clone() }) }
    }

    /// The name of a region.
    pub fn region_name<'r>(&self, region: &'r Region) -> &'r str {
        region.name_in(self.lang)
    }

    /// The name of an indicator.
    pub fn indicator_name<'i>(&self, indicator: &'i Indicator) -> &'i str {
        indicator.name_in(self.lang)
    }
}
