//! Words in the heads of indicator tables.

use super::word_list::WordList;

/// Growth, and change over the period.
pub const GROWTH: &[&str] = &["年均", "增速", "增长", "增幅", "累计", "增减", "变化"];
/// Comparison with the previous year.
pub const ON_YEAR: &[&str] = &["比上年", "较上年", "同比"];
/// Words before the year that a change is compared with: 较2020年增减.
pub const AGAINST_YEAR: &[&str] = &["较20", "比20"];
/// Growth over the whole period. If a word of [`YEARLY`] is beside it, each cell decides.
pub static TOTAL_GROWTH: WordList =
    WordList::new(&["累计", "五年", "较20", "比20", "增减", "变化"]);
pub static YEARLY: WordList = WordList::new(&["年均", "增速", "或", "/"]);
/// Targets.
pub const GOALS: &[&str] = &["目标", "规划", "计划"];
/// A target for the end of the period.
pub const ENDS: &[&str] = &["期末"];
/// The state at the start of a plan.
pub const BASES: &[&str] = &["基期", "基数", "基准", "现状", "期初"];
/// Results (a pattern).
pub const REACHED: &str = r"完成|实际|实现|执行|达到值|达到数|达成|预计|评估值";
/// Verdicts, which say whether a target was met and contain no figures.
pub static VERDICTS: WordList =
    WordList::new(&["完成率", "是否", "与否", "进展情况", "达标情况", "实现程度"]);
/// Offices and remarks.
pub const REMARKS: &[&str] = &["责任", "牵头", "部门", "备注", "说明", "来源", "解释"];
/// Heads of columns without figures: offices, remarks, verdicts.
#[rustfmt::skip]
pub static ASIDE: WordList = WordList::new(&[
    "责任", "牵头", "部门", "备注", "说明", "来源", "依据", "是否", "有无", "与否", "进展", "达标", "程度", "完成率", "完成情况",
    "实现情况", "解释", "口径",
]);
/// Numbers of rows.
pub const NUMBERS: &[&str] = &["序号", "编号"];
/// Binding or expected.
pub const ATTRIBUTES: &[&str] = &["属性", "性质"];
/// Categories of indicators.
pub static CATEGORIES: WordList =
    WordList::new(&["类别", "类型", "领域", "分类", "大类", "维度", "方面"]);

/// The column of labels (a pattern).
pub const LABEL: &str = r"^(?:主要|核心|关键|重点|发展|规划|目标|监测|预期|具体|考核|评价|评估|统计|量化|经济|社会|[一二三]级)*指标(?:名称|项目|内容|体系|项)?(?:\(.{1,6}\))?$";
/// Every word of heads (a pattern).
pub const WORD: &str = r"^[“\x22(]?(?:序号|编号|类别|类型|领域|分类|大类|方面|维度|指标(?:类别|类型|属性|性质)|单位|计量单位|属性|性质|备注|(?:预期|发展|规划|工作|期末|具体|总体|主要)?目标|(?:到|至|截至|较|比)?20\d\d年?.{0,14}|[“\x22]?十[一二三四五六七八九]五[”\x22]?(?:时期|期间)?.{0,6}|基[期数准][值数年]?|期[初末].{0,4}|现状值?|规划(?:目标|值|数|期).{0,4}|目标[值数]|规划目标值|完成(?:情况|数|值|率)|(?:是否|有无)(?:完成|达标)|完成与否|(?:进展|达标)情况|实现(?:程度|情况)|(?:责任|牵头)(?:单位|部门)|预计(?:完成)?[数值]?|总量|绝对[值数量]|数[值额]|增长率|实际(?:值|数|完成)?.{0,3}|数据来源|指标解释|(?:累计|年均|五年)?.{0,2}(?:年均|累计|增速|增幅|增长).{0,10})[”\x22)]?$";
/// Heads of a list of projects (a pattern).
pub const PROJECTS: &str = r"^(?:.{0,4}(?:项目|工程)(?:名称|内容|概况|类别)?|(?:主要)?建设(?:内容|规模|性质|地点|年限|期限|周期|单位|时间|起止).{0,12}|.{0,4}投资(?:额|规模)?(?:\(.{1,6}\))?|(?:责任|牵头|实施|业主)单位)$";
