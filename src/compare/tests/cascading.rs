//! A city and its districts.

use super::super::answer::{Cascade, MissingCode, Status};
use super::super::cascade;
use super::*;
use crate::domain::lang::Lang;

/// The cascade of 某市.
fn cascade_of(indicator: &str, statements: &[Say]) -> Cascade {
    let catalog = catalog();
    let input = CompareInput {
        catalog: &catalog,
        indicators: catalog.indicators.iter().filter(|known| known.id == indicator).collect(),
        regions: catalog.children("shi").collect(),
        period: [2021, 2025],
        lang: Lang::En,
    };
    let statements: Vec<_> = statements.iter().map(|statement| statement.0.clone()).collect();
    cascade::table(&input, &catalog.regions[0], &plans(), &statements).remove(0)
}

#[test]
fn each_region_below_states_delegates_or_does_not_state() {
    let delegated =
        prose("jia", "pm25", Kind::Target).words("完成市下达目标", Some(WordRule::SetByParent));
    let statements =
        [target("shi", "pm25", "33").id("city"), delegated, target("yi", "pm25", "35")];
    let cascade = cascade_of("pm25", &statements);
    assert_eq!((&*cascade.parent.region.id, cascade.parent.status), ("shi", Status::Stated));
    let statuses: Vec<_> = cascade.children.iter().map(|child| child.status).collect();
    assert_eq!(statuses, [Status::Delegated, Status::Stated, Status::NotStated, Status::NoPlan]);
    let counts = cascade.counts;
    assert_eq!((counts.regions, counts.stated, counts.delegated), (4, 1, 1));
    assert_eq!((counts.not_stated, counts.no_plan, counts.resolved), (1, 1, 1));
    let figure = cascade.children[0].resolution.as_ref().unwrap().target.as_ref().unwrap();
    assert_eq!(figure.id.as_deref(), Some("city"));
    assert_eq!(cascade.sums.target, None);
    insta::assert_snapshot!(cascade.sums.missing[1].reason, @"figures of parts do not add up to the whole");
}

#[test]
fn additive_figures_are_summed_and_compared_with_the_region_above() {
    let statements = [
        actual("shi", "gdp", "1000").id("city"),
        actual("jia", "gdp", "300").id("jia"),
        actual("yi", "gdp", "200.5").id("yi").is(Comparator::Approx),
    ];
    let sum = cascade_of("gdp", &statements).sums.base.unwrap();
    assert_eq!((sum.value, sum.comparator), (decimal("500.5"), Comparator::Approx));
    assert_eq!((sum.complete, sum.left_out.join(" ")), (false, "bing ding".to_owned()));
    assert_eq!(
        (sum.parent_value, sum.difference),
        (Some(decimal("1000")), Some(decimal("-499.5")))
    );
    assert_eq!(sum.percent_of_parent, Some(decimal("50.1")));
    assert_eq!(texts(&sum.inputs), ["jia", "yi", "city"]);
    insta::assert_snapshot!(sum.method, @"300 + 200.5 = 500.5; 500.5 − 1000 = -499.5");
}

#[test]
fn a_figure_that_may_not_be_compared_is_not_added_in_silence() {
    let statements = [target("jia", "gdp", "300"), target("yi", "gdp", "200").is(Comparator::Gt)];
    let sums = cascade_of("gdp", &statements).sums;
    assert_eq!(sums.target, None);
    assert_eq!(*sums.missing[1].fields, ["target"]);
    assert_eq!(
        [sums.missing[0].code, sums.missing[1].code],
        [MissingCode::NoFigure, MissingCode::NotComparable]
    );
    insta::assert_snapshot!(sums.missing[1].reason, @"figures that may not be compared are not added: yi");
    insta::assert_snapshot!(sums.missing[0].reason, @"no region below states a figure");
}

#[test]
fn four_levels_are_in_one_entry_and_words_lead_to_the_level_that_states_a_figure() {
    let mut regions = vec![region("guo", "某国", None), region("sheng", "某省", Some("guo"))];
    regions.push(region("shi", "某市", Some("sheng")));
    regions.push(region("jia", "甲区", Some("shi")));
    let known = catalog().indicators.into_iter().filter(|known| known.id == "pm25").collect();
    let catalog = Catalog::of(regions, known, Vec::new());
    let plans: Vec<_> =
        ["guo", "sheng", "shi", "jia"].map(|region| testing::plan(region, [2021, 2025])).into();
    let words = |region: &str| {
        let statements = prose(region, "pm25", Kind::Target);
        statements.words("完成上级下达目标", Some(WordRule::SetByParent)).0
    };
    let nation = target("guo", "pm25", "33").id("nation").0;
    let statements = [nation, words("sheng"), words("shi"), words("jia")];
    let input = CompareInput {
        catalog: &catalog,
        indicators: catalog.indicators.iter().collect(),
        regions: catalog.children("shi").collect(),
        period: [2021, 2025],
        lang: Lang::En,
    };
    assert_eq!(input.scope().regions, ["guo", "jia", "sheng", "shi"]);
    let city = catalog.region("shi").unwrap();
    let found = cascade::table(&input, city, &plans, &statements).remove(0);
    let above: Vec<_> = found.above.iter().map(|held| &*held.region.id).collect();
    assert_eq!(above, ["sheng", "guo"]);
    assert_eq!(found.above[1].status, Status::Stated);
    for held in [&found.children[0], &found.parent, &found.above[0]] {
        let resolution = held.resolution.as_ref().unwrap();
        let figure = resolution.target.as_ref().unwrap();
        assert_eq!(figure.id.as_deref(), Some("nation"), "{}", held.region.id);
    }
}
