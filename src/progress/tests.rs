//! The rules of progress on plain values: a plan of 甲区 for 2021–2025 and reports of the years.

use super::answer::{MatchedBy, ProgressVerdict as Verdict, UnknownReason as Reason};
use super::{PlanProgress, Progress, ProgressInput, progress};
use crate::catalog::{Catalog, Variant};
use crate::domain::lang::Lang;
use crate::domain::testing;
use crate::domain::{Comparator, DocumentKind, Kind, Measure, Origin, Plan, WordRule};
use crate::series::ReportedStatement;
use crate::series::answer::ChosenFor;
use crate::series::tests::{actual, catalog, decimal, document, region, since, target};

use Measure::{AnnualGrowth, Change, Cumulative, RatioMultiple};

fn plan_of() -> Plan {
    Plan { id: "jia-2021-plan".into(), ..testing::plan("jia", [2021, 2025]) }
}

fn judged(statements: &[ReportedStatement], as_of: Option<u16>) -> PlanProgress {
    judged_in(Lang::En, statements, as_of)
}

fn judged_in(lang: Lang, statements: &[ReportedStatement], as_of: Option<u16>) -> PlanProgress {
    let (catalog, region, plan) = (catalog(), region(), plan_of());
    progress(&ProgressInput {
        lang,
        catalog: &catalog,
        region: &region,
        plan: &plan,
        reviewed: false,
        statements,
        as_of,
        indicators: None,
    })
}

