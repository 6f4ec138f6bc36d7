//! The year from which a figure counts, and its direction: growth, totals, changes and multiples.
//!
//! ```text
//! 比2015年增长5%   since 2015        “十四五”期间新增   the year before the period
//! 同比增长5%       the year before   过去五年累计      five years before the last one reported
//! ```
//! A level has neither.

use super::clause::QuantityContext;
use super::rules::{Figure, change_word, core, difference, leading_fall};
use super::statement::Frame;
use crate::domain::{ChangeDirection, Kind, Measure};
use crate::plan::lexicon::fall::{FALLS, SAVED, SPENT};
use crate::plan::lexicon::growth::{ON_YEAR, SHARES};
use crate::plan::lexicon::time::FIVE_YEARS;
use crate::plan::outline::Stance;

/// The place of a figure, which decides the year from which it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub frame: Frame,
    pub stance: Stance,
    /// The number of years that a review covers: one in a report, five in a plan and where a report is
    /// about a term.
    pub reviewed: u16,
    pub kind: Kind,
    pub year: Option<u16>,
}

/// The year from which the figure counts; `None` for a level, and where the text does not name it.
pub(super) fn since(
    here: &QuantityContext<'_>,
    leader: &QuantityContext<'_>,
    figure: &Figure,
    place: Place,
) -> Option<u16> {
    if figure.measure == Measure::Level {
        return None;
    }
    let year = place.year?;
    // 年均增长7.9%、9.2%: the words before the first figure of a list apply to all.
    let listed = here.head.trim_matches(['、', '和', '及', '与', '以']).is_empty();
    let here = if listed { leader } else { here };
    if let Some(reference) = here.reference.filter(|reference| *reference < year) {
        return Some(reference);
    }
    if ON_YEAR.any_in(&here.head) {
        return Some(year - 1);
    }
    if here.head.contains('年')
        && let Some(years) = years_named(&here.head).or_else(|| years_of_mean(&here.head))
    {
        return Some(year - years);
    }
    if let Some(first) = here.when.and_then(|when| when.from).filter(|first| *first < year) {
        return Some(first - 1);
    }
    let Frame { first, last, base, evaluated, .. } = place.frame;
    let spanned = if evaluated > 0 { evaluated } else { place.reviewed.max(5) };
    // 分别年均增长3%和4%: the words are before the first figure of the list.
    let says = |word: &&str| here.head.contains(*word) || leader.head.contains(*word);
    let totalled = place.reviewed >= 5 && here.head.contains("累计");
    let whole_span = || {
        totalled
            || ["年均", "每年"].iter().any(says)
            || FIVE_YEARS.any_in(&here.head)
            || FIVE_YEARS.any_in(&leader.head)
    };
    // 谋划“十五五”项目: a period in a name is not that of the figure.
    match here.when.filter(|when| !when.mention || when.year == year) {
        Some(when) if when.period => Some(year - 5),
        Some(_) if place.kind == Kind::Actual && whole_span() => Some(year - spanned),
        Some(_) if place.kind == Kind::Actual => Some(year - 1),
        _ if place.kind == Kind::Target && (first..=last).contains(&year) => Some(first - 1),
        _ if matches!(place.stance, Stance::Term(_)) && year > first => Some(first - 1),
        // 五年内培育企业1000家.
        None if place.kind == Kind::Target && place.frame.report && year == place.frame.ahead => {
            Some(base)
        }
        None if place.kind == Kind::Target && place.stance == Stance::Review => Some(year - 1),
        // 累计建成643个、形成33条 are stocks, not additions of one year.
        None if place.kind == Kind::Actual && place.reviewed == 1 && is_stock(&here.head) => None,
        None if place.kind == Kind::Actual
            && matches!(place.stance, Stance::Review | Stance::Environment) =>
        {
            let years = if whole_span() { place.reviewed.max(5) } else { place.reviewed };
            Some(base - years)
        }
        _ => None,
    }
}

