//! Numbers as people write them: `1,234.5`, `1 200`, `两千`, `二点八`, `3千亿`, `12万5千`, `一万五千亿`.
//!
//! ```text
//! amount  = part { part }                 each part smaller than the power of the one before
//! part    = ( digits | section ) [ "百" | "千" ] { "万" | "亿" }
//! digits  = 0-9, thousands in threes behind a comma or a blank, a decimal point
//! section = Chinese numeral below ten thousand [ "点" digits ]
//! ```
//! The powers after the last part belong to the unit (两千亿元 is 2000 亿元). A number of several parts is
//! expressed in its first power (12万5千人 is 12.5 万人), or in its last one where that multiplies the
//! whole number (一万五千亿 is 15000 亿).

use super::unit::base_unit;
use rust_decimal::Decimal;

/// A number, without its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    pub value: Decimal,
    /// Index after the last character. The powers of a number of one part follow it.
    pub end: usize,
    /// The power in which a value of several parts is expressed.
    pub power: Option<String>,
    /// Whether the number is in Chinese numerals.
    pub words: bool,
}

/// One part of an amount.
#[derive(Debug)]
struct Part {
    number: Decimal,
    /// Index after the number, before its powers.
    end: usize,
    power: String,
    /// Index after its powers.
    next: usize,
}

/// Reads the number that begins at `start`; `None` where there is none.
pub fn amount(text: &[char], start: usize) -> Option<Amount> {
    let digits = number(text, start);
    let words = digits.is_none();
    let first = part_of(text, start, words, digits.or_else(|| section(text, start))?)?;
    let simple =
        |first: &Part| Some(Amount { value: first.number, end: first.end, power: None, words });
    let Some(second) = following(text, &first, words) else { return simple(&first) };
    let third = following(text, &second, words);
    let scale = |part: &Part| power_of(&part.power);
    if scale(&second)? > scale(&first)? {
        // 一万五千亿: the last power multiplies the whole number.
        let Some(value) = first
            .number
            .checked_mul(scale(&first)?)
            .and_then(|high| high.checked_add(second.number))
        else {
            return simple(&first);
        };
        return Some(Amount { value, end: second.next, power: Some(second.power), words });
    }
    let mut value = first.number;
    let mut end = second.next;
    for lower in std::iter::once(&second).chain(third.as_ref()) {
        if scale(lower)? >= scale(&first)? {
            return simple(&first);
        }
        let share = lower.number.checked_mul(scale(lower)?)?.checked_div(scale(&first)?)?;
        value = value.checked_add(share)?;
        end = lower.next;
    }
    Some(Amount { value: value.normalize(), end, power: Some(first.power), words })
}

/// The part that continues a part with a power; `None` where there is none.
fn following(text: &[char], before: &Part, words: bool) -> Option<Part> {
    let power = power_of(&before.power).filter(|power| *power > Decimal::ONE)?;
    let zero = usize::from(words && text.get(before.next) == Some(&'零'));
    let start = before.next + zero;
    let next = part(text, start, words).filter(|next| next.next > start)?;
    let own = power_of(&next.power)?;
    let multiplies_all = before.power == "万" && next.power == "亿" && next.number >= 100.into();
    let smaller = next.number.checked_mul(own).is_some_and(|all| all < power);
    // 5万30 is rarely one number. In 3万2021年 a year begins.
    let whole = own > Decimal::ONE || next.number >= 100.into() || zero > 0;
    let year = is_year(next.number) && text.get(next.end) == Some(&'年');
    ((smaller && whole || multiplies_all) && !year).then_some(next)
}

fn part(text: &[char], start: usize, words: bool) -> Option<Part> {
    let number = if words { section(text, start) } else { number(text, start) }?;
    part_of(text, start, words, number)
}

/// The part whose number, and the index after it, are known.
fn part_of(
    text: &[char],
    start: usize,
    words: bool,
    (mut number, mut end): (Decimal, usize),
) -> Option<Part> {
    while let Some((factor, after)) =
        factor(text, end).filter(|_| !words || text[start..end].contains(&'点'))
    {
        number = number.checked_mul(factor)?.normalize();
        end = after;
        // 3千5百人.
        if let Some((more, after)) =
            self::number(text, end).filter(|(more, _)| *more < Decimal::TEN)
            && let Some((lower, after)) = self::factor(text, after)
            && lower < factor
        {
            number += more * lower;
            end = after;
        }
    }
    let power: String = text[end..].iter().take_while(|c| matches!(c, '万' | '亿')).collect();
    let next = end + power.chars().count();
    Some(Part { number, end, power, next })
}

/// A power of ten after digits: 3千亿元, 2百家. In 5千米 the 千 begins the unit.
fn factor(text: &[char], at: usize) -> Option<(Decimal, usize)> {
    let factor = match text.get(at)? {
        '百' => 100,
        '千' => 1000,
        _ => return None,
    };
    let after = text.get(at + 1);
    let counts = after.is_none_or(|c| {
        matches!(
            *c,
            '万' | '亿'
                | '余'
                | '多'
                | '元'
                | '人'
                | '名'
                | '家'
                | '个'
                | '项'
                | '户'
                | '亩'
                | '吨'
                | '台'
                | '套'
                | '张'
                | '所'
                | '座'
                | '栋'
                | '辆'
                | '件'
                | ','
                | '。'
                | ';'
                | '、'
                | '以'
                | '左'
        )
    }) || after.is_some_and(char::is_ascii_digit)
        || base_unit(text, at + 1).is_some_and(|unit| !matches!(unit, "米" | "克"));
    (counts && base_unit(text, at).is_none()).then_some((Decimal::from(factor), at + 1))
}

