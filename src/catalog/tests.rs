//! The embedded catalogue: it is complete, finds the labels of the tables, and keeps different indicators
//! apart. Messages about broken catalogues are tested in `load`.

use super::unit::Dimension;
use super::*;
use crate::domain::Measure;
use rust_decimal::Decimal;

fn catalog() -> Catalog {
    Catalog::embedded().unwrap()
}

fn id(found: Option<&Indicator>) -> Option<&str> {
    found.map(|indicator| indicator.id.as_str())
}

#[test]
fn every_label_of_the_indicator_tables_has_its_id() {
    let catalog = catalog();
    let mut labels = 0;
    for line in include_str!("table_labels.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [label, unit, expected] = fields[..] else { panic!("{line}") };
        let unit = (unit != "-").then_some(unit);
        let growth = || catalog.indicator_for(label, unit, Measure::AnnualGrowth);
        let found = catalog.indicator_for_label(label, unit).or_else(growth);
        assert_eq!(id(found), Some(expected), "{label} {unit:?}");
        labels += 1;
    }
    assert_eq!(labels, 100, "labels that differ, of the 139 rows");
}

#[test]
fn every_name_leads_to_its_own_entry() {
    let catalog = catalog();
    for indicator in &catalog.indicators {
        let names = std::iter::once(&indicator.name_zh).chain(&indicator.aliases);
        for name in names {
            // The unit in an alias is the unit of its figures: 养老床位（张/千人）.
            let unit = unit::label(name).unit.or_else(|| indicator.unit.clone());
            let found = catalog.indicator_for_label(name, unit.as_deref());
            assert_eq!(id(found), Some(indicator.id.as_str()), "{name}");
        }
        for name in [&indicator.id, &indicator.name_en, &indicator.name_zh] {
            assert_eq!(id(catalog.indicator(name)), Some(indicator.id.as_str()), "{name}");
        }
    }
    for region in &catalog.regions {
        let names = [&region.id, &region.name_zh, &region.name_en].into_iter();
        for name in names.chain(&region.aliases).chain(region.codes.iter().map(|code| &code.code)) {
            assert_eq!(catalog.region(name).unwrap().id, region.id, "{name}");
        }
    }
}

#[test]
fn entries_have_names_a_unit_and_mutual_distinctions() {
    let catalog = catalog();
    for indicator in &catalog.indicators {
        let id = &indicator.id;
        assert!(!indicator.name_zh.is_ascii(), "{id}: {}", indicator.name_zh);
        assert!(indicator.name_en.starts_with(|c: char| !c.is_lowercase()), "{id}");
        assert!(indicator.unit.is_some(), "{id} has no unit");
        assert_ne!(indicator.definition.as_deref(), Some(""), "{id}");
        for other in &indicator.distinct_from {
            let other = catalog.indicator(other).unwrap();
            assert!(other.distinct_from.contains(id), "{} is not kept from {id}", other.id);
        }
    }
}

