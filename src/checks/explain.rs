//! Possible explanations of a finding: their texts and conditions.

use super::finding::{Code, Explanation};
use crate::arithmetic::percent;
use crate::arithmetic::rounding::one_decimal;
use crate::catalog::Indicator;
use crate::catalog::unit::Dimension;
use crate::domain::text::{Text, phrase};
use crate::domain::{Measure, Plan, Statement};
use rust_decimal::Decimal;

pub(super) fn because(code: Code, text: Text) -> Explanation {
    Explanation { code, text }
}

/// Growth of money is usually stated at constant prices. The text contains the change of prices that would
/// explain the difference.
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
    let verb = if prices.is_sign_negative() {
        Text::of("fall", "下降")
    } else {
        Text::of("rise", "上涨")
    };
    Some(because(
        Code::ConstantPrices,
        phrase!(
            "Growth of money is usually stated at constant prices, levels at current ones: both figures hold \
             if prices {verb} by {percent} % a year.",
            "金额的增速通常按不变价计算，总量按现价计算：若价格每年{verb} {percent}%，两个数字可同时成立。",
            verb = verb,
            percent = prices.abs(),
        ),
    ))
}

/// Money, in total or per head.
fn is_money(indicator: &Indicator) -> bool {
    match indicator.dimension() {
        Some(Dimension::Money) => true,
        Some(Dimension::Per(above, _)) => *above == Dimension::Money,
        _ => false,
    }
}

/// Another base would explain the difference, and it is close enough to be a later, final figure.
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
    let expected = others.iter().find(|statement| {
        ["预计", "初步", "左右", "约"].iter().any(|word| statement.quote.contains(word))
            && statement.year == base.year
    });
    let estimate = expected.map_or(Text::of("", ""), |statement| {
        phrase!(
            " The text calls it an estimate (line {line}).",
            "文中称其为预计数（第 {line} 行）。",
            line = statement.line
        )
    });
    Some(because(
        Code::PreliminaryBase,
        phrase!(
            "The figure of {year} was not final when the plan was written; both hold with a base of {needed} \
             instead of {base}, {change} %.{estimate}",
            "编制规划时 {year} 年的数字尚未最终核定；若基数为 {needed} 而非 {base}（相差 {change}%），两者可同时成立。{estimate}",
            year = plan.base_year,
            needed = one_decimal(needed),
            base = from.normalize(),
            change = change,
            estimate = estimate,
        ),
    ))
}

/// Indicators that were better in 2020 than in other years because of the standstill, so that a target may
/// look worse than its base.
const BETTER_IN_2020: [&str; 4] = ["pm25", "pm10", "good_air_days", "good_air_day_count"];

/// The air of 2020 was unusually clean.
pub(super) fn unusual_base_year(indicator: &Indicator, year: Option<u16>) -> Option<Explanation> {
    (year == Some(2020) && BETTER_IN_2020.contains(&indicator.id.as_str())).then(|| {
        because(
            Code::UnusualBaseYear,
            Text::of(
                "The base is of 2020, the year of the pandemic, when traffic and production stood still for \
                 months and the air was cleaner than in the years around it.",
                "基数为 2020 年（疫情之年）的数字：当年交通和生产停顿数月，空气比前后各年更清洁。",
            ),
        )
    })
}

/// Explains a difference between two figures of one indicator.
pub(super) fn changed_definition() -> Explanation {
    because(
        Code::ChangedDefinition,
        Text::of(
            "The two may be counted by different definitions or statistical scopes.",
            "两者的定义或统计口径可能不同。",
        ),
    )
}

/// Explains a difference between figures with different labels.
pub(super) fn different_scope(one: &Statement, other: &Statement) -> Option<Explanation> {
    // 地区生产总值增长 and 地区生产总值 name the same indicator if the measure is growth.
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
            phrase!(
                "The document calls them “{one}” and “{other}”, which may not be the same thing.",
                "文件分别称之为“{one}”和“{other}”，可能不是同一事物。",
                one = one.label,
                other = other.label,
            ),
        )
    })
}
