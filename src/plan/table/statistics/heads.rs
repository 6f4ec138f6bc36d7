//! The content of each column of a table of statistics.

use super::title::Title;
use crate::plan::lexicon::statistics::{
    AREAS, CATEGORY, COUNTRIES, GOALS, GOODS, GROWTH, INDICATORS, INDUSTRIES, NAMED_AMOUNT,
    PLAIN_AMOUNT, REGIONS, SHARE,
};
use crate::plan::table::cell::{Content, content, fold, folded, pattern, split_unit};
use crate::plan::table::grid::{Cell, Shape};
use crate::plan::table::spanned::merged;
use regex::Regex;
use std::sync::LazyLock;

static SUBJECTS: LazyLock<[(Regex, Subject); 5]> = LazyLock::new(|| {
    [
        (pattern(INDICATORS), Subject::Indicators),
        (pattern(GOODS), Subject::Goods),
        (pattern(INDUSTRIES), Subject::Industries),
        (pattern(COUNTRIES), Subject::Countries),
        (pattern(REGIONS), Subject::Regions),
    ]
});
static IS_CATEGORY: LazyLock<Regex> = LazyLock::new(|| pattern(CATEGORY));
static IS_GROWTH: LazyLock<Regex> = LazyLock::new(|| pattern(GROWTH));
static IS_SHARE: LazyLock<Regex> = LazyLock::new(|| pattern(SHARE));
static IS_PLAIN: LazyLock<Regex> = LazyLock::new(|| pattern(PLAIN_AMOUNT));
static IS_NAMED: LazyLock<Regex> = LazyLock::new(|| pattern(NAMED_AMOUNT));
static IS_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:截?至)?(20\d\d)年?(?:末|底)?(?:绝对数|数|值|实绩|完成数?)?$"));

/// The greatest length of a head, in characters.
const LONGEST: usize = 24;

/// The kind of things that the rows of a table are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Indicators,
    Goods,
    Industries,
    Countries,
    Regions,
}

/// The content of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    Unit,
    /// An amount: its name (empty where the head has none), its unit, and its year (that of the document
    /// where `None`).
    Amount {
        name: String,
        unit: Option<String>,
        year: Option<u16>,
    },
    /// Change over the year before, in percent where `unit` is `None`; `area` names the part of the region
    /// (城市) that it is limited to.
    Growth {
        unit: Option<String>,
        area: Option<String>,
    },
    /// A share, with its name.
    Share {
        name: String,
        unit: Option<String>,
    },
    /// A category, a number, or no content.
    Aside,
    /// An unknown head, with its words.
    Unknown(String),
}

/// Columns that describe the same rows. A table may have two blocks side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub subject: Subject,
    /// Index of the column of names.
    pub name: usize,
    /// Index and content of the columns after it.
    pub columns: Vec<(usize, Column)>,
}

impl Block {
    /// The number of columns with amounts.
    pub(super) fn amounts(&self) -> usize {
        self.columns.iter().filter(|(_, column)| matches!(column, Column::Amount { .. })).count()
    }
}

fn subject(text: &str) -> Option<Subject> {
    SUBJECTS.iter().find(|(words, _)| words.is_match(text)).map(|(_, subject)| *subject)
}

/// The content of a column by its head; `of_growth` is true if the title says that all figures are growth.
fn column(text: &str, of_growth: bool) -> Column {
    let (words, unit) = split_unit(text);
    let bare = words.as_str();
    match () {
        () if bare.is_empty() || IS_CATEGORY.is_match(bare) => Column::Aside,
        () if bare.ends_with("单位") => Column::Unit,
        () if of_growth && AREAS.contains(&bare) => {
            Column::Growth { unit, area: Some(bare.to_owned()) }
        }
        () if IS_GROWTH.is_match(bare) => Column::Growth { unit, area: None },
        () if IS_SHARE.is_match(bare) => Column::Share { name: words, unit },
        () if IS_PLAIN.is_match(bare) => Column::Amount { name: String::new(), unit, year: None },
        () => {
            if let Some(year) = IS_YEAR.captures(bare) {
                return Column::Amount { name: String::new(), unit, year: year[1].parse().ok() };
            }
            let named = unit.is_some() || IS_NAMED.is_match(bare);
            if named && bare.chars().count() <= LONGEST {
                Column::Amount { name: words, unit, year: None }
            } else {
                Column::Unknown(words)
            }
        }
    }
}

/// Whether a row of cells heads a table of statistics: names of rows with an amount, a growth or a share
/// beside them, and no targets.
pub(crate) fn opens(cells: &[Cell]) -> bool {
    let texts: Vec<String> =
        cells.iter().filter(|cell| cell.text.len() <= 120).map(|cell| fold(&cell.text)).collect();
    texts.len() == cells.len()
        && texts.iter().any(|text| subject(text).is_some())
        && !sets_goals(&texts)
        && texts.iter().all(|text| !matches!(content(text), Content::Figure(_)) || is_year(text))
        && texts.iter().any(|text| {
            AREAS.contains(&text.as_str())
                || subject(text).is_none()
                    && matches!(
                        column(text, false),
                        Column::Amount { .. } | Column::Growth { .. } | Column::Share { .. }
                    )
        })
}

