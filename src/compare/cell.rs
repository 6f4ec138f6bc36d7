//! One indicator in one region: base, target, growth and the figures derived from them. `rank` adds
//! the fields that depend on the other cells.

use super::answer::{
    Ambition, Cell, Derived, Figure, IndicatorRef, MissingCode, MissingFigure, Note, NoteCode,
    RelatedIndicator, Status,
};
use super::base::base;
use super::choose::{growths, targets, text, totals};
use super::derive;
use super::input::Facts;
use super::point::{ids, word};
use super::printed::figure;
use super::resolve;
use crate::catalog::{Direction, Indicator, Region};
use crate::domain::lang::Lang;
use crate::domain::message::{Message, message};
use crate::domain::statement::is_doubt;
use crate::domain::{Basis, Comparator, Measure, Plan};

/// The flag of a figure printed without a unit.
const UNIT_ASSUMED: &str = "unit_assumed";

/// The cell, without comparability and ranks.
pub(super) fn cell(facts: &Facts<'_>, region: &Region, indicator: &Indicator) -> Cell {
    let Some(plan) = text(facts, &region.id, indicator) else { return without_plan(facts, region) };
    let aims = targets(facts, plan, indicator);
    let growth = if indicator.is_change() { Vec::new() } else { growths(facts, plan, indicator) };
    let lang = facts.lang;
    let (base, base_ids) = base(facts, plan, indicator, aims.first().copied());
    let mut target = figure(&aims);
    if let Some(target) = &mut target {
        target.note = target_note(lang, target, plan);
    }
    let mut stated_growth = figure(&growth);
    if let Some(growth) = &mut stated_growth {
        growth.note = target_note(lang, growth, plan);
    }
    let status = target.as_ref().and_then(|target| target.status);
    let status = status.unwrap_or_else(|| Status::of_silence(plan));
    let derived = derive::derived(facts, region, plan, indicator, base.as_ref(), target.as_ref());
    let related = if base.is_none() && target.is_none() {
        related(facts, plan, indicator)
    } else {
        Vec::new()
    };
    let mut candidates = base_ids;
    for statement in aims.iter().chain(&growth) {
        if !candidates.contains(&statement.id) {
            candidates.push(statement.id.clone());
        }
    }
    let mut warnings = match &base {
        Some(base) => {
            let about = PairedFigures { lang, indicator, plan, base };
            about.warnings(target.as_ref(), &derived)
        }
        None => Vec::from_iter(total_only(facts, plan, indicator)),
    };
    if let Some(total) = target.as_ref().filter(|target| unexpected_total(indicator, target)) {
        let detail = Message::of(
            lang,
            "a total over the period, which this indicator is not stated as: in a table's brackets it may be the \
             change",
            "五年累计，而该指标通常不这样表述：表中方括号内的可能是变化量",
        );
        warnings.push(note(NoteCode::MeasureUnexpected, detail, &[total]));
    }
    for figure in [&base, &target, &stated_growth].into_iter().flatten() {
        figure_warnings(lang, figure, plan, &mut warnings);
    }
    let measure = target.as_ref().map(|target| target.measure);
    let is_own = plan.basis == Basis::Plan;
    Cell {
        region: facts.shown(region),
        plan: is_own.then(|| plan.id.clone()),
        plan_complete: is_own.then_some(plan.missing.is_empty()),
        basis: Some(plan.basis),
        basis_document: Some(plan.id.clone()),
        status,
        comparable: false,
        reasons: Vec::new(),
        base_comparable: false,
        base_reasons: Vec::new(),
        rank: None,
        base_rank: None,
        resolution: resolve::resolution(facts, region, plan, indicator, status, measure),
        base,
        target,
        stated_growth,
        derived,
        ambition: Ambition::default(),
        candidates,
        related,
        warnings,
    }
}

