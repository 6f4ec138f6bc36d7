//! Small invented annotations and plans.

use super::print::{Style, print};
use super::quality::{Evaluation, Quality};
use super::*;
use crate::plan::parsed::ParsedDocument;
use insta::assert_snapshot;
use serde_json::{Value, json};

/// A parsed plan of 甲区 with these observations and table rows.
fn plan(observations: &[Value], rows: &[Value]) -> ParsedDocument {
    serde_json::from_value(json!({
        "format": "parsed-document/2",
        "source": {"file": "jia.txt", "sha256": "00", "bytes": 1, "encoding": "UTF-8"},
        "document": {"kind": "plan", "region": "jia", "title": "甲区规划", "promises": [2021, 2025],
                     "completeness": {"state": "complete"}},
        "tables": [{"id": "t1", "role": "targets", "title": null, "period": [2021, 2025],
                    "section": null, "line": 1, "rows": rows}],
        "observations": observations,
    }))
    .unwrap()
}

/// The observation 绿化覆盖率 46.72 % by 2025 on line 10, read with confidence 0.95, with `changed` fields.
fn said(changed: Value) -> Value {
    let said = json!({
        "origin": "prose", "kind": "target", "label": "绿化覆盖率", "indicator": null, "value": 46.72,
        "unit": "%", "comparator": "eq", "measure": "level", "year": 2025, "line": 10, "span": [0, 1],
        "quote": "", "read_by": "prose/level", "confidence": 0.95
    });
    merged(said, changed)
}

/// The annotation of the same figure, with `changed` fields.
fn want(changed: Value) -> Value {
    let want = json!({
        "kind": "target", "indicator": "绿化覆盖率", "value": 46.72, "unit": "%", "comparator": "=",
        "measure": "level", "year": 2025, "quote": "绿化覆盖率达到46.72%", "line": 10
    });
    merged(want, changed)
}

fn merged(mut base: Value, changed: Value) -> Value {
    for (key, value) in changed.as_object().unwrap() {
        base[key] = value.clone();
    }
    base
}

fn gold(statements: &[Value], rows: &[Value]) -> Gold {
    let lines =
        |values: &[Value]| values.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    Gold {
        statements: gold::lines("jia.prose.jsonl", &lines(statements)).unwrap(),
        rows: gold::lines("jia.tables.jsonl", &lines(rows)).unwrap(),
    }
}

fn quality(statements: &[Value], observations: &[Value]) -> Quality {
    evaluate(&[(&plan(observations, &[]), Some(&gold(statements, &[])))])
}

/// The evaluation of the document.
fn one(statements: &[Value], observations: &[Value]) -> Evaluation {
    quality(statements, observations).evaluations.remove(1)
}

/// Annotated, found, hit, right in every field.
fn counts(of: &Evaluation) -> [usize; 4] {
    [of.prose.gold.unwrap(), of.prose.found, of.prose.hit, of.prose.right.whole]
}

#[test]
fn a_statement_is_found_where_kind_value_and_place_agree() {
    for (changed, hits) in [
        (json!({}), 1),
        (json!({"line": 12}), 1),
        (json!({"line": 13}), 0),
        (json!({"value": 46.724}), 1),
        (json!({"value": 46.73}), 0),
        (json!({"kind": "actual"}), 0),
        (json!({"value_high": 50}), 0),
        (json!({"origin": "table"}), 0),
        (json!({"value": null, "text": "达标"}), 0),
    ] {
        let of = one(&[want(json!({}))], &[said(changed.clone())]);
        assert_eq!(of.prose.hit, hits, "{changed}");
        assert_eq!(of.missed.len(), 1 - hits, "{changed}");
    }
}

#[test]
fn an_optional_statement_counts_neither_as_missed_nor_as_extra() {
    let optional = want(json!({"optional": true}));
    let found = one(std::slice::from_ref(&optional), &[said(json!({}))]);
    assert_eq!(counts(&found), [0, 0, 0, 0]);
    let missed = one(&[optional], &[]);
    assert_eq!((missed.prose.gold, missed.missed.len()), (Some(0), 0));
}

