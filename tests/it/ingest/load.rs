//! Loading: stored values, new releases, and the output of a dry run.

use crate::support::plans::{Doc, catalog, load, load_with, release};
use insta::{assert_json_snapshot, assert_snapshot};
use plan_targets::domain::{Comparator, Measure, WordRule};
use plan_targets::ingest::Options;
use serde_json::Value;
use sqlx::PgPool;

/// A plan with one observation of each kind.
fn jia() -> Doc {
    let mut jia = Doc::of("jia");
    jia.actual("经济总量", "gdp", "0.12", "万亿元");
    jia.target("地区生产总值", "gdp", "2000", "亿元").comparator = Comparator::Gt;
    let growth = jia.target("地区生产总值", "gdp", "7.5", "%");
    growth.measure = Measure::AnnualGrowth;
    growth.comparator = Comparator::Approx;
    jia.row("绿化覆盖率", "green_coverage", "%", ["46.52", "46.72"]);
    jia.delegated("单位地区生产总值能耗", "energy_use");
    jia
}

/// Rows as JSON, one for each observation of a release, by line and cell.
async fn rows(db: &PgPool, release: i32, columns: &str) -> Value {
    let sql = format!(
        "select coalesce(jsonb_agg(to_jsonb(picked) order by n), '[]') from (
             select row_number() over (order by line, span_start) as n, {columns}
             from observation join revision on revision.id = revision_id
             where release_from <= $1 and (release_to is null or release_to > $1)
         ) picked"
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(release).fetch_one(db).await.unwrap()
}

async fn count(db: &PgPool, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(db).await.unwrap()
}

