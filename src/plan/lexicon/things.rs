//! Counted things whose measure word the document leaves out.

use super::word_list::WordList;

/// The measure word of things that follow a number without a unit, as a reader would supply it.
pub const SUPPLIED: &[(&str, &str)] = &[
    ("停车泊位", "个"),
    ("泊位", "个"),
    ("床位", "张"),
    ("公租房", "套"),
    ("保障房", "套"),
    ("志愿服务组织", "个"),
    ("学校", "所"),
    ("幼儿园", "所"),
    ("重大项目", "项"),
    ("项目", "个"),
    ("企业", "家"),
    ("托幼机构", "家"),
    ("足球场", "片"),
    ("小区", "个"),
    ("商圈", "个"),
];

/// Things counted in 人, after a number with only a power: 吸引10万大学生.
#[rustfmt::skip]
pub static PEOPLE: WordList = WordList::new(&[
    "人口", "大学生", "学生", "人才", "居民", "群众", "农民", "人员", "职工", "党员",
]);
