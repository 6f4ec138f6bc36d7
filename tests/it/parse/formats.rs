//! One invented plan in every format that is read: the same figures come out of each. And what is
//! no document is refused with one line that says what to do.

use crate::support::docx::{Docx, cell, paragraph, row, table};
use crate::support::pdf::Typesetter;
use encoding_rs::GB18030;
use plan_targets::catalog::Catalog;
use plan_targets::document::Source;
use plan_targets::plan::parsed::{Observation, ParsedDocument};
use plan_targets::plan::read::{Options, read};

const TITLE: &str = "江夏区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要";
const REVIEW: &str = "2020年，全区地区生产总值达到812.5亿元，森林覆盖率达到21.3%。";
const GOALS: &str = "到2025年，全区地区生产总值突破1300亿元，高新技术企业达到450家。";
const LAST: &str = "“十四五”期间，新建城市道路96公里。";
/// Category, label and unit, base, target, attribute.
const ROWS: [[&str; 5]; 3] = [
    ["经济发展", "地区生产总值（亿元）", "812.5", "1300", "预期性"],
    ["", "城镇登记失业率（%）", "3.1", "<4.5", "预期性"],
    ["绿色生态", "森林覆盖率（%）", "21.3", "22", "约束性"],
];

fn text() -> String {
    let mut lines =
        [TITLE, "", "第一章 发展基础", "", REVIEW, "", "第二章 发展目标", "", GOALS, ""].join("\n");
    lines.push_str(
        "\n表1 主要指标\n\n| 类别 | 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|---|\n",
    );
    for row in ROWS {
        lines.extend(["| ", &row.join(" | "), " |\n"]);
    }
    format!("{lines}\n第三章 重点任务\n\n{LAST}\n")
}

fn html(charset: &str) -> String {
    let rows: Vec<String> = ROWS
        .iter()
        .map(|[category, label, base, target, attribute]| {
            let category = match *category {
                "经济发展" => "<td rowspan=\"2\">经济发展</td>".to_owned(),
                "" => String::new(),
                other => format!("<td>{other}</td>"),
            };
            let target = target.replace('<', "&lt;");
            format!(
                "<tr>{category}<td>{label}</td>\n<td><span>{base}</span></td>\n<td>{target}</td><td>{attribute}</td></tr>\n"
            )
        })
        .collect();
    let rows = rows.concat();
    let [goals_begin, goals_end] =
        ["到2025年，全区地区生产总值突破", "亿元，高新技术企业达到450家。"];
    assert_eq!(format!("{goals_begin}1300{goals_end}"), GOALS);
    format!(
        r#"<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{TITLE}_江夏区人民政府</title>
<style>p {{ color: red }}</style>
<script>var news = "<p>到2025年，全区人口达到99万人。</p>";</script></head>
<body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/gdp">2021年地区生产总值达到77亿元</a></li></ul></div>
<div id="content">
<h1>{TITLE}</h1>
<p class="info">发布时间：2021-05-06　<a href="javascript:print()">打印</a></p>
<div class="article">
<p>第一章&nbsp;发展基础</p>
<p>　　{REVIEW}</p>
<p>第二章 发展目标</p><p>　　{goals_begin}<b>1300</b>{goals_end}<sup>[1]</sup></p>
<p>表1 主要指标</p>
<table border="1"><tr><th>类别</th><th>指标</th><th>2020年</th><th>2025年</th><th>属性</th></tr>
{rows}</table>
<p>第三章 重点任务</p>
<p>　　{LAST}</p>
</div></div>
<div class="sidebar">相关：到2025年，全市绿化覆盖率达到50%。</div>
<footer><p>主办单位：江夏区人民政府办公室 到2025年，网站访问量达到100万次。</p></footer>
</body></html>
"#
    )
}

