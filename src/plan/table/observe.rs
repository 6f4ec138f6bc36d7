//! A row's cells as observations: what kind, which measure, which year, and the place of evidence.
//!
//! ```text
//! base, actual       actual of the base year, of the period's last year
//! target, growth     target of the period's last year
//! [1.89]             cumulative over the period; a change where the label says 降低
//! 7.5 under 增速     annual growth in %; 0.1 where that is target less base: cumulative
//! <6 under 增速      a level, where the label is a rate: shifted
//! ```

use super::align::{Doubt, Placed};
use super::cell::{Content, Figure, Movement, content, fold, is_growth, pattern};
use super::grid::Shape;
use super::header::{Columns, Role};
use super::rows::Read;
use crate::catalog::{Catalog, Region};
use crate::document::{Source, compact};
use crate::domain::{ChangeDirection, Comparator, Kind, Measure, Origin, TableRole, WordRule};
use crate::plan::outline::Outline;
use crate::plan::parsed::{Observation, Row};
use crate::plan::{evidence, id};
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// What the observations of a table have in common.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'c> {
    pub source: &'c Source,
    pub outline: &'c Outline,
    pub catalog: &'c Catalog,
    /// Whose plan it is, for its own name in front of labels.
    pub region: Option<&'c Region>,
    pub columns: &'c Columns,
    pub shape: Shape,
    /// Year of the figures that carry an asterisk, by a note.
    pub starred_year: Option<u16>,
    pub table: &'c str,
}

static REDUCTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:降低|下降|减少|削减|降幅)(?:率|幅度|比例|量)?(?:[（(].*[)）])?$|排放(?:总量)?减少")
});

static FLOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"新增|累计|投资|引资|招商|利用外资|转移|改造|安居工程|建设|开工|筹集|培训|减排|引进|供应|减贫|脱贫|出让|增设|培育|发放",
    )
});
static RATIO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"率|比重|占比|比例|强度|人均|每.人|指数"));

/// The observations of a row, in the order of its cells. `ordinal` counts the rows that begin on
/// the row's line, from 0.
pub(super) fn observe(context: Context<'_>, read: &Read, ordinal: usize) -> Vec<Observation> {
    let level = |role: Role| {
        let value = read.values.iter().find(|value| value.role == role)?;
        match content(&value.cell.text) {
            Content::Figure(figure) => Some(figure.value),
            _ => None,
        }
    };
    let difference = level(Role::Target).zip(level(Role::Base)).map(|(to, from)| to - from);
    read.values
        .iter()
        .filter(|value| !value.dash)
        .map(|value| one(context, read, value, ordinal, difference))
        .collect()
}

