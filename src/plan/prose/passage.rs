//! Passages: paragraphs as a reader sees them, however the page breaks them.
//!
//! A passage contains folded characters (half-width, one form for each dash, no spaces, footnote marks or
//! markup). Each character has its source line and column, so a rule reads plain text and its evidence can
//! still be found in the document.

use super::statement::{Line, Role};
use crate::document::is_power;
use crate::plan::lexicon::promises::PROMISED;
use crate::plan::outline::Stance;
use crate::spelling::numeral::is_numeral;

/// One paragraph, folded.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub text: Vec<char>,
    /// For each character of `text`: index of its line in the input, and column in that line.
    pub places: Vec<(usize, usize)>,
    /// Positions in `text`, in order, directly before which markup was removed (`**`, `<b>`).
    pub seams: Vec<usize>,
    pub stance: Stance,
    /// Title of its box or section.
    pub heading: Option<String>,
    /// Index at which the target at the beginning of an item ends; 0 where there is none.
    pub promised: usize,
}

/// Joins lines into passages. A line that does not end its sentence continues on the next body line, over
/// blank lines, page numbers and footnotes.
pub(super) fn passages(lines: &[Line<'_>]) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut open: Option<Passage> = None;
    let mut buffer = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        match line.role {
            Role::Blank | Role::Aside => continue,
            Role::Apart => {
                passages.extend(open.take());
                continue;
            }
            Role::Body => {}
        }
        let goes_on = !begins_item(line.text) && open.as_ref().is_some_and(|open| !ended(open));
        if !goes_on {
            passages.extend(open.take());
        }
        let passage = open.get_or_insert_with(|| Passage {
            stance: line.stance,
            heading: line.heading.map(str::to_owned),
            text: Vec::new(),
            places: Vec::new(),
            seams: Vec::new(),
            promised: 0,
        });
        append(passage, index, line.text, &mut buffer);
    }
    passages.extend(open);
    for passage in &mut passages {
        passage.promised = promised_until(&passage.text);
    }
    passages
}

/// Index at which the target in an item of a report on the plan ends: 地区生产总值增长6%:预计完成2000亿元.
/// 0 where the passage is no such item.
fn promised_until(text: &[char]) -> usize {
    let Some(colon) = text.iter().take(80).position(|c| *c == ':') else { return 0 };
    let rest: String = text[colon + 1..].iter().take(12).collect();
    let sentence = text[..colon].contains(&'。');
    if !sentence && PROMISED.begins(&rest) { colon } else { 0 }
}

/// The characters as a text.
pub(super) fn text_of(characters: &[char]) -> String {
    let mut text = String::with_capacity(3 * characters.len());
    text.extend(characters);
    text
}

/// Whether the passage ends with punctuation of a sentence, or is too long for a wrapped paragraph.
fn ended(passage: &Passage) -> bool {
    passage.text.last().is_none_or(|c| matches!(c, '。' | '!' | '?' | ';' | ':'))
        || passage.text.len() > 20_000
}

/// Whether the line is a list item or numbered heading, which begins a new passage: `1.民航`, `（一）`,
/// `- 2、`, `①`.
fn begins_item(line: &str) -> bool {
    if begins_with_words(line) {
        return false;
    }
    let (mut text, mut length) = (['\0'; 8], 0);
    for c in line.chars().filter(|c| !c.is_whitespace()).take(text.len()) {
        text[length] = fold(c);
        length += 1;
    }
    let text = &text[..length];
    enumerator(text) > 0
        || matches!(text.first(), Some('#' | '■' | '●' | '◆' | '★' | '•'))
        || text.starts_with(&['注', ':'])
}

/// Whether the line begins with a Chinese character that begins no enumerator and no note. Most lines do.
fn begins_with_words(line: &str) -> bool {
    let first = line.chars().find(|c| !c.is_whitespace());
    first.is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) && !is_numeral(c) && c != '注')
}

