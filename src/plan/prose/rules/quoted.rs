//! Goals that a report quotes beside their outcomes.

use super::scene::{Reading, Rule, Scene, figure};
use crate::domain::Measure;
use crate::plan::lexicon::promises::{GOALS_BEFORE, GOALS_BEHIND, MEETING, SET_BY};
use crate::plan::prose::clause::QuantityContext;

/// A goal directly after its outcome: 增长7.4%,完成预期目标(7.5%左右); 涨幅2.9%,控制在3%左右的预期目标内.
/// 地区生产总值增长7%的目标 names its own quantity.
#[derive(Debug)]
pub(super) struct Quoted;
impl Rule for Quoted {
    fn name(&self) -> &'static str {
        "prose/quoted_goal"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        if !scene.report || !quotes_goal(scene.text, scene.here()) {
            return None;
        }
        let before = scene.index.checked_sub(1)?;
        let outcome = scene.read[before].as_ref()?;
        let near = &scene.found[before];
        let alike = near.sentence == scene.here().sentence
            && near.quantity.unit == scene.here().quantity.unit;
        let grew = outcome.measure == Measure::Change && scene.unit() == "%";
        let measure = if grew { Measure::AnnualGrowth } else { outcome.measure };
        alike.then(|| figure(outcome.label.clone(), measure, scene, 0.85)).flatten()
    }
}

/// Whether the words beside a quantity say that it is the goal of the outcome before.
pub(crate) fn quotes_goal(text: &[char], here: &QuantityContext<'_>) -> bool {
    let from = here.sentence.0.max(here.quantity.start.saturating_sub(12));
    if let [before @ .., '('] = &text[from..here.quantity.start]
        && GOALS_BEFORE.ends_at(before, before.len())
    {
        return true;
    }
    let head = here.head.trim();
    let head = SET_BY.strip_suffix(head).unwrap_or(head);
    let goal = here.tail.strip_prefix('的').unwrap_or_default();
    MEETING.contains(&head) && GOALS_BEHIND.begins(goal)
}

#[cfg(test)]
mod tests {
    use crate::plan::outline::Stance;
    use crate::plan::prose::tests::report;

    #[test]
    fn a_goal_after_its_outcome_is_a_target_of_the_year_reported() {
        assert_eq!(
            report(Stance::Review, "生产总值增长7.4%，完成预期目标（7.5%左右）。"),
            [
                "actual 生产总值 =7.4 % annual_growth 2024<2023",
                "target 生产总值 ~7.5 % annual_growth 2024<2023",
            ]
        );
        assert_eq!(
            report(Stance::Review, "失业率2.9%，控制在4.5%以内的目标之内。")[1],
            "target 失业率 <=4.5 % level 2024"
        );
        assert_eq!(
            report(Stance::Review, "单位能耗下降3.1%，完成省下达3%的目标任务。")[1],
            "target 单位能耗 =3 % annual_growth 2024<2023"
        );
        // Unchanged: a goal that names its own quantity.
        assert_eq!(
            report(Stance::Plan, "确保实现生产总值增长7%的目标。"),
            ["target 生产总值 =7 % annual_growth 2025<2024"]
        );
    }

    #[test]
    fn a_goal_before_its_outcome_is_a_target_of_the_year_reported() {
        assert_eq!(
            report(
                Stance::Review,
                "城镇新增就业预期5万人，实际完成5.36万人；失业率预期控制在4.5%以内，实际为2.9%。"
            ),
            [
                "target 城镇新增就业 =5 万人 cumulative 2024<2023",
                "actual 城镇新增就业 =5.36 万人 cumulative 2024<2023",
                "target 失业率 <=4.5 % level 2024",
                "actual 失业率 =2.9 % level 2024",
            ]
        );
        assert_eq!(
            report(Stance::Review, "工业增加值增长8.3%，比预期目标高0.3个百分点。")[1],
            "actual 工业增加值比预期目标高 =0.3 个百分点 change 2024<2023"
        );
        // Unchanged: a project as planned, and as far as it is.
        assert_eq!(report(Stance::Review, "改造计划总投资20亿元，已完成投资8亿元。").len(), 2);
    }
}
