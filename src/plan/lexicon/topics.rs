//! The subject of a clause.

use super::word_list::WordList;

/// Verbs of a clause about a movement, before its figure.
#[rustfmt::skip]
pub static MOVING: WordList = WordList::new(&[
    "增长", "增势", "连跨", "连续跨", "跨越", "迈上", "跃上", "登上", "再上", "连上", "稳步", "持续", "显著", "大幅", "不断", "快速", "稳定", "平稳",
    "明显", "实现", "逐年", "逐步", "进一步", "增速", "逐季", "逐月", "企稳", "回升", "回暖", "回落", "加快", "保持", "恢复", "止跌", "由负转正", "好于预期", "位居", "跃居", "稳居", "常态化",
]);

/// Parts of a region.
#[rustfmt::skip]
pub static DISTRICTS: WordList = WordList::new(&[
    "中心城区", "主城区", "新城区", "新城", "城区", "远城区", "城镇", "农村", "乡村", "城市", "老城区",
]);

/// Networks that have a length.
#[rustfmt::skip]
pub const NETWORKS: &[&str] = &[
    "轨道交通", "地铁", "高速公路", "公路", "铁路", "绿道",
];

/// Endings of quantities.
#[rustfmt::skip]
pub static MEASURED: WordList = WordList::new(&[
    "总值", "增加值", "产值", "收入", "总额", "投资", "总量", "比重", "人口", "水平", "强度", "面积", "率", "规模", "数量", "总数", "能耗", "浓度",
]);

/// Endings of quantities that may be above those of others: 居民收入增速高于经济增速.
#[rustfmt::skip]
pub static AHEAD_OF_OTHERS: WordList = WordList::new(&[
    "总值", "增加值", "产值", "收入", "总额", "投资", "比重", "占比", "覆盖率", "普及率", "入学率", "寿命", "进出口", "出口", "消费", "工资", "税收", "GDP", "密度",
    "年限", "强度",
]);

/// Endings of quantities of which two may share a goal in words: 单位能耗和碳排放强度.
#[rustfmt::skip]
pub static SHARED_GOALS: WordList = WordList::new(&[
    "能耗", "消耗", "水耗", "物耗", "用水量", "排放", "排放量", "排放强度", "强度", "浓度", "总量", "比例", "比率", "率", "天数", "降低", "下降", "减少", "减排",
]);

/// Adverbs before the words of being above others.
pub static AHEAD_MANNERS: WordList = WordList::new(&["均", "也", "继续", "力争", "略", "要", "将"]);

/// Words for a growth at the end of the name of a quantity: 居民收入增速.
pub static GROWING: WordList = WordList::new(&[
    "年均增速",
    "年均增长",
    "增长速度",
    "年均增幅",
    "增速",
    "增幅",
    "增长率",
    "增长",
]);

/// Ends of titles that name what is measured, beside the ends of what is measured.
pub const TITLES: &[&str] =
    &["进出口", "出口", "进口", "消费", "用电量", "利用外资", "招商引资", "居民消费价格"];

/// Endings of things that have a size and grow.
pub static TRADES: WordList = WordList::new(&[
    "产业",
    "业",
    "经济",
    "集群",
    "产业链",
    "市场",
    "贸易",
    "金融",
    "消费",
    "电商",
    "物流",
    "班列",
]);

/// Words after an amount that was reached as a step, which make it a lower bound.
#[rustfmt::skip]
pub static HIGH_STEPS: WordList = WordList::new(&[
    "新", "大关", "关口", "大台阶",
]);

/// Endings of totals.
#[rustfmt::skip]
pub const TOTALS: &[&str] = &[
    "总量", "总值", "GDP", "总收入",
];
