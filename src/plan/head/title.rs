//! The title of a plan, which may be broken over lines or lost.

use super::front::FrontMatter;
use crate::catalog::{Catalog, Region};
use crate::document::{Source, bare, compact};
use crate::plan::lexicon::titles::{
    self, DANGLING, DRAFT, DRAFT_OUTLINE, HORIZON, NO_TITLE, OUTLINE, PLAN,
};
use crate::plan::number::ordinal::{five_years, ordinal, year};
use crate::plan::outline::Outline;
use crate::plan::parsed::{Warning, WarningKind};
use regex::Regex;
use std::sync::LazyLock;

/// The number of printed lines at the beginning of a document that may contain the title.
const TITLE_LINES: usize = 80;
/// The greatest length of a title in characters, and the largest number of its lines.
const TITLE_CHARS: usize = 90;
const TITLE_PIECES: usize = 4;

/// The last character of [`PLAN`].
const PLAN_END: char = '划';

static TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(titles::PLAN_TITLE));
static SHORT_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(titles::SHORT_PLAN_TITLE));
static PROPOSAL: LazyLock<Regex> = LazyLock::new(|| pattern(titles::PROPOSAL));
static LEADING_TITLE: LazyLock<Regex> = LazyLock::new(|| pattern(titles::LEADING_TITLE));
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| pattern(titles::FURNITURE));
static YEARS: LazyLock<Regex> = LazyLock::new(|| pattern(titles::YEARS));

/// Compiles a pattern of `lexicon::titles`.
#[expect(clippy::expect_used, reason = "the patterns are constants, each used by a test")]
pub(super) fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// A title with its parts.
pub(super) struct Title {
    /// Without white space.
    pub(super) text: String,
    /// The part that names the region.
    pub(super) region: String,
    pub(super) period: Option<[u16; 2]>,
    pub(super) line: Option<u32>,
    pub(super) warning: Option<Warning>,
}

/// The printed lines after the front matter that may contain a title.
pub(super) fn first_lines<'s>(
    source: &'s Source,
    outline: &Outline,
    front: &FrontMatter,
) -> Vec<(u32, &'s str)> {
    source
        .lines()
        .filter(|&(number, line)| {
            number > front.end && !line.trim().is_empty() && !outline.in_contents(number)
        })
        .take(TITLE_LINES)
        .collect()
}

/// The line of the printed title of a plan.
pub(super) fn title_line(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &FrontMatter,
) -> Option<u32> {
    title(source, outline, catalog, front).and_then(|title| title.line)
}

/// The printed title if its region is known; else the title in the front matter, at the beginning of a
/// sentence, or derived from the proposal; else the printed title.
pub(super) fn title(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &FrontMatter,
) -> Option<Title> {
    let lines = first_lines(source, outline, front);
    let printed = printed_title(&lines, catalog);
    let known = printed.as_ref().is_some_and(|title| named(catalog, &title.region).is_some());
    if known {
        return printed;
    }
    let in_front = || {
        let text = compact(front.title.as_deref()?).into_owned();
        let (region, period) = parts(&text)?;
        Some(Title { text, region, period, line: None, warning: None })
    };
    let found = in_front().or_else(|| leading_title(&lines));
    found.or_else(|| from_proposal(&lines, catalog)).or(printed)
}

/// Whether a line is too long for a title.
pub(super) fn is_long(line: &str) -> bool {
    let line = bare(line);
    // Most lines have fewer bytes than a title has characters.
    line.len() > TITLE_CHARS
        && line.chars().filter(|sign| !sign.is_whitespace()).nth(TITLE_CHARS).is_some()
}

fn printed_title(lines: &[(u32, &str)], catalog: &Catalog) -> Option<Title> {
    // A title that ends with its word (纲要) is preferred to a running head without it.
    let mut best: Option<Title> = None;
    // A title contains 规划, which may be broken over two lines.
    let may_end: Vec<bool> = lines.iter().map(|(_, line)| line.contains(PLAN_END)).collect();
    for first in 0..lines.len() {
        if !may_end[first..].iter().take(TITLE_PIECES).any(|may_end| *may_end) {
            continue;
        }
        if is_long(lines[first].1) || FURNITURE.is_match(&compact(bare(lines[first].1))) {
            continue;
        }
        let mut text = String::new();
        for &(_, line) in lines[first..].iter().take(TITLE_PIECES) {
            if is_long(line) {
                break;
            }
            let piece = compact(bare(line));
            if piece.contains(NO_TITLE) {
                break;
            }
            text.push_str(&piece);
            if text.chars().count() > TITLE_CHARS {
                break;
            }
            let Some((region, period)) = parts(&text) else { continue };
            let whole = text.contains(OUTLINE) || text.ends_with(PLAN) || text.ends_with(DRAFT);
            let dangling = text.ends_with(DANGLING);
            if dangling || !(whole || piece_ends(lines, first, catalog)) {
                continue;
            }
            let (line, warning) = (Some(lines[first].0), None);
            let found = Title { text: text.clone(), region, period, line, warning };
            if named(catalog, &found.region).is_some() && found.text.contains(OUTLINE) {
                return Some(found);
            }
            let broken = !found.text.ends_with(PLAN) && ends_next(lines, first, &found.text);
            if best.is_none() {
                best = Some(found);
            }
            // 纲要 may be on the next line, after a break within a word.
            if !broken {
                break;
            }
        }
    }
    best
}

