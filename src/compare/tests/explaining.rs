//! Words resolved, related indicators, printed forms and what must be fetched for them.

use super::super::answer::{NoteCode, ResolutionMethod, ResolutionStatus, Status, UnresolvedCode};
use super::*;
use crate::domain::lang::Lang;

fn delegated(region: &str) -> Say {
    prose(region, "pm25", Kind::Target).words("完成市下达目标", Some(WordRule::SetByParent))
}

#[test]
fn a_delegated_target_leads_to_the_parents() {
    let city = target("shi", "pm25", "33").id("city");
    let cell = cell("pm25", &[delegated("jia"), city]);
    assert_eq!((cell.status, cell.comparable), (Status::Delegated, false));
    assert_eq!(cell.target.as_ref().unwrap().value, None);
    let resolution = cell.resolution.unwrap();
    assert_eq!(resolution.status, ResolutionStatus::Resolved);
    assert_eq!(resolution.method, ResolutionMethod::ParentTarget);
    assert_eq!(resolution.region.unwrap().id, "shi".into());
    assert_eq!(resolution.target.unwrap().id.as_deref(), Some("city"));
}

#[test]
fn a_delegated_target_that_the_parent_does_not_state_stays_unresolved_with_a_reason() {
    let reason = |regions: &[&str], statements: &[Say]| {
        let resolution = entry("pm25", regions, statements).cells.remove(0).resolution.unwrap();
        assert_eq!((resolution.status, resolution.target), (ResolutionStatus::Unresolved, None));
        resolution.reason.unwrap()
    };
    let base = actual("shi", "pm25", "37");
    insta::assert_snapshot!(reason(&["jia"], &[delegated("jia"), base]), @"the plan of shi was read and states no target for pm25");
    let words = prose("shi", "pm25", Kind::Target).words("持续改善", None);
    insta::assert_snapshot!(reason(&["jia"], &[delegated("jia"), words]), @"the plan of shi has a goal in words too");
    insta::assert_snapshot!(reason(&["jia"], &[delegated("jia"), delegated("shi")]), @"the plan of shi leaves it to the region above too, and shi has no region above it in the catalogue");
    insta::assert_snapshot!(reason(&["shi"], &[delegated("shi")]), @"shi has no region above it in the catalogue");
}

#[test]
fn an_unresolved_target_has_a_code_and_the_plans_that_were_asked() {
    let resolution = |statements: &[Say]| cell("pm25", statements).resolution.unwrap();
    let silent = resolution(&[delegated("jia")]);
    assert_eq!(silent.code, Some(UnresolvedCode::ParentNotStated));
    let steps: Vec<_> = silent.steps.iter().map(|step| (&*step.region.id, step.status)).collect();
    assert_eq!(steps, [("shi", Status::NotStated)]);
    let up = resolution(&[delegated("jia"), delegated("shi").id("up")]);
    assert_eq!(up.code, Some(UnresolvedCode::NoParent));
    assert_eq!(up.steps[0].observation.as_deref(), Some("up"));
    assert_eq!(resolution(&[delegated("jia"), target("shi", "pm25", "33")]).code, None);
}

#[test]
fn a_target_left_to_a_city_that_ties_it_to_growth_leads_to_the_citys_growth() {
    let words = |region: &str, text: &str, rule| {
        let statements = prose(region, "income", Kind::Target).growth().words(text, Some(rule));
        statements.label("居民人均可支配收入增长")
    };
    let statements = [
        words("jia", "完成市下达目标", WordRule::SetByParent),
        words("shi", "与经济增长同步", WordRule::InStepWithGdp),
        target("shi", "gdp", "6.5").growth().id("growth"),
        target("shi", "gdp", "20000").id("level"),
    ];
    let resolution = cell("income", &statements).resolution.unwrap();
    assert_eq!(resolution.method, ResolutionMethod::ParentGdpGrowth);
    let growth = resolution.target.unwrap();
    assert_eq!((growth.id.as_deref(), growth.unit.as_deref()), (Some("growth"), Some("%")));
}

#[test]
fn a_figure_that_words_lead_to_takes_no_place() {
    let statements = [delegated("jia"), target("shi", "pm25", "33"), target("yi", "pm25", "35")];
    let entry = entry("pm25", &["jia", "yi"], &statements);
    assert_eq!((entry.cells[0].rank, entry.cells[1].rank), (None, Some(1)));
    assert_eq!(texts(&entry.summary.targets.regions), ["yi"]);
}

#[test]
fn a_parent_without_a_plan_is_named() {
    let catalog = catalog();
    let input = CompareInput {
        catalog: &catalog,
        indicators: catalog.indicators.iter().filter(|known| known.id == "pm25").collect(),
        regions: vec![&catalog.regions[1]],
        period: [2021, 2025],
        lang: Lang::En,
    };
    let own: Vec<_> = plans().into_iter().filter(|plan| &*plan.region == "jia").collect();
    let cell = table(&input, &own, &[delegated("jia").0]).remove(0).cells.remove(0);
    let reason = cell.resolution.unwrap().reason.unwrap();
    insta::assert_snapshot!(reason, @"no plan of shi for 2021–2025 is loaded");
}

