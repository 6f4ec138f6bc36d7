//! Texts: how wide they are, how they are cut and wrapped, and how figures are written.

use super::data::{Figure, Heading};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// The estimated width of a text at a font size; fonts differ.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em: f64 = text.chars().map(em).sum();
    em * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '|' | '\'' | ' ' => 0.36,
        '0'..='9' => 0.64,
        '\u{2009}' | '\u{202f}' => 0.22,
        'm' | 'w' | 'M' | 'W' | '→' | '≥' | '≤' | '≈' | '<' | '>' | '%' | '&' | '@' => 0.95,
        'A'..='Z' => 0.7,
        '\u{0}'..='\u{24f}' => 0.62,
        '\u{2e80}'..='\u{ffff}' | '\u{20000}'..='\u{3ffff}' => 1.0,
        _ => 0.7,
    }
}

/// The text, or its beginning and an ellipsis, within a width.
pub(super) fn shortened(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), em('…') * size);
    for letter in text.chars() {
        used += em(letter) * size;
        if used > room {
            break;
        }
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The text in lines within a width: cut after a blank or a mark where one is near, else anywhere.
pub(super) fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0.0);
    for letter in text.chars() {
        let wide = em(letter) * size;
        if used + wide > room && !line.is_empty() {
            let cut = line
                .rfind([' ', ',', '&', '/', '，', '、', '；'])
                .filter(|cut| *cut * 2 > line.len());
            let rest = match cut {
                Some(cut) => {
                    let after = cut + line[cut..].chars().next().map_or(0, char::len_utf8);
                    line.split_off(after)
                }
                None => String::new(),
            };
            lines.push(std::mem::replace(&mut line, rest).trim_end().to_owned());
            used = width(&line, size);
        }
        line.push(letter);
        used += wide;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A number with thin spaces between groups of three digits, from five digits on.
pub(super) fn number(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, text) =
        text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("\u{2212}", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = sign.to_owned();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len() > 4 && (whole.len() - place).is_multiple_of(3) {
            out.push('\u{2009}');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The sign of a comparator before a number.
fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "",
        Comparator::Ge => "≥\u{2009}",
        Comparator::Gt => ">\u{2009}",
        Comparator::Le => "≤\u{2009}",
        Comparator::Lt => "<\u{2009}",
        Comparator::Approx => "≈\u{2009}",
    }
}

/// A figure without its unit: `≥ 12 000`, `3–5`. A figure off the axis has its unit and its measure.
pub(super) fn figure(figure: &Figure) -> String {
    let mut out = comparator(figure.comparator).to_owned();
    out.push_str(&number(figure.value));
    if let Some(high) = figure.high {
        out.push('–');
        out.push_str(&number(high));
    }
    if !figure.on_axis
        && let Some(unit) = &figure.unit
    {
        out.push('\u{2009}');
        out.push_str(unit);
    }
    if !figure.on_axis
        && let Some(measure) = &figure.measure
    {
        out.push(' ');
        out.push_str(measure);
    }
    out
}

/// A figure with everything: its unit, measure and year. Digits are those of the answer, without spaces.
pub(super) fn in_full(figure: &Figure, lang: Lang) -> String {
    let mut out = comparator(figure.comparator).replace('\u{2009}', "");
    out.push_str(&figure.value.normalize().to_string());
    if let Some(high) = figure.high {
        out.push('–');
        out.push_str(&high.normalize().to_string());
    }
    if let Some(unit) = &figure.unit {
        out.push(' ');
        out.push_str(unit);
    }
    if let Some(measure) = &figure.measure {
        out.push(' ');
        out.push_str(measure);
    }
    if let Some(year) = figure.year {
        let _ = write!(out, " ({year})");
    }
    if figure.derived {
        out.push_str(pick(lang, " computed", " 推算"));
    }
    out
}

/// One of two constant texts.
pub(super) fn pick(lang: Lang, en: &'static str, zh: &'static str) -> &'static str {
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// The unit as printed with the English beside it; empty for a bare number.
pub(super) fn unit(heading: &Heading) -> String {
    let Some(unit) = &heading.unit else { return String::new() };
    match unit_en(unit) {
        Some(english) => format!("{unit} · {english}"),
        None => unit.clone(),
    }
}

/// English of a printed unit; `None` where it needs none or has none.
fn unit_en(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "亿元" => "100 million yuan",
        "万元" => "10\u{2009}000 yuan",
        "元" => "yuan",
        "亿美元" => "100 million US dollars",
        "万美元" => "10\u{2009}000 US dollars",
        "人" => "people",
        "万人" => "10\u{2009}000 people",
        "万人次" => "10\u{2009}000 visits",
        "亿人次" => "100 million visits",
        "户" => "households",
        "万户" => "10\u{2009}000 households",
        "家" => "enterprises",
        "个" | "处" | "项" | "件" | "座" | "所" => "items",
        "件/万人" => "per 10\u{2009}000 people",
        "天" => "days",
        "岁" => "years of age",
        "年" => "years",
        "张" => "beds",
        "微克/立方米" => "µg/m³",
        "毫克/立方米" => "mg/m³",
        "平方米" => "m²",
        "万平方米" => "10\u{2009}000 m²",
        "平方公里" => "km²",
        "公里" | "千米" => "km",
        "亩" => "mu",
        "万亩" => "10\u{2009}000 mu",
        "公顷" => "hectares",
        "吨" => "tonnes",
        "万吨" => "10\u{2009}000 tonnes",
        "倍" => "times",
        "百分点" => "percentage points",
        "标准箱" => "TEU",
        "万标准箱" => "10\u{2009}000 TEU",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_thin_spaces_from_five_digits_on() {
        let written = ["2000", "22000", "1234567.50", "-0.5", "-12000"]
            .map(|text| number(text.parse().unwrap()));
        assert_eq!(
            written,
            [
                "2000",
                "22\u{2009}000",
                "1\u{2009}234\u{2009}567.5",
                "\u{2212}0.5",
                "\u{2212}12\u{2009}000"
            ]
        );
    }

    #[test]
    fn a_long_text_is_cut_or_wrapped_and_keeps_its_letters() {
        let name = "东湖新技术开发区光谷中心城片区";
        assert_eq!(shortened(name, 10.0, 60.0), "东湖新技术…");
        let lines = wrapped(name, 10.0, 60.0);
        assert_eq!(lines.concat(), name);
        assert!(lines.iter().all(|line| width(line, 10.0) <= 60.0), "{lines:?}");
    }
}
