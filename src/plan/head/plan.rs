//! The head of a plan: region, period, horizon, date.
//!
//! The facts come from the title (某区国民经济和社会发展第十四个五年规划和2035年远景目标纲要), which may be
//! broken over lines; `--region` and `--period` override it. If a document has lost its title, the title is
//! derived from the proposal (建议) that it names.

use super::found::{Head, HeadError};
use super::front::FrontMatter;
use super::given::DocumentFacts;
use super::imprint;
use super::title::{first_line, first_lines, named, pattern, title};
use crate::catalog::{Catalog, Region};
use crate::document::{Source, compact};
use crate::plan::lexicon::titles;
use crate::plan::number::ordinal::year;
use crate::plan::outline::Outline;
use crate::plan::parsed::DocumentInfo;
use regex::Regex;
use std::sync::LazyLock;

static HORIZON: LazyLock<Regex> = LazyLock::new(|| pattern(titles::HORIZON_YEAR));
static ADOPTED: LazyLock<Regex> = LazyLock::new(|| pattern(titles::ADOPTED));

/// Reads the head. `given` overrides the title.
///
/// # Errors
/// There is no title, or its region or period is unknown, and `given` does not contain it.
pub(super) fn read(
    source: &Source,
    outline: &Outline,
    catalog: &Catalog,
    front: &FrontMatter,
    given: DocumentFacts<'_>,
) -> Result<Head, HeadError> {
    let DocumentFacts { region, period, .. } = given;
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

/// The region with this id, name, alias or official code, in any spelling that the API accepts.
pub(super) fn region_by_any_name<'c>(
    catalog: &'c Catalog,
    asked: &str,
) -> Result<&'c Region, HeadError> {
    catalog.region(asked).ok_or_else(|| HeadError::NoSuchRegion {
        asked: asked.trim().to_string(),
        nearest: catalog.nearest_region(asked).map(|region| region.id.clone()),
    })
}

/// The date of adoption, if one of the first or last lines states it.
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
            urban: false,
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
        read(
            &source,
            &Outline::read(&source),
            &catalog(),
            &FrontMatter::default(),
            DocumentFacts::default(),
        )
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
    fn a_lost_title_is_derived_from_the_proposal() {
        let head = head_of("——20201230日区第十五届人民代表大会第五次会议通过\n\n本纲要根据《中共乙区委关于制定全区国民经济和社会发展第十四个五年规划和二〇三五年远景目标的建议》编制。\n").unwrap();
        assert_eq!(
            head.info.title,
            "乙区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要"
        );
        assert_eq!(head.info.adopted.as_deref(), Some("2020-12-30"));
        assert_eq!(head.warnings.len(), 1);
    }

    #[test]
    fn facts_missing_in_the_title_are_errors() {
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
            let given = DocumentFacts { region, period, ..DocumentFacts::default() };
            read(&source, &outline, &catalog, &FrontMatter::default(), given)
        };
        let head = read(Some("100001"), Some([2021, 2025])).unwrap();
        assert_eq!((head.info.region.as_str(), head.info.title.as_str()), ("yi", "发展报告"));
        assert_eq!(
            read(Some("bin"), None).unwrap_err().to_string(),
            "no region `bin` in the catalogue; did you mean `bing`?"
        );
    }
}
