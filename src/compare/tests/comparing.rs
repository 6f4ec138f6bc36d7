//! Prices, definitions, bases, and what the comparable come to.

use super::super::answer::{Family, ReasonCode};
use super::*;
use crate::domain::PriceKind;

const THREE: [&str; 3] = ["jia", "yi", "bing"];

fn codes(entry: &Entry) -> Vec<Vec<ReasonCode>> {
    entry.cells.iter().map(reasons).collect()
}

#[test]
fn a_figure_in_other_prices_than_most_is_not_compared() {
    let statements = [
        target("jia", "gdp", "900").label("地区生产总值（现价）"),
        target("yi", "gdp", "800").label("地区生产总值（2015年价）"),
        target("bing", "gdp", "700")
            .with(|statement| statement.quote = "按当年价格计算达700亿元".into()),
        target("shi", "gdp", "600"),
    ];
    let entry = entry("gdp", &["jia", "yi", "bing", "shi"], &statements);
    assert_eq!(codes(&entry), [vec![], vec![ReasonCode::PriceBasis], vec![], vec![]]);
    insta::assert_snapshot!(entry.cells[1].reasons[0].detail, @"in 2015年价, where others are in 现价");
    let basis = entry.cells[1].target.as_ref().unwrap().price_basis.clone().unwrap();
    assert_eq!((basis.kind, basis.year), (PriceKind::Constant, Some(2015)));
    assert_eq!(entry.cells[3].target.as_ref().unwrap().price_basis, None);
    assert_eq!((entry.ranked, entry.summary.targets.comparable), (3, 3));
}

#[test]
fn prices_that_no_other_plan_contradicts_are_no_reason() {
    let statements = [
        target("jia", "gdp", "900").label("地区生产总值（可比价）"),
        target("yi", "gdp", "800")
            .with(|statement| statement.table_title = Some("指标表（2020年不变价）".into())),
        target("bing", "gdp", "700"),
    ];
    assert_eq!(codes(&entry("gdp", &THREE, &statements)), [vec![], vec![], vec![]]);
}

#[test]
fn a_figure_of_another_part_of_the_thing_is_not_compared() {
    let statements = [
        target("jia", "investment", "900").label("固定资产投资（不含农户）"),
        target("yi", "investment", "800").label("固定资产投资（不含农户）"),
        target("bing", "investment", "700").label("固定资产投资（含农户）"),
        target("shi", "investment", "700").label("全社会固定资产投资"),
    ];
    let entry = entry("investment", &["jia", "yi", "bing", "shi"], &statements);
    assert_eq!(codes(&entry), [vec![], vec![], vec![ReasonCode::Definition], vec![]]);
    insta::assert_snapshot!(entry.cells[2].reasons[0].detail, @"含农户, where others are 不含农户");
    let qualifiers = &entry.cells[3].target.as_ref().unwrap().qualifiers;
    assert_eq!((qualifiers[0].family, &*qualifiers[0].word), (Family::Firms, "全社会"));
}

#[test]
fn a_label_of_a_distinct_indicator_is_a_reason() {
    let statements = [
        target("jia", "green_coverage", "40").label("绿地率"),
        target("yi", "green_coverage", "42").label("绿化覆盖率"),
    ];
    let entry = entry("green_coverage", &["jia", "yi"], &statements);
    assert_eq!(codes(&entry), [vec![ReasonCode::Definition], vec![]]);
    insta::assert_snapshot!(entry.cells[0].reasons[0].detail, @"printed as 绿地率, which is 绿地率 and not 绿化覆盖率");
}

#[test]
fn a_variant_of_the_catalogue_is_compared_with_its_like_only() {
    let statements = [
        target("jia", "parkland_per_head", "10").label("城区人均公园绿地面积"),
        target("yi", "parkland_per_head", "12").label("人均公园绿地面积"),
    ];
    let both = entry("parkland_per_head", &["jia", "yi"], &statements);
    assert_eq!(codes(&both), [vec![ReasonCode::Definition], vec![]]);
    insta::assert_snapshot!(both.cells[0].reasons[0].detail, @"printed as 城区人均公园绿地面积, where others are 人均公园绿地面积: In the built-up area only.");
    let alone = entry("parkland_per_head", &["jia"], &statements);
    assert_eq!(codes(&alone), [vec![]]);
}

#[test]
fn a_base_has_its_own_reason_against_comparison() {
    let statements = [
        actual("jia", "gdp", "100"),
        actual("yi", "gdp", "90").year(2019),
        target("yi", "gdp", "200"),
    ];
    let entry = entry("gdp", &["jia", "yi", "bing", "ding"], &statements);
    let codes_of_cells: Vec<_> = entry
        .cells
        .iter()
        .map(|cell| {
            assert_eq!(cell.base_comparable, cell.base_reasons.is_empty());
            cell.base_reasons.iter().map(|reason| reason.code).collect::<Vec<_>>()
        })
        .collect();
    let only = |code| vec![code];
    let (year, silent) = (only(ReasonCode::Year), only(ReasonCode::NotStated));
    assert_eq!(codes_of_cells, [vec![], year, silent, only(ReasonCode::NoPlan)]);
    assert!(!entry.cells[0].comparable && entry.cells[1].comparable);
}

#[test]
fn the_summary_covers_comparable_cells_and_has_their_number() {
    let statements = [
        target("shi", "gdp", "100").id("a"),
        target("jia", "gdp", "300").id("b").is(Comparator::Approx),
        target("yi", "gdp", "150").id("c"),
        target("bing", "gdp", "900").is(Comparator::Gt),
    ];
    let entry = entry("gdp", &["shi", "jia", "yi", "bing", "ding"], &statements);
    let targets = &entry.summary.targets;
    assert_eq!((targets.compared, targets.comparable, targets.ranked), (5, 3, 4));
    let numbers =
        [targets.min, targets.median, targets.max].map(|number| number.unwrap().to_string());
    assert_eq!(numbers, ["100", "150", "300"]);
    assert_eq!(
        (&targets.best_regions[..], &targets.min_regions[..]),
        // More than 900 is surely best.
        (&["bing".into()][..], &["shi".into()][..])
    );
    assert_eq!(
        (targets.unit.as_deref(), targets.comparator),
        (Some("亿元"), Some(Comparator::Approx))
    );
    assert_eq!(
        (targets.regions.join(" "), targets.inputs.join(" ")),
        ("shi jia yi".to_owned(), "a b c".to_owned())
    );
    assert_eq!((entry.summary.bases.comparable, entry.summary.bases.median), (0, None));
}

#[test]
fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
    let statements = [target("jia", "pm25", "35"), target("yi", "pm25", "40")];
    let summary = entry("pm25", &["jia", "yi"], &statements).summary.targets;
    assert_eq!(summary.median, Some(decimal("37.5")));
    assert_eq!(texts(&summary.best_regions), ["jia"]);
}
