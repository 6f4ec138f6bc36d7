//! Whether a quote contains a figure or words.

use super::numbers::{figures, leading_power};
use crate::spelling::fold::nfkc;
use crate::spelling::numeral::{is_multiplier, is_numeral};
use rust_decimal::Decimal;

/// Whether `quote` contains `value` in `unit` (2000 in 亿元 for 两千亿元). A negative value needs its sign
/// or a word of a fall (下降, 减少, 降低) in the quote.
#[must_use]
pub fn holds_figure(quote: &str, value: Decimal, unit: Option<&str>) -> bool {
    if !value.is_sign_negative() && is_printed(quote, value) {
        return true;
    }
    let text = fold(quote);
    let falls = || text.contains(['-', '−', '负', '降', '减', '少', '低']);
    if value.is_sign_negative() && !value.is_zero() && !falls() {
        return false;
    }
    let value = value.abs();
    let scaled = unit.and_then(|unit| value.checked_mul(leading_power(&fold(unit))?));
    figures(&text)
        .iter()
        .any(|&figure| figure == value || Some(figure) == scaled || is_rounded(value, figure))
}

/// Whether the digits of a value are in the quote between Chinese characters that are no part of a number. This is the
/// form of most figures; for all others the quote is folded and read.
fn is_printed(quote: &str, value: Decimal) -> bool {
    let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let numeral = |c: char| {
        is_numeral(c)
            || is_multiplier(c)
            || matches!(
                c,
                '零' | '〇' | '壹' | '两' | '贰' | '点' | '分' | '之' | '成' | '番' | '翻' | '半'
            )
    };
    let digits = value.to_string();
    quote.match_indices(&digits).any(|(at, _)| {
        let before = quote[..at].chars().next_back();
        let after = quote[at + digits.len()..].chars().next();
        before.is_none_or(|c| chinese(c) && !numeral(c))
            && after.is_none_or(|c| {
                chinese(c) && !matches!(c, '点' | '分' | '成')
                    || matches!(c, '%' | '，' | '。' | '、' | '；')
            })
    })
}

/// Whether `quote` contains these words, without regard to white space and width.
#[must_use]
pub fn holds_words(quote: &str, words: &str) -> bool {
    let words = compact(words);
    !words.is_empty() && compact(quote).contains(&words)
}

/// Whether `quote` contains these words. For words that were wrapped over lines, a part of them is enough.
#[must_use]
pub fn shows_words(quote: &str, words: &str, flags: &[String]) -> bool {
    let wrapped = flags.iter().any(|flag| flag == "wrapped");
    holds_words(quote, words) || wrapped && is_part_of(quote, words)
}

/// Whether `quote` is a part of these words, such as the part on one line of words over several.
#[must_use]
pub fn is_part_of(quote: &str, words: &str) -> bool {
    let quote = compact(quote);
    !quote.is_empty() && compact(words).contains(&quote)
}

/// NFKC: full width to half, ㎡ to m2, ％ to %.
pub(super) fn fold(text: &str) -> String {
    // NFKC would turn a footnote mark into a digit: 难以完成¹1项.
    // Characters of zero width may occur within a number.
    let hidden =
        |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}');
    let mark = |c: &char| matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{209c}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}');
    if !text.contains(|c| hidden(&c) || mark(&c)) {
        return nfkc(text).into_owned();
    }
    let text: String = text.chars().filter(|c| !hidden(c) && !mark(c)).collect();
    nfkc(&text).into_owned()
}

fn compact(text: &str) -> String {
    nfkc(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether `value` is `figure` rounded to the decimals of `value`, where `figure` has more than four
/// decimals. A third is printed as 33.33 or 33.3.
fn is_rounded(value: Decimal, figure: Decimal) -> bool {
    figure.scale() > 4 && value.scale() >= 1 && figure.round_dp(value.scale()) == value
}
