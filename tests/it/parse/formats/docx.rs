//! Word documents.

use super::{GOALS, REVIEW, TITLE, check_evidence, docx, parsed, refused};
use crate::support::docx::{Docx, cell, paragraph, row, table};

#[test]
fn paragraphs_and_rows_of_a_word_document_are_counted() {
    let plan = parsed("plan.docx", &docx());
    let lines = |value: &str| {
        let found =
            plan.observations.iter().find(|it| it.value.is_some_and(|v| v.to_string() == value));
        found.map(|it| it.line)
    };
    // Title, chapter, review; chapter, goals with their footnote; title of the table with its header.
    assert_eq!((lines("450"), lines("3.1"), lines("96")), (Some(5), Some(10), Some(13)));
}

#[test]
fn a_word_document_that_unpacks_to_too_much_is_refused() {
    let bytes = Docx::parts(&[("word/document.xml", &" ".repeat(70 * 1024 * 1024))]);
    assert!(bytes.len() < 200_000);
    assert_eq!(
        refused(&bytes),
        "the Word document unpacks to more than 64 MiB, more than any plan"
    );
}

/// A Word document whose chapters, items and rows are numbered by their lists.
fn numbered() -> Vec<u8> {
    let names = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
    let level = |id: u32, level: u32, format: &str, text: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}"><w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>"#
        )
    };
    let lists = [
        level(0, 0, "chineseCountingThousand", "第%1章"),
        level(1, 0, "chineseCounting", "（%1）"),
        level(2, 0, "decimal", "%1"),
    ]
    .concat();
    let list =
        |id: u32| format!(r#"<w:num w:numId="{}"><w:abstractNumId w:val="{id}"/></w:num>"#, id + 1);
    let used = [list(0), list(1), list(2)].concat();
    let item = |list: u32, text: &str| {
        let text =
            if text.is_empty() { String::new() } else { format!("<w:r><w:t>{text}</w:t></w:r>") };
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{text}</w:p>"#
        )
    };
    let chapter = |text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let rows: String = [["森林覆盖率（%）", "21.3", "22"], ["绿化覆盖率（%）", "40", "41"]]
        .iter()
        .map(|cells| {
            let own: String = cells.iter().map(|text| cell("", text)).collect();
            row(&format!("<w:tc>{}</w:tc>{own}", item(3, "")))
        })
        .collect();
    let head: String = ["序号", "指标", "2020年", "2025年"].map(|word| cell("", word)).concat();
    let body = [
        paragraph(TITLE),
        chapter("发展基础"),
        paragraph(REVIEW),
        chapter("发展目标"),
        item(2, "综合实力"),
        paragraph(GOALS),
        paragraph("表1 主要指标"),
        table(&[row(&head), rows].concat()),
    ]
    .concat();
    Docx::parts(&[
        ("word/document.xml", &format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
        ("word/numbering.xml", &format!("<w:numbering {names}>{lists}{used}</w:numbering>")),
        (
            "word/styles.xml",
            &format!(
                r#"<w:styles {names}><w:style w:styleId="2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>"#
            ),
        ),
    ])
}

#[test]
fn numbers_that_word_generates_are_read() {
    let bytes = numbered();
    let plan = parsed("plan.docx", &bytes);
    check_evidence("plan.docx", &bytes, &plan);
    let titles: Vec<String> = plan
        .sections
        .iter()
        .map(|section| format!("{} {}", section.number.as_deref().unwrap_or("-"), section.title))
        .collect();
    assert_eq!(titles, ["第一章 发展基础", "第二章 发展目标", "（一） 综合实力"]);
    let rows: Vec<_> = plan.tables[0].rows.iter().map(|row| row.no.as_deref()).collect();
    assert_eq!(rows, [Some("1"), Some("2")]);
    // The chapter states 812.5 as a result, and 1300 is a target.
    let kinds: Vec<String> = plan
        .observations
        .iter()
        .filter(|it| it.indicator.as_deref() == Some("gdp"))
        .map(|it| format!("{:?} {}", it.kind, it.value.unwrap()))
        .collect();
    assert_eq!(kinds, ["Actual 812.5", "Target 1300"]);
}