/// Length of a leading enumerator: `1.`, `(一)`, `二、`, `-`, `①`, `第三,`.
fn enumerator(text: &[char]) -> usize {
    let mut at = text
        .iter()
        .take_while(|c| matches!(c, '-' | '*' | '#' | '•' | '●' | '■' | '◆' | '|'))
        .count();
    let rest = &text[at..];
    let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
    let numerals = rest.iter().take_while(|c| is_numeral(**c)).count();
    at += match rest {
        [c, ..] if ('①'..='⑳').contains(c) => 1,
        _ if (1..=2).contains(&digits)
            && matches!(rest.get(digits), Some('.' | '、' | ')'))
            && rest.get(digits + 1).is_none_or(|c| !c.is_ascii_digit()) =>
        {
            digits + 1
        }
        _ if (1..=3).contains(&numerals) && rest.get(numerals) == Some(&'、') => numerals + 1,
        ['(', tail @ ..] => {
            let inside = tail.iter().take_while(|c| is_numeral(**c) || c.is_ascii_digit()).count();
            if inside > 0 && tail.get(inside) == Some(&')') { inside + 2 } else { 0 }
        }
        _ => 0,
    };
    at
}

/// Appends a line. The buffer is for its characters as printed, which only marks of markup need.
fn append(passage: &mut Passage, line: usize, text: &str, source: &mut Vec<char>) {
    source.clear();
    // Most characters have three bytes.
    passage.text.reserve(text.len() / 3);
    passage.places.reserve(text.len() / 3);
    let mut column = leading(text);
    let mut signs = text.chars();
    signs.by_ref().take(column).for_each(drop);
    // Two digits with a line end or markup between them belong to two numbers. With a blank between them
    // they may be thousands of one number.
    let (mut skipped, mut blank) = (true, false);
    loop {
        // Most characters are Chinese words and the punctuation of clauses.
        let words = append_words(passage, (line, column), signs.as_str());
        if words > 0 {
            (skipped, blank) = (false, false);
            column += words;
            signs = signs.as_str()[WIDE * words..].chars();
        }
        let Some(c) = signs.next() else { break };
        let folded = fold(c);
        let may_be_markup = matches!(folded, '<' | '[' | '_' | '*' | '$' | '}' | '{' | '`');
        if may_be_markup && source.is_empty() {
            source.extend(text.chars());
        }
        let markup = if may_be_markup { markup(source, column, folded) } else { 0 };
        if markup > 0 {
            // OCR writes a small 2.5 as `_{2.5}`; the number is part of the words.
            if !matches!(folded, '_' | '{' | '}') {
                passage.seams.push(passage.text.len());
            }
            column += markup;
            signs.by_ref().take(markup - 1).for_each(drop);
            skipped = true;
            continue;
        }
        let joins = passage.text.last() == Some(&'.') || !c.is_whitespace();
        if is_invisible(c) {
            column += 1;
            continue;
        }
        if let Some(power) = power_sign(c).filter(|_| ends_in_length(&passage.text)) {
            passage.text.push(power);
            passage.places.push((line, column));
        } else if is_noise(c) {
            skipped = true;
        } else if c.is_whitespace() {
            blank |= !joins && passage.text.last().is_some_and(char::is_ascii_digit);
        } else {
            let digits = |c: &char| c.is_ascii_digit() || *c == '.';
            if (skipped || blank) && digits(&folded) && passage.text.last().is_some_and(digits) {
                passage.text.push(if skipped { '\n' } else { ' ' });
                passage.places.push((line, column));
            }
            (skipped, blank) = (false, false);
            passage.text.push(folded);
            passage.places.push((line, column));
        }
        column += 1;
    }
}

/// The length of a Chinese character or punctuation mark in a text, in bytes.
const WIDE: usize = 3;

