//! Figures as single numbers for arithmetic, and the words for other forms in reasons.

use super::answer::{Figure, MissingCode, Reason, ReasonCode, Why};
use crate::domain::lang::Lang;
use crate::domain::message::Message;
use crate::domain::{Comparator, Measure};
use rust_decimal::Decimal;
use std::sync::Arc;

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
pub(super) fn ids(figure: &Figure) -> &[Arc<str>] {
    match &figure.derived {
        Some(how) => &how.inputs,
        None => figure.id.as_slice(),
    }
}

/// Removes repeated ids; the first of each stays.
pub(super) fn keep_first(ids: &mut Vec<Arc<str>>) {
    let mut kept = 0;
    for at in 0..ids.len() {
        if !ids[..kept].contains(&ids[at]) {
            ids.swap(kept, at);
            kept += 1;
        }
    }
    ids.truncate(kept);
}

/// The form of a figure that is no single number.
pub(super) fn form(figure: &Figure, lang: Lang) -> Why {
    if figure.value_high.is_some() {
        (MissingCode::Range, Message::of(lang, "a range", "一个区间"))
    } else {
        (MissingCode::Words, Message::of(lang, "in words", "文字表述"))
    }
}

pub(super) fn word(measure: Measure, lang: Lang) -> Message {
    match measure {
        Measure::Level => Message::of(lang, "a level", "当年值"),
        Measure::Cumulative => Message::of(lang, "a total over the period", "五年累计"),
        Measure::AnnualGrowth => Message::of(lang, "a growth a year", "年均增速"),
        Measure::Change => Message::of(lang, "a change over the period", "变化量"),
        Measure::RatioMultiple => Message::of(lang, "a multiple", "倍数"),
    }
}

pub(super) fn sign(comparator: Comparator, lang: Lang) -> Message {
    match comparator {
        Comparator::Eq => Message::of(lang, "exact", "确数"),
        Comparator::Ge | Comparator::Gt => Message::of(lang, "a lower bound", "下限"),
        Comparator::Le | Comparator::Lt => Message::of(lang, "an upper bound", "上限"),
        Comparator::Approx => Message::of(lang, "approximate", "约数"),
    }
}

/// The reason why the figure is no point: a range, a bound or both.
pub(super) fn no_point(figure: &Figure, lang: Lang) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if figure.value_high.is_some() {
        let detail = Message::of(lang, "a range, not one figure", "是区间，不是一个数字");
        reasons.push(Reason { code: ReasonCode::Range, detail });
    }
    let bound = match figure.comparator.unwrap_or_default() {
        Comparator::Eq | Comparator::Approx => None,
        Comparator::Ge | Comparator::Gt => {
            Some(Message::of(lang, "only a lower bound is stated", "只述下限"))
        }
        Comparator::Le | Comparator::Lt => {
            Some(Message::of(lang, "only an upper bound is stated", "只述上限"))
        }
    };
    reasons.extend(bound.map(|detail| Reason { code: ReasonCode::BoundOnly, detail }));
    reasons
}