#[test]
fn each_field_is_counted_separately_and_all_together() {
    let fields = |of: &Evaluation| {
        let right = of.prose.right;
        [right.unit, right.comparator, right.measure, right.year, right.label, right.whole]
    };
    for (changed, right) in [
        (json!({}), [1, 1, 1, 1, 1, 1]),
        (json!({"unit": null}), [0, 1, 1, 1, 1, 0]),
        (json!({"comparator": "ge"}), [1, 0, 1, 1, 1, 0]),
        (json!({"measure": "change"}), [1, 1, 0, 1, 1, 0]),
        (json!({"year": 2035}), [1, 1, 1, 0, 1, 0]),
        (json!({"label": "森林面积"}), [1, 1, 1, 1, 0, 0]),
        (json!({"label": "建成区 绿化覆盖率", "unit": "％"}), [1, 1, 1, 1, 1, 1]),
    ] {
        assert_eq!(fields(&one(&[want(json!({}))], &[said(changed.clone())])), right, "{changed}");
    }
    let open = want(json!({"unit": null, "year": null}));
    assert_eq!(fields(&one(&[open], &[said(json!({"unit": "亩", "year": 2030}))]))[5], 1);
}

#[test]
fn among_equal_figures_the_most_similar_label_is_chosen_and_each_only_once() {
    let statements = [want(json!({})), want(json!({"indicator": "森林覆盖率"}))];
    let found = [said(json!({"label": "森林覆盖率", "line": 11})), said(json!({"line": 11}))];
    assert_eq!(counts(&one(&statements, &found)), [2, 2, 2, 2]);
    let of = one(&statements[..1], &found);
    assert_eq!(counts(&of), [1, 2, 1, 1]);
    assert_eq!(of.extra[0].label, "森林覆盖率");
    assert_eq!(of.extra[0].figure, "46.72%");
    assert_eq!(of.prose.precision, Some(0.5));
}

#[test]
fn confusions_are_counted_and_include_the_wrong_kind() {
    let wants = [10, 20, 30].map(|line| want(json!({"line": line, "measure": "cumulative"})));
    let mut found = vec![said(json!({})), said(json!({"line": 20}))];
    found.push(said(json!({"line": 30, "kind": "actual"})));
    let of = one(&wants, &found);
    let seen: Vec<_> = of
        .confusion
        .iter()
        .map(|of| (of.field.as_str(), of.want.as_deref(), of.got.as_deref(), of.times))
        .collect();
    assert_eq!(
        seen,
        [
            ("measure", Some("cumulative"), Some("level"), 2),
            ("kind", Some("target"), Some("actual"), 1)
        ]
    );
    // A target read as an actual figure is a missed target and an extra actual.
    assert_eq!((of.kinds[0].gold, of.kinds[0].found, of.kinds[0].hit), (Some(3), 2, 2));
    assert_eq!((of.kinds[1].gold, of.kinds[1].found, of.kinds[1].hit), (Some(0), 1, 0));
    assert_eq!((of.kinds[1].recall, of.kinds[1].precision), (None, Some(0.0)));
}

#[test]
fn precision_is_counted_by_rule_and_by_confidence() {
    let found = [
        said(json!({"confidence": 0.9})),
        said(json!({"line": 50, "confidence": 0.8999})),
        said(json!({"line": 60, "confidence": 0.5, "read_by": "prose/share"})),
    ];
    let of = one(&[want(json!({}))], &found);
    let rules: Vec<_> =
        of.rules.iter().map(|of| (of.name.as_str(), of.gold, of.found, of.hit)).collect();
    assert_eq!(rules, [("prose/level", None, 2, 1), ("prose/share", None, 1, 0)]);
    let sure: Vec<_> =
        of.confidence.iter().map(|of| (of.found, of.hit, of.precision, of.whole)).collect();
    assert_eq!(sure, [(1, 1, Some(1.0), 1), (1, 0, Some(0.0), 0), (1, 0, Some(0.0), 0)]);
}

/// A table row on line 40: 46.52 to 46.72 %, 约束性.
fn row(changed: Value) -> Value {
    let row = json!({"line": 40, "no": "1", "category": null, "group": null, "label": "绿化覆盖率",
        "unit": "%", "attribute": "binding",
        "cells": {"base": "46.52", "target": "46.72", "growth": null, "actual": null, "actual_growth": null}});
    merged(row, changed)
}

fn want_row(changed: Value) -> Value {
    let row = json!({"table": "14fyp", "indicator": "绿化覆盖率", "unit": "%", "attribute": "约束性",
        "columns": {"2020": "46.52", "2025": "46.72", "growth": null}, "line": 40});
    merged(row, changed)
}

