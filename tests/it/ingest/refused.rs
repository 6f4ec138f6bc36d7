//! Plans that are refused, and the messages for their authors.

use crate::support::plans::{Doc, catalog, load, load_with, refused, release};
use insta::assert_snapshot;
use plan_targets::catalog::Catalog;
use plan_targets::domain::{Comparator, Measure, WordRule};
use plan_targets::ingest::{Error, Options};
use sqlx::PgPool;

/// A plan with one target, which tests make invalid.
fn doc() -> Doc {
    let mut jia = Doc::of("jia");
    jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
    jia
}

#[sqlx::test]
async fn an_unknown_region_is_refused_and_the_nearest_named(db: PgPool) {
    let mut plan = doc();
    plan.plan.document.region = String::from("jai");
    assert_snapshot!(refused(&db, &[&plan]).await, @"jai.json: document.region: `jai` is no region of the catalogue; did you mean `jia`?");
    plan.plan.document.region = String::from("atlantis");
    assert_snapshot!(refused(&db, &[&plan]).await, @"atlantis.json: document.region: `atlantis` is no region of the catalogue");
}

#[sqlx::test]
async fn an_unknown_indicator_is_refused_and_the_nearest_named(db: PgPool) {
    let mut plan = doc();
    plan.plan.observations[0].indicator = Some(String::from("green_coverge"));
    assert_snapshot!(refused(&db, &[&plan]).await, @"jia.json: observations[0] (line 2, 绿化覆盖率): `green_coverge` is no indicator of the catalogue; did you mean `green_coverage`?");
}

#[sqlx::test]
async fn a_unit_of_another_dimension_is_refused(db: PgPool) {
    let mut plan = doc();
    plan.target("地区生产总值", "gdp", "2000", "亿美元");
    plan.target("地区生产总值", "gdp", "7.5", "亿元").measure = Measure::AnnualGrowth;
    plan.target("地区生产总值", "gdp", "2", "家").measure = Measure::Change;
    plan.target("地区生产总值", "gdp", "3", "家").measure = Measure::RatioMultiple;
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: observations[1] (line 3, 地区生产总值): gdp is in 亿元, to which `亿美元` does not convert
    jia.json: observations[2] (line 4, 地区生产总值): growth a year is in %, not in `亿元`
    jia.json: observations[3] (line 5, 地区生产总值): a change of gdp is in 亿元, % or 百分点; `家` does not convert to them
    jia.json: observations[4] (line 6, 地区生产总值): a multiple is in 倍, not in `家`
    ");
}

#[sqlx::test]
async fn a_quote_without_its_figure_is_refused(db: PgPool) {
    let mut plan = doc();
    plan.plan.observations[0].value = Some("46.27".parse().unwrap());
    let range = plan.target("绿化覆盖率", "green_coverage", "45", "%");
    range.value_high = Some(48.into());
    plan.delegated("单位地区生产总值能耗", "energy_use").text = Some(String::from("达标"));
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: observations[0] (line 2, 绿化覆盖率): the quote `到2025年，绿化覆盖率达到46.72%` does not contain 46.27
    jia.json: observations[1] (line 3, 绿化覆盖率): the quote `到2025年，绿化覆盖率达到45%` does not contain 48
    jia.json: observations[2] (line 4, 单位地区生产总值能耗): the quote `单位地区生产总值能耗完成市下达目标` does not contain `达标`
    ");
}

#[sqlx::test]
async fn a_part_of_words_wrapped_over_lines_is_enough_in_the_quote(db: PgPool) {
    let mut plan = Doc::of("jia");
    let said = plan.says("完成市级下", "单位地区生产总值能耗降低");
    said.text = Some(String::from("完成市级下达目标"));
    said.rule = Some(WordRule::SetByParent);
    assert_snapshot!(refused(&db, &[&plan]).await, @"jia.json: observations[0] (line 2, 单位地区生产总值能耗降低): the quote `完成市级下` does not contain `完成市级下达目标`");
    plan.plan.observations[0].flags = vec![String::from("wrapped")];
    load(&db, &[&plan]).await.unwrap();
}

