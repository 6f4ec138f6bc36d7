//! Comparability and order.

use super::super::answer::ReasonCode;
use super::*;

fn ranks(entry: &Entry) -> Vec<Option<usize>> {
    entry.cells.iter().map(|cell| cell.rank).collect()
}

const ALL: [&str; 4] = ["shi", "jia", "yi", "bing"];

#[test]
fn equal_figures_share_a_place_and_the_next_is_skipped() {
    let statements = [
        target("shi", "gdp", "100"),
        target("jia", "gdp", "300"),
        target("yi", "gdp", "100").is(Comparator::Approx),
        target("bing", "gdp", "50"),
    ];
    let entry = entry("gdp", &ALL, &statements);
    assert_eq!(ranks(&entry), [Some(2), Some(1), Some(2), Some(4)]);
    assert_eq!(entry.ranked, 4);
}

#[test]
fn lower_is_better_if_the_indicator_says_so() {
    let statements = [target("jia", "pm25", "40"), target("yi", "pm25", "35")];
    assert_eq!(ranks(&entry("pm25", &["jia", "yi"], &statements)), [Some(2), Some(1)]);
}

#[test]
fn an_indicator_without_a_good_direction_is_comparable_but_not_ranked() {
    let statements = [target("jia", "residents", "96"), target("yi", "residents", "60")];
    let entry = entry("residents", &["jia", "yi"], &statements);
    assert_eq!((ranks(&entry), entry.ranked), (vec![None, None], 0));
    assert!(entry.cells.iter().all(|cell| cell.comparable));
}

#[test]
fn bounds_and_ranges_are_no_point_figures() {
    let statements = [
        target("shi", "gdp", "900").with(|statement| statement.value_high = Some(decimal("950"))),
        target("jia", "gdp", "2000").is(Comparator::Gt),
        target("yi", "gdp", "1200"),
        target("bing", "gdp", "1000").is(Comparator::Le),
    ];
    let entry = entry("gdp", &ALL, &statements);
    let codes: Vec<_> = entry.cells.iter().map(reasons).collect();
    let bound = vec![ReasonCode::BoundOnly];
    assert_eq!(codes, [vec![ReasonCode::Range], bound.clone(), vec![], bound]);
    // More than 2000 is above 1200, and that above at most 1000.
    assert_eq!(ranks(&entry), [None, Some(1), Some(2), Some(3)]);
    assert_eq!(entry.ranked, 3);
}

#[test]
fn words_silence_and_a_missing_plan_each_have_their_reason() {
    let words = prose("jia", "gdp", Kind::Target).words("全市前列", None);
    let entry = entry("gdp", &["jia", "yi", "ding"], &[words]);
    let codes: Vec<_> = entry.cells.iter().map(|cell| reasons(cell)[0]).collect();
    assert_eq!(codes, [ReasonCode::Words, ReasonCode::NotStated, ReasonCode::NoPlan]);
    insta::assert_snapshot!(entry.cells[0].reasons[0].detail, @"the plan has words, not a number: 全市前列");
    insta::assert_snapshot!(entry.cells[1].reasons[0].detail, @"the plan was read and states no target for 2025");
    insta::assert_snapshot!(entry.cells[2].reasons[0].detail, @"no plan of ding for 2021–2025 is loaded");
}

#[test]
fn the_measure_of_most_is_compared() {
    let total = |region: &str| target(region, "investment", "1600").measure(Measure::Cumulative);
    let statements = [total("jia"), total("yi"), target("bing", "investment", "400")];
    let entry = entry("investment", &["jia", "yi", "bing"], &statements);
    assert_eq!(ranks(&entry), [Some(1), Some(1), None]);
    insta::assert_snapshot!(entry.cells[2].reasons[0].detail, @"a level, where the others are a total over the period");
}

#[test]
fn another_year_another_unit_and_a_doubt_are_reasons() {
    let statements = [
        target("shi", "gdp", "900").year(2023),
        target("jia", "gdp", "900").with(|statement| statement.unit = Some("亿美元".into())),
        target("yi", "gdp", "900").with(|statement| statement.flags = vec!["digit_lost".into()]),
        target("bing", "gdp", "900").with(|statement| statement.flags = vec!["wrapped".into()]),
    ];
    let entry = entry("gdp", &ALL, &statements);
    let codes: Vec<_> = entry.cells.iter().map(reasons).collect();
    let only = |code| vec![code];
    let (year, unit) = (only(ReasonCode::Year), only(ReasonCode::Unit));
    assert_eq!(codes, [year, unit, only(ReasonCode::Doubt), vec![]]);
}

#[test]
fn bases_have_places_of_their_own() {
    let statements = [
        actual("jia", "gdp", "1247.04"),
        actual("yi", "gdp", "860"),
        actual("bing", "gdp", "600").is(Comparator::Gt),
        target("yi", "gdp", "1200"),
    ];
    let entry = entry("gdp", &["jia", "yi", "bing"], &statements);
    let places: Vec<_> = entry.cells.iter().map(|cell| cell.base_rank).collect();
    assert_eq!((places, entry.base_ranked), (vec![Some(1), Some(2), None], 2));
    assert_eq!(ranks(&entry), [None, Some(1), None]);
}
