//! Words of time.

use super::word_list::WordList;

/// Words before a year that is only compared with: 比2010年, 较“十三五”.
#[rustfmt::skip]
pub static COMPARING: WordList = WordList::new(&[
    "比", "较", "相比", "比照", "相当于", "对比", "与", "高于", "低于", "继", "参照", "对照", "对接", "衔接", "按", "按照",
]);

/// Words after a year that is a base or a standard for others: 2020年的基础上, 2019年水平.
#[rustfmt::skip]
pub const BASES: &[&str] = &[
    "基础上", "水平", "为基数", "为基期", "基数", "不变价", "可比价", "价格计算", "价格", "同期",
];

/// Verbs before a year of which a figure is a share: 恢复至2019年的96%.
pub static REGAINING: WordList =
    WordList::new(&["恢复到", "恢复至", "恢复", "相当于", "达到", "达"]);

/// Words before a year whose goals are only mentioned: 面向2035年.
pub static AIMING: WordList =
    WordList::new(&["落实", "贯彻", "锚定", "面向", "对标", "展望", "着眼"]);

/// Words directly after a period in which something was done: “十三五”累计新增.
#[rustfmt::skip]
pub const TOTALS: &[&str] = &["累计", "新增", "年均", "完成", "实现", "共", "全区", "全市", "我区", "我市", ",", "的"];

/// Words for the whole span of a plan: 五年来累计.
#[rustfmt::skip]
pub static FIVE_YEARS: WordList = WordList::new(&["五年来", "五年间", "过去五年", "五年", "5年来", "过去5年", "本届政府", "任期的五年"]);

/// Words for the single year that a report reviews.
pub const ONE_YEAR: &[&str] = &["一年来", "过去一年", "过去的一年", "去年", "上年", "全年"];

/// Words before the year that a paragraph looks back on: 刚刚过去的2021年.
pub static LOOKING_BACK: WordList =
    WordList::new(&["过去的", "刚刚过去的", "面对", "回顾", "回首", "回望"]);

/// Short names of five-year plans.
pub const PERIODS: &[&str] = &["十一五", "十二五", "十三五", "十四五", "十五五", "十六五"];

/// Words for the five years from the year of a report on.
#[rustfmt::skip]
pub static YEARS_AHEAD: WordList = WordList::new(&["五年内", "5年内", "未来五年", "未来5年", "今后五年", "今后5年"]);
