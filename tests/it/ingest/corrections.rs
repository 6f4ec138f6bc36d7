//! Corrections of figures, from the command line to the answer.

use crate::support::http::get;
use crate::support::plans::{Doc, load, refused};
use insta::assert_snapshot;
use plan_targets::domain::{Comparator, Kind};
use plan_targets::plan::parsed::{Clearable, Correction, Observation, Set};
use plan_targets::store;
use serde_json::{Value, json};
use sqlx::PgPool;
use std::{fs, process::Command};

fn correct(read: &mut Observation, set: Set) {
    read.correction = Some(Correction {
        reason: String::from("万 is lost: line 9 has it"),
        set,
        by: Some(String::from("a reader")),
        on: None,
        file: String::from("jia.toml"),
    });
}

fn unit(unit: &str) -> Set {
    Set { unit: Some(unit.to_owned()), ..Set::default() }
}

/// The row without the fields that every row has, and the correction in its evidence.
async fn row(db: &PgPool, list: &str, label: &str) -> (Value, Value) {
    let answer = get(db, &format!("/v1/{list}?q={label}")).await;
    assert_eq!(answer.at("page/total"), 1, "{}", answer.text);
    let row = answer.at("data/0");
    let id = row["id"].as_str().unwrap();
    let evidence = get(db, &format!("/v1/{list}/{id}/evidence")).await;
    let short = json!([
        row["label"],
        row["indicator"]["id"],
        row["value"],
        row["value_high"],
        row["unit"],
        row["comparator"],
        row["year"],
        row["printed"],
        row["evidence"]["quote"],
        row["evidence"]["flags"]
    ]);
    (short, evidence.at("data/correction").clone())
}

