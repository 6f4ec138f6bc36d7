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
use crate::domain::TableRole;
use crate::plan::number::ordinal::{five_years, ordinal};
use regex::Regex;
use std::sync::LazyLock;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
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
    pub fn is_value(self) -> bool {
        (Self::Base..=Self::ActualGrowth).contains(&self)
    }
}

/// A header, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Left to right. A stacked table has each role once, in the order of [`Role`].
    pub roles: Vec<Role>,
    pub role: TableRole,
    /// Of the targets: the plan's, or of the plan before.
    pub period: [u16; 2],
}

static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"20\d\d"));
static PLAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"十([一二三四五六七八九])五"));
static REACHED: LazyLock<Regex> = LazyLock::new(|| pattern(r"完成|实际|实现|执行|达到值|达到数"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:主要|核心|发展|规划|监测|预期|具体|[一二三]级)*指标(?:名称|项目|内容|体系|项)?(?:\(.{1,6}\))?$",
    )
});
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[“\x22(]?(?:序号|编号|类别|类型|领域|分类|大类|指标(?:类别|类型|属性|性质)|单位|计量单位|属性|性质|备注|目标|20\d\d年?.{0,14}|十[一二三四五六七八九]五[”\x22]?(?:时期|期间)?.{0,6}|基[期数准][值数年]?|现状值?|规划(?:目标|值|数|期)|目标[值数]|规划目标值|完成(?:情况|数|值|率)|(?:是否|有无)(?:完成|达标)|完成与否|(?:进展|达标)情况|实现程度|(?:责任|牵头)(?:单位|部门)|预计完成[数值]?|实际(?:值|数|完成)?.{0,3}|(?:累计|年均|五年)?.{0,2}(?:年均|累计|增速|增幅|增长).{0,10})[”\x22)]?$",
    )
});

static PROJECTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:.{0,4}(?:项目|工程)(?:名称|内容|概况|类别)?|(?:主要)?建设(?:内容|规模|性质|地点|年限|期限|周期|单位|时间|起止).{0,12}|.{0,4}投资(?:额|规模)?(?:\(.{1,6}\))?|(?:责任|牵头|实施|业主)单位)$",
    )
});

/// Whether a cell heads the column of labels.
pub fn is_label(text: &str) -> bool {
    text.len() <= 60 && LABEL.is_match(&fold(text))
}

/// Whether a cell is one of the words headers are made of.
pub fn is_word(text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let text = fold(text);
    LABEL.is_match(&text) || (WORD.is_match(&text) && text.chars().count() <= 16)
}

/// Whether a row heads a list of projects: what is to be built, where, for how much.
pub fn lists_projects(cells: &[Cell]) -> bool {
    let words = cells.iter().filter(|cell| cell.text.len() <= 60);
    let words: Vec<String> = words.map(|cell| fold(&cell.text)).collect();
    let named = words.iter().any(|word| word.ends_with("名称") || word.starts_with("建设内容"));
    named
        && !words.iter().any(|word| LABEL.is_match(word))
        && words.iter().filter(|word| PROJECTS.is_match(word)).count() >= 2
}

/// Understand a header; `None` where it is not one of an indicator table: no labels, or no column
/// of figures. `title` is the line above, `plan` the period of the document.
pub fn columns(
    shape: Shape,
    header: &[Vec<Cell>],
    title: Option<&str>,
    plan: [u16; 2],
) -> Option<Columns> {
    let texts = if shape == Shape::Stacked { stacked(header) } else { merged(header) };
    let (role, period) = time(&texts, &fold(title.unwrap_or("")), plan)?;
    let mut roles: Vec<Role> = texts.iter().map(|text| role_of(text, role, period)).collect();
    if shape == Shape::Stacked {
        roles.retain(|&role| role != Role::Other);
    } else {
        nameless(&mut roles, &texts);
    }
    once(&mut roles);
    if shape == Shape::Stacked {
        roles.retain(|&role| role != Role::Other);
        roles.sort_unstable();
    }
    let labels = roles.contains(&Role::Label);
    let values = roles.iter().filter(|role| role.is_value()).count();
    (labels && values > 0).then_some(Columns { roles, role, period })
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
    let years: Vec<u16> = texts
        .iter()
        .flat_map(|text| YEAR.find_iter(text))
        .filter_map(|found| found.as_str().parse().ok())
        .collect();
    let before = [plan[0].saturating_sub(5), plan[1].saturating_sub(5)];
    let named = |text: &str| {
        PLAN.captures_iter(text)
            .filter_map(|found| five_years(10 + ordinal(found.get(1)?.as_str())?))
            .collect::<Vec<_>>()
    };
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
    ["年均", "增速", "增长", "增幅", "累计", "增减"].iter().any(|word| text.contains(word))
}

fn role_of(text: &str, role: TableRole, period: [u16; 2]) -> Role {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let years: Vec<u16> =
        YEAR.find_iter(text).filter_map(|found| found.as_str().parse().ok()).collect();
    let (base, end) = (period[0] - 1, period[1]);
    let review = role == TableRole::Review;
    let foreign = PLAN
        .captures(text)
        .and_then(|found| five_years(10 + ordinal(found.get(1)?.as_str())?))
        .is_some_and(|named| named != period);
    match () {
        () if text.is_empty() || has(&["责任", "牵头", "部门", "备注", "说明", "来源"]) => {
            Role::Other
        }
        () if has(&["序号", "编号"]) => Role::No,
        () if has(&["属性", "性质"]) => Role::Attribute,
        () if LABEL.is_match(text) || text.starts_with("指标名称") => Role::Label,
        () if has(&["类别", "类型", "领域", "分类", "大类", "维度"]) => Role::Category,
        () if has(&["单位"]) => Role::Unit,
        () if review && foreign => Role::Other,
        () if is_growth(text) && review && REACHED.is_match(text) => Role::ActualGrowth,
        () if is_growth(text) => Role::Growth,
        () if review && has(&["目标", "规划", "计划"]) => Role::Target,
        () if review && REACHED.is_match(text) => Role::Actual,
        () if has(&["基期", "基数", "基准", "现状"]) && !years.contains(&end) => Role::Base,
        () if years.contains(&end) && !review => Role::Target,
        () if years.contains(&end) => Role::Actual,
        () if years.contains(&base) && !foreign => Role::Base,
        // 十三五规划目标 beside 2020年完成 in a table for 2025.
        () if !years.is_empty() || foreign => {
            if foreign && REACHED.is_match(text) {
                Role::Base
            } else {
                Role::Other
            }
        }
        () if has(&["目标", "规划值", "规划数", "计划"]) => Role::Target,
        () => Role::Other,
    }
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
    fn project_lists_have_no_indicators() {
        assert_eq!(
            read(Shape::Tabs, &[&["序号", "项目名称", "总投资", "建设年限"]], "重大项目"),
            None
        );
        assert_eq!(read(Shape::Tabs, &[&["指标名称", "2015年", "2016年"]], "历年指标"), None);
    }
}
