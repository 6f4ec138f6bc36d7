//! Ratios: 城乡居民收入比1.45:1, 三次产业结构1.1:76.9:22.0.

use super::worded::{plain, with_hedge};
use crate::plan::lexicon::ratios::{OF_SECTORS, TO_ONE};
use crate::plan::number::numeral;
use crate::plan::number::quantity::Quantity;
use crate::plan::number::unit::at;

/// A ratio to one after words that name one: 城乡居民收入比缩小至1.45:1以内. Other ratios (1:66:33,
/// 1:1备份) are not read.
pub(super) fn to_one(text: &[char], start: usize) -> Option<Quantity> {
    let (value, end) = numeral::number(text, start)?;
    let alone = at(text, end, ":1")
        && text.get(end + 2).is_none_or(|c| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    // In 由1.8:1缩小到1.6:1 the colon of the first ratio ends no clause.
    let clause: String = text[start.saturating_sub(22)..start].iter().collect();
    let clause = clause.rsplit([',', '。', ';', '、']).next().unwrap_or_default();
    if !alone || !TO_ONE.any_in(clause) {
        return None;
    }
    let mut quantity = plain(start, end + 2, value, "");
    quantity.unit = None;
    quantity.words = false;
    Some(with_hedge(text, quantity))
}

/// Whether the number at `start` is a term of 三次产业结构1.1:76.9:22.0.
pub(super) fn structure(text: &[char], start: usize) -> bool {
    let numeric = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ':');
    let from = start - text[..start].iter().rev().take_while(|c| numeric(c)).count();
    let to = start + text[start..].iter().take_while(|c| numeric(c)).count();
    if text[from..to].iter().filter(|c| **c == ':').count() != 2 {
        return false;
    }
    let head: String = text[from.saturating_sub(40)..from].iter().collect();
    head.rsplit('。').next().is_some_and(|clause| OF_SECTORS.any_in(clause))
}
