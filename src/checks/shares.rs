//! Compares shares with part divided by whole.

use super::explain::changed_definition;
use super::finding::{Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Pick, Topic, base, target};
use super::term::{Amount, better, is_worse, short, written};
use crate::arithmetic::{End, Span, bound, percent, rounding};
use crate::catalog::Indicator;
use crate::domain::text::phrase;
use crate::domain::written::figure;
use crate::domain::{Measure, Statement};
use rust_decimal::Decimal;

/// A share, its part and its whole.
const SHARES: [[&str; 3]; 7] = [
    ["services_share", "services_value_added", "gdp"],
    ["industry_share", "industry_value_added", "gdp"],
    ["finance_share", "finance_value_added", "gdp"],
    ["commerce_share", "commerce_value_added", "gdp"],
    ["culture_share", "culture_value_added", "gdp"],
    ["hightech_share", "hightech_value_added", "gdp"],
    ["tax_share", "tax_revenue", "fiscal_revenue"],
];

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let known = SHARES.iter().filter_map(|[share, part, whole]| {
        Some([facts.topic(share)?, facts.topic(part)?, facts.topic(whole)?])
    });
    known.flat_map(|topics| of_topics(facts, topics)).collect()
}

/// Compares a printed share with part ÷ whole, for base and target. If the share has no target, its base is
/// compared with the targets of part and whole.
fn of_topics(facts: &Facts<'_>, [share, part, whole]: [&Topic<'_>; 3]) -> Vec<Finding> {
    let printed = |topic: &Topic<'_>, of: Pick| of(topic).and_then(|figure| facts.printed(figure));
    let at = |of: Pick| {
        let figures = [printed(share, of)?, printed(part, of)?, printed(whole, of)?];
        same_year(facts, share.indicator, figures)
    };
    let mut found: Vec<Finding> = at(base).into_iter().chain(at(target)).collect();
    if target(share).is_none()
        && let Some(start) = printed(share, base)
        && let (Some(part), Some(whole)) = (printed(part, target), printed(whole, target))
    {
        found.extend(lost(facts, share.indicator, start, [part, whole]));
    }
    found
}

/// Part ÷ whole in percent, with the values that the two allow; `None` unless both are levels of the same
/// year and unit.
fn quotient(part: &Statement, whole: &Statement) -> Option<Amount> {
    let levels = [part, whole].iter().all(|statement| statement.measure == Measure::Level);
    if !levels || part.year != whole.year || part.unit != whole.unit {
        return None;
    }
    let (above, below) = (Amount::printed(Role::Part, part)?, Amount::printed(Role::Whole, whole)?);
    let span = Span::of_difference(&above.span, &below.span, percent_above_zero);
    let exact = percent_above_zero(above.value?, below.value?)?;
    let reach = |end: Option<End>| end.map(|end| (end.value - exact).abs());
    let slack = reach(span.low).or(reach(span.high)).unwrap_or_default().round_dp(3);
    let comparator = bound::of_difference(part.comparator, whole.comparator)?;
    let mut inputs = above.inputs;
    inputs.extend(below.inputs);
    Some(Amount::computed(rounding::one_decimal(exact), comparator, span, slack, inputs))
}

/// Percent of the whole, not rounded; `None` where the whole is not above zero.
fn percent_above_zero(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (whole > Decimal::ZERO).then(|| percent::exact(part, whole)).flatten()
}

fn same_year(
    facts: &Facts<'_>,
    indicator: &Indicator,
    [share, part, whole]: [&Statement; 3],
) -> Option<Finding> {
    if share.measure != Measure::Level || share.year != part.year {
        return None;
    }
    let (stated, implied) = (Amount::printed(Role::Share, share)?, quotient(part, whole)?);
    stated.span.gap(&implied.span)?;
    let value = implied.value?;
    Some(facts.finding(
        Kind::ShareAgainstParts,
        indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "A share of {share} is stated; {part} of {whole} is {quotient}.",
                "所述比重为 {share}；{part} 占 {whole} 的比重为 {quotient}。",
                share = short(share)?,
                part = short(part)?,
                whole = short(whole)?,
                quotient = figure(value, None, implied.comparator, Some("%")),
            ),
            unit: Some("%".to_owned()),
            arithmetic: phrase!(
                "{part} ÷ {whole} = {value} %, 1 decimal; stated: {share}",
                "{part} ÷ {whole} = {value} %（保留 1 位小数）；所述：{share}",
                part = written(part),
                whole = written(whole),
                value = value,
                share = written(share),
            ),
            stated,
            implied,
            explanations: vec![changed_definition()],
        },
    ))
}

/// Finds a share of the base year that the targets of part and whole would make worse.
fn lost(
    facts: &Facts<'_>,
    indicator: &Indicator,
    share: &Statement,
    [part, whole]: [&Statement; 2],
) -> Option<Finding> {
    if share.measure != Measure::Level {
        return None;
    }
    let (stated, implied) = (Amount::printed(Role::Share, share)?, quotient(part, whole)?);
    if !is_worse(indicator, &implied.span, &stated.span) {
        return None;
    }
    let good = better(indicator);
    let value = implied.value?;
    Some(facts.finding(
        Kind::ShareAgainstParts,
        indicator,
        CheckResult {
            severity: Severity::Caution,
            summary: phrase!(
                "A share of {share} is stated for {year}; the targets for {target_year}, {part} of {whole}, make \
                 it {quotient}; {good} is better.",
                "{year} 年的所述比重为 {share}；{target_year} 年的目标为 {whole} 中的 {part}，比重为 {quotient}；{good}为好。",
                share = short(share)?,
                year = share.year?,
                target_year = part.year?,
                part = short(part)?,
                whole = short(whole)?,
                quotient = figure(value, None, implied.comparator, Some("%")),
                good = good,
            ),
            unit: Some("%".to_owned()),
            arithmetic: phrase!(
                "{part} ÷ {whole} = {value} %, 1 decimal; stated: {share}; no share is stated for {year}.",
                "{part} ÷ {whole} = {value} %（保留 1 位小数）；所述：{share}；{year} 年的比重未述。",
                part = written(part),
                whole = written(whole),
                value = value,
                share = written(share),
                year = part.year?,
            ),
            stated,
            implied,
            explanations: vec![changed_definition()],
        },
    ))
}
