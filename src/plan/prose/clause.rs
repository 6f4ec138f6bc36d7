//! Divides a passage into the words of each quantity: those before it and those after it.

use super::label::{self, Head};
use super::passage::{Passage, text_of};
use super::scan::Scan;
use super::when::YearMention;
use crate::plan::lexicon::clauses::{BEFORE_LEAD, BEFORE_YEAR};
use crate::plan::number::quantity::Quantity;
use crate::plan::number::unit;
use std::cell::OnceCell;

/// The greatest length of a sentence without an end, in characters; it bounds the time for noise.
const LONGEST_SENTENCE: usize = 1500;
/// The greatest length of the words after a number, in characters.
const LONGEST_TAIL: usize = 200;

/// A quantity with the words beside it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone)]
pub(super) struct QuantityContext<'p> {
    pub quantity: &'p Quantity,
    /// Start of its own words: after punctuation, a list mark or the previous figure.
    pub head_start: usize,
    /// The words before the number, without years.
    pub head: String,
    /// The parts of `head`, once a rule asked for them.
    parts: OnceCell<Head>,
    /// The words after the unit, up to punctuation or the words of the next figure.
    pub tail: String,
    /// End of the clause (punctuation or the end of the tail).
    pub tail_end: usize,
    /// Start and end of the sentence, between two 。.
    pub sentence: (usize, usize),
    /// Whether there is no punctuation between this quantity and the previous one.
    pub joined: bool,
    /// Whether it is joined and there is a list mark between (、, 和).
    pub listed: bool,
    /// Whether there is no punctuation or list mark between this quantity and the next.
    pub joins_next: bool,
    /// Whether it follows a year or period it is compared with: 是“十二五”时期的3.7.
    pub after_reference: bool,
    /// The year of the quantity, and the place where it is named.
    pub when: Option<YearMention>,
    /// All years of a list that ends with its year: 2019年、2020年,. Empty where there is no list.
    pub years: Vec<u16>,
    /// The year that the figure is compared with: 比2015年增长5%.
    pub reference: Option<u16>,
    /// Whether the year is named in this clause.
    pub dated_here: bool,
}

impl QuantityContext<'_> {
    /// The words before the number, divided into subject and verb.
    pub(super) fn words_before(&self) -> &Head {
        self.parts.get_or_init(|| label::head(&self.head))
    }
}

/// Every quantity of `scan` with its words.
pub(super) fn cut<'p>(passage: &Passage, scan: &'p Scan, base: u16) -> Vec<QuantityContext<'p>> {
    let text = &passage.text;
    let mut found: Vec<QuantityContext<'p>> = Vec::with_capacity(scan.quantities.len());
    let mut sentence = (0, 0);
    for (index, quantity) in scan.quantities.iter().enumerate() {
        if quantity.start >= sentence.1 {
            sentence = sentence_around(text, quantity.start, sentence.1);
        }
        let previous_end = index.checked_sub(1).map_or(0, |before| scan.quantities[before].end);
        let floor = if previous_end > sentence.0 { previous_end } else { sentence.0 };
        let head_start = if floor == previous_end && index > 0 {
            head_start(text, quantity.start, floor)
        } else {
            // Without a figure before it in the sentence, a list is part of the words.
            sentence_head(text, quantity.start, floor)
        };
        let joined = index > 0
            && previous_end > sentence.0
            && !text[previous_end..quantity.start].iter().any(|c| hard(*c));
        let listed =
            joined && (previous_end..quantity.start).any(|at| text[at] == '、' || is_and(text, at));
        let next_start = scan.quantities.get(index + 1).map_or(text.len(), |next| next.start);
        let tail_end = tail_end(text, quantity.end, next_start);
        let whens = near(&scan.whens, sentence.0, quantity.start);
        let (when, dated_here) = year_in_force(text, whens, quantity, head_start, base);
        found.push(QuantityContext {
            quantity,
            head_start,
            head: head_words(text, head_start, quantity.start, whens),
            parts: OnceCell::new(),
            tail: text_of(&text[quantity.end..tail_end]),
            tail_end,
            sentence,
            joined,
            listed,
            after_reference: whens.iter().any(|when| {
                (when.reference || when.period)
                    && when.end <= quantity.start
                    && text[when.end..quantity.start].iter().all(|c| *c == '的')
            }),
            joins_next: false,
            when,
            reference: compared_with(text, whens, head_start, quantity.start),
            years: when.map(|when| listed_years(text, whens, when)).unwrap_or_default(),
            dated_here,
        });
    }
    for index in 1..found.len() {
        found[index - 1].joins_next = found[index].joined && !found[index].listed;
    }
    found
}

