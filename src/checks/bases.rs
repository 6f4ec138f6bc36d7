//! The base of a review without a printed base, computed from the target and from the outcome.

use super::explain::because;
use super::finding::{Code, Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Topic};
use super::term::{Amount, allowed, written};
use crate::arithmetic::rounding::one_decimal;
use crate::arithmetic::{Span, bound, growth};
use crate::domain::text::{Text, phrase};
use crate::domain::{Measure, Statement, names_fall};
use rust_decimal::Decimal;

/// In a review without a base: compares the base that follows from the target and its planned growth with
/// the base that follows from the outcome and its growth.
pub(super) fn bases(
    facts: &Facts<'_>,
    topic: &Topic<'_>,
    (aim, planned): (&Statement, &Statement),
    (outcome, grew): (&Statement, &Statement),
) -> Option<Finding> {
    if topic.indicator.is_change() || planned.measure != grew.measure || aim.unit != outcome.unit {
        return None;
    }
    let from_target = start(facts, aim, planned, Role::Target)?;
    let from_outcome = start(facts, outcome, grew, Role::Outcome)?;
    from_target.span.gap(&from_outcome.span)?;
    let (one, other) = (from_target.value?, from_outcome.value?);
    Some(facts.finding(
        Kind::BasesImplied,
        topic.indicator,
        CheckResult {
            severity: Severity::Notice,
            summary: phrase!(
                "The target and its growth start from {one}, the outcome and its growth from {other}.",
                "由目标及其增速推得基数为 {one}，由完成值及其增速推得基数为 {other}。",
                one = one,
                other = other,
            ),
            unit: aim.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{aim}, {planned} lead back to {one} (allowed {span}); {outcome}, {grew} lead back to {other} \
                 (allowed {other_span}); 1 decimal.",
                "由 {aim}、{planned} 反推得 {one}（允许 {span}）；由 {outcome}、{grew} 反推得 {other}（允许 \
                 {other_span}）；保留 1 位小数。",
                aim = written(aim),
                planned = written(planned),
                one = one,
                span = allowed(&from_target.span, aim.unit.as_deref().unwrap_or_default()),
                outcome = written(outcome),
                grew = written(grew),
                other = other,
                other_span = allowed(&from_outcome.span, aim.unit.as_deref().unwrap_or_default()),
            ),
            stated: from_target,
            implied: from_outcome,
            explanations: vec![
                because(
                    Code::ChangedDefinition,
                    Text::of(
                        "The outcome's growth may be on a comparable basis (可比口径), the target's not.",
                        "完成值的增速可能按可比口径计算，目标的增速则不是。",
                    ),
                ),
                because(
                    Code::PreliminaryBase,
                    Text::of(
                        "The plan was made with an estimate of the base that was later revised.",
                        "编制规划时基数为预计数，后来有修订。",
                    ),
                ),
            ],
        },
    ))
}

/// The level at the start of a period, from the level at its end and the change.
fn start(facts: &Facts<'_>, level: &Statement, moved: &Statement, role: Role) -> Option<Amount> {
    let end = Amount::printed(role, level)?;
    let by = Amount::printed(
        if moved.measure == Measure::AnnualGrowth { Role::Growth } else { Role::Change },
        moved,
    )?;
    let plan = facts.plan();
    let years = plan.period[1] + 1 - plan.period[0];
    let back = |level: Decimal, moved_by: Decimal| {
        if moved.measure == Measure::AnnualGrowth {
            growth::level_before(level, moved_by, years)
        } else {
            level.checked_sub(moved_by)
        }
    };
    // Brackets contain the size of a fall without its sign, so the base cannot be computed.
    let fell = names_fall(&level.label) || names_fall(&moved.label);
    let same_unit = moved.measure == Measure::AnnualGrowth || moved.unit == level.unit;
    if fell || !same_unit {
        return None;
    }
    let value = back(end.value?, by.value?)?;
    let span = Span::of_difference(&end.span, &by.span, back);
    let reach = span.low.map_or(Decimal::ZERO, |low| (value - low.value).abs().round_dp(3));
    let comparator = bound::of_difference(end.comparator, by.comparator)?;
    let mut inputs = end.inputs;
    inputs.extend(by.inputs);
    Some(Amount::computed(one_decimal(value), comparator, span, reach, inputs))
}
