//! What may be behind a finding: texts, and whether each can apply.

use super::finding::{Code, Explanation};
use crate::arithmetic::percent;
use crate::arithmetic::rounding::one_decimal;
use crate::catalog::Indicator;
use crate::catalog::unit::Dimension;
use crate::domain::{Measure, Plan, Statement};
use rust_decimal::Decimal;

pub(super) fn because(code: Code, text: impl Into<String>) -> Explanation {
    Explanation { code, text: text.into() }
}

/// Growth of an amount of money is usually stated at constant prices. Says how prices would have to move.
pub(super) fn constant_prices(
    indicator: &Indicator,
    stated: Decimal,
    implied: Decimal,
) -> Option<Explanation> {
    if !is_money(indicator) {
        return None;
    }
    let whole = Decimal::ONE_HUNDRED;
    let ratio = implied.checked_add(whole)?.checked_div(stated.checked_add(whole)?)?;
    let prices = one_decimal(ratio.checked_sub(Decimal::ONE)?.checked_mul(whole)?);
    let verb = if prices.is_sign_negative() { "fall" } else { "rise" };
    Some(because(
        Code::ConstantPrices,
        format!(
            "Growth of money is usually stated at constant prices, levels at current ones: both figures hold \
             if prices {verb} by {} % a year.",
            prices.abs()
        ),
    ))
}

/// Money in whole or by the head.
fn is_money(indicator: &Indicator) -> bool {
    match indicator.dimension() {
        Some(Dimension::Money) => true,
        Some(Dimension::Per(above, _)) => *above == Dimension::Money,
        _ => false,
    }
}

/// The base would have to be another one, near enough that a later, final figure may be it.
pub(super) fn preliminary_base(
    plan: &Plan,
    base: &Statement,
    others: &[&Statement],
    needed: Decimal,
) -> Option<Explanation> {
    let from = base.value?;
    let change = percent::rounded(needed.checked_sub(from)?, from)?;
    if base.year != Some(plan.base_year) || change.abs() > Decimal::from(5) {
        return None;
    }
    let expected = others.iter().find(|said| {
        ["预计", "初步", "左右", "约"].iter().any(|word| said.quote.contains(word))
            && said.year == base.year
    });
    let told = expected.map_or(String::new(), |said| {
        format!(" The text calls it an estimate (line {}).", said.line)
    });
    Some(because(
        Code::PreliminaryBase,
        format!(
            "The figure of {} was not final when the plan was written; both hold with a base of {} instead of \
             {}, {change} %.{told}",
            plan.base_year,
            one_decimal(needed),
            from.normalize()
        ),
    ))
}

/// What the standstill of 2020 made better than in other years, so that a target may look worse than its base.
const BETTER_IN_2020: [&str; 4] = ["pm25", "pm10", "good_air_days", "good_air_day_count"];

/// The air of 2020 is no ordinary one to start from.
pub(super) fn unusual_base_year(indicator: &Indicator, year: Option<u16>) -> Option<Explanation> {
    (year == Some(2020) && BETTER_IN_2020.contains(&indicator.id.as_str())).then(|| {
        because(
            Code::UnusualBaseYear,
            "The base is of 2020, the year of the pandemic, when traffic and production stood still for months and the \
             air was cleaner than in the years around it.",
        )
    })
}

/// Between two figures of one indicator at different places.
pub(super) fn changed_definition() -> Explanation {
    because(
        Code::ChangedDefinition,
        "The two may be counted by different definitions or statistical scopes.",
    )
}

/// The labels are not the same words.
pub(super) fn different_scope(one: &Statement, other: &Statement) -> Option<Explanation> {
    // 地区生产总值增长 is of 地区生产总值: the measure says that it is growth.
    let fold = |text: &str| -> String {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let thing = text.trim_end_matches("率").trim_end_matches("增长").trim_end_matches("增速");
        if thing.is_empty() || one.measure != Measure::AnnualGrowth {
            text
        } else {
            thing.to_owned()
        }
    };
    (fold(&one.label) != fold(&other.label)).then(|| {
        because(
            Code::DifferentScope,
            format!(
                "The document calls them “{}” and “{}”, which may not be the same thing.",
                one.label, other.label
            ),
        )
    })
}
