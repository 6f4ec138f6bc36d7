//! `/v1/meta`: all that a form needs to be built, in one call.
//!
//! What parameters there are and how they are described comes from the contract; which values each takes
//! from the code that reads it, asked with a value nobody means ([`values`]); names from the sets of words
//! and the catalogue; counts from the release. Nothing is written down here a second time.

use super::{
    availability, cascade, changes, compare, indicators, plans, regions, releases, resolve,
    scorecards, search,
};
use crate::api::answer::{Body, One};
use crate::api::app::App;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Item, Query};
use crate::api::ask::sent::Sent;
use crate::api::contract::Problems;
use crate::api::problem::ApiError;
use crate::api::resources::checks::query as check_query;
use crate::api::resources::rows::query as row_query;
use crate::api::snapshot::Snapshot;
use crate::catalog::Catalog;
use crate::domain::words;
use crate::store::meta::{self as store, Tally};
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use utoipa::ToSchema;

/// What can be asked, and of what.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct About {
    pub counts: Counts,
    /// Periods plans are for, in order.
    pub periods: Vec<Period>,
    /// First and last year that targets and actuals tell.
    pub years: Vec<Years>,
    /// Domains of indicators, in the order of the catalogue.
    pub domains: Vec<DomainCounts>,
    /// Closed sets of words in answers and filters, with their names.
    pub words: Vec<WordSet>,
    /// Every list and comparison with its parameters.
    pub endpoints: Vec<Endpoint>,
}

/// How much the release holds.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Counts {
    /// Plans loaded.
    #[schema(example = 5)]
    pub plans: i32,
    /// Commitments in them.
    pub targets: i32,
    /// Achieved or estimated figures in them.
    pub actuals: i32,
    /// Regions of the catalogue.
    pub regions: usize,
    /// Those that have a plan.
    pub regions_with_plan: i64,
    /// Indicators of the catalogue.
    pub indicators: usize,
    /// Those that any plan says something about.
    pub indicators_stated: usize,
    /// Documents whose whole text can be searched.
    pub texts: i64,
    /// Releases up to this one; `release=` takes 1 to this.
    pub releases: i32,
}

/// A period plans are for.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Period {
    /// As `period=` takes it.
    #[schema(example = "2021-2025")]
    pub id: String,
    /// Plans for it.
    pub plans: i64,
}

/// The years that rows of a kind tell.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Years {
    #[schema(value_type = words::RowKind)]
    pub kind: String,
    /// Null where no row tells a year.
    #[schema(example = 2016)]
    pub first: Option<i32>,
    /// Last of them; null where no row tells a year.
    #[schema(example = 2035)]
    pub last: Option<i32>,
}

/// A domain, and how much there is in it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DomainCounts {
    /// As `domains=` takes it.
    #[schema(example = "ecology")]
    pub id: String,
    /// Chinese name.
    #[schema(example = "绿色生态")]
    pub name: String,
    /// English name.
    #[schema(example = "Ecology")]
    pub name_en: String,
    /// Indicators of the catalogue.
    pub indicators: usize,
    /// Observations, targets and actuals.
    pub observations: i64,
}

/// A closed set of words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct WordSet {
    /// As the contract names it.
    #[schema(example = "Comparator")]
    pub set: &'static str,
    /// In their own order.
    pub words: Vec<NamedWord>,
}

/// A word of a closed set.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedWord {
    /// As answers and filters have it.
    #[schema(example = "ge")]
    pub code: &'static str,
    /// In Chinese.
    #[schema(example = "不低于")]
    pub name: &'static str,
    /// In English.
    #[schema(example = "at least")]
    pub name_en: &'static str,
}

/// What can be asked of an address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Endpoint {
    /// Under this server.
    #[schema(example = "/v1/targets")]
    pub path: String,
    /// Its id in the contract.
    #[schema(example = "listTargets")]
    pub operation: String,
    /// In a line.
    pub summary: String,
    pub parameters: Vec<Parameter>,
}

