//! Words that distinguish targets from outcomes.

/// Words for a target that a review quotes.
pub const TARGETED: &[&str] = &["预期目标", "年度目标", "计划目标", "目标值", "目标任务为"];

/// Words for a target of which an outcome is a share: 完成年度目标的117%.
pub const PROMISES: &[&str] = &[
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
];

/// Words that compare an outcome with its target: 高于预期目标2个百分点, 完成年度目标的105%.
pub const HELD_AGAINST: &[&str] = &[
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
];

/// Words that begin the outcome of an item in a report on the plan, after the target and a colon.
pub const PROMISED: &[&str] = &["预计", "实际", "全年实现", "全年完成", "完成", "实现"];

/// Words of striving.
pub const STRIVING: &[&str] = &["力争", "争取", "努力"];

/// A whole clause before a value that is better than the goal before it: 增长6.5%,力争实现7%.
#[rustfmt::skip]
pub const STRIVING_FOR: &[&str] = &[
    "力争", "力争实现", "力争达到", "争取", "争取实现", "争取达到", "奋斗目标", "奋斗目标为", "努力实现", "努力达到",
];

/// Words for the present state among goals.
pub const SO_FAR: &[&str] = &["已达", "已建成", "现有", "目前"];

/// Words at the beginning of a clause for the year that a report reviews.
pub const YEAR_PAST: &[&str] = &["去年", "上年"];

/// Words for an outcome that is not final.
pub const EXPECTED: &[&str] = &["预计"];

/// Words in the headings of an evaluation for the years to come.
pub const COMING: &[&str] = &["下一步", "建议", "下阶段", "今后", "后半", "打算", "举措"];
