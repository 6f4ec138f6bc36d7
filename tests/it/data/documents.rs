//! Kind, region, years and completeness of the public documents besides the five plans, read from
//! `../shared/documents`, if that is checked out beside the project.

use plan_targets::catalog::Catalog;
use plan_targets::domain::DocumentKind;
use plan_targets::plan::parsed::{ParsedDocument, WarningKind};
use plan_targets::plan::{figures, read};
use std::fs;
use std::path::{Path, PathBuf};

/// File, id, reported years, years of targets, gaps. The id contains region and kind.
const DOCUMENTS: &[(&str, &str, &str, &str, &str)] = &[
    ("china-2020-communique.md", "china-2020-communique", "2020-2020", "-", "-"),
    ("china-2021-2025-plan.md", "china-2021-2025", "2016-2020", "2021-2025", "table pictures"),
    ("china-2025-communique.md", "china-2025-communique", "2025-2025", "-", "-"),
    ("china-2026-2030-plan.md", "china-2026-2030", "2021-2025", "2026-2030", "table pictures"),
    ("china-2026-2030-table.html", "china-2026-2030-table", "2021-2025", "2026-2030", "-"),
    ("excerpt-fyp11_wuchang.txt", "wuchang-2006-2010", "2001-2005", "2006-2010", "truncated"),
    ("excerpt-fyp12_jianghan.txt", "jianghan-2011-2015", "2006-2010", "2011-2015", "truncated"),
    ("excerpt-fyp14_huangpi.txt", "huangpi-2021-2025", "2016-2020", "2021-2025", "truncated"),
    ("excerpt-fyp14_jianghan.txt", "jianghan-2021-2025", "2016-2020", "2021-2025", "truncated"),
    ("excerpt-fyp14_xinzhou.txt", "xinzhou-2021-2025", "2016-2020", "2021-2025", "truncated"),
    (
        "excerpt-gwr_caidian_2017.txt",
        "caidian-2018-work-report",
        "2017-2017",
        "2018-2018",
        "excerpt",
    ),
    (
        "excerpt-gwr_hanyang_2016.txt",
        "hanyang-2017-work-report",
        "2012-2016",
        "2017-2017",
        "excerpt",
    ),
    (
        "excerpt-gwr_hanyang_2017.txt",
        "hanyang-2018-work-report",
        "2017-2017",
        "2018-2018",
        "excerpt truncated",
    ),
    (
        "excerpt-gwr_huangpi_2017.txt",
        "huangpi-2018-work-report",
        "2017-2017",
        "2018-2018",
        "excerpt",
    ),
    (
        "excerpt-gwr_qingshan_2014.txt",
        "qingshan-2015-work-report",
        "2014-2014",
        "2015-2015",
        "excerpt truncated",
    ),
    (
        "excerpt-gwr_wuchang_2018.txt",
        "wuchang-2019-work-report",
        "2018-2018",
        "2019-2019",
        "excerpt truncated",
    ),
    (
        "excerpt-gwr_wuchang_2025.txt",
        "wuchang-2026-work-report",
        "2021-2025",
        "2026-2026",
        "excerpt truncated",
    ),
    (
        "excerpt-plan_echeng_2024.txt",
        "echeng-2025-plan-report",
        "2024-2024",
        "2025-2025",
        "excerpt truncated",
    ),
    (
        "excerpt-plan_wuchang_2024.txt",
        "wuchang-2025-plan-report",
        "2024-2024",
        "2025-2025",
        "excerpt truncated",
    ),
    ("ezhou-2021-work-report.md", "ezhou-2021-work-report", "2016-2020", "2021-2025", "-"),
    ("ezhou-2022-work-report.md", "ezhou-2022-work-report", "2017-2021", "2022-2026", "-"),
    ("ezhou-2023-work-report.md", "ezhou-2023-work-report", "2022-2022", "2023-2023", "-"),
    ("ezhou-2025-work-report.md", "ezhou-2025-work-report", "2024-2024", "2025-2025", "-"),
    ("hubei-2021-work-report.md", "hubei-2021-work-report", "2016-2020", "2021-2025", "-"),
    ("hubei-2022-work-report.md", "hubei-2022-work-report", "2021-2021", "2022-2022", "-"),
    ("hubei-2023-work-report.md", "hubei-2023-work-report", "2018-2022", "2023-2027", "-"),
    ("hubei-2024-work-report.md", "hubei-2024-work-report", "2023-2023", "2024-2024", "-"),
    ("hubei-2025-work-report.md", "hubei-2025-work-report", "2024-2024", "2025-2025", "-"),
    ("hubei-2026-work-report.md", "hubei-2026-work-report", "2021-2025", "2026-2030", "-"),
    ("table-china-2006-2010-review.html", "wuhan-2011-2015", "2006-2010", "2011-2015", "-"),
    ("table-china-2011-2015.html", "wuhan-2011-2015", "2006-2010", "2011-2015", "-"),
    ("wuhan-2016-work-report.md", "wuhan-2016-work-report", "2011-2015", "2016-2020", "-"),
    ("wuhan-2018-work-report.md", "wuhan-2018-work-report", "2017-2017", "2018-2018", "-"),
    ("wuhan-2021-work-report.md", "wuhan-2021-work-report", "2016-2020", "2021-2025", "-"),
    ("wuhan-2022-work-report.md", "wuhan-2022-work-report", "2017-2021", "2022-2026", "-"),
    ("wuhan-2023-work-report.md", "wuhan-2023-work-report", "2022-2022", "2023-2023", "-"),
    ("wuhan-2024-work-report.md", "wuhan-2024-work-report", "2023-2023", "2024-2024", "-"),
    ("wuhan-2025-work-report.md", "wuhan-2025-work-report", "2024-2024", "2025-2025", "-"),
    ("wuhan-2026-work-report.md", "wuhan-2026-work-report", "2021-2025", "2026-2030", "-"),
];

