//! The plans of a release. A release never changes, so they are read once and kept with it.

use super::columns::year;
use super::database::Result;
use super::documents::missing_parts;
use super::search;
use crate::domain::{Basis, Plan};
use crate::plan::parsed::Warning;
use sqlx::PgExecutor;
use sqlx::types::Json;
use std::collections::HashSet;
use std::sync::Arc;

/// The plans of a release, by period.
#[derive(Debug, Default)]
pub struct PlanList(Vec<PeriodPlans>);

/// The plans of one period.
#[derive(Debug, Default)]
struct PeriodPlans {
    period: [u16; 2],
    /// One for each region, by region id.
    plans: Vec<Plan>,
    /// The documents of each plan, in the same order.
    documents: Vec<Vec<PlanDocument>>,
    /// The names of each plan, in the same order.
    names: Vec<PlanNames>,
}

/// What a plan is searched by.
#[derive(Debug)]
struct PlanNames {
    /// Of its main document.
    title: String,
    folded_title: String,
    folded_id: String,
}

/// A plan of the list.
#[derive(Debug, Clone, Copy)]
pub struct ListedPlan<'l> {
    pub plan: &'l Plan,
    /// Of its main document.
    pub title: &'l str,
    /// The same, folded for search.
    pub folded_title: &'l str,
    /// The id, folded likewise.
    pub folded_id: &'l str,
}

/// A document of a plan, as one release has it.
#[derive(Debug)]
pub(super) struct PlanDocument {
    pub(super) revision: i32,
    pub(super) sha256: Arc<str>,
}

/// The plans that a request is about.
#[derive(Debug, Clone, Copy)]
pub struct ChosenPlans<'l> {
    /// First and last year; zeros where the release has no plan.
    pub period: [u16; 2],
    /// Of all regions, one for each, by region id.
    pub plans: &'l [Plan],
    documents: &'l [Vec<PlanDocument>],
}

impl<'l> ListedPlan<'l> {
    fn of((plan, names): (&'l Plan, &'l PlanNames)) -> Self {
        let PlanNames { title, folded_title, folded_id } = names;
        Self { plan, title, folded_title, folded_id }
    }
}

impl PlanList {
    /// The plans of a release.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn read(db: impl PgExecutor<'_>, release: i32) -> Result<Self> {
        // Base year and order of the documents are those of the main document, which has no part.
        let rows = sqlx::query!(
            r#"
            select plan_id as "plan_id!", region_id, period_start, period_end, base_year as "base_year!",
                   missing as "missing: Json<Vec<Warning>>", id, document_sha256, title
            from revision
            where in_release(release_from, release_to, $1) and kind = 'plan'
            order by period_start, period_end, region_id collate "C", part nulls first, document_id
            "#,
            release
        )
        .fetch_all(db)
        .await?;
        let mut list = Self::default();
        for row in rows {
            let plan = Plan {
                id: row.plan_id.into(),
                region: row.region_id.into(),
                period: [year(row.period_start)?, year(row.period_end)?],
                base_year: year(row.base_year)?,
                missing: missing_parts(row.missing),
                basis: Basis::Plan,
            };
            let document = PlanDocument { revision: row.id, sha256: row.document_sha256.into() };
            list.add(plan, document, row.title);
        }
        Ok(list)
    }

    /// Adds the next document, by period and region.
    fn add(&mut self, plan: Plan, document: PlanDocument, title: String) {
        if self.0.last().is_none_or(|last| last.period != plan.period) {
            self.0.push(PeriodPlans { period: plan.period, ..PeriodPlans::default() });
        }
        let Some(last) = self.0.last_mut() else { return };
        match (last.plans.last_mut(), last.documents.last_mut()) {
            (Some(known), Some(documents)) if known.region == plan.region => {
                known.missing.extend(plan.missing);
                documents.push(document);
            }
            _ => {
                let folded_title = search::fold(&title);
                let folded_id = search::fold(&plan.id);
                last.plans.push(plan);
                last.documents.push(vec![document]);
                last.names.push(PlanNames { title, folded_title, folded_id });
            }
        }
    }

    /// Every plan, by period and region.
    pub fn all(&self) -> impl Iterator<Item = ListedPlan<'_>> {
        self.0.iter().flat_map(|known| known.plans.iter().zip(&known.names)).map(ListedPlan::of)
    }

    /// The plan with this place among all; `None` beyond the last.
    pub fn at(&self, mut place: usize) -> Option<ListedPlan<'_>> {
        for known in &self.0 {
            if let Some(plan) = known.plans.get(place) {
                return known.names.get(place).map(|names| ListedPlan::of((plan, names)));
            }
            place -= known.plans.len();
        }
        None
    }

    /// Ids of the plans of these regions for one period, by region and period; of all where `None`.
    pub fn ids(&self, regions: Option<&[String]>, period: Option<[u16; 2]>) -> Vec<&str> {
        let regions: Option<HashSet<&str>> =
            regions.map(|regions| regions.iter().map(String::as_str).collect());
        let of_period = self.0.iter().filter(|known| period.is_none_or(|one| one == known.period));
        let mut plans: Vec<&Plan> = of_period
            .flat_map(|known| &known.plans)
            .filter(|plan| regions.as_ref().is_none_or(|of| of.contains(&*plan.region)))
            .collect();
        plans.sort_by_key(|plan| (&*plan.region, plan.period));
        plans.into_iter().map(|plan| &*plan.id).collect()
    }

    /// The plans of one period. `None` means the period for which most of `regions` have a plan, of equally many the
    /// newest; `None` for the regions means all regions.
    pub fn choose(&self, period: Option<[u16; 2]>, regions: Option<&[&str]>) -> ChosenPlans<'_> {
        let found = match period {
            Some(period) => self.0.iter().find(|known| known.period == period),
            None => self.0.iter().max_by_key(|known| {
                let [first, last] = known.period;
                (known.count(regions), last, first)
            }),
        };
        match found {
            Some(PeriodPlans { period, plans, documents, .. }) => {
                ChosenPlans { period: *period, plans, documents }
            }
            None => ChosenPlans { period: period.unwrap_or_default(), plans: &[], documents: &[] },
        }
    }
}

