//! Rules of comparison on plain values: two invented districts, 甲区 and 乙区, of 某市.

mod ambitious;
mod cascading;
mod choosing;
mod comparing;
mod deriving;
mod explaining;
mod growing;
mod ranking;
mod silence;
mod substituting;

use super::{Cell, CompareInput, Entry, table};
use crate::catalog::testing::region;
use crate::catalog::{Catalog, Direction, Indicator, Variant};
use crate::domain::lang::Lang;
use crate::domain::testing;
use crate::domain::{Comparator, Kind, Measure, Origin, Plan, Statement, TableRole, WordRule};
use rust_decimal::Decimal;
use std::sync::Arc;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn indicator(id: &str, name: &str, unit: &str, direction: Direction) -> Indicator {
    Indicator { name_en: id.to_owned(), ..Indicator::new(id, name, unit, direction) }
}

/// 某市 with 甲区, 乙区, 丙区 and 丁区.
fn catalog() -> Catalog {
    use Direction::{Higher, Lower, Neutral};
    let mut green = indicator("green_coverage", "绿化覆盖率", "%", Higher);
    green.related = vec!["green_space".to_owned(), "parkland_per_head".to_owned()];
    green.distinct_from = vec!["green_space".to_owned()];
    let mut parks = indicator("parkland_per_head", "人均公园绿地面积", "平方米", Higher);
    parks.measures = vec![Measure::Level];
    parks.aliases = vec!["城区人均公园绿地面积".to_owned()];
    parks.variants = vec![Variant {
        label: "城区人均公园绿地面积".to_owned(),
        meaning: "In the built-up area only.".to_owned(),
    }];
    let mut investment = indicator("investment", "固定资产投资", "亿元", Higher);
    (investment.additive, investment.measures) = (true, vec![Measure::Level, Measure::Cumulative]);
    let mut saving =
        indicator("energy_intensity_reduction", "单位地区生产总值能耗降低", "%", Higher);
    saving.measures = vec![Measure::Change, Measure::Cumulative];
    let mut jobs = indicator("new_jobs", "城镇新增就业", "万人", Higher);
    jobs.measures = vec![Measure::Cumulative, Measure::Level];
    let sum = |id: &str, name: &str, unit: &str, direction| Indicator {
        additive: true,
        ..indicator(id, name, unit, direction)
    };
    Catalog::of(
        vec![
            region("shi", "某市", None),
            region("jia", "甲区", Some("shi")),
            region("yi", "乙区", Some("shi")),
            region("bing", "丙区", Some("shi")),
            region("ding", "丁区", Some("shi")),
        ],
        vec![
            sum("gdp", "地区生产总值", "亿元", Higher),
            investment,
            green,
            indicator("green_space", "绿地率", "%", Higher),
            parks,
            indicator("pm25", "细颗粒物浓度", "微克/立方米", Lower),
            sum("residents", "常住人口", "万人", Neutral),
            saving,
            Indicator {
                growth_names: vec!["居民人均可支配收入增长".to_owned()],
                ..indicator("income", "居民人均可支配收入", "元", Higher)
            },
            jobs,
        ],
        Vec::new(),
    )
}

/// Every region but 丁区 has a plan for 2021–2025.
fn plans() -> Vec<Plan> {
    ["shi", "jia", "yi", "bing"].map(|region| testing::plan(region, [2021, 2025])).into()
}

/// A statement to be changed step by step.
#[derive(Debug, Clone)]
struct Say(Statement);

/// Running text of a plan on an indicator.
fn prose(region: &str, indicator: &str, kind: Kind) -> Say {
    Say(Statement {
        plan: format!("{region}-2021-2025").into(),
        document: format!("{region}.txt").into(),
        line: 10,
        ..testing::statement(kind, indicator)
    })
}

fn target(region: &str, indicator: &str, value: &str) -> Say {
    prose(region, indicator, Kind::Target).value(value)
}

fn actual(region: &str, indicator: &str, value: &str) -> Say {
    prose(region, indicator, Kind::Actual).value(value)
}

impl Say {
    fn id(mut self, id: &str) -> Self {
        self.0.id = id.into();
        self
    }
    fn value(mut self, value: &str) -> Self {
        self.0.value = Some(decimal(value));
        self.0.printed_value = self.0.value;
        let known = catalog().indicators;
        let unit = known.iter().find(|known| *known.id == *self.0.indicator).unwrap().unit.clone();
        let unit: Option<Arc<str>> = unit.map(Arc::from);
        self.0.unit.clone_from(&unit);
        self.0.printed_unit = unit;
        self
    }
    fn growth(mut self) -> Self {
        self.0.measure = Measure::AnnualGrowth;
        self.0.unit = Some("%".into());
        self
    }
    fn words(mut self, text: &str, rule: Option<WordRule>) -> Self {
        (self.0.text, self.0.rule) = (Some(text.into()), rule);
        self
    }
    fn is(mut self, comparator: Comparator) -> Self {
        self.0.comparator = comparator;
        self
    }
    fn measure(mut self, measure: Measure) -> Self {
        self.0.measure = measure;
        self
    }
    fn year(mut self, year: impl Into<Option<u16>>) -> Self {
        self.0.year = year.into();
        self
    }
    fn table(mut self, role: TableRole) -> Self {
        self.0.origin = Origin::Table;
        self.0.table_role = Some(role);
        self.0.table = Some("t1".into());
        self.0.row = Some(0);
        self
    }
    fn label(mut self, label: &str) -> Self {
        self.0.label = label.into();
        self
    }
    fn with(mut self, change: impl FnOnce(&mut Statement)) -> Self {
        change(&mut self.0);
        self
    }
}

/// The entry of one indicator for these regions.
fn entry(indicator: &str, regions: &[&str], statements: &[Say]) -> Entry {
    entry_of(&plans(), indicator, regions, statements)
}

/// The entry of one indicator for these regions, made from these plans.
fn entry_of(plans: &[Plan], indicator: &str, regions: &[&str], statements: &[Say]) -> Entry {
    let catalog = catalog();
    let input = CompareInput {
        catalog: &catalog,
        indicators: catalog.indicators.iter().filter(|known| known.id == indicator).collect(),
        regions: regions
            .iter()
            .map(|id| catalog.regions.iter().find(|known| known.id == *id).unwrap())
            .collect(),
        period: [2021, 2025],
        lang: Lang::En,
    };
    let statements: Vec<_> = statements.iter().map(|statement| statement.0.clone()).collect();
    table(&input, plans, &statements).remove(0)
}

/// The cell of 甲区.
fn cell(indicator: &str, statements: &[Say]) -> Cell {
    entry(indicator, &["jia"], statements).cells.remove(0)
}

/// A list of ids.
fn texts(list: &[Arc<str>]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

/// Codes of the reasons, in order.
fn reasons(cell: &Cell) -> Vec<super::answer::ReasonCode> {
    cell.reasons.iter().map(|reason| reason.code).collect()
}

/// Codes of the warnings, in order.
fn warnings(cell: &Cell) -> Vec<super::answer::NoteCode> {
    cell.warnings.iter().map(|note| note.code).collect()
}
