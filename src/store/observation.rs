//! Writes observations in batches: one array for each column, so that a hundred thousand rows take
//! a few dozen statements.

use super::database::Result;
use super::encode::{SEPARATOR, int};
use super::search::Searched;
use super::words::word;
use crate::domain::{Comparator, TableRole};
use crate::plan::parsed::{Observation, ParsedDocument};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sqlx::{PgConnection, PgExecutor};
use std::borrow::Cow;

/// Rows of one statement: enough to make the cost of a statement small, few enough to show
/// progress.
pub const BATCH: usize = 4_000;

/// The status of the value, computed at ingest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
pub struct Derived {
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
    /// The search columns. They follow from the fields above, so they are no content of their own.
    #[serde(skip)]
    pub searched: Searched,
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

/// Each observation of a batch: corrected, as read, and with the fields that ingest adds. A
/// correction has precedence over the reading; the printed figure is stored as printed.
type Read<'p> = (Cow<'p, Observation>, &'p Observation, &'p Derived);

fn batch<'p>(plan: &'p ParsedDocument, derived: &'p [Derived], from: usize) -> Vec<Read<'p>> {
    let all = plan.observations.iter().zip(derived).skip(from).take(BATCH);
    all.map(|(read, new)| (read.corrected(), read, new)).collect()
}

