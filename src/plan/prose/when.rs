//! Years in running text: 到2025年, “十四五”期间, 2035年, 五年累计.
//!
//! A year applies to its sentence until the next one is named. Years of a comparison (是2015年的1.6倍,
//! 较“十三五”) are not the year of the figure.

use crate::plan::lexicon::char_set::CharSet;
use crate::plan::lexicon::time;
use crate::plan::number::numeral::number;
use crate::plan::number::unit::at;
use crate::spelling::numeral::is_numeral;

/// A year or period with its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each tells one way in which a year is named")]
pub(super) struct YearMention {
    pub start: usize,
    pub end: usize,
    pub year: u16,
    /// Whether it is a period (“十四五”期间) rather than a year.
    pub period: bool,
    /// Whether it belongs to a comparison and is not the year of the figure.
    pub reference: bool,
    /// Whether it is the year of the next figure only: 由2020年的12家增加到30家.
    pub start_only: bool,
    /// Whether the period is only mentioned: 巩固“十三五”成果, not “十三五”期间.
    pub mention: bool,
    /// The first of several years whose last is `year`: 2021-2022年.
    pub from: Option<u16>,
}

/// Names of five-year plans.
const PLANS: &[(&str, u16)] = &[
    ("十一五", 2010),
    ("十二五", 2015),
    ("十三五", 2020),
    ("十四五", 2025),
    ("十五五", 2030),
    ("十六五", 2035),
];

/// The name of the plan whose last year this is: 十三五 for 2020.
pub(super) fn period_until(year: u16) -> Option<&'static str> {
    PLANS.iter().find(|(_, last)| *last == year).map(|(name, _)| *name)
}

/// Plans whose names have other meanings (十五 is also 15). They count within quotation marks or before a
/// word of a period.
const OLD_PLANS: &[(&str, u16)] = &[("十五", 2005), ("九五", 2000), ("八五", 1995)];

/// Every year named in `text`, in order.
pub(super) fn whens(text: &[char]) -> Vec<YearMention> {
    let mut found: Vec<YearMention> = Vec::new();
    let mut position = 0;
    while let Some(next) = text[position..].iter().position(|c| begins(*c)) {
        position += next;
        match read(text, position) {
            Some(mut when) => {
                when.reference = is_reference(text, when.start, when.end);
                let before = when.start.checked_sub(1).and_then(|before| text.get(before));
                let basis = matches!(before, Some('在' | '以')) && is_basis(text, when.end);
                when.start_only = basis
                    || matches!(before, Some('由' | '从' | '自'))
                        && text.get(when.end) == Some(&'的');
                when.from = found
                    .last()
                    .filter(|first| is_range(text, first, &when))
                    .map(|first| first.year);
                position = when.end;
                found.push(when);
            }
            None => position += 1,
        }
    }
    found
}

/// Whether `first` and `last` form a range: 2021-2022年, 2021年至2023年.
fn is_range(text: &[char], first: &YearMention, last: &YearMention) -> bool {
    let between = &text[first.end..last.start];
    let dash = matches!(between, ['-' | '~' | '至' | '到'] | ['-', '-']);
    dash && !first.period && first.year < last.year
}

