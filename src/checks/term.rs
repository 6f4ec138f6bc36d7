//! A figure of the arithmetic: the number, the values it allows, and its observations.

use super::finding::{Input, Role, Term};
use crate::arithmetic::{End, Span, tolerance};
use crate::catalog::{Direction, Indicator};
use crate::domain::text::{Text, ToText, phrase};
use crate::domain::written::figure;
use crate::domain::{Comparator, Statement};
use rust_decimal::Decimal;

/// A number with the values it allows.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    /// `None` where the document has words.
    pub value: Option<Decimal>,
    pub comparator: Comparator,
    pub span: Span,
    /// The greatest distance of the true value from `value`, because of rounding and 左右.
    pub slack: Decimal,
    pub inputs: Vec<Input>,
}

impl Amount {
    /// A printed figure; `None` for words, and where the unit is unknown.
    pub(super) fn printed(role: Role, statement: &Statement) -> Option<Self> {
        let value = statement.value?.normalize();
        let slack = slack(statement)?;
        Some(Self {
            value: Some(value),
            comparator: statement.comparator,
            span: Span::of(value, statement.value_high, statement.comparator, slack),
            slack: if is_bound(statement.comparator) { Decimal::ZERO } else { slack },
            inputs: vec![input(role, statement)],
        })
    }

    /// A number computed from printed figures.
    pub(super) fn computed(
        value: Decimal,
        comparator: Comparator,
        span: Span,
        slack: Decimal,
        inputs: Vec<Input>,
    ) -> Self {
        Self { value: Some(value), comparator, span, slack, inputs }
    }

    pub(super) fn term(&self) -> Term {
        let end = |end: Option<End>| end.map(|end| end.value.round_dp(6).normalize());
        Term {
            value: self.value,
            comparator: self.comparator,
            low: end(self.span.low),
            high: end(self.span.high),
        }
    }
}

pub(super) fn is_bound(comparator: Comparator) -> bool {
    !matches!(comparator, Comparator::Eq | Comparator::Approx)
}

/// The greatest distance of the true value from a printed figure, in its canonical unit: half of the last
/// printed decimal, or the width of 左右 ([`tolerance`]). `None` for words.
pub fn slack(statement: &Statement) -> Option<Decimal> {
    let value = statement.value?;
    let printed = statement.printed_value.unwrap_or(value);
    let half = Decimal::new(5, printed.scale() + 1);
    let half = match value.checked_div(printed) {
        Some(factor) if !printed.is_zero() => half.checked_mul(factor.abs())?,
        _ => half,
    };
    let about = tolerance::about(
        value,
        statement.comparator,
        statement.measure,
        statement.unit.as_deref(),
    )?;
    Some(half.max(about))
}

/// The values that a figure allows if it was rounded to its last digit that is not zero: 1200 to a hundred.
/// `None` for a bound, and for a figure without zeros at the end.
pub(super) fn round(statement: &Statement) -> Option<Span> {
    let value = statement.value?;
    let printed = statement.printed_value.unwrap_or(value).normalize();
    if is_bound(statement.comparator) || printed.is_zero() || printed.scale() > 0 {
        return None;
    }
    let ten = Decimal::TEN;
    let mut unit = Decimal::ONE;
    while (printed % unit.checked_mul(ten)?).is_zero() {
        unit = unit.checked_mul(ten)?;
    }
    if unit == Decimal::ONE {
        return None;
    }
    let half = unit.checked_div(Decimal::TWO)?.checked_mul(value.checked_div(printed)?)?;
    Some(Span::of(value, statement.value_high, statement.comparator, half.max(slack(statement)?)))
}

pub(super) fn input(role: Role, statement: &Statement) -> Input {
    Input {
        id: statement.id.to_string(),
        role,
        plan: statement.plan.to_string(),
        kind: statement.kind,
        label: statement.label.to_string(),
        value: statement.value.map(|value| value.normalize()),
        value_high: statement.value_high.map(|value| value.normalize()),
        unit: statement.unit.as_deref().map(str::to_owned),
        comparator: statement.comparator,
        measure: statement.measure,
        year: statement.year,
        text: statement.text.as_deref().map(str::to_owned),
        origin: statement.origin,
        table_role: statement.table_role,
        line: statement.line,
        quote: statement.quote.to_string(),
        flags: statement.flags.iter().map(ToString::to_string).collect(),
    }
}

/// Prints a figure with its place: `>2000 亿元 (2025, line 190)`.
pub(super) fn written(statement: &Statement) -> Text {
    let place = if let Some(year) = statement.year {
        phrase!(
            "{year}, line {line}",
            "{year} 年，第 {line} 行",
            year = year,
            line = statement.line
        )
    } else {
        phrase!("line {line}", "第 {line} 行", line = statement.line)
    };
    match statement.value {
        None => {
            let words = statement.text.as_deref().unwrap_or_default();
            phrase!("“{words}” ({place})", "“{words}”（{place}）", words = words, place = place)
        }
        Some(value) => {
            let figure = figure(
                value,
                statement.value_high,
                statement.comparator,
                statement.unit.as_deref(),
            );
            phrase!("{figure} ({place})", "{figure}（{place}）", figure = figure, place = place)
        }
    }
}

/// Prints a figure: `>2000 亿元`; `None` for words.
pub(super) fn short(statement: &Statement) -> Option<Text> {
    Some(figure(
        statement.value?,
        statement.value_high,
        statement.comparator,
        statement.unit.as_deref(),
    ))
}

/// Prints the allowed values: `7.45–7.55 %`, `more than 9.9 %`.
pub(super) fn allowed(span: &Span, unit: &str) -> Text {
    let short = |end: End| end.value.round_dp(2).normalize();
    match (span.low, span.high) {
        (Some(low), Some(high)) => format!("{}–{} {unit}", short(low), short(high)).to_text(),
        (Some(low), None) => {
            phrase!("{low} {unit} and more", "{low} {unit} 及以上", low = short(low), unit = unit)
        }
        (None, Some(high)) => phrase!(
            "{high} {unit} and less",
            "{high} {unit} 及以下",
            high = short(high),
            unit = unit
        ),
        (None, None) => Text::of("anything", "任何值"),
    }
}

/// Whether every value that `one` allows is worse than every value that `than` allows.
pub(super) fn is_worse(indicator: &Indicator, one: &Span, than: &Span) -> bool {
    match indicator.direction {
        Direction::Higher => one.is_below(than),
        Direction::Lower => than.is_below(one),
        Direction::Neutral => false,
    }
}

/// The word for the better direction: `lower` or `higher`.
pub(super) fn better(indicator: &Indicator) -> Text {
    if indicator.direction == Direction::Lower {
        Text::of("lower", "低")
    } else {
        Text::of("higher", "高")
    }
}
