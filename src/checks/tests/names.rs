//! One figure under two names.

use super::*;

#[test]
fn one_figure_under_the_names_of_two_indicators_is_found() {
    let figures = |other: &str| [actual("urban_income", "47900", 1), actual("income", other, 2)];
    assert_eq!(kinds(&figures("47900")), [(Kind::FigureUnderTwoNames, Severity::Caution)]);
    assert!(kinds(&figures("45000")).is_empty());
}