/// Appends the Chinese characters and the punctuation of clauses (，。、；“”) that the text begins with, and returns their
/// number. They have one length in bytes, so all are appended at once. The first has this place.
fn append_words(passage: &mut Passage, (line, column): (usize, usize), text: &str) -> usize {
    let word = |sign: &&[u8]| {
        matches!(
            sign,
            // U+4E00 to U+9FFF.
            [0xE5..=0xE9, ..] | [0xE4, 0xB8..=0xBF, ..]
                // ， and ；, then 、 and 。, then “ and ”.
                | [0xEF, 0xBC, 0x8C | 0x9B]
                | [0xE3, 0x80, 0x81 | 0x82]
                | [0xE2, 0x80, 0x9C | 0x9D]
        )
    };
    let length = text.as_bytes().chunks_exact(WIDE).take_while(word).count();
    if length == 0 {
        return 0;
    }
    let bits = |byte: u8| u32::from(byte & 0x3F);
    let folded = text.as_bytes()[..WIDE * length].chunks_exact(WIDE).map(|sign| {
        let code = u32::from(sign[0] & 0x0F) << 12 | bits(sign[1]) << 6 | bits(sign[2]);
        let printed = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        if sign[0] == 0xEF { fold(printed) } else { printed }
    });
    passage.text.extend(folded);
    passage.places.extend((column..column + length).map(|column| (line, column)));
    length
}

/// The number of characters before the text: spaces and the enumerator.
fn leading(text: &str) -> usize {
    if begins_with_words(text) {
        return 0;
    }
    let (mut compact, mut places, mut printed) = (['\0'; 12], [0; 12], 0);
    let signs = text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
    for (place, c) in signs.take(compact.len()) {
        (compact[printed], places[printed]) = (fold(c), place);
        printed += 1;
    }
    let length = enumerator(&compact[..printed]);
    if length == 0 { 0 } else { places.get(length - 1).map_or(0, |index| index + 1) }
}

/// Length of markup at `at`, whose folded character is `first`: `<sub>`, `**`, `_{`, `$`.
fn markup(source: &[char], at: usize, first: char) -> usize {
    match first {
        '<' | '[' => {
            // The longest markup has 40 characters, and a note is told by the character before it too.
            let from = at.saturating_sub(1);
            let near = &source[from..source.len().min(at + 48)];
            bracketed(&near.iter().map(|c| fold(*c)).collect::<Vec<_>>(), at - from)
        }
        '_' if source.get(at + 1).is_some_and(|c| fold(*c) == '{') => 2,
        '*' | '$' | '}' | '{' | '`' => 1,
        _ => 0,
    }
}

/// Length of a tag or a note at `at`.
fn bracketed(folded: &[char], at: usize) -> usize {
    if folded[at] == '[' {
        return bracketed_note(folded, at);
    }
    let note = note(folded, at);
    if note > 0 {
        return note;
    }
    folded[at..]
        .iter()
        .take(40)
        .position(|c| *c == '>')
        .filter(|_| folded.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || *c == '/'))
        .map_or(0, |end| end + 1)
}

/// Length of a footnote mark in tags, `<sup>1</sup>`, else 0. In m<sup>3</sup> the tags contain a power.
fn note(folded: &[char], at: usize) -> usize {
    if !matches!(folded.get(at + 1), Some('s' | 'S')) {
        return 0;
    }
    let tag: String = folded[at..].iter().take(24).collect::<String>().to_ascii_lowercase();
    let Some(end) = tag.strip_prefix("<sup>").and_then(|rest| rest.find("</sup>")) else {
        return 0;
    };
    let mark = &tag["<sup>".len().."<sup>".len() + end];
    let before = at.checked_sub(1).map(|at| folded[at].to_string()).unwrap_or_default();
    let marks = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                '[' | ']'
                    | '('
                    | ')'
                    | '*'
                    | '①'
                    | '②'
                    | '③'
                    | '④'
                    | '⑤'
                    | '⑥'
                    | '⑦'
                    | '⑧'
                    | '⑨'
                    | '注'
            )
    };
    if mark.is_empty() || !mark.chars().all(marks) || is_power(&before, mark) {
        return 0;
    }
    "<sup></sup>".len() + mark.chars().count()
}

