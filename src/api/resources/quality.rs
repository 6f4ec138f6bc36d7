//! `/v1/quality`: the quality of the reading, measured against annotations by a careful reader.

use crate::api::answer::{Answer, Body, Notice};
use crate::api::app::App;
use crate::api::ask::declare::query;
use crate::api::ask::parameters::Table;
use crate::api::ask::query::Query;
use crate::api::contract::responses::Problems;
use crate::api::problem::ApiError;
use crate::domain::text::{Text, text};
use crate::evaluate::quality::{Accuracy, Evaluation, Figures, Quality, TableFigures};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store;
use crate::store::words::word;
use axum::extract::State;

/// A row of an evaluation: the figures of a kind, of a rule, or of the cells of the tables.
struct FiguresRow<'e> {
    part: &'static str,
    name: &'e str,
    annotated: Option<usize>,
    found: usize,
    hit: usize,
    recall: Option<f64>,
    precision: Option<f64>,
    whole: Option<f64>,
    accuracy: Option<Accuracy>,
}

impl<'e> FiguresRow<'e> {
    fn of_prose(part: &'static str, figures: &'e Figures) -> Self {
        Self {
            part,
            name: &figures.name,
            annotated: figures.gold,
            found: figures.found,
            hit: figures.hit,
            recall: figures.recall,
            precision: figures.precision,
            whole: figures.whole,
            accuracy: Some(figures.accuracy),
        }
    }

    fn of_tables(figures: &TableFigures) -> Self {
        Self {
            part: "table_cells",
            name: "all",
            annotated: Some(figures.cells),
            found: figures.found,
            hit: figures.hit,
            recall: figures.recall,
            precision: figures.precision,
            whole: None,
            accuracy: None,
        }
    }
}

columns! {
    fn cells(evaluation: &Evaluation, row: &FiguresRow<'_>, release: i32);
    key "document" of "document" = evaluation.document.as_ref().map(|document| &document.name);
    key "part" of "part" = row.part;
    key "name" of "name" = row.name;
    integer "annotated" of "annotated" = row.annotated;
    integer "found" of "found" = row.found;
    integer "hit" of "hit" = row.hit;
    number "recall" of "recall" = row.recall;
    number "precision" of "precision" = row.precision;
    number "whole" of "whole" = row.whole;
    number "unit_accuracy" of "unit_accuracy" = row.accuracy.and_then(|accuracy| accuracy.unit);
    number "comparator_accuracy" of "comparator_accuracy" = row.accuracy.and_then(|accuracy| accuracy.comparator);
    number "measure_accuracy" of "measure_accuracy" = row.accuracy.and_then(|accuracy| accuracy.measure);
    number "year_accuracy" of "year_accuracy" = row.accuracy.and_then(|accuracy| accuracy.year);
    number "label_accuracy" of "label_accuracy" = row.accuracy.and_then(|accuracy| accuracy.label);
    number "whole_accuracy" of "whole_accuracy" = row.accuracy.and_then(|accuracy| accuracy.whole);
    integer "release" of "release" = release;
    key "document_kind" of "kind" = evaluation.kind.map(word);
}

impl Flat for Evaluation {
    const COLUMNS: &'static [Column] = COLUMNS;

    /// A row for the running text, for each kind and each rule in it, and for the cells of the tables.
    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        let text = std::iter::once(FiguresRow::of_prose("prose", &self.prose));
        let kinds = self.kinds.iter().map(|kind| FiguresRow::of_prose("kind", kind));
        let rules = self.rules.iter().map(|rule| FiguresRow::of_prose("rule", rule));
        let tables = FiguresRow::of_tables(&self.tables);
        let rows = text.chain(kinds).chain(rules).chain([tables]);
        rows.map(|row| cells(self, &row, release)).collect()
    }
}

query! {
    /// All evaluations of a release.
    pub struct QualityQuery {
        #[example = "rules,tables"]
        answer: Table<Evaluation>,
    }
}

