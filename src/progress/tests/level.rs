//! Targets that are levels, or lead to one.

use super::*;

#[test]
fn a_level_of_the_target_year_meets_or_misses_by_comparator_and_direction() {
    use Comparator::{Approx, Eq, Ge, Gt, Le};
    for (indicator, comparator, goal, value, verdict) in [
        ("gdp", Gt, "2000", "2000", Verdict::Missed),
        ("gdp", Ge, "2000", "2000", Verdict::Met),
        ("gdp", Eq, "2000", "2100", Verdict::Met),
        ("gdp", Eq, "2000", "1990", Verdict::Missed),
        ("gdp", Approx, "2000", "1990", Verdict::Met),
        ("pm25", Eq, "35", "34", Verdict::Met),
        ("pm25", Eq, "35", "36", Verdict::Missed),
        ("people", Le, "100", "99", Verdict::Met),
        ("people", Eq, "100", "100", Verdict::Met),
    ] {
        let found = one(&[bound(set(indicator, goal), comparator), level(indicator, 2025, value)]);
        assert_eq!(found.verdict, verdict, "{indicator} {comparator:?} {goal} {value}");
        assert_eq!(found.reached, Some(decimal(value)));
        assert_eq!(found.inputs.len(), 2);
    }
}

#[test]
fn a_level_before_the_target_year_is_ahead_on_track_or_behind() {
    // Two of five years have passed: 40 % of the way from 1000 to 2000.
    for (value, verdict, done) in [
        ("1500", Verdict::Ahead, "50"),
        ("1400", Verdict::OnTrack, "40"),
        ("1350", Verdict::OnTrack, "35"),
        ("1340", Verdict::Behind, "34"),
        ("2000", Verdict::Ahead, "100"),
    ] {
        let found = one(&[base("gdp", "1000"), set("gdp", "2000"), level("gdp", 2022, value)]);
        assert_eq!((found.verdict, found.done_percent), (verdict, Some(decimal(done))), "{value}");
        assert_eq!(found.elapsed_percent, Some(decimal("40")));
    }
    let statements = [base("gdp", "1000"), set("gdp", "2000"), level("gdp", 2022, "1400")];
    let found = one(&statements);
    assert_eq!(found.pace_so_far, Some(decimal("200")));
    assert_eq!(found.pace_needed, Some(decimal("200")));
    assert_eq!(
        found.method.as_ref().map(ToString::to_string).as_deref(),
        Some(
            "1400 亿元 (2022) against 2000 亿元: not satisfied; higher is better; (1400 − 1000) ÷ (2000 − 1000) = 40 % of \
             the way in 2 of 5 years"
        )
    );
    let in_chinese = judged_in(Lang::Zh, &statements, None).targets.remove(0);
    assert_eq!(
        in_chinese.method.as_ref().map(crate::domain::message::Message::as_str),
        Some(
            "1400 亿元（2022 年） 对照 2000 亿元：未达到；越高越好；(1400 − 1000) ÷ (2000 − 1000) = 进度 40%，5 年中已过 2 年"
        )
    );
    // A fall is a way too.
    let found = one(&[base("pm25", "40"), set("pm25", "35"), level("pm25", 2023, "36.5")]);
    assert_eq!((found.verdict, found.done_percent), (Verdict::Ahead, Some(decimal("70"))));
}

#[test]
fn a_level_that_the_base_satisfies_is_held_or_lost() {
    let limit = || bound(set("pm25", "35"), Comparator::Le);
    let found = one(&[base("pm25", "30"), limit(), level("pm25", 2022, "34")]);
    assert_eq!((found.verdict, found.done_percent), (Verdict::OnTrack, None));
    let found = one(&[base("pm25", "30"), limit(), level("pm25", 2022, "36")]);
    assert_eq!(found.verdict, Verdict::Behind);
}

