//! What each column of a table is for, by the words above it.
//!
//! ```text
//! 类别 | 序号 | 指标名称 | 单位 | 2020年 | 2025年 | 年均增速[累计] | 属性
//!            | 指标名称 | 规划目标: 2020, 年均增长 | 完成情况: 2020 完成, 年均增长
//! ```
//! A table with a goal for the plan's last year sets targets; one that sets goals against what was
//! reached by the base year reviews the plan before.

use super::cell::{fold, pattern};
use super::grid::{Cell, Shape};
use super::headwords::LABEL;
use crate::domain::TableRole;
use crate::plan::number::ordinal::{five_years, ordinal};
use regex::Regex;
use std::sync::LazyLock;

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
    Attribute,
    /// Other years, remarks, who is responsible.
    Other,
}

impl Role {
    /// Whether its cells hold figures.
    pub(super) fn is_value(self) -> bool {
        (Self::Base..=Self::ActualGrowth).contains(&self)
    }
}

/// A header, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// Left to right. A stacked table has each role once, in the order of [`Role`].
    pub roles: Vec<Role>,
    pub role: TableRole,
    /// Of the targets: the plan's, or of the plan before.
    pub period: [u16; 2],
    /// Year of the base column: the one before the period, unless its head names an earlier one.
    pub base_year: u16,
    /// Whether figures under growth are over the whole period (五年累计增长) and not a year.
    pub total_growth: bool,
    /// Index and words of the columns that no role was found for.
    pub unknown: Vec<(usize, String)>,
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d"));
static PLAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"十([一二三四五六七八九])五"));
static REACHED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"完成|实际|实现|执行|达到值|达到数|达成|预计|评估值"));
/// Understand a header; `None` where it is not one of an indicator table: no labels, or no column
/// of figures. `title` is the line above, `plan` the period of the document.
pub(super) fn columns(
    shape: Shape,
    header: &[Vec<Cell>],
    title: Option<&str>,
    plan: [u16; 2],
) -> Option<Columns> {
    let texts = if shape == Shape::Stacked { stacked(header) } else { merged(header) };
    let (role, period) = time(&texts, &fold(title.unwrap_or("")), plan)?;
    let mut roles: Vec<Role> = texts.iter().map(|text| role_of(text, role, period)).collect();
    leave_old_goals(&texts, &mut roles);
    let base_year = earlier_base(&texts, &mut roles, period).unwrap_or(period[0] - 1);
    let growth = roles.iter().position(|&role| role == Role::Growth);
    let total_growth = growth.is_some_and(|at| is_total(&texts[at]));
    if shape == Shape::Stacked {
        // Words of two header rows come in turn: 规划目标, 2020年, 2025年.
        let plain = distinct(&roles);
        roles.retain(|&role| role != Role::Other);
        once(&mut roles);
        roles.retain(|&role| role != Role::Other);
        if !plain {
            roles.sort_unstable();
        }
    } else {
        nameless(&mut roles, &texts);
        once(&mut roles);
    }
    let labels = roles.contains(&Role::Label);
    let values = roles.iter().filter(|role| role.is_value()).count();
    let unknown = if shape == Shape::Stacked { Vec::new() } else { unknown(&roles, &texts) };
    (labels && values > 0).then_some(Columns {
        roles,
        role,
        period,
        base_year,
        total_growth,
        unknown,
    })
}

/// 2020年目标 beside 2020年完成 in a table for 2025 is what the plan before had set, and no base.
fn leave_old_goals(texts: &[String], roles: &mut [Role]) {
    let goal = |at: usize| texts[at].contains("目标") && !REACHED.is_match(&texts[at]);
    let bases: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Role::Base).collect();
    if bases.iter().any(|&at| !goal(at)) {
        for at in bases.into_iter().filter(|&at| goal(at)) {
            roles[at] = Role::Other;
        }
    }
}

/// Whether every word has a role, and none twice.
fn distinct(roles: &[Role]) -> bool {
    let mut seen = roles.to_vec();
    seen.sort_unstable();
    seen.windows(2).all(|pair| pair[0] != pair[1]) && !roles.contains(&Role::Other)
}

