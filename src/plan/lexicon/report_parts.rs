//! Words by which the parts of a report name their time.

use super::word_list::WordList;

/// Words that address the hearers of a report.
pub static ADDRESSES: WordList = WordList::new(&["各位代表"]);

/// Beginnings of titles about the past year.
pub const PAST: &[&str] = &["过去", "去年", "上年", "一年来", "近年来", "本届政府"];
/// What was done, in titles about the past.
pub const DONE: &[&str] = &["工作", "情况", "成效", "成就", "成绩", "回顾", "执行", "完成"];

/// Beginnings of titles about the coming year.
pub const AHEAD: &[&str] = &["今年", "新的一年", "下一年", "明年"];
/// What is to be done, in titles about the coming year.
pub const TASKS: &[&str] = &[
    "工作", "目标", "任务", "要求", "思路", "安排", "部署", "重点", "举措", "措施", "建议", "打算",
];

/// Words for several years in titles, whose time the outline decides.
pub const SEVERAL_YEARS: &[&str] =
    &["五年", "十一五", "十二五", "十三五", "十四五", "十五五", "2035", "2030", "远景", "展望"];

/// Beginnings of paragraphs about the coming year.
pub static AHEAD_SUBJECTS: WordList = WordList::new(&[
    "今年工作",
    "今年政府",
    "今年经济",
    "今年全",
    "今年我",
    "今年是",
    "今年，",
    "今年,",
    "今年要",
    "今年的",
    "新的一年",
    "做好今年",
]);
/// Words after which the goals of the coming year follow.
pub const GOALS_FOLLOW: &[&str] = &[
    "总体要求",
    "预期目标",
    "主要目标",
    "工作思路",
    "总体思路",
    "以下工作",
    "下列工作",
    "个方面工作",
    "重点抓好",
    "重点做好",
];
