//! Targets on the wrong side of their base.

use super::*;

#[test]
fn a_target_worse_than_its_base_is_found_by_direction() {
    let lower = found(&[actual("pm25", "36.5", 1), target("pm25", "40", 2)]);
    assert_eq!((lower[0].kind, lower[0].severity), (Kind::TargetWorseThanBase, Severity::Caution));
    assert_eq!(lower[0].difference, Some(decimal("3.5")));
    assert!(codes(&lower[0]).contains(&Code::UnusualBaseYear));
    let higher = found(&[actual("good_air_days", "83.9", 1), target("good_air_days", "76", 2)]);
    assert_eq!(higher[0].difference, Some(decimal("-7.9")));
    assert!(kinds(&[actual("pm25", "40", 1), target("pm25", "36", 2)]).is_empty());
    assert!(
        kinds(&[actual("urbanization_rate", "100", 1), target("urbanization_rate", "100", 2)])
            .is_empty()
    );
    // The population has no better direction.
    assert!(
        kinds(&[actual("resident_population", "100", 1), target("resident_population", "90", 2)])
            .is_empty()
    );
}

#[test]
fn a_limit_above_the_base_is_a_notice() {
    let limit = |base: &str, comparator, aim: &str| {
        let (base, aim) =
            (actual("unemployment_surveyed", base, 1), target("unemployment_surveyed", aim, 2));
        found(&[base, bound(comparator, aim)])
    };
    let notice = limit("5.5", Comparator::Lt, "6");
    assert_eq!(notice[0].severity, Severity::Notice);
    assert!(notice[0].can_both_hold);
    assert_eq!(codes(&notice[0])[0], Code::BoundOnly);
    assert!(limit("6", Comparator::Le, "6").is_empty());
    assert!(limit("6.5", Comparator::Le, "6").is_empty());
    // At least 5 does not limit an indicator that is better when lower: the base 4 is better than every
    // allowed value.
    assert_eq!(limit("4.0", Comparator::Ge, "5")[0].severity, Severity::Caution);
}

#[test]
fn a_total_below_that_of_the_period_before_is_a_notice() {
    let total = |statement| Statement { measure: Measure::Cumulative, ..statement };
    let figures = [
        total(actual("investment_paid_in", "2551", 1)),
        total(target("investment_paid_in", "2500", 2)),
    ];
    assert_eq!(kinds(&figures), [(Kind::TargetWorseThanBase, Severity::Notice)]);
}

#[test]
fn without_a_base_the_target_is_compared_with_the_target_that_a_review_calls_met() {
    let set = Statement { year: Some(2020), ..target("culture_share", "10", 1) };
    let figures = [
        in_table(TableRole::Review, 0, set),
        in_table(TableRole::Review, 0, claim("可比口径完成", actual("culture_share", "0", 2))),
        target("culture_share", "7.5", 3),
    ];
    let found = found(&figures);
    assert_eq!(found[0].kind, Kind::TargetWorseThanBase);
    assert!(found[0].arithmetic.en.contains("可比口径完成"), "{}", found[0].arithmetic.en);
}
