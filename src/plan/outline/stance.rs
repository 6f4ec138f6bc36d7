//! The time that a section refers to, by its title: 发展基础 looks back, 2035年远景目标 far ahead.

use super::heading::regex;
use crate::document::compact;
use crate::plan::number::ordinal::{five_years, ordinal, year};
use crate::plan::parsed::Section;
use regex::Regex;
use std::sync::LazyLock;

/// The time that a part of the document refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// Results of the years before the plan.
    Review,
    /// Circumstances, guiding ideas and principles; neither results nor targets.
    Environment,
    /// Long-range objectives for this year.
    Horizon(u16),
    /// Targets of a report for several years ahead, up to this year (今后五年); `None` where the title
    /// names no period.
    Term(Option<u16>),
    /// Goals and tasks of the plan itself.
    Plan,
}

static GOALS: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(主要|发展|近期|奋斗|预期|具体|总体|五年|规划)目标|主要指标|发展定位|战略定位|目标任务")
});
static HORIZON: LazyLock<Regex> = LazyLock::new(|| regex(r"远景|愿景|展望|长远目标|远期"));
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(20[3-9][05]|二[〇○零][三-九四五六七八][〇○零五])"));
static REVIEW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"成就|回顾|规划背景|编制背景|完成情况|执行情况|实施情况|发展基础$|基础条件|发展现状|现实基础|发展成效|主要成效|取得(了)?(决定性|显著|重大|新|明显|历史性)|坚实步伐|坚实基础$|过去五年|不平凡|决胜全面建成小康社会$|全面建成小康社会$",
    )
});
static ENVIRONMENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"发展环境|环境面临|宏观环境|外部环境|面临的?.{0,12}(环境|形势)|形势|机遇|挑战|存在的?(问题|困难)",
    )
});
static GUIDANCE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"指导思想|指导方针|基本原则|主要原则|基本遵循|战略导向"));

/// A part of a report about the next year: 2026年重点工作, 2017年工作建议.
static YEAR_AHEAD: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^20\d\d年(的)?.{0,14}(工作|任务|安排|部署|建议|思路|重点|目标)"));
/// A part about several years ahead: 今后五年的目标任务, “十五五”时期发展目标.
static YEARS_AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(今后|未来)(五|5|几)年|[“\x22]?(?P<plan>十[一二三四五六七八九])五[”\x22]?(时期|期间|规划)?.{0,24}(思路|任务|目标|考虑|展望|工作|建议)",
    )
});

/// The stance of every section, in order; a section whose title names no time has its parent's.
pub(super) fn stances(sections: &[Section]) -> Vec<Stance> {
    let mut open: Vec<(u8, Stance)> = Vec::new();
    let mut goals_seen = false;
    // Level of the section that looks back, and whether it has ended.
    let (mut review, mut review_ended) = (None, false);
    let mut stances = Vec::with_capacity(sections.len());
    for section in sections {
        while open.last().is_some_and(|&(level, _)| level >= section.level) {
            open.pop();
        }
        let inherited = open.last().map_or(Stance::Plan, |&(_, stance)| stance);
        let title = compact(&section.title);
        if title.contains("回顾") {
            review = Some(section.level);
        } else {
            review_ended |= review.is_some_and(|level| section.level <= level);
        }
        let stance = own(&title, goals_seen).filter(|stance| {
            // 在构建现代产业体系上取得新突破 is a task once the review has ended.
            *stance != Stance::Review
                || !review_ended
                || title.contains("回顾")
                || title.contains("情况")
        });
        let stance = stance.unwrap_or(inherited);
        // A plan does not look back after its goals: 优化发展环境 is a task there.
        goals_seen |= GOALS.is_match(&title) && matches!(stance, Stance::Plan | Stance::Term(_));
        open.push((section.level, stance));
        stances.push(stance);
    }
    stances
}

fn own(title: &str, goals_seen: bool) -> Option<Stance> {
    if title.contains("回顾") {
        return Some(Stance::Review);
    }
    let past = REVIEW.is_match(title);
    if YEAR_AHEAD.is_match(title) && !past && !title.contains("情况") && !HORIZON.is_match(title)
    {
        return Some(Stance::Plan);
    }
    if let Some(ahead) = YEARS_AHEAD.captures(title).filter(|_| !past && !GUIDANCE.is_match(title))
    {
        let period = ahead.name("plan").and_then(|plan| five_years(ordinal(plan.as_str())?));
        return Some(Stance::Term(period.map(|[_, last]| last)));
    }
    let horizon = HORIZON.is_match(title);
    let far = YEAR.find(title).and_then(|found| year(found.as_str()));
    // 总体思路和主要目标 contains the goals; 2035年远景目标 does not.
    if GOALS.is_match(title) && !horizon && far.is_none() && !REVIEW.is_match(title) {
        return Some(Stance::Plan);
    }
    if horizon && !title.contains("十四五") && !title.contains("十五五") {
        return Some(Stance::Horizon(far.unwrap_or(2035)));
    }
    if let Some(year) = far.filter(|_| title.contains("目标")) {
        return Some(Stance::Horizon(year));
    }
    if GUIDANCE.is_match(title) {
        return Some(Stance::Environment);
    }
    if goals_seen && !title.contains("完成情况") {
        return None;
    }
    if REVIEW.is_match(title) {
        return Some(Stance::Review);
    }
    ENVIRONMENT.is_match(title).then_some(Stance::Environment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_their_time() {
        for (title, stance) in [
            ("决胜全面建成小康社会取得决定性成就", Some(Stance::Review)),
            ("发展基础", Some(Stance::Review)),
            ("砥砺奋进,转型发展迈出坚实步伐", Some(Stance::Review)),
            ("十三五规划主要指标完成情况", Some(Stance::Review)),
            ("新发展阶段面临新机遇新挑战", Some(Stance::Environment)),
            ("形势分析", Some(Stance::Environment)),
            ("指导思想", Some(Stance::Environment)),
            ("2035年远景目标", Some(Stance::Horizon(2035))),
            ("（一）二〇三五年远景目标", Some(Stance::Horizon(2035))),
            ("二〇二五年近期目标", Some(Stance::Plan)),
            ("“十四五”时期江岸经济社会发展总体思路和主要目标", Some(Stance::Term(Some(2025)))),
            ("“十四五”时期经济社会发展主要指标", Some(Stance::Plan)),
            ("2017年工作回顾", Some(Stance::Review)),
            ("2018年工作建议", Some(Stance::Plan)),
            ("今后五年重点工作", Some(Stance::Term(None))),
            ("“十五五”时期工作的主要考虑", Some(Stance::Term(Some(2030)))),
            ("“十四五”基本思路、重点任务和二〇三五年远景目标", Some(Stance::Term(Some(2025)))),
            ("2025年和“十四五”工作回顾", Some(Stance::Review)),
            ("夯实高质量发展基础设施", None),
            ("打造一流营商环境", None),
        ] {
            assert_eq!(own(title, false), stance, "{title}");
        }
        assert_eq!(own("优化发展环境", true), None);
        assert_eq!(own("基本原则", true), Some(Stance::Environment));
    }
}
