//! Words for the size of a thing.

use super::word_list::WordList;

/// Nouns whose size is a threshold: 产值超50亿元的企业.
#[rustfmt::skip]
pub static SIZES: WordList = WordList::new(&[
    "投资", "产值", "税收", "收入", "纳税", "规模", "面积", "资产", "营收", "市值", "跨度", "估值", "投资额", "GDP", "生产总值", "总量",
    "交易额", "销售额", "营业额", "主营业务收入",
]);

/// Things directly after a size: 投资50亿元以上项目.
#[rustfmt::skip]
pub static SIZED: WordList = WordList::new(&[
    "项目", "工业项目", "服务业项目", "产业项目", "企业", "重大项目", "龙头企业", "产业", "园区", "集群", "工业", "民营企业",
]);

/// Things named by their size and counted after it: 500亿级产业集群1个.
pub const CLUSTERS: &[&str] =
    &["特色产业集群", "产业集群", "集群", "产业", "龙头企业", "企业", "园区", "产业园区", "产业链"];

/// Labels that are incomplete without the thing they belong to.
#[rustfmt::skip]
pub const GENERIC: &[&str] = &[
    "营业收入", "产值", "总投资", "增加值", "估算总投资", "税收", "面积", "占比", "总产值", "投资额", "总面积", "占地区生产总值比重", "占地面积", "投资",
    "总长", "总规模", "总收入", "占GDP比重", "完成投资", "建筑面积", "年度投资", "年度计划投资", "年度完成投资", "计划投资", "总金额",
];

/// Sizes of firms, which name no thing by themselves: 主营业务收入300亿元、税收15亿元.
#[rustfmt::skip]
pub const SIZES_OF_FIRMS: &[&str] = &[
    "主营业务收入", "主营收入", "营业收入", "营业总收入", "销售收入", "销售额", "工业总产值", "总产值", "产值", "利润总额", "利润", "利税", "税收",
];

/// Names of an output without what is grown: 粮食稳产丰收,产量达到5亿斤.
pub const OUTPUTS: &[&str] = &["产量", "总产", "总产量"];

/// Quantities of a thing whose movement the clause before describes: 数字经济加快发展,规模达到2万亿元.
pub const SCALES: &[&str] = &[
    "规模",
    "总规模",
    "产业规模",
    "产值",
    "总产值",
    "营业收入",
    "营收",
    "增加值",
    "产值规模",
    "总量",
    "数量",
    "产量",
    "开行",
];

/// Levels that select some of the things named before.
pub static LEVELS: WordList =
    WordList::new(&["国家级", "省级", "部级", "市级", "区级", "县级", "省部级"]);

/// Quantities of a whole and its parts.
pub const PART_OF: &[&str] = &[
    "集装箱吞吐量",
    "货物吞吐量",
    "吞吐量",
    "总产值",
    "产值",
    "增加值",
    "产量",
    "交易额",
    "销售额",
    "保有量",
    "授权量",
    "申请量",
];

/// Sizes of a single project, several of which may be printed.
pub static PROJECT_SIZES: WordList =
    WordList::new(&["总建筑面积", "建筑面积", "占地面积", "占地", "总投资", "总面积"]);

/// Words for the population that a number refers to: 每万人口拥有发明专利.
#[rustfmt::skip]
pub const EACH: &[&str] = &[
    "每万人口", "每万人", "每千人口", "每千人", "每百人", "每百户", "每千名老年人", "人均", "户均",
];

/// Units of money, area, length, mass and power.
pub static SIZE_UNITS: WordList = WordList::new(&["元", "平方", "公里", "亩", "吨", "千瓦"]);
