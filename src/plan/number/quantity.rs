//! Quantities as running text prints them: `1247.04亿元`, `50名左右`, `8—10家`, `两千亿元`, `百分之八`.
//!
//! ```text
//! quantity = number [ dash number ] [ scale ] [ "余" | "多" ] [ unit ] [ hedge ]
//! number   = digits [ "." digits ] | Chinese numeral
//! scale    = "万" | "亿" | "万亿" …              stays in the unit: 1.56 万亿元
//! hedge    = "以上" | "左右" | "以内" | "以下" …
//! ```
//! Works on folded characters (half-width, without spaces: `prose::passage`). Words before the
//! number (突破, 不低于) belong to `prose::comparator`; cells of tables to `table::cell`.

use crate::domain::Comparator;
use rust_decimal::Decimal;

/// A number with its unit, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// First character of the number, and one past the last of the unit and hedge.
    pub start: usize,
    pub end: usize,
    /// One past the last character of the digits, before scale and unit.
    pub number_end: usize,
    /// One past the last character of the unit, before the hedge.
    pub unit_end: usize,
    pub value: Decimal,
    pub value_high: Option<Decimal>,
    /// With its power: 亿元, 万人, %. `None` where nothing known follows the number.
    pub unit: Option<String>,
    /// From the words after the unit, or 余 and 多 inside.
    pub hedge: Option<Comparator>,
    /// Written in Chinese numerals.
    pub words: bool,
}

/// Units, a longer one before its own prefix.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "个百分点", "百分点", "平方公里", "平方千米", "平方米", "立方米", "平米", "公里", "千米", "公顷", "亩",
    "吨标准煤", "吨标煤", "标准箱", "标箱", "吨", "公斤", "千克", "斤", "亿元", "美元", "欧元", "元", "人次", "人年",
    "场次", "架次", "批次", "车次", "年一遇", "千瓦时", "千瓦", "兆瓦", "毫克", "微克", "人口", "人", "名", "位",
    "户", "家", "个", "所", "座", "栋", "幢", "项", "件", "处", "条", "张", "辆", "台", "套", "间", "场", "次", "支",
    "篇", "部", "只", "头", "株", "棵", "种", "门", "款", "床", "倍", "艘", "架", "例", "分贝", "枚", "具", "册", "本",
    "首", "宗", "起", "单", "岁", "千伏安", "兆伏安", "蒸吨", "μg/m3", "ug/m3", "mg/m3", "mg/L", "PFLOPS", "EFLOPS",
    "PFlops", "EFlops", "Mbps", "Gbps", "GWh", "MWh", "kWh", "GW", "MW", "kW", "km2", "km", "TEU", "小时", "分钟", "天", "米", "升", "%", "‰", "分", "日", "秒", "年",
];

/// What must not follow a unit, since it is then the beginning of a noun: 项目, 家庭, 人才.
const NOT_BEFORE: &[(&str, &[&str])] = &[
    ("项", &["目"]),
    ("家", &["庭"]),
    ("人", &["才", "均", "大", "工"]),
    ("位", &["于"]),
    ("台", &["阶"]),
    ("部", &["门", "分", "委"]),
    ("场", &["馆", "景", "所", "地"]),
    ("次", &["产业", "会议"]),
    ("分", &["钟", "之", "别", "类", "级"]),
    ("单", &["位"]),
    ("名", &["优", "校"]),
    ("本", &["科"]),
    ("天", &["河"]),
    ("日", &["制"]),
    ("门", &["类"]),
    ("间", &["接"]),
    ("头", &["部"]),
    ("条", &["控制"]),
    ("具", &["有", "备", "体"]),
    ("个", &["性", "人", "体"]),
    ("件", &["套"]),
    ("支", &["持", "撑", "出", "柱"]),
    ("处", &["理", "置"]),
    ("张", &["家"]),
    ("种", &["植", "业", "养"]),
    ("首", &["次", "位", "店", "个"]),
    ("人年", &["均", "龄", "初", "末", "底", "内", "以"]),
    (
        "起",
        &[
            "来", "步", "点", "草", "到", "着", "飞", "航", "降", "始", "跑", "底", "征", "重",
            "效", "付",
        ],
    ),
];

const HEDGES: &[(&str, Comparator)] = &[
    ("及以上", Comparator::Ge),
    ("及其以上", Comparator::Ge),
    ("(含)以上", Comparator::Ge),
    ("以上", Comparator::Ge),
    ("及以下", Comparator::Le),
    ("以下", Comparator::Le),
    ("之内", Comparator::Le),
    ("以内", Comparator::Le),
    ("左右", Comparator::Approx),
    ("上下", Comparator::Approx),
];

/// Whether `text` begins with `word` at `at`.
pub fn at(text: &[char], at: usize, word: &str) -> bool {
    let mut rest = text.get(at..).unwrap_or_default().iter();
    word.chars().all(|character| rest.next() == Some(&character))
}