fn power_of(power: &str) -> Option<Decimal> {
    power.chars().try_fold(Decimal::ONE, |all, c| {
        all.checked_mul(Decimal::from(if c == '万' { 10_000 } else { 100_000_000 }))
    })
}

/// Digits with a decimal point and separators of thousands: `1,234.5`, `1 200`.
pub fn number(text: &[char], start: usize) -> Option<(Decimal, usize)> {
    let (mut digits, mut value, mut decimals) = (0, 0i128, 0);
    let mut position = start;
    let digit = |position: usize| text.get(position).filter(|c| c.is_ascii_digit()).copied();
    let mut mark = None;
    while let Some(c) = digit(position) {
        value = value * 10 + i128::from(c.to_digit(10)?);
        digits += 1;
        position += 1;
        if digits > 15 {
            return None;
        }
        let group =
            (1..=3).all(|ahead| digit(position + ahead).is_some()) && digit(position + 4).is_none();
        let begins = digits <= 3 && text[start] != '0';
        if let Some(c @ (',' | ' ')) = text.get(position)
            && group
            && (mark.is_none() && begins || mark == Some(*c))
        {
            mark = Some(*c);
            position += 1;
        }
    }
    if digits == 0 {
        return None;
    }
    if text.get(position) == Some(&'.') && digit(position + 1).is_some() {
        position += 1;
        while let Some(c) = digit(position) {
            value = value * 10 + i128::from(c.to_digit(10)?);
            decimals += 1;
            position += 1;
            if digits + decimals > 23 {
                return None;
            }
        }
    }
    Some((Decimal::try_from_i128_with_scale(value, decimals).ok()?, position))
}

/// Whether a bare number is a calendar year: 1949–2060.
pub fn is_year(value: Decimal) -> bool {
    value.is_integer() && value >= Decimal::from(1949) && value <= Decimal::from(2060)
}

/// The value of a Chinese digit, 0 to 9.
pub(super) fn chinese_digit(c: char) -> Option<u8> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Whether the character is part of a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    chinese_digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// A Chinese numeral below ten thousand: 十五, 一百零五, 两千, 二点八; a bare 百 or 千 is 100 or 1000. 万
/// and 亿 belong to the unit, as in print (两千亿元 is 2000 亿元).
pub fn section(text: &[char], start: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut digit, mut position) = (0i64, None::<i64>, start);
    while let Some(&c) = text.get(position) {
        if c == '零' && total > 0 && digit.is_none() {
            // In 一百零五 the 零 only marks an empty place.
        } else if let Some(value) = chinese_digit(c) {
            if digit.is_some() {
                return None; // 二〇二五 is a year, which another function reads
            }
            digit = Some(value.into());
        } else if let Some(power) = match c {
            '十' => Some(10),
            '百' => Some(100),
            '千' => Some(1000),
            _ => None,
        } {
            total += digit.take().unwrap_or(1) * power;
        } else {
            break;
        }
        position += 1;
        if position - start > 8 {
            return None;
        }
    }
    total += digit.unwrap_or(0);
    // 万亿 and 亿 without a digit before them count as one.
    if position == start && matches!(text.get(start), Some('万' | '亿')) {
        return Some((Decimal::ONE, start));
    }
    let whole = Decimal::from(total);
    (position > start).then(|| decimals(text, whole, position).unwrap_or((whole, position)))
}

/// The decimals of a number in words: 二点八.
fn decimals(text: &[char], whole: Decimal, point: usize) -> Option<(Decimal, usize)> {
    if text.get(point) != Some(&'点') {
        return None;
    }
    let digits: String = text[point + 1..]
        .iter()
        .map_while(|c| chinese_digit(*c).filter(|_| *c != '两'))
        .take(6)
        .map(|digit| digit.to_string())
        .collect();
    let end = point + 1 + digits.chars().count();
    // 六点二十分 is a time of day.
    if digits.is_empty() || text.get(end) == Some(&'十') {
        return None;
    }
    let part: Decimal = format!("0.{digits}").parse().ok()?;
    Some((whole + part, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        let text: Vec<char> = text.chars().collect();
        amount(&text, 0).map_or("none".to_owned(), |amount| {
            let rest: String = text[amount.end..].iter().collect();
            format!("{} {}|{rest}", amount.value, amount.power.unwrap_or_default())
        })
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, read) in [
            ("1,234,567.5元", "1234567.5 |元"),
            ("1 200亿元", "1200 |亿元"),
            ("12 345 678人", "12345678 |人"),
            ("3千亿元", "3000 |亿元"),
            ("3千5百人", "3500 |人"),
            ("1.5千亿元", "1500 |亿元"),
            ("3百万人次", "300 |万人次"),
            ("12万5千人", "12.5 万|人"),
            ("2万5000人", "2.5 万|人"),
            ("120亿5000万元", "120.5 亿|元"),
            ("1万2千亿元", "12000 亿|元"),
            ("一万五千亿元", "15000 亿|元"),
            ("三万五千人", "3.5 万|人"),
            ("一万零五百家", "1.05 万|家"),
            ("一百零五万人", "105 |万人"),
            ("两千亿元", "2000 |亿元"),
            ("一点二万亿元", "1.2 |万亿元"),
            ("九十六点五万人", "96.5 |万人"),
            ("二点零五个", "2.05 |个"),
            // Not read as one number: other units, years, times of day, several numbers.
            ("5千米", "5 |千米"),
            ("5千瓦", "5 |千瓦"),
            ("3万2021年", "3 |万2021年"),
            ("六点二十分", "6 |点二十分"),
            ("两点论", "2 |点论"),
            ("12 30家", "12 | 30家"),
            ("2021 100家", "2021 | 100家"),
            ("二〇二五年", "none"),
        ] {
            assert_eq!(show(text), read, "{text}");
        }
    }
}
