//! The rules of progress on plain values: a plan of 甲区 for 2021–2025 and reports of the years.

mod by_label;
mod growth;
mod level;

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
