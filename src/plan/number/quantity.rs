//! Quantities as running text prints them: `1247.04亿元`, `50名左右`, `8—10家`, `两千亿元`, `百分之八`.
//!
//! ```text
//! quantity = number [ dash number ] [ scale ] [ "余" | "多" ] [ unit ] [ hedge ]
//! number   = [ minus ] digits or Chinese numeral: `number::numeral`
//! scale    = "万" | "亿" | "万亿" …              stays in the unit: 1.56 万亿元
//! hedge    = "以上" | "左右" | "以内" | "以下" …
//! ```
//! It reads folded characters (half-width, without spaces: `prose::passage`). The rules of `prose` read the
//! words before the number (突破, 不低于), and `table::cell` reads cells of tables.

use super::numeral::{self, Amount, is_year, number, section};
use super::unit::{at, base_unit};
use crate::domain::Comparator;
use crate::plan::lexicon::bounds::HEDGES;
use rust_decimal::Decimal;

/// A number with its unit and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Index of the first character of the number, and index after the unit and hedge.
    pub start: usize,
    pub end: usize,
    /// Index after the digits, before scale and unit.
    pub number_end: usize,
    /// Index after the unit, before the hedge.
    pub unit_end: usize,
    pub value: Decimal,
    pub value_high: Option<Decimal>,
    /// With its power: 亿元, 万人, %. `None` where no known unit follows the number.
    pub unit: Option<String>,
    /// From the words after the unit, or from 余 and 多 within it.
    pub hedge: Option<Comparator>,
    /// Whether the number is in Chinese numerals.
    pub words: bool,
}

/// Reads the quantity that begins at `start`; `None` where there is none.
pub fn read(text: &[char], start: usize) -> Option<Quantity> {
    let negative = is_minus(text, start);
    let Amount { value, end: mut position, power, words } =
        numeral::amount(text, start + usize::from(negative))?;
    let mut number_end = position;
    let mut hedge = None;
    let (mut unit_end, mut unit) = unit_with_hedge(text, position, &mut hedge);
    let range = range_end(text, start, value, (position, unit_end), words);
    let (mut value_high, mut first_unit) = (None, None);
    if let Some((high, end, with_unit)) = range {
        value_high = Some(high);
        first_unit = unit.filter(|_| with_unit);
        position = end;
        number_end = end;
        hedge = None;
        (unit_end, unit) = unit_with_hedge(text, position, &mut hedge);
    }
    if let Some(power) = power {
        unit = Some(power + unit.as_deref().unwrap_or_default());
    }
    if unit.is_none() && first_unit.is_some() {
        unit = first_unit;
        unit_end = position;
    }
    let mut end = unit_end;
    let hedged = text.get(end).is_some_and(|c| begins_hedge(*c));
    for (word, comparator) in HEDGES.iter().filter(|_| hedged) {
        if at(text, end, word) {
            end += word.chars().count();
            hedge = Some(*comparator);
            break;
        }
    }
    if value_high.is_some() && at(text, end, "之间") {
        end += 2;
    }
    let value = if negative { -value } else { value };
    Some(Quantity { start, end, number_end, unit_end, value, value_high, unit, hedge, words })
}

/// Whether a word of [`HEDGES`] begins with this character. Most quantities have none behind them.
fn begins_hedge(c: char) -> bool {
    matches!(c, '及' | '(' | '以' | '之' | '左' | '上')
}

/// Words and signs directly before a minus: 增长-4.7%, 增速为-2%, (-0.5%).
const BEFORE_MINUS: &[char] = &[
    '长', '速', '率', '幅', '为', '达', '到', '在', '至', '于', '是', '降', '约', '过', '(', ':',
    '别', '减',
];

/// Whether the dash at `at` is the sign of the number after it, not part of a range or between two words.
pub fn is_minus(text: &[char], at: usize) -> bool {
    matches!(text.get(at), Some('-' | '负'))
        && text.get(at + 1).is_some_and(char::is_ascii_digit)
        && at.checked_sub(1).is_some_and(|before| BEFORE_MINUS.contains(&text[before]))
        // In 为群众减负30亿元 the sign is part of a word.
        && !(text[at] == '负' && text[at - 1] == '减')
}

/// The upper end of a range: its value, the index after it, and whether a unit is between the lower end and the dash
/// (30%-35%). The lower end ends at `number_end`, and its unit at `unit_end`.
/// 从5家到8家 is a movement, not a range.
fn range_end(
    text: &[char],
    start: usize,
    value: Decimal,
    (number_end, unit_end): (usize, usize),
    words: bool,
) -> Option<(Decimal, usize, bool)> {
    let moved = start.checked_sub(1).is_some_and(|at| matches!(text[at], '从' | '由' | '自'));
    [(number_end, false), (unit_end, unit_end > number_end)].into_iter().find_map(|(from, unit)| {
        let dash = dash(text, from).filter(|_| !moved || !matches!(text[from], '到' | '至'))?;
        let (high, end) = if words { section(text, dash) } else { number(text, dash) }
            .filter(|(_, end)| *end > dash)?;
        let years = !unit && is_year(value) && is_year(high);
        (high > value && !years).then_some((high, end, unit))
    })
}

/// Index after the dash of a range: `-`, `~`, 至, 到 (all kinds of dashes are folded to `-`).
fn dash(text: &[char], from: usize) -> Option<usize> {
    match text.get(from)? {
        '-' if text.get(from + 1) == Some(&'-') => Some(from + 2),
        '-' | '~' | '至' | '到' => Some(from + 1),
        _ => None,
    }
}

