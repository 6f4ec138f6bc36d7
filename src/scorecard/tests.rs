//! Verdicts on plain values.

use super::judge::claim_kind;
use super::{ClaimKind, Result, Review, ScorecardRow, TableRow, Verdict, scorecard};
use crate::catalog::Catalog;
use crate::domain::Statement;
use crate::domain::lang::Lang;
use crate::domain::testing;
use crate::domain::{Comparator, Kind, Measure, Origin, TableRole, WordRule};

/// A cell of the one row: name, figure or words, comparator, measure.
type Printed<'c> = (&'c str, &'c str, Comparator, Measure);

use Comparator::{Approx, Eq, Gt, Lt};
use Measure::{AnnualGrowth, Change, Cumulative, Level};

fn statement(indicator: &str, unit: &str, at: usize, cell: &Printed<'_>) -> Statement {
    let (name, printed, comparator, measure) = *cell;
    let value = printed.parse().ok();
    let kind = if ["target", "growth"].contains(&name) { Kind::Target } else { Kind::Actual };
    let words = value.is_none();
    Statement {
        id: format!("{at:016x}").into(),
        origin: Origin::Table,
        value,
        unit: Some(unit.into()),
        comparator,
        measure,
        year: Some(if name == "base" { 2015 } else { 2020 }),
        text: words.then(|| printed.into()),
        rule: words.then_some(if kind == Kind::Actual {
            WordRule::Met
        } else {
            WordRule::SetByParent
        }),
        printed_value: value,
        printed_unit: Some(unit.into()),
        table_role: Some(TableRole::Review),
        table: Some("t1".into()),
        row: Some(0),
        line: 101,
        quote: printed.into(),
        ..testing::statement(kind, indicator)
    }
}