#[sqlx::test]
async fn a_figure_is_stored_as_printed_and_in_the_indicators_unit(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let columns =
        "label, value, unit, canonical_value, canonical_unit, comparator, measure, status, text";
    assert_json_snapshot!(rows(&db, 1, columns).await, @r#"
    [
      {
        "n": 1,
        "text": null,
        "unit": "万亿元",
        "label": "经济总量",
        "value": 0.12,
        "status": "stated",
        "measure": "level",
        "comparator": "eq",
        "canonical_unit": "亿元",
        "canonical_value": 1200
      },
      {
        "n": 2,
        "text": null,
        "unit": "亿元",
        "label": "地区生产总值",
        "value": 2000,
        "status": "stated",
        "measure": "level",
        "comparator": "gt",
        "canonical_unit": "亿元",
        "canonical_value": 2000
      },
      {
        "n": 3,
        "text": null,
        "unit": "%",
        "label": "地区生产总值",
        "value": 7.5,
        "status": "stated",
        "measure": "annual_growth",
        "comparator": "approx",
        "canonical_unit": "%",
        "canonical_value": 7.5
      },
      {
        "n": 4,
        "text": null,
        "unit": "%",
        "label": "绿化覆盖率",
        "value": 46.52,
        "status": "stated",
        "measure": "level",
        "comparator": "eq",
        "canonical_unit": "%",
        "canonical_value": 46.52
      },
      {
        "n": 5,
        "text": null,
        "unit": "%",
        "label": "绿化覆盖率",
        "value": 46.72,
        "status": "stated",
        "measure": "level",
        "comparator": "eq",
        "canonical_unit": "%",
        "canonical_value": 46.72
      },
      {
        "n": 6,
        "text": "完成市下达目标",
        "unit": null,
        "label": "单位地区生产总值能耗",
        "value": null,
        "status": "delegated",
        "measure": "level",
        "comparator": "eq",
        "canonical_unit": null,
        "canonical_value": null
      }
    ]
    "#);
}

#[sqlx::test]
async fn a_cell_is_traced_to_its_row(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let columns = "table_id, table_role, row_position, row_no, row_category, cell, cell_text, line, section_title";
    let all = rows(&db, 1, columns).await;
    assert_json_snapshot!(all[3], @r#"
    {
      "n": 4,
      "cell": "base",
      "line": 6,
      "row_no": "1",
      "table_id": "t1",
      "cell_text": "46.52",
      "table_role": "targets",
      "row_category": "主要",
      "row_position": 0,
      "section_title": "主要目标"
    }
    "#);
    assert_json_snapshot!(all[0]["row_position"], @"null");
}

#[sqlx::test]
async fn the_same_content_makes_no_new_release(db: PgPool) {
    let first = load(&db, &[&jia()]).await.unwrap();
    assert_snapshot!(first, @r"
    jia-2021-2025: loaded: 4 targets, 2 actuals
    release 1
    ");
    let again = load(&db, &[&jia()]).await.unwrap();
    assert_snapshot!(again, @r"
    jia-2021-2025: unchanged: 4 targets, 2 actuals
    nothing changed: release 1 stays
    ");
    assert_eq!(count(&db, "release").await, 1);
    assert_eq!(count(&db, "revision").await, 1);
}

#[sqlx::test]
async fn a_changed_plan_makes_the_next_release_and_the_old_one_stays_readable(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let before = rows(&db, 1, "observation.*").await;

    let mut better = jia();
    better.plan.observations[1].comparator = Comparator::Ge;
    better.plan.observations.remove(0);
    better.target("地区生产总值", "gdp", "2100", "亿元").year = Some(2030);
    let report = load(&db, &[&better]).await.unwrap();

    assert_snapshot!(report, @r"
    jia-2021-2025: changed: 5 targets, 1 actuals (1 observations added, 1 removed, 1 changed)
    release 2
    ");
    assert_eq!(rows(&db, 1, "observation.*").await, before);
    assert_json_snapshot!(rows(&db, 2, "label, value, comparator, year").await[0], @r#"
    {
      "n": 1,
      "year": 2025,
      "label": "地区生产总值",
      "value": 2000,
      "comparator": "ge"
    }
    "#);
}

#[sqlx::test]
async fn an_observation_keeps_its_id_from_release_to_release(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let mut better = jia();
    better.plan.observations[3].confidence = 0.5;
    load(&db, &[&better]).await.unwrap();
    let ids = |rows: Value| {
        rows.as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    let (old, new) = (rows(&db, 1, "observation.id").await, rows(&db, 2, "observation.id").await);
    assert_eq!(ids(old), ids(new));
}

#[sqlx::test]
async fn a_dry_run_lists_each_difference_and_writes_nothing(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let mut better = jia();
    better.plan.observations[1].value = Some(2000.into());
    better.plan.observations[1].comparator = Comparator::Ge;
    better.plan.observations[2].confidence = 0.5;
    better.plan.observations.remove(0);
    better.target("绿化覆盖率", "green_coverage", "47", "%");
    let mut yi = Doc::of("yi");
    yi.delegated("单位地区生产总值能耗", "energy_use");

    let options = Options { dry_run: true, ..Options::default() };
    let report = load_with(&db, &catalog(), &[&better, &yi], options).await.unwrap();
    assert_snapshot!(report, @r"
    jia-2021-2025: changed: 5 targets, 1 actuals (1 observations added, 1 removed, 2 changed)
      - line 2 经济总量: actual 0.12 万亿元 (level, 2020)
      ~ line 3 地区生产总值: target > 2000 亿元 (level, 2025) → target ≥ 2000 亿元 (level, 2025)
      ~ line 4 地区生产总值: confidence
      + line 8 绿化覆盖率: target 47 % (level, 2025)
    yi-2021-2025: loaded: 1 targets, 0 actuals
      + line 2 单位地区生产总值能耗: target “完成市下达目标” (level, 2025)
    dry run: nothing was written; this would be release 2
    ");
    assert_eq!(release(&db).await, 1);
    assert_eq!(count(&db, "revision").await, 1);
    assert_eq!(count(&db, "observation").await, 6);

    // The load then makes the announced changes.
    let report = load(&db, &[&better, &yi]).await.unwrap();
    assert_eq!(report.release, 2);
    assert_eq!(count(&db, "observation").await, 6 + 6 + 1);
}

#[sqlx::test]
async fn a_plan_without_a_file_stays_until_it_is_pruned(db: PgPool) {
    let mut yi = Doc::of("yi");
    yi.actual("绿化覆盖率", "green_coverage", "30", "%");
    load(&db, &[&jia(), &yi]).await.unwrap();

    assert_snapshot!(load(&db, &[&jia()]).await.unwrap(), @r"
    jia-2021-2025: unchanged: 4 targets, 2 actuals
    yi-2021-2025: kept, though not among the files: 0 targets, 1 actuals
    nothing changed: release 1 stays
    ");
    let prune = Options { prune: true, ..Options::default() };
    assert_snapshot!(load_with(&db, &catalog(), &[&jia()], prune).await.unwrap(), @r"
    jia-2021-2025: unchanged: 4 targets, 2 actuals
    yi-2021-2025: removed: 0 targets, 1 actuals
    release 2
    ");
    let regions = |rows: Value| {
        rows.as_array().unwrap().iter().filter(|row| row["region_id"] == "yi").count()
    };
    assert_eq!(regions(rows(&db, 1, "observation.region_id").await), 1);
    assert_eq!(regions(rows(&db, 2, "observation.region_id").await), 0);

    // A plan that returns after its removal is loaded again.
    assert_snapshot!(load(&db, &[&jia(), &yi]).await.unwrap(), @r"
    jia-2021-2025: unchanged: 4 targets, 2 actuals
    yi-2021-2025: loaded: 0 targets, 1 actuals
    release 3
    ");
}

#[sqlx::test]
async fn a_changed_catalogue_makes_a_release_that_keeps_it(db: PgPool) {
    use plan_targets::{catalog::Catalog, store};
    load(&db, &[&jia()]).await.unwrap();
    let indicators = crate::support::plans::INDICATORS.replace("Green coverage", "Greenery");
    let renamed =
        Catalog::from_toml(crate::support::plans::REGIONS, &indicators, "r", "i").unwrap();
    let report = load_with(&db, &renamed, &[&jia()], Options::default()).await.unwrap();
    assert_snapshot!(report, @r"
    jia-2021-2025: unchanged: 4 targets, 2 actuals
    the catalogues changed
    release 2
    ");

    let names = async |release: i32| {
        let key: String = sqlx::query_scalar("select catalog_sha256 from release where id = $1")
            .bind(release)
            .fetch_one(&db)
            .await
            .unwrap();
        let catalog = store::catalog::version(&db, &key).await.unwrap();
        catalog.indicators.iter().find(|one| one.id == "green_coverage").unwrap().name_en.clone()
    };
    assert_eq!(names(1).await, "Green coverage");
    assert_eq!(names(2).await, "Greenery");
    let unit = "select name_en from indicator where id = 'green_coverage'";
    assert_eq!(sqlx::query_scalar::<_, String>(unit).fetch_one(&db).await.unwrap(), "Greenery");
}

#[sqlx::test]
async fn entries_removed_from_the_catalogue_stay_for_older_releases(db: PgPool) {
    use plan_targets::catalog::Catalog;
    load(&db, &[&jia()]).await.unwrap();
    let regions = &crate::support::plans::REGIONS
        [..crate::support::plans::REGIONS.rfind("[[region]]").unwrap()];
    let smaller = Catalog::from_toml(regions, crate::support::plans::INDICATORS, "r", "i").unwrap();
    load_with(&db, &smaller, &[&jia()], Options::default()).await.unwrap();
    let sql = "select array_agg(id order by position) from region where in_catalog";
    let ids: Vec<String> = sqlx::query_scalar(sql).fetch_one(&db).await.unwrap();
    assert_eq!(ids, ["shi", "jia"]);
    assert_eq!(count(&db, "region").await, 3);
}

#[sqlx::test]
async fn a_hand_written_plan_gets_stable_ids(db: PgPool) {
    let mut by_hand = jia();
    by_hand.plan.lines.clear();
    for said in &mut by_hand.plan.observations {
        said.id.clear();
    }
    load(&db, &[&by_hand]).await.unwrap();
    let first = rows(&db, 1, "observation.id").await;
    by_hand.plan.observations[0].confidence = 0.1;
    load(&db, &[&by_hand]).await.unwrap();
    assert_eq!(rows(&db, 2, "observation.id").await, first);
}

#[sqlx::test]
async fn a_figure_without_a_unit_gets_that_of_the_indicator_and_a_flag(db: PgPool) {
    let mut jia = Doc::of("jia");
    jia.target("绿化覆盖率", "green_coverage", "46.72", "%").unit = None;
    load(&db, &[&jia]).await.unwrap();
    let columns = "value, unit, canonical_value, canonical_unit, flags";
    assert_json_snapshot!(rows(&db, 1, columns).await[0], @r#"
    {
      "n": 1,
      "unit": null,
      "flags": [
        "unit_assumed"
      ],
      "value": 46.72,
      "canonical_unit": "%",
      "canonical_value": 46.72
    }
    "#);
}

#[sqlx::test]
async fn status_follows_value_and_rule(db: PgPool) {
    let mut jia = Doc::of("jia");
    for rule in
        [Some(WordRule::SetByParent), Some(WordRule::InStepWithGdp), Some(WordRule::Met), None]
    {
        let said = jia.says("居民收入与经济增长同步", "居民收入");
        said.text = Some(String::from("与经济增长同步"));
        said.rule = rule;
    }
    jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
    load(&db, &[&jia]).await.unwrap();
    let all = rows(&db, 1, "status").await;
    let statuses: Vec<_> =
        all.as_array().unwrap().iter().map(|row| row["status"].as_str().unwrap()).collect();
    assert_eq!(statuses, ["delegated", "relative", "qualitative", "qualitative", "stated"]);
}

#[sqlx::test]
async fn words_of_two_characters_are_found_by_the_index(db: PgPool) {
    load(&db, &[&jia()]).await.unwrap();
    let found: i64 = sqlx::query_scalar(
        "select count(*) from observation where search_grams @> $1 and search_text like '%' || $2 || '%'",
    )
    .bind(plan_targets::store::search::grams("绿化"))
    .bind("绿化")
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(found, 2);
}
