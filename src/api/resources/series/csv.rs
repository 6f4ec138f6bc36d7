//! Series as rows in long form: one for each figure of each year, columns fixed and append-only.

use super::{cube, picture};
use crate::domain::text::Text;
use crate::format::{About, Column, ColumnValue, Flat, columns, fields};
use crate::series::Series;
use crate::series::answer::{Point, ReportedFigure};
use crate::store::words::word;
use serde_json::Value;
use std::sync::Arc;

/// One figure of a series with the fields beside it.
struct SeriesRow<'s> {
    role: &'static str,
    figure: &'s ReportedFigure,
    point: Option<&'s Point>,
    others: Vec<Arc<str>>,
}

columns! {
    fn cells(series: &Series, row: &SeriesRow<'_>, release: i32);
    key "region_id" of "region" = &series.region.id;
    text "region_code" of "region" = series.region.code.as_ref();
    text "region_name" of "region" = &series.region.name;
    key "indicator_id" of "indicator" = &series.indicator.id;
    text "indicator_name" of "indicator" = &series.indicator.name;
    text "role" of "points" as SeriesRole = row.role;
    integer "year" of "points" = row.figure.year;
    integer "since" of "points" = row.figure.since;
    text "measure" of "points" as Measure = word(row.figure.measure);
    number "value" of "points" = row.figure.value;
    number "value_high" of "points" = row.figure.value_high;
    text "unit" of "points" = row.figure.unit.as_ref();
    text "comparator" of "points" as Comparator = row.figure.comparator.map(word);
    text "text" of "points" = row.figure.printed.text.as_ref();
    text "direction" of "points" as ChangeDirection = row.figure.direction.map(word);
    boolean "preliminary" of "points" = row.figure.preliminary;
    text "attribute" of "points" as Attribute = row.figure.attribute.map(word);
    text "choice" of "points" as SeriesChoice = row.point.map(|point| word(point.choice));
    number "spread_min" of "points" = row.point.and_then(|point| Some(point.spread.as_ref()?.min));
    number "spread_max" of "points" = row.point.and_then(|point| Some(point.spread.as_ref()?.max));
    number "spread_percent" of "points" = row.point.and_then(|point| point.spread.as_ref()?.percent);
    text "candidates" of "points" = (!row.others.is_empty()).then(|| row.others.join(" "));
    text "price_basis" of "points" = row.figure.price_basis.as_ref().map(|basis| basis.words.clone());
    text "printed" of "points" = row.figure.printed.value.as_ref();
    text "printed_unit" of "points" = row.figure.printed.unit.as_ref();
    text "label" of "points" = &row.figure.printed.label;
    text "document" of "points" = &row.figure.document.id;
    text "document_kind" of "points" as DocumentKind = word(row.figure.document.kind);
    text "address" of "points" = row.figure.document.address.as_ref();
    integer "line" of "points" = row.figure.line;
    text "quote" of "points" = &row.figure.quote;
    text "id" of "points" = &row.figure.id;
    integer "release" of "release" = release;
}

/// The rows of a series: points, growth, changes, targets, each by year.
fn rows(series: &Series) -> impl Iterator<Item = SeriesRow<'_>> {
    let targets = series.targets.iter().map(|mark| SeriesRow {
        role: "target",
        figure: &mark.target,
        point: None,
        others: mark.also.clone(),
    });
    let lists =
        [("point", &series.points), ("growth", &series.growth), ("change", &series.changes)];
    let actual = lists
        .into_iter()
        .flat_map(|(role, points)| points.iter().map(move |point| of_point(role, point)));
    actual.chain(targets)
}

fn of_point<'s>(role: &'static str, point: &'s Point) -> SeriesRow<'s> {
    let others = point.candidates.iter().map(|one| one.figure.id.clone()).collect();
    SeriesRow { role, figure: &point.used, point: Some(point), others }
}

impl Flat for Series {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn compact() -> Vec<String> {
        let figure = [
            "id",
            "year",
            "since",
            "measure",
            "value",
            "value_high",
            "unit",
            "comparator",
            "preliminary",
            "printed.text",
            "document.id",
            "line",
        ];
        let places = ["points", "growth", "changes", "targets"];
        let mut paths = fields::below(&["indicator"], &["id", "name", "unit", "unit_name"]);
        paths.extend(fields::below(&["region"], &["id", "name"]));
        paths.extend(fields::below(&places, &figure));
        paths
    }

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        rows(self).map(|row| cells(self, &row, release)).collect()
    }

    fn cube(entries: &[Self], about: &About) -> Option<Value> {
        Some(cube::cube(entries, about))
    }

    fn picture(entries: &[Self], about: &About, width: u32) -> Option<Result<String, Text>> {
        Some(picture::picture(entries, about, width))
    }
}