/// The row of a review with these cells.
fn row(indicator: &str, label: &str, unit: &str, cells: &[Printed<'_>]) -> ScorecardRow {
    row_beside(Lang::En, indicator, label, unit, cells, &[])
}

fn row_beside(
    lang: Lang,
    indicator: &str,
    label: &str,
    unit: &str,
    cells: &[Printed<'_>],
    beside: &[Statement],
) -> ScorecardRow {
    let catalog = Catalog::embedded().unwrap();
    let plan = testing::plan("jiangan", [2021, 2025]);
    let printed = TableRow {
        table: "t1".to_owned(),
        position: 0,
        line: 101,
        no: None,
        group: None,
        label: label.to_owned(),
        unit: Some(unit.to_owned()),
        attribute: Some("binding".to_owned()),
    };
    let mut statements: Vec<Statement> =
        cells.iter().enumerate().map(|(at, cell)| statement(indicator, unit, at, cell)).collect();
    let mut names: Vec<Option<String>> = cells.iter().map(|cell| Some(cell.0.to_owned())).collect();
    statements.extend(beside.iter().cloned());
    names.resize(statements.len(), None);
    let review = Review {
        lang,
        catalog: &catalog,
        plan: &plan,
        period: [2016, 2020],
        rows: &[printed],
        statements: &statements,
        cells: &names,
        before: None,
    };
    let mut card = scorecard(&review);
    let row = card.rows.pop().unwrap();
    assert_eq!(card.summary.rows, 1);
    row
}

fn result(indicator: &str, label: &str, target: (&str, Comparator), outcome: &str) -> Result {
    let cells = [("target", target.0, target.1, Level), ("actual", outcome, Eq, Level)];
    row(indicator, label, "%", &cells).arithmetic.result
}

#[test]
fn a_level_is_met_by_direction_and_comparator() {
    for (indicator, target, outcome, expected) in [
        ("good_air_days", ("65", Eq), "65", Result::Met),
        ("good_air_days", ("65", Eq), "64.9", Result::Missed),
        ("good_air_days", ("65", Gt), "65", Result::Missed),
        ("good_air_days", ("65", Approx), "64.6", Result::Met),
        ("unemployment_registered", ("3.8", Lt), "3.2", Result::Met),
        ("unemployment_registered", ("3.8", Lt), "3.8", Result::Missed),
        ("unemployment_registered", ("3.8", Eq), "3.8", Result::Met),
        ("pm25", ("58", Eq), "36.5", Result::Met),
        ("pm25", ("35", Eq), "36.5", Result::Missed),
        // Neither side is better, and no comparator says which.
        ("resident_population", ("99", Eq), "107", Result::Unknown),
        ("resident_population", ("99", Gt), "107", Result::Met),
    ] {
        assert_eq!(
            result(indicator, "", target, outcome),
            expected,
            "{indicator} {target:?} {outcome}"
        );
    }
}

#[test]
fn a_fall_is_better_when_greater_though_the_level_is_better_lower() {
    let cells = |outcome| [("target", "5", Eq, Change), ("actual", outcome, Eq, Change)];
    let fell = |outcome| {
        row("pm25", "细颗粒物PM2.5浓度降低", "微克/立方米", &cells(outcome)).arithmetic.result
    };
    assert_eq!(fell("23"), Result::Met);
    assert_eq!(fell("4"), Result::Missed);
    // Brackets alone do not say whether 5 is a rise or a fall.
    let unsaid = row("pm25", "细颗粒物PM2.5浓度", "微克/立方米", &cells("23"));
    assert_eq!(unsaid.arithmetic.result, Result::Unknown);
}

#[test]
fn totals_are_compared_with_totals_and_growth_with_growth() {
    let totals = row(
        "shantytown_homes_renewed",
        "城镇棚户区住房改造",
        "万套",
        &[("growth", "2.2", Eq, Cumulative), ("actual_growth", "3.1", Eq, Cumulative)],
    );
    assert_eq!((totals.verdict, totals.arithmetic.measure), (Verdict::Met, Some(Cumulative)));
    let growth = row(
        "local_budget_revenue",
        "地方公共财政预算收入",
        "亿元",
        &[("growth", "10", Eq, AnnualGrowth), ("actual_growth", "4.8", Eq, AnnualGrowth)],
    );
    assert_eq!(growth.verdict, Verdict::Missed);
}

#[test]
fn the_level_decides_and_the_other_pairs_are_listed() {
    let row = row(
        "modern_services_share",
        "现代服务业增加值占服务业增加值比重",
        "%",
        &[
            ("target", "70", Eq, Level),
            ("growth", "5", Eq, Cumulative),
            ("actual", "70", Eq, Level),
            ("actual_growth", "4", Eq, Cumulative),
        ],
    );
    assert_eq!(row.arithmetic.result, Result::Met);
    assert_eq!(row.arithmetic.also[0].result, Result::Missed);
    assert_eq!(
        row.arithmetic.inputs.iter().map(|id| &**id).collect::<Vec<_>>(),
        ["0000000000000000", "0000000000000002"]
    );
}

#[test]
fn a_level_is_not_compared_with_a_total() {
    let row = row(
        "new_jobs",
        "新增就业人数",
        "万人",
        &[("target", "8", Eq, Level), ("actual_growth", "5.4", Eq, Cumulative)],
    );
    assert_eq!((row.arithmetic.result, row.verdict), (Result::Unknown, Verdict::Unknown));
    assert_eq!(row.arithmetic.method.to_string(), "target and outcome are different measures");
}

#[test]
fn words_are_a_claim_and_figures_a_verdict() {
    let words = |text: &str| {
        row(
            "life_expectancy",
            "人均预期寿命",
            "岁",
            &[("target", "81.6", Eq, Level), ("actual", text, Eq, Level)],
        )
    };
    let claimed = words("可比口径完成");
    assert_eq!(claimed.verdict, Verdict::Claimed);
    assert_eq!(claimed.claim.kind, ClaimKind::MetOnComparableBasis);
    assert_eq!(claimed.arithmetic.result, Result::Unknown);
    assert_eq!(claimed.arithmetic.method.to_string(), "the outcome is in words");
    let cells = [("target", "81.6", Eq, Level), ("actual", "可比口径完成", Eq, Level)];
    let in_chinese = row_beside(Lang::Zh, "life_expectancy", "人均预期寿命", "岁", &cells, &[]);
    assert_eq!(in_chinese.arithmetic.method.as_str(), "完成值为文字");
    assert_eq!(words("视同完成").claim.kind, ClaimKind::DeemedMet);
    assert_eq!(words("未完成").verdict, Verdict::Missed);
    assert_eq!(words("正在统计").verdict, Verdict::Unknown);
}

#[test]
fn a_claim_and_contradicting_figures_are_separate() {
    let row = row(
        "life_expectancy",
        "人均预期寿命",
        "岁",
        &[
            ("target", "81.6", Eq, Level),
            ("actual", "80", Eq, Level),
            ("actual_growth", "达标", Eq, Level),
        ],
    );
    assert_eq!(row.verdict, Verdict::Claimed);
    assert_eq!(row.arithmetic.result, Result::Missed);
}

#[test]
fn a_figure_at_another_place_is_held_against_the_target() {
    let elsewhere = Statement {
        origin: Origin::Prose,
        table_role: None,
        table: None,
        row: None,
        label: "绿地率".into(),
        line: 329,
        ..statement("green_space_rate", "%", 9, &("actual", "29.3", Eq, Level))
    };
    let cells = [("target", "35", Eq, Level), ("actual", "视同完成", Eq, Level)];
    let row = row_beside(Lang::En, "green_space_rate", "绿地率", "%", &cells, &[elsewhere]);
    assert_eq!(row.verdict, Verdict::Claimed);
    assert_eq!((row.elsewhere[0].statement.line, row.elsewhere[0].result), (329, Result::Missed));
}

#[test]
fn a_negation_is_read_before_the_words_it_negates() {
    for (text, kind) in [
        ("达标", ClaimKind::Met),
        ("完成市级下达目标", ClaimKind::Met),
        ("未完成", ClaimKind::Missed),
        ("不达标", ClaimKind::Missed),
        ("视同完成", ClaimKind::DeemedMet),
        ("可比口径完成", ClaimKind::MetOnComparableBasis),
        ("—", ClaimKind::Other),
    ] {
        assert_eq!(claim_kind(text), kind, "{text}");
    }
}
