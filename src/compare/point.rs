//! Figures as single numbers for arithmetic, and the words for other forms in reasons.

use super::answer::{Figure, MissingCode, ReasonCode, Why};
use crate::domain::text::Text;
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;

/// The unit of a difference of percentages.
pub(super) const POINTS: &str = "百分点";

/// One number, exact, about or a bound.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub value: Decimal,
    pub comparator: Comparator,
}

/// The number of a figure that is neither words nor a range.
pub(super) fn point(figure: &Figure) -> Option<Point> {
    if figure.value_high.is_some() {
        return None;
    }
    let value = figure.value?.normalize();
    Some(Point { value, comparator: figure.comparator.unwrap_or_default() })
}

/// Ids behind a figure: its own, or those it was derived from.
pub(super) fn ids(figure: &Figure) -> Vec<String> {
    match &figure.derived {
        Some(how) => how.inputs.clone(),
        None => figure.id.iter().cloned().collect(),
    }
}

/// The form of a figure that is no single number.
pub(super) fn form(figure: &Figure) -> Why {
    if figure.value_high.is_some() {
        (MissingCode::Range, Text::of("a range", "一个区间"))
    } else {
        (MissingCode::Words, Text::of("in words", "文字表述"))
    }
}

pub(super) fn word(measure: Measure) -> Text {
    match measure {
        Measure::Level => Text::of("a level", "当年值"),
        Measure::Cumulative => Text::of("a total over the period", "五年累计"),
        Measure::AnnualGrowth => Text::of("a growth a year", "年均增速"),
        Measure::Change => Text::of("a change over the period", "变化量"),
        Measure::RatioMultiple => Text::of("a multiple", "倍数"),
    }
}

pub(super) fn sign(comparator: Comparator) -> Text {
    match comparator {
        Comparator::Eq => Text::of("exact", "确数"),
        Comparator::Ge | Comparator::Gt => Text::of("a lower bound", "下限"),
        Comparator::Le | Comparator::Lt => Text::of("an upper bound", "上限"),
        Comparator::Approx => Text::of("approximate", "约数"),
    }
}

/// The reason why the figure is no point: a range, a bound or both.
pub(super) fn no_point(figure: &Figure) -> Vec<(ReasonCode, Text)> {
    let mut reasons = Vec::new();
    if figure.value_high.is_some() {
        let detail = Text::of("a range, not one figure", "是区间，不是一个数字");
        reasons.push((ReasonCode::Range, detail));
    }
    let bound = match figure.comparator.unwrap_or_default() {
        Comparator::Eq | Comparator::Approx => None,
        Comparator::Ge | Comparator::Gt => {
            Some(Text::of("only a lower bound is stated", "只述下限"))
        }
        Comparator::Le | Comparator::Lt => {
            Some(Text::of("only an upper bound is stated", "只述上限"))
        }
    };
    reasons.extend(bound.map(|detail| (ReasonCode::BoundOnly, detail)));
    reasons
}
