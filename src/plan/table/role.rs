//! The role of a column of an indicator table, by the words of its head.

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
/// The content of a column.
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
    /// A year other than the base year and the last one: 2022年, 2035年.
    Year(u16),
    Attribute,
    /// Remarks, verdicts, responsible offices.
    Other,
}

impl Role {
    /// Whether its cells are figures.
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

/// The years that a head names; “十三五”末 is the last year of that period.
pub(super) fn years(text: &str) -> Vec<u16> {
    let printed = YEAR.find_iter(text).filter_map(|found| found.as_str().parse().ok());
    let ends = if text.contains('末') { named(text) } else { Vec::default() };
    printed.chain(ends.into_iter().map(|[_, last]| last)).collect()
}

/// The five-year periods that a text names: “十四五”.
pub(super) fn named(text: &str) -> Vec<[u16; 2]> {
    PLAN.captures_iter(text)
        .filter_map(|found| five_years(10 + ordinal(found.get(1)?.as_str())?))
        .collect()
}

pub(super) fn is_growth(text: &str) -> bool {
    GROWTH.iter().any(|word| text.contains(word))
}

/// Whether the text names growth over the year before: 比上年增长.
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
    // 2016—2020年年均增长 and 比上年增长 refer to the time before the period.
    let over = !has(AGAINST_YEAR)
        && (foreign || !years.is_empty() && years.iter().all(|&year| year <= base));
    let past = is_growth(text) && !goal && (over || is_on_year(text));
    match () {
        () if text.is_empty() || has(REMARKS) => Role::Other,
        () if has(NUMBERS) => Role::No,
        () if has(ATTRIBUTES) => Role::Attribute,
        () if LABEL.is_match(text) || text.starts_with("指标名称") => Role::Label,
        () if has(&CATEGORIES) => Role::Category,
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

/// Whether the text may head verdicts. 完成情况 beside columns of results says whether a target was met and
/// contains no figures; alone it may head either.
pub(super) fn is_verdict(text: &str) -> bool {
    VERDICTS.any_in(text)
}

/// Assigns columns without a head: before the labels they are numbers and categories, after them
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

/// Keeps each role of figures once. The second growth column of a review is actual growth; any other
/// repeated column is not read. There may be two columns of labels side by side.
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

/// 2020年目标 beside 2020年完成 in a table for 2025 is a target of the previous plan, not a base.
pub(super) fn leave_old_goals(texts: &[String], roles: &mut [Role]) {
    let goal = |at: usize| texts[at].contains("目标") && !REACHED.is_match(&texts[at]);
    let bases: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Role::Base).collect();
    if bases.iter().any(|&at| !goal(at)) {
        for at in bases.into_iter().filter(|&at| goal(at)) {
            roles[at] = Role::Other;
        }
    }
}

/// Makes a column of a year shortly before the period (2019年) the base, if there is no column for the year
/// before the period. Returns its year.
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

/// Whether a head is one of offices, remarks or verdicts.
pub(super) fn is_aside(text: &str) -> bool {
    ASIDE.any_in(text)
}

/// Whether growth is for the whole period: 五年累计增长, 较2020年增减. Under `增速[累计]` and 年均或累计
/// each cell decides.
pub(super) fn is_total(text: &str) -> bool {
    let words = text.split(['[', '(', '【', '〔']).next().unwrap_or_default();
    TOTAL_GROWTH.any_in(words) && !YEARLY.any_in(words)
}

/// 完成情况 after 2020年预计值 says whether a target was met and contains no figures.
pub(super) fn leave_verdicts(texts: &[String], roles: &mut [Role]) {
    for at in 0..roles.len() {
        if is_aside(&texts[at]) && roles[..at].contains(&roles[at]) {
            roles[at] = Role::Other;
        }
    }
}
