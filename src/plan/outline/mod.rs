//! The outline of a document: parts, chapters, sections and boxes, and the time that each refers to.
//!
//! The table of contents is recognised by its heading 目录, by dots and page numbers, and by headings that
//! occur again. Headings whose numbers were lost are found between numbered ones. [`stance`] decides from
//! its title whether a section is about the past or about the plan.

mod decimals;
mod heading;
mod stance;

pub use stance::Stance;

use super::parsed::Section;
use crate::document::{Source, bare, compact};
use heading::{Heading, Style};
use std::collections::{HashMap, HashSet};

/// Sections in document order, with the time that each refers to.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    sections: Vec<Section>,
    /// One for each section.
    stances: Vec<Stance>,
    /// For each section, whether it is a box or within one.
    boxes: Vec<bool>,
    /// Line ranges of tables of contents, both ends included, in order.
    contents: Vec<(u32, u32)>,
    /// Lines of all headings, including those within boxes.
    headings: HashSet<u32>,
}

impl Outline {
    /// Reads the outline; it is empty for a document without headings.
    pub fn read(source: &Source) -> Self {
        let page = Page::new(source);
        let contents = contents(&page);
        let mut found: Vec<Heading> =
            page.marks.iter().filter(|mark| !inside(&contents, mark.line)).cloned().collect();
        complete_titles(&page, &mut found);
        if page.markdown || has_gaps(&without_box_items(found.clone())) {
            add_plain(&page, &contents, &mut found);
        }
        let headings =
            found.iter().flat_map(|heading| heading.line..=heading.last).collect::<HashSet<_>>();
        let found = without_box_items(found);
        let (sections, boxes) = number(&found, source.line_count());
        let stances = stance::stances(&sections);
        Self { sections, stances, boxes, contents, headings }
    }

    /// Every section, in document order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The innermost section of a line; `None` before the first heading.
    pub fn section_at(&self, line: u32) -> Option<&Section> {
        self.sections.get(self.index_at(line)?)
    }

    /// The time that a line refers to, by the titles above it.
    pub fn stance(&self, line: u32) -> Stance {
        self.index_at(line).map_or(Stance::Plan, |index| self.stances[index])
    }

    /// The box (专栏) that contains a line.
    pub fn box_at(&self, line: u32) -> Option<&Section> {
        let index = self.index_at(line)?;
        self.boxes[index].then(|| &self.sections[index])
    }

    /// Whether a line belongs to the table of contents.
    pub fn in_contents(&self, line: u32) -> bool {
        inside(&self.contents, line)
    }

    /// Whether a line is a heading or continues one.
    pub fn is_heading(&self, line: u32) -> bool {
        self.headings.contains(&line)
    }

    /// The year of the long-range objectives, if a section is about them.
    pub fn horizon(&self) -> Option<u16> {
        self.stances.iter().find_map(|stance| match stance {
            Stance::Horizon(year) => Some(*year),
            _ => None,
        })
    }

    // A section ends where another one begins, so the innermost section is the last one that began.
    fn index_at(&self, line: u32) -> Option<usize> {
        self.sections.partition_point(|section| section.line <= line).checked_sub(1)
    }
}

fn inside(ranges: &[(u32, u32)], line: u32) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= line);
    after > 0 && line <= ranges[after - 1].1
}

/// The lines that are not blank, with the headings among them.
struct Page<'s> {
    source: &'s Source,
    /// Numbers of the lines that are not blank.
    printed: Vec<u32>,
    marks: Vec<Heading>,
    /// Whether some line begins with `#`.
    markdown: bool,
}

impl<'s> Page<'s> {
    fn new(source: &'s Source) -> Self {
        let mut page = Self { source, printed: Vec::new(), marks: Vec::new(), markdown: false };
        let mut numbered = Vec::new();
        for (number, line) in source.lines().filter(|(_, line)| !line.trim().is_empty()) {
            page.printed.push(number);
            page.marks.extend(heading::read(number, line));
            page.markdown |= line.starts_with("# ") || line.starts_with("##");
            numbered.extend(decimals::read(number, line));
        }
        if !page.marks.iter().any(|mark| mark.style <= Style::Section) {
            page.marks.append(&mut decimals::throughout(numbered));
            page.marks.sort_by_key(|mark| mark.line);
        }
        page
    }

    /// The next line that is not blank.
    fn after(&self, line: u32) -> Option<u32> {
        self.printed.get(self.printed.partition_point(|&number| number <= line)).copied()
    }

    /// The previous line that is not blank.
    fn before(&self, line: u32) -> Option<u32> {
        let at = self.printed.partition_point(|&number| number < line);
        self.printed.get(at.checked_sub(1)?).copied()
    }
}

