//! Rules of series on plain values; the builders serve the tests of progress too.

use super::answer::{ChosenFor, LeftOutReason};
use super::{Document, ReportedStatement, Series, series};
use crate::catalog::{Catalog, Direction, Indicator, Region, RegionLevel, testing};
use crate::domain::lang::Lang;
use crate::domain::testing::statement;
use crate::domain::{Comparator, DocumentKind, Kind, Measure, Origin, Statement};
use rust_decimal::Decimal;
use std::sync::Arc;

pub(crate) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// 甲区.
pub fn region() -> Region {
    Region { level: RegionLevel::District, ..testing::region("jia", "甲区", None) }
}

fn indicator(id: &str, name: &str, unit: &str, direction: Direction) -> Indicator {
    Indicator::new(id, name, unit, direction)
}

pub fn catalog() -> Catalog {
    use Direction::{Higher, Lower};
    let mut jobs = indicator("new_jobs", "新增就业", "万人", Higher);
    jobs.measures = vec![Measure::Cumulative];
    let mut energy = indicator("energy_reduction", "单位能耗降低", "%", Higher);
    energy.measures = vec![Measure::Change];
    let indicators = vec![
        indicator("gdp", "地区生产总值", "亿元", Higher),
        jobs,
        energy,
        indicator("energy_use", "单位能耗", "吨标准煤/万元", Lower),
        indicator("green_coverage", "绿化覆盖率", "%", Higher),
        indicator("pm25", "PM2.5", "微克/立方米", Lower),
        indicator("people", "常住人口", "万人", Direction::Neutral),
    ];
    Catalog::of(vec![region()], indicators, Vec::new())
}

/// A document of 甲区 of this year: the plan from it on, or a report, communiqué or evaluation of the year before.
pub fn document(kind: DocumentKind, year: u16) -> Arc<Document> {
    let is_plan = kind == DocumentKind::Plan;
    let id = format!("jia-{year}-{}", kind.word());
    Arc::new(Document {
        plan: is_plan.then(|| id.as_str().into()),
        id: id.into(),
        kind,
        region: "jia".to_owned(),
        title: String::new(),
        issued: Some(year),
        address: None,
        reports: Some([year - 1, year - 1]),
        promises: Some([year, if is_plan { year + 4 } else { year }]),
        base_year: Some(year - 1),
    })
}

/// The level of an indicator in a year, as a document reports it.
pub(crate) fn actual(
    document: &Arc<Document>,
    indicator: &str,
    year: u16,
    value: &str,
) -> ReportedStatement {
    let known = catalog().indicator(indicator).cloned().unwrap();
    let statement = Statement {
        id: format!("{}-{indicator}-{year}-{value}", document.id).into(),
        plan: document.plan.clone().unwrap_or_else(|| document.id.clone()),
        label: known.name_zh.as_str().into(),
        value: Some(decimal(value)),
        unit: known.unit.as_deref().map(Arc::from),
        year: Some(year),
        printed_value: Some(decimal(value)),
        printed_unit: known.unit.map(Arc::from),
        document: document.id.clone(),
        quote: value.into(),
        ..statement(Kind::Actual, indicator)
    };
    ReportedStatement { statement, document: document.clone(), direction: None }
}

/// The same for a measure that counts from a year.
pub fn since(mut one: ReportedStatement, measure: Measure, since: u16) -> ReportedStatement {
    one.statement.id = format!("{}-since-{since}", one.statement.id).into();
    one.statement.measure = measure;
    one.statement.since = Some(since);
    if measure == Measure::AnnualGrowth {
        one.statement.unit = Some("%".into());
        one.statement.printed_unit = Some("%".into());
    }
    one
}

pub fn target(
    document: &Arc<Document>,
    indicator: &str,
    year: u16,
    value: &str,
) -> ReportedStatement {
    let mut one = actual(document, indicator, year, value);
    one.statement.id = format!("target-{}", one.statement.id).into();
    one.statement.kind = Kind::Target;
    one
}

