//! Words for growth.

use super::word_list::WordList;

/// Words for annual growth.
pub static GROWTH: WordList = WordList::new(&[
    "年均增长率",
    "年均增长",
    "年均增速",
    "年均递增",
    "年平均增长",
    "年均增幅",
    "年增长",
    "年增速",
    "年递增",
    "增速",
    "年均提高",
    "年均增加",
    "年增长率",
    "增长率",
    "年均复合增长率",
    "增幅",
    "涨幅",
]);

/// Verbs of a rise, directly before its number.
pub static RISES: WordList = WordList::new(&[
    "提高", "提升", "增加", "增长", "上升", "上涨", "提质", "回升", "增产", "升值", "改善", "提标",
]);

/// Names of the previous year, at the end of a head: 较上年末.
#[rustfmt::skip]
pub static LAST_YEAR: WordList = WordList::new(&[
    "上年同期", "去年同期", "上年末", "去年末", "上年底", "去年底", "上年", "去年", "年初", "期初",
]);

/// Words that compare a figure with the previous year.
pub static ON_YEAR: WordList =
    WordList::new(&["同比", "比上年", "较上年", "比去年", "较去年", "与上年"]);

/// Ends of names that are themselves a rate of growth or of fall: 社会消费品零售总额降幅.
pub static RATES_OF_CHANGE: WordList = WordList::new(&["降幅", "增幅", "涨幅", "增速", "跌幅"]);

/// Verbs between two counts of the same things: 40个部门整合调整为33个.
#[rustfmt::skip]
pub static REGROUPED: WordList = WordList::new(&[
    "整合调整为", "优化调整为", "调整为", "优化整合为", "整合为", "优化为", "精简为", "精简到", "精简至", "压减为", "压减到", "压减至", "压缩为",
    "压缩到", "压缩至", "减少到", "减少至", "缩减到", "缩减至", "合并为", "归并为", "减至", "减为", "降至",
]);

/// Beginnings and ends of a phrase that says how a growth is calculated: 剔除退税因素后, 按自然口径.
pub static BASIS_BEGINS: WordList = WordList::new(&["剔除", "扣除", "按", "同口径"]);
pub static BASIS_ENDS: WordList =
    WordList::new(&["因素后", "因素", "影响后", "影响", "口径", "口径计算"]);

/// Clauses that exclude prices from the growth after them.
pub const PRICES_OUT: &[&str] = &[
    "扣除价格因素",
    "扣除价格因素影响",
    "剔除价格因素",
    "扣除物价因素",
    "按可比价格计算",
    "按不变价格计算",
];

/// Words before a verb of change that make it one of each year.
pub static A_YEAR: WordList = WordList::new(&["年均", "每年", "年平均"]);

/// Ends of a phrase that says how the figure before is converted: 按平均汇率折算.
pub static CONVERTED: WordList = WordList::new(&["折算", "折合", "换算"]);

/// Endings of shares and rates.
pub static SHARES: WordList =
    WordList::new(&["率", "比重", "占比", "比例", "比率", "水平", "能力"]);
