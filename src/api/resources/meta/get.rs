//! The handler of `/v1/meta`.

use super::about::{About, Counts, DomainCounts, NamedWord, Period, WordSet, Years};
use super::form;
use crate::api::answer::{Body, One};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::Query;
use crate::api::contract::endpoints::Endpoints;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::catalog::Catalog;
use crate::domain;
use crate::domain::words;
use crate::store::Snapshot;
use crate::store::meta::{ObservationCount, ReleaseCounts};
use axum::Extension;
use axum::extract::State;
use std::collections::BTreeSet;

query! {
    /// The requested parts of the answer.
    pub struct MetaQuery {
        /// Parts of the answer, separated by commas. Left out: all.
        #[example = "counts,periods,domains"]
        answer: Item<About>,
    }
}

fn word_sets() -> Vec<WordSet> {
    let named = |word: &words::Word| NamedWord { code: word.code, name: word.zh, name_en: word.en };
    let of =
        |set: &words::Set| WordSet { set: set.name, words: set.words.iter().map(named).collect() };
    words::SETS.iter().map(of).collect()
}

fn years(tallies: &[ObservationCount]) -> Vec<Years> {
    let of = |kind: &str| {
        let own = || tallies.iter().filter(|tally| tally.kind == kind);
        Years {
            kind: kind.to_owned(),
            first: own().filter_map(|tally| tally.year_first).min(),
            last: own().filter_map(|tally| tally.year_last).max(),
        }
    };
    words::RowKind::ALL.iter().map(|kind| of(kind)).collect()
}

fn domains(tallies: &[ObservationCount], catalog: &Catalog) -> Vec<DomainCounts> {
    let of = |domain: &crate::catalog::Domain| {
        let own: BTreeSet<&str> = (catalog.indicators.iter())
            .filter(|known| known.domain == domain.id)
            .map(|known| known.id.as_str())
            .collect();
        let stated = tallies.iter().filter(|tally| {
            tally.indicator_id.as_deref().is_some_and(|indicator| own.contains(indicator))
        });
        DomainCounts {
            id: domain.id.clone(),
            name: domain.name_zh.clone(),
            name_en: domain.name_en.clone(),
            indicators: own.len(),
            observations: stated.map(|tally| tally.observations).sum(),
        }
    };
    catalog.domains.iter().map(of).collect()
}

async fn about(app: &App, all: &Endpoints, snapshot: &Snapshot) -> Result<About, ApiError> {
    let (release, catalog) = (&snapshot.release, &snapshot.catalog);
    let ReleaseCounts { tallies, periods, sizes } = snapshot.counts(&app.db).await?;
    let stated: BTreeSet<&String> =
        tallies.iter().filter_map(|tally| tally.indicator_id.as_ref()).collect();
    Ok(About {
        counts: Counts {
            plans: release.plans,
            targets: release.targets,
            actuals: release.actuals,
            regions: catalog.regions.len(),
            regions_with_plan: sizes.regions,
            indicators: catalog.indicators.len(),
            indicators_stated: stated.len(),
            texts: sizes.texts,
            releases: release.id,
        },
        periods: periods
            .iter()
            .map(|period| Period {
                id: domain::Period::stored(period.first, period.last).to_string(),
                plans: period.plans,
                reviewed: period.reviewed,
                outlooks: period.outlooks,
            })
            .collect(),
        years: years(tallies),
        domains: domains(tallies, catalog),
        words: word_sets(),
        endpoints: form::endpoints(&all.0, catalog),
    })
}

/// The endpoints of the service and the content of the release.
///
/// Everything a form needs: periods, years and domains with counts, every closed set of words with its names
/// in Chinese and English, and every list and comparison with its parameters, the values they take and their
/// limits. Regions and indicators are in their own lists, `/v1/regions` and `/v1/indicators`.
#[utoipa::path(
    get, path = "/v1/meta", tag = "search", operation_id = "getMeta",
    responses((status = 200, description = "All of it", body = Body<About>), Problems),
)]
pub(crate) async fn get_meta(
    State(app): State<App>,
    Extension(endpoints): Extension<Endpoints>,
    Query { context, .. }: Query<MetaQuery>,
) -> Result<One<About>, ApiError> {
    let about = about(&app, &endpoints, &context.snapshot).await?;
    Ok(One::new(about, context))
}
