//! Headings that are numbered by decimals: `2 总体要求`, `2.1 指导思想`, `2.1.3 …`.

use super::heading::{Heading, LONGEST, Style, is_title};
use crate::document::bare;

/// The fewest sections of a document that is numbered by decimals.
const FEWEST_DECIMALS: usize = 3;

/// Reads a heading that is numbered by decimals: `2 总体要求`, `2.1 指导思想`, `2.1.3 …`. A row of a table may look
/// like one, so the outline decides whether the document is numbered in this way.
pub(super) fn read(number: u32, line: &str) -> Option<Heading> {
    if line.len() > 4 * LONGEST {
        return None;
    }
    let text = bare(line);
    let digits =
        text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
    let (printed, title) = text.split_at(digits);
    let mut parts = printed.trim_end_matches('.').split('.');
    let last = parts.clone().next_back()?.parse().ok().filter(|last| (1..=30).contains(last))?;
    let style = match parts.clone().count() {
        1 => Style::Chapter,
        2 => Style::Section,
        3 => Style::Item,
        _ => return None,
    };
    let spaced = title.starts_with(char::is_whitespace);
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = title.starts_with(|c: char| c == '“' || ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let plain =
        title.chars().count() >= 2 && !title.contains(['\t', '，', ',']) && is_title(&title);
    (spaced && named && plain && parts.all(|part| (1..=2).contains(&part.len()))).then(|| Heading {
        line: number,
        last: number,
        style,
        number: Some(last),
        printed: Some(printed.to_owned()),
        title,
        leader: false,
    })
}

/// The headings numbered by decimals, if the document is numbered in this way: chapters from 1 on, each section
/// after the section before or the first of its chapter. Empty where it is not.
pub(super) fn throughout(found: Vec<Heading>) -> Vec<Heading> {
    let path = |heading: &Heading| -> Vec<u32> {
        let printed = heading.printed.as_deref().unwrap_or_default();
        printed.split('.').filter_map(|part| part.parse().ok()).collect()
    };
    let mut kept: Vec<Heading> = Vec::new();
    let mut last = vec![0];
    for heading in found {
        let number = path(&heading);
        // The next number on its level, or the first one a level below.
        let (own, before) = number.split_at(number.len() - 1);
        let sibling = last.len() > own.len() && last.starts_with(own);
        let next = sibling && before[0] == last[own.len()] + 1;
        let below = last == own && before[0] == 1;
        // 2.1 may follow 1.3 where the chapter has no line of its own.
        let chapter = number.len() == 2 && number[1] == 1 && last[0] + 1 == number[0];
        if next || below || chapter {
            last = number;
            kept.push(heading);
        }
    }
    let sections = kept.iter().filter(|heading| heading.style == Style::Section).count();
    if sections < FEWEST_DECIMALS { Vec::new() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_decimals_has_one_level_for_each_part() {
        let shown = |line: &str| read(1, line).map(|h| (h.style, h.number, h.title));
        for (line, style, number, title) in [
            ("2 总体要求", Style::Chapter, 2, "总体要求"),
            ("## 2.1 “十四五”时期 主要目标", Style::Section, 1, "“十四五”时期 主要目标"),
            ("2.1.3 创新发展", Style::Item, 3, "创新发展"),
        ] {
            assert_eq!(shown(line), Some((style, Some(number), title.into())), "{line}");
        }
        for line in [
            "2.1万人",
            "2.1 46.5",
            "2.1 扩大开放，深化改革",
            "2021 年",
            "2.1.3.4 附则",
            "2.1 完成改造。",
        ] {
            assert_eq!(shown(line), None, "{line}");
        }
    }
}
