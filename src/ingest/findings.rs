//! Runs the checks for the plans that a load affects, within its transaction.
//!
//! The findings of a plan depend on the plan, on the previous plan of the same region, and, for a city, on the
//! plans of its districts. A load checks a plan again when one of these changes, and all plans when the
//! catalogue or the rules change. A family, a region with those below it, is read by one statement, and checked
//! while the next one is read. Memory contains a few of them.

use super::error::Error;
use crate::catalog::Catalog;
use crate::checks::{self, ChosenFigures, Region, Subject};
use crate::domain::{Plan, Statement};
use crate::store;
use crate::store::checks::PlanRevisions;
use crate::store::finding_rows::{self, PlanFindings};
use crate::store::indexes::DroppedIndexes;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use tokio::task::JoinHandle;

/// Plans whose findings are written by one statement.
const BATCH: usize = 200;

/// Families that are checked at a time. Their statements are in memory.
const AT_A_TIME: usize = 3;

/// Brings the findings of a release up to date. `touched` has the ids of plans that the load wrote,
/// changed or removed; `None` means all. While plans are checked, PostgreSQL makes the `dropped` indexes.
pub(super) async fn update(
    db: &mut PgConnection,
    catalog: &Catalog,
    release: i32,
    touched: Option<&HashSet<String>>,
    dropped: &mut DroppedIndexes,
    progress: &dyn Fn(&str),
) -> Result<(), Error> {
    let plans = store::checks::revisions(&mut *db, release).await?;
    let stay: HashSet<&str> = plans.iter().map(|known| &*known.plan.id).collect();
    let gone: Vec<&str> = (touched.into_iter().flatten())
        .map(String::as_str)
        .filter(|id| !stay.contains(id))
        .collect();
    // A removed plan has no findings.
    let removed = gone.iter().map(|id| PlanFindings::new((*id).to_owned(), release, &[]));
    finding_rows::replace(&mut *db, release, removed.collect()).await?;
    let families = families(catalog, &plans, touched, &gone);
    let all: usize = families.iter().map(|family| family.subjects.len()).sum();
    let catalog = Arc::new(catalog.clone());
    let (mut found, mut done) = (Vec::new(), 0);
    let mut checking: VecDeque<JoinHandle<Vec<PlanFindings>>> = VecDeque::new();
    for family in families {
        progress(&format!("checking plans: {done} of {all}"));
        let statements =
            store::checks::statements_by_revision(&mut *db, &family.revisions()).await?;
        done += family.subjects.len();
        let catalog = Arc::clone(&catalog);
        checking.push_back(tokio::task::spawn_blocking(move || {
            family.check(&catalog, release, statements)
        }));
        while checking.len() >= AT_A_TIME {
            let is_done = checking.front().is_some_and(JoinHandle::is_finished);
            if !is_done && dropped.make_one(&mut *db, progress).await? {
                continue;
            }
            found.extend(first(&mut checking).await?);
        }
        if found.len() >= BATCH {
            finding_rows::replace(&mut *db, release, std::mem::take(&mut found)).await?;
        }
    }
    while !checking.is_empty() {
        found.extend(first(&mut checking).await?);
    }
    Ok(finding_rows::replace(db, release, found).await?)
}

/// The findings of the family that was checked first.
async fn first(
    checking: &mut VecDeque<JoinHandle<Vec<PlanFindings>>>,
) -> Result<Vec<PlanFindings>, Error> {
    let Some(first) = checking.pop_front() else { return Ok(Vec::new()) };
    first.await.map_err(|stopped| Error::Stopped(stopped.to_string()))
}

/// The plan of one region for a period with the plans that its findings depend on.
struct PlanSubject {
    own: PlanRevisions,
    before: Option<PlanRevisions>,
    below: Vec<PlanRevisions>,
}

/// Plans that depend on the same statements.
#[derive(Default)]
struct Family {
    subjects: Vec<PlanSubject>,
}