/// The unit at `from` with its power of ten (万, 亿), and the index after it.
fn unit_with_hedge(
    text: &[char],
    from: usize,
    hedge: &mut Option<Comparator>,
) -> (usize, Option<String>) {
    let mut position = from;
    let mut unit = String::new();
    let more = |position: &mut usize, hedge: &mut Option<Comparator>| {
        if matches!(text.get(*position), Some('余' | '多'))
            && text.get(*position + 1) != Some(&'元')
        {
            *position += 1;
            *hedge = Some(Comparator::Gt);
        }
    };
    more(&mut position, hedge);
    while let Some(power) = text.get(position).filter(|c| matches!(c, '万' | '亿')) {
        unit.push(*power);
        position += 1;
    }
    more(&mut position, hedge);
    if unit.is_empty() && is_places(text, position) {
        return (position + 1, Some(text[position].to_string()));
    }
    if unit.is_empty()
        && text.get(position) == Some(&'/')
        && let Some(per) = PER_MANY.iter().find(|per| at(text, position, per))
    {
        return (position + per.chars().count(), Some((*per).to_owned()));
    }
    if let Some(word) = base_unit(text, position) {
        position += word.chars().count();
        unit.push_str(if word == "人口" { "人" } else { word });
        // 万套(间), 万台(套): two alternative units.
        if text.get(position) == Some(&'(')
            && let Some(other) = base_unit(text, position + 1)
            && text.get(position + 1 + other.chars().count()) == Some(&')')
        {
            position += other.chars().count() + 2;
            unit.extend(["（", other, "）"]);
        }
        // A quotient: 公里/平方公里, 万元/人.
        if text.get(position) == Some(&'/') {
            // 45万m3/d.
            if text.get(position + 1) == Some(&'d')
                && text.get(position + 2).is_none_or(|c| !c.is_ascii_alphanumeric())
            {
                unit.push_str("/d");
                return (position + 2, Some(unit));
            }
            // 236元/月.
            if let Some(month @ ('月' | '季')) = text.get(position + 1) {
                unit.extend(['/', *month]);
                position += 2;
                return (position, Some(unit));
            }
            let scaled = usize::from(matches!(text.get(position + 1), Some('万' | '千' | '百')));
            if let Some(per) = base_unit(text, position + 1 + scaled) {
                let end = position + 1 + scaled + per.chars().count();
                unit.extend(&text[position..end]);
                position = end;
            }
        }
    }
    if unit.is_empty() {
        *hedge = None;
        return (from, None);
    }
    (position, Some(unit))
}

/// Whether 地 or 市 counts places that receive a title: 赤壁等4地获批示范县, 武汉等6市入选.
fn is_places(text: &[char], at: usize) -> bool {
    matches!(text.get(at), Some('地' | '市'))
        && ["获批", "获评", "入选", "成为", "列入", "纳入", "跻身", "荣获", "获得", "被评"]
            .iter()
            .any(|verb| super::unit::at(text, at + 1, verb))
}

/// The populations that deaths and births are counted by: 9/10万.
const PER_MANY: &[&str] = &["/10万", "/十万", "/100000", "/万", "/千"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hedge_begins_with_one_of_few_characters() {
        for (word, _) in HEDGES {
            assert!(word.starts_with(begins_hedge), "{word}");
        }
    }

    fn show(text: &str) -> String {
        let text: Vec<char> = text.chars().collect();
        match read(&text, 0) {
            None => "none".into(),
            Some(q) => format!(
                "{}{} {} {:?}{}",
                q.value,
                q.value_high.map(|high| format!("-{high}")).unwrap_or_default(),
                q.unit.unwrap_or_default(),
                q.hedge,
                text[q.end..].iter().collect::<String>()
            ),
        }
    }

    #[test]
    fn reads_numbers_with_units_and_hedges() {
        assert_eq!(show("1247.04亿元,"), "1247.04 亿元 None,");
        assert_eq!(show("50名左右战略"), "50 名 Some(Approx)战略");
        assert_eq!(show("8-10家"), "8-10 家 None");
        assert_eq!(show("30%-35%"), "30-35 % None");
        assert_eq!(show("1.56万亿元"), "1.56 万亿元 None");
        assert_eq!(show("6.0公里/平方公里"), "6.0 公里/平方公里 None");
        assert_eq!(show("50余项"), "50 项 Some(Gt)");
        assert_eq!(show("2万多人"), "2 万人 Some(Gt)");
        assert_eq!(show("1,234.5万人次"), "1234.5 万人次 None");
        assert_eq!(show("85%及以上"), "85 % Some(Ge)");
        assert_eq!(show("两千亿元"), "2000 亿元 None");
        assert_eq!(show("千亿级"), "1000 亿 None级");
    }

    #[test]
    fn a_unit_is_not_the_beginning_of_a_noun() {
        assert_eq!(show("101项目开工"), "101  None项目开工");
        assert_eq!(show("10万人才"), "10 万 None人才");
        assert_eq!(show("3至5个社区"), "3-5 个 None社区");
        assert_eq!(show("100万人口"), "100 万人 None");
    }

    #[test]
    fn units_in_latin_letters_end_with_their_word() {
        assert_eq!(show("35起以下"), "35 起 Some(Le)");
        assert_eq!(show("2021起步"), "2021  None起步");
        assert_eq!(show("250万千伏安;"), "250 万千伏安 None;");
        assert_eq!(show("500MW,"), "500 MW None,");
        assert_eq!(show("5kms"), "5  Nonekms");
        assert_eq!(show("5000人年。"), "5000 人年 None。");
        assert_eq!(show("5000人年均"), "5000 人 None年均");
    }
}
