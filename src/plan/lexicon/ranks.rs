//! Words of ranks.

use super::word_list::WordList;

/// Verbs and nouns before a rank: 位居全省第8位.
pub static RANKED: WordList = WordList::new(&[
    "排名",
    "位次",
    "位居",
    "位列",
    "名列",
    "稳居",
    "跻身",
    "进入",
    "保持",
    "跃升",
    "跃居",
    "升至",
    "进至",
    "跃至",
    "前移至",
    "荣登",
    "百强",
    "榜",
    "上升到",
    "上升至",
    "前移到",
    "晋升到",
    "提升到",
    "提升至",
    "排",
    "列",
    "居",
]);

/// Verbs of a movement by a number of ranks: 较上年前移2位.
pub static RANKS_MOVED: WordList =
    WordList::new(&["前移", "后移", "上升", "提升", "晋升", "前进", "下降", "后退"]);

/// The group of a rank, directly before it: 全国第4.
pub static AMONG: WordList = WordList::new(&[
    "全国",
    "全省",
    "全市",
    "中部",
    "中部地区",
    "中部六省",
    "西部",
    "东部",
    "全球",
    "世界",
    "亚洲",
    "中心城区",
    "同类城市",
    "副省级城市",
    "省会城市",
    "地级市",
    "全区",
    "国内",
    "省内",
]);

/// Quantities of a thing named before by which it is ranked: 增速全国第2.
pub static RANKED_BY: WordList =
    WordList::new(&["增速", "增幅", "总量", "规模", "数量", "总数", "总额"]);

/// The groups in which a region is ranked: 全省十强.
pub static PLACES: WordList = WordList::new(&["全国", "全省", "全市", "中部", "西部"]);

/// Verbs for a rank that is to be reached.
pub static REACHING: WordList = WordList::new(&[
    "冲刺", "进入", "跻身", "迈入", "挺进", "跨入", "进军", "争进", "闯进", "进位",
]);

/// Verbs that end the name of a ranked thing.
#[rustfmt::skip]
pub static RANK_VERBS: WordList = WordList::new(&[
    "跃居", "位居", "位列", "名列", "稳居", "跻身", "排名", "进入", "居全", "列全", "排全", "升至", "进至", "跃至", "前移至",
]);

/// Verbs of a clause that gives only the rank of its subject: 经济总量位居全国前十,达到900亿元.
pub static RANKED_TOPIC: WordList = WordList::new(&["位居", "跃居", "稳居"]);

/// Words between the name of a ranked thing and its rank.
#[rustfmt::skip]
pub static BEFORE_RANK: WordList = WordList::new(&[
    "位居", "位列", "名列", "稳居", "跻身", "进入", "保持", "排名", "居", "排", "为", "跃升", "在", "列", "升至", "挺进", "力争",
    "继续", "将", "均", "连续", "由", "从", "上升到", "上升至", "前移到", "提升到", "提升至", "跃升至", "跃升到", "分", "分别",
]);

/// Others than the region: for a city all of them, for a province from the second on, for the nation from
/// the fifth on.
pub const OTHERS: &[&str] = &["全省", "全国", "我国", "国内", "全球", "世界"];

/// Statistics of the region itself that begin like those of others.
pub const AT_HOME: &[&str] = &["国内旅游", "国内游客", "国内贸易", "国内贷款", "国内航线"];

/// Nouns that name a rank.
pub static RANK_NOUNS: WordList = WordList::new(&["排名", "位次", "排位"]);
/// Ends of verbs that give each thing of a list its rank, after 分: 分列第二、第四位.
pub static RANKED_EACH: WordList = WordList::new(&["列", "居", "别"]);