#[test]
fn table_cells_are_right_where_they_equal_the_annotation() {
    let cells = |target: &str| json!({"cells": {"base": "46.52", "target": target, "growth": null, "actual": null, "actual_growth": null}});
    for (want, got, counts) in [
        (json!({}), json!({}), [1, 2, 2, 2]),
        (json!({}), cells("46．72"), [1, 2, 2, 2]),
        (json!({}), cells("46.7"), [1, 2, 2, 1]),
        (json!({}), json!({"line": 53}), [0, 2, 2, 0]),
        (json!({}), json!({"label": "公园个数"}), [0, 2, 2, 0]),
        (json!({}), json!({"attribute": null}), [0, 2, 2, 2]),
        (json!({"unit": "亩"}), json!({}), [0, 2, 2, 2]),
        (json!({"unit": null}), json!({}), [1, 2, 2, 2]),
        // A row of a review is not a row of this plan's targets.
        (json!({"table": "13fyp", "columns": {"target": "46.72"}}), json!({}), [0, 1, 2, 0]),
    ] {
        let plan = plan(&[], &[row(got.clone())]);
        let gold = gold(&[], &[want_row(want.clone())]);
        let of = evaluate(&[(&plan, Some(&gold))]).evaluations.remove(1).tables;
        assert_eq!([of.rows_right, of.cells, of.found, of.hit], counts, "{want} {got}");
    }
}

#[test]
fn two_rows_with_the_same_label_match_one_annotation_each() {
    let rows = [row(json!({"line": 30})), row(json!({"line": 41, "unit": "亩"}))];
    let gold = gold(&[], &[want_row(json!({"unit": "亩"})), want_row(json!({"line": 31}))]);
    let of = evaluate(&[(&plan(&[], &rows), Some(&gold))]).evaluations.remove(1);
    assert_eq!((of.tables.rows_right, of.tables.hit), (2, 4));
    assert_eq!(of.wrong, []);
}

#[test]
fn documents_add_up_and_a_plan_without_annotations_is_only_listed() {
    let (good, bad) = (plan(&[said(json!({}))], &[]), plan(&[], &[]));
    let gold = gold(&[want(json!({}))], &[]);
    let quality = evaluate(&[(&good, Some(&gold)), (&bad, Some(&gold)), (&bad, None)]);
    let recalls: Vec<_> = quality.evaluations.iter().map(|of| of.prose.recall).collect();
    assert_eq!(recalls, [Some(0.5), Some(1.0), Some(0.0)]);
    assert_eq!(quality.evaluations[0].document, None);
    assert_eq!(quality.not_annotated.len(), 1);
    assert_eq!(quality.not_annotated[0].name, "jia");
}

#[test]
fn an_error_in_an_annotation_names_file_and_line() {
    fn fault<T: for<'de> serde::Deserialize<'de>>(text: &str) -> String {
        gold::lines::<T>("jia.jsonl", text).err().unwrap().to_string()
    }
    let statement = |changed| {
        let line = fault::<gold::GoldStatement>(&want(changed).to_string());
        line.rsplit_once(", at column").unwrap().0.to_owned()
    };
    let broken = format!("{}\n\n{{\"kind\": }}", want(json!({})));
    assert_snapshot!(fault::<gold::GoldStatement>(&broken), @"jia.jsonl:3: expected value, at column 10");
    assert_snapshot!(statement(json!({"comparator": "≥"})), @"jia.jsonl:1: comparator `≥` is none of = >= > <= < ~");
    assert_snapshot!(statement(json!({"measure": "levle"})), @"jia.jsonl:1: unknown variant `levle`, expected one of `level`, `cumulative`, `annual_growth`, `change`, `ratio_multiple`");
    let row = fault::<gold::GoldRow>(&want_row(json!({"attribute": "必须"})).to_string());
    assert!(row.starts_with("jia.jsonl:1: attribute `必须` is neither 约束性 nor 预期性"), "{row}");
}

#[test]
fn the_same_figures_are_printed_for_a_terminal_and_for_a_page() {
    let found =
        [said(json!({"measure": "change"})), said(json!({"line": 99, "comparator": "approx"}))];
    let quality = quality(&[want(json!({})), want(json!({"line": 70, "value": 5}))], &found);
    assert_snapshot!(print(&quality, Style::Text, true));
    assert_snapshot!(print(&quality, Style::Markdown, false));
}
