//! Series as a cube: indicator × region × measure × year.

use crate::domain::lang::Lang;
use crate::domain::{Comparator, Measure, words};
use crate::format::About;
use crate::format::jsonstat::{Category, Dimension, Point, dataset};
use crate::series::Series;
use crate::series::answer::ReportedFigure;
use crate::store::words::word;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// No document states a figure of the year.
const NOT_STATED: &str = "not_stated";

/// A measure of the cube: its id, names (zh, en), its own unit, and the figure of a year.
type CubeMeasure = (
    &'static str,
    [&'static str; 2],
    Option<&'static str>,
    fn(&Series, u16) -> Option<&ReportedFigure>,
);

/// The first figure of a year: a series has the used one first.
const MEASURES: &[CubeMeasure] = &[
    ("actual", ["实际值", "Actual"], None, |series, year| {
        let points = series.points.iter().map(|point| &point.used);
        of_year(points, year)
    }),
    ("growth", ["实际增速", "Growth a year"], Some("%"), |series, year| {
        let points = series.growth.iter().map(|point| &point.used);
        of_year(points.filter(|figure| is_of_one_year(figure)), year)
    }),
    ("target", ["目标值", "Target"], None, |series, year| {
        of_year(targets(series).filter(|figure| figure.measure != Measure::AnnualGrowth), year)
    }),
    ("target_growth", ["目标增速", "Growth a year as set"], Some("%"), |series, year| {
        of_year(targets(series).filter(|figure| figure.measure == Measure::AnnualGrowth), year)
    }),
];

fn targets(series: &Series) -> impl Iterator<Item = &ReportedFigure> {
    let set = series.targets.iter().filter(|mark| !mark.review).map(|mark| &mark.target);
    set.filter(|figure| figure.value.is_some())
}

fn is_of_one_year(figure: &ReportedFigure) -> bool {
    figure.since.is_none_or(|since| figure.year == Some(since + 1))
}

fn of_year<'s>(
    mut figures: impl Iterator<Item = &'s ReportedFigure>,
    year: u16,
) -> Option<&'s ReportedFigure> {
    figures.find(|figure| figure.year == Some(year))
}

/// The series as a JSON-stat dataset; indicators and regions in the order they first come in, the years from the first
/// with a figure to the last.
pub(super) fn cube(entries: &[Series], about: &About) -> Value {
    let mut indicators: Vec<Category> = Vec::new();
    let mut regions: Vec<Category> = Vec::new();
    for entry in entries {
        let indicator = &entry.indicator;
        let name = if about.lang == Lang::En { &indicator.name_en } else { &indicator.name };
        add(&mut indicators, &indicator.id, name, indicator.unit.as_deref());
        add(&mut regions, &entry.region.id, &entry.region.name, None);
    }
    let years = years(entries);
    let mut points = Vec::new();
    for indicator in &indicators {
        for region in &regions {
            let entry = entries.iter().find(|entry| {
                *entry.indicator.id == *indicator.id && *entry.region.id == *region.id
            });
            for (_, _, _, measure) in MEASURES {
                points.extend(
                    years.iter().map(|year| point(entry.and_then(|entry| measure(entry, *year)))),
                );
            }
        }
    }
    let label = ["规划指标历年数据与目标", "Figures and targets over the years"];
    let dimensions = dimensions(indicators, regions, &years, about.lang);
    dataset(about, label, &dimensions, &points, statuses(about.lang))
}

fn add(all: &mut Vec<Category>, id: &str, label: &str, unit: Option<&str>) {
    if all.iter().all(|known| known.id != id) {
        all.push(Category {
            id: id.to_owned(),
            label: label.to_owned(),
            unit: unit.map(str::to_owned),
        });
    }
}

fn years(entries: &[Series]) -> Vec<u16> {
    let mut years = BTreeSet::new();
    for entry in entries {
        let points = [&entry.points, &entry.growth].into_iter().flatten();
        years.extend(points.filter_map(|point| point.used.year));
        years.extend(targets(entry).filter_map(|figure| figure.year));
    }
    match (years.first(), years.last()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    }
}

fn point(figure: Option<&ReportedFigure>) -> Point {
    let Some(figure) = figure else {
        return Point { value: None, status: Some(NOT_STATED.to_owned()) };
    };
    let bound = figure.comparator.filter(|one| *one != Comparator::Eq).map(word);
    Point { value: figure.value.map(crate::domain::figure::number), status: bound }
}

fn dimensions(
    indicators: Vec<Category>,
    regions: Vec<Category>,
    years: &[u16],
    lang: Lang,
) -> Vec<Dimension> {
    let measures = MEASURES.iter().map(|(id, names, unit, _)| Category {
        id: (*id).to_owned(),
        label: names[usize::from(lang == Lang::En)].to_owned(),
        unit: unit.map(str::to_owned),
    });
    let years = years.iter().map(|year| Category {
        id: year.to_string(),
        label: year.to_string(),
        unit: None,
    });
    let dimension = |id, label, role, categories| Dimension { id, label, role, categories };
    vec![
        dimension("indicator", ["指标", "Indicator"], None, indicators),
        dimension("region", ["地区", "Region"], Some("geo"), regions),
        dimension("measure", ["量", "Measure"], Some("metric"), measures.collect()),
        dimension("year", ["年份", "Year"], Some("time"), years.collect()),
    ]
}

/// The meaning of each status.
fn statuses(lang: Lang) -> Map<String, Value> {
    let own = (NOT_STATED, ["文件未提", "no document states it"][usize::from(lang == Lang::En)]);
    let known = words::Comparator::SET.words.iter().map(|word| (word.code, word.name(lang)));
    known.chain([own]).map(|(code, name)| (code.to_owned(), name.into())).collect()
}
