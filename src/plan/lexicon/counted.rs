//! Words beside counted things.

use super::word_list::WordList;

/// Verbs of a present state: 集聚100家, 辐射34个国家.
#[rustfmt::skip]
pub const STANDING: &[&str] = &[
    "集聚", "聚集", "汇聚", "拥有", "具有", "配有", "设有", "建有", "配备", "辐射", "覆盖",
    "严守", "坚守", "守住", "守牢",
];

/// Words after things that exist already: 7个实验室实体化运营.
pub static RUNNING: WordList = WordList::new(&[
    "运营",
    "运行",
    "实现“",
    "同时建设",
    "同时推进",
    "达到",
    "达标",
    "稳步发展",
    "开展业务",
]);

/// Verbs that are part of the name of counted things: 引进企业5家.
pub const NAMED_WITH: &[&str] = &["引进", "吸引", "改造", "扩大", "增加", "直达"];

/// Words directly after a number that begin no name.
#[rustfmt::skip]
pub static VERBS_BEHIND: WordList = WordList::new(&[
    "以", "并", "实现", "达到", "完成", "促进", "推动", "提前", "创建", "创成", "力争", "坚持", "保持", "等", "和", "及", "、", "纳入",
    "台阶", "目标", "量级", "支持", "缓解", "确保", "不断", "有效", "迈进", "产值规模", "的目标", "水平", "规模", "的水平", "大关", "一批", "推行",
    "成功", "争取", "两个", "三个", "四个", "大台阶", "新台阶",
]);

/// Verbs after a number of people who receive something: 3.1万人享受最低生活保障.
pub static RECEIVING: WordList = WordList::new(&["享受", "领取"]);