fn without_plan(facts: &Facts<'_>, region: &Region) -> Cell {
    Cell {
        region: facts.shown(region),
        plan: None,
        plan_complete: None,
        basis: None,
        basis_document: None,
        status: Status::NoPlan,
        comparable: false,
        reasons: Vec::new(),
        base_comparable: false,
        base_reasons: Vec::new(),
        rank: None,
        base_rank: None,
        base: None,
        target: None,
        stated_growth: None,
        resolution: None,
        derived: Derived {
            missing: vec![MissingFigure::new(
                &["change", "change_percent", "annual_growth", "share_of_parent", "shares"],
                (
                    MissingCode::NoPlan,
                    Message::of(
                        facts.lang,
                        "no plan of this region and period is loaded",
                        "未载入该地区该时期的规划",
                    ),
                ),
            )],
            ..Derived::default()
        },
        ambition: Ambition::default(),
        candidates: Vec::new(),
        related: Vec::new(),
        warnings: Vec::new(),
    }
}

fn target_note(lang: Lang, target: &Figure, plan: &Plan) -> Option<Message> {
    match target.year {
        Some(year) if year == plan.period[1] => None,
        Some(year) => Some(message!(
            lang,
            "{text} states nothing for {end}; this is its target for {year}",
            "{text}未述 {end} 年的目标；此为 {year} 年的目标",
            text = plan.basis.noun(lang),
            end = plan.period[1],
        )),
        None => Some(message!(
            lang,
            "the document gives no year; the plan ends in {end}",
            "文件未写年份；规划期末为 {end} 年",
            end = plan.period[1],
        )),
    }
}

/// The figures of related indicators in the plan, in the order of the catalogue entry.
fn related(facts: &Facts<'_>, plan: &Plan, indicator: &Indicator) -> Vec<RelatedIndicator> {
    let known = indicator.related.iter().filter_map(|id| facts.indicator(id));
    known
        .filter_map(|other| {
            let aims = targets(facts, plan, other);
            let (base, _) = base(facts, plan, other, aims.first().copied());
            let target = figure(&aims);
            (base.is_some() || target.is_some()).then(|| RelatedIndicator {
                indicator: IndicatorRef::new(other, facts.lang),
                base,
                target,
            })
        })
        .collect()
}

/// The warning about a cell without a base, where the plan prints a total of the period before.
fn total_only(facts: &Facts<'_>, plan: &Plan, indicator: &Indicator) -> Option<Note> {
    let totals = totals(facts, plan, indicator);
    let detail = message!(
        facts.lang,
        "{text} prints no figure of {year}, only a total, or a change, of the period before",
        "{text}未印 {year} 年的数字，只有上一时期的累计或变化",
        text = plan.basis.noun(facts.lang),
        year = plan.base_year,
    );
    let inputs = vec![totals.first()?.id.clone()];
    Some(Note { code: NoteCode::TotalOnly, detail, inputs })
}

/// A base, beside which a target stands.
struct PairedFigures<'f> {
    lang: Lang,
    indicator: &'f Indicator,
    plan: &'f Plan,
    base: &'f Figure,
}

impl PairedFigures<'_> {
    /// Warnings about base and target together.
    fn warnings(&self, target: Option<&Figure>, derived: &Derived) -> Vec<Note> {
        let Self { lang, base, .. } = *self;
        let mut warnings = Vec::new();
        if base.derived.is_some() {
            warnings.push(note(
                NoteCode::BaseDerived,
                Message::of(
                    lang,
                    "the base is computed, not printed",
                    "基数为计算所得，非原文所印",
                ),
                &[base],
            ));
        } else if let Some(text) = &base.note {
            warnings.push(note(NoteCode::BaseYear, text.clone(), &[base]));
        }
        if let Some(target) = target
            && target.value.is_some()
            && base.value.is_some()
            && derived.target_level.is_none()
        {
            warnings.extend(self.unlike(target).or_else(|| self.worse(target)));
        }
        warnings
    }

    /// The warning that nothing is computed from the two.
    fn unlike(&self, target: &Figure) -> Option<Note> {
        let Self { lang, base, plan, .. } = *self;
        if base.measure != target.measure {
            let detail = message!(
                lang,
                "the base of {year} is {base}, the target {target}: nothing is computed from the two",
                "{year} 年的基数为{base}，目标为{target}：不作计算",
                year = plan.base_year,
                base = word(base.measure, lang),
                target = word(target.measure, lang),
            );
            return Some(note(NoteCode::MeasureDiffers, detail, &[base, target]));
        }
        let (one, other) = base.price_basis.as_ref().zip(target.price_basis.as_ref())?;
        one.differs(other).then(|| {
            let detail = message!(
                lang,
                "the base is in {one}, the target in {other}: nothing is computed from the two",
                "基数按{one}计，目标按{other}计：不作计算",
                one = one.words,
                other = other.words,
            );
            note(NoteCode::PriceBasisDiffers, detail, &[base, target])
        })
    }

    /// The warning that the target lies on the wrong side of the base.
    fn worse(&self, target: &Figure) -> Option<Note> {
        let Self { lang, indicator, base, .. } = *self;
        let pair = derive::pair(lang, Some(base), Some(target)).ok()?;
        let towards_worse = match indicator.direction {
            Direction::Higher => pair.to < pair.from,
            Direction::Lower => pair.to > pair.from,
            Direction::Neutral => false,
        };
        // A target of at most 6 with a base of 5.5 only says that the plan accepts a worse figure.
        let open = match indicator.direction {
            Direction::Lower => matches!(pair.comparator, Comparator::Le | Comparator::Lt),
            _ => matches!(pair.comparator, Comparator::Ge | Comparator::Gt),
        };
        let detail = if open {
            Message::of(
                lang,
                "the target allows a figure worse than the base for this indicator's good direction",
                "就该指标的好坏方向而言，目标允许劣于基数的结果",
            )
        } else {
            Message::of(
                lang,
                "the target is worse than the base for this indicator's good direction",
                "就该指标的好坏方向而言，目标劣于基数",
            )
        };
        towards_worse.then(|| note(NoteCode::TargetWorseThanBase, detail, &[base, target]))
    }
}

