//! Labels of figures in a table of statistics, complete without the table.

use super::heads::{Block, Subject};
use super::title::Title;
use crate::plan::lexicon::statistics::{AMOUNT_ENDS, TOTALS, WHOLE};

/// The words of a row that form a label.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowName<'r> {
    /// Without 其中, unit and footnote.
    pub name: &'r str,
    /// Name of the row that this one is a part of.
    pub parent: Option<&'r str>,
}

/// The label of an amount in a column named `head` (empty where the head has no name).
pub(super) fn of_amount(block: &Block, title: &Title, row: RowName<'_>, head: &str) -> String {
    let head = printed(head);
    let several = block.amounts() > 1;
    match block.subject {
        Subject::Indicators => {
            let name = with_parent(row);
            if several { format!("{name}{head}") } else { name }
        }
        Subject::Goods => {
            let trade = title.trade().unwrap_or_default();
            if row.name.ends_with(AMOUNT_ENDS) || row.parent.is_some_and(ends_as_amount) {
                return with_parent(row);
            }
            format!("{}{trade}{head}", row.name)
        }
        Subject::Industries => {
            let of = printed(&title.subject());
            let name = if TOTALS.contains(&row.name) { "" } else { row.name };
            if several {
                // 外商直接投资额 is an amount of money; 企业数 counts firms, so 额 is removed.
                format!("{name}{}{head}", of.trim_end_matches('额'))
            } else if of.is_empty() {
                format!("{}{head}", row.name)
            } else {
                format!("{name}{of}")
            }
        }
        Subject::Countries => {
            let preposition =
                if head.contains("进口") && !head.contains("进出口") { "自" } else { "对" };
            let head = if head.is_empty() { printed(&title.subject()) } else { head };
            format!("{preposition}{}{head}", row.name)
        }
        Subject::Regions => {
            let head = if head.is_empty() { printed(&title.subject()) } else { head };
            format!("{}{head}", row.name)
        }
    }
}

/// The label of a growth without an amount before it.
pub(super) fn of_growth(
    block: &Block,
    title: &Title,
    row: RowName<'_>,
    area: Option<&str>,
) -> String {
    let area = area.filter(|area| !WHOLE.contains(area)).unwrap_or_default();
    format!("{area}{}", of_amount(block, title, row, ""))
}

/// The label of a share: that of the amount before it, if there is one.
pub(super) fn of_share(before: Option<&str>, row: RowName<'_>, head: &str) -> String {
    let base = before.map_or_else(|| with_parent(row), str::to_owned);
    format!("{base}{}", printed(head))
}

/// 货物运输总量（铁路）, or the name alone where it names the quantity itself: 境内住户存款 under 各项存款.
pub(super) fn with_parent(row: RowName<'_>) -> String {
    match row.parent {
        Some(parent) if !names_quantity(row.name, parent) => format!("{parent}（{}）", row.name),
        _ => row.name.to_owned(),
    }
}

/// Whether a name ends like its parent's, so that it is complete alone.
fn names_quantity(name: &str, parent: &str) -> bool {
    let core = without_brackets(parent).trim_end_matches(AMOUNT_ENDS);
    let last: Vec<char> = core.chars().rev().take(2).collect();
    let end: String = last.into_iter().rev().collect();
    let name = without_brackets(name).trim_end_matches(AMOUNT_ENDS);
    end.chars().count() == 2 && name.ends_with(&end)
}

fn ends_as_amount(parent: &str) -> bool {
    without_brackets(parent).ends_with(AMOUNT_ENDS)
}

fn without_brackets(name: &str) -> &str {
    name.split(['（', '(']).next().unwrap_or(name)
}

/// The words with full-width brackets and commas, as documents print them; heads and titles are folded.
fn printed(words: &str) -> String {
    words.replace('(', "（").replace(')', "）").replace(',', "，")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_of_a_part_includes_the_whole() {
        for (name, parent, want) in [
            ("铁路", Some("货物运输总量"), "货物运输总量（铁路）"),
            ("境内住户存款", Some("各项存款"), "境内住户存款"),
            ("新能源汽车", Some("汽车"), "新能源汽车"),
            ("住宅", Some("房屋施工面积"), "房屋施工面积（住宅）"),
            ("粗钢", None, "粗钢"),
        ] {
            assert_eq!(with_parent(RowName { name, parent }), want);
        }
    }
}
