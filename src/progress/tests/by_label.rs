//! Targets without an indicator.

use super::*;

/// A figure that the catalogue has no indicator for, under this label.
fn unnamed(mut one: ReportedStatement, label: &str) -> ReportedStatement {
    one.statement.label = label.into();
    one.statement.indicator = "".into();
    one.statement.value = None;
    one.statement.unit = None;
    one
}

fn in_units(mut one: ReportedStatement, unit: &str) -> ReportedStatement {
    one.statement.printed_unit = Some(unit.into());
    one
}

#[test]
fn a_target_without_indicator_is_held_against_figures_of_the_same_label_and_unit() {
    let label = "新增污水处理能力";
    let goal =
        |label| in_units(unnamed(since(set("new_jobs", "2"), Cumulative, 2020), label), "万吨/日");
    let year = |label, year, value| {
        in_units(unnamed(of_year("new_jobs", Cumulative, year, value), label), "万吨/日")
    };
    let found = one(&[goal(label), year(label, 2021, "0.4"), year(label, 2023, "0.5")]);
    assert_eq!((found.verdict, found.matched_by), (Verdict::OnTrack, Some(MatchedBy::Label)));
    assert_eq!((found.reached, found.years_missing), (Some(decimal("0.9")), vec![2022]));
    assert_eq!(found.indicator, None);
    assert_eq!(found.target.value, Some(decimal("2")));
    // A verb before the thing that is counted adds nothing, and 个 and 条 both count things.
    let belts = in_units(goal("打造美丽乡村示范片带"), "个");
    let built = in_units(year("美丽乡村示范片带", 2023, "3"), "条");
    assert_eq!(one(&[belts, built]).verdict, Verdict::Met);
    // The label of a level decides its good direction; without one there is no verdict.
    let share = |one: ReportedStatement| in_units(unnamed(one, "电力自给率"), "%");
    let reached = share(level("green_coverage", 2025, "41"));
    let wanted = || share(set("green_coverage", "40"));
    let found = one(&[bound(wanted(), Comparator::Ge), reached.clone()]);
    assert_eq!((found.verdict, found.matched_by), (Verdict::Met, Some(MatchedBy::Label)));
    let found = one(&[wanted(), reached]);
    assert_eq!((found.verdict, found.reason), (Verdict::Unknown, Some(Reason::NoDirection)));
}

#[test]
fn a_label_that_is_not_the_same_or_not_the_only_one_matches_nothing() {
    let figure =
        |one: ReportedStatement, label: &str, unit: &str| in_units(unnamed(one, label), unit);
    let goal = || figure(since(set("new_jobs", "30"), Cumulative, 2020), "国际货运航线", "条");
    let of =
        |label: &str, unit: &str| figure(of_year("new_jobs", Cumulative, 2023, "6"), label, unit);
    let mut second = of("国际货运航线", "条");
    second.statement.id = format!("{}2", second.statement.id).into();
    second.statement.printed_value = Some(decimal("7"));
    let as_level = figure(level("new_jobs", 2023, "6"), "国际货运航线", "条");
    let mut known = of("国际货运航线", "条");
    known.statement.indicator = "new_jobs".into();
    for others in [
        vec![of("国际及地区货运航线", "条")],
        vec![of("国际货运航线", "公里")],
        vec![as_level],
        vec![known],
        vec![of("国际货运航线", "条"), second],
    ] {
        let mut statements = others;
        statements.push(goal());
        let found = one(&statements);
        assert_eq!(
            (found.reason, found.matched_by),
            (Some(Reason::NoIndicator), None),
            "{found:?}"
        );
    }
    let short = figure(since(set("new_jobs", "30"), Cumulative, 2020), "泊位", "个");
    let found = one(&[short, of("泊位", "个")]);
    assert_eq!(found.reason, Some(Reason::NoIndicator));
}
