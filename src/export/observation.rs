//! The observation of a release: one statement of a document, as `/v1/targets`, `/v1/actuals` and the files have it.

use super::reference::{IndicatorRef, RegionRef};
use crate::domain::Period;
use crate::domain::words;
use crate::format::{Column, ColumnValue, Flat, columns};
use crate::store::ObservationRow;
use crate::store::Snapshot;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

/// One statement of a plan about its region.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Row)]
pub struct Observation {
    /// Stable: the same place of the same document has the same id in every release.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    #[schema(value_type = words::RowKind)]
    pub kind: String,
    pub region: RegionRef,
    /// Null where the catalogue has no indicator for the label.
    pub indicator: Option<IndicatorRef>,
    /// The label in the document's words.
    #[schema(example = "绿化覆盖率")]
    pub label: String,
    /// The period the statement belongs to; in a review table that of the plan before.
    #[schema(example = "2021-2025")]
    pub period: String,
    /// The year to which the value refers, or in which it ends; null where the document names none.
    #[schema(example = 2025)]
    pub year: Option<i32>,
    /// In `unit`. Null for a goal in words, which is in `printed.text`; `status` names its kind.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>, example = 46.72)]
    pub value: Option<Decimal>,
    /// Upper end of a range; null where there is none.
    #[serde(with = "crate::domain::figure::option")]
    #[schema(value_type = Option<f64>)]
    pub value_high: Option<Decimal>,
    /// The indicator's canonical unit where the printed one converts to it, else as printed; null for a bare number.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// The unit in the language of the answer: 100 million yuan for 亿元.
    #[schema(example = "%")]
    pub unit_name: Option<String>,
    #[schema(value_type = words::Comparator)]
    pub comparator: String,
    #[schema(value_type = words::Measure)]
    pub measure: String,
    /// Null where the document does not say.
    #[schema(value_type = Option<words::Attribute>)]
    pub attribute: Option<String>,
    #[schema(value_type = words::Status)]
    pub status: String,
    /// The year from which a growth, change, multiple or total counts; null for a level, and where the document does
    /// not say. Only figures over the same span may be compared.
    #[schema(example = 2020)]
    pub since: Option<i32>,
    /// Whether the printed words say that the thing rises or falls; null where they say neither. The `value` of a fall
    /// is negative, unless the label names the fall itself (能耗降低率).
    #[schema(value_type = Option<words::ChangeDirection>)]
    pub direction: Option<String>,
    pub printed: Printed,
    pub evidence: Evidence,
}

/// As the document has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Printed {
    /// The figure, digits as read; null where the goal is in words.
    #[schema(example = "46.72")]
    pub value: Option<String>,
    /// Upper end of a range.
    pub value_high: Option<String>,
    /// As printed; null where none is.
    #[schema(example = "%")]
    pub unit: Option<String>,
    /// The goal in words: 完成市下达目标; null where there is a figure.
    pub text: Option<String>,
}

/// A short form of its place in the document; `/evidence` has the whole.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Evidence {
    /// The document: sha256 of its bytes.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub document: String,
    /// Id of the document, as `/v1/documents/{id}` takes it.
    #[schema(example = "jiangan-2021-2025")]
    pub document_id: String,
    /// Line of the number in the document, 1-based.
    #[schema(example = 226)]
    pub line: i32,
    /// Section id; null where it is in no section.
    #[schema(example = "1.4")]
    pub section: Option<String>,
    /// Table id; null in running text.
    #[schema(example = "t2")]
    pub table: Option<String>,
    /// Verbatim: the shortest clause that carries the figure.
    #[schema(example = "到2025年，绿化覆盖率达到46.72%")]
    pub quote: String,
    /// The parser's rule that read it; `correction` where a person added it, null where a person wrote the
    /// whole parsed plan.
    #[schema(example = "table/cell")]
    pub rule: Option<String>,
    /// 0 to 1.
    #[schema(example = 0.97, minimum = 0, maximum = 1)]
    pub confidence: f64,
    /// Doubts: `digit_lost`, `unit_guessed`, `wrapped`, …; `corrected` where a person set a field or added the
    /// row, which `/evidence` explains.
    pub flags: Vec<String>,
}

impl Observation {
    /// In the canonical unit where there is one, with names from the snapshot.
    pub fn of(row: ObservationRow, snapshot: &Snapshot) -> Self {
        let canonical = row.canonical_value.is_some();
        let unit = if canonical { row.canonical_unit } else { row.unit.clone() };
        Self {
            region: RegionRef::of(&row.region_id, snapshot),
            indicator: row.indicator_id.as_deref().map(|id| IndicatorRef::of(id, snapshot)),
            period: Period::stored(row.period_start, row.period_end).to_string(),
            year: row.year,
            value: row.canonical_value.or(row.value),
            value_high: if canonical { row.canonical_high } else { row.value_high },
            unit_name: unit.as_deref().map(|unit| snapshot.unit_name(unit)),
            unit,
            printed: Printed {
                value: row.value.map(|value| value.to_string()),
                value_high: row.value_high.map(|value| value.to_string()),
                unit: row.unit,
                text: row.text,
            },
            evidence: Evidence {
                document: row.document,
                document_id: row.document_id,
                line: row.line,
                section: row.section_id,
                table: row.table_id,
                quote: row.quote,
                rule: row.read_by,
                confidence: row.confidence,
                flags: row.flags,
            },
            id: row.id,
            kind: row.kind,
            label: row.label,
            comparator: row.comparator,
            measure: row.measure,
            attribute: row.attribute,
            status: row.status,
            since: row.since,
            direction: row.direction,
        }
    }
}

columns! {
    fn cells(row: &Observation, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "indicator_id" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|indicator| &indicator.name);
    text "kind" of "kind" as RowKind = &row.kind;
    text "period" of "period" = &row.period;
    integer "year" of "year" = row.year;
    number "value" of "value" = row.value;
    number "value_high" of "value_high" = row.value_high;
    text "unit" of "unit" = row.unit.as_ref();
    text "comparator" of "comparator" as Comparator = &row.comparator;
    text "measure" of "measure" as Measure = &row.measure;
    text "status" of "status" as Status = &row.status;
    text "attribute" of "attribute" as Attribute = row.attribute.as_ref();
    text "label" of "label" = &row.label;
    text "printed_value" of "printed" = row.printed.value.as_ref();
    text "printed_value_high" of "printed" = row.printed.value_high.as_ref();
    text "printed_unit" of "printed" = row.printed.unit.as_ref();
    text "printed_text" of "printed" = row.printed.text.as_ref();
    text "document" of "evidence" = &row.evidence.document;
    integer "line" of "evidence" = row.evidence.line;
    text "section" of "evidence" = row.evidence.section.as_ref();
    text "table" of "evidence" = row.evidence.table.as_ref();
    text "quote" of "evidence" = &row.evidence.quote;
    text "rule" of "evidence" = row.evidence.rule.as_ref();
    number "confidence" of "evidence" = row.evidence.confidence;
    text "flags" of "evidence" = row.evidence.flags.join(" ");
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
    integer "since" of "since" = row.since;
    text "direction" of "direction" as ChangeDirection = row.direction.as_ref();
    text "document_id" of "evidence" = &row.evidence.document_id;
    text "unit_name" of "unit_name" = row.unit_name.as_ref();
}

impl Flat for Observation {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
