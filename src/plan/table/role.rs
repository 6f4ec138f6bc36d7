//! What a column of an indicator table holds, by the words of its head.

use super::cell::pattern;
use super::headwords::LABEL;
use crate::domain::TableRole;
use crate::plan::lexicon::table_heads::{
    self, AGAINST_YEAR, ASIDE, ATTRIBUTES, BASES, CATEGORIES, ENDS, GOALS, GROWTH, NUMBERS,
    ON_YEAR, REMARKS, TOTAL_GROWTH, VERDICTS, YEARLY,
};
use crate::plan::number::ordinal::{five_years, ordinal};
use regex::Regex;
use std::sync::LazyLock;

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d"));
static PLAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"十([一二三四五六七八九])五"));
pub(super) static REACHED: LazyLock<Regex> = LazyLock::new(|| pattern(table_heads::REACHED));
/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Category,
    No,
    Label,
    Unit,
    Base,
    Target,
    Growth,
    Actual,
    ActualGrowth,
    /// A year that is neither the base year nor the last: 2022年, 2035年.
    Year(u16),
    Attribute,
    /// Remarks, verdicts, who is responsible.
    Other,
}

impl Role {
    /// Whether its cells hold figures.
    pub(super) fn is_value(self) -> bool {
        matches!(
            self,
            Self::Base
                | Self::Target
                | Self::Growth
                | Self::Actual
                | Self::ActualGrowth
                | Self::Year(_)
        )
    }
}

/// The years a head names; that of “十三五”末 is the period's last.
pub(super) fn years(text: &str) -> Vec<u16> {
    let printed = YEAR.find_iter(text).filter_map(|found| found.as_str().parse().ok());
    let ends = if text.contains('末') { named(text) } else { Vec::default() };
    printed.chain(ends.into_iter().map(|[_, last]| last)).collect()
}

/// The five-year periods a text names: “十四五”.
pub(super) fn named(text: &str) -> Vec<[u16; 2]> {
    PLAN.captures_iter(text)
        .filter_map(|found| five_years(10 + ordinal(found.get(1)?.as_str())?))
        .collect()
}

pub(super) fn is_growth(text: &str) -> bool {
    GROWTH.iter().any(|word| text.contains(word))
}

/// 比上年增长: held against the year before.
pub(super) fn is_on_year(text: &str) -> bool {
    ON_YEAR.iter().any(|word| text.contains(word))
}

pub(super) fn role_of(text: &str, role: TableRole, period: [u16; 2]) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let years = years(text);
    let (base, end) = (period[0] - 1, period[1]);
    let review = role == TableRole::Review;
    let foreign = !text.contains('末') && named(text).first().is_some_and(|&named| named != period);
    let goal = has(GOALS);
    // 2022年, 2035年.
    let other_year = match years.as_slice() {
        &[year] if !foreign && year != base && year != end => Some(year),
        _ => None,
    };
    let year_role = other_year.map_or(Role::Other, Role::Year);
    // 2016—2020年年均增长, 比上年增长: of the time before.
    let over = !has(AGAINST_YEAR)
        && (foreign || !years.is_empty() && years.iter().all(|&year| year <= base));
    let past = is_growth(text) && !goal && (over || is_on_year(text));
    match () {
        () if text.is_empty() || has(REMARKS) => Role::Other,
        () if has(NUMBERS) => Role::No,
        () if has(ATTRIBUTES) => Role::Attribute,
        () if LABEL.is_match(text) || text.starts_with("指标名称") => Role::Label,
        () if has(CATEGORIES) => Role::Category,
        () if has(&["单位"]) => Role::Unit,
        () if review && foreign => Role::Other,
        () if review && !is_growth(text) && !goal && other_year.is_some() => year_role,
        () if is_growth(text) && review && REACHED.is_match(text) => Role::ActualGrowth,
        () if past && !review => Role::ActualGrowth,
        () if is_growth(text) => Role::Growth,
        () if review && goal => Role::Target,
        () if review && REACHED.is_match(text) && !is_verdict(text) => Role::Actual,
        () if has(BASES) && !years.contains(&end) => Role::Base,
        () if years.contains(&end) && !review => Role::Target,
        () if years.contains(&end) => Role::Actual,
        () if years.contains(&base) && !foreign => Role::Base,
        // 十三五规划目标 beside 2020年完成 in a table for 2025.
        () if !years.is_empty() || foreign => {
            if foreign && REACHED.is_match(text) && !goal {
                Role::Base
            } else if goal && other_year.is_some_and(|year| year < period[0]) {
                Role::Other
            } else {
                year_role
            }
        }
        () if goal || has(ENDS) => Role::Target,
        () => Role::Other,
    }
}

