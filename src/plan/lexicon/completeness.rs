//! Words by which a text says that it is not all of its document.

/// In a title: an excerpt.
pub const EXCERPTS: &[&str] = &["节选", "摘要", "摘登", "摘编", "选登"];
/// In the title of a section that holds the indicator table.
pub const GOALS: &[&str] = &["目标", "指标"];
/// At the beginning of a note to a table.
pub const NOTES: &[&str] = &["注", "备注", "说明", "数据来源", "资料来源"];
/// In a footnote that says how something is counted.
pub const DEFINING: &[&str] = &["是指", "指的是", "包括"];
