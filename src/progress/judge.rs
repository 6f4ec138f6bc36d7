//! One plan, target by target.

use super::answer::{
    FigureChoice, MatchedBy, PlanProgress, Progress, ProgressClaim, ProgressVerdict, UnknownReason,
};
use super::by_label::{LabelIndex, LabelMatch};
use super::facts::Facts;
use super::input::ProgressInput;
use super::tally::counts;
use super::targets::{merged, since_of, year_of};
use super::verdict::Assessment;
use super::{change, growth, level, total};
use crate::catalog::Indicator;
use crate::compare::answer::{IndicatorRef, RegionRef};
use crate::domain::{Kind, Measure, Period, WordRule};
use crate::scorecard::{ClaimKind, claim_kind};
use crate::series::ReportedStatement;
use crate::series::answer::ReportedFigure;
use crate::series::build::figure;

/// The targets of a plan compared with reported figures, in the order of the plan.
#[must_use]
pub fn progress(input: &ProgressInput<'_>) -> PlanProgress {
    let index = LabelIndex::of(input);
    let targets: Vec<_> = merged(input).iter().map(|same| target(input, &index, same)).collect();
    let plan = input.plan;
    PlanProgress {
        region: RegionRef::new(input.region, input.lang),
        plan: (!input.reviewed).then(|| plan.id.clone()),
        reviewed_in: input.reviewed.then(|| plan.id.clone()),
        period: Period::from(plan.period).to_string(),
        base_year: plan.base_year,
        counts: counts(&targets),
        targets,
    }
}

/// One target, with the other statements of the same.
fn target(
    input: &ProgressInput<'_>,
    index: &LabelIndex<'_>,
    same: &[&ReportedStatement],
) -> Progress {
    let one = same[0];
    let indicator = input.catalog.indicator(&one.statement.indicator);
    let indicator = indicator.filter(|known| *known.id == *one.statement.indicator);
    let outcome = match indicator {
        _ if one.statement.text.is_some() => Outcome::without(one, why_words(one)),
        Some(indicator) => Outcome::of(input, indicator, one),
        None => match LabelMatch::of(index, one) {
            Some(LabelMatch { indicator, target, statements }) => {
                let input = ProgressInput { statements: &statements, ..*input };
                Outcome::of(&input, &indicator, &target)
            }
            None => Outcome::without(one, UnknownReason::NoIndicator),
        },
    };
    let Outcome { judged, choices, target } = outcome;
    let claims = indicator.map_or_else(Vec::new, |known| claims(input, &known.id));
    // 可比口径完成 means that the figures of the document are counted differently from the target.
    let otherwise = claims.iter().any(|claim| claim.kind == ClaimKind::MetOnComparableBasis);
    let judged = match judged.verdict {
        Some(ProgressVerdict::Missed) if otherwise => {
            judged.because(UnknownReason::OtherDefinition)
        }
        _ => judged,
    };
    let by_label = indicator.is_none().then_some(MatchedBy::Label);
    let mut inputs = vec![one.statement.id.clone()];
    inputs.extend(judged.inputs);
    Progress {
        indicator: indicator.map(|known| IndicatorRef::new(known, input.lang)),
        target,
        also: same[1..].iter().map(|one| one.statement.id.clone()).collect(),
        matched_by: by_label
            .filter(|_| judged.latest.is_some())
            .or(indicator.is_some().then_some(MatchedBy::Indicator)),
        target_year: year_of(input, one),
        verdict: judged.verdict.unwrap_or(ProgressVerdict::Unknown),
        reason: judged.reason,
        base: judged.base,
        latest: judged.latest,
        reached: judged.reached.map(|reached| reached.normalize()),
        unit: judged.unit,
        done_percent: judged.done,
        elapsed_percent: judged.elapsed,
        pace_so_far: judged.pace_so_far,
        pace_needed: judged.pace_needed,
        pace_unit: judged.pace_unit,
        years_reported: judged.years_reported,
        years_missing: judged.years_missing,
        method: judged.method.map(|method| method.message(input.lang)),
        choices,
        claims,
        inputs,
    }
}

/// A target against the figures of its indicator.
struct Outcome {
    judged: Assessment,
    choices: Vec<FigureChoice>,
    target: ReportedFigure,
}

impl Outcome {
    fn without(target: &ReportedStatement, reason: UnknownReason) -> Self {
        let judged = Assessment::unknown(reason);
        Self { judged, choices: Vec::new(), target: figure(target) }
    }

    fn of(input: &ProgressInput<'_>, indicator: &Indicator, target: &ReportedStatement) -> Self {
        let target_year = year_of(input, target);
        let facts = Facts::new(input, indicator, target, target_year);
        let set = figure(target);
        let since = since_of(input, target).unwrap_or(input.plan.base_year);
        let span = [since.min(target_year.saturating_sub(1)), target_year];
        let judged = match target.statement.measure {
            Measure::Level => level::judge(&facts, &set),
            Measure::RatioMultiple => level::judge_multiple(&facts, &set),
            Measure::AnnualGrowth => growth::judge(&facts, &set, span),
            Measure::Cumulative => total::judge(&facts, &set, span),
            Measure::Change => change::judge(&facts, &set, span),
        };
        let judged = match judged.verdict {
            Some(_) if facts.other_definition => judged.because(UnknownReason::OtherDefinition),
            _ => judged,
        };
        let choices = judged.inputs.iter().filter_map(|id| facts.choice(id)).collect();
        Self { judged, choices, target: set }
    }
}

/// The reason why a target in words has no verdict.
fn why_words(target: &ReportedStatement) -> UnknownReason {
    match target.statement.rule {
        Some(WordRule::InStepWithGdp | WordRule::SetByParent) => UnknownReason::Relative,
        Some(WordRule::Met) | None => UnknownReason::TextOnly,
    }
}

/// Claims in words that later documents make about an indicator.
fn claims(input: &ProgressInput<'_>, indicator: &str) -> Vec<ProgressClaim> {
    let plan = input.plan;
    let of_outcome = |one: &&ReportedStatement| {
        *one.statement.indicator == *indicator
            && one.statement.kind == Kind::Actual
            && one.statement.rule != Some(WordRule::InStepWithGdp)
            && (input.reviewed || one.document.plan.as_ref() != Some(&plan.id))
            && one.statement.year.is_none_or(|year| plan.base_year < year && year <= plan.period[1])
    };
    let claim = |one: &ReportedStatement| {
        let text = one.statement.text.clone()?;
        Some(ProgressClaim {
            id: one.statement.id.clone(),
            kind: claim_kind(&text),
            text,
            document: figure(one).document,
            line: one.statement.line,
        })
    };
    input.known().filter(of_outcome).filter_map(claim).collect()
}
