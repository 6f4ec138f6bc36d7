//! Corrections of a small invented plan.

use crate::domain::Kind;

use super::super::parsed::{ADDED, CORRECTED, ParsedDocument};
use super::super::read::{self, Options};
use super::*;
use crate::catalog::Catalog;
use insta::assert_snapshot;

const TEXT: &str = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要
第一章 发展目标
到2025年，各类人才总数达到13.5名，绿化覆盖率达到46.72%。
到2025年，建成学校12所。水质由五类升到四类。
";

fn read_with(corrections: &[&str]) -> Result<ParsedDocument, String> {
    let corrections = corrections
        .iter()
        .enumerate()
        .map(|(at, text)| Corrections::from_toml(&format!("data/{at}.toml"), text))
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let options = Options { corrections, ..Options::default() };
    read::read("jiangan.txt", TEXT.as_bytes(), &options, &Catalog::embedded().unwrap())
        .map_err(|error| error.to_string())
}

/// Corrections for the text; `ID` is replaced by the id of `label`.
fn for_text(label: &str, entries: &str) -> String {
    let plan = read_with(&[]).unwrap();
    let id = &plan.observations.iter().find(|read| read.label == label).unwrap().id;
    format!(
        "plan = \"jiangan-2021-2025\"\ndocument = \"{}\"\n{}",
        plan.source.sha256,
        entries.replace("ID", id)
    )
}

fn corrected(label: &str, entries: &str) -> Result<ParsedDocument, String> {
    read_with(&[&for_text(label, entries)])
}

fn said(label: &str, entries: &str) -> String {
    let error = corrected(label, entries).unwrap_err();
    // Ids are long and irrelevant here.
    regex::Regex::new("[0-9a-f]{16}").unwrap().replace_all(&error, "ID").into_owned()
}

const UNIT: &str = r#"
    [[set]]
    id = "ID"
    line = 3
    label = "各类人才总数"
    to = { unit = "万名" }
    reason = "万 is lost"
    by = "a reader"
    on = "2026-03-01"
"#;