/// A query parameter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Parameter {
    /// As it stands in an address.
    #[schema(example = "comparator")]
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What it does.
    pub description: String,
    /// The words it takes; empty where it takes anything that its description says.
    #[schema(example = json!(["eq", "ge", "gt", "le", "lt", "approx"]))]
    pub values: Vec<String>,
    /// The set of `words` that has their names; null where none has.
    #[schema(example = "Comparator")]
    pub set: Option<&'static str>,
    /// Least number or year; null where it is none, or unbounded.
    #[schema(value_type = Option<f64>)]
    pub minimum: Option<Value>,
    /// Greatest number or year; null where it is none, or unbounded.
    #[schema(value_type = Option<f64>)]
    pub maximum: Option<Value>,
    /// What holds where it is left out: text, a number, true or false; null where that is no value.
    #[schema(value_type = Value)]
    pub default: Option<Value>,
    /// A value that makes sense: text, a number, true or false, or a list.
    #[schema(value_type = Value)]
    pub example: Option<Value>,
}

/// How the parameters are documented; [`Item`] reads them.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct MetaParams {
    /// `json`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// Parts of the answer, separated by commas; all where left out.
    #[param(example = "counts,periods,domains")]
    fields: Option<String>,
}

/// Reads the parameters of an address: for [`values`].
type Reader = fn(&Catalog, &str) -> Vec<String>;

/// Who reads the parameters of each address. A test compares it with the contract.
const READERS: &[(&str, Reader)] = &[
    ("/v1/compare", values::<compare::Wanted>),
    ("/v1/cascade", values::<cascade::Wanted>),
    ("/v1/targets", values::<row_query::RowQuery>),
    ("/v1/actuals", values::<row_query::RowQuery>),
    ("/v1/search", values::<search::SearchQuery>),
    ("/v1/resolve", values::<resolve::ResolveQuery>),
    ("/v1/availability", values::<availability::AvailabilityQuery>),
    ("/v1/checks", values::<check_query::CheckQuery>),
    ("/v1/scorecards/{region}", values::<scorecards::ScorecardQuery>),
    ("/v1/regions", values::<regions::RegionQuery>),
    ("/v1/indicators", values::<indicators::IndicatorQuery>),
    ("/v1/plans", values::<plans::PlanQuery>),
    ("/v1/releases", values::<releases::ReleaseQuery>),
    ("/v1/changes", values::<changes::ChangeQuery>),
];

/// The closed set of words a parameter takes: those a refusal names when it is given something nobody
/// means. Empty where it takes more than words.
fn values<T: FromQuery>(catalog: &Catalog, name: &str) -> Vec<String> {
    const NOBODY_MEANS: &str = "\u{1}";
    let sent = Sent { pairs: vec![(name.to_owned(), NOBODY_MEANS.to_owned())], ..Sent::default() };
    let mut params = Params::new(&sent, catalog);
    T::from_query(&mut params);
    // What every address reads.
    params.lang();
    let Err(ApiError::Invalid(errors)) = params.finish() else { return Vec::new() };
    let refused = errors.into_iter().find(|error| error.parameter == name && error.value.is_some());
    let mut allowed = refused.map(|error| error.allowed).unwrap_or_default();
    // A refused format is told what `Accept` takes, too.
    allowed.retain(|word| !word.contains('/'));
    allowed
}

/// The contract, as JSON: read once, for it does not change while the program runs.
static CONTRACT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(crate::api::routes::openapi()).unwrap_or_default());

fn endpoints(catalog: &Catalog) -> Vec<Endpoint> {
    READERS
        .iter()
        .map(|(path, values)| {
            let operation = &CONTRACT["paths"][path]["get"];
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let parameters = parameters.filter(|parameter| parameter["in"] == "query");
            Endpoint {
                path: (*path).to_owned(),
                operation: text(&operation["operationId"]),
                summary: text(&operation["summary"]),
                parameters: parameters
                    .map(|described| {
                        let name = text(&described["name"]);
                        parameter(described, values(catalog, &name), name)
                    })
                    .collect(),
            }
        })
        .collect()
}

