//! The measure of a figure (level, total, growth or change), its unit, and its direction.

use super::cell::{Figure, Movement, fold, is_growth, pattern};
use crate::catalog::unit as units;
use crate::domain::{ChangeDirection, Comparator, Kind, Measure, WordRule};
use crate::plan::lexicon::table_cells::{self, BY_PARENT, ECONOMY, IN_STEP, MET, MET_OR_REACHED};
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

static REDUCTION: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::REDUCTION));
static FLOW: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::FLOW));
static RATIO: LazyLock<Regex> = LazyLock::new(|| pattern(table_cells::RATIO));

/// The measure, and whether the figure is in a column of another measure.
pub(super) fn measure(
    label: &str,
    unit: Option<&str>,
    growth_column: bool,
    figure: Option<&Figure>,
    difference: Option<Decimal>,
) -> (Measure, bool) {
    let grows = is_growth(label);
    let falls = REDUCTION.is_match(label);
    let percent = unit.is_none_or(is_percent);
    // Percentages of several years do not add up: 主要污染物减排 [8] % is a fall.
    let in_percent = unit.is_some_and(is_percent);
    let flows = !falls && !in_percent && is_flow(label);
    let over_period = if flows { Measure::Cumulative } else { Measure::Change };
    if figure.is_some_and(|figure| figure.bracketed) {
        return (over_period, false);
    }
    match figure.and_then(|figure| figure.moved) {
        Some(Movement::Growth) => return (Measure::AnnualGrowth, false),
        Some(Movement::Rise | Movement::Fall) => return (over_period, false),
        None => {}
    }
    if growth_column {
        let in_percent = figure.is_some_and(|figure| figure.unit.is_some());
        let differs = difference.zip(figure).is_some_and(|(difference, figure)| {
            !in_percent && (difference - figure.value).abs() < Decimal::new(6, 3)
        });
        let bounded = figure.is_some_and(|figure| figure.comparator != Comparator::Eq);
        // 城镇调查失业率 <6 under 年均增速 is a bound of the rate, not a growth of the rate.
        let level = bounded && !in_percent && !grows && !falls && percent && label.ends_with('率');
        return match () {
            () if differs => (over_period, false),
            () if level => (Measure::Level, true),
            () if falls => (Measure::Change, false),
            () => (Measure::AnnualGrowth, false),
        };
    }
    match () {
        () if grows => (Measure::AnnualGrowth, false),
        // 细颗粒物浓度下降（微克/立方米） 63 is the concentration; 能耗降低（%） 2.9 is the fall.
        () if falls && percent => (Measure::Change, false),
        () => (Measure::Level, false),
    }
}

/// The direction that the words of the cell name where the label names none: 下降13.5%.
pub(super) fn direction(label: &str, figure: Option<&Figure>) -> Option<ChangeDirection> {
    match figure?.moved? {
        Movement::Fall => (!REDUCTION.is_match(label)).then_some(ChangeDirection::Down),
        Movement::Growth | Movement::Rise => Some(ChangeDirection::Up),
    }
}

pub(super) fn is_percent(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "‰" | "百分点" | "个百分点")
}

/// Whether a label names something that adds up over the years: 城镇新增就业, 棚户区改造, 固定资产投资. A
/// share, rate or intensity of it does not add up.
pub(super) fn is_flow(label: &str) -> bool {
    FLOW.is_match(label) && !RATIO.is_match(label)
}

/// The unit of the figure: the one in the cell, or for growth %, or that of the row.
pub(super) fn unit(
    row: Option<&str>,
    measure: Measure,
    growth_column: bool,
    figure: Option<&Figure>,
) -> Option<String> {
    if let Some(unit) = figure.and_then(|figure| figure.unit.as_deref()) {
        // 2.2万 in a row of 人.
        let powered = row.filter(|_| units::bare_power(unit).is_some());
        return Some(powered.map_or_else(|| unit.to_owned(), |row| format!("{unit}{row}")));
    }
    if measure == Measure::AnnualGrowth && (figure.is_some() || growth_column) {
        // The row's own unit in a row like 人口自然增长率（‰）.
        let own = row.filter(|unit| !growth_column && is_percent(unit));
        return Some(own.unwrap_or("%").to_string());
    }
    row.map(str::to_string)
}

