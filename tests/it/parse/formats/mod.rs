//! One invented plan in every format: each gives the same figures. The file of a format tests what is
//! special to it.

mod docx;
mod html;
mod markdown;
mod pdf;
mod refused;

use crate::support::docx::{Docx, cell, paragraph, row, table};
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
        // Word may begin a new run in the middle of a number.
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

/// The parts of a reading that must not depend on the format.
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

/// Asserts that every quote is free of markup and equals the text at its span.
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

const PDF: &[u8] = include_bytes!("../../../data/jiangxia.pdf");
const PDF_EMBEDDED: &[u8] = include_bytes!("../../../data/jiangxia-embedded.pdf");

#[test]
fn every_format_gives_the_same_figures() {
    let text = text();
    let want = parsed("plan.txt", text.as_bytes());
    assert_eq!(want.tables.len(), 1);
    assert_eq!(want.tables[0].rows.len(), 3);
    assert_eq!(want.observations.len(), 11, "{:#?}", said(&want));
    check_evidence("plan.md", text.as_bytes(), &want);
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let crlf = text.replace('\n', "\r\n").into_bytes();
    let page = html("utf-8");
    // Without line ends, as some sites write their pages.
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
        // The format is recognised by content, not by name.
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
fn characters_of_zero_width_do_not_split_numbers_or_words() {
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
fn a_figure_of_a_pdf_or_a_word_document_has_its_page() {
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

fn refused(bytes: &[u8]) -> String {
    Source::read(bytes).unwrap_err().to_string()
}