fn read(text: &[char], start: usize) -> Option<YearMention> {
    let when = |end: usize, year: u16, period: bool| {
        let (reference, start_only, mention) = (false, false, false);
        Some(YearMention { start, end, year, period, reference, start_only, mention, from: None })
    };
    // Every name of a plan begins with 十 and ends with 五.
    let named = text[start] == '十' && text.get(start + 2) == Some(&'五');
    let names = if named { PLANS } else { &[] };
    let old = OLD_PLANS.iter().filter(|_| !text[start].is_ascii_digit() && old_plan(text, start));
    for (name, year) in names.iter().chain(old) {
        if at(text, start, name) {
            let mut end = start + name.chars().count();
            while matches!(text.get(end), Some('”' | '"' | '’')) {
                end += 1;
            }
            let mut spans = time::TOTALS.iter().any(|word| at(text, end, word));
            for word in ["规划", "计划", "时期", "期间", "期末", "末", "以来"] {
                if at(text, end, word) {
                    end += word.chars().count();
                    spans |= !matches!(word, "规划" | "计划");
                }
            }
            return when(end, *year, true).map(|when| YearMention { mention: !spans, ..when });
        }
    }
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    if text[start].is_ascii_digit() && before.is_none_or(|c| !c.is_ascii_digit() && *c != '.') {
        let (value, end) = number(text, start)?;
        let year = u16::try_from(i64::try_from(value).ok()?).ok()?;
        if !value.is_integer() || end - start != 4 || !(1949..=2060).contains(&year) {
            return None;
        }
        return if text.get(end) == Some(&'年') {
            // 2021-2025年 ends at its last year.
            let end = end + 1 + usize::from(matches!(text.get(end + 1), Some('底' | '末')));
            when(end + until(text, end), year, false)
        } else if bare_year(text, end) {
            when(end, year, false)
        } else {
            None
        };
    }
    if text[start] == '二' && matches!(text.get(start + 1), Some('〇' | '零' | '○' | 'O' | '0'))
    {
        let digits: String = text[start..]
            .iter()
            .take(4)
            .filter_map(|c| {
                "〇一二三四五六七八九".chars().position(|d| d == *c).or((matches!(
                    c,
                    '零' | '○' | 'O' | '0'
                ))
                .then_some(0))
            })
            .map(|digit| digit.to_string())
            .collect();
        let year = digits.parse().ok().filter(|year| (1949..=2060).contains(year))?;
        return when(start + 4 + usize::from(text.get(start + 4) == Some(&'年')), year, false);
    }
    None
}

/// Whether a year or the name of a plan may begin with this character. Most characters fail here.
fn begins(c: char) -> bool {
    static BEGINNINGS: CharSet = CharSet::with_digits(&['二', '十', '九', '八']);
    BEGINNINGS.has(c)
}

/// Whether 十五 names a plan here: “十五”, 十五期间. 十五五 is the 15th plan.
fn old_plan(text: &[char], start: usize) -> bool {
    let quoted = start.checked_sub(1).is_some_and(|before| matches!(text[before], '“' | '"' | '‘'))
        && matches!(text.get(start + 2), Some('”' | '"' | '’'));
    quoted || ["时期", "期间", "期末"].iter().any(|word| at(text, start + 2, word))
}

/// Length of 前, 以前 or 之前 after a year, which make it a limit: 2027年底前建成. 2025年前三季度 and
/// 2025年前10 are none.
fn until(text: &[char], end: usize) -> usize {
    ["以前", "之前", "前"]
        .iter()
        .find(|word| at(text, end, word))
        .map(|word| word.chars().count())
        .filter(|length| {
            text.get(end + length).is_none_or(|c| {
                !c.is_ascii_digit()
                    && !is_numeral(*c)
                    && !matches!(
                        *c,
                        '百' | '千'
                            | '万'
                            | '几'
                            | '半'
                            | '期'
                            | '后'
                            | '列'
                            | '往'
                            | '景'
                            | '沿'
                            | '瞻'
                            | '端'
                    )
            })
        })
        .unwrap_or(0)
}

/// Whether it is a year that lost its 年 (`2025打造`): a word follows, not a unit or the end of a number.
fn bare_year(text: &[char], end: usize) -> bool {
    match text.get(end) {
        None => false,
        Some('-' | '~' | '、' | '和' | '至') => {
            number(text, end + 1).is_some_and(|(_, end)| text.get(end) == Some(&'年'))
        }
        Some(c) => !c.is_ascii_alphanumeric()
            && !"万亿千百个家所座栋项件处条张辆台套人名位户%.,、。;:/-~)余多平公亩吨元倍场次米年"
                .contains(*c)
            && crate::plan::number::quantity::read(text, end - 4)
                .is_none_or(|quantity| quantity.unit.is_none()),
    }
}

