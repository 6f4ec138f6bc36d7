//! Targets of 2021–2025 from a review in a later plan and from the outlook of a report.

use super::super::answer::{MissingCode, ReasonCode, ResolutionStatus, Status};
use super::super::substituted;
use super::*;
use crate::domain::Basis;

const LATER_PLAN: &str = "jia-2026-2030";
const REPORT: &str = "jia-2021-work-report";

fn reviewed() -> Plan {
    Plan::reviewed(LATER_PLAN.to_owned(), "jia".to_owned(), [2021, 2025])
}

fn outlook(id: &str) -> Plan {
    Plan::outlook(id.to_owned(), "jia".to_owned(), [2021, 2025])
}

/// The same statement in another document.
fn of(document: &str, say: Say) -> Say {
    say.with(|statement| statement.plan = document.into())
}

/// The entry for 甲区 and 乙区, where `texts` stand beside the plans of 某市 and 乙区.
fn entry_with(texts: Vec<Plan>, indicator: &str, statements: Vec<Say>) -> Entry {
    let mut plans = plans();
    plans.retain(|plan| plan.region != "jia".into());
    plans.extend(texts);
    let statements = statements.into_iter().map(|say| say.0);
    let statements: Vec<_> = substituted(&plans, statements).into_iter().map(Say).collect();
    entry_of(&plans, indicator, &["jia", "yi"], &statements)
}

#[test]
fn a_review_gives_its_targets_and_the_figures_of_the_base_year() {
    let statements = vec![
        of(LATER_PLAN, target("jia", "pm25", "35").id("promised").table(TableRole::Review)),
        of(LATER_PLAN, actual("jia", "pm25", "50").id("base").table(TableRole::Review)),
        of(
            LATER_PLAN,
            actual("jia", "pm25", "38").id("outcome").year(2025).table(TableRole::Review),
        ),
        of(LATER_PLAN, target("jia", "pm25", "30").id("next").year(2030).table(TableRole::Targets)),
        target("yi", "pm25", "33"),
    ];
    let entry = entry_with(vec![reviewed()], "pm25", statements);
    let [jia, yi] = &entry.cells[..] else { panic!("two cells") };
    assert_eq!((jia.basis, yi.basis), (Some(Basis::Reviewed), Some(Basis::Plan)));
    assert_eq!(jia.basis_document.as_deref(), Some(LATER_PLAN));
    assert_eq!((&jia.plan, jia.plan_complete), (&None, None));
    assert_eq!(texts(&jia.candidates), ["base", "promised"]);
    assert_eq!(jia.derived.change, Some(decimal("-15")));
    assert_eq!((jia.rank, yi.rank), (Some(2), Some(1)));
}

#[test]
fn an_outlook_gives_targets_of_the_last_year_alone() {
    let statements = vec![
        of(REPORT, target("jia", "gdp", "150").id("outlook")),
        of(REPORT, target("jia", "gdp", "110").id("this_year").year(2021)),
        of(REPORT, actual("jia", "gdp", "100").id("base")),
    ];
    let entry = entry_with(vec![outlook(REPORT)], "gdp", statements);
    let jia = &entry.cells[0];
    assert_eq!((jia.basis, jia.status), (Some(Basis::Outlook), Status::Stated));
    assert_eq!(texts(&jia.candidates), ["base", "outlook"]);
    assert_eq!(jia.derived.annual_growth, Some(decimal("8.4")));
}

#[test]
fn a_figure_that_counts_from_another_year_is_not_of_the_period() {
    let jobs = |id: &str, kind: Kind, value: &str, since: u16| {
        let total = prose("jia", "new_jobs", kind).value(value).id(id);
        of(
            REPORT,
            total.measure(Measure::Cumulative).with(|statement| statement.since = Some(since)),
        )
    };
    let statements = vec![
        jobs("one_year", Kind::Target, "3", 2024),
        jobs("five_years", Kind::Target, "14", 2020),
        jobs("base_of_one_year", Kind::Actual, "2", 2019),
        jobs("base", Kind::Actual, "12", 2015),
    ];
    let entry = entry_with(vec![outlook(REPORT)], "new_jobs", statements);
    assert_eq!(texts(&entry.cells[0].candidates), ["base", "five_years"]);
}

#[test]
fn the_first_text_that_states_a_target_is_the_basis() {
    let older = "jia-2019-work-report";
    let statements = vec![
        of(older, target("jia", "gdp", "140").id("older")),
        of(REPORT, target("jia", "gdp", "150").id("newer")),
        of(older, target("jia", "pm25", "35").id("only")),
    ];
    let texts = || vec![reviewed(), outlook(REPORT), outlook(older)];
    let gdp = entry_with(texts(), "gdp", statements.clone()).cells.remove(0);
    assert_eq!(gdp.target.and_then(|target| target.id).as_deref(), Some("newer"));
    let pm25 = entry_with(texts(), "pm25", statements).cells.remove(0);
    assert_eq!(pm25.basis_document.as_deref(), Some(older));
}

#[test]
fn silence_of_such_a_text_is_unknown() {
    for (text, code, basis) in [
        (reviewed(), ReasonCode::NotReviewed, Basis::Reviewed),
        (outlook(REPORT), ReasonCode::NoOutlook, Basis::Outlook),
    ] {
        let jia = entry_with(vec![text], "pm25", Vec::new()).cells.remove(0);
        assert_eq!((jia.basis, jia.status), (Some(basis), Status::Unknown));
        assert_eq!((jia.reasons[0].code, jia.base_reasons[0].code), (code, code));
        assert!(jia.reasons[0].detail.to_string().contains("2021–2025"), "{:?}", jia.reasons);
    }
}

#[test]
fn a_plan_is_never_held_against_a_review_or_an_outlook_of_the_region_above() {
    let later = "shi-2026-2030";
    let of_city =
        [Plan::reviewed(later.to_owned(), "shi".to_owned(), [2021, 2025]), outlook(REPORT)];
    let statements = vec![
        of(later, target("shi", "pm25", "33").table(TableRole::Review)),
        prose("yi", "pm25", Kind::Target).words("完成市下达目标", Some(WordRule::SetByParent)),
        of(REPORT, target("jia", "pm25", "35")),
    ];
    let mut plans = plans();
    plans.retain(|plan| !["shi", "jia"].contains(&&*plan.region));
    plans.extend(of_city);
    let statements = substituted(&plans, statements.into_iter().map(|say| say.0));
    let statements: Vec<_> = statements.into_iter().map(Say).collect();
    let entry = entry_of(&plans, "pm25", &["jia", "yi"], &statements);
    let [jia, yi] = &entry.cells[..] else { panic!("two cells") };
    assert_eq!(yi.resolution.as_ref().unwrap().status, ResolutionStatus::Unresolved);
    assert!(yi.ambition.missing.iter().any(|missing| missing.code == MissingCode::ParentNoPlan));
    assert_eq!(jia.ambition.to_parent_target.as_ref().unwrap().value, decimal("-2"));
}
