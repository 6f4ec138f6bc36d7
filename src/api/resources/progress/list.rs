//! The handler of `/v1/progress`.

use super::query::ProgressQuery;
use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::cursor::Place;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::api::resources::no_plan;
use crate::domain::{Period, Plan};
use crate::progress::{self, PlanProgress, ProgressInput};
use crate::store;
use crate::store::words::word;
use axum::extract::State;
use std::collections::HashMap;

/// Targets and their outcomes.
///
/// One entry for each plan, with each of its targets: the base, the target, the latest actual
/// figure in any document, the share of the way that is done, the pace so far and the pace needed,
/// and a verdict with its arithmetic and the ids of all its figures.
///
/// Direction and comparator are those of the target. Growth is compared with the compounded growth
/// of the reported years, a total with their sum, a fall with falls, and only over the same span of
/// years. A target that cannot be compared is `unknown`, with a `reason`. Claims in words stand
/// beside the figures and decide nothing.
///
/// Where the plan of a period is not loaded, the targets are those in the review table of the next
/// plan (`reviewed_in`): the rows of the scorecard.
#[utoipa::path(
    get, path = "/v1/progress", tag = "outcomes", operation_id = "listProgress",
    responses(
        (status = 200, description = "A page of plans, in the order of the regions in the catalogue", content(
            (Body<Vec<PlanProgress>> = "application/json"),
            (String = "image/svg+xml"), (String = "text/csv"),
        )),
        Problems,
    ),
)]
pub(crate) async fn list_progress(
    State(app): State<App>,
    Query { query, mut context }: Query<ProgressQuery>,
) -> Result<Answer<PlanProgress>, ApiError> {
    let snapshot = context.snapshot.clone();
    let (release, catalog) = (snapshot.release.id, snapshot.catalog.as_ref());
    let after = Place::read(&context)?;
    let indicators = query.indicators(catalog);
    let period = query.period.map(|(first, last)| [first, last]);
    let places: Option<Vec<&str>> =
        query.regions.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
    let chosen = snapshot.plans(&app.db).await?.choose(period, places.as_deref());
    let period = chosen.period;
    // Where the plan of a period is not loaded, the review table of the next plan repeats its targets.
    let reviews = store::scorecard::reviewing(&app.db, release, period, places.as_deref()).await?;
    let reviews = reviews.iter().map(|plan| (&*plan.region, (plan, true)));
    let own = chosen.plans.iter().map(|plan| (&*plan.region, (plan, false)));
    let mut by_region: HashMap<&str, (&Plan, bool)> = reviews.chain(own).collect();
    let asked = |id: &String| query.regions.as_ref().is_none_or(|ids| ids.contains(id));
    let regions = catalog.regions.iter().filter(|region| asked(&region.id));
    let known: Vec<_> = regions
        .filter_map(|region| Some((region, by_region.remove(region.id.as_str())?)))
        .collect();
    let total = known.len() as u64;
    let page: Vec<_> = known.iter().skip(after as usize).take(query.limit as usize).collect();
    let ids: Vec<_> = page.iter().map(|(region, _)| region.id.clone()).collect();
    let statements = match ids.as_slice() {
        [] => Vec::new(),
        ids => store::series::statements(&app.db, release, ids, indicators.as_deref()).await?,
    };
    let mut entries = Vec::with_capacity(page.len());
    for (region, (plan, reviewed)) in page {
        // Statements come by region.
        let first = statements.partition_point(|one| one.document.region < region.id);
        let own = &statements[first..];
        let own = &own[..own.partition_point(|one| one.document.region == region.id)];
        let input = ProgressInput {
            catalog,
            lang: snapshot.lang,
            region,
            plan,
            reviewed: *reviewed,
            statements: own,
            as_of: query.as_of,
            indicators: indicators.as_deref(),
        };
        entries.push(entry(&input, query.verdict.as_deref()));
    }
    let written = Period::from(period).to_string();
    context.filters.insert("period".to_owned(), written.clone().into());
    let next = Place::next(after, entries.len(), total, &context)?;
    let mut body = Body::page(entries, &context, query.limit, total, next);
    let without = |id: &&String| known.iter().all(|(region, _)| region.id != **id);
    let without: Vec<_> =
        query.regions.iter().flatten().filter(without).map(String::as_str).collect();
    if !without.is_empty() {
        body.warnings.push(no_plan::notice(catalog, &written, &without, snapshot.lang));
    }
    Ok(Answer { body, context, name: "progress" })
}

/// The progress of one plan with the requested verdicts, in the language of the answer.
fn entry(input: &ProgressInput<'_>, verdicts: Option<&[String]>) -> PlanProgress {
    let mut entry = progress::progress(input);
    if let Some(verdicts) = verdicts {
        entry.targets.retain(|target| verdicts.contains(&word(target.verdict)));
    }
    entry
}
