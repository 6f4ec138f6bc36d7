//! Words for a fall.

use super::word_list::WordList;

/// Verbs of a fall, directly before its number; a longer one precedes its own ending.
#[rustfmt::skip]
pub static FALLS: WordList = WordList::new(&[
    "负增长", "贬值", "累计下降", "累计降低", "下降", "降低", "减少", "压减", "缩小", "缩短", "收窄", "削减", "压缩", "减排", "回落", "下跌",
    "下滑", "减产", "再降", "直降", "减",
]);

/// Spending, whose cut in percent is its growth over the year before.
pub static SPENT: WordList = WordList::new(&["经费", "支出"]);

/// Things whose fall in percent is a change, not growth: 单位能耗下降3%.
#[rustfmt::skip]
pub static SAVED: WordList = WordList::new(&["能耗", "浓度", "排放", "消耗", "用水量", "费用", "时间", "时限", "强度", "成本", "死亡", "事故"]);