#[test]
fn a_set_field_replaces_the_value_read_and_the_quote_stays() {
    let before = read_with(&[]).unwrap();
    let plan = corrected("各类人才总数", UNIT).unwrap();
    let find = |plan: &ParsedDocument| {
        plan.observations.iter().find(|read| read.label == "各类人才总数").cloned().unwrap()
    };
    let (old, new) = (find(&before), find(&plan));
    assert_eq!((&new.id, new.value, new.unit.as_deref()), (&old.id, old.value, Some("名")));
    assert_eq!((new.span, &new.quote, new.confidence), (old.span, &old.quote, old.confidence));
    assert!(new.flags.iter().any(|flag| flag == CORRECTED));
    assert_eq!(new.corrected().unit.as_deref(), Some("万名"));
    let correction = new.correction.as_ref().unwrap();
    let (set, was) = correction.set_and_was(&new);
    let trace = serde_json::json!([correction.file, correction.by, correction.on, set, was]);
    assert_snapshot!(trace, @r#"["0.toml","a reader","2026-03-01",{"unit":"万名"},{"unit":"名"}]"#);
    // No other observation changes, and the parsed plan is equal after JSON and back.
    assert_eq!(before.observations.len(), plan.observations.len());
    let json = serde_json::to_string(&plan).unwrap();
    assert_eq!(serde_json::from_str::<ParsedDocument>(&json).unwrap(), plan);
    assert!(!serde_json::to_string(&before).unwrap().contains("correction"));
}

#[test]
fn every_field_can_be_set_or_emptied() {
    let plan = corrected(
        "绿化覆盖率",
        r#"
        [[set]]
        id = "ID"
        line = 3
        label = "绿化覆盖率"
        reason = "for the test"
        [set.to]
        kind = "actual"
        label = "绿地率"
        value = 46.7
        value_high = 48
        comparator = "ge"
        measure = "change"
        year = 2020
        attribute = "binding"
        clear = ["indicator", "unit"]
        "#,
    )
    .unwrap();
    let read = plan.observations.iter().find(|read| read.label == "绿化覆盖率").unwrap();
    let (set, was) = read.correction.as_ref().unwrap().set_and_was(read);
    assert_snapshot!(serde_json::json!(set), @r#"{"kind":"actual","label":"绿地率","value":46.7,"value_high":48,"comparator":"ge","measure":"change","year":2020,"attribute":"binding","indicator":null,"unit":null}"#);
    assert_snapshot!(serde_json::json!(was), @r#"{"kind":"target","label":"绿化覆盖率","value":46.72,"value_high":null,"comparator":"eq","measure":"level","year":2025,"attribute":null,"indicator":"green_coverage","unit":"%"}"#);
}

const WITHDRAWN: &str = r#"
    [[withdraw]]
    id = "ID"
    line = 4
    label = "建成学校"
    reason = "of another region"
"#;

#[test]
fn a_withdrawn_observation_is_listed_with_its_reason() {
    let plan = corrected("建成学校", WITHDRAWN).unwrap();
    assert!(plan.observations.iter().all(|read| read.label != "建成学校"));
    let [withdrawn] = &*plan.withdrawn else { panic!("{:?}", plan.withdrawn) };
    assert_eq!((withdrawn.line, withdrawn.label.as_str()), (4, "建成学校"));
    assert_eq!(withdrawn.reason, "of another region");
    assert!(withdrawn.quote.contains("12"));
    // Lines without observations are not listed.
    assert!(!plan.lines.contains_key(&4) && plan.lines.contains_key(&3));
}

const ADDED_CLASS: &str = r#"
    [[add]]
    line = 4
    quote = "水质由五类升到四类"
    kind = "target"
    label = "水质类别"
    value = 4
    unit = "类"
    comparator = "le"
    year = 2025
    reason = "classes are numbered in words"
"#;

#[test]
fn an_added_observation_is_on_its_line_like_any_other() {
    let plan = corrected("建成学校", ADDED_CLASS).unwrap();
    let at = plan.observations.iter().position(|read| read.label == "水质类别").unwrap();
    let added = &plan.observations[at];
    assert_eq!(added.read_by.as_deref(), Some(ADDED));
    assert_eq!(
        (added.kind, added.value, added.unit.as_deref()),
        (Kind::Target, Some(4.into()), Some("类"))
    );
    assert_eq!(
        (added.section.as_deref(), added.flags.as_slice()),
        (Some("1"), &[CORRECTED.to_owned()][..])
    );
    let [start, end] = added.span.map(|offset| offset as usize);
    assert_eq!(TEXT.chars().skip(start).take(end - start).collect::<String>(), added.quote);
    let [from, to] = plan.lines[&4];
    assert!(from <= added.span[0] && added.span[1] <= to);
    assert!(plan.observations.is_sorted_by_key(|read| (read.line, read.span)));
    assert_eq!(added.id, corrected("建成学校", ADDED_CLASS).unwrap().observations[at].id);
}

#[test]
fn a_correction_without_a_match_fails_with_file_entry_and_reason() {
    let fault = |old: &str, new: &str| said("各类人才总数", &UNIT.replace(old, new));
    assert_snapshot!(fault("\"ID\"", "\"0000000000000000\""), @"data/0.toml: set[0] (line 3, 各类人才总数): nothing is read with the id ID; on line 3 is read: ID 各类人才总数, ID 绿化覆盖率");
    assert_snapshot!(fault("line = 3", "line = 4"), @"data/0.toml: set[0] (line 4, 各类人才总数): ID is on line 3 and is called 各类人才总数");
    assert_snapshot!(fault("label = \"各类", "label = \""), @"data/0.toml: set[0] (line 3, 人才总数): ID is on line 3 and is called 各类人才总数");
    assert_snapshot!(fault("万名", "名"), @r#"data/0.toml: set[0] (line 3, 各类人才总数): `unit` "名" is what is read by now; take it out of the entry"#);
    assert_snapshot!(said("建成学校", &WITHDRAWN.replace("ID", "0")), @"data/0.toml: withdraw[0] (line 4, 建成学校): nothing is read with the id 0; on line 4 is read: ID 建成学校");
    assert_snapshot!(said("建成学校", &format!("{WITHDRAWN}{WITHDRAWN}")), @"data/0.toml: withdraw[1] (line 4, 建成学校): another entry has withdrawn ID");
    assert_snapshot!(said("各类人才总数", &format!("{UNIT}{UNIT}")), @"data/0.toml: set[1] (line 3, 各类人才总数): another entry has corrected ID");
}

#[test]
fn corrections_for_another_text_fail_and_those_for_another_plan_are_ignored() {
    let ours = for_text("各类人才总数", UNIT);
    let other_text = ours.replace("document = \"", "document = \"0");
    let said = read_with(&[&other_text]).unwrap_err();
    assert!(said.starts_with("data/0.toml: document: is for the text 0"), "{said}");
    let other_plan = ours.replace("jiangan-2021", "qiaokou-2021");
    assert_eq!(read_with(&[&other_plan]), read_with(&[]));
}

#[test]
fn an_addition_that_is_not_printed_or_already_read_fails() {
    let fault = |old: &str, new: &str| said("建成学校", &ADDED_CLASS.replace(old, new));
    assert_snapshot!(fault("line = 4", "line = 3"), @"data/0.toml: add[0] (line 3, 水质类别): `水质由五类升到四类` does not stand on this line");
    assert_snapshot!(fault("line = 4", "line = 40"), @"data/0.toml: add[0] (line 40, 水质类别): the text has lines 1 to 4");
    assert_snapshot!(fault("水质由五类升到四类", "类"), @"data/0.toml: add[0] (line 4, 水质类别): `类` stands on this line more than once; quote more of it");
    assert_snapshot!(fault("value = 4", "value = 3"), @"data/0.toml: add[0] (line 4, 水质类别): the quote `水质由五类升到四类` does not contain 3");
    assert_snapshot!(fault("year = 2025", "indicator = \"green_coverge\""), @"data/0.toml: add[0] (line 4, 水质类别): `green_coverge` is no indicator of the catalogue; did you mean `green_coverage`?");
    assert_snapshot!(said("建成学校", &format!("{ADDED_CLASS}{ADDED_CLASS}")), @"data/0.toml: add[1] (line 4, 水质类别): an earlier entry adds the same");
    let schools = r#"
        [[add]]
        line = 4
        quote = "建成学校12所"
        kind = "target"
        label = "学校"
        value = 12
        measure = "cumulative"
        reason = "missed"
    "#;
    assert_snapshot!(said("建成学校", schools), @"data/0.toml: add[0] (line 4, 学校): is read by now (ID, 建成学校); take the entry out, or set its fields");
}

#[test]
fn all_faults_of_a_file_are_reported_at_once() {
    let nothing = UNIT.replace("{ unit = \"万名\" }", "{}");
    let twice = UNIT.replace("unit = \"万名\"", "year = 2030, clear = [\"year\"]");
    let words = UNIT.replace("unit = \"万名\"", "rule = \"met\"");
    let empty = UNIT.replace("万名", " ");
    let silent = UNIT.replace("万 is lost", "");
    let when = UNIT.replace("2026-03-01", "March");
    let all = [nothing, twice, words, empty, silent, when].concat();
    assert_snapshot!(said("各类人才总数", &all), @r"
    data/0.toml: set[0] (line 3, 各类人才总数): sets nothing
    data/0.toml: set[1] (line 3, 各类人才总数): `year` is both set and cleared, or cleared twice
    data/0.toml: set[2] (line 3, 各类人才总数): `rule` says what words mean, and this is a figure
    data/0.toml: set[3] (line 3, 各类人才总数): sets a field to nothing; `clear` names fields to be null
    data/0.toml: set[4] (line 3, 各类人才总数): gives no reason
    data/0.toml: set[5] (line 3, 各类人才总数): `on` is `March`, not a date like 2026-03-01
    ");
}

#[test]
fn an_invalid_file_is_reported_with_its_line() {
    let fault = |text: &str| Corrections::from_toml("a/b.toml", text).unwrap_err().to_string();
    assert_snapshot!(fault("plan = \"x\"\ndocument = \"y\"\nsett = 1\n"), @"a/b.toml: line 3: unknown field `sett`, expected one of `plan`, `document`, `set`, `withdraw`, `add`");
    assert_snapshot!(fault("plan = \"x\"\n"), @"a/b.toml: line 1: missing field `document`");
    assert_snapshot!(fault("plan = \n"), @"a/b.toml: line 1: string values must be quoted, expected literal string");
}
