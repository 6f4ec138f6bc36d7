//! Parts and their whole: sub-rows of a row, the three industries, districts of a city.

use super::explain::because;
use super::finding::{Code, Explanation, Finding, Kind, Role, Severity};
use super::subject::{CheckResult, Facts, Pick, Subject, Topic, base, target};
use super::term::{Amount, written};
use crate::arithmetic::{End, Span};
use crate::catalog::Indicator;
use crate::domain::Kind as RowKind;
use crate::domain::text::{Text, phrase};
use crate::domain::written::figure;
use crate::domain::{Comparator, Measure, Origin, Statement};
use rust_decimal::Decimal;

/// Shares of the three industries, which sum to 100 %.
const INDUSTRIES: [&str; 3] = ["primary_share", "secondary_share", "services_share"];

pub(super) fn find(facts: &Facts<'_>) -> Vec<Finding> {
    let mut found = rows(facts);
    found.extend(industries(facts));
    found.extend(districts(facts));
    found
}

/// The sum of the parts, with the values it allows.
fn sum(parts: &[Amount]) -> Option<Amount> {
    let mut span =
        Span { low: Some(End::closed(Decimal::ZERO)), high: Some(End::closed(Decimal::ZERO)) };
    let (mut value, mut slack, mut inputs) = (Decimal::ZERO, Decimal::ZERO, Vec::new());
    for part in parts {
        value = value.checked_add(part.value?)?;
        slack += part.slack;
        span = Span::of_sum(&span, &part.span, Decimal::checked_add);
        inputs.extend(part.inputs.clone());
    }
    let comparator = match (span.low, span.high) {
        (Some(_), None) => Comparator::Ge,
        (None, Some(_)) => Comparator::Le,
        _ if parts.iter().any(|part| part.comparator == Comparator::Approx) => Comparator::Approx,
        _ => Comparator::Eq,
    };
    Some(Amount::computed(value.normalize(), comparator, span, slack, inputs))
}

fn sum_text(parts: &[&Statement]) -> Text {
    Text::join(parts.iter().map(|statement| written(statement)), " + ", " + ")
}

/// Compares the sub-rows of a row (其中) with that row, cell by cell.
fn rows(facts: &Facts<'_>) -> Vec<Finding> {
    let own = facts.subject.own.statements;
    let mut found = Vec::new();
    for whole in own
        .iter()
        .filter(|statement| statement.origin == Origin::Table && statement.group.is_none())
    {
        let indicator = facts.topic(&whole.indicator).map(|topic| topic.indicator);
        let Some(indicator) = indicator.filter(|known| known.additive) else { continue };
        let parts: Vec<&Statement> = own
            .iter()
            .filter(|statement| {
                statement.group.as_deref() == Some(&*whole.label)
                    && statement.table == whole.table
                    && (statement.kind, statement.year, statement.measure, &statement.printed_unit)
                        == (whole.kind, whole.year, whole.measure, &whole.printed_unit)
            })
            .collect();
        found.extend(under(facts, indicator, whole, &parts));
    }
    found
}

fn under(
    facts: &Facts<'_>,
    indicator: &Indicator,
    whole: &Statement,
    parts: &[&Statement],
) -> Option<Finding> {
    if parts.is_empty() {
        return None;
    }
    let amounts: Vec<Amount> = parts
        .iter()
        .filter_map(|statement| Amount::printed(Role::Part, &as_printed(statement)))
        .collect();
    let (stated, implied) = (sum(&amounts)?, Amount::printed(Role::Whole, &as_printed(whole))?);
    if !implied.span.is_below(&stated.span) {
        return None;
    }
    let (total, all) = (stated.value?, implied.value?);
    let unit = whole.printed_unit.as_deref();
    Some(facts.finding(
        Kind::PartsAgainstWhole,
        indicator,
        CheckResult {
            severity: Severity::Conflict,
            summary: phrase!(
                "The rows under “{label}” add up to {total}, more than its {whole}.",
                "“{label}”之下各行合计 {total}，大于其本身的 {whole}。",
                label = whole.label,
                total = figure(total, None, stated.comparator, unit),
                whole = figure(all, None, whole.comparator, unit),
            ),
            unit: whole.printed_unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{sum} = {total}; the whole: {whole}",
                "{sum} = {total}；总体：{whole}",
                sum = sum_text(parts),
                total = total,
                whole = written(whole),
            ),
            stated,
            implied,
            explanations: vec![because(
                Code::DifferentScope,
                Text::of(
                    "The rows may overlap: one thing counted under two of them.",
                    "各行可能有重叠：同一事物计入其中两行。",
                ),
            )],
        },
    ))
}

