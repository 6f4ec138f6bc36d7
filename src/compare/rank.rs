//! Comparability and order of the cells of one indicator.
//!
//! A target takes part where it is a point figure (exact or about) for the last year of the period,
//! in the indicator's unit, of the measure that most point figures of the entry have, and the
//! parser does not doubt it; and is not known to be in other prices, or of another part of the
//! thing, than most of those whose plans say so. Silence of a plan is no reason. [`super::places`]
//! gives the order.

use super::answer::{Cell, Entry, Figure, Reason, ReasonCode, Status, Summary};
use super::cell::cell;
use super::choose::text;
use super::input::{CompareInput, Facts};
use super::places::ranks;
use super::point::{no_point, word};
use super::summary::spread;
use super::usual::UsualProperties;
use super::{ambition, basis};
use crate::catalog::{Indicator, Region, Variant};
use crate::domain::statement::is_doubt;
use crate::domain::text::{Text, ToText, phrase};
use crate::domain::{Basis, Measure, Plan, Statement};

/// One entry for each indicator of the input with one cell for each region, both in the order of
/// the input. Statements of plans that are not in `plans` are ignored.
#[must_use]
pub fn table(input: &CompareInput<'_>, plans: &[Plan], statements: &[Statement]) -> Vec<Entry> {
    let facts = Facts::new(input, plans, statements);
    input.indicators.iter().map(|indicator| entry(&facts, indicator)).collect()
}

/// One cell for each region of the input, with comparability and ranks.
pub(super) fn entry(facts: &Facts<'_>, indicator: &Indicator) -> Entry {
    let regions = &facts.input.regions;
    let mut cells: Vec<_> = regions.iter().map(|region| cell(facts, region, indicator)).collect();
    let end = facts.input.period[1];
    let usual = UsualProperties::of(indicator, &cells, |cell| cell.target.as_ref());
    let usual_base = UsualProperties::of(indicator, &cells, |cell| cell.base.as_ref());
    for cell in &mut cells {
        cell.reasons = reasons(facts, indicator, cell, &usual, end);
        cell.comparable = cell.reasons.is_empty();
        cell.base_reasons = base_reasons(facts, indicator, cell, &usual_base);
        cell.base_comparable = cell.base_reasons.is_empty();
    }
    let targets: Vec<_> =
        cells.iter().map(|cell| cell.target.as_ref().filter(|_| cell.comparable)).collect();
    let bases: Vec<_> =
        cells.iter().map(|cell| cell.base.as_ref().filter(|_| cell.base_comparable)).collect();
    let bounds = |reasons: fn(&Cell) -> &[Reason], of: fn(&Cell) -> Option<&Figure>| -> Vec<_> {
        let only_bound =
            |cell: &&Cell| matches!(reasons(cell), [one] if one.code == ReasonCode::BoundOnly);
        cells.iter().map(|cell| Some(cell).filter(only_bound).and_then(of)).collect()
    };
    let target_bounds = bounds(|cell| &cell.reasons, |cell| cell.target.as_ref());
    let base_bounds = bounds(|cell| &cell.base_reasons, |cell| cell.base.as_ref());
    let places = ranks(indicator, &targets, &target_bounds);
    let base_places = ranks(indicator, &bases, &base_bounds);
    let (ranked, base_ranked) =
        (places.iter().flatten().count(), base_places.iter().flatten().count());
    let summary = Summary {
        targets: spread(indicator, &cells, &targets, usual.measure, &places),
        bases: spread(indicator, &cells, &bases, usual_base.measure, &base_places),
    };
    for (cell, (place, base_place)) in cells.iter_mut().zip(places.iter().zip(&base_places)) {
        cell.rank = *place;
        cell.base_rank = *base_place;
    }
    ambition::fill(facts, indicator, &mut cells);
    Entry {
        indicator: indicator.into(),
        period: format!("{}-{end}", facts.input.period[0]),
        compared: cells.len(),
        ranked,
        base_ranked,
        summary,
        cells,
    }
}