/// Reads the quantity that begins at `start`; `None` where there is none.
pub fn read(text: &[char], start: usize) -> Option<Quantity> {
    let digits = number(text, start);
    let words = digits.is_none();
    let (value, mut position) = digits.or_else(|| chinese(text, start))?;
    let mut number_end = position;
    let mut value_high = None;
    let mut first_unit = None;
    // A range repeats the unit or not: 30%-35%, 5-8家.
    let after_first = unit(text, position);
    for (from, unit) in [(position, None), (after_first.0, after_first.1.clone())] {
        let Some(dash) = dash(text, from) else { continue };
        if let Some((high, end)) = number(text, dash)
            && high > value
            && !(unit.is_none() && is_year(value) && is_year(high))
        {
            value_high = Some(high);
            position = end;
            number_end = end;
            first_unit = unit;
            break;
        }
    }
    let mut hedge = None;
    let (mut unit_end, mut unit) = unit_with_hedge(text, position, &mut hedge);
    if unit.is_none() && first_unit.is_some() {
        unit = first_unit;
        unit_end = position;
    }
    let mut end = unit_end;
    for (word, comparator) in HEDGES {
        if at(text, end, word) {
            end += word.chars().count();
            hedge = Some(*comparator);
            break;
        }
    }
    Some(Quantity { start, end, number_end, unit_end, value, value_high, unit, hedge, words })
}

/// Digits with a decimal point, thousands in threes: `1,234.5`.
pub fn number(text: &[char], start: usize) -> Option<(Decimal, usize)> {
    let mut digits = String::new();
    let mut position = start;
    let digit = |position: usize| text.get(position).filter(|c| c.is_ascii_digit()).copied();
    while let Some(c) = digit(position) {
        digits.push(c);
        position += 1;
        if digits.len() > 15 {
            return None;
        }
        let group =
            (1..=3).all(|ahead| digit(position + ahead).is_some()) && digit(position + 4).is_none();
        if text.get(position) == Some(&',') && group && digits.len() <= 3 {
            position += 1;
        }
    }
    if digits.is_empty() {
        return None;
    }
    if text.get(position) == Some(&'.') && digit(position + 1).is_some() {
        digits.push('.');
        position += 1;
        while let Some(c) = digit(position) {
            digits.push(c);
            position += 1;
            if digits.len() > 24 {
                return None;
            }
        }
    }
    digits.parse().ok().map(|value| (value, position))
}

/// Whether a bare number is a calendar year: 1949–2060.
pub fn is_year(value: Decimal) -> bool {
    value.is_integer() && value >= Decimal::from(1949) && value <= Decimal::from(2060)
}

/// Position after a range's dash: `-`, `~`, 至, 到 (dashes of all kinds are folded to `-`).
fn dash(text: &[char], from: usize) -> Option<usize> {
    match text.get(from)? {
        '-' if text.get(from + 1) == Some(&'-') => Some(from + 2),
        '-' | '~' | '至' => Some(from + 1),
        _ => None,
    }
}

/// The unit at `from` with its power of ten (万, 亿), and where it ends.
fn unit(text: &[char], from: usize) -> (usize, Option<String>) {
    unit_with_hedge(text, from, &mut None)
}

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
    if let Some(word) = base_unit(text, position) {
        position += word.chars().count();
        unit.push_str(if word == "人口" { "人" } else { word });
        // A compound: 公里/平方公里, 万元/人.
        if text.get(position) == Some(&'/') {
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

fn base_unit(text: &[char], from: usize) -> Option<&'static str> {
    UNITS.iter().copied().find(|word| at(text, from, word) && ends(text, from, word))
}

/// Whether a unit ends where its word does, and is not the beginning of another: 项目, kms.
fn ends(text: &[char], from: usize, word: &str) -> bool {
    let after = from + word.chars().count();
    let latin = |c: char| c.is_ascii_alphabetic();
    if word.ends_with(latin) && text.get(after).is_some_and(char::is_ascii_alphanumeric) {
        return false;
    }
    !NOT_BEFORE
        .iter()
        .any(|(unit, nouns)| *unit == word && nouns.iter().any(|noun| at(text, after, noun)))
}

fn chinese_digit(c: char) -> Option<i64> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .and_then(|value| i64::try_from(value).ok())
        .or(match c {
            '零' => Some(0),
            '两' => Some(2),
            _ => None,
        })
}

/// Chinese numerals up to thousands: 十五, 一百二十, 两千; a bare 百 or 千 is 100 or 1000.
/// 万 and 亿 are left to the unit, as in print (两千亿元 is 2000 亿元).
pub fn chinese(text: &[char], start: usize) -> Option<(Decimal, usize)> {
    let (mut total, mut digit, mut position) = (0i64, None, start);
    while let Some(&c) = text.get(position) {
        if let Some(value) = chinese_digit(c) {
            if digit.is_some() {
                return None; // 二〇二五: a year, read elsewhere
            }
            digit = Some(value);
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
    // 万亿 and 亿 without a digit before count from one.
    if position == start && matches!(text.get(start), Some('万' | '亿')) {
        return Some((Decimal::ONE, start));
    }
    (position > start).then(|| (Decimal::from(total), position))
}

#[cfg(test)]
mod tests {
    use super::*;

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