/// The statement in its printed unit. Rows of a table have printed units even where the catalogue has no
/// indicator for them.
fn as_printed(statement: &Statement) -> Statement {
    Statement {
        value: statement.printed_value,
        value_high: statement.printed_high,
        unit: statement.printed_unit.clone(),
        ..statement.clone()
    }
}

/// Compares the sum of first, second and third industry, printed together, with 100 %.
fn industries(facts: &Facts<'_>) -> Vec<Finding> {
    let topics: Vec<&Topic<'_>> = INDUSTRIES.iter().filter_map(|id| facts.topic(id)).collect();
    let [first, second, third] = topics[..] else { return Vec::new() };
    let mut found = Vec::new();
    for one in first.statements.iter().filter(|statement| statement.measure == Measure::Level) {
        let (Some(two), Some(three)) = (beside(second, one), beside(third, one)) else { continue };
        found.extend(hundred(facts, third.indicator, &[one, two, three]));
    }
    found
}

/// The figure of another indicator on the same line for the same year.
fn beside<'s>(topic: &Topic<'s>, one: &Statement) -> Option<&'s Statement> {
    topic.statements.iter().copied().find(|statement| {
        (statement.kind, statement.year, statement.measure, statement.line, &statement.table)
            == (one.kind, one.year, one.measure, one.line, &one.table)
    })
}

fn hundred(facts: &Facts<'_>, indicator: &Indicator, parts: &[&Statement]) -> Option<Finding> {
    let amounts: Vec<Amount> =
        parts.iter().filter_map(|statement| Amount::printed(Role::Part, statement)).collect();
    let stated = sum(&amounts).filter(|_| amounts.len() == parts.len())?;
    let all = Decimal::ONE_HUNDRED;
    let exact = Span::of(all, None, Comparator::Eq, Decimal::ZERO);
    let implied = Amount::computed(all, Comparator::Eq, exact, Decimal::ZERO, Vec::new());
    stated.span.gap(&implied.span)?;
    let total = stated.value?;
    Some(facts.finding(
        Kind::PartsAgainstWhole,
        indicator,
        CheckResult {
            severity: Severity::Conflict,
            summary: phrase!(
                "The shares of the three industries add up to {total} %.",
                "三次产业比重合计 {total}%。",
                total = total,
            ),
            unit: Some("%".to_owned()),
            arithmetic: phrase!(
                "{sum} = {total} %",
                "{sum} = {total} %",
                sum = sum_text(parts),
                total = total,
            ),
            stated,
            implied,
            explanations: vec![because(
                Code::Rounding,
                Text::of(
                    "Shares rounded one by one need not add up to 100; here they are further from it than that.",
                    "各比重分别四舍五入后合计未必为 100；此处的差距大于四舍五入所致。",
                ),
            )],
        },
    ))
}