#[allow(clippy::too_many_lines, reason = "a line for each field of the observation")]
fn one(
    context: Context<'_>,
    read: &Read,
    value: &Placed,
    ordinal: usize,
    difference: Option<Decimal>,
) -> Observation {
    let Row { label, group, .. } = &read.row;
    let whole = format!("{}{label}", group.as_deref().unwrap_or(""));
    let figure = match content(&value.cell.text) {
        Content::Figure(figure) => Some(figure),
        _ => None,
    };
    let (kind, year) = kind_and_year(context.columns, value.role);
    let starred = kind == Kind::Actual && value.cell.text.contains(['*', '＊']);
    let year = context.starred_year.filter(|_| starred).unwrap_or(year);
    let growth = matches!(value.role, Role::Growth | Role::ActualGrowth);
    let (measure, shifted) =
        measure(&whole, read.row.unit.as_deref(), growth, figure.as_ref(), difference);
    let total = context.columns.total_growth
        && value.role == Role::Growth
        && measure == Measure::AnnualGrowth
        && !is_growth(&whole);
    let measure = match measure {
        _ if !total => measure,
        _ if is_flow(&whole) => Measure::Cumulative,
        _ => Measure::Change,
    };
    let unit = match &figure {
        // The head of the column counts in percent.
        Some(figure) if total && figure.unit.is_none() => Some("%".to_owned()),
        _ => unit(read.row.unit.as_deref(), measure, growth, figure.as_ref()),
    };

    let mut flags = Vec::new();
    let mut confidence = 0.97_f64;
    let mut doubt = |flag: &str, at_most: f64| {
        flags.push(flag.to_string());
        confidence = confidence.min(at_most);
    };
    for place in &value.doubts {
        match place {
            Doubt::Missing => doubt("cell_missing", 0.92),
            Doubt::Guessed => doubt("column_guessed", 0.6),
            Doubt::Moved => doubt("cell_moved", 0.9),
            Doubt::Carried => doubt("carried_down", 0.88),
        }
    }
    if shifted {
        doubt("shifted_cell", 0.8);
    }
    if figure.is_some() && unit.is_none() {
        doubt("unit_missing", 0.92);
    }

    let (span, quote) = place(context.source, read, value);
    let words = figure.is_none().then(|| compact(&value.cell.text).into_owned());
    // A quote is on one line; of words over two it holds the first.
    if words.as_deref().is_some_and(|words| {
        !evidence::holds_words(&quote, words) && evidence::is_part_of(&quote, words)
    }) {
        doubt("wrapped", 0.95);
    }
    let cell = name(value.role);
    let place = format!("{}/{ordinal}/{cell}", read.row.line);
    Observation {
        id: id::observation(&context.source.sha256, Origin::Table, &place),
        origin: Origin::Table,
        kind,
        indicator: indicator(context, &read.row, unit.as_deref(), measure),
        label: full_label(label, group.as_deref()),
        value: figure.as_ref().map(|figure| figure.value),
        value_high: figure.as_ref().and_then(|figure| figure.high),
        rule: words.as_deref().and_then(|words| meaning(words, kind)),
        text: words,
        unit,
        comparator: figure.as_ref().map_or(Comparator::Eq, |figure| figure.comparator),
        measure,
        year: Some(year),
        since: None,
        direction: direction(&whole, figure.as_ref()),
        attribute: read.row.attribute,
        line: value.cell.line,
        page: None,
        span,
        quote,
        section: context.outline.section_at(value.cell.line).map(|section| section.id.clone()),
        table: Some(context.table.to_string()),
        cell: Some(cell.to_string()),
        read_by: Some(context.shape.rule().to_string()),
        confidence,
        flags,
        correction: None,
    }
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Base => "base",
        Role::Growth => "growth",
        Role::Actual => "actual",
        Role::ActualGrowth => "actual_growth",
        _ => "target",
    }
}

fn kind_and_year(columns: &Columns, role: Role) -> (Kind, u16) {
    let [first, last] = columns.period;
    match role {
        Role::Base => (Kind::Actual, columns.base_year),
        // In a table of targets: growth of the time before.
        Role::ActualGrowth if columns.role == TableRole::Targets => (Kind::Actual, first - 1),
        Role::Actual | Role::ActualGrowth => (Kind::Actual, last),
        _ => (Kind::Target, last),
    }
}

/// The measure, and whether the cell stands in another's column.
fn measure(
    label: &str,
    unit: Option<&str>,
    growth_column: bool,
    figure: Option<&Figure>,
    difference: Option<Decimal>,
) -> (Measure, bool) {
    let grows = is_growth(label);
    let falls = REDUCTION.is_match(label);
    let percent = unit.is_none_or(is_percent);
    let over_period = if !falls && is_flow(label) { Measure::Cumulative } else { Measure::Change };
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
        // 城镇调查失业率 <6 under 年均增速: a rate that is bounded, not a growth of the rate.
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

/// What the words of the cell say of the movement, where the label does not: 下降13.5%.
fn direction(label: &str, figure: Option<&Figure>) -> Option<ChangeDirection> {
    match figure?.moved? {
        Movement::Fall => (!REDUCTION.is_match(label)).then_some(ChangeDirection::Down),
        Movement::Growth | Movement::Rise => Some(ChangeDirection::Up),
    }
}

fn is_percent(unit: &str) -> bool {
    matches!(unit, "%" | "％" | "‰" | "百分点" | "个百分点")
}

/// Whether a label names what adds up over the years: 城镇新增就业, 棚户区改造, 固定资产投资. The share,
/// rate or strength of such a thing does not.
fn is_flow(label: &str) -> bool {
    FLOW.is_match(label) && !RATIO.is_match(label)
}

/// The unit of the figure: the one in the cell, or for growth %, or the row's.
fn unit(
    row: Option<&str>,
    measure: Measure,
    growth_column: bool,
    figure: Option<&Figure>,
) -> Option<String> {
    if let Some(unit) = figure.and_then(|figure| figure.unit.clone()) {
        return Some(unit);
    }
    if measure == Measure::AnnualGrowth && (figure.is_some() || growth_column) {
        // 人口自然增长率（‰）.
        let own = row.filter(|unit| !growth_column && is_percent(unit));
        return Some(own.unwrap_or("%").to_string());
    }
    row.map(str::to_string)
}

/// What a goal in words means. Of something achieved, that another's goal was met.
fn meaning(words: &str, kind: Kind) -> Option<WordRule> {
    let words = fold(words);
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&["同步"]) && has(&["经济", "GDP", "生产总值"]) {
        return Some(WordRule::InStepWithGdp);
    }
    if kind == Kind::Actual && has(&["完成", "达标", "实现", "达到"]) {
        return Some(WordRule::Met);
    }
    if has(&["下达", "市定", "省定", "国定", "国家定", "市级", "省级", "上级"]) {
        return Some(WordRule::SetByParent);
    }
    (has(&["达标", "完成", "实现"])).then_some(WordRule::Met)
}