fn of(indicator: &str, statements: &[ReportedStatement]) -> Series {
    let catalog = catalog();
    let known = catalog.indicator(indicator).unwrap();
    series(known, &region(), Lang::En, statements, &(2015..=2035))
}

/// The used value and what decided.
fn chosen(statements: &[ReportedStatement]) -> (String, ChosenFor) {
    let series = of("gdp", statements);
    assert_eq!(series.points.len(), 1, "{series:?}");
    let point = &series.points[0];
    (point.used.value.unwrap().to_string(), point.choice)
}

#[test]
fn sources_are_preferred_in_their_order() {
    use DocumentKind::{Communique, Evaluation, Plan, WorkReport};
    let plan = actual(&document(Plan, 2021), "gdp", 2020, "1000");
    let report = actual(&document(WorkReport, 2021), "gdp", 2020, "1010");
    let later = actual(&document(WorkReport, 2022), "gdp", 2020, "1020");
    let evaluation = actual(&document(Evaluation, 2021), "gdp", 2020, "1030");
    let communique = actual(&document(Communique, 2021), "gdp", 2020, "1040");
    let all = [plan, report, later, evaluation, communique];
    for (count, value, choice) in [
        (1, "1000", ChosenFor::Only),
        (2, "1010", ChosenFor::Source),
        (3, "1020", ChosenFor::Later),
        (4, "1030", ChosenFor::Source),
        (5, "1040", ChosenFor::Source),
    ] {
        assert_eq!(chosen(&all[..count]), (value.to_owned(), choice), "{count}");
    }
    let point = &of("gdp", &all).points[0];
    assert_eq!(point.candidates.len(), 4);
    let spread = point.spread.clone().unwrap();
    assert_eq!((spread.min, spread.max), (decimal("1000"), decimal("1040")));
    assert_eq!(spread.percent, Some(decimal("3.8")));
}

#[test]
fn a_final_figure_comes_before_an_estimate_and_a_figure_before_a_bound() {
    let report = document(DocumentKind::WorkReport, 2026);
    let mut estimate = actual(&report, "gdp", 2025, "2000");
    estimate.statement.flags.push("preliminary".into());
    let last = actual(&report, "gdp", 2025, "2100");
    assert_eq!(chosen(&[estimate.clone(), last]), ("2100".to_owned(), ChosenFor::Final));
    assert!(of("gdp", &[estimate]).points[0].used.preliminary);

    let mut bound = actual(&document(DocumentKind::Communique, 2026), "gdp", 2025, "2000");
    bound.statement.comparator = Comparator::Gt;
    let exact = actual(&report, "gdp", 2025, "2147.35");
    assert_eq!(chosen(&[bound.clone(), exact.clone()]), ("2147.35".to_owned(), ChosenFor::Exact));
    let point = &of("gdp", &[bound, exact]).points[0];
    assert_eq!(point.candidates[0].agrees, Some(true));
    assert_eq!(point.spread, None);
}

#[test]
fn a_rounding_gives_way_to_the_figure_it_rounds() {
    let earlier = actual(&document(DocumentKind::WorkReport, 2024), "gdp", 2023, "20011.65");
    let mut later = actual(&document(DocumentKind::WorkReport, 2025), "gdp", 2023, "20000");
    later.statement.printed_value = Some(decimal("2"));
    later.statement.printed_unit = Some("万亿元".into());
    assert_eq!(chosen(&[later, earlier.clone()]), ("20011.65".to_owned(), ChosenFor::Rounding));
    // A revision is no rounding.
    let revised = actual(&document(DocumentKind::WorkReport, 2025), "gdp", 2023, "20100");
    assert_eq!(chosen(&[revised, earlier]), ("20100".to_owned(), ChosenFor::Later));
}