/// Without a column for the year before the period, a column of a year shortly before it (2019年) is
/// the base; its year.
fn earlier_base(texts: &[String], roles: &mut [Role], period: [u16; 2]) -> Option<u16> {
    if roles.contains(&Role::Base) {
        return None;
    }
    let earlier = |text: &String| {
        let goal = ["目标", "计划", "规划"].iter().any(|word| text.contains(word));
        let years = years(text);
        let [year] = years.as_slice() else { return None };
        let near = (period[0].saturating_sub(4)..period[0]).contains(year);
        (near && !goal && !is_growth(text)).then_some(*year)
    };
    let (at, year) = texts
        .iter()
        .enumerate()
        .filter(|(at, _)| roles[*at] == Role::Other)
        .filter_map(|(at, text)| Some((at, earlier(text)?)))
        .max_by_key(|&(_, year)| year)?;
    roles[at] = Role::Base;
    Some(year)
}

/// Columns that have words, no role, and no office, remark or verdict under them.
fn unknown(roles: &[Role], texts: &[String]) -> Vec<(usize, String)> {
    let aside = [
        "责任",
        "牵头",
        "部门",
        "备注",
        "说明",
        "来源",
        "依据",
        "是否",
        "有无",
        "与否",
        "进展",
        "达标",
        "程度",
        "完成率",
        "完成情况",
        "实现情况",
        "解释",
        "口径",
    ];
    roles
        .iter()
        .zip(texts)
        .enumerate()
        .filter(|(_, (role, text))| {
            **role == Role::Other
                && !text.is_empty()
                && !aside.iter().any(|word| text.contains(word))
        })
        .map(|(at, (_, text))| (at, text.clone()))
        .collect()
}

/// 五年累计增长, 较2020年增减: over the whole period. `增速[累计]` and 年均或累计 leave it to the cells.
fn is_total(text: &str) -> bool {
    let words = text.split(['[', '(', '【', '〔']).next().unwrap_or_default();
    let over = ["累计", "五年", "较20", "比20", "增减", "变化"];
    let yearly = ["年均", "增速", "或", "/"];
    over.iter().any(|word| words.contains(word)) && !yearly.iter().any(|word| words.contains(word))
}

/// The years a head names; that of “十三五”末 is the period's last.
fn years(text: &str) -> Vec<u16> {
    let printed = YEAR.find_iter(text).filter_map(|found| found.as_str().parse().ok());
    let ends = if text.contains('末') { named(text) } else { Vec::default() };
    printed.chain(ends.into_iter().map(|[_, last]| last)).collect()
}

/// The five-year periods a text names: “十四五”.
fn named(text: &str) -> Vec<[u16; 2]> {
    PLAN.captures_iter(text)
        .filter_map(|found| five_years(10 + ordinal(found.get(1)?.as_str())?))
        .collect()
}

/// The words over each column, those that span several repeated: 规划目标2020, 规划目标年均增长.
fn merged(header: &[Vec<Cell>]) -> Vec<String> {
    let width = header.iter().map(Vec::len).max().unwrap_or(0);
    let text = |row: &[Cell], at: usize| row.get(at).map_or(String::new(), |cell| fold(&cell.text));
    (0..width)
        .map(|at| {
            let mut words = String::new();
            for (level, row) in header.iter().enumerate() {
                let mut own = text(row, at);
                let below = header.get(level + 1..).unwrap_or_default();
                if own.is_empty() && below.iter().any(|row| !text(row, at).is_empty()) {
                    own = (0..at)
                        .rev()
                        .map(|at| text(row, at))
                        .find(|t| !t.is_empty())
                        .unwrap_or_default();
                }
                // A cell that spans rows may be printed in each.
                if !words.ends_with(&own) {
                    words.push_str(&own);
                }
            }
            words
        })
        .collect()
}

fn stacked(header: &[Vec<Cell>]) -> Vec<String> {
    header.iter().flatten().map(|cell| fold(&cell.text)).collect()
}

/// Whether the table sets targets or reviews, and for which years.
fn time(texts: &[String], title: &str, plan: [u16; 2]) -> Option<(TableRole, [u16; 2])> {
    let years: Vec<u16> = texts.iter().flat_map(|text| years(text)).collect();
    let length = plan[1].saturating_sub(plan[0]) + 1;
    let before = [plan[0].saturating_sub(length), plan[1].saturating_sub(length)];
    let reached = texts.iter().any(|text| REACHED.is_match(text));
    let ahead = years.contains(&plan[1]) || texts.iter().any(|text| named(text).contains(&plan));
    let looks_back =
        REACHED.is_match(title) || title.contains("回顾") || named(title).contains(&before);
    if ahead && !(looks_back && reached && years.iter().all(|&year| year < plan[1])) {
        return Some((TableRole::Targets, plan));
    }
    if looks_back || (reached && years.contains(&before[1])) {
        return Some((TableRole::Review, before));
    }
    // 基期值, 目标值: no years at all. Another year than the plan's own is another plan's.
    let goals = texts.iter().any(|text| text.contains("目标") || text.contains("规划"));
    let ours = years.is_empty() || years.contains(&(plan[0] - 1));
    let growth = texts.iter().any(|text| is_growth(text));
    (ours && (goals || growth || named(title).contains(&plan)))
        .then_some((TableRole::Targets, plan))
}

