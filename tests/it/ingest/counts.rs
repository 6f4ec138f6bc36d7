//! Counts that a load writes: each equals what counting the observations gives, in every release.

use crate::support::http::get;
use crate::support::plans::{Doc, catalog, load, load_with};
use plan_targets::domain::Measure;
use plan_targets::ingest::Options;
use plan_targets::store::{indexes, migrate};
use sqlx::PgPool;

/// What the observations of a release give, and what the counts of the release say: rows that only one of them has.
async fn differing_totals(db: &PgPool, release: i32) -> i64 {
    let columns = "indicator_id, period_start, period_end, year, kind, origin, measure, attribute, status, comparator";
    let sql = format!(
        "with counted as (
             select revision.kind = 'plan' as of_plans, {}, count(*) as observations
             from observation o join revision on revision.id = o.revision_id
             where in_release(release_from, release_to, $1)
             group by {}
         ), stored as (
             select of_plans, {columns}, observations from availability_total
             where in_release(release_from, release_to, $1)
         )
         select count(*) from (
             (select * from counted except all select * from stored)
             union all (select * from stored except all select * from counted)
         ) differing",
        columns.split(", ").map(|column| format!("o.{column}")).collect::<Vec<_>>().join(", "),
        (1..=11).map(|place| place.to_string()).collect::<Vec<_>>().join(", "),
    );
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).bind(release).fetch_one(db).await.unwrap()
}

/// Rows that only one has: sums of the observations of plans by region, period and kind, and what a load wrote.
async fn differing_regions(db: &PgPool, release: i32) -> i64 {
    let sql = "
        with counted as (
            select o.region_id, o.period_start, o.period_end, o.kind, count(*) as observations, count(o.value) as figures
            from observation o join revision on revision.id = o.revision_id
            where in_release(release_from, release_to, $1) and revision.kind = 'plan'
            group by 1, 2, 3, 4
        ), stored as (
            select region_id, period_start, period_end, kind, observations, figures from availability_region
            where in_release(release_from, release_to, $1)
        )
        select count(*) from (
            (select * from counted except all select * from stored)
            union all (select * from stored except all select * from counted)
        ) differing";
    sqlx::query_scalar(sql).bind(release).fetch_one(db).await.unwrap()
}

/// Rows that only one has: how many observations have each character, and what a load wrote.
async fn differing_characters(db: &PgPool, release: i32) -> i64 {
    let sql = "
        with counted as (
            select gram, o.kind, count(*) as observations
            from observation o join revision on revision.id = o.revision_id, unnest(search_grams) gram
            where in_release(release_from, release_to, $1) and char_length(gram) = 1
            group by 1, 2
        ), stored as (
            select character, kind, observations from search_count where in_release(release_from, release_to, $1)
        )
        select count(*) from (
            (select * from counted except all select * from stored)
            union all (select * from stored except all select * from counted)
        ) differing";
    sqlx::query_scalar(sql).bind(release).fetch_one(db).await.unwrap()
}

/// Asserts that the number of entries of every grouping by region is that of the entries.
async fn assert_sizes(db: &PgPool, release: i32) {
    let sets = (0..16).map(|set| {
        let dimensions = ["indicator", "period", "year", "kind"].iter().enumerate();
        let counted = dimensions.filter(|(place, _)| set & (1 << place) > 0);
        counted.fold(String::new(), |all, (_, dimension)| all + "," + dimension)
    });
    for by in sets {
        for kind in ["", "&kind=target", "&kind=actual", "&regions=jia"] {
            let address = format!("/v1/availability?by=region{by}{kind}&release={release}");
            let whole = get(db, &format!("{address}&limit=5000")).await;
            let alone = get(db, &format!("{address}&limit=0")).await;
            let entries = whole.at("data").as_array().map_or(0, Vec::len);
            assert_eq!(alone.at("page/total"), entries, "{address}");
        }
    }
}

/// Asserts that changes and their totals are those that comparing all observations of both releases gives.
async fn assert_changes(db: &PgPool, since: i32, until: i32) {
    let differing = "
        with said as (
            select document_id, in_release(release_from, release_to, $1) as is_old,
                   in_release(release_from, release_to, $2) as is_new, statement.*
            from observation_statement statement join revision on revision.id = statement.revision_id
        )
        select id from (select * from said where is_old) old
        full join (select * from said where is_new) new using (document_id, id)
        where old.said is distinct from new.said
          and ($3 = '' or old.kind = $3 or new.kind = $3)
          and ($4 = '' or old.indicator_id = $4 or new.indicator_id = $4)
          and ($5 = '' or coalesce(old.region_id, new.region_id) = $5)
        order by document_id collate \"C\", id collate \"C\"";
    for filter in [
        ["", "", ""],
        ["target", "", ""],
        ["actual", "", ""],
        ["", "gdp", ""],
        ["actual", "gdp", ""],
        ["", "energy_use", ""],
        ["", "", "jia"],
        ["target", "green_coverage", "jia"],
    ] {
        let [kind, indicator, region] = filter;
        let expected: Vec<String> = sqlx::query_scalar(differing)
            .bind(since)
            .bind(until)
            .bind(kind)
            .bind(indicator)
            .bind(region)
            .fetch_all(db)
            .await
            .unwrap();
        let mut query = format!("since={since}&until={until}");
        for (name, value) in ["kind", "indicators", "regions"].into_iter().zip(filter) {
            if !value.is_empty() {
                query = format!("{query}&{name}={value}");
            }
        }
        let mut next = Some(format!("/v1/changes?{query}&limit=2"));
        let mut found = Vec::new();
        while let Some(address) = next {
            let page = get(db, &address).await;
            assert_eq!(page.at("page/total"), expected.len(), "{address} {}", page.text);
            let entries = page.at("data").as_array().unwrap();
            found.extend(entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()));
            next = page.at("links/next").as_str().map(str::to_owned);
        }
        assert_eq!(found, expected, "{query}");
    }
}

