//! Conflicts of a load with the plans that stay in the database.

use super::{check, error::Error, options::Options, problem::Problem, step::Loadable};
use crate::catalog::Catalog;
use crate::store;
use crate::store::revision::Current;
use sqlx::PgConnection;
use std::collections::HashMap;

/// Conflicts of these plans and this catalogue with the plans that stay: an id in two plans, and
/// indicators that the catalogue no longer has or has in another unit.
pub(super) async fn with_the_rest(
    db: &mut PgConnection,
    catalog: &Catalog,
    plans: &[Loadable<'_>],
    current: &[Current],
    options: Options,
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    if options.prune {
        return Ok(problems);
    }
    let loaded: Vec<String> = plans.iter().map(|new| new.document.document.id.clone()).collect();
    let ids: Vec<String> =
        plans.iter().flat_map(|new| &new.derived).map(|derived| derived.id.clone()).collect();
    let taken: HashMap<String, String> = store::observation::taken(&mut *db, &ids, &loaded)
        .await?
        .into_iter()
        .map(|taken| (taken.id, taken.document_id))
        .collect();
    for new in plans.iter().filter(|_| !taken.is_empty()) {
        let reads = new.document.observations.iter().enumerate();
        let mut same = reads.filter_map(|(at, read)| Some((at, read, taken.get(&read.id)?)));
        // A document that was loaded for another plan shares every id, so one problem is enough.
        if let Some((position, read, document_id)) = same.next() {
            let more = match same.count() {
                0 => String::new(),
                count => format!("; so have {count} more"),
            };
            let id = &read.id;
            problems.push(Problem {
                file: new.path.to_owned(),
                entry: Some(check::entry(position, read)),
                reason: format!(
                    "has the id {id} of an observation of {document_id}, already loaded{more}"
                ),
            });
        }
    }
    let stay = current.iter().filter(|old| !loaded.contains(&old.document_id));
    for old in stay.filter(|old| catalog.regions.iter().all(|region| region.id != old.region_id)) {
        problems.push(clash(
            &old.document_id,
            format!("region `{}` is no longer in the catalogue", old.region_id),
        ));
    }
    for used in store::catalog::in_use(&mut *db, &loaded).await? {
        let id = &used.indicator_id;
        match catalog.indicators.iter().find(|indicator| indicator.id == *id) {
            None => problems.push(clash(
                &used.document_id,
                format!("indicator `{id}` is no longer in the catalogue"),
            )),
            Some(now) => {
                let unit = now.unit.as_deref().unwrap_or_default();
                if let Some(old) = used.canonical_units.iter().find(|old| old.as_str() != unit) {
                    let why = format!("indicator `{id}` is in `{unit}` now, and there in `{old}`");
                    problems.push(clash(&used.document_id, why));
                }
            }
        }
    }
    Ok(problems)
}

/// A plan that stays in the database conflicts with the catalogue.
fn clash(document_id: &str, why: String) -> Problem {
    Problem {
        file: document_id.to_owned(),
        entry: None,
        reason: format!("{why}; load this plan's file too, or take it out with --prune"),
    }
}
