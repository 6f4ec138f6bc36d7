//! Order of the cells of a comparison.

use crate::api::ask::parameters::Order;
use crate::compare::Figure;
use crate::compare::answer::Cell;
use crate::domain::text::Text;
use rust_decimal::Decimal;

/// A figure that cells can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Rank,
    Base,
    Target,
    Change,
    ChangePercent,
    AnnualGrowth,
    StatedGrowth,
}

impl Order for Key {
    const KEYS: &'static [(&'static str, Self)] = &[
        ("rank", Self::Rank),
        ("base", Self::Base),
        ("target", Self::Target),
        ("change", Self::Change),
        ("change_percent", Self::ChangePercent),
        ("annual_growth", Self::AnnualGrowth),
        ("stated_growth", Self::StatedGrowth),
    ];
    const DEFAULT: Option<Self> = None;
    const REFUSED: Text = Text::of("no figure to sort by", "不是可供排序的数值");
}

/// Sorts cells. Those without the figure come last either way; equal figures keep their order.
pub fn sort(cells: &mut [Cell], key: Key, descending: bool) {
    cells.sort_by(|one, other| match (figure(key, one), figure(key, other)) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    });
}

fn figure(key: Key, cell: &Cell) -> Option<Decimal> {
    let value = |figure: &Option<Figure>| figure.as_ref()?.value;
    match key {
        Key::Rank => cell.rank.map(Decimal::from),
        Key::Base => value(&cell.base),
        Key::Target => value(&cell.target),
        Key::Change => cell.derived.change,
        Key::ChangePercent => cell.derived.change_percent,
        Key::AnnualGrowth => cell.derived.annual_growth,
        Key::StatedGrowth => value(&cell.stated_growth),
    }
}
