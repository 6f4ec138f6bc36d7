//! Targets that count the years together: growth, totals and falls.

use super::*;

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