/// The label a reader would write: of pollutants under 主要污染物排放总量减少 the whole, for
/// 化学需氧量 alone is no indicator.
fn full_label(label: &str, group: Option<&str>) -> String {
    match group {
        Some(group) if group.contains("排放") => {
            let rest = group.strip_prefix("主要污染物").unwrap_or(group);
            format!("{label}{rest}")
        }
        Some(group) if group == "城镇就业" && !label.starts_with("城镇") => {
            format!("城镇{label}")
        }
        _ => label.to_string(),
    }
}

fn indicator(
    context: Context<'_>,
    row: &Row,
    unit: Option<&str>,
    measure: Measure,
) -> Option<String> {
    let mut labels = vec![row.label.clone(), full_label(&row.label, row.group.as_deref())];
    if let Some(group) = &row.group {
        labels.push(format!("{group}{}", row.label));
    }
    // The row's own unit says which of two indicators of one name is meant; where none is printed
    // or it is odd, the name alone.
    let tries = [(unit, measure), (row.unit.as_deref(), Measure::Level), (None, measure)];
    labels.iter().find_map(|label| {
        tries.iter().find_map(|&(unit, measure)| {
            let found = match context.region {
                Some(region) => context.catalog.indicator_in(region, label, unit, measure),
                None => context.catalog.indicator_for(label, unit, measure),
            };
            found.map(|indicator| indicator.id.clone())
        })
    })
}

/// The shortest stretch of the figure's line that holds the figure, and the label where it stands
/// on the same line before it.
fn place(source: &Source, read: &Read, value: &Placed) -> ([u32; 2], String) {
    let (cell, label) = (&value.cell, &read.label);
    let line = source.line(cell.line);
    let mut bytes = cell.bytes.clone();
    // Of words over two lines the first part alone is quoted.
    let whole = cell.pieces.is_empty() || matches!(content(&cell.text), Content::Figure(_));
    if whole && label.line == cell.line && label.bytes.end <= bytes.start {
        let stretch = label.bytes.start..bytes.end;
        // Between cells of HTML and of Markdown there is markup, which no quote holds.
        let between = line.get(stretch.clone()).unwrap_or("");
        let html = between.contains(['<', '>', '&']) && line.contains("<td");
        if !html && !between.contains('|') {
            bytes = stretch;
        }
    }
    // `&gt;2000`: the sign is markup in the source, the figure is not.
    let raw = line.get(bytes.clone()).unwrap_or("");
    if raw.contains('&')
        && let Some(digit) = raw.find(|sign: char| sign.is_ascii_digit())
    {
        let begin = raw[..digit].rfind(';').map_or(0, |at| at + 1);
        let end = raw[digit..].find('&').map_or(raw.len(), |at| digit + at);
        bytes = bytes.start + begin..bytes.start + end;
    }
    let quote = line.get(bytes.clone()).unwrap_or("").to_string();
    (source.span(cell.line, bytes), quote)
}

#[cfg(test)]
mod tests {
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
    fn words_have_a_meaning() {
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