/// The title at the beginning of a sentence: 某区国民经济和社会发展第十二个五年规划纲要（2011—2015年），是…
fn leading_title(lines: &[(u32, &str)]) -> Option<Title> {
    let &(number, line) = lines.first()?;
    let text = compact(bare(line));
    let found = LEADING_TITLE.find(&text)?;
    let text = found.as_str().trim_end_matches(['，', ',', '是']).to_owned();
    let (region, period) = parts(&text)?;
    Some(Title { text, region, period, line: Some(number), warning: None })
}

/// Whether the next line ends the title that begins on this one.
fn ends_next(lines: &[(u32, &str)], first: usize, text: &str) -> bool {
    let pieces = [first, first + 1].map(|at| lines.get(at).map(|line| compact(bare(line.1))));
    let [Some(piece), Some(next)] = pieces else { return false };
    piece == text
        && [OUTLINE, DRAFT_OUTLINE].iter().any(|end| next.ends_with(end))
        && !next.contains(PLAN)
}

/// Whether a title without 规划 or 纲要 at its end (…远景目标) is on one line and names a known region.
fn piece_ends(lines: &[(u32, &str)], first: usize, catalog: &Catalog) -> bool {
    parts(&compact(bare(lines[first].1)))
        .is_some_and(|(region, _)| named(catalog, &region).is_some())
}

/// The part of a title that names the region, and its period.
pub(super) fn parts(text: &str) -> Option<(String, Option<[u16; 2]>)> {
    // Both patterns end with this word.
    if !text.contains(PLAN) {
        return None;
    }
    let found = TITLE.captures(text).or_else(|| {
        SHORT_TITLE.captures(text).filter(|_| text.contains(OUTLINE) || text.ends_with(PLAN))
    })?;
    let nth = found.name("nth").or_else(|| found.name("short"))?;
    let period = ordinal(nth.as_str()).and_then(five_years).or_else(|| stated_years(text));
    Some((found.name("region")?.as_str().to_string(), period))
}

fn stated_years(text: &str) -> Option<[u16; 2]> {
    let found = YEARS.captures(text)?;
    let period = [year(found.get(1)?.as_str())?, year(found.get(2)?.as_str())?];
    (period[0] < period[1]).then_some(period)
}

/// The title derived from the proposal of the party committee on which the plan is based.
fn from_proposal(lines: &[(u32, &str)], catalog: &Catalog) -> Option<Title> {
    lines.iter().take(40).filter(|(_, line)| line.contains('《')).find_map(|&(number, line)| {
        let head: String = line.chars().take(400).collect();
        let text = compact(&head).into_owned();
        let found = PROPOSAL.captures(&text)?;
        let stem = found.name("region")?.as_str().to_string();
        let region = named(catalog, &stem)?;
        let name = &region.name_zh;
        let nth = found.name("nth").or_else(|| found.name("short"))?.as_str();
        // 目标和措施的报告 is about the plan, but 和2035年远景目标 is part of its title.
        let tail = found.name("tail")?.as_str();
        let tail = if tail.contains(HORIZON) { tail } else { "" };
        let text = format!("{name}国民经济和社会发展第{nth}个五年规划{tail}纲要");
        Some(Title {
            region: stem,
            period: ordinal(nth).and_then(five_years),
            line: None,
            warning: Some(Warning {
                line: Some(number),
                kind: WarningKind::TitleFromProposal { title: text.clone() },
            }),
            text,
        })
    })
}

/// The region that a part of a title names.
pub(super) fn named<'c>(catalog: &'c Catalog, text: &str) -> Option<&'c Region> {
    catalog.region_in_title(text).known()
}

pub(super) fn first_line(source: &Source) -> Title {
    static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[^<>]{1,80}>"));
    let line = source.lines().find(|(_, line)| !line.trim().is_empty());
    let text = line.map_or(String::new(), |(_, line)| compact(bare(line)).into_owned());
    let text = TAG.replace_all(&text, "");
    Title {
        text: text.chars().take(TITLE_CHARS).collect(),
        region: String::new(),
        period: None,
        line: None,
        warning: Some(Warning {
            line: line.map(|(number, _)| number),
            kind: WarningKind::TitleFromFirstLine,
        }),
    }
}