#[test]
fn a_target_in_step_with_growth_leads_to_the_plans_own() {
    let words = prose("jia", "income", Kind::Target)
        .growth()
        .words("与经济增长同步", Some(WordRule::InStepWithGdp));
    let cell_of = |statements: &[Say]| cell("income", statements);
    let gdp = target("jia", "gdp", "7.5").growth().is(Comparator::Approx).id("gdp");
    let cell = cell_of(&[words.clone(), gdp]);
    assert_eq!(cell.status, Status::Relative);
    let resolution = cell.resolution.unwrap();
    assert_eq!(resolution.method, ResolutionMethod::OwnGdpGrowth);
    assert_eq!(resolution.indicator, "gdp".into());
    let growth = resolution.target.unwrap();
    assert_eq!((growth.id.as_deref(), growth.comparator), (Some("gdp"), Some(Comparator::Approx)));

    let resolution = cell_of(&[words]).resolution.unwrap();
    insta::assert_snapshot!(resolution.reason.unwrap(), @"the same plan states no growth of GDP a year");
}

#[test]
fn other_words_are_qualitative_and_lead_nowhere() {
    let words = prose("jia", "pm25", Kind::Target).words("达标", Some(WordRule::Met));
    let cell = cell("pm25", &[words]);
    assert_eq!((cell.status, cell.resolution), (Status::Qualitative, None));
}

#[test]
fn related_indicators_are_listed_only_where_nothing_is_stated() {
    let other = [actual("jia", "parkland_per_head", "12.5").id("parkland")];
    let related = cell("green_coverage", &other).related;
    assert_eq!(related.len(), 1);
    assert_eq!(related[0].indicator.id, "parkland_per_head".into());
    let base = related[0].base.as_ref().unwrap();
    assert_eq!((base.id.as_deref(), base.value), (Some("parkland"), Some(decimal("12.5"))));
    assert_eq!(base.unit.as_deref(), Some("平方米"));
    let statements = [&other[..], &[actual("jia", "green_coverage", "43.7")]].concat();
    assert_eq!(cell("green_coverage", &statements).related, []);
}

#[test]
fn a_target_on_the_wrong_side_of_its_base_is_warned_of() {
    let worse = cell("pm25", &[actual("jia", "pm25", "36.5"), target("jia", "pm25", "40")]);
    assert_eq!(warnings(&worse), [NoteCode::TargetWorseThanBase]);
    assert!(worse.comparable);
    let ceiling = target("jia", "pm25", "40").is(Comparator::Lt);
    let allowed = cell("pm25", &[actual("jia", "pm25", "36.5"), ceiling]);
    assert_eq!(warnings(&allowed), [NoteCode::TargetWorseThanBase]);
    insta::assert_snapshot!(allowed.warnings[0].detail, @"the target allows a figure worse than the base for this indicator's good direction");
    let better = cell("pm25", &[actual("jia", "pm25", "40"), target("jia", "pm25", "36.5")]);
    assert_eq!(warnings(&better), []);
}

#[test]
fn the_printed_form_is_beside_the_canonical_one() {
    let base = actual("shi", "gdp", "15600").with(|statement| {
        statement.printed_value = Some(decimal("1.56"));
        statement.printed_unit = Some("万亿元".into());
    });
    let figure = entry("gdp", &["shi"], &[base]).cells.remove(0).base.unwrap();
    assert_eq!((figure.value, figure.unit.as_deref()), (Some(decimal("15600")), Some("亿元")));
    let printed = figure.printed.unwrap();
    assert_eq!((printed.value.as_deref(), printed.unit.as_deref()), (Some("1.56"), Some("万亿元")));
}

#[test]
fn every_asked_region_has_a_cell_in_the_order_asked() {
    let entry = entry("gdp", &["ding", "jia"], &[]);
    let ids: Vec<_> = entry.cells.iter().map(|cell| &*cell.region.id).collect();
    assert_eq!(ids, ["ding", "jia"]);
    assert_eq!(entry.cells[0].status, Status::NoPlan);
    assert_eq!(entry.cells[0].plan, None);
}

#[test]
fn related_indicators_gdp_and_parents_are_fetched_too() {
    let catalog = catalog();
    let input = CompareInput {
        catalog: &catalog,
        indicators: vec![&catalog.indicators[2]],
        regions: vec![&catalog.regions[2]],
        period: [2021, 2025],
        lang: Lang::En,
    };
    let scope = input.scope();
    let wanted = ["gdp", "green_coverage", "green_space", "parkland_per_head"];
    assert_eq!(scope.indicators, wanted);
    assert_eq!(scope.regions, ["shi", "yi"]);
}