/// Whether a head is about everything built so far.
fn is_stock(head: &str) -> bool {
    head.contains("累计建成") || head.ends_with("形成")
}

/// The number of years of a growth, directly before its verb: 5年增长6倍, 三年翻番.
fn years_named(head: &str) -> Option<u16> {
    let (before, verb) = head.rsplit_once('年')?;
    let grows =
        ["增长", "翻", "提高", "下降", "增加", "累计增长", "累计下降", "间增长", "来增长", "内翻"];
    if !grows.iter().any(|word| verb.starts_with(word)) && !verb.is_empty() {
        return None;
    }
    let count: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
    let years = match before.chars().last()? {
        _ if count.len() == 1 => count.parse().ok()?,
        '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        _ => return None,
    };
    // 连续三年增长 is the growth of each single year.
    let running = before.trim_end_matches(|c: char| !c.is_alphabetic()).contains("连续");
    (!running && (2..=10).contains(&years)).then_some(years)
}

/// The number of years of an annual mean: 两年年均增长.
fn years_of_mean(head: &str) -> Option<u16> {
    let (before, _) = head.split_once("年年均").or_else(|| head.split_once("年平均"))?;
    Some(match before.chars().last()? {
        '2' | '两' => 2,
        '3' | '三' => 3,
        '4' | '四' => 4,
        _ => return None,
    })
}

/// The direction that the words before the number name; `None` for a level, and where the label names the
/// movement (单位GDP能耗降低率).
pub(super) fn direction(
    here: &QuantityContext<'_>,
    leader: &QuantityContext<'_>,
    figure: &Figure,
) -> Option<ChangeDirection> {
    if figure.measure == Measure::Level {
        return None;
    }
    if figure.measure == Measure::Change
        && let Some(direction) = difference(&here.head)
    {
        return Some(direction);
    }
    let falls = || leading_fall(&here.head).map(|_| "压减");
    let word = word_before(here, leader).or_else(falls)?;
    // In 浓度同比改善9.7% the verb does not tell the direction.
    if figure.label.contains(word) && !figure.label.ends_with("经济增长") || word == "改善" {
        return None;
    }
    let falls = FALLS.contains(&word);
    Some(if falls { ChangeDirection::Down } else { ChangeDirection::Up })
}

/// Whether a change in percent is growth over the year before: 比上年增长5%. In a plan, a saving
/// (单位能耗下降3%) stays a change.
pub(super) fn is_growth_of_a_year(
    here: &QuantityContext<'_>,
    leader: &QuantityContext<'_>,
    figure: &Figure,
    year: Option<u16>,
    since: Option<u16>,
    report: bool,
) -> bool {
    let unit = here.quantity.unit.as_deref().unwrap_or_default();
    let relative = matches!(figure.measure, Measure::Change) && unit == "%"
        || figure.measure == Measure::RatioMultiple && unit == "倍";
    if !relative {
        return false;
    }
    let Some(word) = word_before(here, leader) else { return false };
    let saved = SAVED.any_in(&figure.label);
    let grows = matches!(
        word,
        "再降"
            | "直降"
            | "增长"
            | "增产"
            | "减产"
            | "上涨"
            | "增加"
            | "负增长"
            | "下降"
            | "减少"
            | "回落"
            | "下滑"
            | "下跌"
    ) || report && matches!(word, "降低" | "削减" | "提标")
        || report && word == "上升" && !is_share(&figure.label)
        || report && word == "压减" && SPENT.ends(&figure.label);
    grows
        && (report || !saved)
        && since.zip(year).is_some_and(|(since, year)| year == since + 1)
        && !here.head.contains("累计")
}

/// Whether the label names a share, whose change in percent may be one in points.
fn is_share(label: &str) -> bool {
    SHARES.ends(label) || label.contains('占')
}

/// The word of a rise or fall before the number, or before the first of its list.
fn word_before(here: &QuantityContext<'_>, leader: &QuantityContext<'_>) -> Option<&'static str> {
    change_word(core(&here.head)).or_else(|| change_word(core(&leader.head)))
}