fn is_growth(text: &str) -> bool {
    ["年均", "增速", "增长", "增幅", "累计", "增减", "变化"].iter().any(|word| text.contains(word))
}

fn role_of(text: &str, role: TableRole, period: [u16; 2]) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let years = years(text);
    let (base, end) = (period[0] - 1, period[1]);
    let review = role == TableRole::Review;
    let foreign = !text.contains('末') && named(text).first().is_some_and(|&named| named != period);
    let goal = has(&["目标", "规划", "计划"]);
    // 2016—2020年年均增长, 比上年增长: of the time before.
    let over = !has(&["较20", "比20"])
        && (foreign || !years.is_empty() && years.iter().all(|&year| year <= base));
    let past = is_growth(text) && !goal && (over || has(&["比上年", "较上年", "同比"]));
    match () {
        () if text.is_empty() || has(&["责任", "牵头", "部门", "备注", "说明", "来源", "解释"]) => {
            Role::Other
        }
        () if has(&["序号", "编号"]) => Role::No,
        () if has(&["属性", "性质"]) => Role::Attribute,
        () if LABEL.is_match(text) || text.starts_with("指标名称") => Role::Label,
        () if has(&["类别", "类型", "领域", "分类", "大类", "维度", "方面"]) => {
            Role::Category
        }
        () if has(&["单位"]) => Role::Unit,
        () if review && foreign => Role::Other,
        () if is_growth(text) && review && REACHED.is_match(text) => Role::ActualGrowth,
        () if past && !review => Role::ActualGrowth,
        () if is_growth(text) => Role::Growth,
        () if review && goal => Role::Target,
        () if review && REACHED.is_match(text) && !is_verdict(text) => Role::Actual,
        () if has(&["基期", "基数", "基准", "现状", "期初"]) && !years.contains(&end) => {
            Role::Base
        }
        () if years.contains(&end) && !review => Role::Target,
        () if years.contains(&end) => Role::Actual,
        () if years.contains(&base) && !foreign => Role::Base,
        // 十三五规划目标 beside 2020年完成 in a table for 2025.
        () if !years.is_empty() || foreign => {
            if foreign && REACHED.is_match(text) && !goal {
                Role::Base
            } else {
                Role::Other
            }
        }
        () if goal || has(&["期末"]) => Role::Target,
        () => Role::Other,
    }
}

/// 完成情况 beside columns of what was reached says whether, not how much. Alone it may be either;
/// a later column of the same role is none.
fn is_verdict(text: &str) -> bool {
    ["完成率", "是否", "与否", "进展情况", "达标情况", "实现程度"]
        .iter()
        .any(|word| text.contains(word))
}

