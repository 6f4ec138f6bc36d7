//! Comparability and order of the cells of one indicator.
//!
//! A target takes part where it is a point figure (exact or about) for the last year of the period,
//! in the indicator's unit, of the measure that most point figures of the entry have, and the
//! parser does not doubt it; and is not known to be in other prices, or of another part of the
//! thing, than most of those whose plans say so. Silence of a plan is no reason. [`super::places`]
//! gives the order.

use super::answer::{Cell, Entry, Figure, IndicatorRef, Reason, ReasonCode, Status, Summary};
use super::cell::cell;
use super::choose::text;
use super::input::{CompareInput, Facts};
use super::places::ranks;
use super::point::{no_point, word};
use super::summary::spread;
use super::usual::UsualProperties;
use super::{ambition, basis};
use crate::catalog::Indicator;
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::statement::is_doubt;
use crate::domain::{Basis, Measure, Plan, Statement};

/// One entry for each indicator of the input with one cell for each region, both in the order of
/// the input. Statements of plans that are not in `plans` are ignored.
#[must_use]
pub fn table<'p>(
    input: &'p CompareInput<'p>,
    plans: impl IntoIterator<Item = &'p Plan>,
    statements: impl IntoIterator<Item = &'p Statement>,
) -> Vec<Entry> {
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
        indicator: IndicatorRef::new(indicator, facts.lang),
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
    match (&cell.target, cell.status) {
        (_, Status::NoPlan) => {
            vec![Reason { code: ReasonCode::NoPlan, detail: no_plan(facts, &cell.region.id) }]
        }
        (None, _) => {
            let what = message!(facts.lang, "states no target for {end}", "未述 {end} 年的目标");
            vec![silence(facts.lang, text(facts, &cell.region.id, indicator), &what)]
        }
        (Some(target), _) => figure_reasons(facts, indicator, target, usual, end, cell.basis),
    }
}

/// The reason for a missing figure in a loaded plan. `what` names the missing figure.
fn silence(lang: Lang, plan: Option<&Plan>, what: &Message) -> Reason {
    let code = match plan.map(|plan| plan.basis) {
        Some(Basis::Reviewed) => ReasonCode::NotReviewed,
        Some(Basis::Outlook) => ReasonCode::NoOutlook,
        Some(Basis::Plan) | None => ReasonCode::TextIncomplete,
    };
    let (code, detail) = match plan.and_then(|plan| plan.missing_text(lang)) {
        Some(missing) if code != ReasonCode::TextIncomplete => {
            (code, message!(lang, "the text {what}: {missing}", "文本{what}：{missing}"))
        }
        Some(missing) => (
            code,
            message!(
                lang,
                "the text {what}, and it is incomplete: {missing}",
                "文本{what}，且文本不完整：{missing}",
            ),
        ),
        None => (
            ReasonCode::NotStated,
            message!(lang, "the plan was read and {what}", "规划已读取，{what}"),
        ),
    };
    Reason { code, detail }
}

fn no_plan(facts: &Facts<'_>, region: &str) -> Message {
    let [first, last] = facts.input.period;
    let lang = facts.lang;
    let name = facts.region(region).map_or(region, |known| known.name_in(lang));
    message!(
        lang,
        "no plan of {region} for {first}–{last} is loaded",
        "未载入{region} {first}–{last} 年的规划",
        region = name,
    )
}