#[test]
fn different_indicators_have_different_ids() {
    let catalog = catalog();
    for (one, other) in [
        ("城镇登记失业率", "城镇调查失业率"),
        ("绿化覆盖率", "绿地率"),
        ("绿化覆盖率", "人均公园绿地面积"),
        ("绿化覆盖率", "森林覆盖率"),
        ("人均公园绿地面积", "人均公共绿地面积"),
        ("研发经费投入增长", "研发经费投入强度"),
        ("地区生产总值", "人均地区生产总值"),
        ("单位GDP能耗", "单位GDP能耗降低"),
        ("居民人均可支配收入", "城镇居民人均可支配收入"),
        ("服务业增加值", "服务业增加值占地区生产总值比重"),
        ("工业增加值", "规模以上工业增加值"),
        ("规模以上工业总产值", "规模以上工业增加值"),
        ("常住人口", "户籍人口"),
        ("基本养老保险参保率", "基本养老保险参保人数"),
        ("每万人口发明专利拥有量", "每万人口高价值发明专利拥有量"),
        ("数字经济核心产业增加值占比", "数字经济增加值占比"),
        ("地方一般公共预算收入", "财政总收入"),
        ("地方一般公共预算收入", "一般公共预算收入"),
        ("进出口总额", "进口总额"),
        ("优良水体比例", "地表水达到或好于Ⅲ类水体比例"),
        ("每千人口拥有执业医师数", "每千人口执业（助理）医师数"),
        ("招商引资总额", "招商引资实际到位资金"),
        ("粮食产量", "粮食综合生产能力"),
        ("达到或好于Ⅲ类水体比例", "劣Ⅴ类水体比例"),
        ("每千人口执业（助理）医师数", "每万人口全科医生数"),
    ] {
        let (one_id, other_id) = (id(catalog.indicator(one)), id(catalog.indicator(other)));
        assert!(one_id.is_some() && other_id.is_some(), "{one}, {other}");
        assert_ne!(one_id, other_id, "{one} and {other}");
        let one = catalog.indicator(one).unwrap();
        let other_id = other_id.unwrap_or_default().to_owned();
        assert!(one.distinct_from.contains(&other_id), "{} lacks {other_id}", one.id);
    }
}

#[test]
fn an_unlisted_label_has_no_id() {
    let catalog = catalog();
    for (label, unit) in [
        ("", None),
        ("全区", None),
        ("失业率", Some("%")),
        ("绿化率", Some("%")),
        ("增加值", Some("亿元")),
        ("限额以上社会消费品零售总额", Some("亿元")),
        ("新增高新技术企业", Some("家")),
        ("全国地区生产总值", Some("亿元")),
        ("武汉市地区生产总值", Some("亿元")),
        ("地区生产总值相当于2015年的倍数", Some("倍")),
        ("|森林覆盖率|%|", None),
    ] {
        assert_eq!(id(catalog.indicator_for_label(label, unit)), None, "{label}");
    }
}

#[test]
fn the_unit_decides_between_a_level_its_share_and_its_growth() {
    use Measure::{AnnualGrowth, Change, Cumulative, Level, RatioMultiple};
    let catalog = catalog();
    for (label, unit, measure, expected) in [
        ("服务业增加值", Some("亿元"), Level, Some("services_value_added")),
        ("服务业增加值", Some("%"), Level, None),
        ("地区生产总值", Some("%"), Level, None),
        ("地区生产总值", Some("%"), AnnualGrowth, Some("gdp")),
        ("地区生产总值", Some("%"), Change, Some("gdp")),
        ("地区生产总值", Some("倍"), RatioMultiple, Some("gdp")),
        ("地区生产总值", Some("倍"), Level, None),
        ("地区生产总值", None, RatioMultiple, Some("gdp")),
        ("地区生产总值增长", Some("%"), AnnualGrowth, Some("gdp")),
        ("全员劳动生产率增长", Some("万元"), AnnualGrowth, Some("labour_productivity")),
        ("全员劳动生产率增长", Some("家"), AnnualGrowth, None),
        ("地区生产总值增长", Some("%"), Level, None),
        ("地区生产总值增长", Some("亿元"), Level, None),
        ("进出口总额", Some("亿美元"), Level, None),
        ("进出口总额", Some("亿"), Level, Some("trade")),
        ("常住人口规模", Some("万"), Level, Some("resident_population")),
        ("细颗粒物浓度下降", Some("微克/立方米"), Level, Some("pm25")),
        ("细颗粒物浓度下降（PM2.5）（%）", None, Level, Some("pm25_reduction")),
        ("PM2.5浓度降低", Some("%"), Cumulative, Some("pm25_reduction")),
        ("PM2.5平均浓度", Some("%"), Change, Some("pm25_reduction")),
        ("PM2.5平均浓度", Some("微克/立方米"), Change, Some("pm25")),
        ("单位GDP能耗", Some("%"), Change, Some("energy_intensity_reduction")),
        ("单位GDP能耗", Some("吨标准煤/万元"), Level, Some("energy_intensity")),
        ("常住人口城镇化率", Some("个百分点"), Change, Some("urbanization_rate")),
        ("常住人口城镇化率", Some("个百分点"), Cumulative, Some("urbanization_rate")),
        ("常住人口城镇化率", Some("个百分点"), Level, None),
        ("绿化覆盖率", Some("左右"), Level, None),
    ] {
        let found = catalog.indicator_for(label, unit, measure);
        assert_eq!(id(found), expected, "{label} {unit:?} {measure:?}");
    }
}

