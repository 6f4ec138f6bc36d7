//! Does a quote carry the figure it is cited for? A check made apart from the parser, with a number
//! reader of its own, so that a slip of the one is not excused by the same slip of the other.
//!
//! ```text
//! digits    46.72   4６.７２   46. 52   1,247.04   1.56万亿   (alone, or with the powers after it)
//! numerals  两千亿   一千五百万   百家   十大   前十
//! parts     百分之八   三分之一   千分之五   1/3   一半   八成
//! multiples 翻一番   翻番   翻两番   倍增
//! ```
//! It reads every number a quote may be said to hold, generously: 2000亿 is 2000 and 200000000000. What
//! it must not do is find a number that is not printed.

use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

/// Whether `quote` holds `value`, told in `unit` (亿元 and 2000 for 两千亿元). A negative value needs
/// its sign or a word of falling (下降, 减少, 降低) in the quote.
#[must_use]
pub fn holds_figure(quote: &str, value: Decimal, unit: Option<&str>) -> bool {
    let text = fold(quote);
    let falls = ["-", "−", "负", "降", "减", "少", "低"].iter().any(|word| text.contains(word));
    if value.is_sign_negative() && !value.is_zero() && !falls {
        return false;
    }
    let value = value.abs();
    let scaled = unit.and_then(|unit| value.checked_mul(leading_power(&fold(unit))?));
    figures(&text)
        .iter()
        .any(|&figure| figure == value || Some(figure) == scaled || is_rounded(value, figure))
}

/// Whether `quote` holds these words, white space and width apart.
#[must_use]
pub fn holds_words(quote: &str, words: &str) -> bool {
    let words = compact(words);
    !words.is_empty() && compact(quote).contains(&words)
}

/// Whether `quote` holds these words, or of words that were wrapped over lines the part on its own.
#[must_use]
pub fn shows_words(quote: &str, words: &str, flags: &[String]) -> bool {
    let wrapped = flags.iter().any(|flag| flag == "wrapped");
    holds_words(quote, words) || wrapped && is_part_of(quote, words)
}

/// Whether `quote` is a part of these words: all that is left of them on a line where they were wrapped.
#[must_use]
pub fn is_part_of(quote: &str, words: &str) -> bool {
    let quote = compact(quote);
    !quote.is_empty() && compact(words).contains(&quote)
}

/// NFKC: full width to half, ㎡ to m2, ％ to %.
fn fold(text: &str) -> String {
    // A footnote mark is no digit, though NFKC would make it one: 难以完成¹1项.
    // Characters without width may stand within a number.
    let hidden =
        |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let text: String = text.chars().filter(|c| !hidden(c)).collect();
    let mark = |c: &char| matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{209c}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}');
    text.chars().filter(|c| !mark(c)).nfkc().collect()
}

fn compact(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// A third is printed as 33.33 or 33.3: `value` is `figure` to as many decimals as it has, where
/// the figure has no end.
fn is_rounded(value: Decimal, figure: Decimal) -> bool {
    figure.scale() > 4 && value.scale() >= 1 && figure.round_dp(value.scale()) == value
}

/// Every number the folded text may be said to hold, unsigned.
fn figures(text: &str) -> Vec<Decimal> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let read = if rest[0].is_ascii_digit() {
            digits(rest, &mut found)
        } else if numeral_value(rest[0]).is_some() {
            numerals(rest, &mut found)
        } else if matches!(rest[0], 'I' | 'V' | 'X') {
            roman(at.checked_sub(1).map(|before| chars[before]), rest, &mut found)
        } else {
            words(rest, &mut found)
        };
        at += read.max(1);
    }
    found
}

/// A number in digits, and the same with the powers that follow it. Blanks inside a number, as left
/// by text recognition (`46. 52`, `1 247`), may or may not be part of it: beside a point they are.
fn digits(chars: &[char], found: &mut Vec<Decimal>) -> usize {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut at = 0;
    let mut ends = Vec::new();
    while let Some(&c) = chars.get(at) {
        let next = || chars[at + 1..].iter().find(|c| **c != ' ').copied();
        let last = pieces.len() - 1;
        match c {
            '0'..='9' => pieces[last].push(c),
            '.' if next().is_some_and(|c| c.is_ascii_digit()) && !pieces[last].contains('.') => {
                pieces[last].push('.');
            }
            ',' if chars.get(at + 1).is_some_and(char::is_ascii_digit) => {
                ends.push(at);
                pieces.push(String::from(","));
            }
            ' ' if pieces[last].ends_with('.') || next() == Some('.') => {}
            ' ' if next().is_some_and(|c| c.is_ascii_digit()) => {
                ends.push(at);
                pieces.push(String::new());
            }
            _ => break,
        }
        at += 1;
    }
    ends.push(at);
    parts(chars, found);
    for first in 0..pieces.len() {
        let mut number = pieces[first].trim_start_matches(',').to_owned();
        take(&number, &chars[ends[first]..], found);
        for (piece, &end) in pieces.iter().zip(&ends).skip(first + 1) {
            // A comma joins thousands only: 1,247 but not 1,24.
            let whole = piece.split('.').next().unwrap_or_default();
            if number.contains('.') || (whole.starts_with(',') && whole.len() != 4) {
                break;
            }
            number.push_str(piece.trim_start_matches(','));
            take(&number, &chars[end..], found);
        }
    }
    match fraction(&pieces, &chars[at..], found) {
        0 => at,
        more => at + more,
    }
}