#[test]
fn a_doubtful_reading_and_constant_prices_come_last() {
    let communique = document(DocumentKind::Communique, 2026);
    let report = actual(&document(DocumentKind::WorkReport, 2026), "gdp", 2025, "2147.35");
    let mut doubtful = actual(&communique, "gdp", 2025, "214735");
    doubtful.statement.flags.push("digit_lost".into());
    assert_eq!(chosen(&[doubtful, report.clone()]).1, ChosenFor::Doubt);
    let mut constant = actual(&communique, "gdp", 2025, "1900");
    constant.statement.label = "地区生产总值（2020年不变价）".into();
    assert_eq!(chosen(&[constant, report]), ("2147.35".to_owned(), ChosenFor::Prices));
}

#[test]
fn levels_growth_totals_and_targets_are_separate_and_gaps_stay() {
    let report = document(DocumentKind::WorkReport, 2026);
    let plan = document(DocumentKind::Plan, 2021);
    let growth = since(actual(&report, "gdp", 2025, "5.6"), Measure::AnnualGrowth, 2024);
    let mut outlook = target(&report, "gdp", 2030, "3000");
    outlook.statement.comparator = Comparator::Gt;
    let statements = [
        actual(&plan, "gdp", 2020, "1560"),
        actual(&report, "gdp", 2025, "2214.7"),
        growth,
        target(&plan, "gdp", 2025, "2200"),
        outlook,
        actual(&plan, "gdp", 2010, "500"),
    ];
    let gdp = of("gdp", &statements);
    let years: Vec<_> = gdp.points.iter().map(|point| point.used.year.unwrap()).collect();
    assert_eq!(years, [2020, 2025]);
    assert_eq!((gdp.growth[0].used.year, gdp.growth[0].used.since), (Some(2025), Some(2024)));
    let marks: Vec<_> = gdp.targets.iter().map(|mark| mark.target.year.unwrap()).collect();
    assert_eq!(marks, [2025, 2030]);
    assert_eq!(gdp.targets[1].target.comparator, Some(Comparator::Gt));
}

#[test]
fn totals_of_one_year_are_points_and_those_of_several_are_not() {
    let report = document(DocumentKind::WorkReport, 2026);
    let year = since(actual(&report, "new_jobs", 2025, "29.9"), Measure::Cumulative, 2024);
    let five = since(actual(&report, "new_jobs", 2025, "143"), Measure::Cumulative, 2020);
    let jobs = of("new_jobs", &[five, year]);
    assert_eq!(jobs.points[0].used.value, Some(decimal("29.9")));
    assert_eq!(jobs.changes[0].used.value, Some(decimal("143")));
}

#[test]
fn figures_that_are_no_points_are_named() {
    let report = document(DocumentKind::WorkReport, 2026);
    let mut undated = actual(&report, "gdp", 2025, "1");
    undated.statement.year = None;
    let mut dollars = actual(&report, "gdp", 2025, "2");
    dollars.statement.value = None;
    let gdp = of("gdp", &[undated, dollars]);
    assert!(gdp.points.is_empty());
    let reasons: Vec<_> = gdp.left_out.iter().map(|left| left.reason).collect();
    assert_eq!(reasons, [LeftOutReason::NoYear, LeftOutReason::OtherUnit]);
}

#[test]
fn statements_of_one_document_for_one_year_are_one_target() {
    let plan = document(DocumentKind::Plan, 2021);
    let mut table = target(&plan, "gdp", 2025, "2200");
    table.statement.origin = Origin::Table;
    table.statement.id = "t".into();
    let text = target(&plan, "gdp", 2025, "2200");
    let report = target(&document(DocumentKind::WorkReport, 2025), "gdp", 2025, "2250");
    let marks = of("gdp", &[report, text.clone(), table]).targets;
    assert_eq!(marks.len(), 2);
    assert_eq!((&*marks[0].target.id, &marks[0].also[0]), ("t", &text.statement.id));
}
