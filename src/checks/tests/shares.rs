//! Shares against part and whole.

use super::*;

#[test]
fn a_share_is_compared_with_part_and_whole() {
    let figures = |share: &str| {
        [
            target("finance_share", share, 1),
            target("finance_value_added", "505", 2),
            bound(Comparator::Gt, target("gdp", "2000", 3)),
        ]
    };
    // 505 of more than 2000 is less than 25.25 %.
    assert!(kinds(&figures("25")).is_empty());
    assert_eq!(kinds(&figures("28")), [(Kind::ShareAgainstParts, Severity::Caution)]);
}

#[test]
fn a_share_is_compared_with_the_targets_of_part_and_whole() {
    let figures = |part: &str| {
        [
            bound(Comparator::Gt, actual("services_share", "82", 1)),
            target("services_value_added", part, 2),
            bound(Comparator::Gt, target("gdp", "2000", 3)),
        ]
    };
    // 1600 of more than 2000 is less than 80 %.
    let found = found(&figures("1600"));
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((finding.kind, finding.severity), (Kind::ShareAgainstParts, Severity::Caution));
    assert_eq!(finding.implied.value, Some(decimal("80")));
    assert_eq!(finding.implied.comparator, Comparator::Lt);
    // 1700 of more than 2000 is less than 85 %, which allows the share of the base.
    assert!(kinds(&figures("1700")).is_empty());
}

#[test]
fn growth_of_a_share_is_compared_in_percent_and_in_points() {
    let figures = |stated: &str| {
        let grown =
            Statement { year: Some(2020), kind: RowKind::Actual, ..growth("tax_share", stated, 3) };
        let start = Statement { year: Some(2015), ..actual("tax_share", "60", 1) };
        [start, actual("tax_share", "93", 2), grown]
    };
    assert_eq!(kinds(&figures("11.6")), [(Kind::GrowthAgainstLevels, Severity::Caution)]);
    // 9.2 % a year or 6.6 percentage points a year.
    assert!(kinds(&figures("9.2")).is_empty());
    assert!(kinds(&figures("6.6")).is_empty());
}
