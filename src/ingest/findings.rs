//! Runs the checks for the plans that a load affects, within its transaction.
//!
//! The findings of a plan depend on the plan, on the previous plan of the same region, and, for a city, on the
//! plans of its districts. A load checks a plan again when one of these changes, and all plans when the
//! catalogue or the rules change. Memory contains at most a city and its districts.

use crate::catalog::Catalog;
use crate::checks::{self, Region, Subject};
use crate::domain::Statement;
use crate::store;
use crate::store::checks::PlanRevisions;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};

/// Brings the findings of a release up to date. `touched` has the ids of plans that the load wrote,
/// changed or removed; `None` means all.
pub(super) async fn update(
    db: &mut PgConnection,
    catalog: &Catalog,
    release: i32,
    touched: Option<&HashSet<String>>,
    progress: &dyn Fn(&str),
) -> sqlx::Result<()> {
    let plans = store::checks::revisions(&mut *db, release).await?;
    let places: HashMap<(&str, [u16; 2]), &PlanRevisions> = (plans.iter())
        .map(|known| ((known.plan.region.as_str(), known.plan.period), known))
        .collect();
    let mut below: HashMap<&str, Vec<&str>> = HashMap::new();
    for region in &catalog.regions {
        if let Some(parent) = &region.parent {
            below.entry(parent).or_default().push(&region.id);
        }
    }
    let stay: HashSet<&str> = plans.iter().map(|known| known.plan.id.as_str()).collect();
    let mut bereft: HashSet<&str> = HashSet::new();
    for gone in touched.into_iter().flatten().filter(|id| !stay.contains(id.as_str())) {
        // A removed plan has no findings.
        store::checks::replace(db, release, gone, &[]).await?;
        bereft.extend(concerned(catalog, gone));
    }
    for (done, own) in plans.iter().enumerate() {
        let region = own.plan.region.as_str();
        let before = places.get(&(region, earlier(own.plan.period))).copied();
        let children = below.get(region).into_iter().flatten();
        let below: Vec<&PlanRevisions> =
            children.filter_map(|child| places.get(&(*child, own.plan.period)).copied()).collect();
        let looked_at = touched.is_none_or(|touched| {
            let mut concerned = below.iter().copied().chain(before).chain([own]);
            bereft.contains(region) || concerned.any(|plan| touched.contains(&plan.plan.id))
        });
        if looked_at {
            progress(&format!("checking {} ({} of {})", own.plan.id, done + 1, plans.len()));
            check(db, catalog, release, own, before, &below).await?;
        }
    }
    Ok(())
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

async fn check(
    db: &mut PgConnection,
    catalog: &Catalog,
    release: i32,
    own: &PlanRevisions,
    before: Option<&PlanRevisions>,
    below: &[&PlanRevisions],
) -> sqlx::Result<()> {
    let said = store::checks::statements(&mut *db, &own.ids).await?;
    let earlier = match before {
        Some(before) => store::checks::statements(&mut *db, &before.ids).await?,
        None => Vec::new(),
    };
    let mut districts: Vec<Vec<Statement>> = Vec::with_capacity(below.len());
    for district in below {
        districts.push(store::checks::statements(&mut *db, &district.ids).await?);
    }
    let below: Vec<Region<'_>> = (below.iter().zip(&districts))
        .map(|(district, statements)| Region { plan: &district.plan, statements })
        .collect();
    let subject = Subject {
        catalog,
        own: Region { plan: &own.plan, statements: &said },
        before: before.map(|before| Region { plan: &before.plan, statements: &earlier }),
        below: &below,
    };
    let findings = checks::findings(&subject);
    store::checks::replace(db, release, &own.plan.id, &findings).await
}