/// The years within a range of the text; `whens` are in order.
fn near(whens: &[YearMention], from: usize, to: usize) -> &[YearMention] {
    let first = whens.partition_point(|when| when.end <= from);
    let last = whens.partition_point(|when| when.start < to);
    &whens[first.min(last)..last]
}

/// Whether the word is in the text.
pub(super) fn says(text: &[char], word: &str) -> bool {
    let Some(first) = word.chars().next() else { return !text.is_empty() };
    (0..text.len()).any(|at| text[at] == first && unit::at(text, at, word))
}

/// Whether the character is punctuation that always ends a clause.
fn hard(c: char) -> bool {
    matches!(c, ',' | '。' | ';' | ':' | '!' | '?')
}

/// Whether the character at `at` joins two names; in 惠及 and 和谐 it is part of a word.
fn is_and(text: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| text[before]);
    let after = text.get(at + 1).copied();
    match text[at] {
        '及' => {
            !before.is_some_and(|c| matches!(c, '普' | '惠' | '涉' | '波' | '危' | '触' | '顾'))
                && !after.is_some_and(|c| matches!(c, '时' | '格'))
        }
        '和' => {
            !before.is_some_and(|c| matches!(c, '缓' | '温' | '饱' | '调' | '谐'))
                && !after.is_some_and(|c| matches!(c, '谐' | '平' | '解' | '美' | '睦'))
        }
        '与' => !before.is_some_and(|c| matches!(c, '参' | '给')),
        _ => false,
    }
}

fn sentence_around(text: &[char], position: usize, from: usize) -> (usize, usize) {
    let ends = |c: &char| matches!(c, '。' | '!' | '?');
    let from = from.min(position).max(position.saturating_sub(LONGEST_SENTENCE));
    let start = text[from..position].iter().rposition(ends).map_or(from, |at| from + at + 1);
    let far = text.len().min(position + LONGEST_SENTENCE);
    let end = text[position..far].iter().position(ends).map_or(far, |at| position + at);
    (start, end)
}

fn sentence_head(text: &[char], start: usize, floor: usize) -> usize {
    let between = &text[floor..start];
    let opens = |at: usize| between[at] == '(' && !between[at..].contains(&')');
    (0..between.len())
        .rev()
        .find(|at| hard(between[*at]) || opens(*at))
        .map_or(floor, |at| floor + at + 1)
}

fn head_start(text: &[char], start: usize, floor: usize) -> usize {
    let between = &text[floor..start];
    let opens = |at: usize| between[at] == '(' && !between[at..].contains(&')');
    if let Some(at) = (0..between.len()).rev().find(|at| hard(between[*at]) || opens(*at)) {
        return floor + at + 1;
    }
    // After the previous figure, a list mark begins the words of this one.
    let mark = match between {
        ['和' | '及' | '与' | '并', ..] => Some(0),
        ['以', '及', ..] => Some(1),
        [.., _] if is_and(text, start - 1) => Some(between.len() - 1),
        _ if floor > 0 => {
            between.iter().rposition(|c| *c == '、').filter(|at| !is_verb(&between[..*at]))
        }
        _ => None,
    };
    floor + mark.map_or(0, |at| at + 1)
}

/// In 新建、改建学校 the mark is between two verbs.
fn is_verb(words: &[char]) -> bool {
    let words: String = words.iter().collect();
    crate::plan::lexicon::verbs::ACTS.contains(&words.as_str())
}

fn tail_end(text: &[char], from: usize, next: usize) -> usize {
    if matches!(text.get(from), Some('、' | '和' | '及' | '与')) {
        return from;
    }
    let text = &text[..text.len().min(from + LONGEST_TAIL)];
    let next = next.min(text.len());
    let punctuation =
        text[from..].iter().position(|c| hard(*c) || *c == ')').map_or(text.len(), |at| from + at);
    if next >= punctuation {
        // A bracket that is opened in the tail is closed in it.
        let opened = text[from..punctuation].contains(&'(');
        let closed = opened && text.get(punctuation) == Some(&')');
        return if closed {
            let rest = text[punctuation + 1..]
                .iter()
                .position(|c| hard(*c))
                .map_or(text.len(), |at| punctuation + 1 + at);
            rest.min(next.max(punctuation + 1))
        } else {
            punctuation
        };
    }
    text[from..next]
        .iter()
        .rposition(|c| *c == '、')
        .or_else(|| (from..next).rposition(|at| is_and(text, at)))
        .map_or(next, |at| from + at)
}

