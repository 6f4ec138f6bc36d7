//! The roles of the columns of a table, by the words above them.
//!
//! ```text
//! 类别 | 序号 | 指标名称 | 单位 | 2020年 | 2025年 | 年均增速[累计] | 属性
//!            | 指标名称 | 规划目标: 2020, 年均增长 | 完成情况: 2020 完成, 年均增长
//! ```
//! A table with a target for the plan's last year sets targets. A table that compares targets with results
//! of the base year reviews the previous plan.

use super::cell::fold;
use super::grid::{Cell, Shape};
use super::role::{
    REACHED, Role, earlier_base, is_aside, is_growth, is_on_year, is_total, leave_old_goals,
    leave_verdicts, named, nameless, once, role_of, years,
};
use super::spanned::merged;
use crate::domain::TableRole;

/// An interpreted header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// From left to right. A stacked table has each role once, in the order of [`Role`].
    pub roles: Vec<Role>,
    pub role: TableRole,
    /// The period of the targets: that of the plan, or of the previous plan.
    pub period: [u16; 2],
    /// Year of the base column: the year before the period, unless the header names an earlier one.
    pub base_year: u16,
    /// The last year that the document reports. Figures of other years are actuals up to this year, and
    /// targets after it.
    pub reported: u16,
    /// Whether figures under growth are for the whole period (五年累计增长) and not annual.
    pub total_growth: bool,
    /// Whether growth before the period is for a single year (比上年增长).
    pub past_year: bool,
    /// Index and words of the columns without a role.
    pub unknown: Vec<(usize, String)>,
}

/// Interprets a header; `None` where it heads no indicator table, because it has no labels or no column of
/// figures. `title` is the line above, `plan` the period of the document.
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
    let past = roles.iter().position(|&role| role == Role::ActualGrowth);
    let past_year = past.is_some_and(|at| is_on_year(&texts[at]));
    if shape == Shape::Stacked {
        // The words of two header rows are listed one after the other: 规划目标, 2020年, 2025年. In a
        // single row each word has its own column.
        leave_verdicts(&texts, &mut roles);
        if !distinct(&roles, &texts) {
            roles.retain(|&role| role != Role::Other);
            once(&mut roles);
            roles.retain(|&role| role != Role::Other);
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
        reported: period[0] - 1,
        total_growth,
        past_year,
        unknown,
    })
}

/// Whether every word has a role or heads remarks, and no role occurs twice.
fn distinct(roles: &[Role], texts: &[String]) -> bool {
    let mut seen: Vec<Role> = roles.iter().copied().filter(|&role| role != Role::Other).collect();
    seen.sort_unstable();
    let aside = |(&role, text): (&Role, &String)| role != Role::Other || is_aside(text);
    seen.windows(2).all(|pair| pair[0] != pair[1]) && roles.iter().zip(texts).all(aside)
}

/// Columns with words but without a role, unless their words are those of offices, remarks or verdicts.
fn unknown(roles: &[Role], texts: &[String]) -> Vec<(usize, String)> {
    let columns = roles.iter().zip(texts).enumerate();
    columns
        .filter(|(_, (role, text))| **role == Role::Other && !text.is_empty() && !is_aside(text))
        .map(|(at, (_, text))| (at, text.clone()))
        .collect()
}

fn stacked(header: &[Vec<Cell>]) -> Vec<String> {
    header.iter().flatten().map(|cell| fold(&cell.text)).collect()
}

/// Whether the table sets targets or reviews, and its period; `None` where it does neither.
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
    // 基期值 and 目标值 name no year. A table that names years but not the base year belongs to another
    // plan.
    let goals = texts.iter().any(|text| text.contains("目标") || text.contains("规划"));
    let ours = years.is_empty() || years.contains(&(plan[0] - 1));
    let growth = texts.iter().any(|text| is_growth(text));
    (ours && (goals || growth || named(title).contains(&plan)))
        .then_some((TableRole::Targets, plan))
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
    fn columns_are_recognised_by_their_words() {
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
    fn words_over_several_columns_apply_to_each() {
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
            [Label, Other, Base, Year(2023), Target, Other]
        );
    }

    #[test]
    fn the_year_of_a_column_is_named_in_many_ways() {
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
