//! The choice between statements.

use super::super::answer::{NoteCode, Status};
use super::*;

/// Ids of base and target.
fn used(cell: &Cell) -> (Option<&str>, Option<&str>) {
    let id = |figure: &Option<super::super::Figure>| {
        figure.as_ref().and_then(|figure| figure.id.as_ref()).map(|id| &*id.to_string().leak())
    };
    (id(&cell.base), id(&cell.target))
}

#[test]
fn the_table_of_targets_comes_before_the_review_and_both_before_running_text() {
    let statements = [
        actual("jia", "gdp", "100").id("a-prose"),
        actual("jia", "gdp", "100").id("b-review").table(TableRole::Review),
        actual("jia", "gdp", "100").id("c-targets").table(TableRole::Targets),
        target("jia", "gdp", "150").id("d-prose"),
        target("jia", "gdp", "150").id("e-targets").table(TableRole::Targets),
    ];
    let cell = cell("gdp", &statements);
    assert_eq!(used(&cell), (Some("c-targets"), Some("e-targets")));
    let all = ["c-targets", "b-review", "a-prose", "e-targets", "d-prose"];
    assert_eq!(texts(&cell.candidates), all);
    assert!(cell.base.unwrap().alternatives.iter().all(|other| other.agrees == Some(true)));
    assert_eq!(cell.warnings, []);
}

#[test]
fn a_number_is_preferred_to_words_with_a_warning() {
    let delegated = prose("jia", "pm25", Kind::Target)
        .words("完成市下达目标", Some(WordRule::SetByParent))
        .table(TableRole::Targets);
    let cell = cell("pm25", &[delegated.id("words"), target("jia", "pm25", "40").id("number")]);
    assert_eq!((used(&cell).1, cell.status), (Some("number"), Status::Stated));
    assert_eq!(warnings(&cell), [NoteCode::NumberAndWords]);
    assert_eq!(texts(&cell.warnings[0].inputs), ["number", "words"]);
}

#[test]
fn certainty_then_line_then_id_break_ties() {
    let base = |id: &str| actual("jia", "gdp", "100").id(id);
    let statements = [
        base("b"),
        base("a"),
        base("earlier").with(|statement| statement.line = 9),
        base("surer").with(|statement| statement.confidence = 0.95),
        base("doubtful").with(|statement| {
            statement.confidence = 1.0;
            statement.flags = vec!["digit_lost".into()];
        }),
    ];
    assert_eq!(
        texts(&cell("gdp", &statements).candidates),
        ["surer", "earlier", "a", "b", "doubtful"]
    );
}

#[test]
fn targets_of_the_previous_plan_are_ignored() {
    let planned = target("jia", "gdp", "140").table(TableRole::Review);
    let cell = cell("gdp", &[planned.clone().year(2020), planned.year(None)]);
    assert_eq!((cell.target, cell.status), (None, Status::NotStated));
}

#[test]
fn the_horizon_is_not_the_end_of_the_period() {
    let cell = cell("gdp", &[target("jia", "gdp", "900").year(2035)]);
    assert_eq!(cell.status, Status::NotStated);
}

#[test]
fn another_year_is_offered_with_its_year_and_a_note() {
    let statements =
        [actual("jia", "gdp", "90").year(2019), target("jia", "gdp", "130").year(2023)];
    let cell = cell("gdp", &statements);
    let (base, target) = (cell.base.clone().unwrap(), cell.target.clone().unwrap());
    assert_eq!((base.year, target.year), (Some(2019), Some(2023)));
    insta::assert_snapshot!(base.note.unwrap(), @"the plan prints no figure of its base year 2020; this one is of 2019");
    insta::assert_snapshot!(target.note.unwrap(), @"the plan states nothing for 2025; this is its target for 2023");
    assert_eq!(warnings(&cell), [NoteCode::BaseYear]);
    assert_eq!(cell.base_rank, None);
}

#[test]
fn the_exact_year_comes_before_a_figure_without_one_and_that_before_another_year() {
    let base = |id: &str| actual("jia", "gdp", "90").id(id);
    let statements = [base("2015").year(2015), base("none").year(None), base("2019").year(2019)];
    assert_eq!(texts(&cell("gdp", &statements).candidates), ["none", "2019", "2015"]);
    let statements = [&statements[..], &[base("2020")]].concat();
    assert_eq!(used(&cell("gdp", &statements)).0, Some("2020"));
    let too_old = [base("2014").year(2014), base("2021").year(2021)];
    assert_eq!(cell("gdp", &too_old).base, None);
}

#[test]
fn a_base_comes_from_the_regions_own_plan_only() {
    let mut other = actual("yi", "gdp", "90");
    assert_eq!(cell("gdp", &[other.clone()]).base, None);
    other.0.plan = "jia-2016-2020".into();
    assert_eq!(cell("gdp", &[other]).base, None);
}

