//! Numbers computed from printed ones.

use super::super::answer::{Derived, MissingCode, NoteCode, Share, ShareOf};
use super::*;
use crate::arithmetic::bound::of_difference;

fn derived(base: Say, target: Say) -> Derived {
    let indicator = base.0.indicator.clone();
    cell(&indicator, &[base.id("base"), target.id("target")]).derived
}

/// Change, percent, growth a year.
fn numbers(derived: &Derived) -> [Option<String>; 3] {
    [derived.change, derived.change_percent, derived.annual_growth]
        .map(|number| number.map(|number| number.to_string()))
}

fn some(numbers: [&str; 3]) -> [Option<String>; 3] {
    numbers.map(|number| Some(number.to_owned()))
}

#[test]
fn change_percent_and_growth_come_with_their_arithmetic_and_inputs() {
    let derived = derived(actual("jia", "gdp", "860"), target("jia", "gdp", "1200"));
    assert_eq!(numbers(&derived), some(["340", "39.5", "6.9"]));
    assert_eq!((derived.years, derived.comparator), (Some(5), Some(Comparator::Eq)));
    assert_eq!(derived.change_unit.as_deref(), Some("亿元"));
    assert_eq!(texts(&derived.inputs), ["base", "target"]);
    let method = derived.method.unwrap();
    insta::assert_snapshot!(method.as_str(), @"change: 1200 − 860 = 340; change_percent: 340 ÷ 860 = 39.5 %; annual_growth: (1200 ÷ 860)^(1/5) − 1 = 6.9 %, compound, nominal");
    insta::assert_snapshot!(method, @"change: 1200 − 860 = 340; change_percent: 340 ÷ 860 = 39.5 %; annual_growth: (1200 ÷ 860)^(1/5) − 1 = 6.9 %, compound, nominal");
}

#[test]
fn a_target_of_more_than_implies_growth_of_more_than() {
    let target = target("jia", "gdp", "2000").is(Comparator::Gt);
    let derived = derived(actual("jia", "gdp", "1247.04"), target);
    assert_eq!(numbers(&derived), some(["752.96", "60.4", "9.9"]));
    assert_eq!(derived.comparator, Some(Comparator::Gt));
}

#[test]
fn an_approximate_target_implies_approximate_growth() {
    let target = target("jia", "gdp", "4000").is(Comparator::Approx);
    let derived = derived(actual("jia", "gdp", "1650"), target);
    assert_eq!(numbers(&derived), some(["2350", "142.4", "19.4"]));
    assert_eq!(derived.comparator, Some(Comparator::Approx));
}

#[test]
fn two_lower_bounds_leave_the_difference_open() {
    let base = actual("jia", "gdp", "600").is(Comparator::Gt);
    let derived = derived(base, target("jia", "gdp", "900").is(Comparator::Ge));
    assert_eq!(numbers(&derived), [None, None, None]);
    assert_eq!((derived.method, derived.comparator), (None, None));
    assert_eq!(texts(&derived.inputs), [""; 0]);
    assert_eq!(derived.missing[0].code, MissingCode::BoundOnly);
    insta::assert_snapshot!(derived.missing[0].reason, @"a base that is a lower bound and a target that is a lower bound leave the difference open");
}

#[test]
fn comparators_carry_through_a_difference() {
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
    for (left, right, result) in [
        (Eq, Eq, Some(Eq)),
        (Gt, Eq, Some(Gt)),
        (Eq, Gt, Some(Lt)),
        (Eq, Le, Some(Ge)),
        (Ge, Le, Some(Ge)),
        (Ge, Lt, Some(Gt)),
        (Lt, Ge, Some(Lt)),
        (Approx, Eq, Some(Approx)),
        (Eq, Approx, Some(Approx)),
        (Gt, Gt, None),
        (Le, Lt, None),
        (Gt, Approx, None),
        (Approx, Le, None),
    ] {
        assert_eq!(of_difference(left, right), result, "{left:?} − {right:?}");
    }
}

/// Whether `true_value` is among what a printed `number` with a comparator allows.
fn allows(comparator: Comparator, number: i32, true_value: i32) -> bool {
    match comparator {
        Comparator::Eq => true_value == number,
        Comparator::Ge => true_value >= number,
        Comparator::Gt => true_value > number,
        Comparator::Le => true_value <= number,
        Comparator::Lt => true_value < number,
        Comparator::Approx => (true_value - number).abs() <= 2,
    }
}