fn reasons(
    facts: &Facts<'_>,
    indicator: &Indicator,
    cell: &Cell,
    usual: &UsualProperties,
    end: u16,
) -> Vec<Reason> {
    let because = |code, detail: Text| vec![Reason { code, detail: detail.into() }];
    match (&cell.target, cell.status) {
        (_, Status::NoPlan) => because(ReasonCode::NoPlan, no_plan(facts, &cell.region.id)),
        (None, _) => {
            let what = phrase!("states no target for {end}", "未述 {end} 年的目标", end = end);
            vec![silence(text(facts, &cell.region.id, indicator), &what)]
        }
        (Some(target), _) => figure_reasons(facts, indicator, target, usual, end, cell.basis),
    }
}

/// The reason for a missing figure in a loaded plan. `what` names the missing figure.
fn silence(plan: Option<&Plan>, what: &Text) -> Reason {
    let code = match plan.map(|plan| plan.basis) {
        Some(Basis::Reviewed) => ReasonCode::NotReviewed,
        Some(Basis::Outlook) => ReasonCode::NoOutlook,
        Some(Basis::Plan) | None => ReasonCode::TextIncomplete,
    };
    let (code, detail) = match plan.and_then(Plan::missing_text) {
        Some(missing) if code != ReasonCode::TextIncomplete => (
            code,
            phrase!(
                "the text {what}: {missing}",
                "文本{what}：{missing}",
                what = what,
                missing = missing
            ),
        ),
        Some(missing) => (
            code,
            phrase!(
                "the text {what}, and it is incomplete: {missing}",
                "文本{what}，且文本不完整：{missing}",
                what = what,
                missing = missing,
            ),
        ),
        None => (
            ReasonCode::NotStated,
            phrase!("the plan was read and {what}", "规划已读取，{what}", what = what),
        ),
    };
    Reason { code, detail: detail.into() }
}

fn no_plan(facts: &Facts<'_>, region: &str) -> Text {
    let [first, last] = facts.input.period;
    let name = facts.region(region).map_or(region.to_text(), Region::name);
    phrase!(
        "no plan of {region} for {first}–{last} is loaded",
        "未载入{region} {first}–{last} 年的规划",
        region = name,
        first = first,
        last = last,
    )
}

/// The same for the base.
fn base_reasons(
    facts: &Facts<'_>,
    indicator: &Indicator,
    cell: &Cell,
    usual: &UsualProperties,
) -> Vec<Reason> {
    let because = |code, detail: Text| vec![Reason { code, detail: detail.into() }];
    let Some(plan) = text(facts, &cell.region.id, indicator) else {
        let detail = no_plan(facts, &cell.region.id);
        return because(ReasonCode::NoPlan, detail);
    };
    let Some(base) = &cell.base else {
        let year = plan.base_year;
        let what = phrase!("prints no figure of {year}", "未印 {year} 年的数字", year = year);
        return vec![silence(Some(plan), &what)];
    };
    let mut reasons = figure_reasons(facts, indicator, base, usual, plan.base_year, cell.basis);
    if base.derived.is_some() {
        let detail = Text::of("computed, not printed", "为计算所得，非原文所印");
        reasons.push(Reason { code: ReasonCode::Derived, detail: detail.into() });
    }
    reasons
}