/// Line ranges of tables of contents: from 目录, or from the first heading with a leader, to the last
/// entry. Below 目录, a heading without a leader is an entry if its number occurs again.
fn contents(page: &Page<'_>) -> Vec<(u32, u32)> {
    let mark_at: HashMap<u32, &Heading> = page.marks.iter().map(|mark| (mark.line, mark)).collect();
    let mut again: HashMap<(Style, Option<u32>), usize> = HashMap::new();
    for mark in &page.marks {
        *again.entry((mark.style, mark.number)).or_default() += 1;
    }
    let mut ranges = Vec::new();
    let mut index = 0;
    while index < page.printed.len() {
        let first = page.printed[index];
        let text = bare(page.source.line(first));
        let opens = text.starts_with('目') && matches!(&*compact(text), "目录" | "目錄" | "目次");
        let leads = mark_at.get(&first).is_some_and(|mark| mark.leader);
        if !opens && !leads {
            index += 1;
            continue;
        }
        let (mut last, mut end) = (first, index + 1);
        let (mut seen, mut chapter) = (HashSet::new(), None);
        while let Some(&line) = page.printed.get(end) {
            let entry = match mark_at.get(&line) {
                // The second occurrence of a chapter, or of a section in the same chapter, begins the text.
                Some(mark) => {
                    let title = if mark.style == Style::Chapter {
                        chapter = mark.number;
                        String::new()
                    } else {
                        format!("{:?} {}", chapter, compact(&mark.title))
                    };
                    let listed = mark.leader || (opens && again[&(mark.style, mark.number)] > 1);
                    listed && seen.insert((mark.style, mark.number, title))
                }
                None => is_entry(page.source.line(line)),
            };
            if !entry {
                break;
            }
            last = line;
            end += 1;
        }
        ranges.push((first, last));
        index = end;
    }
    ranges
}

/// Whether the line is an entry without a number: 附件……98, or a page number alone.
fn is_entry(line: &str) -> bool {
    let text = line.trim();
    let page = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())
    };
    text.len() < 240
        && (page(text)
            || text.contains("……")
            || text.contains("....")
            || text.rsplit_once('\t').is_some_and(|(title, tail)| {
                page(tail.trim()) && !title.contains('\t') && !title.trim().is_empty()
            }))
}

/// Completes titles that continue on the next line, or are on the next line as a whole (第一章, then its
/// name).
fn complete_titles(page: &Page<'_>, found: &mut [Heading]) {
    let lines: HashSet<u32> = found.iter().map(|heading| heading.line).collect();
    for heading in found {
        let Some(next) = page.after(heading.line) else { continue };
        let text = bare(page.source.line(next));
        let short = text.chars().count() <= 45 && !text.is_empty();
        if lines.contains(&next) || !short || text.contains(['。', '；', '|', '\t', ':', '：']) {
            continue;
        }
        if heading.title.is_empty() && heading.style != Style::Box {
            heading.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            heading.last = next;
        } else if next == heading.line + 1
            && heading.title.chars().count() >= 12
            && heading::is_plain(page.source.line(next))
            && page.after(next) != Some(next + 1)
        {
            heading.title = format!("{} {text}", heading.title);
            heading.last = next;
        }
    }
}

/// Whether a number is missing in a run of headings, or there are no chapters, so that some headings must
/// have lost their numbers.
fn has_gaps(found: &[Heading]) -> bool {
    let mut last: HashMap<Style, u32> = HashMap::new();
    let mut gaps = 0;
    let mut chapters = false;
    for heading in found.iter().filter(|heading| heading.style != Style::Box) {
        chapters |= heading.style <= Style::Section;
        let previous = last.get(&heading.style).copied().unwrap_or(0);
        let number = heading.number.unwrap_or(previous + 1);
        // Sections may be numbered over several chapters, and items restart; neither is a gap.
        gaps += usize::from(number > previous + 1);
        last.insert(heading.style, number);
    }
    gaps > 0 || !chapters
}

