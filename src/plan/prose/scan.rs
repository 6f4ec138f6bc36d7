//! Finds the quantities of a passage: digits everywhere, Chinese numerals where they count something.

use super::leave::leave_alone;
use super::rank::{rank, strongest};
use super::ratio::to_one;
use super::when::{YearMention, whens};
use super::worded::{clause, doubling, fraction, numeral, plain, with_hedge};
use crate::plan::lexicon::char_set::CharSet;
use crate::plan::number::numeral::is_year;
use crate::plan::number::quantity::Quantity;
use crate::plan::number::{numeral, quantity};
use rust_decimal::Decimal;

/// Quantities and years of one passage, in order.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub quantities: Vec<Quantity>,
    pub whens: Vec<YearMention>,
}

/// Reads `text` once from left to right. Numbers that `prose::leave` excludes are not in the result.
pub(super) fn scan(text: &[char]) -> Scan {
    let whens = whens(text);
    let mut quantities: Vec<Quantity> = Vec::new();
    let (mut position, mut next_when) = (0, 0);
    while let Some(next) = text[position..].iter().position(|c| begins(*c)) {
        position += next;
        while whens.get(next_when).is_some_and(|when| when.end <= position) {
            next_when += 1;
        }
        if let Some(when) = whens.get(next_when)
            && when.start <= position
        {
            position = when.end;
            continue;
        }
        let Some(quantity) = quantity_at(text, position) else {
            position += 1;
            continue;
        };
        position = quantity.end.max(position + 1);
        if leave_alone(text, &quantity).is_none() && !year_like(text, &quantity) {
            quantities.push(quantity);
        }
    }
    share_units(text, &mut quantities);
    Scan { quantities, whens }
}

fn quantity_at(text: &[char], position: usize) -> Option<Quantity> {
    let c = text[position];
    let inside = position > 0 && (text[position - 1].is_ascii_digit() || text[position - 1] == '.');
    if quantity::is_minus(text, position) {
        return quantity::read(text, position);
    }
    if c.is_ascii_digit() {
        return if inside {
            None
        } else {
            // The readers of other forms than a number with its unit need this sign after the number.
            let other = match after_digits(text, position) {
                Some(':') => to_one(text, position),
                Some('/') => slashed(text, position),
                Some('M' | 'G') => bandwidth(text, position),
                _ => None,
            };
            other.or_else(|| quantity::read(text, position))
        };
    }
    if !begins_in_words(c) {
        return None;
    }
    in_words(text, position)
}

/// Whether a quantity may begin with this character.
fn begins(c: char) -> bool {
    static BEGINNINGS: CharSet = CharSet::with_digits(&[
        '-', '负', '过', '半', '翻', '倍', '〇', '零', '一', '二', '两', '三', '四', '五', '六',
        '七', '八', '九', '十', '百', '千', '万', '亿',
    ]);
    BEGINNINGS.has(c)
}

/// The character after the digits at `start`, their separators and their decimals.
fn after_digits(text: &[char], start: usize) -> Option<char> {
    let number = |c: &&char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ');
    text[start..].iter().find(|c| !number(c)).copied()
}

/// Whether a quantity in words may begin with this character: with a numeral, 过半, 半数, 翻番 or 倍增. Most
/// characters fail here, so the readers of words run at few places.
fn begins_in_words(c: char) -> bool {
    numeral::is_numeral(c) || matches!(c, '过' | '半' | '翻' | '倍')
}

fn in_words(text: &[char], position: usize) -> Option<Quantity> {
    fraction(text, position)
        .or_else(|| strongest(text, position))
        .or_else(|| rank(text, position))
        .or_else(|| doubling(text, position))
        .or_else(|| numeral(text, position))
}

/// A share with a slash: 往年签约项目开工2/3以上. 1/10万 and 24/7 are none.
fn slashed(text: &[char], start: usize) -> Option<Quantity> {
    let (part, end) = numeral::number(text, start)?;
    let (whole, last) = numeral::number(text, (text.get(end) == Some(&'/')).then_some(end + 1)?)?;
    let small = part.is_integer() && whole.is_integer() && part < whole && whole <= Decimal::TEN;
    let closes = text
        .get(last)
        .is_none_or(|c| matches!(*c, ',' | '。' | ';' | '、' | '以' | '的' | ')' | '左'));
    if !small || part.is_zero() || !closes {
        return None;
    }
    let percent = (part * Decimal::ONE_HUNDRED / whole).round_dp(2).normalize();
    Some(with_hedge(text, plain(start, last, percent, "%")))
}