/// The same for the base.
fn base_reasons(
    facts: &Facts<'_>,
    indicator: &Indicator,
    cell: &Cell,
    usual: &UsualProperties,
) -> Vec<Reason> {
    let Some(plan) = text(facts, &cell.region.id, indicator) else {
        let detail = no_plan(facts, &cell.region.id);
        return vec![Reason { code: ReasonCode::NoPlan, detail }];
    };
    let Some(base) = &cell.base else {
        let year = plan.base_year;
        let what = message!(facts.lang, "prints no figure of {year}", "未印 {year} 年的数字");
        return vec![silence(facts.lang, Some(plan), &what)];
    };
    let mut reasons = figure_reasons(facts, indicator, base, usual, plan.base_year, cell.basis);
    if base.derived.is_some() {
        let detail = Message::of(facts.lang, "computed, not printed", "为计算所得，非原文所印");
        reasons.push(Reason { code: ReasonCode::Derived, detail });
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
    let lang = facts.lang;
    let mut reasons = Vec::new();
    let mut because = |code, detail| reasons.push(Reason { code, detail });
    if figure.value.is_none() {
        let printed = figure.printed.as_ref().and_then(|printed| printed.text.as_deref());
        because(
            ReasonCode::Words,
            message!(
                lang,
                "{text} has words, not a number: {words}",
                "{text}为文字表述，不是数字：{words}",
                text = basis.unwrap_or(Basis::Plan).noun(lang),
                words = printed.unwrap_or("–"),
            ),
        );
        return reasons;
    }
    for Reason { code, detail } in no_point(figure, lang) {
        because(code, detail);
    }
    if figure.measure != usual.measure {
        because(
            ReasonCode::Measure,
            message!(
                lang,
                "{own}, where the others are {others}",
                "为{own}，而其他为{others}",
                own = word(figure.measure, lang),
                others = word(usual.measure, lang),
            ),
        );
    }
    if figure.year != Some(year) {
        let detail = if let Some(of) = figure.year {
            message!(lang, "of {of}, not of {year}", "为 {of} 年，不是 {year} 年")
        } else {
            message!(lang, "of no year, not of {year}", "未写年份，不是 {year} 年")
        };
        because(ReasonCode::Year, detail);
    }
    if let (Some(own), Some(others)) = (figure.since, usual.since)
        && own != others
        && figure.measure == usual.measure
    {
        because(
            ReasonCode::Span,
            message!(
                lang,
                "counted from {own}, where others are from {others}",
                "自 {own} 年起算，而其他自 {others} 年起算",
            ),
        );
    }
    for Reason { code, detail } in unit_and_doubts(lang, indicator, figure) {
        because(code, detail);
    }
    if let (Some(own), Some(others)) = (&figure.price_basis, &usual.prices)
        && own.differs(others)
    {
        because(
            ReasonCode::PriceBasis,
            message!(
                lang,
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
fn unit_and_doubts(lang: Lang, indicator: &Indicator, figure: &Figure) -> Vec<Reason> {
    let mut found = Vec::new();
    let canonical = matches!(figure.measure, Measure::Level | Measure::Cumulative);
    if canonical && figure.unit.as_deref() != indicator.unit.as_deref() {
        let none = match lang {
            Lang::En => "no unit",
            Lang::Zh => "无单位",
        };
        let unit = figure.unit.as_deref().unwrap_or(none);
        let detail = message!(
            lang,
            "in {unit}, which is not the indicator's unit",
            "单位为{unit}，不是该指标的单位",
        );
        found.push(Reason { code: ReasonCode::Unit, detail });
    }
    let doubts = figure.evidence.iter().flat_map(|place| &place.flags);
    let doubts: Vec<_> = doubts.filter(|flag| is_doubt(flag)).map(|flag| &**flag).collect();
    if !doubts.is_empty() {
        let doubts = doubts.join(", ");
        let detail = message!(lang, "the parser doubts it: {doubts}", "解析器存疑：{doubts}");
        found.push(Reason { code: ReasonCode::Doubt, detail });
    }
    found
}

/// The known difference of a figure from the others in what it counts.
fn definition(
    facts: &Facts<'_>,
    indicator: &Indicator,
    figure: &Figure,
    usual: &UsualProperties,
) -> Option<Message> {
    let lang = facts.lang;
    let printed = figure.printed.as_ref()?;
    let variant = indicator.variant(&printed.label);
    if variant.map(|known| &known.meaning) != usual.variant.as_ref().map(|known| &known.meaning) {
        let others = usual.variant.as_ref().map_or(&indicator.name_zh, |variant| &variant.label);
        let which = variant.or(usual.variant.as_ref());
        let which = which.map_or("", |variant| variant.meaning.as_str());
        let label = &printed.label;
        return Some(message!(
            lang,
            "printed as {label}, where others are {others}: {which}",
            "所印为{label}，而其他为{others}：{which}",
        ));
    }
    let other = figure.qualifiers.iter().find_map(|own| {
        let others = usual.qualifiers.iter().find(|known| known.family == own.family)?;
        (others.word != own.word).then(|| {
            message!(
                lang,
                "{own}, where others are {others}",
                "为{own}，而其他为{others}",
                own = own.word,
                others = others.word,
            )
        })
    });
    other.or_else(|| basis::other_meaning(facts, indicator, figure))
}
