//! Heads of reports: work reports, reports on the annual plan, communiqués, evaluations.
//!
//! A work report is given in January or in the last weeks of the year before. It reports one year and sets
//! targets for the next. The reported year is in its headings (一、2017年工作回顾); if it is not, the day
//! of the session decides, then the title.

use super::found::{Head, HeadError};
use super::front::FrontMatter;
use super::given::DocumentFacts;
use super::imprint;
use super::plan::region_by_any_name;
use super::title::{first_lines, is_long, pattern};
use crate::catalog::{Catalog, Region, TitleRegion};
use crate::document::{Source, bare, compact};
use crate::domain::DocumentKind;
use crate::plan::lexicon::titles::{self, LOOK_BACK, MIDTERM, NO_TITLE, TERM_AHEAD, TERM_BACK};
use crate::plan::number::ordinal::{five_years, ordinal, year};
use crate::plan::outline::Outline;
use crate::plan::parsed::{Completeness, DocumentInfo, Years};
use regex::Regex;
use std::sync::LazyLock;

/// The number of printed lines that may contain the title of a report, and its greatest length in
/// characters.
const TITLE_LINES: usize = 12;
const TITLE_CHARS: usize = 60;
/// The number of printed lines that may contain the day of the session and the first heading.
const OPENING_LINES: usize = 30;
const HEADING_CHARS: usize = 40;

static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(titles::DAY));
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(titles::YEAR));
static YEAR_PAST: LazyLock<Regex> = LazyLock::new(|| pattern(titles::YEAR_LOOKED_BACK));
static SHORT_PERIOD: LazyLock<Regex> = LazyLock::new(|| pattern(titles::SHORT_PERIOD));

/// The kinds of reports by the words that their titles hold together, in the order tried.
const KINDS: &[(&[&str], DocumentKind)] = &[
    (titles::PLAN_REPORT, DocumentKind::PlanReport),
    (titles::COMMUNIQUE, DocumentKind::Communique),
    (titles::MIDTERM_EVALUATION, DocumentKind::Evaluation),
    (titles::FINAL_EVALUATION, DocumentKind::Evaluation),
    (titles::WORK_REPORT, DocumentKind::WorkReport),
];

/// A title that names the kind of a report.
#[derive(Debug, Clone)]
pub(super) struct Title {
    pub kind: DocumentKind,
    /// Without white space.
    pub text: String,
    /// Its line; `None` for a title from the front matter.
    pub line: Option<u32>,
}

/// The first title of a report: in the front matter, else in the first lines.
pub(super) fn find(source: &Source, outline: &Outline, front: &FrontMatter) -> Option<Title> {
    let given = front.title.iter().filter_map(|title| {
        let text = compact(title).into_owned();
        Some(Title { kind: kind_of(&text)?, text, line: None })
    });
    let lines = first_lines(source, outline, front);
    let printed = lines.iter().take(TITLE_LINES).filter(|(_, line)| !is_long(line)).filter_map(
        |&(number, line)| {
            let text = compact(bare(line)).trim_matches('*').to_owned();
            Some(Title { kind: kind_of(&text)?, text, line: Some(number) })
        },
    );
    given.chain(printed).next()
}

/// The kind of report that a title names. A sentence, or a line with a citation (《…》), is no title.
fn kind_of(title: &str) -> Option<DocumentKind> {
    if title.chars().count() > TITLE_CHARS || title.contains(NO_TITLE) || title.contains('：') {
        return None;
    }
    let holds = |words: &&[&str]| words.iter().all(|word| title.contains(word));
    KINDS.iter().find(|(words, _)| holds(words)).map(|(_, kind)| *kind)
}

/// The first lines of a report, without white space and emphasis.
fn opening(source: &Source, outline: &Outline, front: &FrontMatter) -> Vec<String> {
    let lines = first_lines(source, outline, front).into_iter().take(OPENING_LINES);
    lines.map(|(_, line)| compact(bare(line)).trim_matches('*').to_owned()).collect()
}

