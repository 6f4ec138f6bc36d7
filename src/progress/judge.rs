//! One plan, target by target.

use super::answer::{PlanProgress, Progress, ProgressClaim, ProgressVerdict, UnknownReason};
use super::facts::Facts;
use super::input::Question;
use super::tally::counts;
use super::verdict::Judged;
use super::{change, growth, level, total};
use crate::domain::{Kind, Measure, Period, WordRule};
use crate::scorecard::claim_kind;
use crate::series::Reported;
use crate::series::build::figure;

/// The targets of a plan against what is reported, in the order of the plan.
#[must_use]
pub fn progress(question: &Question<'_>) -> PlanProgress {
    let targets: Vec<_> = merged(question).iter().map(|same| target(question, same)).collect();
    let plan = question.plan;
    PlanProgress {
        region: question.region.into(),
        plan: plan.id.clone(),
        period: Period::from(plan.period).to_string(),
        base_year: plan.base_year,
        counts: counts(&targets),
        targets,
    }
}

/// The targets of the plan; statements that say the same of one indicator are together, the first in a table first.
fn merged<'q>(question: &Question<'q>) -> Vec<Vec<&'q Reported>> {
    let mut all: Vec<Vec<&Reported>> = Vec::new();
    for one in question.targets() {
        let same = all.iter_mut().find(|same| is_same(question, same[0], one));
        match same {
            Some(same) => same.push(one),
            None => all.push(vec![one]),
        }
    }
    for same in &mut all {
        same.sort_by_key(|one| one.said.table.is_none());
    }
    all
}

/// Whether two statements set the same: figure or words, measure and years of one indicator.
fn is_same(question: &Question<'_>, one: &Reported, other: &Reported) -> bool {
    let years = |one| (year_of(question, one), since_of(question, one));
    let (own, others) = (&one.said, &other.said);
    !own.indicator.is_empty()
        && own.indicator == others.indicator
        && own.measure == others.measure
        && years(one) == years(other)
        && (own.value, own.value_high) == (others.value, others.value_high)
        && own.comparator == others.comparator
        && own.text == others.text
}

/// The year a target is for: its own, else the last of the plan.
fn year_of(question: &Question<'_>, one: &Reported) -> u16 {
    one.said.year.unwrap_or(question.plan.period[1])
}

/// The year a target counts from: its own, else the base year of the plan; `None` for a level.
fn since_of(question: &Question<'_>, one: &Reported) -> Option<u16> {
    (one.said.measure != Measure::Level).then(|| one.said.since.unwrap_or(question.plan.base_year))
}

fn target(question: &Question<'_>, same: &[&Reported]) -> Progress {
    let one = same[0];
    let indicator = question.catalog.indicator(&one.said.indicator);
    let indicator = indicator.filter(|known| known.id == one.said.indicator);
    let target_year = year_of(question, one);
    let judged = match indicator {
        None => Judged::unknown(UnknownReason::NoIndicator),
        Some(_) if one.said.text.is_some() => Judged::unknown(UnknownReason::TextOnly),
        Some(indicator) => {
            let facts = Facts::new(question, indicator, target_year);
            let set = figure(one);
            let since = since_of(question, one).unwrap_or(question.plan.base_year);
            let span = [since.min(target_year.saturating_sub(1)), target_year];
            match one.said.measure {
                Measure::Level => level::judge(&facts, &set),
                Measure::RatioMultiple => level::judge_multiple(&facts, &set),
                Measure::AnnualGrowth => growth::judge(&facts, &set, span),
                Measure::Cumulative => total::judge(&facts, &set, span),
                Measure::Change => change::judge(&facts, &set, span),
            }
        }
    };
    let mut inputs = vec![one.said.id.clone()];
    inputs.extend(judged.inputs);
    Progress {
        indicator: indicator.map(Into::into),
        target: figure(one),
        also: same[1..].iter().map(|one| one.said.id.clone()).collect(),
        target_year,
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
        method: judged.method,
        claims: indicator.map_or_else(Vec::new, |known| claims(question, &known.id)),
        inputs,
    }
}

/// What later documents claim of an indicator in words.
fn claims(question: &Question<'_>, indicator: &str) -> Vec<ProgressClaim> {
    let plan = question.plan;
    let of_outcome = |one: &&Reported| {
        one.said.indicator == indicator
            && one.said.kind == Kind::Actual
            && one.said.rule != Some(WordRule::InStepWithGdp)
            && one.document.plan.as_ref() != Some(&plan.id)
            && one.said.year.is_none_or(|year| plan.base_year < year && year <= plan.period[1])
    };
    let claim = |one: &Reported| {
        let text = one.said.text.clone()?;
        Some(ProgressClaim {
            id: one.said.id.clone(),
            kind: claim_kind(&text),
            text,
            document: figure(one).document,
            line: one.said.line,
        })
    };
    question.known().filter(of_outcome).filter_map(claim).collect()
}
