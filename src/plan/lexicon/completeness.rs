//! Words that show that a text is not the whole document.

use super::word_list::WordList;

/// Words for an excerpt in a title.
pub static EXCERPTS: WordList = WordList::new(&["节选", "摘要", "摘登", "摘编", "选登"]);
/// Words in the title of a section with the indicator table.
pub const GOALS: &[&str] = &["目标", "指标"];
/// Words at the beginning of a note to a table.
pub static NOTES: WordList = WordList::new(&["注", "备注", "说明", "数据来源", "资料来源"]);
/// Words in a footnote that defines how something is counted.
pub static DEFINING: WordList = WordList::new(&["是指", "指的是", "包括"]);
/// Ends of titles of definitions of indicators.
pub static EXPLAINED_INDICATORS: WordList = WordList::new(&["指标注释", "指标解释", "指标说明"]);
/// Ends of titles of definitions of terms, at the end of a report.
#[rustfmt::skip]
pub static EXPLAINED_TERMS: WordList = WordList::new(&[
    "名词解释", "名词注释", "名词说明", "用语解释", "用语说明", "词语解释", "词语说明", "术语解释", "缩略语解释",
]);