#[sqlx::test]
async fn a_span_that_does_not_fit_its_quote_is_refused(db: PgPool) {
    let mut plan = doc();
    plan.plan.observations[0].span[1] += 5;
    plan.target("绿化覆盖率", "green_coverage", "47", "%").line = 77;
    plan.target("绿化覆盖率", "green_coverage", "48", "%").span = [9, 3];
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: observations[0] (line 2, 绿化覆盖率): span 33 to 58 is not as long as the quote (20 characters)
    jia.json: observations[0] (line 2, 绿化覆盖率): span 33 to 58 is outside its line, 33 to 53
    jia.json: observations[1] (line 77, 绿化覆盖率): `lines` does not say where line 77 is
    jia.json: observations[2] (line 4, 绿化覆盖率): span 9 to 3 is not as long as the quote (17 characters)
    jia.json: observations[2] (line 4, 绿化覆盖率): span 9 to 3 is outside its line, 72 to 89
    ");
}

#[sqlx::test]
async fn value_and_words_exclude_each_other_and_one_is_needed(db: PgPool) {
    let mut plan = doc();
    plan.plan.observations[0].text = Some(String::from("达到"));
    let nothing = plan.target("绿化覆盖率", "green_coverage", "47", "%");
    nothing.value = None;
    let backwards = plan.target("绿化覆盖率", "green_coverage", "45", "%");
    backwards.value_high = Some(5.into());
    let ruled = plan.target("绿化覆盖率", "green_coverage", "48", "%");
    ruled.rule = Some(WordRule::Met);
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: observations[0] (line 2, 绿化覆盖率): has both a value and a text (`达到`)
    jia.json: observations[1] (line 3, 绿化覆盖率): has neither value nor text
    jia.json: observations[2] (line 4, 绿化覆盖率): the range ends (5) below where it begins (45)
    jia.json: observations[2] (line 4, 绿化覆盖率): the quote `到2025年，绿化覆盖率达到45%` does not contain 5
    jia.json: observations[3] (line 5, 绿化覆盖率): has both a value and a rule for words
    ");
}

#[sqlx::test]
async fn a_duplicate_observation_is_refused(db: PgPool) {
    let mut plan = doc();
    let same_id = plan.plan.observations[0].clone();
    let mut same_place = same_id.clone();
    same_place.id = String::from("0123456789abcdef");
    plan.plan.observations.extend([same_id, same_place]);
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: observations[2] (line 2, 绿化覆盖率): observations[1] says the same at the same place
    jia.json: observations[1] (line 2, 绿化覆盖率): observations[0] has the same id 9f45ac87f0dca103
    ");
}

#[sqlx::test]
async fn two_figures_at_one_place_are_no_duplicates_when_labels_differ(db: PgPool) {
    let mut plan = doc();
    let mut other = plan.plan.observations[0].clone();
    other.id = String::from("0123456789abcdef");
    other.label = String::from("绿地率");
    plan.plan.observations.push(other);
    load(&db, &[&plan]).await.unwrap();
}

#[sqlx::test]
async fn two_files_for_one_plan_are_refused(db: PgPool) {
    let mut other = Doc::of("yi");
    other.plan.document.region = String::from("jia");
    let (first, mut second) = (doc().file(), other.file());
    second.path = String::from("again.json");
    let problems =
        match plan_targets::ingest::checked(vec![first, second], None, &catalog(), &|_| {}) {
            Err(Error::Refused(problems)) => problems,
            other => panic!("{other:?}"),
        };
    assert_snapshot!(problems[0], @"again.json: document: jia.json is jia-2021-2025 too; `part` tells documents of one plan apart");
    assert_eq!(problems.len(), 1);
    assert_eq!(release(&db).await, 0);
}

#[sqlx::test]
async fn invalid_periods_and_years_are_refused(db: PgPool) {
    let mut plan = doc();
    plan.plan.observations[0].year = Some(20_250);
    plan.plan.document.horizon = Some(2020);
    plan.plan.document.base_year = Some(2021);
    plan.plan.document.adopted = Some(String::from("2021年3月"));
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: document.base_year: 2021 is not shortly before 2021
    jia.json: document.horizon: 2020 is not between 2025 and 2100
    jia.json: document.adopted: `2021年3月` is not a date like 2021-03-01
    jia.json: observations[0] (line 2, 绿化覆盖率): year 20250 is not between 1949 and 2100
    ");
    let mut plan = doc();
    plan.plan.document.promises = Some([2025, 2021]);
    assert_snapshot!(refused(&db, &[&plan]).await, @"jia.json: document.promises: 2025–2021 is no period of 1 to 20 years");
}