#[sqlx::test]
async fn a_corrected_figure_is_served_with_the_printed_one_and_the_reason(db: PgPool) {
    let mut jia = Doc::of("jia");
    correct(jia.target("地区生产总值", "gdp", "2", "亿元"), unit("万亿元"));
    jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
    load(&db, &[&jia]).await.unwrap();
    let (row, trace) = row(&db, "targets", "地区生产总值").await;
    assert_snapshot!(row, @r#"["地区生产总值","gdp",20000,null,"亿元","eq",2025,{"value":"2","value_high":null,"unit":"亿元","text":null},"到2025年，地区生产总值达到2亿元",["corrected"]]"#);
    assert_snapshot!(trace, @r#"{"reason":"万 is lost: line 9 has it","set":{"unit":"万亿元"},"was":{"unit":"亿元"},"by":"a reader","on":null,"file":"jia.toml"}"#);
    // Comparisons and filters use the corrected value.
    let answer = get(&db, "/v1/compare?indicators=gdp&regions=jia").await;
    assert_eq!(answer.at("data/0/cells/0/target/value"), 20000, "{}", answer.text);
    assert_eq!(answer.at("data/0/cells/0/target/printed/value"), "2");
    assert_eq!(get(&db, "/v1/targets?min=10000").await.at("page/total"), 1);
    // The other row has no correction.
    assert!(self::row(&db, "targets", "绿化覆盖率").await.1.is_null());
}

#[sqlx::test]
async fn a_figure_without_indicator_can_be_corrected_too(db: PgPool) {
    let mut jia = Doc::of("jia");
    let jobs = jia.target("创业带动就业", "gdp", "3.5", "人");
    jobs.indicator = None;
    correct(jobs, Set { value_high: Some(4.into()), ..unit("万人") });
    load(&db, &[&jia]).await.unwrap();
    let (row, trace) = row(&db, "targets", "创业带动就业").await;
    assert_snapshot!(row, @r#"["创业带动就业",null,3.5,4,"万人","eq",2025,{"value":"3.5","value_high":null,"unit":"人","text":null},"到2025年，创业带动就业达到3.5人",["corrected"]]"#);
    assert_eq!(trace["was"], json!({"unit": "人", "value_high": null}));
}

#[sqlx::test]
async fn every_other_field_is_served_corrected_and_as_read(db: PgPool) {
    let mut jia = Doc::of("jia");
    jia.target("绿化率", "gdp", "46.72", "%").indicator = None;
    let read = jia.plan.observations.last_mut().unwrap();
    let set = Set {
        kind: Some(Kind::Actual),
        label: Some(String::from("绿化覆盖率")),
        indicator: Some(String::from("green_coverage")),
        comparator: Some(Comparator::Ge),
        clear: vec![Clearable::Year],
        ..Set::default()
    };
    correct(read, set);
    let report = load(&db, &[&jia]).await.unwrap();
    assert_eq!((report.plans[0].targets, report.plans[0].actuals), (0, 1));
    // The row is found by the corrected name and by the printed one.
    let (row, trace) = row(&db, "actuals", "绿化覆盖率").await;
    assert_snapshot!(row, @r#"["绿化覆盖率","green_coverage",46.72,null,"%","ge",null,{"value":"46.72","value_high":null,"unit":"%","text":null},"到2025年，绿化率达到46.72%",["corrected"]]"#);
    assert_snapshot!(trace["was"], @r#"{"kind":"target","year":2025,"label":"绿化率","indicator":null,"comparator":"eq"}"#);
    assert_eq!(get(&db, "/v1/actuals?q=绿化率").await.at("page/total"), 1);
}

#[sqlx::test]
async fn a_new_correction_makes_a_release_and_the_old_one_does_not_change(db: PgPool) {
    let mut jia = Doc::of("jia");
    jia.target("地区生产总值", "gdp", "2", "亿元");
    load(&db, &[&jia]).await.unwrap();
    correct(&mut jia.plan.observations[0], unit("万亿元"));
    let report = load(&db, &[&jia]).await.unwrap();
    assert_eq!((report.release, report.new_release), (2, true));
    assert!(!load(&db, &[&jia]).await.unwrap().new_release);
    assert_eq!(get(&db, "/v1/targets").await.at("data/0/value"), 20000);
    let id = &jia.plan.observations[0].id;
    let old = store::rows::one(&db, 1, "target", id).await.unwrap().unwrap();
    assert_eq!((old.canonical_value, old.flags), (Some(2.into()), Vec::new()));
    let old = store::evidence::of_row(&db, 1, "target", id).await.unwrap().unwrap();
    assert!(old.correction.is_none());
}

#[sqlx::test]
async fn an_invalid_correction_is_refused(db: PgPool) {
    let mut jia = Doc::of("jia");
    correct(jia.target("地区生产总值", "gdp", "2", "亿元"), unit("家"));
    correct(
        jia.target("绿化覆盖率", "green_coverage", "46.72", "%"),
        Set { indicator: Some(String::from("green")), ..Set::default() },
    );
    correct(jia.target("绿化覆盖率", "green_coverage", "46.72", "%"), Set::default());
    correct(
        jia.delegated("单位地区生产总值能耗", "energy_use"),
        Set { value: Some(13.into()), ..Set::default() },
    );
    // The printed value must be in the quote, whatever a correction sets.
    let moved = jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
    moved.value = Some(48.into());
    correct(moved, Set { value: Some("46.72".parse().unwrap()), ..Set::default() });
    assert_snapshot!(refused(&db, &[&jia]).await, @r"
    jia.json: observations[0] (line 2, 地区生产总值): gdp is in 亿元, to which `家` does not convert
    jia.json: observations[1] (line 3, 绿化覆盖率): `green` is no indicator of the catalogue; did you mean `green_coverage`?
    jia.json: observations[2] (line 4, 绿化覆盖率): its correction does not fit: sets nothing
    jia.json: observations[3] (line 5, 单位地区生产总值能耗): has both a value and a text (`完成市下达目标`)
    jia.json: observations[3] (line 5, 单位地区生产总值能耗): has both a value and a rule for words
    jia.json: observations[3] (line 5, 单位地区生产总值能耗): its correction does not fit: is a goal in words; withdraw it and add the figure with its own quote
    jia.json: observations[4] (line 6, 绿化覆盖率): the quote `到2025年，绿化覆盖率达到46.72%` does not contain 48
    ");
}

const TEXT: &str = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要
第一章 发展目标
到2025年，各类人才总数达到13.5名。
";

#[test]
fn the_command_applies_a_folder_of_corrections_and_reports_unused_ones() {
    let folder =
        std::env::temp_dir().join(format!("plan-targets-corrections-{}", std::process::id()));
    fs::create_dir_all(folder.join("corrections")).unwrap();
    let text = folder.join("jiangan.txt");
    fs::write(&text, TEXT).unwrap();
    let corrections = folder.join("corrections");
    let parse = |with: &[&str]| {
        let program = env!("CARGO_BIN_EXE_plan-targets");
        let output = Command::new(program).arg("parse").args(with).arg(&text).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap().replace(folder.to_str().unwrap(), "…");
        (output.status.success(), serde_json::from_slice::<Value>(&output.stdout).ok(), said)
    };
    let (_, read, _) = parse(&[]);
    let read = read.unwrap();
    let entry = |plan: &str, label: &str| {
        let (sha256, id) = (&read["source"]["sha256"], &read["observations"][0]["id"]);
        format!(
            "plan = \"{plan}\"\ndocument = {sha256}\n[[set]]\nid = {id}\nline = 3\nlabel = \"{label}\"\n\
             to = {{ unit = \"万名\" }}\nreason = \"万 is lost\"\n"
        )
    };
    let file = corrections.join("a.toml");
    let with = ["--corrections", corrections.to_str().unwrap()];

    let (done, _, said) = parse(&with);
    assert_snapshot!(format!("{done} {said}"), @"false plan-targets: …/corrections: no corrections (*.toml) in this folder");

    fs::write(&file, entry("jiangan-2021-2025", "各类人才总数")).unwrap();
    let (done, plan, said) = parse(&with);
    assert_eq!((done, said.as_str()), (true, ""));
    let correction = &plan.unwrap()["observations"][0]["correction"];
    assert_snapshot!(correction, @r#"{"reason":"万 is lost","set":{"unit":"万名"},"file":"a.toml"}"#);

    fs::write(&file, entry("jiangan-2021-2025", "人才")).unwrap();
    let (done, plan, said) = parse(&with);
    assert_eq!((done, plan), (false, None));
    assert!(said.contains("corrections/a.toml: set[0] (line 3, 人才): "), "{said}");

    fs::write(&file, entry("jiangan-2026-2030", "各类人才总数")).unwrap();
    let (done, _, said) = parse(&with);
    assert_snapshot!(format!("{done} {said}"), @"false plan-targets: …/corrections/a.toml: plan: jiangan-2026-2030 is not among the documents");
    fs::remove_dir_all(&folder).unwrap();
}
