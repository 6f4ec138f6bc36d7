//! The answer of `/v1/meta`.

use crate::domain::words;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The endpoints of the service and the content of the release.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct About {
    pub counts: Counts,
    /// Periods that can be compared, in order.
    pub periods: Vec<Period>,
    /// First and last year of targets and of actuals.
    pub years: Vec<Years>,
    /// Domains of indicators, in the order of the catalogue.
    pub domains: Vec<DomainCounts>,
    /// Closed sets of words in answers and filters, with their names.
    pub words: Vec<WordSet>,
    /// Every list and comparison with its parameters.
    pub endpoints: Vec<Endpoint>,
}

/// Counts of the release.
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
    /// Indicators that any plan states.
    pub indicators_stated: usize,
    /// Documents whose whole text can be searched.
    pub texts: i64,
    /// Releases up to this one; `release=` takes 1 to this.
    pub releases: i32,
}

/// A period, and what states its targets.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Period {
    /// As `period=` takes it.
    #[schema(example = "2021-2025")]
    pub id: String,
    /// Plans for it.
    pub plans: i64,
    /// Regions with a later plan whose review table repeats the targets of the period.
    #[schema(example = 2)]
    pub reviewed: i64,
    /// Regions with a document of another kind that looks ahead to the last year of the period.
    #[schema(example = 1)]
    pub outlooks: i64,
}

/// The years of rows of a kind.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Years {
    #[schema(value_type = words::RowKind)]
    pub kind: String,
    /// Null where no row has a year.
    #[schema(example = 2016)]
    pub first: Option<i32>,
    /// Last of them; null where no row has a year.
    #[schema(example = 2035)]
    pub last: Option<i32>,
}

/// A domain, with counts.
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

/// An endpoint with its parameters.
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
    /// Name in the URL.
    #[schema(example = "comparator")]
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Description.
    pub description: String,
    /// The accepted words; empty where other values are accepted, which the description names.
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
    /// Its default: text, a number, true or false; null without one.
    #[schema(value_type = Value)]
    pub default: Option<Value>,
    /// A value that makes sense: text, a number, true or false, or a list.
    #[schema(value_type = Value)]
    pub example: Option<Value>,
}