impl PeriodPlans {
    /// How many of these regions have a plan; `None` means all regions.
    fn count(&self, regions: Option<&[&str]>) -> usize {
        let Some(regions) = regions else { return self.plans.len() };
        let mut known: Vec<_> = regions.iter().filter_map(|id| place(&self.plans, id)).collect();
        known.sort_unstable();
        known.dedup();
        known.len()
    }
}

impl<'l> ChosenPlans<'l> {
    /// The plan of a region.
    pub fn of(&self, region: &str) -> Option<&'l Plan> {
        place(self.plans, region).map(|place| &self.plans[place])
    }

    /// The plans of these regions with their documents, those of a plan in the order of its parts.
    pub(super) fn documents<'r, R: AsRef<str> + 'r>(
        &self,
        regions: impl IntoIterator<Item = &'r R>,
    ) -> Vec<(&'l Plan, &'l PlanDocument)> {
        let places = regions.into_iter().filter_map(|id| place(self.plans, id.as_ref()));
        let of = |place: usize| {
            self.documents[place].iter().map(move |document| (&self.plans[place], document))
        };
        places.flat_map(of).collect()
    }
}

fn place(plans: &[Plan], region: &str) -> Option<usize> {
    plans.binary_search_by(|plan| (*plan.region).cmp(region)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(plans: &[(&str, [u16; 2])]) -> PlanList {
        let mut list = PlanList::default();
        for ((region, period), revision) in plans.iter().zip(1..) {
            let plan = Plan {
                id: format!("{region}-{}-{}", period[0], period[1]).into(),
                region: (*region).into(),
                period: *period,
                base_year: period[0] - 1,
                missing: Vec::new(),
                basis: Basis::Plan,
            };
            list.add(plan, PlanDocument { revision, sha256: "".into() }, String::new());
        }
        list
    }

    #[test]
    fn the_period_of_most_regions_is_the_default_and_of_equally_many_the_newest() {
        let (old, new) = ([2016, 2020], [2021, 2025]);
        let list = list(&[("a", old), ("b", old), ("c", old), ("a", new), ("d", new)]);
        assert_eq!(list.choose(None, None).period, old);
        assert_eq!(list.choose(None, Some(&["a", "d", "a"])).period, new);
        assert_eq!(list.choose(None, Some(&["b", "a", "b"])).period, old);
        assert_eq!(list.choose(None, Some(&["a"])).period, new);
        assert_eq!(list.choose(None, Some(&["e"])).period, new);
        assert_eq!(list.choose(Some([2026, 2030]), None).period, [2026, 2030]);
        assert!(list.choose(Some([2026, 2030]), None).plans.is_empty());
        assert_eq!(PlanList::default().choose(None, None).period, [0, 0]);
    }

    #[test]
    fn the_list_has_the_plans_of_each_region_together() {
        let (old, new) = ([2016, 2020], [2021, 2025]);
        let list = list(&[("a", old), ("b", old), ("a", new), ("a", new)]);
        assert_eq!(list.ids(None, None), ["a-2016-2020", "a-2021-2025", "b-2016-2020"]);
        assert_eq!(list.ids(Some(&["a".to_owned()]), Some(old)), ["a-2016-2020"]);
        assert!(list.ids(None, Some([2026, 2030])).is_empty());
        assert_eq!(list.all().count(), 3);
    }

    #[test]
    fn a_plan_of_several_documents_comes_once_with_all_of_them() {
        let period = [2021, 2025];
        let list = list(&[("a", period), ("a", period), ("b", period)]);
        let chosen = list.choose(None, None);
        assert_eq!(chosen.plans.len(), 2);
        let revisions = |regions: &[&str]| -> Vec<_> {
            chosen.documents(regions).iter().map(|(_, document)| document.revision).collect()
        };
        assert_eq!(revisions(&["a"]), [1, 2]);
        assert_eq!(revisions(&["b", "c"]), [3]);
        assert_eq!(chosen.of("b").map(|plan| &*plan.id), Some("b-2021-2025"));
    }
}
