//! Verbs of counting.

use super::word_list::WordList;

/// Verbs after which a Chinese numeral counts things: 新建一所, 筹建两家, 至少一人.
#[rustfmt::skip]
pub static COUNTING: WordList = WordList::new(&[
    "至少", "新建", "筹建", "建成", "新增", "创建", "集聚", "各设", "建立", "培育", "引进", "设立",
    "推出", "改造", "改建", "扩建", "建设", "净增", "招引", "培养", "认定", "获批", "开通", "新增加", "累计建成",
]);

/// Verbs of reaching, directly before a number in words: 达到二十家, 增至八十二岁.
#[rustfmt::skip]
pub static REACHED: WordList = WordList::new(&[
    "达到", "突破", "超过", "增至", "增加到", "增长到", "提高到", "提高至", "提升到", "提升至", "扩大到", "上升到",
    "降至", "降到", "下降到", "减少到", "控制在", "保持在", "稳定在", "不低于", "不少于", "不超过",
]);

/// Verbs of building clusters of a size: 形成千亿级产业集群.
pub static BUILDING: WordList = WordList::new(&["形成", "打造", "建成", "培育"]);
