//! The checks on plain values: what each finds, what it leaves alone, and where rounding ends.

use super::{Code, Finding, Kind, Region, Role, Severity, Subject, findings};
use crate::catalog::Catalog;
use crate::domain::Kind as RowKind;
use crate::domain::{Comparator, Measure, Origin, TableRole, WordRule};
use crate::domain::{Plan, Statement};
use rust_decimal::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn plan(region: &str) -> Plan {
    Plan {
        id: format!("{region}-2021-2025"),
        region: region.to_owned(),
        period: [2021, 2025],
        base_year: 2020,
        missing: Vec::new(),
    }
}

/// A level in running text of 江岸区's plan; each line is another place.
fn said(kind: RowKind, indicator: &str, value: &str, line: u32) -> Statement {
    let catalog = Catalog::embedded().unwrap();
    let known = catalog.indicator(indicator).unwrap();
    let unit = known.unit.clone();
    let value = Some(decimal(value));
    Statement {
        id: format!("{line:016x}"),
        plan: "jiangan-2021-2025".to_owned(),
        indicator: indicator.to_owned(),
        kind,
        origin: Origin::Prose,
        label: known.name_zh.clone(),
        value,
        value_high: None,
        unit: unit.clone(),
        comparator: Comparator::Eq,
        measure: Measure::Level,
        year: Some(if kind == RowKind::Target { 2025 } else { 2020 }),
        since: None,
        attribute: None,
        text: None,
        rule: None,
        printed_value: value,
        printed_high: None,
        printed_unit: unit,
        table_role: None,
        table: None,
        table_title: None,
        row: None,
        group: None,
        document: "jiangan.txt".to_owned(),
        line,
        section: None,
        quote: "…".to_owned(),
        read_by: None,
        confidence: 0.9,
        flags: Vec::new(),
    }
}

fn target(indicator: &str, value: &str, line: u32) -> Statement {
    said(RowKind::Target, indicator, value, line)
}

fn actual(indicator: &str, value: &str, line: u32) -> Statement {
    said(RowKind::Actual, indicator, value, line)
}

fn bound(comparator: Comparator, statement: Statement) -> Statement {
    Statement { comparator, ..statement }
}

fn growth(indicator: &str, value: &str, line: u32) -> Statement {
    Statement {
        measure: Measure::AnnualGrowth,
        unit: Some("%".to_owned()),
        printed_unit: Some("%".to_owned()),
        ..target(indicator, value, line)
    }
}

/// The same in a row of a table.
fn in_table(role: TableRole, row: i32, statement: Statement) -> Statement {
    let table = if role == TableRole::Review { "t1" } else { "t2" };
    Statement {
        origin: Origin::Table,
        table_role: Some(role),
        table: Some(table.to_owned()),
        row: Some(row),
        ..statement
    }
}

/// Words of an outcome that say its target was met.
fn claim(words: &str, statement: Statement) -> Statement {
    Statement {
        value: None,
        printed_value: None,
        text: Some(words.to_owned()),
        rule: Some(WordRule::Met),
        ..statement
    }
}

fn found(statements: &[Statement]) -> Vec<Finding> {
    let (catalog, plan) = (Catalog::embedded().unwrap(), plan("jiangan"));
    let own = Region { plan: &plan, statements };
    findings(&Subject { catalog: &catalog, own, before: None, below: &[] })
}

/// The kinds and severities found.
fn kinds(statements: &[Statement]) -> Vec<(Kind, Severity)> {
    found(statements).iter().map(|finding| (finding.kind, finding.severity)).collect()
}

fn codes(finding: &Finding) -> Vec<Code> {
    finding.explanations.iter().map(|known| known.code).collect()
}