/// The rule that a goal in words expresses. For a result, it is that the target was met.
pub(super) fn meaning(words: &str, kind: Kind) -> Option<WordRule> {
    let words = fold(words);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(IN_STEP) && has(ECONOMY) {
        return Some(WordRule::InStepWithGdp);
    }
    if kind == Kind::Actual && has(MET_OR_REACHED) {
        return Some(WordRule::Met);
    }
    if has(BY_PARENT) {
        return Some(WordRule::SetByParent);
    }
    has(MET).then_some(WordRule::Met)
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Content, content};
    use super::*;

    fn measured(
        label: &str,
        unit: Option<&str>,
        growth: bool,
        cell: &str,
        diff: Option<i64>,
    ) -> Measure {
        let figure = match content(cell) {
            Content::Figure(figure) => Some(figure),
            _ => None,
        };
        measure(label, unit, growth, figure.as_ref(), diff.map(|diff| Decimal::new(diff, 1))).0
    }

    #[test]
    fn the_measure_follows_label_column_and_brackets() {
        for (label, unit, growth, cell, diff, want) in [
            ("地区生产总值", Some("亿元"), false, "860", None, Measure::Level),
            ("地区生产总值", Some("亿元"), true, "7.5%", None, Measure::AnnualGrowth),
            ("地区生产总值增长", Some("%"), true, "7.5左右", None, Measure::AnnualGrowth),
            ("地区生产总值增长", Some("%"), false, "-1.0", None, Measure::AnnualGrowth),
            ("人均预期寿命", None, true, "0.1", Some(1), Measure::Change),
            ("绿化覆盖率", Some("%"), true, "[3.76]", None, Measure::Change),
            ("城镇新增就业人数", Some("万人"), true, "[5.4]", None, Measure::Cumulative),
            ("主要污染物减排化学需氧量", Some("%"), true, "[8]", None, Measure::Change),
            ("研发投入强度", Some("%"), true, "[0.9]", None, Measure::Change),
            ("民营投资占全部投资比重", Some("%"), true, "[3]", None, Measure::Change),
            ("地区生产总值", Some("亿元"), false, "年均增长7%", None, Measure::AnnualGrowth),
            ("单位GDP能耗", Some("吨标准煤/万元"), false, "下降13.5%", None, Measure::Change),
            ("城镇调查失业率", Some("%"), true, "<6", None, Measure::Level),
            ("全社会固定资产投资", Some("亿元"), false, "[1500]", None, Measure::Cumulative),
            ("单位GDP能耗降低", Some("%"), false, "[18]", None, Measure::Change),
            ("单位GDP能耗降低", Some("%"), false, "2.9", None, Measure::Change),
            ("细颗粒物PM2.5浓度降低", Some("微克/立方米"), false, "63", None, Measure::Level),
            ("细颗粒物PM2.5浓度降低", Some("微克/立方米"), false, "[23]", None, Measure::Change),
            ("工业增加值", Some("亿元"), false, "5", None, Measure::Level),
        ] {
            assert_eq!(measured(label, unit, growth, cell, diff), want, "{label} {cell}");
        }
    }

    #[test]
    fn words_express_a_rule() {
        for (words, kind, want) in [
            ("完成市下达目标", Kind::Target, Some(WordRule::SetByParent)),
            ("市定目标", Kind::Target, Some(WordRule::SetByParent)),
            ("控制在市下达指标内", Kind::Target, Some(WordRule::SetByParent)),
            ("完成市级下达目标", Kind::Actual, Some(WordRule::Met)),
            ("与经济增长基本同步", Kind::Target, Some(WordRule::InStepWithGdp)),
            ("达标", Kind::Actual, Some(WordRule::Met)),
            ("全省前列", Kind::Target, None),
        ] {
            assert_eq!(meaning(words, kind), want, "{words}");
        }
    }
}