/// Whether the year is a base: 在2020年5.2%的基础上.
fn is_basis(text: &[char], end: usize) -> bool {
    let clause: String = text[end..]
        .iter()
        .take(16)
        .take_while(|c| !matches!(**c, ',' | '。' | ';' | ':'))
        .collect();
    clause.contains("基础上")
}

/// Whether the year belongs to a comparison: 比2010年, 较“十三五”, 是2015年的1.6倍, 相当于2015年.
fn is_reference(text: &[char], start: usize, end: usize) -> bool {
    let from = start.saturating_sub(4);
    let before: String =
        text[from..start].iter().filter(|c| !matches!(**c, '“' | '"' | '‘')).collect();
    // 展望2035年,地区生产总值翻一番.
    if before.ends_with("展望") && matches!(text.get(end), Some(',')) {
        return false;
    }
    if time::COMPARING.ends(&before) {
        return true;
    }
    // 从2021年起, 2019年水平 and 在2020年的基础上 do not name the year of the figure.
    let begins = before.ends_with(['从', '自']) && ["起", "开始"].iter().any(|w| at(text, end, w));
    let bare = end + usize::from(text.get(end) == Some(&'的'));
    if begins || time::BASES.iter().any(|word| at(text, bare, word)) {
        return true;
    }
    let multiple = text.get(end) == Some(&'的')
        && number(text, end + 1).is_some_and(|(_, after)| text.get(after) == Some(&'倍'));
    // 恢复至2019年的96%.
    let regained = text.get(end) == Some(&'的')
        && time::REGAINING.ends(&before)
        && number(text, end + 1).is_some_and(|(_, after)| text.get(after) == Some(&'%'));
    let multiple = multiple || regained;
    let aim =
        time::AIMING.ends(&before) || at(text, end, "远景目标") || at(text, end, "年远景目标");
    multiple || aim || at(text, end, "行动") || at(text, end, "底前") || at(text, end, "年底前")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_a_plan_is_told_by_two_characters() {
        for (name, _) in PLANS {
            assert!(name.starts_with('十') && name.chars().nth(2) == Some('五'), "{name}");
        }
    }

    fn years(text: &str) -> Vec<(u16, bool)> {
        whens(&text.chars().collect::<Vec<_>>()).iter().map(|w| (w.year, w.reference)).collect()
    }

    #[test]
    fn reads_years_and_periods() {
        assert_eq!(years("到2025年,达到;“十四五”期间"), [(2025, false), (2025, false)]);
        assert_eq!(years("2025打造1-2个,二〇三五年"), [(2025, false), (2035, false)]);
        assert_eq!(years("引进人才2000名,2000亿元"), []);
        assert_eq!(years("“十五”期间投资,比“九五”时期增长"), [(2005, false), (2000, true)]);
        // Not a plan: fifteen, and a list that ends with five.
        assert_eq!(years("建设十五所学校,一九五队"), []);
    }

    #[test]
    fn a_name_of_a_plan_begins_with_a_character_that_is_not_skipped() {
        for (name, _) in PLANS.iter().chain(OLD_PLANS) {
            assert!(name.starts_with(begins), "{name}");
        }
    }

    #[test]
    fn a_year_of_comparison_is_not_the_year_of_the_figure() {
        assert_eq!(years("是2015年的1.6倍"), [(2015, true)]);
        assert_eq!(years("较“十三五”翻番,比2010年翻番"), [(2020, true), (2010, true)]);
    }

    #[test]
    fn a_limit_of_a_year_is_in_that_year() {
        let text: Vec<char> = "2027年底前建成".chars().collect();
        assert_eq!((whens(&text)[0].year, whens(&text)[0].end), (2027, 7));
        let end = |text: &str| whens(&text.chars().collect::<Vec<_>>())[0].end;
        assert_eq!(end("2025年前建成"), 6);
        // No limit: three quarters, the first ten, before and after.
        for text in ["2025年前三季度", "2025年前10名", "2025年前后"] {
            assert_eq!(end(text), 5, "{text}");
        }
    }
}