/// Columns without a word: before the labels the numbers and the categories, after them the
/// sub-labels.
fn nameless(roles: &mut [Role], texts: &[String]) {
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
fn once(roles: &mut [Role]) {
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

#[cfg(test)]
mod tests {
    use super::Role::*;
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell::of(1, text, 0..text.len())).collect()
    }

    fn read(shape: Shape, header: &[&[&str]], title: &str) -> Option<Columns> {
        let header: Vec<_> = header.iter().map(|row| cells(row)).collect();
        columns(shape, &header, Some(title), [2021, 2025])
    }

    #[test]
    fn columns_are_told_by_their_words() {
        let read = read(
            Shape::Tabs,
            &[&["", "序号", "指标名称", "单位", "2020年", "2025年", "年均增速 [累计]", "属性"]],
            "乙区“十四五”经济社会发展主要指标",
        )
        .unwrap();
        assert_eq!(read.roles, [Category, No, Label, Unit, Base, Target, Growth, Attribute]);
        assert_eq!((read.role, read.period), (TableRole::Targets, [2021, 2025]));
    }

    #[test]
    fn words_over_several_columns_hold_for_each() {
        let header: &[&[&str]] = &[
            &["", "指标名称", "规划目标", "", "完成情况", ""],
            &["", "", "2020", "年均增长 [累计]", "2020 完成", "年均增长 [累计]"],
        ];
        let read = read(Shape::Tabs, header, "“十三五”规划主要指标完成情况").unwrap();
        assert_eq!(read.roles, [No, Label, Target, Growth, Actual, ActualGrowth]);
        assert_eq!((read.role, read.period), (TableRole::Review, [2016, 2020]));
    }

    #[test]
    fn a_stacked_header_has_each_role_once() {
        let words = [
            "类别",
            "序号",
            "指标名称",
            "单位",
            "基期",
            "规划目标",
            "2020年",
            "2025年",
            "累计或年均增长",
        ];
        let targets = read(Shape::Stacked, &[&words], "专栏2十四五时期主要指标").unwrap();
        assert_eq!(targets.roles, [Category, No, Label, Unit, Base, Target, Growth]);
        let words = ["序号", "指标名称", "2015", "基期数", "十三五", "规划目标", "2020预计完成数"];
        let review = read(Shape::Stacked, &[&words], "专栏1十三五规划主要指标完成情况").unwrap();
        assert_eq!(review.roles, [No, Label, Base, Target, Actual]);
        assert_eq!(review.role, TableRole::Review);
    }

    #[test]
    fn headers_without_years_and_with_other_words() {
        let read = |header: &[&str]| read(Shape::Pipes, &[header], "主要指标").map(|c| c.roles);
        assert_eq!(
            read(&["指标", "计量单位", "基期值", "目标值", "年均增长", "指标性质"]).unwrap(),
            [Label, Unit, Base, Target, Growth, Attribute]
        );
        assert_eq!(
            read(&[
                "指标名称",
                "“十三五”规划目标",
                "2020年完成",
                "2023年",
                "2025年目标",
                "责任单位"
            ])
            .unwrap(),
            [Label, Other, Base, Other, Target, Other]
        );
    }

    #[test]
    fn the_year_of_a_column_is_told_in_many_ways() {
        let read = |header: &[&str], title: &str| read(Shape::Pipes, &[header], title);
        let ends = read(&["指标", "单位", "“十三五”末", "“十四五”末"], "主要指标").unwrap();
        assert_eq!(ends.roles, [Label, Unit, Base, Target]);
        let earlier = read(&["指标", "2019年", "2025年"], "主要指标").unwrap();
        assert_eq!((earlier.roles, earlier.base_year), (vec![Label, Base, Target], 2019));
        let review = read(&["指标", "2020年目标值", "2020年预计值"], "表1 主要指标").unwrap();
        assert_eq!((review.roles, review.role), (vec![Label, Target, Actual], TableRole::Review));
        let review = read(&["指标", "2020年预计值", "2020年目标值", "完成情况"], "").unwrap();
        assert_eq!(review.roles, [Label, Actual, Target, Other]);
        let both = read(&["指标", "2020年目标", "2020年完成", "2025年目标"], "").unwrap();
        assert_eq!((both.roles, both.role), (vec![Label, Other, Base, Target], TableRole::Targets));
        assert_eq!(both.unknown, [(1, "2020年目标".to_owned())]);
        let two = read(&["指标", "目标值"], "主要指标").unwrap();
        assert_eq!(two.roles, [Label, Target]);
        let past =
            read(&["指标", "2016-2020年年均增长", "2025年", "2021-2025年年均增长"], "").unwrap();
        assert_eq!(past.roles, [Label, ActualGrowth, Target, Growth]);
        let total = read(&["指标", "2020年", "2025年", "五年累计增长（%）"], "").unwrap();
        let either = read(&["指标", "2020年", "2025年", "增速[累计]"], "").unwrap();
        assert!(!either.total_growth);
        assert!(total.total_growth && total.roles == [Label, Base, Target, Growth]);
        assert_eq!(read(&["指标", "2020年", "2025年", "甲乙丙"], "").unwrap().unknown.len(), 1);
    }

    #[test]
    fn project_lists_have_no_indicators() {
        assert_eq!(
            read(Shape::Tabs, &[&["序号", "项目名称", "总投资", "建设年限"]], "重大项目"),
            None
        );
        assert_eq!(read(Shape::Tabs, &[&["指标名称", "2015年", "2016年"]], "历年指标"), None);
    }
}
