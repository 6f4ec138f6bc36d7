//! Ranks in words: 前十位, 全省十强. The rule `rules::rank` reads them.

use super::worded::plain;
use crate::plan::lexicon::ranks::{AMONG, PLACES, RANKED, RANKED_BY, REACHING};
use crate::plan::number::numeral;
use crate::plan::number::quantity::Quantity;

/// An ordinal after words of rank, in Chinese numerals or digits: 前十位, 前5名, 第十位.
pub(super) fn rank(text: &[char], start: usize) -> Option<Quantity> {
    let before = start.checked_sub(1).map(|at| text[at])?;
    if !matches!(before, '前' | '第') {
        return None;
    }
    if !named(text, start - 1) {
        return None;
    }
    let (value, end) = numeral::section(text, start).filter(|(_, end)| *end > start)?;
    let unit = text.get(end).filter(|c| matches!(c, '位' | '名')).map(ToString::to_string);
    let closes = text.get(end).is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | ')'));
    if unit.is_none() && !closes {
        return None;
    }
    let last = end + usize::from(unit.is_some());
    Some(plain(start, last, value, unit.as_deref().unwrap_or("位")))
}

/// Whether the words before 第 or 前 name a rank: 位居第8, 全国第4, 增速第1.
pub(crate) fn named(text: &[char], mark: usize) -> bool {
    let from = mark.saturating_sub(30);
    let begins = text[from..mark].iter().rposition(|c| matches!(*c, ',' | '。' | ';' | ':'));
    let clause: String = text[begins.map_or(from, |at| from + at + 1)..mark].iter().collect();
    RANKED.any_in(&clause)
        || AMONG.iter().chain(RANKED_BY.iter()).any(|word| clause.ends_with(word))
}

/// A rank, if a place is named and a verb says that the rank is to be reached: 冲刺全省十强, 进入全国百强.
/// 百强区, 世界500强企业 and 竞争力百强榜 are names.
pub(super) fn strongest(text: &[char], start: usize) -> Option<Quantity> {
    let reached = PLACES
        .before(text, start)
        .any(|place| REACHING.ends_at(text, start - place.chars().count()));
    // In 5所医院进入全国百强 the rank selects the counted things.
    let clause =
        text[..start].iter().rev().take(30).take_while(|c| !matches!(**c, ',' | '。' | ';' | ':'));
    if !reached || clause.into_iter().any(char::is_ascii_digit) {
        return None;
    }
    let (value, end) = numeral::section(text, start)
        .filter(|(_, end)| *end > start)
        .or_else(|| numeral::number(text, start))?;
    let closes =
        text.get(end + 1).is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | ')' | '县'));
    (text.get(end) == Some(&'强') && closes).then(|| plain(start, end + 1, value, "位"))
}