#[test]
fn a_target_without_comparison_has_a_reason() {
    let growth = of_year("gdp", AnnualGrowth, 2022, "5");
    let mut words = set("gdp", "1");
    words.statement.value = None;
    words.statement.text = Some("完成市下达目标".into());
    words.statement.rule = Some(WordRule::SetByParent);
    let mut unnamed = set("gdp", "1");
    unnamed.statement.indicator = "".into();
    // A goal in words has its own reason, whether or not the catalogue has an indicator.
    let mut goal = unnamed.clone();
    goal.statement.value = None;
    goal.statement.text = Some("全面消除".into());
    let mut points = since(set("green_coverage", "2"), Change, 2020);
    points.statement.unit = Some("百分点".into());
    let mut constant = level("gdp", 2025, "2100");
    constant.statement.label = "地区生产总值（2015年不变价）".into();
    let mut dollars = level("gdp", 2025, "1");
    dollars.statement.value = None;
    let several = since(level("new_jobs", 2024, "80"), Cumulative, 2018);
    let mut total = since(set("new_jobs", "100"), Cumulative, 2020);
    total.statement.unit = Some("万人".into());
    for (statements, reason) in [
        (vec![set("gdp", "2000")], Reason::NoActual),
        (vec![set("gdp", "2000"), growth], Reason::OtherMeasure),
        (vec![words], Reason::Relative),
        (vec![goal], Reason::TextOnly),
        (vec![unnamed], Reason::NoIndicator),
        (vec![set("gdp", "2000"), constant], Reason::OtherPriceBasis),
        (vec![set("gdp", "2000"), dollars], Reason::OtherUnit),
        (vec![set("gdp", "2000"), level("gdp", 2022, "1500")], Reason::NoBase),
        (vec![set("people", "100"), level("people", 2025, "99")], Reason::NoDirection),
        (
            vec![set("gdp", "2000"), bound(level("gdp", 2025, "1900"), Comparator::Gt)],
            Reason::BoundOnly,
        ),
        (vec![total, several], Reason::OtherSpan),
        (vec![points, level("green_coverage", 2025, "42")], Reason::NoBase),
    ] {
        let found = one(&statements);
        assert_eq!((found.verdict, found.reason), (Verdict::Unknown, Some(reason)), "{found:?}");
    }
}

#[test]
fn a_change_of_a_share_is_the_difference_of_levels() {
    let mut goal = since(set("green_coverage", "2"), Change, 2020);
    goal.statement.unit = Some("个百分点".into());
    let statements = [base("green_coverage", "40"), goal, level("green_coverage", 2025, "42.1")];
    let found = one(&statements);
    assert_eq!((found.verdict, found.reached), (Verdict::Met, Some(decimal("2.1"))));
    let base = found.base.unwrap().id;
    assert!(found.inputs.contains(&base), "{:?}", found.inputs);
}

#[test]
fn a_multiple_of_the_base_is_a_level() {
    let mut goal = since(set("gdp", "2"), RatioMultiple, 2020);
    goal.statement.unit = Some("倍".into());
    let statements = [base("gdp", "1000"), goal, level("gdp", 2025, "1990")];
    assert_eq!(one(&statements).verdict, Verdict::Missed);
}

#[test]
fn a_level_follows_from_its_base_and_the_change_since() {
    let mut change = since(level("green_coverage", 2025, "4"), Change, 2020);
    change.statement.unit = Some("个百分点".into());
    let statements = [
        base("green_coverage", "61.8"),
        bound(set("green_coverage", "62"), Comparator::Approx),
        change,
    ];
    let found = one(&statements);
    assert_eq!((found.verdict, found.reached), (Verdict::Met, Some(decimal("65.8"))));
    assert_eq!(
        found.method.as_ref().map(ToString::to_string).as_deref(),
        Some(
            "61.8 % (2020) + 4 个百分点 (2025) since 2020 = 65.8 % against about 62 %; higher is better"
        )
    );
    let mut without_base = statements.to_vec();
    without_base.remove(0);
    assert_eq!(one(&without_base).reason, Some(Reason::OtherMeasure));
}

#[test]
fn a_base_that_is_a_bound_begins_no_way() {
    let base = bound(base("green_coverage", "60"), Comparator::Gt);
    let found = one(&[base, set("green_coverage", "65"), level("green_coverage", 2025, "67")]);
    assert_eq!((found.verdict, found.done_percent), (Verdict::Met, None));
}
