//! PDF.

use super::{TITLE, parsed};
use crate::support::pdf::Typesetter;
use plan_targets::plan::parsed::ParsedDocument;

/// A plan whose table ends a page with the first of these rows and continues with the others.
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
fn a_row_over_two_pages_is_one_row() {
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
    // Not joined: a complete row, and a category.
    let full = ["2", "城镇居民人均可支配收入（元）", "45000", "60000", "预期性"];
    assert_eq!(labels(&split(&[full, last, more])), want);
    assert_eq!(labels(&split(&[full, ["", "二、经济", "", "", ""], last, more])), want);
}

#[test]
fn a_single_row_on_the_next_page_is_part_of_its_table() {
    let row = |no: &'static str, label: &'static str| [no, label, "21.3", "22", "约束性"];
    let labels = |plan: &ParsedDocument| {
        let rows = plan.tables[0].rows.iter();
        rows.map(|row| row.label.clone()).collect::<Vec<_>>()
    };
    let plan = split(&[row("2", "绿化覆盖率（%）"), row("3", "城镇化率（%）")]);
    assert_eq!(labels(&plan), ["森林覆盖率", "绿化覆盖率", "城镇化率"]);
    let last = plan.observations.iter().find(|it| it.label == "城镇化率").unwrap();
    assert_eq!(last.page, Some(2));
    // Only the header is on the first page.
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
    // The left column ends within a sentence.
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