#[sqlx::test]
async fn references_without_a_target_are_refused(db: PgPool) {
    let mut plan = doc();
    plan.row("绿化覆盖率", "green_coverage", "%", ["46.52", "47"]);
    plan.plan.observations[0].section = Some(String::from("9.9"));
    plan.plan.observations[1].cell = Some(String::from("growth"));
    plan.plan.observations[2].table = Some(String::from("t9"));
    plan.plan.sections.push(plan.plan.sections[0].clone());
    plan.plan.source.sha256 = String::from("ABC");
    plan.plan.lines.insert(900, [3, 1]);
    assert_snapshot!(refused(&db, &[&plan]).await, @r"
    jia.json: source.sha256: not the 64 lower-case hex characters of a sha256
    jia.json: lines[900]: characters 3 to 1 overlap the line before or end before they begin
    jia.json: sections[1] (1): an earlier section has this id
    jia.json: observations[0] (line 2, 绿化覆盖率): there is no section `9.9`
    jia.json: observations[1] (line 4, 绿化覆盖率): table t1 has no row of this label with a cell `growth`
    jia.json: observations[2] (line 4, 绿化覆盖率): there is no table `t9`
    ");
}

#[sqlx::test]
async fn every_problem_of_every_file_is_reported_and_nothing_is_loaded(db: PgPool) {
    let mut jia = doc();
    jia.plan.observations[0].confidence = 7.0;
    jia.plan.observations[0].comparator = Comparator::Ge;
    let mut yi = Doc::of("yi");
    yi.target("绿化覆盖率", "greenery", "46.72", "%").label = String::new();
    let mut shi = Doc::of("shi");
    shi.target("绿化覆盖率", "green_coverage", "50", "%");
    assert_snapshot!(refused(&db, &[&jia, &yi, &shi]).await, @r"
    jia.json: observations[0] (line 2, 绿化覆盖率): confidence 7 is not between 0 and 1
    yi.json: observations[0] (line 2, ): the label is empty
    yi.json: observations[0] (line 2, ): `greenery` is no indicator of the catalogue
    ");
    assert_eq!(release(&db).await, 0);
}

#[sqlx::test]
async fn an_id_of_another_loaded_plan_is_refused(db: PgPool) {
    let mut jia = doc();
    jia.target("绿化覆盖率", "green_coverage", "47", "%");
    load(&db, &[&jia]).await.unwrap();
    let mut same_document = jia.clone();
    same_document.plan.document.region = String::from("yi");
    assert_snapshot!(refused(&db, &[&same_document]).await, @"yi.json: observations[0] (line 2, 绿化覆盖率): has the id 9f45ac87f0dca103 of an observation of jia-2021-2025, already loaded; so have 1 more");
    assert_eq!(release(&db).await, 1);
}

#[sqlx::test]
async fn one_document_in_two_plans_is_refused(db: PgPool) {
    let mut same_document = doc();
    same_document.plan.document.region = String::from("yi");
    assert_snapshot!(refused(&db, &[&doc(), &same_document]).await, @"yi.json: source.sha256: jia.json was read from this document too");
}

#[sqlx::test]
async fn a_catalogue_that_contradicts_plans_in_the_database_is_refused(db: PgPool) {
    let mut yi = Doc::of("yi");
    yi.target("地区生产总值", "gdp", "50", "亿元");
    load(&db, &[&doc(), &yi]).await.unwrap();
    let indicators =
        crate::support::plans::INDICATORS.replace("unit = \"亿元\"", "unit = \"万元\"");
    let changed =
        Catalog::from_toml(crate::support::plans::REGIONS, &indicators, "r", "i").unwrap();
    match load_with(&db, &changed, &[&doc()], Options::default()).await {
        Err(Error::Refused(problems)) => {
            assert_snapshot!(problems[0], @"yi-2021-2025: indicator `gdp` is in `万元` now, and there in `亿元`; load this plan's file too, or take it out with --prune");
        }
        other => panic!("{other:?}"),
    }
    // Loaded together, they are converted to the new unit.
    load_with(&db, &changed, &[&doc(), &yi], Options::default()).await.unwrap();
    let sql = "select canonical_value::text from observation join revision r on r.id = revision_id
               where release_to is null and indicator_id = 'gdp'";
    assert_eq!(sqlx::query_scalar::<_, String>(sql).fetch_one(&db).await.unwrap(), "500000");
}
