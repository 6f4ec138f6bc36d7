//! Reviews against the plan before and the base of the targets.

use super::*;

#[test]
fn the_base_of_the_targets_is_compared_with_the_outcome_in_the_review() {
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
fn a_target_that_a_review_repeats_is_compared_with_the_plan_before() {
    let catalog = Catalog::embedded().unwrap();
    let now = plan("jiangan");
    let then = testing::plan("jiangan", [2016, 2020]);
    let check = |restated: &str| {
        let review = in_table(TableRole::Review, 0, target("retail_sales", restated, 1));
        let review = [Statement { year: Some(2020), ..review }];
        let original = Statement {
            year: Some(2020),
            plan: then.id.clone(),
            ..target("retail_sales", "870", 2)
        };
        let original = [original];
        let before = Region {
            plan: &then,
            statements: &original,
            chosen: &ChosenFigures::of(&catalog, &then, &original),
        };
        let own = Region {
            plan: &now,
            statements: &review,
            chosen: &ChosenFigures::of(&catalog, &now, &review),
        };
        findings(&Subject { catalog: &catalog, own, before: Some(before), below: &[] })
    };
    assert!(check("870").is_empty());
    assert_eq!(check("800")[0].kind, Kind::ReviewAgainstPlan);
}

#[test]
fn a_base_worse_than_the_start_of_the_period_before_is_found() {
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
