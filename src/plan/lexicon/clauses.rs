//! Words at the edges of clauses and labels.

use super::word_list::WordList;

/// Verbs that begin a clause where punctuation was lost.
#[rustfmt::skip]
pub static STRONG: WordList = WordList::new(&[
    "新增", "新建", "累计完成", "累计", "力争", "确保", "建成", "实现", "争取", "引进", "吸引", "开展", "完成",
]);

/// Endings of names of firms, trades and places before the verb of their figure.
#[rustfmt::skip]
pub const FIRMS: &[&str] = &[
    "企业", "产业", "制造业", "服务业", "建筑业", "行业", "园区", "开发区", "国家", "国家和地区",
];

/// Verbs that end the name of counted things.
#[rustfmt::skip]
pub static CUTS: WordList = WordList::new(&[
    "实现", "推动", "推进", "促进", "形成", "带动", "提升", "力争", "打造", "保障", "坚持", "支持", "加强", "大力", "完善", "进一步", "对经济", "全面建成",
    "基本建成", "新增",
]);

/// Spans of years at the end of a label.
#[rustfmt::skip]
pub static LOOSE_SPANS: WordList = WordList::new(&[
    "过去五年", "五年间", "五年来", "五年",
]);

/// Words at the end of a label that say how often or against what.
#[rustfmt::skip]
pub static LOOSE_ENDS: WordList = WordList::new(&["同比", "环比", "常年", "长期", "历史性", "同口径", "断崖式"]);

/// Beginnings of labels that name a part of the year.
#[rustfmt::skip]
pub static PARTS_OF_YEAR: WordList = WordList::new(&["前三季度", "上半年", "前11个月", "前10个月", "一季度", "二季度", "三季度", "四季度", "1-11月", "1-10月", "1-9月"]);

/// Words between a word of growth and its number: 增长不低于.
#[rustfmt::skip]
pub static CORE_FILLERS: WordList = WordList::new(&[
    "不低于", "不少于", "至少", "超过", "突破", "大于", "高于", "左右", "力争", "达到", "为", "达", "保持在", "控制在", "稳定在", "保持", "在", "不超过",
    "累计", "再",
]);

/// Words before a year from which a figure counts: 由2015年的141家.
#[rustfmt::skip]
pub const BEFORE_YEAR: &[&str] = &[
    "由", "从", "自", "比", "较", "在", "是", "升至", "提升至", "增至", "增加到", "提高到", "跃升为", "达到", "调整为", "于",
];

/// Words before a year at the beginning of a clause: 力争到2025年.
#[rustfmt::skip]
pub const BEFORE_LEAD: &[&str] = &["力争", "争取", "确保", "预计", "计划", "其中", "到", "至", "在", "于", "并", "展望"];

/// Endings of statistics that may be those of the nation or the province.
#[rustfmt::skip]
pub const OTHERS_STATISTICS: &[&str] = &[
    "率", "总量", "GDP", "生产总值", "收入", "人口", "比重", "水平", "增速", "总额", "投资", "强度", "增加值", "寿命",
];

/// Words for more than one year.
#[rustfmt::skip]
pub static SEVERAL: WordList = WordList::new(&[
    "累计", "五年", "5年", "年均", "期间", "以来",
]);

/// Spans of an annual mean: 两年年均增长.
#[rustfmt::skip]
pub static MEAN_SPANS: WordList = WordList::new(&[
    "两年", "三年", "四年", "五年",
]);

/// Words after a number of years in a span.
pub const YEAR_SPANS: &[&str] = &["年来", "年间", "年内", "年共", "年"];