fn docx() -> Vec<u8> {
    let rows: String = ROWS
        .iter()
        .map(|[category, label, base, target, attribute]| {
            let merge =
                if category.is_empty() { "<w:vMerge/>" } else { r#"<w:vMerge w:val="restart"/>"# };
            let cells = [cell(merge, category), cell("", label), cell("", base)].concat();
            row(&[cells, cell("", target), cell("", attribute)].concat())
        })
        .collect();
    let head: String =
        ["类别", "指标", "2020年", "2025年", "属性"].map(|word| cell("", word)).concat();
    let note = r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>"#;
    let body = [
        paragraph(TITLE),
        paragraph("第一章 发展基础"),
        paragraph(REVIEW),
        paragraph("第二章 发展目标"),
        // In the middle of a number Word may begin another run.
        format!("<w:p><w:r><w:t>{}</w:t></w:r>{note}<w:r><w:t>{}</w:t></w:r></w:p>", &GOALS[..GOALS.len() - 15], &GOALS[GOALS.len() - 15..]),
        paragraph("表1 主要指标"),
        table(&[row(&head), rows].concat()),
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>第三章 重点任务</w:t></w:r></w:p>".to_owned(),
        format!("<w:p><w:del><w:r><w:delText>新建城市道路9公里</w:delText></w:r></w:del><w:r><w:t>{LAST}</w:t></w:r></w:p>"),
    ]
    .concat();
    Docx::of(&body).with_note("2", "高新技术企业：按2016年办法认定的企业。").bytes()
}

fn parsed(file: &str, bytes: &[u8]) -> ParsedDocument {
    let catalog = Catalog::embedded().unwrap();
    read(file, bytes, &Options::default(), &catalog)
        .unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// What must not depend on the format.
fn said(plan: &ParsedDocument) -> Vec<String> {
    let mut said: Vec<String> = plan
        .observations
        .iter()
        .map(|it: &Observation| {
            format!(
                "{:?} {:?} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                it.origin,
                it.kind,
                it.label,
                it.indicator,
                it.value,
                it.unit,
                it.comparator,
                it.year,
                it.attribute,
                it.section
            )
        })
        .collect();
    said.sort();
    said
}

/// Every quote is free of markup, and is what its span says.
fn check_evidence(file: &str, bytes: &[u8], plan: &ParsedDocument) {
    let source = Source::read(bytes).unwrap();
    for it in &plan.observations {
        let markup = ["</", "<t", "<b", "<s", "<p", "&"].iter().any(|tag| it.quote.contains(tag));
        assert!(!markup, "{file}: {}", it.quote);
        assert_eq!(source.slice(it.span), it.quote, "{file}");
        let [start, end] = plan.lines[&it.line];
        assert!(start <= it.span[0] && it.span[1] <= end, "{file}: {it:?}");
        assert_eq!(source.printed_extent(it.line), [start, end], "{file}");
    }
}

const PDF: &[u8] = include_bytes!("../../data/jiangxia.pdf");
const PDF_EMBEDDED: &[u8] = include_bytes!("../../data/jiangxia-embedded.pdf");

#[test]
fn every_format_says_the_same() {
    let text = text();
    let want = parsed("plan.txt", text.as_bytes());
    assert_eq!(want.tables.len(), 1);
    assert_eq!(want.tables[0].rows.len(), 3);
    assert_eq!(want.observations.len(), 11, "{:#?}", said(&want));
    check_evidence("plan.md", text.as_bytes(), &want);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let crlf = text.replace('\n', "\r\n").into_bytes();
    let page = html("utf-8");
    // Without a line end, as some sites write their pages.
    let one_line = page.replace("\n<", "<");
    let formats: [(&str, Vec<u8>, &str); 9] = [
        ("utf16.txt", utf16, "UTF-16BE"),
        ("crlf.txt", [b"\xEF\xBB\xBF".as_slice(), &crlf].concat(), "UTF-8"),
        ("gb.txt", GB18030.encode(&text).0.into_owned(), "GB18030"),
        ("page.html", page.clone().into_bytes(), "UTF-8"),
        ("one-line.html", one_line.into_bytes(), "UTF-8"),
        ("page-gb.htm", GB18030.encode(&html("gb2312")).0.into_owned(), "GB18030"),
        ("plan.docx", docx(), "DOCX"),
        ("plan.pdf", PDF.to_vec(), "PDF"),
        ("embedded.pdf", PDF_EMBEDDED.to_vec(), "PDF"),
    ];
    for (file, bytes, encoding) in formats {
        // By content, not by name.
        let plan = parsed("plan", &bytes);
        assert_eq!(said(&plan), said(&want), "{file}");
        assert_eq!(plan.source.encoding, encoding, "{file}");
        assert_eq!(plan.document.title, want.document.title, "{file}");
        assert_eq!(plan.tables[0].rows[1].category.as_deref(), Some("经济发展"), "{file}");
        check_evidence(file, &bytes, &plan);
    }
}

#[test]
fn struck_out_and_hidden_text_is_read_in_no_format() {
    let markdown = text().replace("突破1300", "突破~~1250~~<del>1260</del><s>1270</s>1300");
    let page = html("utf-8").replace(
        "<b>1300</b>",
        r#"<del>1250</del><s>1260</s><strike>1270</strike><span style="display: none">1280</span><i hidden>1290</i><b>1300</b>"#,
    );
    let run = |mark: &str, text: &str| format!("<w:r><w:rPr>{mark}</w:rPr><w:t>{text}</w:t></w:r>");
    let (before, after) = GOALS.split_once("1300").unwrap();
    let goals = [
        run("", before),
        run("<w:strike/>", "1250"),
        run("<w:dstrike/>", "1260"),
        run("<w:vanish/>", "1270"),
        run(r#"<w:strike w:val="0"/>"#, "1300"),
        run("", after),
    ];
    let body =
        [paragraph(TITLE), paragraph("第一章 发展目标"), format!("<w:p>{}</w:p>", goals.concat())];
    let want: Vec<String> = ["450", "1300"].map(str::to_owned).into();
    for (file, bytes) in [
        ("plan.md", markdown.into_bytes()),
        ("page.html", page.into_bytes()),
        ("plan.docx", Docx::of(&body.concat()).bytes()),
    ] {
        let plan = parsed(file, &bytes);
        let goals = plan
            .observations
            .iter()
            .filter(|it| it.quote.contains("突破") || it.quote.contains("450"));
        let mut values: Vec<String> = goals.map(|it| it.value.unwrap().to_string()).collect();
        values.sort_by_key(String::len);
        assert_eq!(values, want, "{file}");
        let all = plan.observations.iter().filter_map(|it| it.value).map(|it| it.to_string());
        assert!(all.into_iter().all(|it| !it.starts_with("12")), "{file}");
    }
}

#[test]
fn characters_without_width_part_no_number_and_no_word() {
    let plain = text();
    let want = said(&parsed("plan.txt", plain.as_bytes()));
    let spoilt = |text: &str| {
        text.replace("812.5", "8\u{200B}12\u{2060}.5")
            .replace("1300", "13\u{FEFF}00")
            .replace("森林", "森\u{AD}林")
    };
    assert_eq!(said(&parsed("plan.txt", spoilt(&plain).as_bytes())), want);
    assert_eq!(said(&parsed("page.html", spoilt(&html("utf-8")).as_bytes())), want);
    let body =
        [paragraph(TITLE), paragraph("第一章 发展基础"), paragraph(&spoilt(REVIEW))].concat();
    let read = parsed("plan.docx", &Docx::of(&body).bytes());
    assert!(
        read.observations.iter().any(|it| it.value.is_some_and(|it| it.to_string() == "812.5"))
    );
}

#[test]
fn lines_of_a_page_are_those_of_its_source() {
    let page = html("utf-8");
    let plan = parsed("page.html", page.as_bytes());
    for it in &plan.observations {
        let line = page.lines().nth(it.line as usize - 1).unwrap();
        let figure = it.value.unwrap().to_string();
        assert!(line.contains(&figure), "{figure} is not on {line}");
        assert_eq!(it.page, None);
    }
}

#[test]
fn pages_of_a_pdf_and_of_a_word_document_are_told() {
    for (file, bytes) in [("plan.pdf", PDF.to_vec()), ("plan.docx", docx())] {
        let plan = parsed(file, &bytes);
        let page = |value: &str| {
            plan.observations
                .iter()
                .find(|it| it.value.is_some_and(|it| it.to_string() == value))
                .and_then(|it| it.page)
        };
        assert_eq!((page("450"), page("96")), (Some(1), Some(2)), "{file}");
    }
}

#[test]
fn paragraphs_and_rows_of_a_word_document_are_counted() {
    let plan = parsed("plan.docx", &docx());
    let lines = |value: &str| {
        let found =
            plan.observations.iter().find(|it| it.value.is_some_and(|v| v.to_string() == value));
        found.map(|it| it.line)
    };
    // Title, chapter, review; chapter, goals, their footnote; title of the table, its header.
    assert_eq!((lines("450"), lines("3.1"), lines("96")), (Some(5), Some(10), Some(13)));
}

fn refused(bytes: &[u8]) -> String {
    Source::read(bytes).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    let scan = refused(include_bytes!("../../data/scan.pdf"));
    assert!(scan.contains("OCR") && scan.contains("searchable PDF"), "{scan}");
    let protected = refused(include_bytes!("../../data/protected.pdf"));
    assert_eq!(protected, "the PDF is protected with a password; save it without one");
    let old = refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    assert!(old.contains("save it as DOCX"), "{old}");
    let sheet = refused(&Docx::parts(&[("xl/workbook.xml", "<x/>")]));
    assert!(sheet.contains("a spreadsheet; open it"), "{sheet}");
    let official = refused(&Docx::parts(&[("OFD.xml", "<x/>")]));
    assert!(official.contains("an OFD document"), "{official}");
}

#[test]
fn damaged_containers_end_with_one_line() {
    let docx = docx();
    for bytes in [
        &docx[..docx.len() / 2],
        &PDF[..PDF.len() / 3],
        b"%PDF-1.7",
        b"PK\x03\x04",
        &Docx::parts(&[("word/document.xml", "<w:document><w:p></w:t>")]),
    ] {
        let message = refused(bytes);
        assert!(message.contains("cannot be read") && !message.contains('\n'), "{message}");
    }
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

#[test]
fn a_page_without_an_article_is_refused() {
    assert_eq!(
        refused(b"<!DOCTYPE html><html><script>1</script></html>"),
        "the file holds nothing but white space"
    );
}

/// A plan whose table ends a page with the first of these rows and goes on with the others.
fn split(rows: &[[&str; 5]]) -> ParsedDocument {
    let mut page = Typesetter::default();
    page.paragraph(TITLE);
    page.paragraph("第一章 发展目标");
    page.paragraph("表1 主要指标");
    let own = |row: &[&str; 5]| row.map(str::to_owned).to_vec();
    let head = own(&["序号", "指标", "2020年", "2025年", "属性"]);
    page.table(&[head, own(&["1", "森林覆盖率（%）", "21.3", "22", "约束性"]), own(&rows[0])]);
    page.turn();
    page.table(&rows[1..].iter().map(own).collect::<Vec<_>>());
    parsed("split.pdf", &page.bytes())
}

#[test]
fn a_row_that_two_pages_share_is_one_row() {
    let first = ["2", "城镇居民人均可支", "45000", "60000", "预期性"];
    let last = ["3", "地区生产总值（亿元）", "812.5", "1300", "预期性"];
    let more = ["4", "城镇登记失业率（%）", "3.1", "4.5", "预期性"];
    let labels = |plan: &ParsedDocument| {
        let rows = plan.tables[0].rows.iter();
        rows.map(|row| format!("{} {:?}", row.label, row.cells.target)).collect::<Vec<_>>()
    };
    let plan = split(&[first, ["", "配收入（元）", "", "", ""], last, more]);
    let want = [
        "森林覆盖率 Some(\"22\")",
        "城镇居民人均可支配收入 Some(\"60000\")",
        "地区生产总值 Some(\"1300\")",
        "城镇登记失业率 Some(\"4.5\")",
    ];
    assert_eq!(labels(&plan), want);
    assert!(plan.observations.iter().any(|it| it.unit.as_deref() == Some("元")));
    // Left alone: a row of its own, and a category.
    let full = ["2", "城镇居民人均可支配收入（元）", "45000", "60000", "预期性"];
    assert_eq!(labels(&split(&[full, last, more])), want);
    assert_eq!(labels(&split(&[full, ["", "二、经济", "", "", ""], last, more])), want);
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
fn numbers_that_word_makes_itself_are_read() {
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
    // The chapter says that 812.5 was reached, and 1300 is a goal.
    let kinds: Vec<String> = plan
        .observations
        .iter()
        .filter(|it| it.indicator.as_deref() == Some("gdp"))
        .map(|it| format!("{:?} {}", it.kind, it.value.unwrap()))
        .collect();
    assert_eq!(kinds, ["Actual 812.5", "Target 1300"]);
}

#[test]
fn markup_within_markdown_is_neither_read_nor_quoted() {
    let text = format!(
        "# {TITLE}\n\n## 第一章 发展目标\n\n到2025年，全区**地区生产总值**达到<b>1300</b>亿元<sup>1</sup>，森林覆盖率达到**22%**<br>以上。\n\n\
         <table>\n<tr><th>指标</th><th>单位</th><th>2020年</th><th>2025年</th></tr>\n\
         <tr><td>森林覆盖率<sup>2</sup></td><td>%</td><td>21.3</td><td>约<b>22</b></td></tr>\n</table>\n\n\
         | 指标 | 2020年 | 2025年 |\n|---|---|---|\n| PM<sub>2.5</sub>浓度（μg/m<sup>3</sup>） | 38 | **35** |\n"
    );
    let plan = parsed("plan.md", text.as_bytes());
    check_evidence("plan.md", text.as_bytes(), &plan);
    let said: Vec<String> = plan
        .observations
        .iter()
        .map(|it| {
            let unit = it.unit.as_deref().unwrap_or("?");
            format!("{} {} {unit} {}", it.label, it.value.unwrap(), it.quote)
        })
        .collect();
    assert_eq!(
        said,
        [
            "地区生产总值 1300 亿元 1300",
            "森林覆盖率 22 % 22%",
            "森林覆盖率 21.3 % 21.3",
            "森林覆盖率 22 % 22",
            "PM2.5浓度 38 μg/m3 38",
            "PM2.5浓度 35 μg/m3 35",
        ]
    );
    assert!(plan.observations.iter().all(|it| !it.quote.contains('*')));
}

#[test]
fn a_single_row_overleaf_is_part_of_its_table() {
    let row = |no: &'static str, label: &'static str| [no, label, "21.3", "22", "约束性"];
    let labels = |plan: &ParsedDocument| {
        let rows = plan.tables[0].rows.iter();
        rows.map(|row| row.label.clone()).collect::<Vec<_>>()
    };
    let plan = split(&[row("2", "绿化覆盖率（%）"), row("3", "城镇化率（%）")]);
    assert_eq!(labels(&plan), ["森林覆盖率", "绿化覆盖率", "城镇化率"]);
    let last = plan.observations.iter().find(|it| it.label == "城镇化率").unwrap();
    assert_eq!(last.page, Some(2));
    // The header alone before the turn of the page.
    let mut page = Typesetter::default();
    page.paragraph(TITLE);
    page.paragraph("第一章 发展目标");
    page.paragraph("表1 主要指标");
    let own = |row: [&str; 5]| row.map(str::to_owned).to_vec();
    page.table(&[own(["序号", "指标", "2020年", "2025年", "属性"])]);
    page.turn();
    page.table(&[own(row("1", "森林覆盖率（%）")), own(row("2", "绿化覆盖率（%）"))]);
    let plan = parsed("split.pdf", &page.bytes());
    assert_eq!(labels(&plan), ["森林覆盖率", "绿化覆盖率"]);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let lines = [
        "　　到2025年，全区地区生产总值突破",
        "1300亿元，高新技术企业达到450家，",
        "科技型中小企业达到600家，城镇登记失",
        "业率控制在4.5%以内，全社会研究与试验",
        "发展经费投入强度达到3.2%，森林覆盖率",
        "达到22%，绿化覆盖率达到41%，城市生活",
        "垃圾无害化处理率保持100%，建成城市道",
        "路96公里，新建学校12所，新增学位3万个，",
        "人均预期寿命达到80岁，基本养老保险参",
        "保率达到95%，每千人口拥有执业（助理）",
        "医师数达到3.5人，居民人均可支配收入年",
        "均增长8%，常住人口城镇化率提高到70%。",
    ];
    let mut content = crate::support::pdf::show(TITLE, 110, 780);
    content += &crate::support::pdf::show("第一章 发展目标", 60, 750);
    // The left column ends in mid-sentence.
    for (at, line) in lines.iter().enumerate() {
        let (x, row) = if at < 6 { (60, at) } else { (310, at - 6) };
        content += &crate::support::pdf::show(line, x, 720 - 20 * u32::try_from(row).unwrap());
    }
    let mut pdf = crate::support::pdf::Pdf::default();
    pdf.page(&content, "");
    let columns = parsed("columns.pdf", &pdf.bytes());
    let text = format!("{TITLE}\n\n第一章 发展目标\n\n{}\n", lines.concat());
    let figures = |plan: &ParsedDocument| {
        let all = plan.observations.iter();
        all.map(|it| format!("{} {:?} {:?}", it.label, it.value, it.unit)).collect::<Vec<_>>()
    };
    let want = figures(&parsed("columns.txt", text.as_bytes()));
    assert!(want.len() >= 16, "{want:?}");
    assert_eq!(figures(&columns), want);
}
