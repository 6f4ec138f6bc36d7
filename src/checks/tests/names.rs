//! The same figure under two names.

use super::*;

#[test]
fn the_same_figure_of_two_distinct_indicators_is_found() {
    let figures = |other: &str| [actual("urban_income", "47900", 1), actual("income", other, 2)];
    assert_eq!(kinds(&figures("47900")), [(Kind::FigureUnderTwoNames, Severity::Caution)]);
    assert!(kinds(&figures("45000")).is_empty());
}