/// The folder; `None` where it is missing.
fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/documents");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing, and this is CI", folder.display());
    eprintln!("skipped: {} is missing", folder.display());
    None
}

/// Options for a file whose text lacks a fact; `scripts/plans` passes the same options.
fn options(file: &str) -> read::Options {
    let mut options = read::Options::default();
    match file {
        "excerpt-gwr_hanyang_2016.txt" => {
            options.region = Some("hanyang".to_owned());
            options.year = Some(2017);
        }
        "china-2026-2030-table.html" => {
            options.kind = Some(DocumentKind::Plan);
            options.region = Some("china".to_owned());
            options.period = Some([2026, 2030]);
            options.part = Some("table".to_owned());
        }
        _ => {}
    }
    options
}

fn parse(folder: &Path, file: &str) -> ParsedDocument {
    let bytes = fs::read(folder.join(file)).unwrap();
    read::read(file, &bytes, &options(file), &Catalog::embedded().unwrap())
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn years(years: Option<[u16; 2]>) -> String {
    years.map_or_else(|| "-".to_owned(), |[first, last]| format!("{first}-{last}"))
}

fn gaps(document: &ParsedDocument) -> String {
    let words = document.document.completeness.reasons.iter().map(|gap| match gap.kind {
        WarningKind::BoxesMissing { .. } => "boxes",
        WarningKind::TableNotInText { .. } => "table",
        WarningKind::PicturesNotRead { .. } => "pictures",
        WarningKind::Excerpt => "excerpt",
        WarningKind::Truncated => "truncated",
        _ => "other",
    });
    let words: Vec<_> = words.collect();
    if words.is_empty() { "-".to_owned() } else { words.join(" ") }
}

#[test]
fn every_document_has_its_kind_region_and_years() {
    let Some(folder) = folder() else { return };
    let mut wrong = Vec::new();
    for &(file, id, reports, promises, missing) in DOCUMENTS {
        let read = parse(&folder, file);
        let info = &read.document;
        let found = (&*info.id, &*years(info.reports), &*years(info.promises), &*gaps(&read));
        if found != (id, reports, promises, missing) {
            wrong.push(format!("{file}: {found:?}"));
        }
        // The id contains region and kind.
        assert!(info.id.starts_with(&info.region), "{file}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_of_the_folder_is_in_the_table() {
    let Some(folder) = folder() else { return };
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|file| file != "README.md")
        .collect();
    files.sort();
    let mut listed: Vec<_> = DOCUMENTS.iter().map(|(file, ..)| *file).collect();
    listed.sort_unstable();
    assert_eq!(files, listed);
}

/// Of these texts only figures, labels and facts of the head may be published.
#[test]
fn files_of_figures_contain_no_sentence_of_a_document() {
    let Some(folder) = folder() else { return };
    for file in ["wuhan-2026-work-report.md", "china-2026-2030-table.html"] {
        let mut document = parse(&folder, file);
        let all = document.observations.len();
        figures::keep(&mut document);
        let kept = document.observations.len();
        assert!(kept * 10 >= all * 8, "{file}: {kept} of {all}");
        for read in &document.observations {
            assert!(read.quote.chars().count() <= 24, "{file}: {}", read.quote);
            assert!(!read.quote.contains(['，', '。', '；', '、']), "{file}: {}", read.quote);
            assert!(read.text.is_none() && read.section.is_none(), "{file}: {}", read.label);
        }
        assert!(document.sections.is_empty(), "{file}");
    }
}
