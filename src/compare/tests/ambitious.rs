//! The annual change that a target requires, and its distance from the best.

use super::super::answer::Ambition;
use super::*;

fn of<'e>(entry: &'e Entry, region: &str) -> &'e Ambition {
    &entry.cells.iter().find(|cell| cell.region.id == region.into()).unwrap().ambition
}

fn missing(ambition: &Ambition, field: &str) -> String {
    let why = ambition.missing.iter().find(|missing| missing.fields.contains(&field));
    why.map_or_else(String::new, |why| why.reason.to_string())
}

#[test]
fn the_required_change_a_year_is_in_the_unit_and_in_percent() {
    let statements =
        [actual("jia", "gdp", "860").id("base"), target("jia", "gdp", "1200").id("target")];
    let entry = entry("gdp", &["jia"], &statements);
    let ambition = of(&entry, "jia");
    assert_eq!(ambition.required_a_year, Some(decimal("68")));
    assert_eq!(ambition.required_unit.as_deref(), Some("亿元"));
    assert_eq!(ambition.required_percent_a_year, Some(decimal("6.9")));
    assert_eq!((ambition.pace_rank, ambition.paced), (Some(1), 1));
    assert_eq!(texts(&ambition.inputs), ["base", "target"]);
    let method = ambition.method.as_ref().unwrap().to_string();
    assert!(method.starts_with("required_a_year: 340 ÷ 5 = 68 亿元"), "{method}");
}

#[test]
fn a_fall_is_an_improvement_where_less_is_better_and_a_rise_is_not() {
    let statements = [
        actual("jia", "pm25", "36.5"),
        target("jia", "pm25", "40"),
        actual("yi", "pm25", "45"),
        target("yi", "pm25", "35"),
    ];
    let entry = entry("pm25", &["jia", "yi"], &statements);
    let (jia, yi) = (of(&entry, "jia"), of(&entry, "yi"));
    assert_eq!(
        (jia.required_a_year, jia.improvement_a_year),
        (Some(decimal("0.7")), Some(decimal("-0.7")))
    );
    assert_eq!(
        (yi.required_a_year, yi.improvement_a_year),
        (Some(decimal("-2")), Some(decimal("2")))
    );
    let gap = |gap: &Option<super::super::answer::Gap>| {
        let gap = gap.as_ref().unwrap();
        (gap.value.to_string(), gap.regions.join(" "))
    };
    assert_eq!(gap(&jia.to_best_target), ("-5".to_owned(), "yi".to_owned()));
    assert_eq!(gap(&yi.to_best_target), ("0".to_owned(), "yi".to_owned()));
    assert_eq!(gap(&yi.to_best_base), ("-8.5".to_owned(), "jia".to_owned()));
    assert_eq!((jia.pace_rank, yi.pace_rank, yi.paced), (Some(2), Some(1), 2));
    assert_eq!(gap(&jia.to_best_pace).1, "yi");
    assert_eq!(jia.to_best_target.as_ref().unwrap().percent, Some(decimal("-14.3")));
}

#[test]
fn a_gap_to_the_region_above_exists_for_rates_and_not_for_amounts() {
    let statements = [
        target("shi", "green_coverage", "45").id("city"),
        target("jia", "green_coverage", "46.72").id("own"),
        target("shi", "gdp", "20000"),
        target("jia", "gdp", "2000"),
    ];
    let green = entry("green_coverage", &["jia"], &statements);
    let gap = of(&green, "jia").to_parent_target.clone().unwrap();
    assert_eq!((gap.value, gap.unit.as_deref()), (decimal("1.72"), Some("百分点")));
    assert_eq!((gap.regions.join(""), gap.percent), ("shi".to_owned(), None));
    assert!(of(&green, "jia").inputs.contains(&"city".into()));
    insta::assert_snapshot!(missing(of(&green, "jia"), "to_parent_base"), @"shi and this region do not both state one");
    let gdp = entry("gdp", &["jia"], &statements);
    assert_eq!(of(&gdp, "jia").to_parent_target, None);
    insta::assert_snapshot!(missing(of(&gdp, "jia"), "to_parent_target"), @"an amount of a part and of the whole differ in size: see share_of_parent");
}

#[test]
fn a_bound_is_a_bound_of_the_required_change_and_takes_no_place() {
    let statements =
        [actual("jia", "gdp", "1247.04"), target("jia", "gdp", "2000").is(Comparator::Gt)];
    let entry = entry("gdp", &["jia"], &statements);
    let ambition = of(&entry, "jia");
    assert_eq!(ambition.required_a_year, Some(decimal("150.592")));
    assert_eq!(ambition.comparator, Some(Comparator::Gt));
    assert_eq!((ambition.pace_rank, &ambition.to_best_target), (None, &None));
    insta::assert_snapshot!(missing(ambition, "to_best_target"), @"there is no target that may be compared");
}

#[test]
fn a_target_that_is_not_stated_has_a_reason_instead_of_an_ambition() {
    let entry = entry("gdp", &["jia", "ding"], &[actual("jia", "gdp", "100")]);
    for (region, reason) in
        [("jia", "there is no target"), ("ding", "no plan of this region and period is loaded")]
    {
        let ambition = of(&entry, region);
        assert_eq!(ambition.required_a_year, None);
        assert_eq!(missing(ambition, "required_a_year"), reason);
    }
}

#[test]
fn without_a_good_direction_there_are_no_gaps() {
    let statements = [actual("jia", "residents", "90"), target("jia", "residents", "96")];
    let entry = entry("residents", &["jia"], &statements);
    let ambition = of(&entry, "jia");
    assert_eq!(ambition.required_a_year, Some(decimal("1.2")));
    assert_eq!((ambition.improvement_a_year, &ambition.to_best_base), (None, &None));
    insta::assert_snapshot!(missing(ambition, "to_best_target"), @"neither more nor less of the indicator is better");
}
