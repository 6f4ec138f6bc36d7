//! `/v1/quality`: how well the plans were read, measured against the annotations of a careful reader.

use crate::api::answer::body::{Answer, Body, Notice};
use crate::api::answer::format::{Cell, Column, Flat, TABULAR};
use crate::api::app::App;
use crate::api::ask::params::Params;
use crate::api::ask::query::{FromQuery, Query};
use crate::api::contract::Problems;
use crate::api::problem::ApiError;
use crate::evaluate::quality::{Evaluation, Figures, Quality};
use crate::store;
use axum::extract::State;

impl Flat for Evaluation {
    const COLUMNS: &'static [Column] = &[
        Column::key("document", "document"),
        Column::key("part", "part"),
        Column::key("name", "name"),
        Column::integer("annotated", "annotated"),
        Column::integer("found", "found"),
        Column::integer("hit", "hit"),
        Column::number("recall", "recall"),
        Column::number("precision", "precision"),
        Column::number("whole", "whole"),
        Column::number("unit_accuracy", "unit_accuracy"),
        Column::number("comparator_accuracy", "comparator_accuracy"),
        Column::number("measure_accuracy", "measure_accuracy"),
        Column::number("year_accuracy", "year_accuracy"),
        Column::number("label_accuracy", "label_accuracy"),
        Column::number("whole_accuracy", "whole_accuracy"),
        Column::RELEASE,
    ];

    /// A row for the running text, for each kind and each rule in it, and for the cells of the tables.
    fn rows(&self, release: i32) -> Vec<Vec<Cell>> {
        let document: Cell = self.document.as_ref().map(|document| &document.name).into();
        let text = [("prose", &self.prose)].into_iter();
        let kinds = self.kinds.iter().map(|kind| ("kind", kind));
        let rules = self.rules.iter().map(|rule| ("rule", rule));
        let mut rows: Vec<_> = text
            .chain(kinds)
            .chain(rules)
            .map(|(part, of)| flat(&document, part, of, release))
            .collect();
        let tables = &self.tables;
        let counts = [tables.cells, tables.found, tables.hit].map(whole);
        let shares = [tables.recall, tables.precision].map(Cell::from);
        let mut cells = vec![document, "table_cells".into(), "all".into()];
        cells.extend(counts.into_iter().chain(shares));
        cells.resize(Self::COLUMNS.len() - 1, Cell::Empty);
        cells.push(release.into());
        rows.push(cells);
        rows
    }
}

fn flat(document: &Cell, part: &str, of: &Figures, release: i32) -> Vec<Cell> {
    let accuracy = of.accuracy;
    let mut cells = vec![document.clone(), part.into(), (&of.name).into()];
    cells.extend([of.gold.map_or(Cell::Empty, whole), whole(of.found), whole(of.hit)]);
    let shares = [of.recall, of.precision, of.whole, accuracy.unit, accuracy.comparator];
    cells.extend(shares.map(Cell::from));
    let shares = [accuracy.measure, accuracy.year, accuracy.label, accuracy.whole];
    cells.extend(shares.map(Cell::from));
    cells.push(release.into());
    cells
}

fn whole(count: usize) -> Cell {
    (count as u64).into()
}

/// How the parameters are documented; [`QualityQuery`] reads them.
#[derive(Debug, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "only described, never filled")]
pub struct QualityParams {
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
    #[param(example = "rules,tables")]
    fields: Option<String>,
}

/// Nothing but a format can be asked for.
#[derive(Debug)]
pub struct QualityQuery;

impl FromQuery for QualityQuery {
    fn from_query(params: &mut Params<'_>) -> Self {
        params.table::<Evaluation>(TABULAR);
        Self
    }
}

/// How well the plans were read.
///
/// What the parser found in documents that a careful reader annotated by hand: recall, precision and
/// accuracy, by document, kind and rule. All annotated documents together come first (`document` is null), then
/// each, with what was missed, what is not annotated and what is wrong in a field. A statement is found where
/// kind, value and place agree. The figures are those of the program that made the release. A plan
/// nobody annotated is named in `warnings`, and so is that none were kept: of a release made before they were.
#[utoipa::path(
    get, path = "/v1/quality", tag = "service", operation_id = "getQuality", params(QualityParams),
    responses((status = 200, description = "The evaluations", content(
        (Body<Vec<Evaluation>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn get_quality(
    State(app): State<App>,
    Query { asked, .. }: Query<QualityQuery>,
) -> Result<Answer<Evaluation>, ApiError> {
    let release = asked.snapshot.release.id;
    let kept = store::release::quality(&app.db, release).await?;
    let (evaluations, warning) = if let Some(kept) = kept {
        told(&kept).map_err(ApiError::Internal)?
    } else {
        let message = format!("release {release} was made before evaluations were kept");
        (Vec::new(), Some(("not_kept", message)))
    };
    let mut body = Body::whole(evaluations, &asked);
    body.warnings.extend(warning.map(|(code, message)| Notice { code: code.to_owned(), message }));
    Ok(Answer { body, asked, name: "quality" })
}

/// The evaluations a release keeps, and the code and text of what is to be known of them.
type Told = (Vec<Evaluation>, Option<(&'static str, String)>);

fn told(kept: &str) -> Result<Told, String> {
    let quality: Quality = serde_json::from_str(kept).map_err(|error| error.to_string())?;
    let names: Vec<_> = quality.not_annotated.iter().map(|plan| plan.name.as_str()).collect();
    let warning = (!names.is_empty()).then(|| {
        let names = names.join(", ");
        (
            "not_annotated",
            format!("nobody annotated {names}: nothing is known of how well they were read"),
        )
    });
    Ok((quality.evaluations, warning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::ask::params::tests::known_by;
    use utoipa::IntoParams;

    #[test]
    fn every_parameter_read_is_documented_and_the_other_way_round() {
        let documented = QualityParams::into_params(|| None);
        let documented: Vec<_> = documented.into_iter().map(|param| param.name).collect();
        assert_eq!(known_by::<QualityQuery>(), documented);
    }

    #[test]
    fn the_figures_compiled_in_are_figures_and_fill_every_column() {
        let (evaluations, _) = told(crate::evaluate::quality::MEASURED).unwrap();
        assert!(evaluations[0].prose.found > 0);
        for row in evaluations.iter().flat_map(|one| one.rows(1)) {
            assert_eq!(row.len(), Evaluation::COLUMNS.len());
        }
    }
}