/// A number of several parts, each with its power: 12万5千, 120亿5000万, 1万2千亿.
fn parts(chars: &[char], found: &mut Vec<Decimal>) {
    let (mut total, mut at, mut count) = (Decimal::ZERO, 0, 0);
    while count < 6 {
        let length =
            chars[at..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).count();
        let number: String = chars[at..at + length].iter().filter(|c| **c != ',').collect();
        let Ok(number) = number.parse::<Decimal>() else { return };
        let powers: Vec<Decimal> = chars[at + length..].iter().map_while(|c| power(*c)).collect();
        let scale = powers.iter().try_fold(Decimal::ONE, |all, next| all.checked_mul(*next));
        let Some(part) = scale.and_then(|scale| number.checked_mul(scale)) else { return };
        // 1万2千亿: the 亿 multiplies all before it.
        let last = powers.last().copied().unwrap_or(Decimal::ONE);
        let raised = if part > total && count > 0 { total.checked_mul(last) } else { Some(total) };
        let Some(sum) = raised.and_then(|total| total.checked_add(part)) else { return };
        total = sum;
        count += 1;
        at += length + powers.len();
        found.extend((count > 1).then_some(total));
        if powers.is_empty() {
            return;
        }
    }
}

/// `number`, and `number` times the powers that `after` begins with.
fn take(number: &str, after: &[char], found: &mut Vec<Decimal>) {
    let Ok(number) = number.parse::<Decimal>() else { return };
    found.push(number);
    let mut scaled = number;
    for &c in after.iter().skip_while(|c| **c == ' ') {
        let Some(power) = power(c) else { break };
        let Some(product) = scaled.checked_mul(power) else { break };
        scaled = product;
        found.push(scaled);
    }
}

/// `1/3` as percent; says how many characters of `after` it took.
fn fraction(pieces: &[String], after: &[char], found: &mut Vec<Decimal>) -> usize {
    let [part] = pieces else { return 0 };
    if !matches!(after.first(), Some('/' | '⁄')) {
        return 0;
    }
    let whole: String = after[1..].iter().take_while(|c| c.is_ascii_digit()).collect();
    if let (Ok(part), Ok(whole)) = (part.parse::<Decimal>(), whole.parse::<Decimal>()) {
        found.push(whole);
        found.extend(
            part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole)),
        );
        return 1 + whole.to_string().len();
    }
    0
}

/// A run of Chinese numerals, and what may follow it: 分之, 成, 倍.
fn numerals(chars: &[char], found: &mut Vec<Decimal>) -> usize {
    let length = chars.iter().take_while(|c| numeral_value(**c).is_some()).count();
    let run = &chars[..length];
    let after = &chars[length..];
    if after.starts_with(&['分', '之']) {
        let part = &after[2..];
        let part_length = part.iter().take_while(|c| numeral_value(**c).is_some()).count();
        if part.get(part_length) == Some(&'点') {
            let rest = &part[part_length + 1..];
            return length + 2 + part_length + decimals(&part[..part_length], rest, found);
        }
        if let (Some(whole), Some(part)) = (numeral(run), numeral(&part[..part_length])) {
            // 千分之五 in ‰ is 5; 三分之一 is never 1.
            found.extend(matches!(run, ['百' | '千' | '万']).then_some(part));
            found.extend(
                part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole)),
            );
        }
        return length + 2 + part_length;
    }
    found.extend(numeral(run));
    if after.first() == Some(&'点') {
        return length + decimals(run, &after[1..], found);
    }
    if after.first() == Some(&'成') {
        found.extend(numeral(run).and_then(|tenths| tenths.checked_mul(Decimal::TEN)));
    }
    if run == ['一'] && after.first() == Some(&'半') {
        found.push(50.into());
    }
    length
}

