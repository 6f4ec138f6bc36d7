//! A version of an observation, as `/history` answers it.

use super::statement::{FieldChange, StatementFields, cell, whole};
use crate::export::reference::RegionRef;
use crate::format::{Column, ColumnValue, Flat, columns};
use serde::Serialize;
use utoipa::ToSchema;

/// A version of an observation and the releases that have it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Version {
    /// Id of the observation, the same in every version.
    #[schema(example = "5f0c3a9e1b7d2468")]
    pub id: String,
    /// The first release with this version.
    #[schema(example = 1)]
    pub from_release: i32,
    /// The last release with this version; null where the release of the answer has it.
    pub to_release: Option<i32>,
    /// Id of the plan; null for a document that is no plan.
    #[schema(example = "jiangan-2021-2025")]
    pub plan: Option<String>,
    /// Id of the document.
    #[schema(example = "jiangan-2021-2025")]
    pub document: String,
    pub region: RegionRef,
    /// The fields that changed since the version before; empty for the first.
    pub fields: Vec<FieldChange>,
    /// Its fields.
    #[schema(value_type = Object)]
    pub statement: StatementFields,
}

columns! {
    fn cells(row: &Version, release: i32);
    text "region_id" of "region" = &row.region.id;
    text "region_code" of "region" = row.region.code.as_ref();
    text "region_name" of "region" = &row.region.name;
    text "plan" of "plan" = row.plan.as_ref();
    integer "from_release" of "from_release" = row.from_release;
    integer "to_release" of "to_release" = row.to_release;
    text "indicator_id" of "statement" = cell(&row.statement, "indicator_id");
    text "kind" of "statement" as RowKind = cell(&row.statement, "kind");
    text "period" of "statement" = cell(&row.statement, "period");
    integer "year" of "statement" = whole(&row.statement, "year");
    number "value" of "statement" = cell(&row.statement, "value");
    number "value_high" of "statement" = cell(&row.statement, "value_high");
    text "unit" of "statement" = cell(&row.statement, "unit");
    text "comparator" of "statement" as Comparator = cell(&row.statement, "comparator");
    text "measure" of "statement" as Measure = cell(&row.statement, "measure");
    text "status" of "statement" as Status = cell(&row.statement, "status");
    text "attribute" of "statement" as Attribute = cell(&row.statement, "attribute");
    text "label" of "statement" = cell(&row.statement, "label");
    text "printed_value" of "statement" = cell(&row.statement, "printed_value");
    text "printed_unit" of "statement" = cell(&row.statement, "printed_unit");
    text "printed_text" of "statement" = cell(&row.statement, "printed_text");
    integer "line" of "statement" = whole(&row.statement, "line");
    text "quote" of "statement" = cell(&row.statement, "quote");
    text "changed_fields" of "fields" = row.fields.iter().map(|change| change.field.as_str()).collect::<Vec<_>>().join(" ");
    key "id" of "id" = &row.id;
    integer "release" of "release" = release;
    text "document_id" of "document" = &row.document;
}

impl Flat for Version {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