fn parameter(described: &Value, values: Vec<String>, name: String) -> Parameter {
    let schema = &described["schema"];
    let of = |value: &Value| Some(value.clone()).filter(|value| !value.is_null());
    let set = words::SETS.iter().find(|set| {
        set.words.len() == values.len()
            && set.words.iter().zip(&values).all(|(word, value)| word.code == value)
    });
    Parameter {
        name,
        required: described["required"] == true,
        description: text(&described["description"]),
        set: set.map(|set| set.name),
        values,
        minimum: of(&schema["minimum"]),
        maximum: of(&schema["maximum"]),
        default: of(&schema["default"]),
        example: of(&described["example"]),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn word_sets() -> Vec<WordSet> {
    let named = |word: &words::Word| NamedWord { code: word.code, name: word.zh, name_en: word.en };
    let of =
        |set: &words::Set| WordSet { set: set.name, words: set.words.iter().map(named).collect() };
    words::SETS.iter().map(of).collect()
}

fn years(tallies: &[Tally]) -> Vec<Years> {
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

fn domains(tallies: &[Tally], catalog: &Catalog) -> Vec<DomainCounts> {
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

async fn about(app: &App, snapshot: &Snapshot) -> Result<About, ApiError> {
    let (release, catalog) = (&snapshot.release, &snapshot.catalog);
    let tallies = store::tallies(&app.db, release.id).await?;
    let periods = store::periods(&app.db, release.id).await?;
    let sizes = store::sizes(&app.db, release.id).await?;
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
            .into_iter()
            .map(|period| Period {
                id: crate::domain::Period::stored(period.first, period.last).to_string(),
                plans: period.plans,
            })
            .collect(),
        years: years(&tallies),
        domains: domains(&tallies, catalog),
        words: word_sets(),
        endpoints: endpoints(catalog),
    })
}

/// What can be asked, and of what.
///
/// Everything a form needs: periods, years and domains with counts, every closed set of words with its names
/// in Chinese and English, and every list and comparison with its parameters, the values they take and their
/// limits. Regions and indicators are in their own lists, `/v1/regions` and `/v1/indicators`.
#[utoipa::path(
    get, path = "/v1/meta", tag = "search", operation_id = "getMeta", params(MetaParams),
    responses((status = 200, description = "All of it", body = Body<About>), Problems),
)]
pub(crate) async fn get_meta(
    State(app): State<App>,
    Query { asked, .. }: Query<Item<About>>,
) -> Result<One<About>, ApiError> {
    let about = about(&app, &asked.snapshot).await?;
    Ok(One::new(about, asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parameters that every list reads.
    const NO_FORM: &[&str] = &["/problems"];

    #[test]
    fn every_address_that_takes_parameters_is_told() {
        for (path, item) in CONTRACT["paths"].as_object().unwrap() {
            let takes = item["get"]["parameters"].as_array().is_some_and(|parameters| {
                let own = |parameter: &&Value| {
                    let common = ["release", "lang", "format", "bom", "fields", "labels"];
                    parameter["in"] == "query"
                        && !common.contains(&text(&parameter["name"]).as_str())
                };
                parameters.iter().any(|parameter| own(&parameter))
            });
            let told = READERS.iter().any(|(known, _)| known == path);
            assert!(
                !takes || told || path.contains('{') || NO_FORM.contains(&path.as_str()),
                "{path} takes parameters: name who reads them in READERS"
            );
        }
    }

    #[test]
    fn values_are_those_the_parameter_takes() {
        let catalog = Catalog::embedded().unwrap();
        let all = endpoints(&catalog);
        let of = |path: &str, name: &str| {
            let endpoint = all.iter().find(|endpoint| endpoint.path == path).unwrap();
            endpoint.parameters.iter().find(|parameter| parameter.name == name).unwrap().clone()
        };
        assert_eq!(of("/v1/targets", "comparator").values, words::Comparator::ALL);
        assert_eq!(of("/v1/targets", "comparator").set, Some("Comparator"));
        assert_eq!(of("/v1/search", "type").values, search::TYPES);
        assert_eq!(of("/v1/availability", "by").values, availability::DIMENSIONS);
        assert!(of("/v1/compare", "status").values.contains(&"no_plan".to_owned()));
        assert!(of("/v1/compare", "sort").values.contains(&"annual_growth".to_owned()));
        assert!(of("/v1/targets", "format").values.contains(&"csv".to_owned()));
        assert!(of("/v1/targets", "regions").values.is_empty());
        assert!(of("/v1/search", "q").required && !of("/v1/search", "type").required);
        assert_eq!(of("/v1/targets", "limit").maximum, Some(5000.into()));
        for endpoint in &all {
            assert!(!endpoint.summary.is_empty(), "{}", endpoint.path);
            assert!(!endpoint.parameters.is_empty(), "{}", endpoint.path);
        }
    }
}
