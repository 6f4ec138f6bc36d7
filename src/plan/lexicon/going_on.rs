//! Words for the progress of things, after their name.

use super::word_list::WordList;

/// Endings of a clause that are not part of the name of counted things: 25个重大项目加快建设.
#[rustfmt::skip]
pub static GOING_ON: WordList = WordList::new(&[
    "加快建设", "加快推进", "加速推进", "扎实推进", "有序推进", "稳步推进", "顺利推进", "全面推进", "深入推进", "加速建设",
    "全部完成", "全面完成", "顺利完成", "圆满完成", "基本完成", "如期完成", "顺利实施", "有序实施", "高效运营", "高效运行", "平稳运行", "稳定运行",
    "加快发展", "多出成果", "落地见效", "落实落地", "取得积极进展", "实体化运营", "同时建设", "集中开工", "全部出列", "全部摘帽",
    "如期退出", "如期出列", "如期摘帽", "全部退出", "顺利退出", "成功摘帽",
]);

/// Adverbs between the name of a thing and the verb: 深化改革项目系统推进.
#[rustfmt::skip]
pub static MANNERS: WordList = WordList::new(&[
    "系统", "统筹", "协同", "一体", "有序", "扎实", "全力", "深入", "稳步", "加快", "加速", "全部", "全面", "顺利", "集中", "持续",
]);
