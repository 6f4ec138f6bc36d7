//! Bounds: words before and after a number that mean at least, at most or about.

use super::word_list::WordList;

use crate::domain::Comparator;

/// Bounds printed before the number: 突破2000亿元.
pub const BOUNDS: &[(&str, Comparator)] = &[
    ("不少于", Comparator::Ge),
    ("不低于", Comparator::Ge),
    ("不小于", Comparator::Ge),
    ("不得少于", Comparator::Ge),
    ("至少达到", Comparator::Ge),
    ("至少", Comparator::Ge),
    ("严守", Comparator::Ge),
    ("坚守", Comparator::Ge),
    ("守住", Comparator::Ge),
    ("守牢", Comparator::Ge),
    ("跃上", Comparator::Ge),
    ("不超过", Comparator::Le),
    ("不高于", Comparator::Le),
    ("不大于", Comparator::Le),
    ("不多于", Comparator::Le),
    ("不突破", Comparator::Le),
    ("控制在", Comparator::Le),
    ("控制", Comparator::Le),
    ("低于", Comparator::Lt),
    ("小于", Comparator::Lt),
    ("少于", Comparator::Lt),
    ("不足", Comparator::Lt),
    ("不到", Comparator::Lt),
    ("突破", Comparator::Gt),
    ("超过", Comparator::Gt),
    ("大于", Comparator::Gt),
    ("高于", Comparator::Gt),
    ("多于", Comparator::Gt),
    ("超出", Comparator::Gt),
    ("超", Comparator::Gt),
    ("逾", Comparator::Gt),
    ("实现过", Comparator::Gt),
    ("过", Comparator::Gt),
    ("大约", Comparator::Approx),
    ("接近", Comparator::Approx),
    ("约为", Comparator::Approx),
    ("约", Comparator::Approx),
    ("近", Comparator::Approx),
    (">=", Comparator::Ge),
    ("≥", Comparator::Ge),
    ("<=", Comparator::Le),
    ("≤", Comparator::Le),
    (">", Comparator::Gt),
    ("<", Comparator::Lt),
];

/// Nouns that end in 能.
pub static POWERS: WordList = WordList::new(&[
    "产能", "动能", "功能", "节能", "储能", "核能", "职能", "技能", "智能", "性能", "效能", "热能",
]);

/// Words that end in 过 and are no bound: 通过.
pub static NO_PASSING: WordList =
    WordList::new(&["通过", "经过", "度过", "渡过", "走过", "不过", "见过"]);

/// Verbs of reaching an amount as a step: 迈上2万亿元新台阶.
pub static STEPPING: WordList = WordList::new(&["迈上", "站上", "登上", "踏上", "再上", "跨上"]);
/// Verbs of passing an amount: 跨越千亿元大关.
pub static PASSING: WordList = WordList::new(&["跨越", "跨过", "迈过", "越过", "冲破", "站稳"]);

/// Bounds printed after the number and its unit; a longer one precedes its own ending.
pub const HEDGES: &[(&str, Comparator)] = &[
    ("及其以上", Comparator::Ge),
    ("(含)以上", Comparator::Ge),
    ("及以上", Comparator::Ge),
    ("以上", Comparator::Ge),
    ("及以下", Comparator::Le),
    ("以下", Comparator::Le),
    ("之内", Comparator::Le),
    ("以内", Comparator::Le),
    ("左右", Comparator::Approx),
    ("上下", Comparator::Approx),
];