/// Warnings about one figure and its alternatives.
fn figure_warnings(lang: Lang, figure: &Figure, plan: &Plan, warnings: &mut Vec<Note>) {
    let doubts = figure.evidence.iter().flat_map(|place| &place.flags);
    let doubts: Vec<_> = doubts.filter(|flag| is_doubt(flag)).cloned().collect();
    if !doubts.is_empty() {
        let doubts = doubts.join(", ");
        let detail = message!(
            lang,
            "the parser doubts the figure: {doubts}",
            "解析器对该数字存疑：{doubts}",
        );
        warnings.push(note(NoteCode::Doubt, detail, &[figure]));
    }
    if figure.has_flag(UNIT_ASSUMED) {
        let detail = Message::of(
            lang,
            "the document prints no unit; the indicator's is supposed",
            "文件未印单位；按指标的单位处理",
        );
        warnings.push(note(NoteCode::UnitAssumed, detail, &[figure]));
    }
    let about = |wanted: &dyn Fn(&&super::answer::Alternative) -> bool| {
        let mut inputs = ids(figure).to_vec();
        let others: Vec<_> = figure.alternatives.iter().filter(wanted).collect();
        inputs.extend(others.iter().map(|other| other.id.clone()));
        (!others.is_empty()).then_some(inputs)
    };
    if figure.value.is_none() || figure.derived.is_some() {
        return;
    }
    if let Some(inputs) = about(&|other| other.agrees == Some(false) && other.value.is_some()) {
        let detail = message!(
            lang,
            "{text} gives different figures for the same thing; the first is used",
            "{text}对同一事物有不同的数字；采用第一个",
            text = plan.basis.noun(lang),
        );
        let code = NoteCode::CandidatesDiffer;
        warnings.push(Note { code, detail, inputs });
    }
    if let Some(inputs) = about(&|other| other.value.is_none()) {
        let detail = message!(
            lang,
            "{text} gives a number in one place and words in another; the number is used",
            "{text}一处为数字、另一处为文字；采用数字",
            text = plan.basis.noun(lang),
        );
        let code = NoteCode::NumberAndWords;
        warnings.push(Note { code, detail, inputs });
    }
}

/// Whether a figure is a total of something that is not added up over years.
fn unexpected_total(indicator: &Indicator, figure: &Figure) -> bool {
    let total = figure.measure == Measure::Cumulative && figure.value.is_some();
    total && !indicator.measures.is_empty() && !indicator.expects(Measure::Cumulative)
}

fn note(code: NoteCode, detail: Message, about: &[&Figure]) -> Note {
    let inputs = about.iter().flat_map(|figure| ids(figure)).cloned().collect();
    Note { code, detail, inputs }
}