/// Writes the observations `from..from + BATCH` of a plan; `derived` has one for each. Returns how many
/// were written, 0 past the end.
///
/// # Errors
/// Those of the database, a broken constraint among them.
#[expect(clippy::too_many_lines, reason = "a line for each column, nothing else")]
pub async fn insert(
    db: &mut PgConnection,
    revision: i32,
    plan: &ParsedDocument,
    derived: &[Derived],
    from: usize,
) -> Result<usize> {
    let rows = batch(plan, derived, from);
    if rows.is_empty() {
        return Ok(0);
    }
    macro_rules! column {
        (|$row:pat_param| $value:expr) => {
            &rows.iter().map(|$row| $value).collect::<Vec<_>>()
        };
    }
    let table_row = |new: &Derived| new.row.map(|(table, row)| &plan.tables[table].rows[row]);
    sqlx::query!(
        "
        insert into observation (
            revision_id, position, region_id, id, period_start, period_end, kind, origin, label,
            indicator_id, value, value_high, unit, canonical_value, canonical_high, canonical_unit,
            text, rule, status, comparator, measure, year, attribute, line, line_start, line_end,
            span_start, span_end, quote, section_id, section_title, table_id, table_role,
            row_position, row_no, row_group, row_category, cell, cell_text, read_by, confidence,
            flags, search_text, search_grams, correction, page, since, direction
        )
        select
            $1, $2::bigint + ordinality - 1, $3, id, period_start, period_end, kind, origin, label,
            indicator_id, value, value_high, unit, canonical_value, canonical_high, canonical_unit,
            text, rule, status, comparator, measure, year, attribute, line, line_start, line_end,
            span_start, span_end, quote, section_id, section_title, table_id, table_role,
            row_position, row_no, row_group, row_category, cell, cell_text, read_by, confidence,
            string_to_array(flags, e'\\x1f'), search_text, string_to_array(search_grams, e'\\x1f'),
            correction::jsonb, page, since, direction
        from unnest(
            $4::text[], $5::int[], $6::int[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::numeric[], $12::numeric[], $13::text[],
            $14::numeric[], $15::numeric[], $16::text[],
            $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $22::int[], $23::text[],
            $24::int[], $25::int[], $26::int[], $27::int[], $28::int[], $29::text[],
            $30::text[], $31::text[], $32::text[], $33::text[],
            $34::int[], $35::text[], $36::text[], $37::text[], $38::text[], $39::text[],
            $40::text[], $41::float8[], $42::text[], $43::text[], $44::text[], $45::text[],
            $46::int[], $47::int[], $48::text[]
        ) with ordinality as row (
            id, period_start, period_end, kind, origin, label,
            indicator_id, value, value_high, unit, canonical_value, canonical_high, canonical_unit,
            text, rule, status, comparator, measure, year, attribute,
            line, line_start, line_end, span_start, span_end, quote,
            section_id, section_title, table_id, table_role,
            row_position, row_no, row_group, row_category, cell, cell_text,
            read_by, confidence, flags, search_text, search_grams, correction, page, since, direction, ordinality
        )
        ",
        revision,
        i64::try_from(from).unwrap_or(i64::MAX),
        plan.document.region,
        column!(|(.., new)| new.id.clone()),
        column!(|(.., new)| i32::from(new.period[0])),
        column!(|(.., new)| i32::from(new.period[1])),
        column!(|(read, ..)| word(read.kind)),
        column!(|(read, ..)| word(read.origin)),
        column!(|(read, ..)| read.label.clone()),
        column!(|(read, ..)| read.indicator.clone()) as &[Option<String>],
        column!(|(_, printed, _)| printed.value) as &[Option<Decimal>],
        column!(|(_, printed, _)| printed.value_high) as &[Option<Decimal>],
        column!(|(_, printed, _)| printed.unit.clone()) as &[Option<String>],
        column!(|(.., new)| new.canonical_value) as &[Option<Decimal>],
        column!(|(.., new)| new.canonical_high) as &[Option<Decimal>],
        column!(|(.., new)| new.canonical_unit.clone()) as &[Option<String>],
        column!(|(read, ..)| read.text.clone()) as &[Option<String>],
        column!(|(read, ..)| read.rule.map(word)) as &[Option<String>],
        column!(|(.., new)| word(new.status)),
        column!(|(.., new)| word(new.comparator)),
        column!(|(read, ..)| word(read.measure)),
        column!(|(read, ..)| read.year.map(i32::from)) as &[Option<i32>],
        column!(|(read, ..)| read.attribute.map(word)) as &[Option<String>],
        column!(|(read, ..)| int(read.line)),
        column!(|(read, ..)| plan.lines.get(&read.line).map(|line| int(line[0]))) as &[Option<i32>],
        column!(|(read, ..)| plan.lines.get(&read.line).map(|line| int(line[1]))) as &[Option<i32>],
        column!(|(read, ..)| int(read.span[0])),
        column!(|(read, ..)| int(read.span[1])),
        column!(|(read, ..)| read.quote.clone()),
        column!(|(read, ..)| read.section.clone()) as &[Option<String>],
        column!(|(.., new)| new.section_title.clone()) as &[Option<String>],
        column!(|(read, ..)| read.table.clone()) as &[Option<String>],
        column!(|(.., new)| new.table_role.map(word)) as &[Option<String>],
        column!(|(.., new)| new.row.and_then(|(_, row)| i32::try_from(row).ok()))
            as &[Option<i32>],
        column!(|(.., new)| table_row(new).and_then(|row| row.no.clone())) as &[Option<String>],
        column!(|(.., new)| table_row(new).and_then(|row| row.group.clone())) as &[Option<String>],
        column!(|(.., new)| table_row(new).and_then(|row| row.category.clone()))
            as &[Option<String>],
        column!(|(read, ..)| read.cell.clone()) as &[Option<String>],
        column!(|(.., new)| new.cell_text.clone()) as &[Option<String>],
        column!(|(read, ..)| read.read_by.clone()) as &[Option<String>],
        column!(|(read, ..)| read.confidence),
        column!(|(.., new)| new.flags.join(SEPARATOR)),
        column!(|(.., new)| new.searched.text.clone()),
        column!(|(.., new)| new.searched.grams.join(SEPARATOR)),
        column!(|(.., new)| new.correction.as_ref().and_then(Trace::json)) as &[Option<String>],
        column!(|(read, ..)| read.page.map(int)) as &[Option<i32>],
        column!(|(read, ..)| read.since.map(i32::from)) as &[Option<i32>],
        column!(|(read, ..)| read.direction.map(word)) as &[Option<String>]
    )
    .execute(db)
    .await?;
    Ok(rows.len())
}

/// An observation id of a current document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
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
) -> Result<Vec<Taken>> {
    sqlx::query_as!(
        Taken,
        "
        select observation.id, revision.document_id
        from observation
        join revision on revision.id = observation.revision_id
        where revision.release_to is null and revision.document_id <> all($2)
          and observation.id = any($1)
        order by 1, 2
        ",
        ids,
        except
    )
    .fetch_all(db)
    .await
}
