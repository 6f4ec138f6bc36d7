//! Statements of the same figure that differ.

use super::*;

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
fn growth_in_a_table_is_compared_with_growth_in_the_text() {
    let row = in_table(TableRole::Targets, 0, growth("gdp", "7.5", 1));
    assert!(kinds(&[row.clone(), growth("gdp", "7.5", 2)]).is_empty());
    let differing = kinds(&[actual("gdp", "1", 3), row, growth("gdp", "8.5", 2)]);
    assert_eq!(differing, [(Kind::TableAgainstText, Severity::Conflict)]);
}

#[test]
fn another_label_for_an_indicator_may_mean_another_scope() {
    let row = in_table(TableRole::Targets, 0, actual("pension_coverage", "93.06", 1));
    let text = Statement {
        label: "城乡基本养老保险率".into(),
        ..actual("pension_coverage", "92", 2)
    };
    let found = found(&[row, text]);
    assert_eq!((found[0].kind, found[0].severity), (Kind::TableAgainstText, Severity::Caution));
    assert!(codes(&found[0]).contains(&Code::DifferentScope));
}
