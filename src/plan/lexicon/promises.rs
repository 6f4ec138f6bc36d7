//! Words that tell a promise from an outcome.

/// Words of a promise that a look back quotes.
pub const TARGETED: &[&str] = &["预期目标", "年度目标", "计划目标", "目标值", "目标任务为"];

/// What an outcome is measured by, as a share of it: 完成年度目标的117%.
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

/// Words of an outcome that is held against its promise: 高于预期目标2个百分点, 完成年度目标的105%.
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

/// Words that begin the outcome of an item of a report on the plan, behind the promise and a colon.
pub const PROMISED: &[&str] = &["预计", "实际", "全年实现", "全年完成", "完成", "实现"];

/// Words of a wish.
pub const STRIVING: &[&str] = &["力争", "争取", "努力"];

/// Words of a state among the goals.
pub const SO_FAR: &[&str] = &["已达", "已建成", "现有", "目前"];

/// Words for the year that a report looks back on, at the beginning of a clause.
pub const YEAR_PAST: &[&str] = &["去年", "上年"];

/// Words of an outcome that is not final.
pub const EXPECTED: &[&str] = &["预计"];

/// Words in the headings of an evaluation for what is to come.
pub const COMING: &[&str] = &["下一步", "建议", "下阶段", "今后", "后半", "打算", "举措"];