/// 二点八: a whole number in words and its decimals, alone and with the powers behind; says how many
/// characters the point and they took.
fn decimals(whole: &[char], after: &[char], found: &mut Vec<Decimal>) -> usize {
    let digits: String = after
        .iter()
        .map_while(|c| numeral_value(*c).filter(|value| *value < 10))
        .take(9)
        .map(|digit| digit.to_string())
        .collect();
    let length = digits.chars().count();
    if let Some(whole) = numeral(whole)
        && let Ok(part) = format!("0.{digits}").parse::<Decimal>()
        && length > 0
    {
        take(&(whole + part).to_string(), &after[length..], found);
    }
    1 + length
}

/// Numbers in words, at the start of `chars`; says how many characters it took.
fn words(chars: &[char], found: &mut Vec<Decimal>) -> usize {
    const WORDS: &[(&str, i64)] = &[("全覆盖", 100), ("倍增", 2), ("半数", 50), ("过半", 50)];
    for &(word, value) in WORDS {
        if starts_with(chars, word) {
            found.push(value.into());
            return word.chars().count();
        }
    }
    if chars[0] == '半' {
        found.push(Decimal::new(5, 1));
        return 1;
    }
    if chars[0] == '翻' {
        let times = if chars.get(1) == Some(&'了') { &chars[2..] } else { &chars[1..] };
        let (count, rest) = match times.first().copied().and_then(times_doubled) {
            Some(count) => (count, &times[1..]),
            None => (1, times),
        };
        if rest.first() == Some(&'番') {
            found.push(Decimal::from(1_i64 << count));
            return chars.len() - rest.len() + 1;
        }
    }
    0
}

fn times_doubled(c: char) -> Option<u32> {
    match numeral_value(c).and_then(|value| u32::try_from(value).ok()) {
        Some(count @ 1..=9) => Some(count),
        _ => c.to_digit(10).filter(|count| *count > 0),
    }
}

fn starts_with(chars: &[char], word: &str) -> bool {
    word.chars().enumerate().all(|(at, c)| chars.get(at) == Some(&c))
}

/// Roman numerals up to X (III类): NFKC has taken Ⅲ apart.
fn roman(before: Option<char>, chars: &[char], found: &mut Vec<Decimal>) -> usize {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let word: String = chars.iter().take_while(|c| c.is_ascii_alphanumeric()).collect();
    if before.is_none_or(|c| !c.is_ascii_alphanumeric())
        && let Some(at) = ROMAN.iter().position(|roman| *roman == word)
    {
        found.push(Decimal::from(at + 1));
    }
    word.len()
}

fn power(c: char) -> Option<Decimal> {
    match c {
        '十' | '百' | '千' | '万' | '亿' => numeral_value(c).map(Decimal::from),
        _ => None,
    }
}

