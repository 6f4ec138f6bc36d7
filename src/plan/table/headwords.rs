//! The words that headers are made of, and which rows they make headers of.

use super::cell::{Content, content, fold, pattern};
use super::grid::Cell;
use regex::Regex;
use std::sync::LazyLock;

/// Heads of the column of labels.
pub(super) static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:主要|核心|关键|重点|发展|规划|目标|监测|预期|具体|考核|评价|评估|统计|量化|经济|社会|[一二三]级)*指标(?:名称|项目|内容|体系|项)?(?:\(.{1,6}\))?$",
    )
});
static WORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[“\x22(]?(?:序号|编号|类别|类型|领域|分类|大类|方面|维度|指标(?:类别|类型|属性|性质)|单位|计量单位|属性|性质|备注|(?:预期|发展|规划|工作|期末|具体|总体|主要)?目标|(?:到|至|截至|较|比)?20\d\d年?.{0,14}|[“\x22]?十[一二三四五六七八九]五[”\x22]?(?:时期|期间)?.{0,6}|基[期数准][值数年]?|期[初末].{0,4}|现状值?|规划(?:目标|值|数|期).{0,4}|目标[值数]|规划目标值|完成(?:情况|数|值|率)|(?:是否|有无)(?:完成|达标)|完成与否|(?:进展|达标)情况|实现(?:程度|情况)|(?:责任|牵头)(?:单位|部门)|预计(?:完成)?[数值]?|实际(?:值|数|完成)?.{0,3}|数据来源|指标解释|(?:累计|年均|五年)?.{0,2}(?:年均|累计|增速|增幅|增长).{0,10})[”\x22)]?$",
    )
});

static PROJECTS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:.{0,4}(?:项目|工程)(?:名称|内容|概况|类别)?|(?:主要)?建设(?:内容|规模|性质|地点|年限|期限|周期|单位|时间|起止).{0,12}|.{0,4}投资(?:额|规模)?(?:\(.{1,6}\))?|(?:责任|牵头|实施|业主)单位)$",
    )
});

/// Whether a cell heads the column of labels.
pub(super) fn is_label(text: &str) -> bool {
    text.len() <= 60 && LABEL.is_match(&fold(text))
}

/// Whether a cell is one of the words headers are made of.
pub(super) fn is_word(text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let text = fold(text);
    LABEL.is_match(&text) || (WORD.is_match(&text) && text.chars().count() <= 16)
}

/// Whether a row heads an indicator table: a column of labels, and one more word.
pub(super) fn opens(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| is_label(&cell.text))
        && cells.iter().filter(|cell| is_word(&cell.text)).count() >= 2
}

/// Whether a row has a column of labels and nothing but short words beside it, known or not.
pub(super) fn may_open(cells: &[Cell]) -> bool {
    let word = |cell: &Cell| {
        cell.is_empty()
            || is_word(&cell.text)
            || cell.text.chars().count() <= 20 && content(&cell.text) == Content::Text
    };
    cells.iter().any(|cell| is_label(&cell.text))
        && cells.iter().filter(|cell| !cell.is_empty()).count() >= 2
        && cells.iter().all(word)
}

/// Whether a row heads a list of projects: what is to be built, where, for how much.
pub(super) fn lists_projects(cells: &[Cell]) -> bool {
    let words = cells.iter().filter(|cell| cell.text.len() <= 60);
    let words: Vec<String> = words.map(|cell| fold(&cell.text)).collect();
    let named = words.iter().any(|word| word.ends_with("名称") || word.starts_with("建设内容"));
    named
        && !words.iter().any(|word| LABEL.is_match(word))
        && words.iter().filter(|word| PROJECTS.is_match(word)).count() >= 2
}
