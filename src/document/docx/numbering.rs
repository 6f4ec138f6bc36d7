//! Numbers that Word computes. 第一章, 一、, （一） and 1. are not in the paragraph but in the definition
//! of its list (`numbering.xml`), which the paragraph or its style (`styles.xml`) names.

use super::attribute::value;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// The largest number of levels of a list in Word.
const LEVELS: usize = 9;
/// The longest chain of styles based on one another that is followed.
const DEEPEST_STYLE: usize = 12;
/// The longest text of a level, in characters, because it is written before every paragraph.
const LONGEST_TEXT: usize = 24;

/// The style, list and level that a paragraph names itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub style: Option<String>,
    pub list: Option<String>,
    pub level: Option<usize>,
}

/// The lists of a document, with the last number of each.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Definitions by their ids.
    definitions: HashMap<String, Definition>,
    /// By list id: the definition, and the levels that restart.
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The last number of each level; `None` before the first.
    counted: [Option<u32>; LEVELS],
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: u32,
    format: String,
    /// The pattern of the number: `第%1章`.
    text: String,
    /// The style whose paragraphs have this level.
    style: Option<String>,
    /// Whether there is no space between number and text.
    tight: bool,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    /// Levels that restart at this number when the list is first used.
    starts: Vec<(usize, u32)>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml` and `styles.xml`; malformed parts of them give no numbers.
    pub(super) fn read(numbering: &str, styles: &str) -> Self {
        let mut read = Self::default();
        read.read_lists(numbering);
        read.read_styles(styles);
        read
    }

    fn read_lists(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let (mut definition, mut list): (Option<String>, Option<String>) = (None, None);
        let mut level = 0;
        while let Ok(event) = reader.read_event() {
            let tag = match &event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::End(tag) => {
                    match tag.local_name().as_ref() {
                        "abstractNum" => definition = None,
                        "num" => list = None,
                        _ => {}
                    }
                    continue;
                }
                Event::Eof => return,
                _ => continue,
            };
            let name = tag.local_name();
            match (name.as_ref(), &definition, &list) {
                ("abstractNum", ..) => definition = value(tag, "abstractNumId"),
                ("num", ..) => list = value(tag, "numId"),
                ("lvl" | "lvlOverride", ..) => level = level_of(tag, "ilvl"),
                ("abstractNumId", _, Some(list)) => {
                    let definition = value(tag, "val").unwrap_or_default();
                    self.lists.entry(list.clone()).or_default().definition = definition;
                }
                ("startOverride", _, Some(list)) => {
                    let start = (level, number(tag));
                    self.lists.entry(list.clone()).or_default().starts.push(start);
                }
                (name, Some(definition), None) => {
                    let definition = self.definitions.entry(definition.clone()).or_default();
                    definition.levels[level].set(name, tag);
                }
                _ => {}
            }
        }
    }

    fn read_styles(&mut self, xml: &str) {
        let mut reader = Reader::from_str(xml);
        let mut id: Option<String> = None;
        while let Ok(event) = reader.read_event() {
            let tag = match &event {
                Event::Start(tag) | Event::Empty(tag) => tag,
                Event::End(tag) if tag.local_name().as_ref() == "style" => {
                    id = None;
                    continue;
                }
                Event::Eof => return,
                _ => continue,
            };
            if tag.local_name().as_ref() == "style" {
                id = value(tag, "styleId");
                continue;
            }
            let Some(id) = &id else { continue };
            let style = self.styles.entry(id.clone()).or_default();
            match tag.local_name().as_ref() {
                "basedOn" => style.based_on = value(tag, "val"),
                "numId" => style.list = value(tag, "val"),
                "ilvl" => style.level = Some(level_of(tag, "val")),
                _ => {}
            }
        }
    }

    /// Counts a paragraph and returns the number printed before it; empty where there is none.
    pub(super) fn next(&mut self, place: &Place) -> String {
        let Some((list, level)) = self.list_of(place) else { return String::new() };
        let Some(list) = self.lists.get_mut(&list) else { return String::new() };
        let Some(definition) = self.definitions.get_mut(&list.definition) else {
            return String::new();
        };
        for (level, start) in list.starts.drain(..) {
            definition.counted[level] = start.checked_sub(1).filter(|before| *before > 0);
            definition.levels[level].start = start;
        }
        let start = definition.levels[level].start;
        let counted = &mut definition.counted;
        counted[level] = Some(counted[level].map_or(start, |number| number.saturating_add(1)));
        for deeper in &mut counted[level + 1..] {
            *deeper = None;
        }
        definition.printed(level)
    }

    /// The list and level of a paragraph, from itself or from its style.
    fn list_of(&self, place: &Place) -> Option<(String, usize)> {
        let mut list = place.list.clone();
        let mut level = place.level;
        let mut style = place.style.as_ref();
        let mut named = None;
        for _ in 0..DEEPEST_STYLE {
            let Some((name, found)) = style.and_then(|id| Some((id, self.styles.get(id)?))) else {
                break;
            };
            if list.is_none() && found.list.is_some() {
                list.clone_from(&found.list);
                named = Some(name);
            }
            level = level.or(found.level);
            style = found.based_on.as_ref();
        }
        let list = list.filter(|list| list != "0")?;
        // A list may name the style whose paragraphs have a level.
        let level = level.or_else(|| {
            named?;
            let definition = self.definitions.get(&self.lists.get(&list)?.definition)?;
            definition.levels.iter().position(|level| level.style.as_ref() == named)
        });
        Some((list, level.unwrap_or(0).min(LEVELS - 1)))
    }
}

impl Level {
    fn set(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "start" => self.start = number(tag),
            "numFmt" => self.format = value(tag, "val").unwrap_or_default(),
            "lvlText" => {
                let text = value(tag, "val").unwrap_or_default();
                self.text = text.chars().take(LONGEST_TEXT).collect();
            }
            "pStyle" => self.style = value(tag, "val"),
            "suff" => self.tight = value(tag, "val").as_deref() == Some("nothing"),
            _ => {}
        }
    }
}

impl Definition {
    /// The number as printed (第一章), with a space after it unless the level has none.
    fn printed(&self, level: usize) -> String {
        let own = &self.levels[level];
        if matches!(own.format.as_str(), "bullet" | "none") || !own.text.contains('%') {
            return String::new();
        }
        let mut printed = String::new();
        let mut signs = own.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let of = (sign == '%')
                .then(|| signs.peek().and_then(|digit| digit.to_digit(10)))
                .flatten()
                .and_then(|digit| (digit as usize).checked_sub(1))
                .filter(|of| *of < LEVELS);
            if let Some(of) = of {
                signs.next();
                let number = self.counted[of].unwrap_or(self.levels[of].start);
                printed += &formatted(number, &self.levels[of].format);
            } else {
                printed.push(sign);
            }
        }
        let open = printed.ends_with(['、', '）', '．', '.', '：']);
        if !own.tight && !open {
            printed.push(' ');
        }
        printed
    }
}

fn level_of(tag: &BytesStart<'_>, name: &str) -> usize {
    value(tag, name).and_then(|level| level.parse().ok()).unwrap_or(0).min(LEVELS - 1)
}

fn number(tag: &BytesStart<'_>) -> u32 {
    value(tag, "val").and_then(|number| number.parse().ok()).unwrap_or(1)
}

fn formatted(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "chineseLegalSimplified"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "koreanDigital2" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x245F + number).map_or_else(|| number.to_string(), String::from)
        }
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let first = if format == "upperLetter" { 'A' } else { 'a' };
            char::from_u32(u32::from(first) + number - 1).map(String::from).unwrap_or_default()
        }
        _ => number.to_string(),
    }
}

/// Chinese numerals up to 九十九; digits for larger numbers.
fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: u32| DIGITS.get(digit as usize).copied().unwrap_or("");
    match number {
        0 => "〇".to_owned(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
        <w:abstractNum w:abstractNumId="0">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="1"/><w:lvlText w:val="第%1章"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%1.%2"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        </w:numbering>"#;
    const STYLES: &str = r#"<w:styles xmlns:w="w">
        <w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="own"><w:basedOn w:val="1"/></w:style>
        <w:style w:styleId="loop"><w:basedOn w:val="loop"/></w:style></w:styles>"#;

    fn place(style: Option<&str>, list: Option<&str>, level: Option<usize>) -> Place {
        Place { style: style.map(str::to_owned), list: list.map(str::to_owned), level }
    }

    #[test]
    fn list_numbers_are_counted_by_level_and_style() {
        let mut numbering = Numbering::read(LISTS, STYLES);
        let mut next = |style, list, level| numbering.next(&place(style, list, level));
        assert_eq!(next(Some("own"), None, None), "第一章 ");
        assert_eq!(next(None, Some("3"), Some(1)), "一.1");
        assert_eq!(next(None, Some("3"), Some(1)), "一.2");
        assert_eq!(next(Some("1"), None, None), "第二章 ");
        assert_eq!(next(None, Some("3"), Some(1)), "二.1");
        // The list restarts once.
        assert_eq!(next(None, Some("4"), None), "第五章 ");
        assert_eq!(next(None, Some("4"), None), "第六章 ");
        // No number: a bullet, list 0, a circle of styles, an undefined list.
        assert_eq!(next(None, Some("3"), Some(2)), "");
        assert_eq!(next(Some("1"), Some("0"), None), "");
        assert_eq!(next(Some("loop"), None, None), "");
        assert_eq!(next(None, Some("9"), Some(400)), "");
    }

    #[test]
    fn numbers_are_written_in_the_format_of_the_list() {
        let written = |number| formatted(number, "chineseCounting");
        assert_eq!(
            [1, 10, 12, 20, 45, 100].map(written),
            ["一", "十", "十二", "二十", "四十五", "100"]
        );
        assert_eq!(formatted(3, "decimalEnclosedCircle"), "③");
        assert_eq!(formatted(2, "upperLetter"), "B");
        assert_eq!(formatted(7, "decimalZero"), "07");
    }
}
