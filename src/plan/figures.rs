//! Reduces a parsed document to its figures, for texts of which only figures may be published. Label,
//! value, unit, year and line stay. A quote is cut to the printed quantity (22147.35亿元), or to the words
//! of a claim (超额完成年度任务). Sections, goals in words, and warnings that quote the text are removed.

use super::evidence;
use super::number::quantity;
use super::parsed::{Contents, Observation, ParsedDocument, WarningKind};
use super::prose::CLAIM;
use crate::spelling::fold::fold;
use crate::spelling::numeral::{is_multiplier, is_numeral};
use rust_decimal::Decimal;
use std::ops::Range;

/// The greatest length of a printed quantity that the reader of quantities does not know, in characters.
const LONGEST: usize = 24;

/// Reduces the document. A figure is removed if no part of its quote contains it.
pub fn keep(document: &mut ParsedDocument) {
    document.contents = Contents::Figures;
    document.sections.clear();
    document.withdrawn.clear();
    for table in &mut document.tables {
        table.section = None;
        for row in &mut table.rows {
            let cells = &mut row.cells;
            let all = [
                &mut cells.base,
                &mut cells.target,
                &mut cells.growth,
                &mut cells.actual,
                &mut cells.actual_growth,
            ];
            for cell in all {
                cell.take_if(|text| !text.contains(|sign: char| sign.is_ascii_digit()));
            }
        }
    }
    document.observations.retain_mut(reduce);
    let on = |line: &u32| document.observations.iter().any(|read| read.line == *line);
    document.lines.retain(|line, _| on(line));
    document
        .warnings
        .retain(|warning| !matches!(warning.kind, WarningKind::FigureNotInQuote { .. }));
}

/// Reduces the quote to the quantity; false if there is none and the words are no claim.
fn reduce(read: &mut Observation) -> bool {
    let Some(value) = read.value else {
        // The quote of a claim is its words: 超额完成年度任务.
        read.section = None;
        return read.read_by.as_deref() == Some(CLAIM);
    };
    let chars: Vec<char> = read.quote.chars().collect();
    let shows = |range: &Range<usize>| {
        let part: String = chars[range.clone()].iter().collect();
        let mut values = std::iter::once(value).chain(read.value_high);
        values.all(|value| evidence::holds_figure(&part, value, read.unit.as_deref()))
    };
    let found = quantity_in(&chars, value, read).filter(shows);
    let Some(range) = found.or_else(|| shortest(&chars, read.unit.as_deref(), shows)) else {
        return false;
    };
    let offset = |chars: usize| u32::try_from(chars).unwrap_or(u32::MAX);
    let start = read.span[0].saturating_add(offset(range.start));
    read.span = [start, start.saturating_add(offset(range.len()))];
    read.quote = chars[range].iter().collect();
    read.section = None;
    true
}

/// The last quantity with this value and unit, because a clause ends with its figure.
fn quantity_in(chars: &[char], value: Decimal, read: &Observation) -> Option<Range<usize>> {
    let mut found = None;
    let mut at = 0;
    while at < chars.len() {
        let Some(quantity) = quantity::read(chars, at) else {
            at += 1;
            continue;
        };
        let same = quantity.value == value && quantity.value_high == read.value_high;
        if same && (quantity.unit == read.unit || read.unit.is_none()) {
            found = Some(quantity.start..quantity.end);
        }
        at = quantity.end.max(at + 1);
    }
    found
}

/// The shortest part that contains the figure and does not begin or end within a number, extended by the
/// unit after it.
fn shortest(
    chars: &[char],
    unit: Option<&str>,
    shows: impl Fn(&Range<usize>) -> bool,
) -> Option<Range<usize>> {
    let is_number = |at: usize| chars.get(at).is_some_and(|sign| part_of_number(*sign));
    // Whether the characters before and at `at` belong to one number.
    let cuts = |at: usize| at > 0 && is_number(at - 1) && is_number(at);
    let whole = |range: &Range<usize>| !cuts(range.start) && !cuts(range.end);
    let lengths = 1..=LONGEST.min(chars.len());
    let mut windows =
        lengths.flat_map(|length| (0..=chars.len() - length).rev().map(move |at| at..at + length));
    let mut range = windows.find(|range| whole(range) && shows(range))?;
    let unit: Vec<char> = unit.unwrap_or_default().chars().collect();
    let rest = chars[range.end..].iter();
    // Characters are folded one by one: ％ is %.
    let fold = |sign: &char| fold(sign.encode_utf8(&mut [0; 4]));
    if rest.zip(&unit).filter(|(one, other)| fold(one) == fold(other)).count() == unit.len() {
        range.end += unit.len();
    }
    Some(range)
}

fn part_of_number(sign: char) -> bool {
    sign.is_numeric()
        || matches!(sign, '.' | ',' | '．' | '，')
        || is_numeral(sign)
        || is_multiplier(sign)
        || matches!(sign, '零' | '〇' | '两')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::parsed::from_json;
    use serde_json::json;

    /// The reduced quote of the figure with its span; `None` where the figure is removed.
    fn reduced(quote: &str, value: f64, high: Option<f64>, unit: Option<&str>) -> Option<String> {
        let json = json!({
            "format": "parsed-document/2",
            "source": {"file": "jia.txt", "sha256": "a".repeat(64), "bytes": 9, "encoding": "UTF-8"},
            "document": {"kind": "work_report", "region": "jia", "title": "甲区政府工作报告",
                         "reports": [2025, 2025], "completeness": {"state": "complete"}},
            "sections": [{"id": "1", "level": 1, "number": "一、", "title": "回顾", "line": 1, "end_line": 9}],
            "observations": [{
                "origin": "prose", "kind": "actual", "label": "甲", "indicator": null, "value": value,
                "value_high": high, "unit": unit, "comparator": "eq", "measure": "level", "year": 2025,
                "line": 3, "span": [100, 100 + quote.chars().count()], "quote": quote, "section": "1",
            }],
            "lines": {"3": [90, 300]},
        });
        let mut document = from_json(json.to_string().as_bytes()).unwrap();
        keep(&mut document);
        assert_eq!(document.contents, Contents::Figures);
        assert!(document.sections.is_empty());
        let read = document.observations.first()?;
        let [start, end] = read.span;
        let part: String =
            quote.chars().skip(start as usize - 100).take((end - start) as usize).collect();
        assert_eq!(part, read.quote);
        assert_eq!(read.section, None);
        Some(part)
    }

    #[test]
    fn a_quote_becomes_the_printed_quantity() {
        for (quote, value, high, unit, want) in [
            ("地区生产总值达到22147.35亿元", 22147.35, None, Some("亿元"), "22147.35亿元"),
            ("甲增长8%、乙增长8%", 8.0, None, Some("%"), "8%"),
            ("新增就业3万人左右", 3.0, None, Some("万人"), "3万人左右"),
            ("建成10—15个社区", 10.0, Some(15.0), Some("个"), "10—15个"),
            ("失业率降到４．５％", 4.5, None, Some("%"), "４．５％"),
            ("规模翻一番", 2.0, None, Some("倍"), "翻一番"),
            ("总量突破两千亿元", 2000.0, None, Some("亿元"), "两千亿元"),
            ("进入全国前十", 10.0, None, Some("位"), "十"),
        ] {
            assert_eq!(reduced(quote, value, high, unit).as_deref(), Some(want), "{quote}");
        }
    }

    #[test]
    fn a_figure_that_the_quote_does_not_contain_is_removed() {
        assert_eq!(reduced("地区生产总值达到500亿元", 5.0, None, Some("亿元")), None);
    }
}
