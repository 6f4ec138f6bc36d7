//! The head of a plan: region, period, horizon, date.
//!
//! The title is believed (某区国民经济和社会发展第十四个五年规划和2035年远景目标纲要), also where it is
//! broken over lines; `--region` and `--period` win over it. A document that lost its title still
//! names its plan where it names the proposal (建议) it was made from.

use super::front::Front;
use super::given::Given;
use super::imprint;
use crate::catalog::{Catalog, Region};
use crate::document::{Source, bare, compact};
use crate::domain::DocumentKind;
use crate::plan::number::ordinal::{five_years, ordinal, year};
use crate::plan::outline::Outline;
use crate::plan::parsed::{DocumentInfo, Warning, WarningKind};
use regex::Regex;
use std::sync::LazyLock;

/// The head of a plan, with what had to be guessed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub info: DocumentInfo,
    /// 1-based line of the title; none where there is no title.
    pub title_line: Option<u32>,
    /// Last line of the front matter; 0 where there is none.
    pub front_end: u32,
    pub warnings: Vec<Warning>,
}

/// Why a document cannot be given a region and a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    #[error(
        "no title of a five-year plan (…国民经济和社会发展第…个五年规划…) or of a report among the \
         first lines; name the kind with --kind (plan, work_report, plan_report, communique, \
         evaluation) and what else the title would tell with --region and --period or --year"
    )]
    NoTitle,
    #[error(
        "the title `{title}` names no region of the catalogue; name one with --region, or \
         give a catalogue of your own that has it with --catalog"
    )]
    UnknownRegion { title: String },
    #[error("the title `{title}` names no period; give it with --period, as in 2021-2025")]
    UnknownPeriod { title: String },
    #[error(
        "the {} `{title}` does not tell its year; give it with --year, or with --period as in \
         2021-2023",
        kind.word()
    )]
    UnknownYear { kind: DocumentKind, title: String },
    #[error("no region `{asked}` in the catalogue{}", nearest.as_ref().map_or(String::new(), |id| format!("; did you mean `{id}`?")))]
    NoSuchRegion { asked: String, nearest: Option<String> },
}

/// Titles stand among so many printed lines of a document.
const TITLE_LINES: usize = 80;
/// A title is no longer than so many characters, and broken into at most so many lines.
const TITLE_CHARS: usize = 90;
const TITLE_PIECES: usize = 4;

static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<region>.{2,40}?)(?:国民经济和社会发展(?:的)?|经济社会发展)(?:第?(?P<nth>[一二三四五六七八九十]{2,3}|1[0-9])个?五年|[“\x22「]?(?P<short>十[一二三四五六七八九])五[”\x22」]?)规划",
    )
});
static SHORT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?P<region>.{2,30}?)[“\x22「]?(?P<short>十[一二三四五六七八九])五[”\x22」]?(?:发展)?规划",
    )
});
static PROPOSAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"《中共(?P<region>.{2,30}?)(?:委员会|工委|区委|市委|县委|委)?(?:[（(].{1,12}[)）])?关于(?:制定)?.{0,14}?国民经济和社会发展(?:的)?(?:第(?P<nth>[一二三四五六七八九十]{2,3})个五年|[“\x22「](?P<short>十[一二三四五六七八九]?)五[”\x22」])规划(?P<tail>[^》]{0,30}?)的(?:建议|报告)》",
    )
});
static LEADING_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^[^，。；]{2,30}国民经济和社会发展[^，。；]{4,20}规划(?:纲要)?(?:[（(][^）)]{1,20}[)）])?[，,]?是",
    )
});
/// A line of a page or of a news agency, which no title begins with.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(?:收藏|打印|分享|详情|前言|目录|索引号.*|新华社.{0,12}电|<!--.*-->)$")
});
static YEARS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(20\d\d)年?(?:—|–|-|－|至|~|～|到)+(20\d\d)年?"));
static HORIZON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(20\d\d|二[〇○零O][一二三四五六七八九][〇○零一二三四五六七八九])年?远景")
});
static ADOPTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(20\d\d)(?:年(\d{1,2})月(\d{1,2})日|年?(\d\d)月?(\d\d)日).{0,40}?(?:通过|批准|审议)")
});