#[test]
fn a_difference_never_claims_more_than_its_parts() {
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
    let all = [Eq, Ge, Gt, Le, Lt, Approx];
    let truths = || (0..40).flat_map(|left| (0..40).map(move |right| (left, right)));
    for (left, right) in all.iter().flat_map(|left| all.map(|right| (*left, right))) {
        let Some(result) = of_difference(left, right) else { continue };
        for (a, b) in truths().filter(|(a, b)| allows(left, 20, *a) && allows(right, 15, *b)) {
            let claimed = match result {
                Approx => (a - b - 5).abs() <= 4,
                bound => allows(bound, 5, a - b),
            };
            assert!(claimed, "{left:?} 20 − {right:?} 15 is {result:?} 5, yet {a} − {b}");
        }
    }
}

#[test]
fn percentages_are_compared_in_points() {
    let base = actual("jia", "green_coverage", "46.52");
    let derived = derived(base, target("jia", "green_coverage", "46.72"));
    assert_eq!(numbers(&derived), [Some("0.2".to_owned()), None, None]);
    assert_eq!(derived.change_unit.as_deref(), Some("百分点"));
    assert_eq!(*derived.missing[0].fields, ["change_percent", "annual_growth"]);
}

#[test]
fn totals_are_compared_without_growth_a_year() {
    let base = actual("jia", "investment", "1367").measure(Measure::Cumulative);
    let target = target("jia", "investment", "1600").measure(Measure::Cumulative);
    let derived = derived(base, target);
    assert_eq!(numbers(&derived), [Some("233".to_owned()), Some("17".to_owned()), None]);
    assert_eq!(derived.missing[0].code, MissingCode::PeriodTotal);
    insta::assert_snapshot!(derived.missing[0].reason, @"totals over a period have no growth a year");
}

#[test]
fn a_level_and_a_total_are_not_subtracted() {
    let total = target("jia", "investment", "1600").measure(Measure::Cumulative);
    let cell = cell("investment", &[actual("jia", "investment", "340"), total]);
    assert_eq!(numbers(&cell.derived), [None, None, None]);
    assert_eq!(cell.derived.missing[0].code, MissingCode::Measure);
    insta::assert_snapshot!(cell.derived.missing[0].reason, @"base and target are different measures: a level and a total over the period");
    assert_eq!(warnings(&cell), [NoteCode::MeasureDiffers]);
}

#[test]
fn ranges_words_and_absent_figures_are_distinguished() {
    let base = || actual("jia", "gdp", "100");
    let reason = |statements: &[Say]| cell("gdp", statements).derived.missing[0].reason.to_string();
    let range =
        target("jia", "gdp", "150").with(|statement| statement.value_high = Some(decimal("160")));
    let words = prose("jia", "gdp", Kind::Target).words("全市前列", None);
    insta::assert_snapshot!(reason(&[base(), range]), @"the target is a range");
    insta::assert_snapshot!(reason(&[base(), words]), @"the target is in words");
    insta::assert_snapshot!(reason(&[base()]), @"there is no target");
    insta::assert_snapshot!(reason(&[target("jia", "gdp", "150")]), @"there is no base");
    insta::assert_snapshot!(reason(&[]), @"there is neither base nor target");
}

#[test]
fn growth_needs_a_base_above_zero_and_both_years() {
    let loss = derived(actual("jia", "gdp", "-5"), target("jia", "gdp", "5"));
    assert_eq!(numbers(&loss), [Some("10".to_owned()), None, None]);
    let undated = derived(actual("jia", "gdp", "100").year(None), target("jia", "gdp", "150"));
    assert_eq!(numbers(&undated), [Some("50".to_owned()), Some("50".to_owned()), None]);
    let earlier = derived(actual("jia", "gdp", "100").year(2018), target("jia", "gdp", "150"));
    assert_eq!((earlier.years, earlier.annual_growth), (Some(7), Some(decimal("6"))));
}

