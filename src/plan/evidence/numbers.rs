//! The numbers in a quote, read independently of the parser.
//!
//! ```text
//! digits    46.72   4６.７２   46. 52   1,247.04   1.56万亿   (alone, or with the powers after it)
//! numerals  两千亿   一千五百万   百家   十大   前十
//! parts     百分之八   三分之一   千分之五   1/3   一半   八成
//! multiples 翻一番   翻番   翻两番   倍增
//! ```
//! It accepts every possible reading: 2000亿 is 2000 and 200000000000. It must never find a number that is
//! not printed.

use rust_decimal::Decimal;

/// Every possible number in the folded text, without signs.
pub(super) fn figures(text: &str) -> Vec<Decimal> {
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

/// Reads a number in digits, alone and with the powers after it; returns the number of characters read.
/// Blanks within a number (`46. 52`, `1 247`), which text recognition adds, may or may not belong to it;
/// beside a decimal point they do.
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
            // A comma separates thousands only: 1,247 but not 1,24.
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

/// Reads a number of several parts, each with its power: 12万5千, 120亿5000万, 1万2千亿.
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
        // In 1万2千亿 the 亿 multiplies everything before it.
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

/// Adds `number`, and `number` times the powers that `after` begins with.
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

/// Reads `1/3` as percent; returns the number of characters of `after` read.
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

/// Reads Chinese numerals, with 分之, 成 or 倍 after them; returns the number of characters read.
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
            // 千分之五 is 5 in ‰, but 三分之一 is not 1.
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

/// Reads the decimals of a whole number in words, alone and with the powers after them: 二点八. Returns the
/// number of characters from the point on.
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

/// Reads numbers in words at the start of `chars`; returns the number of characters read.
fn words(chars: &[char], found: &mut Vec<Decimal>) -> usize {
    const WORDS: &[(&str, i64)] = &[("全覆盖", 100), ("倍增", 2), ("半数", 50), ("过半", 50)];
    if !matches!(chars[0], '全' | '倍' | '半' | '过' | '翻') {
        return 0;
    }
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

/// Reads Roman numerals up to X (III类). NFKC has replaced Ⅲ by III.
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

/// The value of a numeral: 一千五百万 is 15000000, 千亿 is 100000000000, 二〇二五 is 2025.
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
                // In 万亿 the 亿 multiplies everything before it.
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

/// The power at the beginning of a unit: 100000000 for 亿元, 1000000000000 for 万亿元, 1 for 家; `None`
/// beyond 28 digits.
pub(super) fn leading_power(unit: &str) -> Option<Decimal> {
    unit.chars().map_while(power).try_fold(Decimal::ONE, Decimal::checked_mul)
}