#[test]
fn the_regions_own_name_before_a_label_is_ignored_and_anothers_is_not() {
    let catalog = catalog();
    let jiangan = catalog.region("jiangan").unwrap();
    let find = |label| id(catalog.indicator_in(jiangan, label, Some("%"), Measure::Level));
    assert_eq!(find("江岸区绿化覆盖率"), Some("green_coverage"));
    assert_eq!(find("其中：全区绿化覆盖率"), Some("green_coverage"));
    assert_eq!(find("硚口区绿化覆盖率"), None);
}

#[test]
fn figures_convert_to_the_canonical_unit() {
    let catalog = catalog();
    let told = |indicator: &str, value: &str, unit: Option<&str>| {
        let value: Decimal = value.parse().unwrap();
        catalog.indicator(indicator).unwrap().convert(value, unit).map(|value| value.to_string())
    };
    assert_eq!(told("gdp", "1.56", Some("万亿元")).as_deref(), Some("15600"));
    assert_eq!(told("income", "4.79", Some("万元")).as_deref(), Some("47900"));
    assert_eq!(told("foreign_investment_used", "60700", Some("万美元")).as_deref(), Some("6.07"));
    assert_eq!(told("resident_population", "100", Some("万")).as_deref(), Some("100"));
    assert_eq!(told("talent_total", "150", Some("名")).as_deref(), Some("0.015"));
    assert_eq!(told("patents_per_10k", "10.80", Some("件/万人")).as_deref(), Some("10.8"));
    assert_eq!(told("doctors_per_1k", "4.7", None).as_deref(), Some("4.7"));
    assert_eq!(told("shantytown_homes_renewed", "6", Some("万户")).as_deref(), Some("6"));
    assert_eq!(told("gdp", "7.5", Some("%")), None);
    assert_eq!(told("gdp", "50", Some("亿")), None);
    assert_eq!(told("gdp", "50", Some("亿美元")), None);
}

#[test]
fn codes_names_and_ids_are_one_region() {
    let catalog = catalog();
    for (name, expected) in [
        ("420104", "qiaokou"),
        ("硚口", "qiaokou"),
        ("武汉市硚口区", "qiaokou"),
        ("Jiang'an District", "jiangan"),
        ("jiangan district", "jiangan"),
        ("420113", "wedz"),
        ("汉南区", "wedz"),
        ("武汉经济技术开发区(汉南区)", "wedz"),
        ("武汉临空港经开区", "dongxihu"),
        ("光谷", "donghu_hightech"),
        ("420700", "ezhou"),
        ("420704", "echeng"),
        ("420000", "hubei"),
        ("湖北", "hubei"),
        ("100000", "china"),
        ("中國", "china"),
        ("全国", "china"),
        ("People's Republic of China", "china"),
    ] {
        assert_eq!(catalog.region(name).unwrap().id, expected, "{name}");
    }
    assert_eq!(catalog.region("经开区"), None);
    assert_eq!(catalog.region("430000"), None);
    assert_eq!(catalog.region(""), None);
    assert!(catalog.region("420113").unwrap().codes[0].note.is_some());
}