fn numeral_value(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// 一千五百万 is 15000000, 千亿 is 100000000000, 二〇二五 is 2025.
fn numeral(run: &[char]) -> Option<Decimal> {
    if run.is_empty() {
        return None;
    }
    let values: Vec<i64> = run.iter().filter_map(|c| numeral_value(*c)).collect();
    if values.len() > 1 && values.iter().all(|value| *value < 10) {
        let digits: String = values.iter().map(ToString::to_string).collect();
        return digits.parse().ok();
    }
    let (mut total, mut section, mut digit) = (Decimal::ZERO, Decimal::ZERO, None);
    for value in values {
        match value {
            0..10 => digit = Some(value),
            10..10_000 => section += Decimal::from(digit.take().unwrap_or(1) * value),
            _ => {
                section += Decimal::from(digit.take().unwrap_or(0));
                let counted =
                    if total.is_zero() && section.is_zero() { Decimal::ONE } else { section };
                // 万亿: the 亿 multiplies all that stands before it.
                let below = total < Decimal::from(value);
                let all = if below { total.checked_add(counted)? } else { counted };
                total = if below { Decimal::ZERO } else { total };
                total = all.checked_mul(value.into())?.checked_add(total)?;
                section = Decimal::ZERO;
            }
        }
    }
    total.checked_add(section)?.checked_add(digit.unwrap_or(0).into())
}

/// 100000000 for 亿元, 1000000000000 for 万亿元, 1 for 家; `None` past 28 digits.
fn leading_power(unit: &str) -> Option<Decimal> {
    unit.chars().map_while(power).try_fold(Decimal::ONE, Decimal::checked_mul)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holds(quote: &str, value: &str, unit: &str) -> bool {
        holds_figure(quote, value.parse().unwrap(), Some(unit).filter(|unit| !unit.is_empty()))
    }

    #[test]
    fn a_figure_is_found_however_it_is_printed() {
        for (quote, value, unit) in [
            ("绿化覆盖率达到46.72%", "46.72", "%"),
            ("达到46. 52%", "46.52", "%"),
            ("达到46 .52%", "46.52", "%"),
            ("达到１２４７．０４亿元", "1247.04", "亿元"),
            ("达到1,247.04亿元", "1247.04", "亿元"),
            ("达到1 247亿元", "1247", "亿元"),
            ("经济总量1.56万亿元", "1.56", "万亿元"),
            ("经济总量1.56万亿元", "15600", "亿元"),
            ("总产值两千亿元", "2000", "亿元"),
            ("跃上千亿元台阶", "1000", "亿元"),
            ("千亿产业集群", "1000", "亿"),
            ("迈入万亿俱乐部", "1", "万亿元"),
            ("迈入万亿俱乐部", "10000", "亿元"),
            ("百万人口", "100", "万人"),
            ("一千五百万元", "1500", "万元"),
            ("二十五个", "25", "个"),
            ("一百零五家", "105", "家"),
            ("集聚百家重点企业", "100", "家"),
            ("十大应用场景", "10", "个"),
            ("进入全国前十", "10", "位"),
            ("年均增长百分之八", "8", "%"),
            ("达到三分之一", "33.33", "%"),
            ("达到1/3", "33.33", "%"),
            ("千分之五", "5", "‰"),
            ("超过一半", "50", "%"),
            ("占八成以上", "80", "%"),
            ("收入翻一番", "2", "倍"),
            ("提前实现翻番", "2", "倍"),
            ("翻了两番", "4", "倍"),
            ("实现倍增", "2", "倍"),
            ("五类提升到四类", "4", "类"),
            ("达到III类", "3", "类"),
            ("培育 1—2 家", "1", "家"),
            ("培育 1—2 家", "2", "家"),
            ("占比下降5个百分点", "-5", "百分点"),
            ("-0.5", "-0.5", "%"),
            ("半小时", "0.5", "小时"),
            ("两年半", "2", "年"),
            ("100\t87.77", "87.77", ""),
            ("达到12万5千人", "12.5", "万人"),
            ("达到120亿5000万元", "120.5", "亿元"),
            ("达到1万2千亿元", "12000", "亿元"),
            ("达到3千亿元", "3000", "亿元"),
            ("百分之二点八", "2.8", "%"),
            ("一点二万亿元", "1.2", "万亿元"),
            ("九十六点五万人", "96.5", "万人"),
            ("一万五千亿元", "15000", "亿元"),
            ("三十二万五千人", "32.5", "万人"),
            ("达到1\u{200b}2.5%", "12.5", "%"),
        ] {
            assert!(
                holds(quote, value, unit),
                "{value} {unit} in {quote}: {:?}",
                figures(&fold(quote))
            );
        }
    }

    #[test]
    fn a_figure_that_is_not_printed_is_not_found() {
        for (quote, value, unit) in [
            ("绿化覆盖率达到46.72%", "46", "%"),
            ("绿化覆盖率达到46.72%", "72", "%"),
            ("绿化覆盖率达到46.72%", "6.72", "%"),
            ("达到46. 52%", "46", "%"),
            ("总产值两千亿元", "2", "亿元"),
            ("经济总量1.56万亿元", "156", "亿元"),
            ("收入翻一番", "4", "倍"),
            ("增长5个百分点", "-5", "百分点"),
            ("达到三分之一", "33.34", "%"),
            ("100\t87.77", "10087.77", ""),
            ("完成市下达目标", "0", "%"),
            ("", "1", ""),
        ] {
            assert!(
                !holds(quote, value, unit),
                "{value} {unit} in {quote}: {:?}",
                figures(&fold(quote))
            );
        }
    }

    #[test]
    fn words_are_found_across_blanks_and_widths() {
        assert!(holds_words("能耗降低（完成 市下达目标）", "完成市下达目标"));
        assert!(!holds_words("完成市下达目标", "与经济增长同步"));
        assert!(!holds_words("完成市下达目标", " "));
        assert!(is_part_of("下达目标", "完成市 下达目标"));
    }

    proptest! {
        #[test]
        fn reading_never_panics(quote in ".*", unit in "[十百千万亿]{0,12}.*") {
            prop_assert!(!holds_figure(&quote, Decimal::MAX, Some(&unit)));
        }

        #[test]
        fn numerals_in_any_order_are_read_or_not_but_never_panic(
            quote in "[零一二两三十百千万亿0-9., /翻番成半分之IVX]{0,40}",
        ) {
            prop_assert!(!holds_figure(&quote, Decimal::MIN, None));
        }

        #[test]
        fn any_decimal_is_found_as_printed(mantissa in 0_i64..10_000_000, scale in 0_u32..4) {
            let value = Decimal::new(mantissa, scale);
            let quote = format!("到2025年，增加值达到{value}亿元");
            prop_assert!(holds_figure(&quote, value, Some("亿元")));
        }
    }
}