/// Adds headings without a number: a few words with blank lines around them and text after them.
fn add_plain(page: &Page<'_>, contents: &[(u32, u32)], found: &mut Vec<Heading>) {
    let taken: HashSet<u32> =
        found.iter().flat_map(|heading| heading.line..=heading.last).collect();
    let is_text = |line: u32| {
        let text = page.source.line(line);
        text.len() > 120 && text.contains(['。', '，', ',', '、', ':', '：'])
    };
    let mut added = Vec::new();
    for &line in &page.printed {
        let text = page.source.line(line);
        let part = heading::is_report_part(text);
        if taken.contains(&line) || inside(contents, line) || !part && !heading::is_plain(text) {
            continue;
        }
        let alone = page.before(line).is_none_or(|before| before + 1 < line)
            && page.after(line).is_some_and(|after| line + 1 < after);
        let Some(after) = page.after(line).filter(|_| alone) else { continue };
        // The last words of a sentence broken over pages are between blank lines too. Its full stop may be
        // lost.
        let sentence_over = page.before(line).is_none_or(|before| {
            !page
                .source
                .line(before)
                .trim_end()
                .ends_with(['，', ',', '、', '的', '和', '与', '及'])
        });
        if !(is_text(after) || taken.contains(&after)) || !sentence_over {
            continue;
        }
        let title = bare(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let style = if part || title.contains(' ') { Style::Chapter } else { Style::Item };
        added.push(Heading {
            line,
            last: line,
            style,
            number: None,
            printed: None,
            title,
            leader: false,
        });
    }
    found.append(&mut added);
    found.sort_by_key(|heading| heading.line);
}

/// Removes items of boxes. A box ends where a chapter or section begins, or at a number that follows the
/// last one before the box.
fn without_box_items(found: Vec<Heading>) -> Vec<Heading> {
    let mut open = false;
    let mut outside = HashSet::new();
    for heading in &found {
        match heading.style {
            Style::Box => open = true,
            style if style <= Style::Section => open = false,
            style if !open => {
                outside.insert(style);
            }
            _ => {}
        }
    }
    let follows = outside.clone();
    let mut in_box = false;
    let (mut last, mut inner): (HashMap<Style, u32>, HashMap<Style, u32>) = Default::default();
    let mut kept = Vec::new();
    for heading in found {
        if heading.style == Style::Box {
            (in_box, inner) = (true, HashMap::new());
            kept.push(heading);
            continue;
        }
        let previous = last.get(&heading.style).copied().unwrap_or(0);
        let number = heading.number.unwrap_or(previous + 1);
        if in_box && heading.style > Style::Section {
            let goes_on = inner.get(&heading.style).is_some_and(|&inner| number == inner + 1);
            if goes_on || number != previous + 1 || !follows.contains(&heading.style) {
                inner.retain(|&style, _| style < heading.style);
                inner.insert(heading.style, number);
                continue;
            }
        }
        in_box = false;
        last.retain(|&style, _| style < heading.style);
        last.insert(heading.style, number);
        kept.push(heading);
    }
    kept
}

/// Assigns levels, ids and ends. The second list says which sections are boxes.
fn number(found: &[Heading], lines: u32) -> (Vec<Section>, Vec<bool>) {
    let mut styles: Vec<Style> =
        found.iter().map(|heading| heading.style).filter(|&style| style != Style::Box).collect();
    styles.sort_unstable();
    styles.dedup();
    let level_of = |style: Style| styles.iter().take_while(|&&s| s < style).fold(1, |n, _| n + 1);

    let mut ids = HashMap::new();
    // Indices of the open sections, from the outermost inwards.
    let mut open: Vec<usize> = Vec::new();
    let mut ordinals: HashMap<(Option<usize>, u8), u32> = HashMap::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut boxes: Vec<bool> = Vec::new();
    let mut box_count = 0;
    for heading in found {
        let is_box = heading.style == Style::Box;
        let level = if is_box { u8::MAX } else { level_of(heading.style) };
        // A box contains no sections, whatever their level.
        while let Some(&last) = open.last()
            && (boxes[last] || sections[last].level >= level)
        {
            sections[last].end_line = heading.line - 1;
            open.pop();
        }
        let parent = open.last().copied();
        let id = if is_box {
            box_count = heading.number.unwrap_or(box_count + 1);
            format!("box{box_count}")
        } else {
            let counted = ordinals.entry((parent, level)).or_default();
            *counted = heading.number.unwrap_or(*counted + 1);
            parent.map_or_else(
                || counted.to_string(),
                |parent| format!("{}.{counted}", sections[parent].id),
            )
        };
        let around = parent.map_or(0, |parent| sections[parent].level);
        open.push(sections.len());
        boxes.push(is_box);
        sections.push(Section {
            id: unique(&mut ids, id),
            level: if is_box { around + 1 } else { level },
            number: heading.printed.clone(),
            title: heading.title.clone(),
            line: heading.line,
            end_line: lines,
        });
    }
    (sections, boxes)
}

/// The id, or the id with `-2`, `-3`, … if the document uses a number again.
fn unique(ids: &mut HashMap<String, u32>, id: String) -> String {
    let count = ids.entry(id.clone()).or_default();
    *count += 1;
    // No other id has this form, because numbers are joined by dots only.
    if *count == 1 { id } else { format!("{id}-{count}") }
}

#[cfg(test)]
mod tests;