#[test]
fn stated_growth_is_told_apart_from_the_growth_of_base_and_target() {
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
fn growth_that_the_digits_allow_is_left_alone() {
    // 100 to 140 in five years is 6.961 %, with their decimals 6.94 to 6.98 %.
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
    // More than 2000 may be as much more as 12 % a year takes, and at least 9 % may be 10.
    assert!(kinds(&figures("12", Comparator::Eq)).is_empty());
    assert!(kinds(&figures("9", Comparator::Ge)).is_empty());
}

#[test]
fn the_years_come_from_the_years() {
    let early = Statement { year: Some(2018), ..actual("gdp", "100.0", 1) };
    let figures = [early, target("gdp", "140.0", 2), growth("gdp", "4.9", 3)];
    assert!(kinds(&figures).is_empty(), "seven years from 2018: {:?}", found(&figures));
}

#[test]
fn a_percentage_has_no_growth_a_year() {
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
        unit: Some("倍".to_owned()),
        quote: "全区高新技术企业翻一番".to_owned(),
        ..target("high_tech_firms", "2", 3)
    };
    let figures = |aim| {
        [actual("high_tech_firms", "138", 1), target("high_tech_firms", aim, 2), twice.clone()]
    };
    assert_eq!(kinds(&figures("200")), [(Kind::ChangeAgainstLevels, Severity::Caution)]);
    assert!(kinds(&figures("280")).is_empty());
}