#[test]
fn the_share_is_of_the_parents_target_where_both_state_one_else_of_its_base() {
    let statements = [
        actual("shi", "gdp", "15600").id("city-base"),
        actual("jia", "gdp", "1247.04").id("base"),
        target("jia", "gdp", "2000").id("target").is(Comparator::Gt),
    ];
    let derived = cell("gdp", &statements).derived;
    let share = derived.share_of_parent.unwrap();
    assert_eq!((share.value, share.of, share.year), (Some(decimal("8")), ShareOf::Base, 2020));
    assert_eq!((&*share.parent.id, &*share.parent_observation), ("shi", "city-base"));
    assert_eq!(share.comparator, Comparator::Eq);
    assert_eq!(texts(&derived.inputs), ["base", "target", "city-base"]);

    let statements = [&statements[..], &[target("shi", "gdp", "20000").id("city-target")]].concat();
    let share = cell("gdp", &statements).derived.share_of_parent.unwrap();
    assert_eq!((share.value, share.of, share.year), (Some(decimal("10")), ShareOf::Target, 2025));
    assert_eq!(share.comparator, Comparator::Gt);
}

#[test]
fn shares_of_both_years_are_listed_with_their_change() {
    let statements = [
        actual("shi", "gdp", "15600"),
        target("shi", "gdp", "20000"),
        actual("jia", "gdp", "1247.04"),
        target("jia", "gdp", "2000").is(Comparator::Gt),
    ];
    let derived = cell("gdp", &statements).derived;
    let shares = derived.shares.unwrap();
    let value = |share: Option<Share>| share.unwrap().value.unwrap().to_string();
    assert_eq!((value(shares.base), value(shares.target)), ("8".to_owned(), "10".to_owned()));
    // 10 less 7.9938…
    assert_eq!((shares.change, shares.comparator), (Some(decimal("2")), Some(Comparator::Gt)));
    let one = cell("gdp", &[actual("shi", "gdp", "200"), actual("jia", "gdp", "50")]);
    let shares = one.derived.shares.unwrap();
    assert_eq!((shares.target, shares.change), (None, None));
    assert_eq!(value(shares.base), "25");
}

#[test]
fn figures_in_different_prices_are_neither_subtracted_nor_divided() {
    let old = target("jia", "gdp", "150").label("地区生产总值（2015年价）");
    let now = actual("jia", "gdp", "100").label("地区生产总值（现价）");
    let cell = cell("gdp", &[now, old, target("shi", "gdp", "900").label("地区生产总值（现价）")]);
    assert_eq!(cell.derived.change, None);
    assert_eq!(cell.derived.missing[0].code, MissingCode::PriceBasis);
    insta::assert_snapshot!(cell.derived.missing[0].reason, @"base and target are in different prices: 现价 and 2015年价");
    assert_eq!(warnings(&cell), [NoteCode::PriceBasisDiffers]);
    assert_eq!(cell.derived.shares, None);
}

#[test]
fn a_total_of_a_figure_that_does_not_add_up_has_a_warning() {
    let total = target("jia", "new_jobs", "5").measure(Measure::Cumulative);
    assert_eq!(warnings(&cell("new_jobs", &[total])), []);
    let total = target("jia", "parkland_per_head", "2.5").measure(Measure::Cumulative);
    assert_eq!(warnings(&cell("parkland_per_head", &[total])), [NoteCode::MeasureUnexpected]);
}

#[test]
fn a_missing_share_has_a_reason() {
    let reason = |indicator: &str, regions: &[&str], statements: &[Say]| {
        let derived = entry(indicator, regions, statements).cells.remove(0).derived;
        assert_eq!(derived.share_of_parent, None);
        derived.missing.last().unwrap().reason.to_string()
    };
    let gdp = actual("jia", "gdp", "100");
    insta::assert_snapshot!(reason("gdp", &["jia"], &[gdp]), @"the plan of shi and this one state no figure of the same year and measure that can be divided");
    insta::assert_snapshot!(reason("gdp", &["shi"], &[]), @"there is no region above");
    insta::assert_snapshot!(reason("pm25", &["jia"], &[]), @"the districts' figures do not add up to the whole");
    insta::assert_snapshot!(reason("parkland_per_head", &["jia"], &[]), @"the districts' figures do not add up to the whole");
}

