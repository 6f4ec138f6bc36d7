//! Conflicts of a load with the plans that stay in the database.

use super::step::{CheckedDocument, observation_id};
use super::{check, error::Error, options::Options, problem::Problem};
use crate::catalog::Catalog;
use crate::store;
use crate::store::revision::CurrentRevision;
use sqlx::PgConnection;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Conflicts of these plans and this catalogue with the plans that stay: an id in two plans, and
/// indicators that the catalogue no longer has or has in another unit, which only a changed catalogue can lack.
pub(super) async fn with_the_rest(
    db: &mut PgConnection,
    catalog: &Catalog,
    plans: &[Arc<CheckedDocument>],
    current: &[CurrentRevision],
    options: Options,
    catalog_changed: bool,
) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    if options.prune {
        return Ok(problems);
    }
    let loaded: Vec<String> = plans.iter().map(|new| new.document_id().to_owned()).collect();
    let names: HashSet<&str> = loaded.iter().map(String::as_str).collect();
    let stay: Vec<&CurrentRevision> =
        current.iter().filter(|old| !names.contains(old.document_id.as_str())).collect();
    if stay.is_empty() {
        return Ok(problems);
    }
    let ids = plans.iter().flat_map(|new| &new.ids);
    let ids: Vec<String> = ids.map(|id| observation_id(*id)).collect();
    let taken: HashMap<String, String> = store::observation::taken(&mut *db, &ids, &loaded)
        .await?
        .into_iter()
        .map(|taken| (taken.id, taken.document_id))
        .collect();
    for new in plans.iter().filter(|new| has_any(new, &taken)) {
        let document = new.read().map_err(|unread| Error::Refused(vec![unread]))?;
        let reads = document.observations.iter().enumerate();
        let mut same = reads.filter_map(|(at, read)| Some((at, read, taken.get(&read.id)?)));
        // A document that was loaded for another plan shares every id, so one problem is enough.
        if let Some((position, read, document_id)) = same.next() {
            let more = match same.count() {
                0 => String::new(),
                count => format!("; so have {count} more"),
            };
            let id = &read.id;
            problems.push(Problem {
                file: new.path.clone(),
                entry: Some(check::entry(position, read)),
                reason: format!(
                    "has the id {id} of an observation of {document_id}, already loaded{more}"
                ),
            });
        }
    }
    if !catalog_changed {
        return Ok(problems);
    }
    let regions: HashSet<&str> = catalog.regions.iter().map(|region| region.id.as_str()).collect();
    for old in stay.iter().filter(|old| !regions.contains(old.region_id.as_str())) {
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

/// Whether an id of the document is taken.
fn has_any(new: &CheckedDocument, taken: &HashMap<String, String>) -> bool {
    !taken.is_empty() && new.ids.iter().any(|id| taken.contains_key(&observation_id(*id)))
}

/// A plan that stays in the database conflicts with the catalogue.
fn clash(document_id: &str, why: String) -> Problem {
    Problem {
        file: document_id.to_owned(),
        entry: None,
        reason: format!("{why}; load this plan's file too, or take it out with --prune"),
    }
}
