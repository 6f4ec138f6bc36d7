//! What differs between two revisions of a plan.

use super::Result;
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};
use std::collections::HashMap;

/// One observation that only one of two revisions has, or that both have with other content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub id: String,
    /// As the older revision has it; null where it is added.
    pub old: Option<Side>,
    /// As the newer revision has it; null where it is removed.
    pub new: Option<Side>,
    /// Columns whose content differs, in order of the alphabet; empty where it is added or removed.
    pub columns: Vec<String>,
}

/// One revision's version of an observation, as far as people are told of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    pub kind: String,
    pub label: String,
    pub indicator_id: Option<String>,
    /// As printed, in `unit`.
    pub value: Option<Decimal>,
    pub value_high: Option<Decimal>,
    pub unit: Option<String>,
    pub text: Option<String>,
    pub comparator: String,
    pub measure: String,
    pub year: Option<i32>,
    pub line: i32,
}

/// Observations that differ between two revisions, by line. Their place in the list of observations is
/// no content. With `None` for `old` every observation is added, for `new` removed.
///
/// # Errors
/// Those of the database.
pub async fn between(
    db: &mut PgConnection,
    old: Option<i32>,
    new: Option<i32>,
) -> Result<Vec<Change>> {
    let mut old: HashMap<String, Version> =
        versions(&mut *db, old).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut changes = Vec::new();
    for new in versions(&mut *db, new).await? {
        let old = old.remove(&new.id);
        let columns = old.as_ref().map(|old| differing(&old.content, &new.content));
        if columns.as_ref().is_none_or(|columns| !columns.is_empty()) {
            changes.push(Change {
                id: new.id.clone(),
                old: old.map(Side::from),
                new: Some(new.into()),
                columns: columns.unwrap_or_default(),
            });
        }
    }
    changes.extend(old.into_values().map(|old| Change {
        id: old.id.clone(),
        old: Some(old.into()),
        new: None,
        columns: Vec::new(),
    }));
    changes.sort_by(|a, b| a.place().cmp(&b.place()));
    Ok(changes)
}

impl Change {
    fn place(&self) -> (Option<i32>, &str) {
        (self.new.as_ref().or(self.old.as_ref()).map(|side| side.line), &self.id)
    }
}

/// A stored observation: what people are told of it, and all of its columns.
struct Version {
    id: String,
    kind: String,
    label: String,
    indicator_id: Option<String>,
    value: Option<Decimal>,
    value_high: Option<Decimal>,
    unit: Option<String>,
    text: Option<String>,
    comparator: String,
    measure: String,
    year: Option<i32>,
    line: i32,
    content: Value,
}

async fn versions(db: impl PgExecutor<'_>, revision: Option<i32>) -> Result<Vec<Version>> {
    sqlx::query_as!(
        Version,
        r#"
        select id, content.kind, content.label, content.indicator_id, content.value,
               content.value_high, content.unit, content.text, content.comparator,
               content.measure, content.year, content.line, to_jsonb(content) as "content!"
        from observation
        cross join lateral (
            -- All that a reader may be answered with. The place in the list is none of it, and what is
            -- searched follows from the rest; to_jsonb(observation) would take four times as long.
            select origin, kind, label, indicator_id, value, value_high, unit, canonical_value,
                   canonical_high, canonical_unit, text, rule, status, comparator, measure, year,
                   attribute, period_start, period_end, line, line_start, line_end, span_start,
                   span_end, quote, section_id, section_title, table_id, table_role, row_no,
                   row_group, row_category, cell, cell_text, read_by, confidence, flags, correction,
                   page
        ) content
        where revision_id = $1
        "#,
        revision
    )
    .fetch_all(db)
    .await
}

/// Names of the columns whose content differs, in order of the alphabet.
fn differing(old: &Value, new: &Value) -> Vec<String> {
    let mut columns: Vec<String> = new
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(column, value)| old.get(column) != Some(value))
        .map(|(column, _)| column.clone())
        .collect();
    columns.sort_unstable();
    columns
}

impl From<Version> for Side {
    fn from(row: Version) -> Self {
        Self {
            kind: row.kind,
            label: row.label,
            indicator_id: row.indicator_id,
            value: row.value,
            value_high: row.value_high,
            unit: row.unit,
            text: row.text,
            comparator: row.comparator,
            measure: row.measure,
            year: row.year,
            line: row.line,
        }
    }
}