#[test]
fn regions_are_nested_from_the_nation_to_the_district() {
    let catalog = catalog();
    let above = |id: &str| {
        let region = catalog.region(id).unwrap();
        catalog.above(region).map(|up| up.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(above("echeng"), ["ezhou", "hubei", "china"]);
    assert_eq!(above("wedz"), ["wuhan", "hubei", "china"]);
    assert_eq!(above("china"), [""; 0]);
    for region in &catalog.regions {
        let parent = region.parent.as_deref().and_then(|id| catalog.region(id));
        assert!(parent.is_none_or(|up| up.level < region.level), "{}", region.id);
        assert_eq!(parent.is_none(), region.level == RegionLevel::Nation, "{}", region.id);
    }
}

#[test]
fn a_document_of_a_region_calls_the_whole_of_it_by_other_words() {
    let catalog = catalog();
    let find = |region: &str, label| {
        let region = catalog.region(region).unwrap();
        id(catalog.indicator_in(region, label, Some("亿元"), Measure::Level))
    };
    assert_eq!(find("hubei", "全省地区生产总值"), Some("gdp"));
    assert_eq!(find("china", "我国国内生产总值"), find("china", "国内生产总值"));
    assert_eq!(find("wuhan", "全省地区生产总值"), None);
    assert_eq!(find("wuhan", "全国地区生产总值"), None);
}

#[test]
fn every_district_of_both_cities_is_listed_once() {
    let catalog = catalog();
    let codes = |city: &'static str| {
        let mut codes: Vec<&str> = catalog.children(city).filter_map(Region::code).collect();
        codes.sort_unstable();
        codes
    };
    let wuhan = "420102 420103 420104 420105 420106 420107 420111 420112 420113 420114 420115 420116 420117";
    assert_eq!(codes("wuhan"), wuhan.split(' ').collect::<Vec<_>>());
    assert_eq!(codes("ezhou"), ["420702", "420703", "420704"]);
    assert_eq!(catalog.children("jiangan").count(), 0);
}

#[test]
fn a_misspelt_name_leads_to_the_nearest_entry_and_nonsense_to_none() {
    let catalog = catalog();
    let indicator = |text| id(catalog.nearest_indicator(text));
    assert_eq!(indicator("gpd"), Some("gdp"));
    assert_eq!(indicator("green_coverge"), Some("green_coverage"));
    assert_eq!(indicator("绿化覆盖率率"), Some("green_coverage"));
    assert_eq!(indicator("unemployment"), Some("unemployment_surveyed"));
    assert_eq!(indicator("zzzzzz"), None);
    assert_eq!(indicator(""), None);
    assert_eq!(indicator(&"绿".repeat(1000)), None);
    let region = |text| catalog.nearest_region(text).map(|region| region.id.as_str());
    assert_eq!(region("jiangann"), Some("jiangan"));
    assert_eq!(region("江安区"), Some("jiangan"));
    assert_eq!(region("420194"), Some("qiaokou"));
    assert_eq!(region("999999"), None);
}

#[test]
fn names_of_reports_and_of_the_nations_plans_have_their_ids() {
    let catalog = catalog();
    for (label, unit, measure, expected) in [
        ("国内生产总值(GDP)增长", "%", Measure::AnnualGrowth, "gdp"),
        ("国内生产总值", "亿元", Measure::Level, "gdp"),
        ("地级及以上城市细颗粒物(PM2.5)浓度", "微克/立方米", Measure::Level, "pm25"),
        ("单位国内生产总值能源消耗", "%", Measure::Change, "energy_intensity_reduction"),
        ("研发投入占生产总值比重", "%", Measure::Level, "rd_intensity"),
        ("R&D占GDP比重", "%", Measure::Level, "rd_intensity"),
        ("研发投入", "亿元", Measure::Level, "rd_expenditure"),
        ("服务业增加值占生产总值比重", "%", Measure::Level, "services_share"),
        ("一般公共预算收入", "亿元", Measure::Level, "budget_revenue"),
        ("地方一般公共预算收入", "亿元", Measure::Level, "local_budget_revenue"),
        ("居民消费价格", "%", Measure::AnnualGrowth, "consumer_prices"),
        ("经营主体", "万户", Measure::Level, "market_entities"),
        ("高技术制造业增加值", "%", Measure::AnnualGrowth, "hightech_manufacturing_value_added"),
        ("非化石能源占能源消费总量比重", "%", Measure::Level, "non_fossil_share"),
        ("每千人口拥有医护人员数——注册护士数", "人", Measure::Level, "nurses_per_1k"),
        ("优良水体比例", "%", Measure::Level, "good_water_share"),
        ("技术合同成交金额", "亿元", Measure::Level, "tech_contracts"),
        ("粮食综合生产能力", "万亿斤", Measure::Level, "grain_capacity"),
        ("能源综合生产能力", "亿吨标准煤", Measure::Level, "energy_capacity"),
    ] {
        let found = catalog.indicator_for(label, Some(unit), measure);
        assert_eq!(id(found), Some(expected), "{label}");
    }
}

#[test]
fn names_of_the_growth_and_former_ids_lead_to_the_indicator() {
    let catalog = catalog();
    for text in ["gdp_growth", "地区生产总值增速", "Growth of gross regional product", "gdp"]
    {
        assert_eq!(id(catalog.indicator(text)), Some("gdp"), "{text}");
    }
    assert_eq!(id(catalog.successor("gdp_growth")), Some("gdp"));
    for text in ["gdp", "地区生产总值增速", "nowhere"] {
        assert_eq!(id(catalog.successor(text)), None, "{text}");
    }
}

#[test]
fn a_restored_catalogue_gives_the_answers_of_the_loaded_one() {
    let loaded = catalog();
    let json = serde_json::to_string(&(&loaded.regions, &loaded.indicators)).unwrap();
    let (regions, indicators) = serde_json::from_str(&json).unwrap();
    let restored = Catalog::of(regions, indicators, Vec::new());
    assert_eq!(restored.region("汉南").unwrap().id, "wedz");
    assert_eq!(id(restored.indicator("PM_{2.5}浓度")), Some("pm25"));
    assert_eq!(restored.indicators, loaded.indicators);
    assert_eq!(restored.regions, loaded.regions);
}

#[test]
fn the_indicators_of_the_worked_example_keep_their_units() {
    let catalog = catalog();
    let unit = |name: &str| catalog.indicator(name).unwrap().unit.clone().unwrap();
    assert_eq!(["gdp", "green_coverage", "pm25"].map(unit), ["亿元", "%", "微克/立方米"]);
    let pm25 = catalog.indicator("pm25").unwrap();
    assert_eq!(pm25.direction, Direction::Lower);
    assert!(matches!(pm25.dimension(), Some(Dimension::Per(_, _))));
}

#[test]
fn every_entry_states_whether_it_is_additive_and_its_measures() {
    let text = include_str!("../../data/indicators.toml");
    let table: toml::Table = text.parse().unwrap();
    for entry in table["indicator"].as_array().unwrap() {
        assert!(entry.get("additive").is_some_and(toml::Value::is_bool), "{entry}");
        assert!(entry.get("measures").is_some_and(toml::Value::is_array), "{entry}");
    }
}

#[test]
fn amounts_of_one_place_add_up_and_rates_means_and_visitors_do_not() {
    let catalog = catalog();
    let additive = |id: &str| catalog.indicator(id).unwrap().additive;
    for id in ["gdp", "budget_revenue", "resident_population", "new_jobs", "container_throughput"] {
        assert!(additive(id), "{id}");
    }
    // The last three have the unit of an amount.
    for id in [
        "consumer_prices",
        "green_coverage",
        "pm25",
        "income",
        "doctors_per_1k",
        "water_intensity",
        "tourists",
        "fortune_500_firms",
    ] {
        assert!(!additive(id), "{id}");
    }
}

#[test]
fn a_variant_differs_from_the_indicators_other_names() {
    let catalog = catalog();
    let beds = catalog.indicator("nursing_bed_share").unwrap();
    let printed = beds.variant("养老机构护理型床位占比（%）").unwrap();
    assert_eq!(printed.meaning, "Of the beds in institutions only.");
    assert_eq!(beds.variant("护理型养老床位占比"), None);
}
