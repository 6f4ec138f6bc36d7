//! Claims of a report that a goal was met: 城镇新增就业3.4万人,超额完成年度任务. A claim belongs to the
//! figure before it in its sentence or to the subject of its clause; a claim about all goals
//! (主要指标圆满完成) belongs to no figure.

use super::dating::Context;
use super::goals::Goal;
use super::label;
use super::passage::text_of;
use crate::domain::{Kind, Measure, WordRule};
use crate::plan::lexicon::claims::{
    AGAINST, DENYING, GOAL, GOAL_ENDS, LATE, MANNER, MEETING, OF_ALL, PLANS, SUBJECT_ENDS, WISHES,
};
use crate::plan::lexicon::word_list::WordList;
use crate::plan::outline::Stance;
use regex::Regex;
use std::sync::LazyLock;

/// The words of a claim and the punctuation after them. The subject is before them.
static CLAIMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let met = format!("{MANNER}+{MEETING}(?:{GOAL})?");
    let against = format!("{AGAINST}{GOAL}");
    Regex::new(&format!("(?P<words>{met}|{against}|{LATE})(?P<end>[,。;!?)]|$)")).ok()
});

/// Words of which every claim has one.
static CLAIMING: WordList = WordList::new(&["完成", "预期", "滞后", "目标"]);

/// The goal that a claim is about.
struct Subject {
    label: String,
    measure: Measure,
    year: u16,
}

/// Every claim of a review, in order.
pub(super) fn claims(context: &Context<'_, '_>) -> Vec<Goal> {
    let passage = context.passage;
    if !context.frame.report || passage.stance != Stance::Review {
        return Vec::new();
    }
    let Some(regex) = CLAIMS.as_ref().filter(|_| CLAIMING.any_among(&passage.text)) else {
        return Vec::new();
    };
    let text = text_of(&passage.text);
    let mut claims = Vec::new();
    for found in regex.captures_iter(&text).filter_map(|found| found.name("words")) {
        let words = text[..found.start()].chars().count();
        let end = words + found.as_str().chars().count();
        let denies = DENYING.any_in(found.as_str());
        for subject in subjects(context, words, found.as_str()) {
            claims.push(Goal {
                label: subject.label,
                text: found.as_str().to_owned(),
                rule: (!denies).then_some(WordRule::Met),
                measure: subject.measure,
                kind: Kind::Actual,
                year: Some(subject.year),
                start: words,
                words,
                end,
            });
        }
    }
    claims
}

/// The goals that the claim at `words` is about; empty where they are unknown.
fn subjects(context: &Context<'_, '_>, words: usize, claim: &str) -> Vec<Subject> {
    let text = &context.passage.text;
    let begins =
        |marks: &str| text[..words].iter().rposition(|c| marks.contains(*c)).map_or(0, |at| at + 1);
    let (sentence, clause) = (begins("。!?"), begins("。!?,;:"));
    let before: String = text[clause..words].iter().collect();
    if WISHES.any_in(&before) || before.ends_with('不') {
        return Vec::new();
    }
    let all = OF_ALL.any_in(claim);
    let own = label::head(&before).subject;
    let from = if own.is_empty() { sentence } else { clause };
    let last = (0..context.found.len()).rev().find(|at| {
        let quantity = context.found[*at].quantity;
        let near = text.get(quantity.end..words).is_some_and(|between| {
            between.len() <= 10 && between.iter().filter(|c| matches!(**c, ',' | ';')).count() <= 1
        });
        (from..words).contains(&quantity.start) && near && context.read[*at].is_some()
    });
    // 改造任务全面完成 is about a work. A claim that names no goal needs a goal before it.
    let goal = GOAL_ENDS.iter().chain(&["预期", "要求", "滞后"]).any(|end| claim.ends_with(end));
    match last {
        Some(last) if !all && goal => {
            of_figures(context, last, before.contains('均') || claim.contains('均'))
        }
        _ => {
            let goal = goal || before.ends_with("目标") || before.ends_with("目标任务");
            named(context, &own, claim, all, goal).into_iter().collect()
        }
    }
}

/// The figure before a claim; if the claim contains 均, each figure of its list.
fn of_figures(context: &Context<'_, '_>, last: usize, each: bool) -> Vec<Subject> {
    let (first, _) = super::clause::series(context.found, last);
    let first = if each { first } else { last };
    let mut subjects: Vec<Subject> = Vec::new();
    for at in first..=last {
        let Some(figure) = &context.read[at] else { continue };
        let (kind, year) = context.kind_and_year(at, figure);
        let base = context.frame.base;
        let year = year.filter(|_| kind == Kind::Actual).unwrap_or(base);
        if subjects.iter().all(|subject| subject.label != figure.label) {
            subjects.push(Subject { label: figure.label.clone(), measure: figure.measure, year });
        }
    }
    subjects
}