/// A bandwidth with a letter as its unit: 班均带宽100M. 5G is a name.
fn bandwidth(text: &[char], start: usize) -> Option<Quantity> {
    let (value, end) = numeral::number(text, start)?;
    let letter = text.get(end).filter(|c| matches!(c, 'M' | 'G'))?;
    let clause = clause(text, start, 8);
    let named = ["带宽", "网速", "速率"]
        .iter()
        .filter_map(|word| clause.split_once(word))
        .any(|(_, rest)| !rest.contains(|c: char| c.is_ascii_digit()));
    let alone = text.get(end + 1).is_none_or(|c| !c.is_ascii_alphanumeric());
    (named && alone).then(|| counted(start, end, end + 1, value, &letter.to_string()))
}

/// A quantity with the unit directly after its number.
fn counted(start: usize, number_end: usize, end: usize, value: Decimal, unit: &str) -> Quantity {
    Quantity { number_end, ..plain(start, end, value, unit) }
}

/// Whether the quantity is a calendar year without a unit.
fn year_like(text: &[char], quantity: &Quantity) -> bool {
    quantity.unit.is_none()
        && is_year(quantity.value)
        && !quantity.words
        && text.get(quantity.end).is_none_or(|c| !matches!(c, '、'))
}

/// Gives the unit of a number to the number without one before it in a list: `5672、6158家`, `30和40%`.
fn share_units(text: &[char], quantities: &mut [Quantity]) {
    for index in (1..quantities.len()).rev() {
        let (left, right) = quantities.split_at_mut(index);
        let (Some(first), Some(second)) = (left.last_mut(), right.first()) else { continue };
        let between = &text[first.end..second.start];
        // 分别高于全国2个、1.3个百分点.
        let points =
            first.unit.as_deref() == Some("个") && second.unit.as_deref() == Some("个百分点");
        if (first.unit.is_none() || points) && matches!(between, ['、' | '和' | '及' | '与']) {
            first.unit.clone_from(&second.unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let text: Vec<char> = text.chars().collect();
        scan(&text)
            .quantities
            .iter()
            .map(|q| format!("{}{}", q.value, q.unit.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn no_quantity_in_words_begins_with_a_character_that_is_skipped() {
        // Words before and after the first character with which some reader finds a quantity.
        let before = ["", "进入全省", "排名前", "新建"];
        let after = ["分之八", "数", "增", "番", "强", "位", "亿元", "个"];
        let texts = before.iter().flat_map(|before| after.iter().map(move |after| (before, after)));
        for (before, after) in texts {
            let mut text: Vec<char> = before.chars().chain(['x']).chain(after.chars()).collect();
            let place = before.chars().count();
            let skipped = (0x20..0x80).chain(0x4e00..0xa000).filter_map(char::from_u32);
            for c in skipped.filter(|c| !begins_in_words(*c) && !c.is_ascii_digit()) {
                assert!(!begins(c) || matches!(c, '-' | '负'), "{c}");
                text[place] = c;
                assert_eq!(in_words(&text, place), None, "{}", text.iter().collect::<String>());
            }
        }
    }

    #[test]
    fn takes_figures() {
        assert_eq!(show("新增市场主体5672、6158家"), ["5672家", "6158家"]);
        assert_eq!(
            show("超过两千亿元,占百分之八,三分之一,一半以上,八成以上"),
            ["2000亿元", "8%", "33.33%", "50%", "80%"]
        );
        assert_eq!(show("企业翻一番,收入翻两番,实现翻番"), ["2倍", "4倍", "2倍"]);
        assert_eq!(show("较上年翻了近一番"), ["2倍"]);
        assert_eq!(show("签约项目开工2/3以上、落地1/2"), ["66.67%", "50%"]);
        assert_eq!(show("家庭至少一人就业,筹建两家心家园,百万人口"), ["1人", "2家", "100万人"]);
        assert_eq!(show("冲刺全省十强,进入全国百强县"), ["10位", "100位"]);
        assert_eq!(show("形成五百亿级产业集群,跃上千亿元台阶"), ["500亿", "1000亿元"]);
    }

    #[test]
    fn leaves_names_alone() {
        assert!(
            show("全国竞争力百强区,进入世界500强,全国百强企业,打造15分钟生活圈、5G基站、12号线、“965”产业、“1+8”城市圈、1+6体系、世界500强")
                .is_empty()
        );
        assert!(
            show("增强“四个意识”,五大工程,一批企业,第十四个五年规划,3岁以下婴幼儿,连续5年")
                .is_empty()
        );
        assert!(show("比例为1:66:33,《健康2030行动纲要》,2025年,二〇三五年").is_empty());
        assert!(show("PM2.5、PM10,IPv6,318国道,1135片土壤,±800千伏").is_empty());
    }

    #[test]
    fn ratios_to_one() {
        assert_eq!(show("城乡居民收入比缩小至1.45:1以内"), ["1.45"]);
        assert!(show("数据1:1备份,城乡居民收入比为1:66:33").is_empty());
    }
}