#[test]
fn a_review_without_a_base_is_led_back_to_two() {
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

#[test]
fn a_target_on_the_wrong_side_of_its_base_is_found_by_direction() {
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
    // Neither more nor fewer people are better.
    assert!(
        kinds(&[actual("resident_population", "100", 1), target("resident_population", "90", 2)])
            .is_empty()
    );
}

#[test]
fn a_limit_above_the_base_is_only_worth_noting() {
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
    // At least 5 is no limit for what is better lower: no figure as low as 4 satisfies it.
    assert_eq!(limit("4.0", Comparator::Ge, "5")[0].severity, Severity::Caution);
}

#[test]
fn a_total_below_the_last_one_is_only_worth_noting() {
    let total = |statement| Statement { measure: Measure::Cumulative, ..statement };
    let figures = [
        total(actual("investment_paid_in", "2551", 1)),
        total(target("investment_paid_in", "2500", 2)),
    ];
    assert_eq!(kinds(&figures), [(Kind::TargetWorseThanBase, Severity::Notice)]);
}

#[test]
fn table_and_text_may_differ_by_rounding_only() {
    let pair = |table: &str, text: &str| {
        let row = in_table(TableRole::Targets, 0, target("services_share", table, 1));
        kinds(&[row, target("services_share", text, 2)])
    };
    assert!(pair("61.8", "61.8").is_empty());
    assert!(pair("61.8", "62").is_empty());
    assert_eq!(pair("61.8", "63"), [(Kind::TableAgainstText, Severity::Conflict)]);
    assert_eq!(pair("61.8", "60"), [(Kind::TableAgainstText, Severity::Notice)]);
}

#[test]
fn a_bound_that_allows_the_figure_agrees_with_it() {
    let row = in_table(TableRole::Targets, 0, actual("gdp", "1247.04", 1));
    assert!(kinds(&[row.clone(), bound(Comparator::Ge, actual("gdp", "1000", 2))]).is_empty());
    let above = kinds(&[row, bound(Comparator::Gt, actual("gdp", "1300", 2))]);
    assert_eq!(above, [(Kind::TableAgainstText, Severity::Conflict)]);
}

#[test]
fn the_growth_of_a_level_and_a_growth_indicator_are_one_thing() {
    let row = in_table(TableRole::Targets, 0, growth("gdp_growth", "7.5", 1));
    assert!(kinds(&[row.clone(), growth("gdp", "7.5", 2)]).is_empty());
    let differing = kinds(&[actual("gdp", "1", 3), row, growth("gdp", "8.5", 2)]);
    assert_eq!(differing, [(Kind::TableAgainstText, Severity::Conflict)]);
}

#[test]
fn other_words_for_a_thing_make_it_a_matter_of_scope() {
    let row = in_table(TableRole::Targets, 0, actual("pension_coverage", "93.06", 1));
    let text = Statement {
        label: "城乡基本养老保险率".to_owned(),
        ..actual("pension_coverage", "92", 2)
    };
    let found = found(&[row, text]);
    assert_eq!((found[0].kind, found[0].severity), (Kind::TableAgainstText, Severity::Caution));
    assert!(codes(&found[0]).contains(&Code::DifferentScope));
}

#[test]
fn the_base_of_the_targets_is_compared_with_the_outcome_reviewed() {
    let both = |outcome: &str| {
        kinds(&[
            in_table(TableRole::Targets, 0, actual("doctors_per_1k", "5.37", 1)),
            in_table(TableRole::Review, 0, actual("doctors_per_1k", outcome, 2)),
        ])
    };
    assert!(both("5.37").is_empty());
    assert_eq!(both("5.73"), [(Kind::BaseAgainstOutcome, Severity::Conflict)]);
}

#[test]
fn a_claim_is_compared_with_the_figures_printed_elsewhere() {
    let set = Statement { year: Some(2020), ..target("schooling_years", "14.6", 1) };
    let figures = |base: &str| {
        [
            in_table(TableRole::Review, 0, set.clone()),
            in_table(TableRole::Review, 0, claim("达标", actual("schooling_years", "0", 2))),
            in_table(TableRole::Targets, 0, actual("schooling_years", base, 3)),
        ]
    };
    let short = found(&figures("12"));
    assert_eq!((short[0].kind, short[0].severity), (Kind::ClaimAgainstFigure, Severity::Caution));
    assert_eq!(short[0].implied.comparator, Comparator::Ge);
    assert_eq!(short[0].difference, Some(decimal("-2.6")));
    let roles: Vec<_> = short[0].inputs.iter().map(|input| input.role).collect();
    assert_eq!(roles, [Role::Outcome, Role::Target, Role::Claim]);
    assert!(kinds(&figures("14.6")).is_empty());
    assert!(kinds(&figures("15")).is_empty());
}

#[test]
fn without_a_base_the_target_is_compared_with_what_is_said_to_be_met() {
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

#[test]
fn rows_under_a_row_do_not_add_up_to_more_than_it() {
    let part = |value: &str, line| Statement {
        group: Some("财政总收入".to_owned()),
        ..in_table(
            TableRole::Targets,
            i32::try_from(line).unwrap(),
            target("tax_revenue", value, line),
        )
    };
    let whole = in_table(TableRole::Targets, 0, target("fiscal_revenue", "100", 1));
    assert!(kinds(&[whole.clone(), part("80", 2)]).is_empty());
    assert_eq!(kinds(&[whole, part("120", 2)]), [(Kind::PartsAgainstWhole, Severity::Conflict)]);
}

#[test]
fn the_three_industries_add_up_to_a_hundred() {
    let printed = |values: [&str; 3]| {
        let ids = ["primary_share", "secondary_share", "services_share"];
        let shares: Vec<_> = (ids.iter().zip(values).zip(1..))
            .map(|((id, value), at)| Statement { line: 9, ..actual(id, value, at) })
            .collect();
        kinds(&shares)
    };
    assert!(printed(["1.0", "66.0", "33.0"]).is_empty());
    assert!(printed(["1", "66", "32"]).is_empty());
    assert_eq!(printed(["1.0", "66.0", "35.0"]), [(Kind::PartsAgainstWhole, Severity::Conflict)]);
}

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
fn districts_do_not_add_up_to_more_than_their_city() {
    let catalog = Catalog::embedded().unwrap();
    let (city, district) = (plan("wuhan"), plan("jiangan"));
    let check = |whole: &str, part: &str| {
        let whole = [Statement { plan: city.id.clone(), ..actual("gdp", whole, 1) }];
        let part = [actual("gdp", part, 2)];
        let below = [Region { plan: &district, statements: &part }];
        let own = Region { plan: &city, statements: &whole };
        findings(&Subject { catalog: &catalog, own, before: None, below: &below })
    };
    assert!(check("15600", "1247.04").is_empty());
    assert_eq!(check("15600", "15700")[0].severity, Severity::Caution);
    assert_eq!(check("15600", "15600")[0].severity, Severity::Notice);
}

#[test]
fn what_a_review_says_was_set_is_compared_with_the_plan_before() {
    let catalog = Catalog::embedded().unwrap();
    let now = plan("jiangan");
    let then = Plan {
        id: "jiangan-2016-2020".to_owned(),
        period: [2016, 2020],
        base_year: 2015,
        ..plan("jiangan")
    };
    let check = |restated: &str| {
        let review = in_table(TableRole::Review, 0, target("retail_sales", restated, 1));
        let review = [Statement { year: Some(2020), ..review }];
        let original = Statement {
            year: Some(2020),
            plan: then.id.clone(),
            ..target("retail_sales", "870", 2)
        };
        let before = Region { plan: &then, statements: &[original] };
        let own = Region { plan: &now, statements: &review };
        findings(&Subject { catalog: &catalog, own, before: Some(before), below: &[] })
    };
    assert!(check("870").is_empty());
    assert_eq!(check("800")[0].kind, Kind::ReviewAgainstPlan);
}

#[test]
fn the_same_figures_have_the_same_id_and_others_another() {
    let ids = |line| {
        let found = found(&[actual("pm25", "36.5", 1), target("pm25", "40", line)]);
        found[0].id.clone()
    };
    assert_eq!(ids(2), ids(2));
    assert_ne!(ids(2), ids(3));
}

#[test]
fn a_doubted_reading_is_among_what_may_be_behind_it() {
    let doubted = Statement { flags: vec!["digit_lost".to_owned()], ..target("pm25", "40", 2) };
    let found = found(&[actual("pm25", "36.5", 1), doubted]);
    assert!(codes(&found[0]).contains(&Code::Ocr));
    assert!(found[0].explanations.iter().all(|known| !known.text.en.contains("error")));
}

#[test]
fn a_share_is_compared_with_what_the_targets_of_part_and_whole_make_of_it() {
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
    // 1700 of more than 2000 may be 85 %, and less.
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
    // 9.2 % a year, or 6.6 points a year.
    assert!(kinds(&figures("9.2")).is_empty());
    assert!(kinds(&figures("6.6")).is_empty());
}

#[test]
fn a_base_that_is_worse_than_what_the_period_before_began_with_is_told() {
    let figures = |base: &str| {
        let start = Statement { year: Some(2015), ..actual("rd_intensity", "2.1", 1) };
        [
            in_table(TableRole::Review, 0, start),
            in_table(TableRole::Targets, 0, actual("rd_intensity", base, 2)),
        ]
    };
    assert_eq!(kinds(&figures("1")), [(Kind::BaseAgainstOutcome, Severity::Caution)]);
    assert!(kinds(&figures("2.4")).is_empty());
}

#[test]
fn one_figure_under_the_names_of_two_indicators_is_told() {
    let figures = |other: &str| [actual("urban_income", "47900", 1), actual("income", other, 2)];
    assert_eq!(kinds(&figures("47900")), [(Kind::FigureUnderTwoNames, Severity::Caution)]);
    assert!(kinds(&figures("45000")).is_empty());
}

#[test]
fn growth_of_districts_is_not_added_up() {
    let catalog = Catalog::embedded().unwrap();
    let (city, district) = (plan("wuhan"), plan("jiangan"));
    let whole = [Statement { plan: city.id.clone(), ..growth("gdp", "8", 1) }];
    let part = [growth("gdp", "10", 2)];
    let below = [Region { plan: &district, statements: &part }];
    let own = Region { plan: &city, statements: &whole };
    assert!(findings(&Subject { catalog: &catalog, own, before: None, below: &below }).is_empty());
}