/// The subject of a claim's clause: a thing, or all goals. `goal` says whether the claim names a goal
/// itself.
fn named(
    context: &Context<'_, '_>,
    own: &str,
    claim: &str,
    all: bool,
    goal: bool,
) -> Option<Subject> {
    let year = context.frame.base;
    let of = |label: &str| Some(Subject { label: label.to_owned(), measure: Measure::Level, year });
    if own.chars().count() < 2 {
        let all = all || PLANS.any_in(claim);
        let at = claim.find(['“', '"', '主', '各', '纲', '十']).filter(|_| all)?;
        return of(&claim[at..]);
    }
    if own.chars().count() > 20 || !SUBJECT_ENDS.ends(own) {
        return None;
    }
    let all = all || OF_ALL.iter().chain(PLANS.iter()).any(|word| own.contains(word));
    if all || own.ends_with("指标") {
        return of(own);
    }
    // 城镇新增就业目标超额完成: the thing before 目标.
    let thing = ["目标任务", "预期目标", "目标"].iter().find_map(|end| own.strip_suffix(end));
    let thing = thing.or_else(|| goal.then_some(own))?;
    let measured = SUBJECT_ENDS.ends(thing) && !thing.ends_with("任务");
    measured.then(|| of(thing))?
}

#[cfg(test)]
mod tests {
    use crate::plan::outline::Stance;
    use crate::plan::prose::tests::report;

    /// The claims of a review, without the figures beside them.
    fn claims(text: &str) -> Vec<String> {
        let said = report(Stance::Review, text);
        said.into_iter()
            .filter(|said| said.contains("Some(Met)") || said.contains(" None "))
            .collect()
    }

    #[test]
    fn a_claim_belongs_to_the_figure_before_it() {
        assert_eq!(
            claims("城镇新增就业3.4万人，超额完成年度任务。"),
            ["actual 城镇新增就业 超额完成年度任务 Some(Met) 2024"]
        );
        assert_eq!(
            claims("——投资预期目标增长10%：全年增长5.3%，未完成年度目标。"),
            ["actual 投资 未完成年度目标 None 2024"]
        );
        assert_eq!(
            claims("森林覆盖率42.8%，提前完成规划目标；托位数3.1个，不及预期。"),
            [
                "actual 森林覆盖率 提前完成规划目标 Some(Met) 2024",
                "actual 托位数 不及预期 None 2024",
            ]
        );
        assert_eq!(
            claims("工业产值、工业投资分别增长7%、9%，均超额完成年初目标。"),
            [
                "actual 工业产值 均超额完成年初目标 Some(Met) 2024",
                "actual 工业投资 均超额完成年初目标 Some(Met) 2024",
            ]
        );
    }

    #[test]
    fn a_claim_belongs_to_the_subject_of_its_clause() {
        assert_eq!(
            claims("城镇新增就业超额完成全年任务。"),
            ["actual 城镇新增就业 超额完成全年任务 Some(Met) 2024"]
        );
        assert_eq!(
            claims("排放总量减少目标超额完成。"),
            ["actual 排放总量减少 超额完成 Some(Met) 2024"]
        );
    }

    #[test]
    fn a_claim_about_all_goals_belongs_to_no_figure() {
        assert_eq!(
            claims("税收达到80亿元，“十四五”规划主要指标圆满完成。"),
            ["actual 十四五规划主要指标 圆满完成 Some(Met) 2024"]
        );
        assert_eq!(
            claims("税收达到80亿元，圆满完成各项目标任务。"),
            ["actual 各项目标任务 圆满完成各项目标任务 Some(Met) 2024"]
        );
        assert_eq!(
            claims("年度计划主要目标任务较好完成，个别约束性指标未完成。"),
            [
                "actual 年度计划主要目标任务 较好完成 Some(Met) 2024",
                "actual 个别约束性指标 未完成 None 2024",
            ]
        );
        assert_eq!(
            claims("总数达348家，提前三年完成“十四五”目标。圆满完成“十三五”目标任务。"),
            [
                "actual 总数 提前三年完成“十四五”目标 Some(Met) 2024",
                "actual “十三五”目标任务 圆满完成“十三五”目标任务 Some(Met) 2024",
            ]
        );
        // Not read: works, and wishes.
        for text in [
            "城中村改造任务全面完成。",
            "体育馆建设全面完成。",
            "就业5万人，力争超额完成年度任务。",
        ] {
            assert_eq!(claims(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(report(Stance::Plan, "新增就业5万人，超额完成年度任务。").len(), 1);
    }
}