/// The plans to check, by family: a region with those below it that have none below them.
fn families(
    catalog: &Catalog,
    plans: &[PlanRevisions],
    touched: Option<&HashSet<String>>,
    gone: &[&str],
) -> Vec<Family> {
    let places: HashMap<(&str, [u16; 2]), &PlanRevisions> =
        (plans.iter()).map(|known| ((&*known.plan.region, known.plan.period), known)).collect();
    let mut children: HashMap<&str, Vec<&str>> = HashMap::new();
    for region in &catalog.regions {
        if let Some(parent) = &region.parent {
            children.entry(parent).or_default().push(&region.id);
        }
    }
    let bereft: HashSet<&str> = gone.iter().flat_map(|gone| concerned(catalog, gone)).collect();
    let mut order: Vec<&str> = Vec::new();
    let mut families: HashMap<&str, Family> = HashMap::new();
    for own in plans {
        let region = &*own.plan.region;
        let before = places.get(&(region, earlier(own.plan.period))).copied();
        let regions = children.get(region).into_iter().flatten();
        let below: Vec<&PlanRevisions> =
            regions.filter_map(|child| places.get(&(*child, own.plan.period)).copied()).collect();
        let is_concerned = touched.is_none_or(|touched| {
            let mut concerned = below.iter().copied().chain(before).chain([own]);
            bereft.contains(region) || concerned.any(|plan| touched.contains(&*plan.plan.id))
        });
        if !is_concerned {
            continue;
        }
        let parent = catalog.region(region).and_then(|region| region.parent.as_deref());
        let head = parent.filter(|_| !children.contains_key(region)).unwrap_or(region);
        let family = families.entry(head).or_insert_with(|| {
            order.push(head);
            Family::default()
        });
        family.subjects.push(PlanSubject {
            own: own.clone(),
            before: before.cloned(),
            below: below.into_iter().cloned().collect(),
        });
    }
    order.into_iter().filter_map(|head| families.remove(head)).collect()
}

impl Family {
    /// The revisions of all plans that are read.
    fn revisions(&self) -> Vec<i32> {
        let of = |subject: &PlanSubject| {
            let plans = subject.below.iter().chain(&subject.before).chain([&subject.own]);
            plans.flat_map(|plan| plan.ids.clone()).collect::<Vec<_>>()
        };
        let revisions: HashSet<i32> = self.subjects.iter().flat_map(of).collect();
        revisions.into_iter().collect()
    }

    fn check(
        &self,
        catalog: &Catalog,
        release: i32,
        mut statements: HashMap<i32, Vec<Statement>>,
    ) -> Vec<PlanFindings> {
        let mut of_plans: HashMap<&str, (&Plan, Vec<Statement>)> = HashMap::new();
        for subject in &self.subjects {
            for known in subject.below.iter().chain(&subject.before).chain([&subject.own]) {
                of_plans.entry(&known.plan.id).or_insert_with(|| {
                    let of_documents = known.ids.iter().filter_map(|id| statements.remove(id));
                    (&known.plan, of_documents.flatten().collect())
                });
            }
        }
        let chosen: HashMap<&str, ChosenFigures> = (of_plans.par_iter())
            .map(|(id, (plan, said))| (*id, ChosenFigures::of(catalog, plan, said)))
            .collect();
        let nothing = ChosenFigures::default();
        let region = |known: &'_ PlanRevisions| {
            let id = &*known.plan.id;
            (
                of_plans.get(id).map_or(&[][..], |(_, said)| said.as_slice()),
                chosen.get(id).unwrap_or(&nothing),
            )
        };
        let check = |subject: &PlanSubject| {
            let below: Vec<Region<'_>> =
                subject.below.iter().map(|known| of(known, region(known))).collect();
            let findings = checks::findings(&Subject {
                catalog,
                own: of(&subject.own, region(&subject.own)),
                before: subject.before.as_ref().map(|known| of(known, region(known))),
                below: &below,
            });
            PlanFindings::new(subject.own.plan.id.to_string(), release, &findings)
        };
        self.subjects.par_iter().map(check).collect()
    }
}

fn of<'s>(
    known: &'s PlanRevisions,
    (statements, chosen): (&'s [Statement], &'s ChosenFigures),
) -> Region<'s> {
    Region { plan: &known.plan, statements, chosen }
}

/// The period before, as long as this one.
fn earlier([first, last]: [u16; 2]) -> [u16; 2] {
    let years = last + 1 - first;
    [first.saturating_sub(years), last.saturating_sub(years)]
}

/// Regions whose plans may depend on a removed plan: its own region, which has the plan after it,
/// and the region above.
fn concerned<'c>(catalog: &'c Catalog, gone: &'c str) -> impl Iterator<Item = &'c str> {
    let region = gone.rsplit_once('-').and_then(|(head, _)| head.rsplit_once('-'));
    let region = region.map(|(region, _)| region);
    let above = region.and_then(|region| catalog.region(region)?.parent.as_deref());
    region.into_iter().chain(above)
}