pub(super) fn read(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &FrontMatter,
    kind: DocumentKind,
    title: Option<Title>,
    given: DocumentFacts<'_>,
) -> Result<Head, HeadError> {
    let opening = opening(source, outline, front);
    let text = title.as_ref().map_or_else(
        || {
            opening
                .first()
                .map_or_else(String::new, |line| line.chars().take(TITLE_CHARS).collect())
        },
        |title| title.text.clone(),
    );
    let region = match given.region {
        Some(asked) => region_by_any_name(catalog, asked)?,
        None => region_of(catalog, &text, &opening)
            .ok_or_else(|| HeadError::UnknownRegion { title: text.clone() })?,
    };
    let day = opening
        .iter()
        .filter(|line| line.chars().count() <= TITLE_CHARS)
        .find_map(|line| day(line));
    let (reports, promises) = years(kind, &text, &opening, source, day, given)
        .ok_or_else(|| HeadError::UnknownYear { kind, title: text.clone() })?;
    let mut info = DocumentInfo {
        id: String::new(),
        kind,
        region: region.id.clone(),
        title: text,
        reports,
        promises,
        base_year: promises.map(|[first, _]| first - 1),
        horizon: None,
        publisher: imprint::publisher(&opening),
        issued: day
            .map(|day| day.format("%Y-%m-%d").to_string())
            .or_else(|| imprint::published(&opening)),
        adopted: None,
        address: None,
        part: given.part.map(str::to_owned),
        completeness: Completeness::of(Vec::new()),
    };
    info.id = info.derived_id().unwrap_or_default();
    let title_line = title.and_then(|title| title.line);
    Ok(Head { info, title_line, front_end: 0, warnings: Vec::new() })
}

/// The region of a report: that of its title, else that of its congress, else that of the government whose
/// head gives the report. Governments in other lines may only have published the text.
fn region_of<'c>(catalog: &'c Catalog, title: &str, opening: &[String]) -> Option<&'c Region> {
    static CONGRESS: LazyLock<Regex> = LazyLock::new(|| pattern(titles::CONGRESS));
    static HEAD: LazyLock<Regex> = LazyLock::new(|| pattern(titles::HEAD_OF_GOVERNMENT));
    let short = || opening.iter().filter(|line| line.chars().count() <= TITLE_CHARS);
    let named = |pattern: &Regex| {
        let places = short().filter_map(|line| Some(pattern.captures(line)?.get(1)?.as_str()));
        places.map(|place| catalog.region_in_title(place)).find(|place| *place != TitleRegion::None)
    };
    match catalog.region_in_title(title) {
        TitleRegion::None => named(&CONGRESS).or_else(|| named(&HEAD))?.known(),
        named => named.known(),
    }
}

/// The day that a line names: 2026年1月6日, 二Ο一八年一月十日.
fn day(line: &str) -> Option<chrono::NaiveDate> {
    let found = DAY.captures(line)?;
    // Some texts use a Greek omicron for the zero.
    let of_year = year(&found[1].replace('Ο', "〇"))?;
    chrono::NaiveDate::from_ymd_opt(i32::from(of_year), ordinal(&found[2])?, ordinal(&found[3])?)
}

type ReportYears = (Option<Years>, Option<Years>);

/// The years that a document reports and sets targets for; `None` where they are unknown.
fn years(
    kind: DocumentKind,
    title: &str,
    opening: &[String],
    source: &Source,
    day: Option<chrono::NaiveDate>,
    given: DocumentFacts<'_>,
) -> Option<ReportYears> {
    let in_title = || YEAR.captures(title).and_then(|found| year(&found[1]));
    match kind {
        DocumentKind::Communique => {
            let year = given.year.or_else(in_title)?;
            Some((Some(given.period.unwrap_or([year, year])), None))
        }
        DocumentKind::Evaluation => {
            let plan = || {
                let [first, last] = short_period(title)?;
                Some(if title.contains(MIDTERM) { [first, first + 2] } else { [first, last] })
            };
            Some((Some(given.period.or_else(plan)?), None))
        }
        DocumentKind::PlanReport | DocumentKind::WorkReport | DocumentKind::Plan => {
            let reported = match given.year {
                Some(year) => year - 1,
                None => {
                    reported_year(kind, title, opening, day).or_else(|| year_looked_back(source))?
                }
            };
            Some(spans(kind, reported, opening, source, given))
        }
    }
}

/// The reported year: for a report on the annual plan from its title; for a work report from its first
/// heading, the day of the session, or the year in its title.
fn reported_year(
    kind: DocumentKind,
    title: &str,
    opening: &[String],
    day: Option<chrono::NaiveDate>,
) -> Option<u16> {
    use chrono::Datelike;
    let in_title = YEAR.captures(title).and_then(|found| year(&found[1]));
    if kind == DocumentKind::PlanReport {
        return in_title;
    }
    let heading = opening
        .iter()
        .filter(|line| is_review(line))
        .find_map(|line| YEAR.captures_iter(line).filter_map(|found| year(&found[1])).max());
    let session = || {
        let day = day?;
        let year = u16::try_from(day.year()).ok()?;
        Some(if day.month() >= 10 { year } else { year - 1 })
    };
    heading.or_else(session).or_else(|| in_title.map(|year| year - 1))
}