/// Length of a footnote mark in brackets: `公报[1]`, `1.8[12]`, `[^3]`. `[18]%` and `〔2021〕` are no
/// footnote marks.
fn bracketed_note(folded: &[char], at: usize) -> usize {
    let caret = usize::from(folded.get(at + 1) == Some(&'^'));
    let from = at + 1 + caret;
    let digits = folded[from..].iter().take(4).take_while(|c| c.is_ascii_digit()).count();
    let closed = folded.get(from + digits) == Some(&']');
    let behind = at.checked_sub(1).and_then(|at| folded.get(at));
    let marks = behind.is_some_and(|c| {
        c.is_alphanumeric() || matches!(*c, '%' | '”' | '》' | ')' | ',' | '。' | ';' | '*')
    });
    // In 下降[18] the brackets contain a total, as in tables. In 下降[29]14.1% they contain a footnote
    // mark.
    let counted = folded.get(from + digits + 1).is_some_and(char::is_ascii_digit);
    let total = !counted
        && behind.is_some_and(|c| {
            matches!(*c, '降' | '低' | '长' | '加' | '少' | '为' | '到' | '达' | '高')
        });
    if closed && (1..=2).contains(&digits) && marks && !total { caret + digits + 2 } else { 0 }
}

/// Footnote marks.
fn is_noise(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}'..='\u{209c}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}')
}

/// Characters of zero width, which do not separate digits.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The digit of a square or cubic sign.
fn power_sign(c: char) -> Option<char> {
    match c {
        '²' => Some('2'),
        '³' => Some('3'),
        _ => None,
    }
}

/// Whether the text ends with a unit of length, which a power may follow: km², 微克/m³.
fn ends_in_length(text: &[char]) -> bool {
    let [.., before, 'm'] = text else { return false };
    matches!(before, 'k' | 'h' | '/')
        || before.is_ascii_digit()
        || matches!(*before, '万' | '亿' | '千' | '百')
}

/// The folded character: half width, one form of dash, one form of quotation mark.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '．' => '.',
        '～' | '∼' | '〜' => '~',
        '—' | '–' | '－' | '‐' | '‑' | '―' | '﹣' | '−' | '─' => '-',
        '〞' | '＂' | '″' | '「' | '『' => '“',
        '」' | '』' => '”',
        '﹪' => '%',
        '∶' | '︰' => ':',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(lines: &[&str]) -> Vec<String> {
        let lines: Vec<Line<'_>> = lines
            .iter()
            .map(|text| Line {
                number: 1,
                start: 0,
                text,
                role: if text.trim().is_empty() { Role::Blank } else { Role::Body },
                stance: Stance::Plan,
                heading: None,
            })
            .collect();
        passages(&lines).iter().map(|passage| passage.text.iter().collect()).collect()
    }

    #[test]
    fn a_sentence_broken_by_the_page_is_one_passage() {
        assert_eq!(
            text(&["服务中心。建", "", "成 1—2 家中心。", "完。"]),
            ["服务中心。建成1-2家中心。", "完。"].map(String::from)
        );
    }

    #[test]
    fn items_are_passages_without_their_numbers() {
        assert_eq!(
            text(&["1.民航。新增17条", "2. 铁路", "（一）集聚"]),
            ["民航。新增17条", "铁路", "集聚"]
        );
        assert_eq!(text(&["1.5万人"]), ["1.5万人"]);
    }

    #[test]
    fn folding_keeps_two_numbers_apart_and_one_together() {
        assert_eq!(
            text(&["达 46. 52%，２０２５ 22 PM<sub>2.5</sub>、PM_{2.5}"]),
            ["达46.52%,2025 22PM2.5、PM2.5"]
        );
    }

    #[test]
    fn symbols_within_a_number_or_unit_are_part_of_it() {
        assert_eq!(text(&["达到1\u{200b}2.\u{feff}5亿元"]), ["达到12.5亿元"]);
        assert_eq!(text(&["1 200亿元"]), ["1 200亿元"]);
        assert_eq!(text(&["58.6km²，35μg/m³，86万m²"]), ["58.6km2,35μg/m3,86万m2"]);
        assert_eq!(
            text(&["强度1.8[1]，公报[12]显示，达10.5*%，下降[18]%，鄂政发〔2021〕5号"]),
            ["强度1.8,公报显示,达10.5%,下降[18]%,鄂政发[2021]5号"]
        );
    }

    #[test]
    fn footnote_marks_in_markup_are_not_figures() {
        assert_eq!(
            text(&["达到<b>700</b>亿元<sup>1</sup>，40微克/m<sup>3</sup>"]),
            ["达到700亿元,40微克/m3"]
        );
    }
}