/// Compares the sum of the districts' figures with the city's, for additive indicators, for base and
/// target.
fn districts(facts: &Facts<'_>) -> Vec<Finding> {
    let below = facts.subject.below;
    if below.is_empty() {
        return Vec::new();
    }
    let subjects: Vec<_> = below
        .iter()
        .map(|own| Subject { own: *own, before: None, below: &[], ..*facts.subject })
        .collect();
    let parts: Vec<Facts<'_>> = subjects.iter().map(Facts::new).collect();
    let mut found = Vec::new();
    for topic in facts.topics.iter().filter(|topic| topic.indicator.additive) {
        for figure in [base as Pick, target] {
            let whole = figure(topic).and_then(|figure| facts.printed(figure));
            let adds_up = |statement: &&Statement| statement.measure != Measure::AnnualGrowth;
            let Some(whole) = whole.filter(adds_up) else { continue };
            let own: Vec<&Statement> = parts
                .iter()
                .filter_map(|part| {
                    let there = part.topic(&topic.indicator.id)?;
                    part.printed(figure(there)?)
                })
                .filter(|statement| {
                    (statement.year, statement.measure, &statement.unit)
                        == (whole.year, whole.measure, &whole.unit)
                        && !statement.is_doubtful()
                })
                .collect();
            found.extend(of_districts(facts, topic.indicator, whole, &own));
        }
    }
    found
}

fn of_districts(
    facts: &Facts<'_>,
    indicator: &Indicator,
    whole: &Statement,
    parts: &[&Statement],
) -> Option<Finding> {
    if parts.is_empty() || whole.kind != parts[0].kind {
        return None;
    }
    let amounts: Vec<Amount> =
        parts.iter().filter_map(|statement| Amount::printed(Role::Part, statement)).collect();
    let (stated, implied) = (sum(&amounts)?, Amount::printed(Role::Whole, whole)?);
    let (total, all) = (stated.value?, implied.value?);
    let region = &facts.plan().region;
    let known = facts.subject.catalog.regions.iter();
    let every = known.filter(|other| other.parent.as_deref() == Some(&**region)).count();
    let above = implied.span.is_below(&stated.span);
    // The sum is not above the whole, but leaves nothing for regions without a figure.
    let all_of_it = total >= all && implied.span.meets(&stated.span) && parts.len() < every;
    let bounded = matches!(whole.comparator, Comparator::Ge | Comparator::Gt);
    if !above && (!all_of_it || bounded) {
        return None;
    }
    let unit = whole.unit.as_deref();
    let severity = if above { Severity::Caution } else { Severity::Notice };
    let mut explanations: Vec<Explanation> = vec![because(
        Code::DifferentScope,
        Text::of(
            "A development zone may count what a district counts too, and a district what lies outside the city's \
             own scope.",
            "开发区与所在区可能重复统计；区的统计范围也可能超出市的口径。",
        ),
    )];
    if whole.kind == RowKind::Target {
        explanations.push(because(
            Code::BoundOnly,
            Text::of(
                "Targets are set apart from each other; districts often aim higher than the city counts on.",
                "各级目标分别制定；各区的目标往往高于市里的预期。",
            ),
        ));
    }
    Some(facts.finding(
        Kind::PartsAgainstWhole,
        indicator,
        CheckResult {
            severity,
            summary: phrase!(
                "The figures of {count} of the {every} regions below come to {total}; the whole is {whole}.",
                "下辖 {every} 个地区中 {count} 个地区的数字合计 {total}；总体为 {whole}。",
                count = parts.len(),
                every = every,
                total = figure(total, None, stated.comparator, unit),
                whole = figure(all, None, whole.comparator, unit),
            ),
            unit: whole.unit.as_deref().map(str::to_owned),
            arithmetic: phrase!(
                "{sum} = {total}; the whole: {whole}",
                "{sum} = {total}；总体：{whole}",
                sum = Text::join(
                    parts.iter().map(|statement| phrase!(
                        "{plan} {figure}",
                        "{plan} {figure}",
                        plan = statement.plan,
                        figure = written(statement),
                    )),
                    " + ",
                    " + "
                ),
                total = total,
                whole = written(whole),
            ),
            stated,
            implied,
            explanations,
        },
    ))
}