/// The year that a clause compares its figure with.
fn compared_with(
    text: &[char],
    whens: &[YearMention],
    head_start: usize,
    end: usize,
) -> Option<u16> {
    let compares = |when: &&YearMention| {
        // 是“十二五”末的3倍: the quotation mark belongs to the period.
        let quote = when.start.checked_sub(1).filter(|at| matches!(text[*at], '“' | '"' | '‘'));
        let before = quote.unwrap_or(when.start).checked_sub(1).map(|at| text[at]);
        when.reference
            && (matches!(before, Some('比' | '较' | '与' | '于' | '是' | '为'))
                || before == Some('在') && text[when.end..end].contains(&'基'))
    };
    whens
        .iter()
        .rev()
        .filter(|when| when.start + 2 >= head_start && when.end <= end)
        .find(compares)
        .map(|when| when.year)
}

/// The years of a list that ends with `last`: 到2025年和2035年,. Empty where there is no list.
fn listed_years(text: &[char], whens: &[YearMention], last: YearMention) -> Vec<u16> {
    let mut years = vec![last];
    for before in whens.iter().rev().filter(|when| when.end < last.start) {
        let next = years[years.len() - 1];
        let between = &text[before.end..next.start];
        if between.len() > 2 || !between.iter().any(|c| matches!(c, '、' | '和' | '及' | '与'))
        {
            break;
        }
        years.push(*before);
    }
    if years.len() == 1 {
        return Vec::new();
    }
    years.iter().rev().map(|when| when.year).collect()
}

/// First and last index of the list of quantities (1、2和3) that contains the one at `index`.
pub(super) fn series(found: &[QuantityContext<'_>], index: usize) -> (usize, usize) {
    let sentence = found[index].sentence;
    let list = |at: usize| {
        found[at].joined
            && found[at].sentence == sentence
            && found[at].head.trim_matches(['、', '和', '及', '与', '以']).is_empty()
    };
    let mut first = index;
    while first > 0 && list(first) {
        first -= 1;
    }
    let mut last = index;
    while last + 1 < found.len() && list(last + 1) {
        last += 1;
    }
    (first, last)
}

/// The words of a head without years. The words before a year are removed too, unless the figure counts
/// from that year (由2015年的141家).
fn head_words(text: &[char], start: usize, end: usize, whens: &[YearMention]) -> String {
    let mut words = String::with_capacity(3 * end.saturating_sub(start));
    let mut position = start;
    for when in whens.iter().filter(|when| when.start >= start && when.end <= end) {
        words.extend(&text[position..when.start]);
        // 谋划“十五五”重大项目: the period is part of a name.
        let named = words.trim_end_matches(['“', '"']);
        if when.mention && ["谋划", "储备"].iter().any(|word| named.ends_with(word)) {
            words.extend(&text[when.start..when.end]);
            position = when.end;
            continue;
        }
        let before = words.trim_end_matches(['“', '"', '(', '至', '-', '、']);
        let inside = BEFORE_YEAR;
        if !inside.iter().any(|word| before.ends_with(word)) {
            // 分别恢复到2019年的86%、85%: 分别 is about the figures.
            let apart = before.starts_with("分别");
            words.clear();
            words.push_str(if apart { "分别" } else { "" });
        }
        position = when.end;
    }
    words.extend(&text[position.min(end)..end]);
    words
}

/// Whether a year is named inside an item that has ended, after a year that leads the whole list:
/// 到2022年,生产总值达到1800亿元;贫困人口2019年全部脱贫;城镇化率达到58%.
fn of_one_item(text: &[char], whens: &[YearMention], when: &YearMention, end: usize) -> bool {
    let inside = |at: usize| {
        let from = text[..at].iter().rposition(|c| hard(*c)).map_or(0, |mark| mark + 1);
        let words: String =
            text[from..at].iter().filter(|c| !matches!(**c, '“' | '"' | '‘')).collect();
        BEFORE_LEAD.iter().fold(words, |words, word| words.replace(word, "")).chars().count() >= 2
    };
    let leads = |first: &YearMention| {
        first.start < when.start && text.get(first.end) == Some(&',') && !inside(first.start)
    };
    text[when.end..end].contains(&';') && inside(when.start) && whens.iter().any(leads)
}

/// The last year named before the quantity in its sentence.
fn year_in_force(
    text: &[char],
    whens: &[YearMention],
    quantity: &Quantity,
    head_start: usize,
    base: u16,
) -> (Option<YearMention>, bool) {
    let named = whens
        .iter()
        .rev()
        .take(6)
        .find(|when| {
            let ends_before = when.end <= quantity.start;
            let old = when.period && (when.year < base || when.mention && when.year == base);
            let spent = when.start_only
                && text[when.end.min(quantity.start)..quantity.start]
                    .iter()
                    .any(|c| !c.is_ascii_digit() && !matches!(c, '的' | '第' | '.' | ':'));
            let passed =
                ends_before && !when.reference && of_one_item(text, whens, when, quantity.start);
            ends_before && !when.reference && !old && !spent && !passed
        })
        .copied();
    (named, named.is_some_and(|when| when.start + 1 >= head_start))
}
