//! A region above, the regions below it, and the statements of their plans.

use super::query::{CascadeRequest, DEFAULT_LIMIT};
use crate::api::answer::Notice;
use crate::api::problem::ApiError;
use crate::api::resources::no_plan;
use crate::catalog::{Indicator, Region};
use crate::compare::answer::Cascade;
use crate::compare::answer::Status;
use crate::compare::{CompareInput, cascade};
use crate::domain::Period;
use crate::domain::lang::Lang;
use crate::store::{self, ChosenPlans, Snapshot};
use sqlx::PgPool;

/// A region above, those below it, and the database.
pub(crate) struct Family<'f> {
    pub(crate) db: &'f PgPool,
    pub(crate) snapshot: &'f Snapshot,
    pub(crate) parent: &'f Region,
    /// In the order of the catalogue.
    pub(crate) children: Vec<&'f Region>,
    pub(crate) plans: ChosenPlans<'f>,
}

/// A page of entries.
pub(crate) struct CascadePage {
    pub(crate) entries: Vec<Cascade>,
    /// How many entries there are over all pages.
    pub(crate) total: u64,
    /// Whether there is a next page.
    pub(crate) more: bool,
}

impl<'f> Family<'f> {
    /// Ids of those of `regions` that have a plan of the period.
    fn speaking<'r>(&self, regions: impl Iterator<Item = &'r str>) -> Vec<&'r str> {
        regions.filter(|region| self.plans.of(region).is_some()).collect()
    }

    fn regions(&self) -> impl Iterator<Item = &str> {
        let children = self.children.iter().map(|region| region.id.as_str());
        std::iter::once(self.parent.id.as_str()).chain(children)
    }

    /// The indicators of the request, or those with a statement, in the order of the catalogue.
    pub(crate) async fn indicators(
        &self,
        request: &CascadeRequest,
    ) -> Result<Vec<&'f Indicator>, ApiError> {
        let spoken;
        let ids = if let Some(ids) = &request.indicators {
            ids
        } else {
            let speaking = self.speaking(self.regions());
            spoken = store::compare::spoken_of(
                self.db,
                self.snapshot.release.id,
                self.plans.period,
                &speaking,
            )
            .await?;
            &spoken
        };
        let ids: std::collections::HashSet<_> = ids.iter().collect();
        let within = |known: &&Indicator| {
            request.domains.as_ref().is_none_or(|domains| domains.contains(&known.domain))
        };
        let asked = self.snapshot.catalog.indicators.iter().filter(|known| ids.contains(&known.id));
        Ok(asked.filter(within).collect())
    }

    /// One page. With a status, all indicators are read in batches to count those that have it, so that memory
    /// contains at most the cells of one answer.
    pub(crate) async fn page(
        &self,
        indicators: &[&'f Indicator],
        status: Option<&[Status]>,
        after: Option<&str>,
        limit: usize,
        chunk: usize,
    ) -> Result<CascadePage, ApiError> {
        let place =
            |id: &str| self.snapshot.catalog.indicators.iter().position(|known| known.id == id);
        let after = after.and_then(place);
        let beyond = |known: &Indicator| after.is_none_or(|after| place(&known.id) > Some(after));
        let Some(status) = status else {
            let rest: Vec<_> = indicators.iter().copied().filter(|known| beyond(known)).collect();
            let entries = self.cascade(rest.iter().copied().take(limit).collect()).await?;
            let (total, more) = (indicators.len() as u64, rest.len() > limit);
            return Ok(CascadePage { entries, total, more });
        };
        let mut page = CascadePage { entries: Vec::new(), total: 0, more: false };
        for some in indicators.chunks(chunk.min(DEFAULT_LIMIT as usize)) {
            for mut entry in self.cascade(some.to_vec()).await? {
                entry.children.retain(|child| status.contains(&child.status));
                if entry.children.is_empty() {
                    continue;
                }
                page.total += 1;
                let on_page = after.is_none_or(|after| place(&entry.indicator.id) > Some(after));
                if on_page && page.entries.len() < limit {
                    page.entries.push(entry);
                } else if on_page {
                    page.more = true;
                }
            }
        }
        Ok(page)
    }

    /// The entries of some indicators.
    async fn cascade(&self, indicators: Vec<&'f Indicator>) -> Result<Vec<Cascade>, ApiError> {
        if indicators.is_empty() {
            return Ok(Vec::new());
        }
        let input = CompareInput {
            catalog: &self.snapshot.catalog,
            indicators,
            regions: self.children.clone(),
            period: self.plans.period,
            lang: self.snapshot.lang,
        };
        let scope = input.scope();
        let plans = scope.regions.iter().filter_map(|id| self.plans.of(id));
        let (db, chosen) = (self.db, &self.plans);
        let statements = store::compare::statements(
            db,
            self.snapshot,
            chosen,
            (&scope.regions, &scope.indicators),
        )
        .await?;
        Ok(cascade::table(&input, self.parent, plans, statements.iter()))
    }

    /// Regions of which no plan is loaded.
    pub(crate) fn notices(&self, lang: Lang) -> Vec<Notice> {
        let speaking = self.speaking(self.regions());
        let without: Vec<_> = self.regions().filter(|id| !speaking.contains(id)).collect();
        if without.is_empty() {
            return Vec::new();
        }
        let period = Period::from(self.plans.period);
        vec![no_plan::notice(&self.snapshot.catalog, &period.to_string(), &without, lang)]
    }
}
