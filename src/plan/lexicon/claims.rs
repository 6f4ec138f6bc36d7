//! Words by which a report states that a goal was met or missed.

use super::word_list::WordList;

/// Words before the verb that say how a goal was met, or that it was not met (a pattern).
pub const MANNER: &str = "(?:全部|均|都|全面|圆满|如期|按期|提前(?:[一二两三四1-4]年|半年)?|超额|顺利|较好|基本|胜利|高质量|已|未能|未|没有|尚未)";
/// Verbs of meeting a goal (a pattern).
pub const MEETING: &str = "(?:完成|实现|达到|达成)了?";
/// Words for a goal that name no work: 年度目标任务 (a pattern). 城中村改造任务 is a work.
pub const GOAL: &str = "(?:本?年度|全年|当年|年初|年内|既定|预定|预期|规划|计划|纲要|国家|省|市|区|县|上级|下达|确定|定|的|主要|各项|约束性|发展|考核|工作|[“\"]?十[一二三四五]五[”\"]?|时期|五年|三年|中期|序时|时序|控制|经济社会){0,6}(?:目标任务|目标|任务|计划|指标|进度|预期)(?:要求)?";
/// Verbs that compare an outcome with its goal (a pattern).
pub const AGAINST: &str = "(?:未达到?|没有达到|不及|低于|好于|超过|高于|快于|优于|符合|超)了?";
/// Words for a delay (a pattern).
pub const LATE: &str = "(?:进度|进展)滞后";

/// Negations in a claim.
pub static DENYING: WordList = WordList::new(&["未", "没有", "不及", "低于", "滞后"]);
/// Words of a claim about all goals: 主要目标任务.
pub static OF_ALL: WordList = WordList::new(&["主要", "各项", "纲要"]);
/// Names of plans. Without a figure before them they stand for all goals of the plan.
pub static PLANS: WordList = WordList::new(&["十一五", "十二五", "十三五", "十四五", "十五五"]);
/// Endings of names of goals.
pub const GOAL_ENDS: &[&str] = &["目标任务", "预期目标", "目标", "任务", "计划"];
/// Words before a claim that make it a wish.
pub static WISHES: WordList = WordList::new(&["力争", "确保", "努力", "争取", "推动", "将"]);
/// Endings of indicators, which distinguish the subject of a claim from a work.
#[rustfmt::skip]
pub static SUBJECT_ENDS: WordList = WordList::new(&[
    "总值", "增加值", "产值", "收入", "总额", "投资", "总量", "比重", "占比", "人口", "率", "强度", "面积", "规模", "能耗", "浓度", "就业", "指标", "增速",
    "目标任务", "目标", "任务", "产量", "支出", "进出口", "减少", "下降", "降低", "寿命", "数",
]);
