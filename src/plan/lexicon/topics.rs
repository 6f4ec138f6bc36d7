//! The subject of a clause.

/// Verbs of a clause about a movement, before its figure.
#[rustfmt::skip]
pub const MOVING: &[&str] = &[
    "增长", "增势", "连跨", "连续跨", "跨越", "迈上", "跃上", "登上", "再上", "连上", "稳步", "持续", "显著", "大幅", "不断", "快速", "稳定", "平稳",
    "明显", "实现", "逐年", "逐步", "进一步", "增速", "逐季", "逐月", "企稳", "回升", "回暖", "回落", "加快", "保持", "恢复", "止跌", "由负转正", "好于预期",
];

/// Parts of a region.
#[rustfmt::skip]
pub const DISTRICTS: &[&str] = &[
    "中心城区", "主城区", "新城区", "新城", "城区", "远城区", "城镇", "农村", "乡村", "城市", "老城区",
];

/// Networks that have a length.
#[rustfmt::skip]
pub const NETWORKS: &[&str] = &[
    "轨道交通", "地铁", "高速公路", "公路", "铁路", "绿道",
];

/// Endings of quantities.
#[rustfmt::skip]
pub const MEASURED: &[&str] = &[
    "总值", "增加值", "产值", "收入", "总额", "投资", "总量", "比重", "人口", "水平", "强度", "面积", "率", "规模", "数量", "总数", "能耗", "浓度",
];

/// Ends of titles that name what is measured, beside the ends of what is measured.
pub const TITLES: &[&str] =
    &["进出口", "出口", "进口", "消费", "用电量", "利用外资", "招商引资", "居民消费价格"];

/// Words after an amount that was reached as a step, which make it a lower bound.
#[rustfmt::skip]
pub const HIGH_STEPS: &[&str] = &[
    "新", "大关", "关口", "大台阶",
];

/// Endings of totals.
#[rustfmt::skip]
pub const TOTALS: &[&str] = &[
    "总量", "总值", "GDP", "总收入",
];
