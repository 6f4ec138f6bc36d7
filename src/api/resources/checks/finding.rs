//! A finding of the checks, as `/v1/checks` answers it.

use crate::checks::{Code, Explanation, Finding, Input, Kind, Severity, Term};
use crate::domain::Period;
use crate::export::reference::{IndicatorRef, RegionRef};
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::Snapshot;
use crate::store::words::word;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

/// Two statements of a plan that a reader should compare.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Check {
    /// Made of the plan, the kind and the ids of the figures: the same in every release with the
    /// same figures.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    pub kind: Kind,
    pub severity: Severity,
    pub region: RegionRef,
    pub indicator: IndicatorRef,
    /// Id of the plan it is about.
    #[schema(example = "qiaokou-2021-2025")]
    pub plan: String,
    /// Period of the plan.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// One sentence with the figures, in the language of the answer.
    pub summary: String,
    /// Unit of the numbers below; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// The statement of the document.
    pub stated: Term,
    /// The figure that follows from the other statements.
    pub implied: Term,
    /// `stated.value` less `implied.value`.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 0.6)]
    pub difference: Option<Decimal>,
    /// The greatest difference at which both can be true, from the printed decimals and 左右;
    /// bounds are in `low` and `high`.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 0.071)]
    pub tolerance: Option<Decimal>,
    /// Whether a value satisfies both, with rounding, 左右 and bounds.
    pub can_both_hold: bool,
    /// The computation with its figures, units and rounding, in the language of the answer.
    pub arithmetic: String,
    /// The observations it was made from, each with its place and its role in the arithmetic.
    pub inputs: Vec<Input>,
    /// Possible explanations.
    pub explanations: Vec<CheckExplanation>,
}

/// A possible explanation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckExplanation {
    /// The same in every language.
    pub code: Code,
    /// With the figures that it needs, in the language of the answer.
    pub text: String,
}

impl Check {
    /// With the names and in the language of this snapshot.
    pub fn of(found: Finding, snapshot: &Snapshot) -> Self {
        let lang = snapshot.lang;
        Self {
            id: found.id,
            kind: found.kind,
            severity: found.severity,
            region: RegionRef::of(&found.region, snapshot),
            indicator: IndicatorRef::of(&found.indicator, snapshot),
            plan: found.plan,
            period: Period::from(found.period).to_string(),
            summary: found.summary.in_language(lang),
            unit: found.unit,
            stated: found.stated,
            implied: found.implied,
            difference: found.difference,
            tolerance: found.tolerance,
            can_both_hold: found.can_both_hold,
            arithmetic: found.arithmetic.in_language(lang),
            inputs: found.inputs,
            explanations: found
                .explanations
                .into_iter()
                .map(|Explanation { code, text }| CheckExplanation {
                    code,
                    text: text.in_language(lang),
                })
                .collect(),
        }
    }
}

columns! {
    fn cells(row: &Check, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "indicator_id" of "indicator" = &row.indicator.id;
    text "indicator_name" of "indicator" = &row.indicator.name;
    text "plan" of "plan" = &row.plan;
    text "period" of "period" = &row.period;
    text "kind" of "kind" as CheckKind = word(row.kind);
    text "severity" of "severity" as CheckSeverity = word(row.severity);
    number "stated" of "stated" = row.stated.value;
    text "stated_comparator" of "stated" as Comparator = word(row.stated.comparator);
    number "stated_low" of "stated" = row.stated.low;
    number "stated_high" of "stated" = row.stated.high;
    number "implied" of "implied" = row.implied.value;
    text "implied_comparator" of "implied" as Comparator = word(row.implied.comparator);
    number "implied_low" of "implied" = row.implied.low;
    number "implied_high" of "implied" = row.implied.high;
    text "unit" of "unit" = row.unit.as_ref();
    number "difference" of "difference" = row.difference;
    number "tolerance" of "tolerance" = row.tolerance;
    boolean "can_both_hold" of "can_both_hold" = row.can_both_hold;
    text "summary" of "summary" = &row.summary;
    text "arithmetic" of "arithmetic" = &row.arithmetic;
    text "explanations" of "explanations" listing CheckExplanation = codes(row);
    text "roles" of "inputs" listing CheckRole = listed(row, |input| word(input.role));
    text "lines" of "inputs" = listed(row, |input| input.line.to_string());
    text "inputs" of "inputs" = listed(row, |input| input.id.clone());
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
}

/// A word for each input, separated by blanks.
fn listed(check: &Check, word: impl Fn(&Input) -> String) -> String {
    check.inputs.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn codes(check: &Check) -> String {
    let codes = check.explanations.iter().map(|known| word(known.code));
    codes.collect::<Vec<_>>().join(" ")
}

impl Flat for Check {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