/// The reason why a figure is not a point figure of the measure, year and unit of the entry.
fn figure_reasons(
    facts: &Facts<'_>,
    indicator: &Indicator,
    figure: &Figure,
    usual: &UsualProperties,
    year: u16,
    basis: Option<Basis>,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut because = |code, detail: Text| reasons.push(Reason { code, detail: detail.into() });
    if figure.value.is_none() {
        let printed = figure.printed.as_ref().and_then(|printed| printed.text.as_deref());
        because(
            ReasonCode::Words,
            phrase!(
                "{text} has words, not a number: {words}",
                "{text}为文字表述，不是数字：{words}",
                text = basis.unwrap_or(Basis::Plan).noun(),
                words = printed.unwrap_or("–"),
            ),
        );
        return reasons;
    }
    for (code, detail) in no_point(figure) {
        because(code, detail);
    }
    if figure.measure != usual.measure {
        because(
            ReasonCode::Measure,
            phrase!(
                "{own}, where the others are {others}",
                "为{own}，而其他为{others}",
                own = word(figure.measure),
                others = word(usual.measure),
            ),
        );
    }
    if figure.year != Some(year) {
        let detail = if let Some(of) = figure.year {
            phrase!("of {of}, not of {year}", "为 {of} 年，不是 {year} 年", of = of, year = year)
        } else {
            phrase!("of no year, not of {year}", "未写年份，不是 {year} 年", year = year)
        };
        because(ReasonCode::Year, detail);
    }
    if let (Some(own), Some(others)) = (figure.since, usual.since)
        && own != others
        && figure.measure == usual.measure
    {
        because(
            ReasonCode::Span,
            phrase!(
                "counted from {own}, where others are from {others}",
                "自 {own} 年起算，而其他自 {others} 年起算",
                own = own,
                others = others,
            ),
        );
    }
    for (code, detail) in unit_and_doubts(indicator, figure) {
        because(code, detail);
    }
    if let (Some(own), Some(others)) = (&figure.price_basis, &usual.prices)
        && own.differs(others)
    {
        because(
            ReasonCode::PriceBasis,
            phrase!(
                "in {own}, where others are in {others}",
                "按{own}计，而其他按{others}计",
                own = own.words,
                others = others.words,
            ),
        );
    }
    if let Some(detail) = definition(facts, indicator, figure, usual) {
        because(ReasonCode::Definition, detail);
    }
    reasons
}

/// Its unit, where that is not the indicator's, and what the parser doubts.
fn unit_and_doubts(indicator: &Indicator, figure: &Figure) -> Vec<(ReasonCode, Text)> {
    let mut found = Vec::new();
    let canonical = matches!(figure.measure, Measure::Level | Measure::Cumulative);
    if canonical && figure.unit != indicator.unit {
        let unit = match figure.unit.as_deref() {
            Some(unit) => unit.to_text(),
            None => Text::of("no unit", "无单位"),
        };
        let detail = phrase!(
            "in {unit}, which is not the indicator's unit",
            "单位为{unit}，不是该指标的单位",
            unit = unit,
        );
        found.push((ReasonCode::Unit, detail));
    }
    let doubts = figure.evidence.iter().flat_map(|place| &place.flags);
    let doubts: Vec<_> = doubts.filter(|flag| is_doubt(flag)).map(String::as_str).collect();
    if !doubts.is_empty() {
        let doubts = doubts.join(", ");
        let detail =
            phrase!("the parser doubts it: {doubts}", "解析器存疑：{doubts}", doubts = doubts);
        found.push((ReasonCode::Doubt, detail));
    }
    found
}

/// The known difference of a figure from the others in what it counts.
fn definition(
    facts: &Facts<'_>,
    indicator: &Indicator,
    figure: &Figure,
    usual: &UsualProperties,
) -> Option<Text> {
    let printed = figure.printed.as_ref()?;
    let variant = indicator.variant(&printed.label);
    let meaning = |variant: Option<&Variant>| variant.map(|variant| variant.meaning.clone());
    if meaning(variant) != meaning(usual.variant.as_ref()) {
        let others = usual.variant.as_ref().map_or(&indicator.name_zh, |variant| &variant.label);
        let which = variant.or(usual.variant.as_ref());
        let which = which.map_or("", |variant| variant.meaning.as_str());
        let label = &printed.label;
        return Some(phrase!(
            "printed as {label}, where others are {others}: {which}",
            "所印为{label}，而其他为{others}：{which}",
            label = label,
            others = others,
            which = which,
        ));
    }
    let other = figure.qualifiers.iter().find_map(|own| {
        let others = usual.qualifiers.iter().find(|known| known.family == own.family)?;
        (others.word != own.word).then(|| {
            phrase!(
                "{own}, where others are {others}",
                "为{own}，而其他为{others}",
                own = own.word,
                others = others.word,
            )
        })
    });
    other.or_else(|| basis::other_meaning(facts.input.catalog, indicator, figure))
}
