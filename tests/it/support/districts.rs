//! Two districts of Wuhan with invented figures, for the embedded catalogue.

use super::plans::{Doc, load_with};
use plan_targets::catalog::Catalog;
use plan_targets::domain::{Attribute, Comparator, Measure};
use plan_targets::ingest::Options;
use plan_targets::plan::parsed::Section;
use sqlx::PgPool;

/// 江岸区: three table rows, and two statements in running text on lines 7 and 8.
pub fn jiangan() -> Doc {
    let mut doc = Doc::of("jiangan");
    doc.row("地区生产总值", "gdp", "亿元", ["1000.5", "1600"]);
    doc.row("绿化覆盖率", "green_coverage", "%", ["46.5", "46.7"]);
    doc.row("PM2.5", "pm25", "微克/立方米", ["36", "完成市下达目标"]);
    let gdp = doc.says("地区生产总值突破0.2万亿元", "地区生产总值");
    gdp.indicator = Some("gdp".to_owned());
    gdp.value = Some("0.2".parse().unwrap());
    gdp.unit = Some("万亿元".to_owned());
    gdp.comparator = Comparator::Gt;
    let parks = doc.says("=新建口袋公园12个", "=新建口袋公园");
    parks.value = Some("12".parse().unwrap());
    parks.unit = Some("个".to_owned());
    parks.measure = Measure::Cumulative;
    parks.year = None;
    parks.flags = vec!["unit_guessed".to_owned()];
    within_a_section(doc)
}

/// 硚口区: its plan does not mention 绿化覆盖率.
pub fn qiaokou() -> Doc {
    let mut doc = Doc::of("qiaokou");
    doc.row("地区生产总值", "gdp", "亿元", ["860", "1200"]);
    let growth = doc.says("地区生产总值年均增长7.5%左右", "地区生产总值");
    growth.indicator = Some("gdp".to_owned());
    growth.value = Some("7.5".parse().unwrap());
    growth.unit = Some("%".to_owned());
    growth.comparator = Comparator::Approx;
    growth.measure = Measure::AnnualGrowth;
    let green = doc.says("新增公园绿地30-40公顷", "新增公园绿地");
    green.value = Some("30".parse().unwrap());
    green.value_high = Some("40".parse().unwrap());
    green.unit = Some("公顷".to_owned());
    green.measure = Measure::Cumulative;
    within_a_section(doc)
}

/// Moves all observations to a section of the chapter, and makes GDP 预期性.
fn within_a_section(mut doc: Doc) -> Doc {
    doc.plan.sections.push(Section {
        id: "1.1".to_owned(),
        level: 2,
        number: Some("第一节".to_owned()),
        title: "发展目标".to_owned(),
        line: 2,
        end_line: 1000,
    });
    for said in &mut doc.plan.observations {
        said.section = Some("1.1".to_owned());
        if said.table.is_some() && said.label == "地区生产总值" {
            said.attribute = Some(Attribute::Expected);
        }
    }
    doc
}

/// Loads plans; plans that were loaded before stay.
pub async fn load(db: &PgPool, docs: &[&Doc]) {
    let catalog = Catalog::embedded().expect("the catalogue compiled in");
    let loaded = load_with(db, &catalog, docs, Options::default()).await;
    loaded.unwrap_or_else(|error| panic!("not loaded: {error:?}"));
}

/// Loads both districts.
pub async fn load_two_districts(db: &PgPool) {
    load(db, &[&jiangan(), &qiaokou()]).await;
}