/// 完成情况 beside columns of what was reached says whether, not how much. Alone it may be either;
/// a later column of the same role is none.
pub(super) fn is_verdict(text: &str) -> bool {
    VERDICTS.iter().any(|word| text.contains(word))
}

/// Columns without a word: before the labels the numbers and the categories, after them the
/// sub-labels.
pub(super) fn nameless(roles: &mut [Role], texts: &[String]) {
    let Some(label) = roles.iter().position(|&role| role == Role::Label) else { return };
    for at in (0..label).rev() {
        if texts[at].is_empty() {
            let numbered = roles.contains(&Role::No);
            roles[at] = if numbered { Role::Category } else { Role::No };
        }
    }
    for at in label + 1..roles.len() {
        if !texts[at].is_empty() {
            break;
        }
        roles[at] = Role::Label;
    }
}

/// Each column of figures once: the second growth column of a review is what was reached, a second
/// column of the same kind is none of ours. Labels may have two columns, side by side.
pub(super) fn once(roles: &mut [Role]) {
    for at in 1..roles.len() {
        let (before, role) = (roles[..at].to_vec(), roles[at]);
        if !before.contains(&role) || role == Role::Label && before.last() == Some(&role) {
            continue;
        }
        roles[at] = match role {
            Role::Growth
                if before.contains(&Role::Actual) && !before.contains(&Role::ActualGrowth) =>
            {
                Role::ActualGrowth
            }
            _ => Role::Other,
        };
    }
}

/// 2020年目标 beside 2020年完成 in a table for 2025 is what the plan before had set, and no base.
pub(super) fn leave_old_goals(texts: &[String], roles: &mut [Role]) {
    let goal = |at: usize| texts[at].contains("目标") && !REACHED.is_match(&texts[at]);
    let bases: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Role::Base).collect();
    if bases.iter().any(|&at| !goal(at)) {
        for at in bases.into_iter().filter(|&at| goal(at)) {
            roles[at] = Role::Other;
        }
    }
}

/// Without a column for the year before the period, a column of a year shortly before it (2019年) is
/// the base; its year.
pub(super) fn earlier_base(texts: &[String], roles: &mut [Role], period: [u16; 2]) -> Option<u16> {
    if roles.contains(&Role::Base) {
        return None;
    }
    let earlier = |text: &String| {
        let goal = GOALS.iter().any(|word| text.contains(word));
        let years = years(text);
        let [year] = years.as_slice() else { return None };
        let near = (period[0].saturating_sub(4)..period[0]).contains(year);
        (near && !goal && !is_growth(text)).then_some(*year)
    };
    let (at, year) = texts
        .iter()
        .enumerate()
        .filter(|(at, _)| matches!(roles[*at], Role::Other | Role::Year(_)))
        .filter_map(|(at, text)| Some((at, earlier(text)?)))
        .max_by_key(|&(_, year)| year)?;
    roles[at] = Role::Base;
    Some(year)
}

/// Whether a head is of offices, remarks or verdicts.
pub(super) fn is_aside(text: &str) -> bool {
    ASIDE.iter().any(|word| text.contains(word))
}

/// 五年累计增长, 较2020年增减: over the whole period. `增速[累计]` and 年均或累计 leave it to the cells.
pub(super) fn is_total(text: &str) -> bool {
    let words = text.split(['[', '(', '【', '〔']).next().unwrap_or_default();
    TOTAL_GROWTH.iter().any(|word| words.contains(word))
        && !YEARLY.iter().any(|word| words.contains(word))
}

/// 完成情况 behind 2020年预计值 says whether, not how much.
pub(super) fn leave_verdicts(texts: &[String], roles: &mut [Role]) {
    for at in 0..roles.len() {
        if is_aside(&texts[at]) && roles[..at].contains(&roles[at]) {
            roles[at] = Role::Other;
        }
    }
}
