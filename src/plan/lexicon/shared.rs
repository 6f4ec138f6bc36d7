//! Words that several subjects of one clause share.

use super::word_list::WordList;

/// Endings of complete names, which take no ending from a later name.
#[rustfmt::skip]
pub static COMPLETE: WordList = WordList::new(&[
    "值", "收入", "额", "量", "数", "率", "规模", "投资", "利润", "税收", "支出", "比重", "占比",
]);

/// Periods before an amount of money: 分别提高到每月520元和每年4200元.
pub static PER_TIME: WordList =
    WordList::new(&["每月", "每年", "每人每月", "每人每年", "月均", "年均"]);

/// Words that count the things named before them.
#[rustfmt::skip]
pub const COUNTS: &[&str] = &[
    "两大主导", "三大主导", "四大主导", "两大支柱", "三大支柱", "四大支柱", "三大优势", "两大优势", "两个", "三个", "四个", "两大", "三大", "四大",
];

/// Units of output for which energy, water or emissions are measured.
#[rustfmt::skip]
pub const EACH_UNIT: &[&str] = &[
    "单位国内生产总值", "单位地区生产总值", "单位生产总值", "单位GDP", "万元国内生产总值", "万元地区生产总值", "万元GDP",
];

/// Endings that occur once in a list, after its last name: 新材料、食品医药产业产值.
#[rustfmt::skip]
pub const ENDINGS: &[&str] = &[
    "在园幼儿", "产业集群产值", "产业集群规模", "产业产值", "产业增加值", "产业规模", "总产值", "产值", "营业收入", "财政收入", "居民人均可支配收入", "人均可支配收入", "人均纯收入", "贷款", "进出口", "断面水质优良比例", "断面水质优良率", "断面水质达标率",
];

/// Words that compare outcomes with their goals.
#[rustfmt::skip]
pub static AGAINST_GOALS: WordList = WordList::new(&[
    "比预期目标", "比年度目标", "比计划目标",
]);

/// Words for a distance from the figures of others.
pub static APART: WordList = WordList::new(&["高于", "低于", "快于", "慢于", "好于"]);

/// Quantities used or emitted for each unit of output.
#[rustfmt::skip]
pub const USED: &[&str] = &[
    "能源消耗", "能耗", "二氧化碳排放", "碳排放", "用水量", "水耗",
];

/// Endings of quantities that may double.
#[rustfmt::skip]
pub static DOUBLING: WordList = WordList::new(&[
    "总量", "总值", "收入", "产值", "总额", "增加值", "企业", "数量", "企业数",
]);
