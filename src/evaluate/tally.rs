//! Computes the figures of an evaluation: counts by kind, rule and confidence, for one document or several.

use super::alike::share;
use super::gold::GoldStatement;
use super::quality::{
    Accuracy, Confidence, Confusion, DocumentRef, Evaluation, Fields, Figures, Statement,
    TableFigures, WrongField,
};
use super::word::word;
use super::{prose, tables};
use crate::domain::figure;
use crate::domain::{ChangeDirection, Comparator, DocumentKind, Kind};
use crate::plan::parsed::Observation;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// A document with the comparison of its annotations.
pub(super) struct EvaluatedDocument<'a> {
    pub document: DocumentRef,
    pub kind: DocumentKind,
    pub prose: prose::Outcome<'a>,
    pub tables: tables::Outcome,
}

/// Ranges of confidence, the surest first.
const CONFIDENCE: [(f64, Option<f64>); 3] = [(0.9, None), (0.8, Some(0.9)), (0.0, Some(0.8))];

/// The evaluation of all documents together; missed statements are listed for each document only.
pub(super) fn together(documents: &[EvaluatedDocument<'_>]) -> Evaluation {
    let documents: Vec<_> = documents.iter().collect();
    evaluation(None, &documents)
}

/// One evaluation for each kind, in the order of kinds; none where all documents have one kind.
pub(super) fn by_kind(documents: &[EvaluatedDocument<'_>]) -> Vec<Evaluation> {
    let mut kinds: BTreeMap<DocumentKind, Vec<&EvaluatedDocument<'_>>> = BTreeMap::new();
    for measured in documents {
        kinds.entry(measured.kind).or_default().push(measured);
    }
    if kinds.len() < 2 {
        return Vec::new();
    }
    let of_kind = |(kind, documents): (DocumentKind, Vec<&EvaluatedDocument<'_>>)| Evaluation {
        kind: Some(kind),
        ..evaluation(None, &documents)
    };
    kinds.into_iter().map(of_kind).collect()
}

/// The evaluation of one document, with the list of missed statements.
pub(super) fn alone(measured: &EvaluatedDocument<'_>) -> Evaluation {
    let EvaluatedDocument { prose, tables, .. } = measured;
    let mut wrong: Vec<_> = prose.pairs.iter().flat_map(|(want, got)| wrong(want, got)).collect();
    wrong.extend(tables.wrong.iter().map(|wrong| WrongField {
        line: wrong.line,
        label: wrong.label.clone(),
        field: wrong.field.to_owned(),
        want: wrong.want.clone(),
        got: wrong.got.clone(),
        rule: None,
    }));
    wrong.sort_by_key(|wrong| wrong.line);
    Evaluation {
        missed: prose.missed.iter().map(|want| missed(want)).collect(),
        extra: prose.extra.iter().map(|got| extra(got)).collect(),
        wrong,
        kind: Some(measured.kind),
        ..evaluation(Some(measured.document.clone()), &[measured])
    }
}

fn evaluation(document: Option<DocumentRef>, measured: &[&EvaluatedDocument<'_>]) -> Evaluation {
    let kind = |kind: Kind| figures(&word(kind), measured, |of| of == kind, |_| true);
    let extra = measured.iter().flat_map(|one| one.prose.extra.iter());
    let paired = measured.iter().flat_map(|one| one.prose.pairs.iter().map(|(_, got)| got));
    let rules: BTreeSet<&str> = extra.chain(paired).map(|got| rule(got)).collect();
    let rules = rules.into_iter().map(|name| {
        let of_rule = figures(name, measured, |_| true, |got| rule(got) == name);
        Figures { gold: None, recall: None, whole: None, ..of_rule }
    });
    Evaluation {
        document,
        kind: None,
        prose: figures("all", measured, |_| true, |_| true),
        kinds: vec![kind(Kind::Target), kind(Kind::Actual)],
        rules: rules.collect(),
        confusion: confusion(measured),
        confidence: CONFIDENCE.map(|bounds| confidence(bounds, measured)).into(),
        tables: cells(measured),
        missed: Vec::new(),
        extra: Vec::new(),
        wrong: Vec::new(),
    }
}

fn rule(got: &Observation) -> &str {
    got.read_by.as_deref().unwrap_or("by hand")
}

/// Rounds to six decimals: short to read, and exact enough for people to round again.
fn rounded(share: Option<f64>) -> Option<f64> {
    share.map(|share| (share * 1e6).round() / 1e6)
}

/// The figures of the statements that match `kind` and the observations that match `sort`.
fn figures(
    name: &str,
    measured: &[&EvaluatedDocument<'_>],
    kind: impl Fn(Kind) -> bool,
    sort: impl Fn(&Observation) -> bool,
) -> Figures {
    let (mut gold, mut found, mut hit, mut right) = (0, 0, 0, Fields::default());
    for EvaluatedDocument { prose, .. } in measured {
        gold += prose.missed.iter().filter(|want| kind(want.kind)).count();
        found += prose.extra.iter().filter(|got| kind(got.kind) && sort(got)).count();
        for (want, got) in &prose.pairs {
            if kind(want.kind) {
                gold += 1;
                if sort(got) {
                    found += 1;
                    hit += 1;
                    right.count(prose::right(want, got));
                }
            }
        }
    }
    let of_hit = |count| rounded(share(count, hit));
    Figures {
        name: name.to_owned(),
        gold: Some(gold),
        found,
        hit,
        recall: rounded(share(hit, gold)),
        precision: rounded(share(hit, found)),
        right,
        accuracy: Accuracy {
            unit: of_hit(right.unit),
            comparator: of_hit(right.comparator),
            measure: of_hit(right.measure),
            year: of_hit(right.year),
            label: of_hit(right.label),
            span: of_hit(right.span),
            whole: of_hit(right.whole),
        },
        whole: rounded(share(right.whole, gold)),
    }
}

impl Fields {
    fn count(&mut self, right: [bool; 6]) {
        let all = right.iter().all(|right| *right);
        let [unit, comparator, measure, year, label, span] = right.map(usize::from);
        self.unit += unit;
        self.comparator += comparator;
        self.measure += measure;
        self.year += year;
        self.label += label;
        self.span += span;
        self.whole += usize::from(all);
    }
}

/// A field, its annotated value and the value read, as words of answers.
type Difference = (&'static str, Option<String>, Option<String>);

/// The wrong fields of a statement.
fn differences(want: &GoldStatement, got: &Observation) -> Vec<Difference> {
    let wrong = prose::FIELDS.into_iter().zip(prose::right(want, got)).filter(|(_, right)| !right);
    wrong
        .map(|(field, _)| match field {
            "unit" => (field, want.unit.clone(), got.unit.clone()),
            "comparator" => (field, Some(word(want.comparator)), Some(word(got.comparator))),
            "measure" => (field, Some(word(want.measure)), Some(word(got.measure))),
            "year" => (field, want.year.map(|y| y.to_string()), got.year.map(|y| y.to_string())),
            "span" => {
                let text = |since: Option<u16>, direction: Option<ChangeDirection>| {
                    let parts = [since.map(|year| year.to_string()), direction.map(word)];
                    let parts: Vec<_> = parts.into_iter().flatten().collect();
                    (!parts.is_empty()).then(|| parts.join(" "))
                };
                (field, text(want.since, want.direction), text(got.since, got.direction))
            }
            _ => (field, Some(want.indicator.clone()), Some(got.label.clone())),
        })
        .collect()
}

fn wrong(want: &GoldStatement, got: &Observation) -> Vec<WrongField> {
    let differences = differences(want, got).into_iter();
    differences
        .map(|(field, wanted, read)| WrongField {
            line: want.line,
            label: want.indicator.clone(),
            field: field.to_owned(),
            want: wanted,
            got: read,
            rule: got.read_by.clone(),
        })
        .collect()
}

fn confusion(measured: &[&EvaluatedDocument<'_>]) -> Vec<Confusion> {
    let mut times: BTreeMap<Difference, usize> = BTreeMap::new();
    for EvaluatedDocument { prose, .. } in measured {
        let pairs = prose.pairs.iter().flat_map(|(want, got)| differences(want, got));
        let crossed = prose
            .crossed
            .iter()
            .map(|(want, got)| ("kind", Some(word(want.kind)), Some(word(got.kind))));
        // Labels are left out: they are words of the documents and differ in too many ways.
        for difference in pairs.filter(|(field, _, _)| *field != "label").chain(crossed) {
            *times.entry(difference).or_default() += 1;
        }
    }
    let mut confusion: Vec<_> = times
        .into_iter()
        .map(|((field, want, got), times)| Confusion { field: field.to_owned(), want, got, times })
        .collect();
    // The sort is stable: equally frequent entries stay in order of field and words.
    confusion.sort_by_key(|confusion| std::cmp::Reverse(confusion.times));
    confusion
}

fn confidence(
    (from, below): (f64, Option<f64>),
    measured: &[&EvaluatedDocument<'_>],
) -> Confidence {
    let within = |got: &Observation| {
        got.confidence >= from && below.is_none_or(|below| got.confidence < below)
    };
    let figures = figures("", measured, |_| true, within);
    let Figures { found, hit, precision, right, .. } = figures;
    Confidence { from, below, found, hit, precision, whole: right.whole }
}

fn cells(measured: &[&EvaluatedDocument<'_>]) -> TableFigures {
    let sum = |count: fn(&tables::Outcome) -> usize| -> usize {
        measured.iter().map(|one| count(&one.tables)).sum()
    };
    let (rows, rows_right) = (sum(|of| of.rows), sum(|of| of.meta));
    let (cells, found, hit) = (sum(|of| of.cells), sum(|of| of.found), sum(|of| of.hit));
    TableFigures {
        rows,
        rows_found: sum(|of| of.rows_found),
        rows_right,
        cells,
        found,
        hit,
        recall: rounded(share(hit, cells)),
        precision: rounded(share(hit, found)),
        meta: rounded(share(rows_right, rows)),
    }
}

fn missed(want: &GoldStatement) -> Statement {
    Statement {
        line: want.line,
        kind: want.kind,
        label: want.indicator.clone(),
        figure: figure(want.comparator, want.value, want.value_high, want.unit.as_deref()),
        rule: None,
        confidence: None,
    }
}

fn extra(got: &Observation) -> Statement {
    Statement {
        line: got.line,
        kind: got.kind,
        label: got.label.clone(),
        figure: figure(got.comparator, got.value, got.value_high, got.unit.as_deref()),
        rule: Some(rule(got).to_owned()),
        confidence: Some(got.confidence),
    }
}

/// Prints a figure: `≥46.72%`, `5–8家`.
fn figure(
    comparator: Comparator,
    low: Option<Decimal>,
    high: Option<Decimal>,
    unit: Option<&str>,
) -> String {
    let sign = comparator.sign();
    let number = |value: Decimal| figure::number(value).to_string();
    let low = low.map(number).unwrap_or_default();
    let high = high.map(|high| format!("–{}", number(high))).unwrap_or_default();
    format!("{sign}{low}{high}{}", unit.unwrap_or_default())
}
