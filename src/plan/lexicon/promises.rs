//! Words that distinguish targets from outcomes.

use super::word_list::WordList;

/// Words for a target that a review quotes.
pub static TARGETED: WordList =
    WordList::new(&["预期目标", "年度目标", "计划目标", "目标值", "目标任务为"]);

/// Words for a target of which an outcome is a share: 完成年度目标的117%.
pub static PROMISES: WordList = WordList::new(&[
    "年度目标",
    "年度计划",
    "年度任务",
    "全年目标",
    "全年任务",
    "年初目标",
    "预期目标",
    "目标任务",
    "计划任务",
    "规划目标",
    "规划任务",
]);

/// Budgets of which an outcome is a share: 为预算的102%.
pub const BUDGETS: &[&str] = &[
    "预算",
    "年初预算",
    "年度预算",
    "全年预算",
    "调整预算",
    "预算数",
    "年初预算数",
    "调整预算数",
    "调整后预算",
    "变动预算",
];

/// Verbs before the target of which an outcome is a share: 为预算的102%, 达到年度目标的98%.
pub static FULFILLING: WordList =
    WordList::new(&["为", "是", "达到", "达", "相当于", "完成", "完成了"]);

/// Words that compare an outcome with its target: 高于预期目标2个百分点, 完成年度目标的105%.
pub static HELD_AGAINST: WordList = WordList::new(&[
    "高于",
    "低于",
    "快于",
    "超过",
    "超出",
    "超",
    "完成年",
    "完成预",
    "完成目",
    "完成计",
    "目标的",
    "目标高",
    "目标低",
    "目标快",
    "目标慢",
]);

/// Words that begin the outcome of an item in a report on the plan, after the target and a colon.
pub static PROMISED: WordList =
    WordList::new(&["预计", "实际", "全年实现", "全年完成", "完成", "实现"]);

/// Words for the goal in the name of an item of a report on the plan: 单位能耗完成省下达目标:预计下降3%.
#[rustfmt::skip]
pub static ITEM_GOALS: WordList = WordList::new(&[
    "预期目标", "年度目标", "计划目标", "目标", "完成", "与经济增长", "与经济发展", "控制在", "保持在", "达到", "增长",
]);

/// Words before a bracket with the goal of the outcome before: 完成预期目标(7.5%左右).
pub static GOALS_BEFORE: WordList = WordList::new(&["目标", "计划", "任务"]);

/// Words after the goal of the outcome before: 控制在3%左右的预期目标内.
pub static GOALS_BEHIND: WordList =
    WordList::new(&["预期目标", "年度目标", "控制目标", "计划目标", "目标"]);

/// Verbs between an outcome and its goal, and those who set it: 完成省下达3%的目标.
pub const MEETING: &[&str] = &["控制在", "控制", "完成", "完成了", "达到", "实现", "好于", "优于"];
pub static SET_BY: WordList =
    WordList::new(&["省下达", "市下达", "省定", "市定", "年初确定", "年初"]);

/// Words of planning, and words that begin the outcome after it: 预期5万人,实际完成5.4万人.
pub static PLANNED: WordList = WordList::new(&["预期", "计划"]);
pub const OUTCOME_BEHIND: &[&str] = &["实际", "预计"];

/// Words of striving.
pub static STRIVING: WordList = WordList::new(&["力争", "争取", "努力"]);

/// A whole clause before a value that is better than the goal before it: 增长6.5%,力争实现7%.
#[rustfmt::skip]
pub const STRIVING_FOR: &[&str] = &[
    "力争", "力争实现", "力争达到", "争取", "争取实现", "争取达到", "奋斗目标", "奋斗目标为", "努力实现", "努力达到",
];

/// Words for the present state among goals.
pub const SO_FAR: &[&str] = &["已达", "已建成", "现有", "目前"];

/// Words at the beginning of a clause for the year that a report reviews.
pub static YEAR_PAST: WordList = WordList::new(&["去年", "上年"]);

/// Words for an outcome that is not final.
pub static EXPECTED: WordList = WordList::new(&["预计"]);

/// Words in the headings of an evaluation for the years to come.
pub static COMING: WordList =
    WordList::new(&["下一步", "建议", "下阶段", "今后", "后半", "打算", "举措"]);