/// The quality of the reading.
///
/// What the parser found in documents that a careful reader annotated by hand: recall, precision
/// and accuracy, by document, kind and rule. All annotated documents together come first
/// (`document` and `kind` are null), then all of each kind (`document` is null), then each
/// document, with what was missed, what is not annotated and what is wrong in a field. A statement
/// is found where kind, value and place agree. The figures are those of the program that made the
/// release. `warnings` name documents without annotations, and releases without figures, which
/// older programs made.
#[utoipa::path(
    get, path = "/v1/quality", tag = "service", operation_id = "getQuality",
    responses((status = 200, description = "The evaluations", content(
        (Body<Vec<Evaluation>> = "application/json"), (String = "text/csv"))), Problems),
)]
pub(crate) async fn get_quality(
    State(app): State<App>,
    Query { context, .. }: Query<QualityQuery>,
) -> Result<Answer<Evaluation>, ApiError> {
    let release = context.snapshot.release.id;
    let kept = store::release::quality(&app.db, release).await?;
    let (evaluations, warning) = if let Some(kept) = kept {
        stored_evaluations(&kept).map_err(ApiError::Internal)?
    } else {
        let text = text!(
            "release {release} was made before evaluations were kept",
            "版本 {release} 早于评测结果的保存"
        );
        (Vec::new(), Some(("not_kept", text)))
    };
    let mut body = Body::whole(evaluations, &context);
    body.warnings.extend(warning.map(|(code, text)| Notice::new(code, text, context.lang)));
    Ok(Answer { body, context, name: "quality" })
}

/// The evaluations of a release, with the code and the text of a notice.
type EvaluationsAndNotice = (Vec<Evaluation>, Option<(&'static str, Text)>);

fn stored_evaluations(kept: &str) -> Result<EvaluationsAndNotice, String> {
    let quality: Quality = serde_json::from_str(kept).map_err(|error| error.to_string())?;
    let names: Vec<_> = quality.not_annotated.iter().map(|plan| plan.name.as_str()).collect();
    let warning = (!names.is_empty()).then(|| {
        let names = names.join(", ");
        (
            "not_annotated",
            text!(
                "nobody annotated {names}: nothing is known of how well they were read",
                "{names} 未经标注：其读取质量未知"
            ),
        )
    });
    Ok((quality.evaluations, warning))
}

/// The evaluation of one document by the hash of its bytes; `None` where it has no annotations.
///
/// # Errors
/// Those of the database.
pub(in crate::api) async fn evaluation_of(
    app: &App,
    release: i32,
    sha256: &str,
) -> Result<Option<Evaluation>, ApiError> {
    let Some(kept) = store::release::quality(&app.db, release).await? else { return Ok(None) };
    let (evaluations, _) = stored_evaluations(&kept).map_err(ApiError::Internal)?;
    let is_of = |one: &Evaluation| one.document.as_ref().is_some_and(|it| it.sha256 == sha256);
    Ok(evaluations.into_iter().find(is_of))
}

/// The evaluation of all annotated documents together; `None` where none was kept.
///
/// # Errors
/// Those of the database.
pub(in crate::api) async fn evaluation_of_all(
    app: &App,
    release: i32,
) -> Result<Option<Evaluation>, ApiError> {
    let Some(kept) = store::release::quality(&app.db, release).await? else { return Ok(None) };
    let (evaluations, _) = stored_evaluations(&kept).map_err(ApiError::Internal)?;
    Ok(evaluations.into_iter().find(|one| one.document.is_none() && one.kind.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_compiled_in_are_figures_and_fill_every_column() {
        let (evaluations, _) = stored_evaluations(crate::evaluate::quality::MEASURED).unwrap();
        assert!(evaluations[0].prose.found > 0);
        for row in evaluations.iter().flat_map(|one| one.rows(1)) {
            assert_eq!(row.len(), Evaluation::COLUMNS.len());
        }
    }
}