#[test]
fn growth_printed_for_a_level_is_its_stated_growth_and_its_target_where_no_level_is_stated() {
    let statements = [target("jia", "gdp", "7.5").id("row").growth().is(Comparator::Approx)];
    let level = cell("gdp", &statements);
    let target = level.target.unwrap();
    assert_eq!((target.id.as_deref(), target.measure), (Some("row"), Measure::AnnualGrowth));
    assert_eq!(level.status, Status::Stated);
    let stated = level.stated_growth.unwrap();
    assert_eq!((stated.value, stated.unit.as_deref()), (Some(decimal("7.5")), Some("%")));
    assert_eq!(stated.comparator, Some(Comparator::Approx));
}

#[test]
fn growth_of_one_year_or_of_the_past_is_not_the_plans_growth() {
    let statements = [
        target("jia", "gdp", "10").growth().year(2021),
        actual("jia", "gdp", "5.6").growth(),
        target("jia", "gdp", "9").growth().year(2020).table(TableRole::Review),
    ];
    assert_eq!(cell("gdp", &statements).stated_growth, None);
}

#[test]
fn words_in_the_growth_column_do_not_delegate_a_level_but_do_a_reduction() {
    let words = |indicator: &str| {
        prose("jia", indicator, Kind::Target)
            .growth()
            .words("完成市下达目标", Some(WordRule::SetByParent))
    };
    assert_eq!(cell("gdp", &[words("gdp")]).status, Status::NotStated);
    let reduction = "energy_intensity_reduction";
    assert_eq!(cell(reduction, &[words(reduction)]).status, Status::Delegated);
}

#[test]
fn a_level_comes_before_a_total_and_the_base_follows_the_target() {
    let total = |kind: Kind, value: &str, id: &str| {
        prose("jia", "investment", kind).value(value).measure(Measure::Cumulative).id(id)
    };
    let statements = [
        actual("jia", "investment", "340").id("level"),
        total(Kind::Actual, "1367", "past"),
        total(Kind::Target, "1600", "planned"),
    ];
    assert_eq!(used(&cell("investment", &statements)), (Some("past"), Some("planned")));
    assert_eq!(used(&cell("investment", &statements[..2])), (Some("level"), None));
}

#[test]
fn statements_that_differ_are_warned_of() {
    let statements = [
        target("jia", "gdp", "150").id("table").table(TableRole::Targets),
        target("jia", "gdp", "160").id("text"),
        target("jia", "gdp", "120").id("midway").year(2023),
    ];
    let cell = cell("gdp", &statements);
    assert_eq!(warnings(&cell), [NoteCode::CandidatesDiffer]);
    assert_eq!(texts(&cell.warnings[0].inputs), ["table", "text"]);
    let agrees: Vec<_> =
        cell.target.unwrap().alternatives.iter().map(|other| other.agrees).collect();
    assert_eq!(agrees, [Some(false), None]);
}

#[test]
fn statements_that_can_both_be_true_agree() {
    use Comparator::{Approx, Eq, Ge, Gt, Le, Lt};
    let agrees = |one: (&str, Comparator), other: (&str, Comparator)| {
        let statements = [
            actual("jia", "gdp", one.0).is(one.1).table(TableRole::Targets),
            actual("jia", "gdp", other.0).is(other.1),
        ];
        cell("gdp", &statements).base.unwrap().alternatives[0].agrees == Some(true)
    };
    for (one, other) in [
        (("1247.04", Eq), ("1000", Gt)),
        (("1000", Ge), ("1000", Eq)),
        (("600", Gt), ("700", Lt)),
        (("860", Eq), ("860", Approx)),
        (("1247.04", Eq), ("1250", Approx)),
        (("5", Ge), ("9", Gt)),
    ] {
        assert!(agrees(one, other) && agrees(other, one), "{one:?} {other:?}");
    }
    for (one, other) in [
        (("1000", Eq), ("1247.04", Gt)),
        (("1000", Gt), ("1000", Eq)),
        (("600", Gt), ("600", Lt)),
        (("100", Eq), ("102", Approx)),
        (("150", Eq), ("160", Eq)),
        (("600", Lt), ("600", Ge)),
        (("90", Le), ("91", Eq)),
    ] {
        assert!(!agrees(one, other) && !agrees(other, one), "{one:?} {other:?}");
    }
}

#[test]
fn a_total_of_the_period_before_is_no_base_of_a_level() {
    let total = prose("jia", "residents", Kind::Actual)
        .value("3.57")
        .measure(Measure::Cumulative)
        .id("total");
    let cell = cell("residents", &[total, target("jia", "residents", "107")]);
    assert_eq!(cell.base, None);
    assert_eq!(warnings(&cell), [NoteCode::TotalOnly]);
    assert_eq!(texts(&cell.warnings[0].inputs), ["total"]);
}

#[test]
fn a_figure_printed_without_a_unit_has_a_warning() {
    let assumed =
        target("jia", "gdp", "150").with(|statement| statement.flags = vec!["unit_assumed".into()]);
    let cell = cell("gdp", &[assumed]);
    assert_eq!(warnings(&cell), [NoteCode::UnitAssumed]);
    assert!(cell.comparable);
}
