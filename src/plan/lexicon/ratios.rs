//! Names of ratios.

use super::word_list::WordList;

/// Ratios to one: 城乡居民收入比.
pub static TO_ONE: WordList = WordList::new(&[
    "收入比",
    "消费比",
    "师生比",
    "床护比",
    "医护比",
    "之比",
    "存贷比",
    "收入倍差",
]);

/// How far two things are apart, as a multiple: 城乡居民收入差距2.4倍.
pub const GAPS: &[&str] = &["差距", "收入比", "之比", "倍差", "收入比值"];

/// Ratios of the three sectors.
pub static OF_SECTORS: WordList = WordList::new(&["产业结构", "三次产业"]);

/// Beginnings of labels that count for so many: 每千名老年人拥有养老床位.
pub static FOR_SO_MANY: WordList = WordList::new(&["每千", "每万", "每百"]);