/// A pattern of this module, all of which are used by its tests.
#[expect(clippy::expect_used, reason = "the patterns are constants, each used by a test")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// A title as found.
struct Title {
    /// Without white space.
    text: String,
    /// The part that names the region.
    region: String,
    period: Option<[u16; 2]>,
    line: Option<u32>,
    warning: Option<Warning>,
}

/// Read the head. `region` (an id, a name, an alias or an official code) and `period` override
/// what the title says.
///
/// # Errors
/// No title, or a title whose region or period is not known, where no override makes up for it.
pub(super) fn read(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &Front,
    given: Given<'_>,
) -> Result<Head, HeadError> {
    let Given { region, period, .. } = given;
    let title = title(source, outline, catalog, front);
    let asked = region.map(|asked| region_by_any_name(catalog, asked)).transpose()?;
    let title = match title {
        Some(title) => title,
        None if asked.is_some() && period.is_some() => first_line(source),
        None => return Err(HeadError::NoTitle),
    };
    let region = asked
        .or_else(|| named(catalog, &title.region))
        .ok_or_else(|| HeadError::UnknownRegion { title: title.text.clone() })?;
    let period = period
        .or(title.period)
        .ok_or_else(|| HeadError::UnknownPeriod { title: title.text.clone() })?;
    let horizon = HORIZON
        .captures(&title.text)
        .and_then(|found| year(found.get(1)?.as_str()))
        .or_else(|| outline.horizon())
        .filter(|&horizon| horizon > period[1]);
    let lines = first_lines(source, outline, front);
    let lines: Vec<_> = lines.iter().map(|(_, line)| compact(line).into_owned()).collect();
    let mut info = DocumentInfo {
        horizon,
        publisher: imprint::publisher(&lines),
        issued: imprint::published(&lines),
        adopted: adopted(source),
        part: given.part.map(str::to_owned),
        ..DocumentInfo::plan(&region.id, &title.text, period)
    };
    info.id = info.derived_id().unwrap_or_default();
    Ok(Head {
        info,
        title_line: title.line,
        front_end: 0,
        warnings: title.warning.into_iter().collect(),
    })
}

/// The printed lines a title may stand among: those behind the front matter.
pub(super) fn first_lines<'s>(
    source: &'s Source,
    outline: &Outline,
    front: &Front,
) -> Vec<(u32, &'s str)> {
    source
        .lines()
        .filter(|&(number, line)| {
            number > front.end && !line.trim().is_empty() && !outline.in_contents(number)
        })
        .take(TITLE_LINES)
        .collect()
}

/// The line of a printed title of a plan.
pub(super) fn title_line(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &Front,
) -> Option<u32> {
    title(source, outline, catalog, front).and_then(|title| title.line)
}

