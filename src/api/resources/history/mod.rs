//! `/history` of a row: what it said in each release that had it.

pub mod statement;

use super::rows::RegionRef;
use crate::api::answer::{Answer, Body};
use crate::api::app::App;
use crate::api::ask::names;
use crate::api::ask::params::Params;
use crate::api::ask::query::{Asked, FromQuery, Id, Query};
use crate::api::contract::ItemProblems;
use crate::api::format::{Column, ColumnValue, Flat, TABULAR, columns};
use crate::api::problem::ApiError;
use crate::api::resources::history::statement::{
    FieldChange, Statement, cell, differing, field_text, whole,
};
use crate::store::versions as store;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// What an observation said for a stretch of releases.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Version {
    /// Id of the observation, the same in every version.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    /// The first release that says so.
    #[schema(example = 1)]
    pub from_release: i32,
    /// The last release that says so; null where the release answered from does.
    pub to_release: Option<i32>,
    /// Id of the plan.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: String,
    pub region: RegionRef,
    /// What differs from the version before; empty for the first.
    pub fields: Vec<FieldChange>,
    /// Field by field what it says.
    #[schema(value_type = Object)]
    pub said: Statement,
}

columns! {
    fn cells(row: &Version, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "plan" of "plan" = &row.plan;
    integer "from_release" of "from_release" = row.from_release;
    integer "to_release" of "to_release" = row.to_release;
    text "indicator_id" of "said" = cell(&row.said, "indicator_id");
    text "kind" of "said" as RowKind = cell(&row.said, "kind");
    text "period" of "said" = cell(&row.said, "period");
    integer "year" of "said" = whole(&row.said, "year");
    number "value" of "said" = cell(&row.said, "value");
    number "value_high" of "said" = cell(&row.said, "value_high");
    text "unit" of "said" = cell(&row.said, "unit");
    text "comparator" of "said" as Comparator = cell(&row.said, "comparator");
    text "measure" of "said" as Measure = cell(&row.said, "measure");
    text "status" of "said" as Status = cell(&row.said, "status");
    text "attribute" of "said" as Attribute = cell(&row.said, "attribute");
    text "label" of "said" = cell(&row.said, "label");
    text "printed_value" of "said" = cell(&row.said, "printed_value");
    text "printed_unit" of "said" = cell(&row.said, "printed_unit");
    text "printed_text" of "said" = cell(&row.said, "printed_text");
    integer "line" of "said" = whole(&row.said, "line");
    text "quote" of "said" = cell(&row.said, "quote");
    text "changed_fields" of "fields" = row.fields.iter().map(|change| change.field.as_str()).collect::<Vec<_>>().join(" ");
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

impl Flat for Version {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}

/// How the parameters are documented; [`HistoryQuery`] reads them.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct HistoryParams {
    /// `json`, `csv`, `ndjson`, `xlsx` or `parquet`; wins over `Accept`.
    #[param(example = "json")]
    format: Option<String>,
    /// CSV only: begin with a byte order mark, for Excel.
    #[param(default = false)]
    bom: Option<bool>,
    /// How coded words (comparator, status, …) stand in tabular formats: as `code`, as `name` in the language of
    /// the answer, or as `both`.
    #[param(example = "both")]
    labels: Option<String>,
    /// Fields of the entries, separated by commas; all where left out, and ids always. In tabular formats a field stands
    /// for its columns, and columns may be named too.
    #[param(example = "from_release,to_release,fields")]
    fields: Option<String>,
}

/// A history, in some format.
#[derive(Debug)]
pub struct HistoryQuery;

impl FromQuery for HistoryQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        params.table::<Version>(TABULAR);
        Self
    }
}

/// One entry for each content, the stretches of releases with the same content joined.
fn versions(id: &str, found: Vec<store::Version>, asked: &Asked) -> Vec<Version> {
    let until = asked.snapshot.release.id;
    let mut versions: Vec<Version> = Vec::new();
    for next in found {
        // What a later release ended still holds in the one answered from.
        let to_release = next.release_to.map(|to| to - 1).filter(|last| *last < until);
        let said = next.said.0;
        let fields = match versions.last_mut() {
            Some(last)
                if last.said == said
                    && last.plan == next.plan_id
                    && follows(last, next.release_from) =>
            {
                last.to_release = to_release;
                continue;
            }
            Some(last) => differing(&last.said, &said),
            None => Vec::new(),
        };
        versions.push(Version {
            id: id.to_owned(),
            from_release: next.release_from,
            to_release,
            region: RegionRef::of(&next.region_id, &asked.snapshot),
            plan: next.plan_id,
            fields,
            said,
        });
    }
    versions
}

fn follows(version: &Version, release: i32) -> bool {
    version.to_release == Some(release - 1)
}

async fn of(
    app: &App,
    kind: &'static str,
    id: String,
    asked: Asked,
) -> Result<Answer<Version>, ApiError> {
    let found = store::of_observation(&app.db, &id, asked.snapshot.release.id).await?;
    let of_kind =
        found.iter().any(|version| field_text(&version.said, "kind").as_deref() == Some(kind));
    if !of_kind {
        return Err(names::no_row(kind, id));
    }
    let versions = versions(&id, found, &asked);
    Ok(Answer { body: Body::whole(versions, &asked), asked, name: "history" })
}

/// That a release has no row of this kind with this id, and which was the last that had it.
pub(crate) async fn absent(app: &App, kind: &'static str, id: String, asked: &Asked) -> ApiError {
    let release = asked.snapshot.release.id;
    match store::last_with(&app.db, kind, &id, release).await {
        Ok(Some(last)) => ApiError::Withdrawn { what: names::row_kind(kind), id, release, last },
        Ok(None) => names::no_row(kind, id),
        Err(error) => error.into(),
    }
}

/// What a target said in each release.
///
/// One entry for each content it had, the oldest first, with the releases that content held for; also of a
/// target that was withdrawn since.
#[utoipa::path(
    get, path = "/v1/targets/{id}/history", tag = "rows", operation_id = "getTargetHistory",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), HistoryParams),
    responses((status = 200, description = "The history", content(
        (Body<Vec<Version>> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_target_history(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<HistoryQuery>,
) -> Result<Answer<Version>, ApiError> {
    of(&app, "target", id, asked).await
}

/// What an actual said in each release.
///
/// As `/v1/targets/{id}/history`.
#[utoipa::path(
    get, path = "/v1/actuals/{id}/history", tag = "rows", operation_id = "getActualHistory",
    params(("id" = String, Path, description = "Id of a row", example = "5f0c3a9e1b7d2468"), HistoryParams),
    responses((status = 200, description = "The history", content(
        (Body<Vec<Version>> = "application/json"), (String = "text/csv"))), ItemProblems),
)]
pub(crate) async fn get_actual_history(
    State(app): State<App>,
    Id(id): Id,
    Query { asked, .. }: Query<HistoryQuery>,
) -> Result<Answer<Version>, ApiError> {
    of(&app, "actual", id, asked).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = HistoryParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<HistoryQuery>(), documented);
    }
}