/// The progress of the one target among the statements.
fn one(statements: &[ReportedStatement]) -> Progress {
    let mut all = judged(statements, None).targets;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn set(indicator: &str, value: &str) -> ReportedStatement {
    target(&document(DocumentKind::Plan, 2021), indicator, 2025, value)
}

fn base(indicator: &str, value: &str) -> ReportedStatement {
    actual(&document(DocumentKind::Plan, 2021), indicator, 2020, value)
}

/// The level of a year as the report of the next year has it.
fn level(indicator: &str, year: u16, value: &str) -> ReportedStatement {
    actual(&document(DocumentKind::WorkReport, year + 1), indicator, year, value)
}

/// The growth, total or change of one year.
fn of_year(indicator: &str, measure: Measure, year: u16, value: &str) -> ReportedStatement {
    since(level(indicator, year, value), measure, year - 1)
}

fn bound(mut statement: ReportedStatement, comparator: Comparator) -> ReportedStatement {
    statement.statement.comparator = comparator;
    statement
}

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

fn growth_target(value: &str) -> ReportedStatement {
    since(set("gdp", value), AnnualGrowth, 2020)
}

fn growth_of(years: &[(u16, &str)]) -> Vec<ReportedStatement> {
    years.iter().map(|(year, value)| of_year("gdp", AnnualGrowth, *year, value)).collect()
}

#[test]
fn growth_is_compounded_over_the_years_reported() {
    let all = [(2021, "12.2"), (2022, "4"), (2023, "5.7"), (2024, "5.2"), (2025, "5.6")];
    for (goal, years, verdict, missing) in [
        ("6.6", &all[..], Verdict::Missed, vec![]),
        ("6.5", &all[..], Verdict::Met, vec![]),
        ("6.5", &all[..3], Verdict::Ahead, vec![]),
        ("7.5", &all[..2], Verdict::Ahead, vec![]),
        ("8", &all[..2], Verdict::OnTrack, vec![]),
        ("8.1", &all[..2], Verdict::Behind, vec![]),
        ("6", &all[3..], Verdict::Behind, vec![2021, 2022, 2023]),
    ] {
        let mut statements = growth_of(years);
        statements.push(growth_target(goal));
        let found = one(&statements);
        assert_eq!((found.verdict, &found.years_missing), (verdict, &missing), "{goal} {found:?}");
    }
    let mut statements = growth_of(&all[..2]);
    statements.push(growth_target("8"));
    let found = one(&statements);
    assert_eq!(
        found.method.as_ref().map(ToString::to_string).as_deref(),
        Some(
            "(1 + 12.2 %) × (1 + 4 %) → 8.02 % a year over 2021–2022 against 8 % a year; higher is better"
        )
    );
    assert_eq!(found.pace_needed, Some(decimal("7.99")));
}

#[test]
fn the_growth_of_the_whole_span_decides_where_a_document_prints_it() {
    let whole = since(level("gdp", 2025, "6.3"), AnnualGrowth, 2020);
    let mut statements = growth_of(&[(2025, "5.6")]);
    statements.extend([growth_target("6.5"), whole]);
    assert_eq!(one(&statements).verdict, Verdict::Missed);
    // The growth over three years replaces the growth of single years that no report states.
    let three = since(level("gdp", 2023, "6"), AnnualGrowth, 2020);
    let mut statements = growth_of(&[(2023, "5"), (2024, "6"), (2025, "6")]);
    statements.extend([growth_target("6"), three]);
    let found = one(&statements);
    assert_eq!(found.verdict, Verdict::Met);
    assert_eq!(found.years_reported, [2021, 2022, 2023, 2024, 2025]);
}

#[test]
fn a_total_is_held_against_the_sum_of_the_years() {
    let total = || since(set("new_jobs", "100"), Cumulative, 2020);
    let year = |year, value| of_year("new_jobs", Cumulative, year, value);
    for (years, verdict, reached) in [
        (vec![year(2021, "25"), year(2022, "25")], Verdict::Ahead, "50"),
        (vec![year(2021, "20"), year(2022, "20")], Verdict::OnTrack, "40"),
        (vec![year(2021, "10"), year(2022, "20")], Verdict::Behind, "30"),
        (vec![year(2021, "50"), year(2022, "55")], Verdict::Met, "105"),
        ((2021..=2025).map(|one| year(one, "19")).collect(), Verdict::Missed, "95"),
        (vec![since(level("new_jobs", 2025, "143"), Cumulative, 2020)], Verdict::Met, "143"),
    ] {
        let mut statements = years;
        statements.push(total());
        let found = one(&statements);
        assert_eq!((found.verdict, found.reached), (verdict, Some(decimal(reached))), "{found:?}");
    }
    let found = one(&[total(), year(2021, "25"), year(2023, "25")]);
    assert_eq!((found.years_missing, found.elapsed_percent), (vec![2022], Some(decimal("40"))));
}

#[test]
fn falls_are_held_against_falls() {
    let goal = || since(set("energy_reduction", "13.5"), Change, 2020);
    let whole = since(level("energy_reduction", 2025, "14"), Change, 2020);
    assert_eq!(one(&[goal(), whole]).verdict, Verdict::Met);
    // 2.9 in each of five years is 13.68, not 14.5.
    let mut years: Vec<_> =
        (2021..=2025).map(|year| of_year("energy_reduction", Change, year, "2.9")).collect();
    years.push(goal());
    let found = one(&years);
    assert_eq!((found.verdict, found.reached), (Verdict::Met, Some(decimal("13.68"))));
    // A fall of the level itself, printed as growth of a year: the target is a negative change.
    let mut goal = since(set("energy_use", "13.5"), Change, 2020);
    goal.statement.label = "单位能耗降低率".into();
    goal.statement.unit = Some("%".into());
    let mut years: Vec<_> =
        (2021..=2025).map(|year| of_year("energy_use", AnnualGrowth, year, "-2")).collect();
    years.push(goal);
    let found = one(&years);
    assert_eq!((found.verdict, found.reached), (Verdict::Missed, Some(decimal("-9.61"))));
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
fn as_of_a_year_later_documents_are_unknown() {
    let statements = [
        base("gdp", "1000"),
        set("gdp", "2000"),
        level("gdp", 2022, "1500"),
        level("gdp", 2025, "1900"),
    ];
    assert_eq!(judged(&statements, None).targets[0].verdict, Verdict::Missed);
    assert_eq!(judged(&statements, Some(2023)).targets[0].verdict, Verdict::Ahead);
    assert_eq!(judged(&statements, Some(2022)).targets[0].reason, Some(Reason::NoActual));
}

#[test]
fn claims_are_listed_beside_the_figures_and_decide_nothing() {
    let mut claim = level("gdp", 2025, "1");
    claim.statement.value = None;
    claim.statement.text = Some("全面完成".into());
    claim.statement.rule = Some(WordRule::Met);
    let found = one(&[set("gdp", "2000"), level("gdp", 2025, "1900"), claim]);
    assert_eq!(found.verdict, Verdict::Missed);
    assert_eq!(found.claims[0].text, "全面完成".into());
    // A document that calls its figures otherwise counted leaves a missed target open.
    let mut otherwise = level("gdp", 2025, "1");
    otherwise.statement.value = None;
    otherwise.statement.text = Some("可比口径完成".into());
    let statements = [set("gdp", "2000"), level("gdp", 2025, "1900"), otherwise.clone()];
    assert_eq!(one(&statements).reason, Some(Reason::OtherDefinition));
    let statements = [set("gdp", "2000"), level("gdp", 2025, "2100"), otherwise];
    assert_eq!(one(&statements).verdict, Verdict::Met);
}

#[test]
fn statements_of_one_target_are_one_and_those_of_the_horizon_none() {
    let plan = document(DocumentKind::Plan, 2021);
    let mut table = set("gdp", "2000");
    table.statement.origin = Origin::Table;
    table.statement.table = Some("t1".into());
    table.statement.id = "t".into();
    let statements =
        [set("gdp", "2000"), table, set("pm25", "35"), target(&plan, "gdp", 2035, "4000")];
    let found = judged(&statements, None);
    assert_eq!((found.counts.targets, found.counts.statements), (2, 3));
    assert_eq!((found.counts.unknown, found.counts.with_actual), (2, 0));
    assert_eq!(found.targets[0].target.id, "t".into());
    assert_eq!(found.targets[0].target.year, Some(2025));
    assert!(statements.iter().all(|one| one.statement.kind == Kind::Target));
}

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

#[test]
fn a_choice_between_sources_is_shown_with_the_others() {
    let report = level("gdp", 2025, "2010");
    let communique = actual(&document(DocumentKind::Communique, 2026), "gdp", 2025, "2005");
    let other_base = actual(&document(DocumentKind::Communique, 2021), "gdp", 2020, "1010");
    let statements = [base("gdp", "1000"), set("gdp", "2000"), report, communique, other_base];
    let found = one(&statements);
    assert_eq!(found.latest.unwrap().value, Some(decimal("2005")));
    let [latest, base] = &found.choices[..] else { panic!("{:?}", found.choices) };
    assert_eq!((latest.choice, latest.year), (ChosenFor::Source, Some(2025)));
    assert_eq!(latest.others[0].value, Some(decimal("2010")));
    assert_eq!(latest.others[0].agrees, Some(false));
    assert_eq!(latest.spread.as_ref().unwrap().percent, Some(decimal("0.2")));
    // The plan counts from its own base, which the communiqué corrected.
    assert_eq!((base.choice, base.year), (ChosenFor::OwnPlan, Some(2020)));
    assert_eq!(base.others[0].value, Some(decimal("1010")));
    let one_source = one(&[set("gdp", "2000"), level("gdp", 2025, "2010")]);
    assert_eq!(one_source.choices, []);
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

#[test]
fn a_figure_of_another_definition_decides_nothing() {
    // Applies to indicators of the catalogue: 新增学位 includes kindergartens.
    let mut catalog = catalog();
    let jobs = catalog.indicators.iter_mut().find(|one| one.id == "new_jobs").unwrap();
    jobs.aliases = vec!["农村新增就业".to_owned()];
    let meaning = "Of the country only.".to_owned();
    jobs.variants = vec![Variant { label: "农村新增就业".to_owned(), meaning }];
    let catalog = Catalog::of(catalog.regions, catalog.indicators, catalog.domains);
    let labelled = |mut one: ReportedStatement, label: &str| {
        one.statement.label = label.into();
        one
    };
    let goal = labelled(since(set("new_jobs", "100"), Cumulative, 2020), "农村新增就业");
    let wider = since(level("new_jobs", 2025, "143"), Cumulative, 2020);
    let mut own = since(level("new_jobs", 2025, "90"), Cumulative, 2020);
    own = labelled(own, "农村新增就业");
    let (region, plan) = (region(), plan_of());
    let judge = |statements: &[ReportedStatement]| {
        let (catalog, region, plan) = (&catalog, &region, &plan);
        let input = ProgressInput {
            lang: Lang::En,
            catalog,
            region,
            plan,
            reviewed: false,
            statements,
            as_of: None,
            indicators: None,
        };
        progress(&input).targets.remove(0)
    };
    let found = judge(&[goal.clone(), wider.clone()]);
    assert_eq!((found.verdict, found.reason), (Verdict::Unknown, Some(Reason::OtherDefinition)));
    assert_eq!(found.reached, Some(decimal("143")));
    let found = judge(&[goal, wider, own]);
    assert_eq!((found.verdict, found.reached), (Verdict::Missed, Some(decimal("90"))));
}