#[sqlx::test]
async fn counts_of_a_release_are_those_of_its_observations(db: PgPool) {
    let mut jia = Doc::of("jia");
    jia.actual("经济总量", "gdp", "0.12", "万亿元");
    jia.target("地区生产总值", "gdp", "2000", "亿元");
    jia.target("地区生产总值", "gdp", "7.5", "%").measure = Measure::AnnualGrowth;
    jia.row("绿化覆盖率", "green_coverage", "%", ["46.52", "46.72"]);
    let mut yi = Doc::of("yi");
    yi.delegated("单位地区生产总值能耗", "energy_use");
    yi.actual("绿化覆盖率", "green_coverage", "30", "%").year = None;
    load(&db, &[&jia, &yi]).await.unwrap();
    // One plan changes.
    jia.plan.observations.remove(0);
    jia.target("绿化覆盖率", "green_coverage", "47", "%").year = Some(2030);
    load(&db, &[&jia, &yi]).await.unwrap();
    // The other is removed, and returns.
    let prune = Options { prune: true, ..Options::default() };
    load_with(&db, &catalog(), &[&jia], prune).await.unwrap();
    load(&db, &[&jia, &yi]).await.unwrap();
    for release in 1..=4 {
        assert_eq!(differing_totals(&db, release).await, 0, "release {release}");
        assert_eq!(differing_regions(&db, release).await, 0, "release {release}");
        assert_eq!(differing_characters(&db, release).await, 0, "release {release}");
        assert_sizes(&db, release).await;
        for since in 0..release {
            assert_changes(&db, since, release).await;
        }
    }
    // Without counts, rows are counted, and the next program to fold or load counts anew.
    let total = async |kind: &str, release: i32| {
        let answer = get(&db, &format!("/v1/{kind}?q=率&limit=0&release={release}")).await;
        answer.at("page/total").as_i64().unwrap()
    };
    assert_eq!([total("targets", 3).await, total("actuals", 4).await], [2, 2]);
    sqlx::query("delete from search_count").execute(&db).await.unwrap();
    assert_eq!([total("targets", 3).await, total("actuals", 4).await], [2, 2]);
    migrate(&db).await.unwrap();
    for release in 1..=4 {
        assert_eq!(differing_characters(&db, release).await, 0, "release {release}");
    }
}

#[sqlx::test]
async fn indexes_and_constraints_that_a_first_load_makes_last_are_the_same(db: PgPool) {
    let indexes = "select indexdef from pg_indexes where schemaname = current_schema()
                   union all select format('%s %s %s %s', conrelid::regclass, conname, convalidated, pg_get_constraintdef(oid))
                   from pg_constraint where connamespace = current_schema()::regnamespace
                   order by 1";
    let mut transaction = db.begin().await.unwrap();
    let all: Vec<String> = sqlx::query_scalar(indexes).fetch_all(&mut *transaction).await.unwrap();
    let mut dropped = indexes::drop_before_first_load(&mut transaction).await.unwrap();
    let fewer: Vec<String> =
        sqlx::query_scalar(indexes).fetch_all(&mut *transaction).await.unwrap();
    assert!(fewer.len() + 20 < all.len(), "{fewer:?}");
    assert!(!fewer.iter().any(|made| made.contains("observation_region_id_fkey")), "{fewer:?}");
    dropped.make_needed(&mut transaction, &|_| {}).await.unwrap();
    assert!(dropped.make_one(&mut transaction, &|_| {}).await.unwrap());
    dropped.make_rest(&mut transaction, &|_| {}).await.unwrap();
    let made: Vec<String> = sqlx::query_scalar(indexes).fetch_all(&mut *transaction).await.unwrap();
    assert_eq!(made, all);
    transaction.rollback().await.unwrap();
    // Later loads keep them.
    let mut jia = Doc::of("jia");
    jia.actual("经济总量", "gdp", "0.12", "万亿元");
    load(&db, &[&jia]).await.unwrap();
    let mut transaction = db.begin().await.unwrap();
    indexes::drop_before_first_load(&mut transaction).await.unwrap();
    let kept: Vec<String> = sqlx::query_scalar(indexes).fetch_all(&mut *transaction).await.unwrap();
    assert_eq!(kept, all);
}