/// A row of a review table: 63 in 2015, [23] since.
fn review_row(label: &str) -> [Say; 2] {
    let cell = |value: &str, id: &str| {
        actual("jia", "pm25", value).id(id).table(TableRole::Review).label(label)
    };
    [cell("63", "then").year(2015), cell("23", "since").measure(Measure::Cumulative)]
}

#[test]
fn a_base_is_computed_from_the_level_before_and_the_fall_since() {
    let statements = review_row("细颗粒物浓度降低");
    let row = cell("pm25", &statements);
    let base = row.base.clone().unwrap();
    assert_eq!((base.value, base.year), (Some(decimal("40")), Some(2020)));
    assert_eq!((base.id, base.printed, base.evidence), (None, None, None));
    let how = base.derived.unwrap();
    insta::assert_snapshot!(how.method, @"level of 2015 less the change printed for 2016–2020: 63 − 23 = 40");
    assert_eq!(texts(&how.inputs), ["then", "since"]);
    assert_eq!(texts(&row.candidates), ["then", "since"]);
    assert_eq!(warnings(&row), [NoteCode::BaseDerived]);

    let target = target("jia", "pm25", "35").id("target");
    let derived = cell("pm25", &[&statements[..], &[target]].concat()).derived;
    assert_eq!(derived.change, Some(decimal("-5")));
    assert_eq!(texts(&derived.inputs), ["then", "since", "target"]);
}

#[test]
fn a_printed_level_of_the_base_year_is_used_before_a_computed_one() {
    let statements =
        [&review_row("浓度降低")[..], &[actual("jia", "pm25", "39").id("printed")]].concat();
    let cell = cell("pm25", &statements);
    assert_eq!(cell.base.unwrap().id.as_deref(), Some("printed"));
}

#[test]
fn a_total_that_is_no_change_is_not_added_to_a_level() {
    let base = cell("pm25", &review_row("细颗粒物浓度")).base.unwrap();
    assert_eq!((base.year, base.derived), (Some(2015), None));
    let mut other_row = review_row("细颗粒物浓度降低");
    other_row[0].0.row = Some(1);
    assert_eq!(cell("pm25", &other_row).base.unwrap().derived, None);
}

#[test]
fn a_target_stated_as_a_change_comes_to_a_level() {
    let points = |label: &str| {
        target("jia", "green_coverage", "2.2").measure(Measure::Cumulative).label(label)
    };
    let up = derived(actual("jia", "green_coverage", "77"), points("绿化覆盖率"));
    assert_eq!((up.target_level, up.change), (Some(decimal("79.2")), Some(decimal("2.2"))));
    assert!(
        up.method
            .unwrap()
            .to_string()
            .starts_with("target_level: 77 + 2.2 = 79.2; change: 79.2 − 77")
    );
    assert_eq!(texts(&up.inputs), ["base", "target"]);
    let down = derived(actual("jia", "green_coverage", "77"), points("空置率下降"));
    assert_eq!(down.target_level, Some(decimal("74.8")));

    let twice = target("jia", "gdp", "2").measure(Measure::RatioMultiple);
    let twice = derived(actual("jia", "gdp", "500").is(Comparator::Approx), twice);
    assert_eq!(twice.target_level, Some(decimal("1000")));
    assert_eq!(
        (twice.annual_growth, twice.comparator),
        (Some(decimal("14.9")), Some(Comparator::Approx))
    );

    let fall = |label: &str| target("jia", "pm25", "5").measure(Measure::Change).label(label);
    let fallen = derived(actual("jia", "pm25", "40"), fall("浓度下降"));
    assert_eq!(
        (fallen.target_level, fallen.change_percent),
        (Some(decimal("35")), Some(decimal("-12.5")))
    );
    assert_eq!(derived(actual("jia", "pm25", "40"), fall("浓度")).target_level, None);
}

#[test]
fn figures_too_large_for_arithmetic_are_left_without() {
    let most = Decimal::MAX.to_string();
    let derived = derived(actual("jia", "gdp", &format!("-{most}")), target("jia", "gdp", &most));
    assert_eq!(numbers(&derived), [None, None, None]);
    assert_eq!(derived.missing[0].code, MissingCode::TooLarge);
    insta::assert_snapshot!(derived.missing[0].reason, @"the figures are too large to be subtracted");
}