/// The latest year that the first lines review: 预计到2016年末, 2018年是…. It is used where title, heading
/// and session name no year.
fn year_looked_back(source: &Source) -> Option<u16> {
    let lines = source.lines().map(|(_, line)| line).filter(|line| !line.trim().is_empty());
    let years = lines.take(OPENING_LINES).flat_map(|line| {
        YEAR_PAST.captures_iter(line).filter_map(|found| year(&found[1])).collect::<Vec<_>>()
    });
    years.max()
}

/// Whether the line is a heading of the review.
fn is_review(line: &str) -> bool {
    line.chars().count() <= HEADING_CHARS && line.contains(LOOK_BACK)
}

/// The reported years and the years of targets: one year each, or five where the headings say so.
fn spans(
    kind: DocumentKind,
    reported: u16,
    opening: &[String],
    source: &Source,
    given: DocumentFacts<'_>,
) -> ReportYears {
    let five_back = |line: &String| {
        is_review(line)
            && (TERM_BACK.any_in(line)
                || short_period(line).is_some_and(|[_, last]| last == reported))
    };
    let five_ahead = |line: &str| {
        line.chars().count() <= HEADING_CHARS
            && !line.contains(LOOK_BACK)
            && (TERM_AHEAD.any_in(line)
                || short_period(line).is_some_and(|[first, _]| first == reported + 1))
    };
    let report = kind == DocumentKind::WorkReport;
    let back = report && opening.iter().any(five_back);
    let ahead = report
        && source.lines().any(|(_, line)| {
            // Headings are short, so only short lines are folded.
            line.len() <= 4 * HEADING_CHARS && is_heading(line) && five_ahead(&compact(bare(line)))
        });
    let first = if back { reported - 4 } else { reported };
    let last = if ahead { reported + 5 } else { reported + 1 };
    (Some([first, reported]), Some(given.period.unwrap_or([reported + 1, last])))
}

/// Whether the line has no punctuation of sentences.
fn is_heading(line: &str) -> bool {
    !line.contains(['。', '；', '，', ','])
}

/// The period that a text names, such as 2016–2020 for “十三五”.
fn short_period(text: &str) -> Option<Years> {
    five_years(ordinal(&SHORT_PERIOD.captures(text)?[1])?)
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn told(text: &str) -> String {
        let catalog = Catalog::embedded().unwrap();
        let source = Source::read(text.as_bytes()).unwrap();
        match read(&source, &Outline::read(&source), &catalog, DocumentFacts::default()) {
            Ok(head) => {
                let info = head.info;
                format!("{} {:?} {:?} {:?}", info.id, info.reports, info.promises, info.issued)
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_work_report_is_recognised_by_its_title_not_by_a_plan_it_cites() {
        for (text, want) in [
            (
                "---\ntitle: 武汉市2016年政府工作报告\n---\n\n——2016年1月20日在武汉市第十三届人民代表大会第五次会议上\n\n请连同《武汉市国民经济和社会发展第十三个五年规划纲要（草案）》一并审议。\n\n一、2015年和“十二五”工作回顾\n\n二、“十三五”时期的主要目标\n",
                r#"wuhan-2016-work-report Some([2011, 2015]) Some([2016, 2020]) Some("2016-01-20")"#,
            ),
            (
                "政府工作报告\n\n—2017年12月27日在蔡甸区第六届人民代表大会第二次会议上\n\n一、2017年工作回顾\n",
                r#"caidian-2018-work-report Some([2017, 2017]) Some([2018, 2018]) Some("2017-12-27")"#,
            ),
            (
                "武汉市2018年政府工作报告\n\n——二Ο一八年一月十日在武汉市第十四届人民代表大会第二次会议上\n",
                r#"wuhan-2018-work-report Some([2017, 2017]) Some([2018, 2018]) Some("2018-01-10")"#,
            ),
            (
                "政府工作报告\n\n各位代表：根据《中共武汉市委关于制定全市国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议》。\n",
                "the title `政府工作报告` names no region of the catalogue; name one with --region, or give a catalogue of your own that has it with --catalog",
            ),
        ] {
            assert_eq!(told(text), want);
        }
    }

    #[test]
    fn other_reports_are_recognised_by_their_titles() {
        for (text, want) in [
            (
                "关于武昌区2024年国民经济和社会发展计划执行情况与2025年国民经济和社会发展计划草案的报告\n",
                "wuchang-2025-plan-report Some([2024, 2024]) Some([2025, 2025]) None",
            ),
            (
                "武汉市2025年国民经济和社会发展统计公报\n\n2026年3月1日\n",
                r#"wuhan-2025-communique Some([2025, 2025]) None Some("2026-03-01")"#,
            ),
            (
                "武昌区“十四五”规划中期评估报告\n",
                "wuchang-2021-2023-evaluation Some([2021, 2023]) None None",
            ),
        ] {
            assert_eq!(told(text), want);
        }
    }
}