/// The title that is printed; that of the front matter where none is.
fn title(source: &Source, outline: &Outline, catalog: &Catalog, front: &Front) -> Option<Title> {
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

fn printed_title(lines: &[(u32, &str)], catalog: &Catalog) -> Option<Title> {
    // A title with its word at the end (纲要) is preferred to a running head without.
    let mut best: Option<Title> = None;
    for first in 0..lines.len() {
        if FURNITURE.is_match(&compact(bare(lines[first].1))) {
            continue;
        }
        let mut text = String::new();
        for &(_, line) in lines[first..].iter().take(TITLE_PIECES) {
            let piece = compact(bare(line)).into_owned();
            if piece.chars().count() > TITLE_CHARS || piece.contains(['。', '《', '》', '；']) {
                break;
            }
            text.push_str(&piece);
            if text.chars().count() > TITLE_CHARS {
                break;
            }
            let Some((region, period)) = parts(&text) else { continue };
            let whole = text.contains("纲要") || text.ends_with("规划") || text.ends_with("草案）");
            let dangling = text.ends_with(['和', '及', '与', '（', '(']);
            if dangling || !(whole || piece_ends(lines, first, catalog)) {
                continue;
            }
            let (line, warning) = (Some(lines[first].0), None);
            let found = Title { text: text.clone(), region, period, line, warning };
            if named(catalog, &found.region).is_some() && found.text.contains("纲要") {
                return Some(found);
            }
            let broken = !found.text.ends_with("规划") && ends_next(lines, first, &found.text);
            if best.is_none() {
                best = Some(found);
            }
            // 纲要 may stand on the next line, after a break within a word.
            if !broken {
                break;
            }
        }
    }
    best
}

/// A title with which a sentence begins: 某区国民经济和社会发展第十二个五年规划纲要（2011—2015年），是…
fn leading_title(lines: &[(u32, &str)]) -> Option<Title> {
    let &(number, line) = lines.first()?;
    let text = compact(bare(line));
    let found = LEADING_TITLE.find(&text)?;
    let text = found.as_str().trim_end_matches(['，', ',', '是']).to_owned();
    let (region, period) = parts(&text)?;
    Some(Title { text, region, period, line: Some(number), warning: None })
}

/// Whether a title that begins on a line goes on to its last word on the next.
fn ends_next(lines: &[(u32, &str)], first: usize, text: &str) -> bool {
    let pieces = [first, first + 1].map(|at| lines.get(at).map(|line| compact(bare(line.1))));
    let [Some(piece), Some(next)] = pieces else { return false };
    piece == text
        && ["纲要", "纲要（草案）"].iter().any(|end| next.ends_with(end))
        && !next.contains("规划")
}

/// A title of one line that ends without 规划 or 纲要 (…远景目标).
fn piece_ends(lines: &[(u32, &str)], first: usize, catalog: &Catalog) -> bool {
    parts(&compact(bare(lines[first].1)))
        .is_some_and(|(region, _)| named(catalog, &region).is_some())
}

/// The region's part and the period of a title.
fn parts(text: &str) -> Option<(String, Option<[u16; 2]>)> {
    let found = TITLE.captures(text).or_else(|| {
        SHORT_TITLE.captures(text).filter(|_| text.contains("纲要") || text.ends_with("规划"))
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

/// Without a title: the proposal of the party committee that the plan was made from bears it.
fn from_proposal(lines: &[(u32, &str)], catalog: &Catalog) -> Option<Title> {
    lines.iter().take(40).find_map(|&(number, line)| {
        let head: String = line.chars().take(400).collect();
        let text = compact(&head).into_owned();
        let found = PROPOSAL.captures(&text)?;
        let stem = found.name("region")?.as_str().to_string();
        let region = named(catalog, &stem)?;
        let name = &region.name_zh;
        let nth = found.name("nth").or_else(|| found.name("short"))?.as_str();
        // 目标和措施的报告 is about the plan; only words such as 和2035年远景目标 are of its title.
        let tail = found.name("tail")?.as_str();
        let tail = if tail.contains("远景目标") { tail } else { "" };
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
fn named<'c>(catalog: &'c Catalog, text: &str) -> Option<&'c Region> {
    catalog.region_in_title(text).known()
}

fn first_line(source: &Source) -> Title {
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

/// The region of an id, a name, an alias or an official code, spelt as the API takes it.
pub(super) fn region_by_any_name<'c>(
    catalog: &'c Catalog,
    asked: &str,
) -> Result<&'c Region, HeadError> {
    catalog.region(asked).ok_or_else(|| HeadError::NoSuchRegion {
        asked: asked.trim().to_string(),
        nearest: catalog.nearest_region(asked).map(|region| region.id.clone()),
    })
}

/// The date the plan was adopted, where one of the first or last lines states it.
fn adopted(source: &Source) -> Option<String> {
    let count = source.line_count();
    let last = count.saturating_sub(30).max(60);
    (1..=count.min(60)).chain(last + 1..=count).find_map(|number| {
        let head: String = source.line(number).chars().take(200).collect();
        let text = compact(&head);
        let found = ADOPTED.captures(&text)?;
        let part = |a: usize, b: usize| {
            found.get(a).or_else(|| found.get(b)).and_then(|part| part.as_str().parse::<u32>().ok())
        };
        let (year, month, day) = (part(1, 1)?, part(2, 4)?, part(3, 5)?);
        let date = chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        Some(date.format("%Y-%m-%d").to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{RegionCode, RegionLevel};

    fn region(id: &str, name: &str, aliases: &[&str], parent: Option<&str>, code: &str) -> Region {
        Region {
            id: id.into(),
            name_zh: name.into(),
            name_en: id.into(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            level: RegionLevel::District,
            parent: parent.map(str::to_string),
            codes: vec![RegionCode { code: code.into(), from: None, to: None, note: None }],
        }
    }

    fn catalog() -> Catalog {
        let regions = vec![
            region("jia", "甲市", &["甲"], None, "100000"),
            region("yi", "乙区", &["甲市乙区"], Some("jia"), "100001"),
            region("bing", "丙开发区", &["丙经济技术开发区", "丁区"], Some("jia"), "100002"),
        ];
        Catalog::of(regions, Vec::new(), Vec::new())
    }

    fn head_of(text: &str) -> Result<Head, HeadError> {
        let source = Source::read(text.as_bytes()).unwrap();
        read(&source, &Outline::read(&source), &catalog(), &Front::default(), Given::default())
    }

    #[test]
    fn a_title_broken_over_lines_is_read() {
        let head = head_of(
            "\n\n甲市乙区国民经济和社会发展 第十四个五年\n规划和 2035 年\n\n远景目标纲要\n\n本纲要阐明今后五年的任务。\n",
        )
        .unwrap();
        assert_eq!(head.title_line, Some(3));
        let info = head.info;
        assert_eq!(info.title, "甲市乙区国民经济和社会发展第十四个五年规划和2035年远景目标纲要");
        assert_eq!((info.region.as_str(), info.promises), ("yi", Some([2021, 2025])));
        assert_eq!((info.base_year, info.horizon, info.adopted), (Some(2020), Some(2035), None));
    }

    #[test]
    fn other_periods_and_names_are_read() {
        for (title, region, period, horizon) in [
            ("甲市国民经济和社会发展第十五个五年规划纲要", "jia", [2026, 2030], None),
            (
                "# (甲市)丙经济技术开发区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要",
                "bing",
                [2021, 2025],
                Some(2035),
            ),
            ("乙区国民经济和社会发展“十三五”规划纲要", "yi", [2016, 2020], None),
            ("甲市乙区“十四五”规划纲要", "yi", [2021, 2025], None),
        ] {
            let info = head_of(&format!("{title}\n\n本纲要阐明任务。\n")).unwrap().info;
            assert_eq!(
                (info.region.as_str(), info.promises, info.horizon),
                (region, Some(period), horizon)
            );
        }
    }

    #[test]
    fn a_lost_title_is_made_up_from_the_proposal() {
        let head = head_of("——20201230日区第十五届人民代表大会第五次会议通过\n\n本纲要根据《中共乙区委关于制定全区国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议》编制。\n").unwrap();
        assert_eq!(
            head.info.title,
            "乙区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
        );
        assert_eq!(head.info.adopted.as_deref(), Some("2020-12-30"));
        assert_eq!(head.warnings.len(), 1);
    }

    #[test]
    fn what_the_title_does_not_say_is_asked_for() {
        let error = |text: &str| head_of(text).unwrap_err().to_string();
        assert!(error("发展报告\n\n今年的工作。\n").starts_with("no title of a five-year plan"));
        assert_eq!(
            error("戊市国民经济和社会发展第十四个五年规划纲要\n"),
            "the title `戊市国民经济和社会发展第十四个五年规划纲要` names no region of the catalogue; name one with --region, or give a catalogue of your own that has it with --catalog"
        );
    }

    #[test]
    fn region_and_period_can_be_overridden() {
        let source = Source::read("发展报告\n\n今年的工作。\n".as_bytes()).unwrap();
        let outline = Outline::read(&source);
        let catalog = catalog();
        let read = |region, period| {
            let given = Given { region, period, ..Given::default() };
            read(&source, &outline, &catalog, &Front::default(), given)
        };
        let head = read(Some("100001"), Some([2021, 2025])).unwrap();
        assert_eq!((head.info.region.as_str(), head.info.title.as_str()), ("yi", "发展报告"));
        assert_eq!(
            read(Some("bin"), None).unwrap_err().to_string(),
            "no region `bin` in the catalogue; did you mean `bing`?"
        );
    }
}