/// The number of these lines, with one cell each, that form the header of a table of statistics; 0 where
/// they form none. The name of a row (发电量) may look like a head; after a head of figures it ends the
/// header.
pub(crate) fn header_length(cells: &[&Cell]) -> usize {
    if cells.first().is_none_or(|cell| subject(&folded(&cell.text)).is_none()) {
        return 0;
    }
    let texts: Vec<String> = cells.iter().map(|cell| fold(&cell.text)).collect();
    let mut length = 1;
    let mut figures = false;
    for text in &texts[1..] {
        let head = column(text, false);
        let named = matches!(head, Column::Amount { year: None, .. }) && !IS_PLAIN.is_match(text);
        let known = match head {
            Column::Unit => length == 1,
            Column::Amount { .. } if named => !figures || text.contains('('),
            Column::Amount { .. } | Column::Growth { .. } | Column::Share { .. } => true,
            Column::Aside | Column::Unknown(_) => false,
        };
        if !known || subject(text).is_some() {
            break;
        }
        figures |= head != Column::Unit;
        length += 1;
    }
    if figures && !sets_goals(&texts[..length]) { length } else { 0 }
}

fn is_year(text: &str) -> bool {
    IS_YEAR.is_match(text)
}

fn sets_goals(texts: &[String]) -> bool {
    texts.iter().any(|text| GOALS.iter().any(|goal| text.contains(goal)))
}

/// The blocks of a table; `None` where it is no table of statistics.
pub(super) fn blocks(
    shape: Shape,
    header: &[Vec<Cell>],
    rows: &[Vec<Cell>],
    title: &Title,
) -> Option<Vec<Block>> {
    let texts = match shape {
        Shape::Spaces => in_turn(header),
        _ => merged(header),
    };
    if sets_goals(&texts) {
        return None;
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        // In a table of growth, 城市 beside 农村 names a part of the region, not a list of cities.
        let is_area = title.is_of_growth() && AREAS.contains(&text.as_str());
        if let Some(subject) = subject(text).filter(|_| !is_area) {
            blocks.push(Block { subject, name: at, columns: Vec::new() });
        } else if let Some(block) = blocks.last_mut() {
            block.columns.push((at, column(text, title.is_of_growth())));
        }
    }
    for block in &mut blocks {
        fill_empty(block, rows);
    }
    let holds = |block: &Block| {
        block.columns.iter().any(|(_, column)| {
            matches!(column, Column::Amount { .. } | Column::Growth { .. } | Column::Share { .. })
        })
    };
    (!blocks.is_empty() && blocks.iter().all(holds)).then_some(blocks)
}

/// The words of a header separated by spaces, row after row; a repeated row counts once.
fn in_turn(header: &[Vec<Cell>]) -> Vec<String> {
    let mut rows: Vec<Vec<String>> =
        header.iter().map(|row| row.iter().map(|cell| fold(&cell.text)).collect()).collect();
    rows.dedup();
    rows.concat()
}

/// Joins a head with its column where they are in neighbouring columns: the column under the head is empty
/// in every row, and the next column has figures but no head.
fn fill_empty(block: &mut Block, rows: &[Vec<Cell>]) {
    let printed = |at: usize| {
        rows.iter().filter(|row| row.get(at).is_some_and(|cell| !cell.is_empty())).count()
    };
    for index in 1..block.columns.len() {
        let (left, at) = (block.columns[index - 1].0, block.columns[index].0);
        let cut = block.columns[index].1 == Column::Aside
            && matches!(block.columns[index - 1].1, Column::Amount { .. } | Column::Growth { .. })
            && printed(left) == 0
            && printed(at) * 2 > rows.len();
        if cut {
            block.columns[index].1 =
                std::mem::replace(&mut block.columns[index - 1].1, Column::Aside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell::of(1, text, 0..text.len())).collect()
    }

    #[test]
    fn heads_of_statistics_are_recognised() {
        for heads in [
            &["指标", "单位", "绝对数", "比上年增长（%）"][..],
            &["产品名称", "单位", "产量", "比上年增长（%）"],
            &["国家和地区", "出口额（亿元）", "比上年增长（%）"],
            &["行业", "比上年增长（%）", "行业", "比上年增长（%）"],
            &["指标", "年末数（万人）", "比重（%）"],
            &["指标名称", "2023年", "2024年", "同比增长（%）"],
            &["区域", "规上工业增加值增速（%）", "金额"],
        ] {
            assert!(opens(&cells(heads)), "{heads:?}");
        }
        for heads in [
            &["指标", "单位", "2020年", "2025年目标"][..],
            &["项目名称", "建设内容", "建设年限"],
            &["甲", "乙"],
            &["指标", "5", "6"],
        ] {
            assert!(!opens(&cells(heads)), "{heads:?}");
        }
    }

    #[test]
    fn a_head_beside_its_column_is_joined_with_it() {
        let header = [cells(&["指标", "单位", "绝对数", "比上年增长（%）", ""])];
        let rows = [cells(&["甲量", "亿吨", "5", "", "-3.1"])];
        let blocks = blocks(Shape::Pipes, &header, &rows, &Title::default()).unwrap();
        assert_eq!(blocks[0].columns[3].1, Column::Growth { unit: Some("%".into()), area: None });
        assert_eq!(blocks[0].columns[2].1, Column::Aside);
    }

    #[test]
    fn two_tables_may_stand_side_by_side() {
        let header = [cells(&["行业", "比上年增长（%）", "行业", "比上年增长（%）"])];
        let blocks = blocks(Shape::Pipes, &header, &[], &Title::default()).unwrap();
        assert_eq!(blocks.iter().map(|block| block.name).collect::<Vec<_>>(), [0, 2]);
    }
}
