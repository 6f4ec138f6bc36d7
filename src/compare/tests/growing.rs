//! Targets that are stated as growth alone, totals over the period, bounds that decide an order.

use super::super::answer::Status;
use super::*;

fn cell_of<'e>(entry: &'e Entry, region: &str) -> &'e Cell {
    entry.cells.iter().find(|cell| cell.region.id == region.into()).unwrap()
}

#[test]
fn a_target_stated_only_as_growth_is_stated_ranked_and_comes_to_a_level() {
    let statements = [
        actual("jia", "gdp", "100").id("base"),
        target("jia", "gdp", "10").growth().id("growth"),
        target("yi", "gdp", "8").growth(),
    ];
    let entry = entry("gdp", &["jia", "yi"], &statements);
    let (jia, yi) = (cell_of(&entry, "jia"), cell_of(&entry, "yi"));
    assert_eq!((jia.status, yi.status), (Status::Stated, Status::Stated));
    let target = jia.target.as_ref().unwrap();
    assert_eq!((target.measure, target.value), (Measure::AnnualGrowth, Some(decimal("10"))));
    assert!(jia.comparable && yi.comparable);
    assert_eq!((jia.rank, yi.rank, entry.ranked), (Some(1), Some(2), 2));
    assert_eq!(entry.summary.targets.measure, Measure::AnnualGrowth);
    assert_eq!(texts(&entry.summary.targets.best_regions), ["jia"]);
    assert_eq!(jia.derived.target_level, Some(decimal("161.1")));
    assert_eq!(jia.derived.annual_growth, Some(decimal("10")));
    assert_eq!(texts(&jia.derived.inputs), ["base", "growth"]);
    // Without a base no level follows.
    assert_eq!(yi.derived.target_level, None);
}

#[test]
fn a_level_is_the_target_where_growth_is_stated_beside_it() {
    let statements = [target("jia", "gdp", "160").id("level"), target("jia", "gdp", "10").growth()];
    let entry = entry("gdp", &["jia"], &statements);
    let jia = cell_of(&entry, "jia");
    assert_eq!(jia.target.as_ref().unwrap().id.as_deref(), Some("level"));
    assert!(jia.stated_growth.is_some());
}

#[test]
fn growth_of_parts_is_neither_added_up_nor_divided_by_that_of_the_whole() {
    let statements = [target("shi", "gdp", "8").growth(), target("jia", "gdp", "10").growth()];
    let entry = entry("gdp", &["jia"], &statements);
    assert_eq!(cell_of(&entry, "jia").derived.share_of_parent, None);
    // Two rates of growth may be set against each other, two amounts may not.
    let gap = cell_of(&entry, "jia").ambition.to_parent_target.as_ref().unwrap();
    assert_eq!(gap.value, decimal("2"));
}

#[test]
fn a_total_over_the_period_requires_its_part_of_each_year() {
    let total = |region| target(region, "gdp", "1600").measure(Measure::Cumulative);
    let before = actual("jia", "gdp", "1367").measure(Measure::Cumulative);
    let entry = entry("gdp", &["jia"], &[before, total("jia").id("total")]);
    let ambition = &cell_of(&entry, "jia").ambition;
    assert_eq!(ambition.required_a_year, Some(decimal("320")));
    assert_eq!(ambition.improvement_a_year, None);
    assert_eq!(ambition.inputs[0], "total".into());
}

#[test]
fn a_bound_that_is_surely_above_takes_its_place_and_one_that_is_not_takes_none() {
    let bound = target("jia", "gdp", "2000").is(Comparator::Gt);
    let entry_of =
        |other: &str| entry("gdp", &["jia", "yi"], &[bound.clone(), target("yi", "gdp", other)]);
    let decided = entry_of("1200");
    assert_eq!((cell_of(&decided, "jia").rank, cell_of(&decided, "yi").rank), (Some(1), Some(2)));
    assert!(!cell_of(&decided, "jia").comparable);
    assert_eq!(texts(&decided.summary.targets.best_regions), ["jia"]);
    let open = entry_of("2500");
    assert_eq!((cell_of(&open, "jia").rank, cell_of(&open, "yi").rank), (None, Some(1)));
}

#[test]
fn the_order_of_paces_comes_from_the_figures_as_printed() {
    // 7.04 and 6.96 % a year are both given as 7.0 %.
    let statements = [
        actual("jia", "gdp", "1000"),
        target("jia", "gdp", "1400"),
        actual("yi", "gdp", "1000"),
        target("yi", "gdp", "1405"),
    ];
    let entry = entry("gdp", &["jia", "yi"], &statements);
    let (jia, yi) = (&cell_of(&entry, "jia").ambition, &cell_of(&entry, "yi").ambition);
    assert_eq!(jia.required_percent_a_year, yi.required_percent_a_year);
    assert_eq!((jia.pace_rank, yi.pace_rank), (Some(2), Some(1)));
}

#[test]
fn figures_counted_from_another_year_are_not_compared() {
    let growth = |region, value, since: Option<u16>| {
        target(region, "gdp", value).growth().with(|statement| statement.since = since)
    };
    let statements =
        [growth("jia", "8", Some(2020)), growth("yi", "7", Some(2024)), growth("bing", "9", None)];
    let entry = entry("gdp", &["jia", "yi", "bing"], &statements);
    assert_eq!(reasons(cell_of(&entry, "yi")), [super::super::answer::ReasonCode::Span]);
    assert_eq!(cell_of(&entry, "yi").rank, None);
    // Figures whose text does not name the basis are comparable.
    assert!(cell_of(&entry, "bing").comparable && cell_of(&entry, "jia").comparable);
}

#[test]
fn a_total_over_its_own_span_requires_its_part_of_those_years() {
    let total = target("jia", "gdp", "900").measure(Measure::Cumulative);
    let entry = entry("gdp", &["jia"], &[total.with(|statement| statement.since = Some(2022))]);
    assert_eq!(cell_of(&entry, "jia").ambition.required_a_year, Some(decimal("300")));
}
