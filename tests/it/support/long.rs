//! An invented plan of any length, in every format that is read.

use super::docx::{self, Docx};
use super::pdf::Typesetter;
use std::fmt::Write as _;

const TITLE: &str = "江夏区国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要";

enum Part {
    Heading(String),
    Text(String),
    /// Rows of cells; the first row is the header.
    Table(Vec<Vec<String>>),
}

/// A plan with this number of chapters, each with about a thousand characters; no two are equal.
fn parts(chapters: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    for n in 1..=chapters {
        let heading = |kind: &str| format!("第{}章 {kind}", n % 99 + 1);
        parts.push(Part::Heading(heading("发展基础")));
        parts.push(Part::Text(format!(
            "“十三五”时期，全区经济社会发展取得新成就。2020年，第{n}片区地区生产总值达到{n}.5亿元，年均增长8.{}%，\
             城镇登记失业率控制在4%以内，累计新增就业{n}人，高新技术企业由2015年的{}家增加到{}家。",
            n % 10,
            n + 3,
            2 * n + 5
        )));
        parts.push(Part::Heading(heading("主要目标")));
        parts.push(Part::Text(format!(
            "到2025年，第{n}片区固定资产投资突破{}亿元，社会消费品零售总额和进出口总额分别达到{}亿元和{}万美元，森林覆盖率、绿化覆盖率、\
             垃圾分类覆盖率分别达到21.3%、45%和98%以上；新建学校{}所、改造老旧小区{}个（不少于{}万平方米）。",
            n + 100, n + 7, n + 9, n % 7 + 2, n % 50 + 3, n % 30 + 1
        )));
        parts.push(Part::Text("坚持统筹协调，推动高质量发展，不断满足人民日益增长的美好生活需要，打造宜居宜业的现代化城区，\
             完善体制机制，提升治理效能，形成共建共治共享的良好格局，奋力谱写新篇章。".repeat(4)));
        let mut rows =
            vec![["类别", "指标", "2020年", "2025年", "属性"].map(str::to_owned).to_vec()];
        for (name, unit) in [("地区生产总值", "亿元"), ("森林覆盖率", "%"), ("失业率", "%")]
        {
            let row = [
                "经济",
                &format!("{name}（{unit}）"),
                &format!("{n}"),
                &format!("{}", n + 1),
                "预期性",
            ];
            rows.push(row.map(str::to_owned).to_vec());
        }
        parts.push(Part::Text(format!("表{n} 主要指标")));
        parts.push(Part::Table(rows));
    }
    parts
}

pub fn text(chapters: usize) -> Vec<u8> {
    let mut text = format!("{TITLE}\n\n");
    for part in parts(chapters) {
        match part {
            Part::Heading(line) | Part::Text(line) => writeln!(text, "{line}\n").unwrap(),
            Part::Table(rows) => {
                for (row, at) in rows.iter().zip(0..) {
                    writeln!(text, "| {} |", row.join(" | ")).unwrap();
                    if at == 0 {
                        writeln!(text, "|{}", "---|".repeat(row.len())).unwrap();
                    }
                }
                text += "\n";
            }
        }
    }
    text.into_bytes()
}

pub fn html(chapters: usize) -> Vec<u8> {
    let mut page = format!(
        "<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><div class=\"nav\"><a href=\"/\">首页</a></div><div><h1>{TITLE}</h1>\n"
    );
    for part in parts(chapters) {
        match part {
            Part::Heading(line) => writeln!(page, "<h2>{line}</h2>").unwrap(),
            Part::Text(line) => writeln!(page, "<p><span>{line}</span></p>").unwrap(),
            Part::Table(rows) => {
                page += "<table>\n";
                for row in rows {
                    writeln!(page, "<tr><td>{}</td></tr>", row.join("</td><td>")).unwrap();
                }
                page += "</table>\n";
            }
        }
    }
    page += "</div><footer>主办单位</footer></body></html>";
    page.into_bytes()
}

pub fn docx(chapters: usize) -> Vec<u8> {
    let mut body = docx::paragraph(TITLE);
    for part in parts(chapters) {
        body += &match part {
            Part::Heading(line) | Part::Text(line) => docx::paragraph(&line),
            Part::Table(rows) => {
                let rows = rows.iter().map(|row| {
                    docx::row(&row.iter().map(|text| docx::cell("", text)).collect::<String>())
                });
                docx::table(&rows.collect::<String>())
            }
        };
    }
    Docx::of(&body).bytes()
}

pub fn pdf(chapters: usize) -> Vec<u8> {
    let mut page = Typesetter::default();
    page.paragraph(TITLE);
    for part in parts(chapters) {
        match part {
            Part::Heading(line) | Part::Text(line) => page.paragraph(&line),
            Part::Table(rows) => page.table(&rows),
        }
    }
    page.bytes()
}

/// Writes a plan with this number of chapters.
pub type Write = fn(usize) -> Vec<u8>;

/// Every format, by its name.
pub const FORMATS: [(&str, Write); 4] =
    [("text", text), ("HTML", html), ("DOCX", docx), ("PDF", pdf)];
