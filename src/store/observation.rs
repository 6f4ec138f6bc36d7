//! The rows of observations as a load writes them, and which ids are in use.

use super::copy_rows::CopyRows;
use super::database::Result;
use super::encode::int;
use super::search::{Fields, SearchColumns};
use super::search_counts::CharacterCounts;
use super::words::word;
use crate::domain::{Comparator, TableRole};
use crate::plan::parsed::ParsedDocument;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::PgExecutor;

/// The status of the value, computed at ingest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Has a value.
    Stated,
    /// In words, rule `set_by_parent`: the region above sets it.
    Delegated,
    /// In words, rule `in_step_with_gdp`.
    Relative,
    /// In any other words.
    Qualitative,
}

/// The fields that ingest adds to an observation of a parsed plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DerivedFields {
    /// 16 lower-case hex characters.
    pub id: String,
    pub status: Status,
    /// First and last year of the period the statement belongs to: the table's, else the plan's.
    pub period: [u16; 2],
    /// The relation of the canonical value, else of the printed one, to the actual value.
    pub comparator: Comparator,
    /// In `canonical_unit`, negative for a fall; null without value or indicator.
    #[serde(with = "crate::domain::figure::option")]
    pub canonical_value: Option<Decimal>,
    #[serde(with = "crate::domain::figure::option")]
    pub canonical_high: Option<Decimal>,
    pub canonical_unit: Option<String>,
    pub section_title: Option<String>,
    pub table_role: Option<TableRole>,
    /// Positions of table and row in the parsed plan; null in running text.
    pub row: Option<(usize, usize)>,
    /// The cell of that row, as printed.
    pub cell_text: Option<String>,
    pub flags: Vec<String>,
    /// The correction by a person; null without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Trace>,
}

/// The trace of a correction. `set` and `was` have the same fields by name, null where a field is
/// empty; both are empty where a person added the observation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    pub reason: String,
    /// The corrected fields, as they are stored.
    pub set: Map<String, Value>,
    /// The same fields as they were read. Value and unit are stored as read too, because they are
    /// the printed ones.
    pub was: Map<String, Value>,
    pub by: Option<String>,
    /// ISO date.
    pub on: Option<String>,
    /// The file of corrections, without folders.
    pub file: String,
}

impl Trace {
    fn json(&self) -> Option<String> {
        // Writing a plain structure as JSON cannot fail; its keys are strings.
        serde_json::to_string(self).ok()
    }
}

/// The statement that takes [`write_rows`].
pub(super) const COPY: &str = "copy observation (
    revision_id, position, region_id, id, period_start, period_end, kind, origin, label,
    indicator_id, value, value_high, unit, canonical_value, canonical_high, canonical_unit,
    text, rule, status, comparator, measure, year, since, direction, attribute, line, line_start, line_end,
    span_start, span_end, quote, section_id, section_title, table_id, table_role,
    row_position, row_no, row_group, row_category, cell, cell_text, read_by, confidence,
    flags, search_text, search_grams, correction, page
) from stdin";

/// Writes the observations of a document, and counts their characters; `derived` has one for each. A correction has
/// precedence over the reading; the printed figure is stored as printed.
pub(super) fn write_rows(
    (rows, characters): (&mut CopyRows, &mut CharacterCounts),
    revision: i32,
    document: &ParsedDocument,
    derived: &[DerivedFields],
) {
    for (position, (printed, new)) in document.observations.iter().zip(derived).enumerate() {
        let read = printed.corrected();
        let table_row = new.row.map(|(table, row)| &document.tables[table].rows[row]);
        let extent = document.lines.get(&read.line);
        let searched = SearchColumns::of_fields(&Fields {
            label: &read.label,
            label_read: Some(&printed.label),
            words: read.text.as_deref(),
            quote: &read.quote,
            group: table_row.and_then(|row| row.group.as_deref()),
            category: table_row.and_then(|row| row.category.as_deref()),
            section_title: new.section_title.as_deref(),
        });
        characters.add(read.kind, &searched.grams);
        let mut row = rows.row();
        row.number(revision).number(position).text(&document.document.region).text(&new.id);
        row.number(new.period[0]).number(new.period[1]);
        row.text(word(read.kind)).text(word(read.origin)).text(&read.label);
        row.text_or_null(read.indicator.as_ref());
        row.number_or_null(printed.value).number_or_null(printed.value_high);
        row.text_or_null(printed.unit.as_ref());
        row.number_or_null(new.canonical_value).number_or_null(new.canonical_high);
        row.text_or_null(new.canonical_unit.as_ref());
        row.text_or_null(read.text.as_ref()).text_or_null(read.rule.map(word));
        row.text(word(new.status)).text(word(new.comparator)).text(word(read.measure));
        row.number_or_null(read.year).number_or_null(read.since);
        row.text_or_null(read.direction.map(word)).text_or_null(read.attribute.map(word));
        row.number(int(read.line));
        row.number_or_null(extent.map(|line| int(line[0])));
        row.number_or_null(extent.map(|line| int(line[1])));
        row.number(int(read.span[0])).number(int(read.span[1])).text(&read.quote);
        row.text_or_null(read.section.as_ref()).text_or_null(new.section_title.as_ref());
        row.text_or_null(read.table.as_ref()).text_or_null(new.table_role.map(word));
        row.number_or_null(new.row.map(|(_, row)| row));
        row.text_or_null(table_row.and_then(|row| row.no.as_ref()));
        row.text_or_null(table_row.and_then(|row| row.group.as_ref()));
        row.text_or_null(table_row.and_then(|row| row.category.as_ref()));
        row.text_or_null(read.cell.as_ref()).text_or_null(new.cell_text.as_ref());
        row.text_or_null(read.read_by.as_ref()).number(read.confidence);
        row.list(&new.flags).text(&searched.text).list(&searched.grams);
        row.text_or_null(new.correction.as_ref().and_then(Trace::json));
        row.number_or_null(read.page.map(int));
    }
}

/// An observation id of a current document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedId {
    pub id: String,
    pub document_id: String,
}

/// Those of these ids that current documents have, except the documents in `except`; by id.
///
/// # Errors
/// Those of the database.
pub async fn taken(
    db: impl PgExecutor<'_>,
    ids: &[String],
    except: &[String],
) -> Result<Vec<UsedId>> {
    // Selects the observations first. A single join over tables that loads had just filled once took more than five minutes.
    sqlx::query_as!(
        UsedId,
        "
        with found as materialized (
            select id, revision_id from observation where id = any($1)
        )
        select found.id, revision.document_id
        from found
        join revision on revision.id = found.revision_id
        where revision.release_to is null and revision.document_id <> all($2)
        order by 1, 2
        ",
        ids,
        except
    )
    .fetch_all(db)
    .await
}
