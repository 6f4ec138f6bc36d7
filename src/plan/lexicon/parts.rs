//! Names of parts, which are completed by the whole before them.

use super::word_list::WordList;

/// Endings of parts of a region, whose things are counted apart.
pub static PLACE_ENDS: WordList = WordList::new(&[
    "地区",
    "城区",
    "县城",
    "农村",
    "乡村",
    "区域",
    "新区",
    "开发区",
    "高新区",
    "经开区",
]);

/// The two halves of trade.
pub const TRADE: &[&str] = &["出口", "进口", "出口额", "进口额", "出口总额", "进口总额"];
/// Names whose trade is the whole trade of a region.
pub static ALL_TRADE: WordList = WordList::new(&[
    "外贸",
    "货物",
    "货物贸易",
    "对外贸易",
    "全市",
    "全省",
    "全国",
    "全区",
    "全县",
]);

/// Pupils and students by year of school.
pub static PUPILS: WordList = WordList::new(&["招生", "在校生", "在校学生", "毕业生"]);

/// Endings of kinds of schools.
pub static SCHOOLS: WordList =
    WordList::new(&["学校", "高中", "初中", "小学", "中学", "高校", "院校", "幼儿园"]);

/// Grades; a longer one precedes its own ending.
pub const GRADES: &[&str] =
    &["较好", "良好", "好", "一般", "较差", "很差", "差", "达标", "未达标", "优", "良", "合格"];

/// Endings of the names of kinds of firms, trades and goods.
pub static KINDS: WordList = WordList::new(&["企业", "业", "类", "店", "超市", "供应业", "单位"]);
/// Quantities of such kinds.
#[rustfmt::skip]
pub static MEASURED_IN: WordList = WordList::new(&[
    "利润总额", "利润", "增加值", "零售额", "总产值", "产值", "营业收入", "销售额", "投资", "税收",
]);

/// Two counts of the same thing: 发明专利申请量、授权量. The second may leave out the thing.
pub const PAIRS: &[(&str, &str)] = &[
    ("申请量", "授权量"),
    ("申请数", "授权数"),
    ("出栏量", "存栏量"),
    ("出栏", "存栏"),
    ("存款余额", "贷款余额"),
    ("开工面积", "竣工面积"),
    ("销售面积", "销售额"),
    ("起数", "死亡人数"),
];
