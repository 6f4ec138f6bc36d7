//! Growth, changes and multiples compared with the levels at both ends.

use super::*;

#[test]
fn stated_growth_that_differs_from_the_growth_of_base_and_target_is_found() {
    let found =
        found(&[actual("gdp", "860", 1), target("gdp", "1200", 2), growth("gdp", "7.5", 3)]);
    let [finding] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((finding.kind, finding.severity), (Kind::GrowthAgainstLevels, Severity::Caution));
    assert_eq!(finding.stated.value, Some(decimal("7.5")));
    assert_eq!(finding.implied.value, Some(decimal("6.9")));
    assert_eq!(finding.difference, Some(decimal("0.6")));
    assert!(!finding.can_both_hold);
    let roles: Vec<_> = finding.inputs.iter().map(|input| (input.role, input.line)).collect();
    assert_eq!(roles, [(Role::Growth, 3), (Role::Base, 1), (Role::Target, 2)]);
    assert_eq!(codes(finding), [Code::ConstantPrices, Code::Rounding, Code::PreliminaryBase]);
    assert!(
        finding
            .arithmetic
            .en
            .contains("(1200 亿元 (2025, line 2) ÷ 860 亿元 (2020, line 1))^(1/5)")
    );
    assert!(
        finding.explanations[0].text.en.contains("fall by 0.6 %"),
        "{:?}",
        finding.explanations
    );
}

#[test]
fn growth_within_rounding_is_no_finding() {
    // 100 to 140 in five years is 6.961 % a year; rounding of the levels allows 6.94 to 6.98 %.
    for (stated, apart) in
        [("7", false), ("7.0", false), ("6.9", false), ("6.8", true), ("7.1", true), ("7.00", true)]
    {
        let figures =
            [actual("gdp", "100.0", 1), target("gdp", "140.0", 2), growth("gdp", stated, 3)];
        assert_eq!(!kinds(&figures).is_empty(), apart, "{stated}");
    }
}

#[test]
fn a_bound_of_the_target_is_a_bound_of_the_growth() {
    let figures = |stated: &str, comparator| {
        [
            actual("gdp", "1247.04", 1),
            bound(Comparator::Gt, target("gdp", "2000", 2)),
            bound(comparator, growth("gdp", stated, 3)),
        ]
    };
    let below = found(&figures("7.5", Comparator::Approx));
    assert_eq!(below[0].implied.comparator, Comparator::Gt);
    assert_eq!(below[0].implied.value, Some(decimal("9.9")));
    assert_eq!(
        (below[0].stated.low, below[0].stated.high),
        (Some(decimal("7")), Some(decimal("8")))
    );
    assert_eq!(below[0].implied.high, None);
    // More than 2000 may be large enough for 12 % a year, and at least 9 % may be 10 %.
    assert!(kinds(&figures("12", Comparator::Eq)).is_empty());
    assert!(kinds(&figures("9", Comparator::Ge)).is_empty());
}

#[test]
fn the_years_of_growth_come_from_the_years_of_the_levels() {
    let early = Statement { year: Some(2018), ..actual("gdp", "100.0", 1) };
    let figures = [early, target("gdp", "140.0", 2), growth("gdp", "4.9", 3)];
    assert!(kinds(&figures).is_empty(), "seven years from 2018: {:?}", found(&figures));
}

#[test]
fn annual_growth_is_not_computed_for_a_percentage() {
    let figures = [
        actual("services_share", "50", 1),
        target("services_share", "60", 2),
        growth("services_share", "9", 3),
    ];
    assert!(kinds(&figures).is_empty());
}

#[test]
fn a_change_printed_in_a_row_is_compared_with_its_figures() {
    let row = |change: &str| {
        let change =
            Statement { measure: Measure::Cumulative, ..target("doctors_per_1k", change, 3) };
        [
            in_table(TableRole::Targets, 0, actual("doctors_per_1k", "2.81", 1)),
            in_table(TableRole::Targets, 0, target("doctors_per_1k", "4.7", 2)),
            in_table(TableRole::Targets, 0, change),
        ]
    };
    assert!(kinds(&row("1.89")).is_empty());
    assert!(kinds(&row("1.9")).is_empty());
    assert_eq!(kinds(&row("2.1")), [(Kind::ChangeAgainstLevels, Severity::Conflict)]);
}

#[test]
fn a_doubling_is_compared_with_base_and_target() {
    let twice = Statement {
        measure: Measure::RatioMultiple,
        unit: Some("倍".into()),
        quote: "全区高新技术企业翻一番".into(),
        ..target("high_tech_firms", "2", 3)
    };
    let figures = |aim| {
        [actual("high_tech_firms", "138", 1), target("high_tech_firms", aim, 2), twice.clone()]
    };
    assert_eq!(kinds(&figures("200")), [(Kind::ChangeAgainstLevels, Severity::Caution)]);
    assert!(kinds(&figures("280")).is_empty());
}

#[test]
fn a_review_without_a_base_implies_two_bases() {
    let grew = |value| Statement {
        kind: RowKind::Actual,
        year: Some(2020),
        ..growth("budget_revenue", value, 4)
    };
    let set = |statement: Statement| Statement { year: Some(2020), ..statement };
    let row = |outcome: &str| {
        [
            set(target("budget_revenue", "100", 1)),
            set(growth("budget_revenue", "10", 2)),
            actual("budget_revenue", outcome, 3),
            grew("4.8"),
        ]
        .map(|statement| in_table(TableRole::Review, 0, statement))
    };
    assert_eq!(kinds(&row("81.34")), [(Kind::BasesImplied, Severity::Notice)]);
    assert!(kinds(&row("78.49")).is_empty());
}
